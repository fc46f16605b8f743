"""The programme: what was promised, where it stands, and whether the pace is enough."""

from scoring.programme.standing import STATUSES, standing
from scoring.programme.targets import target_of

__all__ = ["STATUSES", "standing", "target_of"]
