"""The signature's place inside a file: a field of fixed length, filled last, and left out of what is summed."""

import hashlib
import re
from typing import NamedTuple

KEY, SIGNATURE = 16, 88  # digits of a key's id; letters of base64 of the 64 bytes of an Ed25519 signature
EMPTY = "0" * KEY + ":" + "0" * SIGNATURE
NAME = "dti-signature"
_SLOT = re.compile(rb"dti-signature[^\n]{1,60}?([0-9a-f]{16}:[0-9A-Za-z+/=]{88})")


class Signed(NamedTuple):
    """What a file's field holds (both empty where nobody signed), and the SHA-256 of the file with the field empty."""

    key: str
    signature: bytes
    digest: str


def field(key: str, signature: bytes) -> str:
    """The filled field. Raises ValueError where the parts do not have their lengths."""
    said = f"{key}:{signature.decode().strip()}"
    if len(key) != KEY or len(said) != len(EMPTY):
        raise ValueError("This is no signature by a key of ours.")
    return said


def read_field(said: str) -> tuple[str, bytes]:
    """The key's id and the signature of a field; empty where nobody signed."""
    return ("", b"") if said == EMPTY else (said[:KEY], said[KEY + 1 :].encode())


def signed(content: bytes) -> Signed | None:
    """What the field in these bytes says; None where there is no field, or more than one, so that none is meant."""
    found = [match.span(1) for match in _SLOT.finditer(content)]
    if len(found) != 1:
        return None
    begins, ends = found[0]
    digest = hashlib.sha256(content[:begins])
    digest.update(EMPTY.encode())
    digest.update(content[ends:])
    return Signed(*read_field(content[begins:ends].decode()), digest.hexdigest())


def filled(content: bytes, said: str) -> bytes:
    """The same bytes with the empty field filled; nothing moves. Raises ValueError where it is not there just once."""
    before, name, after = content.partition(EMPTY.encode())
    if not name or EMPTY.encode() in after:
        raise ValueError("The file has no single empty field for a signature.")
    return before + said.encode() + after
