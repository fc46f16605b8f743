"""The guide to provenance: what it says of marks, codes and sums is what the files carry."""

import base64
import hashlib
import json
import re
from dataclasses import fields
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from figures.provenance import mark, png, slots
from figures.provenance.mark import Mark, code_of
from figures.provenance.stamps import KINDS, message, read, stamp
from figures.provenance.verdict import VERDICTS
from opendata import verify
from tests.figures.provenance.files import PUBLIC, SIGNER, files
from tests.figures.provenance.test_mark import MARK

TEXT = (Path(__file__).resolve().parent.parent.parent / "docs" / "provenance.md").read_text(encoding="utf-8")


def test_every_field_of_a_mark_is_told():
    head = TEXT.split("## What a mark says")[1].split("## What is signed")[0]
    rows = "".join(re.findall(r"^\| (`.*?) \|", head, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", rows)) == {field.name for field in fields(Mark)}


def test_every_kind_and_every_verdict_is_told():
    signed = TEXT.split("## What is signed")[1]
    assert [kind for kind in KINDS if kind not in signed.lower()] == []
    assert [each for each in VERDICTS if f"`{each}`" not in TEXT] == []
    assert f"POST {verify.PATH}" in TEXT and f"GET {verify.PATH}/CODE" in TEXT


def test_a_code_is_worked_out_as_the_guide_says():
    said = json.dumps(
        [list(MARK.releases), MARK.template, dict(MARK.options), MARK.lang],
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    bits = "".join(f"{byte:08b}" for byte in hashlib.sha256(said.encode()).digest())[:50]
    letters = re.search(r"`([0-9A-Z]{32})`", TEXT)[1]
    code = "".join(letters[int(bits[at : at + 5], 2)] for at in range(0, 50, 5))
    assert code == code_of(MARK.releases, MARK.template, MARK.options, MARK.lang) and letters == mark.ALPHABET


def test_a_signature_is_checked_as_the_guide_says():
    """Of a PNG, by hand: all bytes but the chunk's, the message, the key."""
    content = stamp(files()["png"], "png", MARK, SIGNER)
    (chunk,) = [each for each in png.chunks(content) if each.body.startswith(b"dti-signature")]
    digest = hashlib.sha256(content[: chunk.begins] + content[chunk.ends :]).hexdigest()
    said = {"format": 1, "kind": "png", "mark": MARK.as_data(), "sha256": digest}
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert plain == message(MARK, "png", digest)
    field = chunk.body[-105:].decode()
    assert len(slots.EMPTY) == 105 and field.partition(":")[0] == read(content, "png").key
    Ed25519PublicKey.from_public_bytes(PUBLIC).verify(base64.b64decode(field.partition(":")[2]), plain)
