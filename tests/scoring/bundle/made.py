"""A bundle made by hand, and made anew with something else in it."""

import hashlib
import json
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scoring import load_framework, load_units, read_workbook, score
from scoring.bundle import archive, signing, tables
from scoring.units import DATA

FILE, FRAMEWORK, PERIOD = DATA / "demo" / "ministry-other-2023-01.xlsx", "demo-ministry-other", "2023-01"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = signing.public_of(KEY)


@cache
def members() -> dict[str, bytes]:
    framework, units = load_framework(FRAMEWORK), load_units()
    table, _ = read_workbook(FILE, framework, units)
    scores = score(framework, table.values)
    block = framework.block
    return {
        "framework.toml": framework.text.encode(),
        "blocks.csv": tables.to_csv(units.blocks.loc[[block]]),
        "units.csv": tables.to_csv(units.table[units.table["block"] == block]),
        "values.csv": tables.values_to_csv(table.values),
        "scores.csv": tables.scores_to_csv(scores, units, ""),
        "workbooks/1.xlsx": FILE.read_bytes(),
    }


def manifest(**other) -> dict:
    return {
        "format": 1,
        "release": {"id": "r1", "framework": FRAMEWORK, "period": PERIOD},
        "reading": {"period": None, "decimal": None},
        "workbooks": [{"member": "workbooks/1.xlsx", "name": "a.xlsx"}],
        **other,
    }


def signed(found: dict[str, bytes], about: dict | None = None, key: Ed25519PrivateKey = KEY) -> bytes:
    """Everything as it should be: sums, signature."""
    public = signing.public_of(key)
    whole = {
        **(about or manifest()),
        "sums": {name: hashlib.sha256(content).hexdigest() for name, content in found.items()},
        "key": {"id": signing.key_id(public), "public": signing.text_of(public)},
    }
    content = json.dumps(whole).encode()
    return archive.pack({**found, "manifest.json": content, "manifest.sig": signing.sign(key, content)})


def replaced(content: bytes, **other: bytes | None) -> bytes:
    """The same archive with members exchanged behind the back of the manifest; None takes one away."""
    found = archive.unpack(content)
    for name, new in other.items():
        path = name.replace("__", "/").replace("_dot_", ".")
        found.pop(path, None)
        if new is not None:
            found[path] = new
    return archive.pack(found)
