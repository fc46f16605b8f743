"""What is to be thought of a file: from what it says of itself, from who signed it, and from how its release stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from figures.provenance.stamps import Found, holds
from figures.words import Words

GENUINE, SUPERSEDED, WITHDRAWN = "genuine", "superseded", "withdrawn"  # signed here, and not changed since
ALTERED = "altered"  # it names a release of ours, and is not the file that was signed
UNSIGNED = "unsigned"  # it names a release of ours, and nobody signed it: anybody could have written that
UNTOLD = "untold"  # known by its code alone
UNKNOWN = "unknown"  # it names nothing that is public here, or a code that nothing public has
UNMARKED = "unmarked"
VERDICTS = (GENUINE, SUPERSEDED, WITHDRAWN, ALTERED, UNSIGNED, UNTOLD, UNKNOWN, UNMARKED)

_OF_STANDING = {"current": GENUINE, "superseded": SUPERSEDED, "withdrawn": WITHDRAWN}


def judged(found: Found, standing: str, content: str | None, keys: Sequence[bytes]) -> str:
    """The verdict on a file. `standing` is how its releases stand for whoever asks, as `store.pictures` says it;
    `content` the sum of their manifests, None where they are no longer to be read.

    Nothing is said of a file whose release is not public, however well it is signed: that would confirm it.
    """
    if found.mark is None:
        return UNMARKED
    if standing not in _OF_STANDING:
        return UNKNOWN
    if not found.signature:
        return UNSIGNED
    if not holds(found, keys) or content not in (None, found.mark.content):
        return ALTERED
    return _OF_STANDING[standing]


@dataclass(frozen=True)
class Verdict:
    """A verdict with what there is to say besides. code: of the picture, where it is to be had here; releases: ids of
    those it was drawn from; state: how they stand; by: what took the place of one; reason, withdrawn: of one that is
    gone (UTC); file: what was found in the file, by fixed names, empty without one; picture: of the code, likewise.
    """

    verdict: str
    code: str = ""
    releases: tuple[str, ...] = ()
    state: str = ""
    by: str = ""
    reason: str = ""
    withdrawn: datetime | None = None
    file: Mapping[str, Any] = field(default_factory=dict)
    picture: Mapping[str, Any] = field(default_factory=dict)

    def sentences(self, words: Words) -> tuple[str, str]:
        """The verdict in a few words, and what it means."""
        t = words.t
        return t(f"verdict.{self.verdict}"), t(f"verdict.{self.verdict}_long", by=self.by, reason=self.reason)

    def standing(self, words: Words) -> str:
        """How the release of a picture that was found by its code stands; empty where there is none."""
        return words.t(f"verdict.now_{self.state}", by=self.by, reason=self.reason) if self.state else ""

    def as_data(self, words: Words) -> dict[str, Any]:
        """For programs."""
        withdrawn = f"{self.withdrawn:%Y-%m-%dT%H:%M:%SZ}" if self.withdrawn else None
        return {
            "verdict": self.verdict, "said": " ".join(self.sentences(words)), "language": words.lang,
            "releases": list(self.releases), "state": self.state or None, "superseded_by": self.by or None,
            "withdrawn": {"at": withdrawn, "reason": self.reason} if withdrawn else None,
            "code": self.code or None, "picture": dict(self.picture) or None, "file": dict(self.file) or None,
        }  # fmt: skip
