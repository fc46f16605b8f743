"""The list of a kit's files with their sums, signed: whoever has the kit can tell whether a file of it was changed."""

import json
from collections.abc import Mapping
from typing import Any

from figures.press.material import Material
from figures.provenance.stamps import Signer

NAME, SIGNATURE = "manifest.json", "manifest.sig"
_RELEASE = "id block division period origin stage source licence".split()


def manifest(
    of: Material, settings: Mapping[str, Any], made: str, sums: Mapping[str, str], signer: Signer | None
) -> list[tuple[str, bytes]]:
    """The manifest, and where there is a key its signature: a line of base64, of the manifest's very bytes."""
    said = {
        "format": 1,
        "release": {**{name: getattr(of.release, name) for name in _RELEASE}, "framework": of.framework.id},
        "settings": dict(settings),
        "made": made,
        "reader": of.release.reader,
        "sums": {name: sums[name] for name in sorted(sums) if name not in (NAME, SIGNATURE)},
        "key": signer.key if signer else "",
    }
    content = json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    return [(NAME, content), *([(SIGNATURE, signer.sign(content))] if signer else [])]
