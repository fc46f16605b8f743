"""The mark of an exported file: the releases and settings it was made from, and the short code that stands on it."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

# Without I, L, O and U: no two of these are read for one another, and none of the four is ever printed.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 10
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", " ": "", "-": "", "\u00a0": "", "\u2013": ""})
_CODE = re.compile(f"[{ALPHABET}]{{{LETTERS}}}")


class Sealed(Protocol):
    """Of a release what a mark says of it; manifest: kind of document → its SHA-256."""

    @property
    def id(self) -> str: ...
    @property
    def manifest(self) -> Mapping[str, str]: ...
    @property
    def state(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def reader(self) -> str: ...


class NoMark(ValueError):
    """Data that is no mark."""


@dataclass(frozen=True)
class Mark:
    """What an export was made from, as it is written into the file and into the store.

    releases: ids, in the order in which the picture uses them; content: `content_of` their manifests; state, origin,
    stage, period: of the first release at the moment of export; template, options: what was drawn and how, so that
    it can be drawn again (options hold only what JSON holds); lang: vi, en or es; made: UTC without a zone, whole
    seconds; code: `code_of` the above, as it stands on the picture; address: where the picture can be checked; reader:
    whose copy it is, where the release was not public.
    """

    releases: tuple[str, ...]
    content: str
    state: str
    origin: str
    stage: str
    period: str
    template: str
    options: Mapping[str, Any]
    lang: str
    made: datetime
    code: str
    address: str
    reader: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", self.made.replace(microsecond=0, tzinfo=None))

    def as_data(self) -> dict[str, Any]:
        """For JSON; `from_data` reads it."""
        said = {name: getattr(self, name) for name in _TEXTS}
        made = f"{self.made:%Y-%m-%dT%H:%M:%SZ}"
        return {**said, "releases": list(self.releases), "options": dict(self.options), "made": made}


def mark_of(
    releases: Sequence[Sealed], template: str, options: Mapping[str, Any], lang: str, made: datetime, address: str
) -> Mark:
    """The mark of what was made from releases, the one it is about first."""
    first, ids = releases[0], tuple(release.id for release in releases)
    return Mark(
        releases=ids, content=content_of({release.id: release.manifest for release in releases}), state=first.state,
        origin=first.origin, stage=first.stage, period=first.period, template=template, options=options, lang=lang,
        made=made, code=code_of(ids, template, options, lang), address=address, reader=first.reader,
    )  # fmt: skip


_TEXTS = ("content", "state", "origin", "stage", "period", "template", "lang", "code", "address", "reader")


def from_data(said: Any) -> Mark:
    """The mark of parsed JSON. Raises NoMark."""
    try:
        texts = {name: said[name] for name in _TEXTS}
        releases, options = said["releases"], said["options"]
        made = datetime.strptime(said["made"], "%Y-%m-%dT%H:%M:%SZ")
    except (KeyError, TypeError, ValueError):
        raise NoMark("This is no mark of an export.") from None
    right = isinstance(options, dict) and isinstance(releases, list)
    if not right or not all(isinstance(text, str) for text in (*texts.values(), *releases)):
        raise NoMark("This is no mark of an export.")
    return Mark(releases=tuple(releases), options=options, made=made, **texts)


def canonical(said: Any) -> bytes:
    """JSON in one form alone: keys sorted, no blanks, UTF-8."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_of(manifests: Mapping[str, Mapping[str, str]]) -> str:
    """SHA-256 of release id → manifest (kind of document → its SHA-256), in canonical JSON."""
    return hashlib.sha256(canonical({name: dict(manifest) for name, manifest in manifests.items()})).hexdigest()


def code_of(releases: Sequence[str], template: str, options: Mapping[str, Any], lang: str) -> str:
    """The code of a picture: the same for the same releases, template, options and language; 50 bits of a SHA-256."""
    drawn = hashlib.sha256(canonical([list(releases), template, dict(options), lang])).digest()
    bits = int.from_bytes(drawn, "big") >> (256 - 5 * LETTERS)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(LETTERS)))


def printed(code: str) -> str:
    """A code as it stands on a picture: two groups, easy to read out.

    >>> printed("7K3QX9M2TA")
    '7K3QX-9M2TA'
    """
    return f"{code[: LETTERS // 2]}-{code[LETTERS // 2 :]}"


def read_code(typed: str) -> str | None:
    """The code in what somebody typed, whatever the case, blanks, hyphens and look-alikes; None where it is none.

    >>> read_code(" 7k3qx-9m2ta ")
    '7K3QX9M2TA'
    """
    folded = typed[:40].upper().translate(_READ_AS)
    return folded if _CODE.fullmatch(folded) else None
