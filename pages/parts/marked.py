"""Files as they leave: with the mark of what they were made from, signed, and written down for who asks by the code."""

from figures.provenance.mark import Mark
from figures.provenance.stamps import Signer, stamp
from store import Viewer, clock, keys, pictures


def marked(made: bytes, kind: str, mark: Mark, viewer: Viewer) -> bytes:
    """The file with its mark. Raises NotAllowed, and LookupError where the viewer may no longer see a release of it."""
    pictures.leaves(viewer, mark, clock.now())
    return stamp(made, kind, mark, Signer.of(keys.signer()))
