"""The list of a kit's files with their sums, signed: whoever has the kit can tell whether a file of it was changed."""

import json
from collections.abc import Mapping
from typing import Any

from figures.provenance.stamps import Signer

NAME, SIGNATURE = "manifest.json", "manifest.sig"
_RELEASE = "id block division framework period origin stage source licence".split()


def manifest(
    release: Any, settings: Mapping[str, Any], made: str, reader: str, sums: Mapping[str, str], signer: Signer | None
) -> list[tuple[str, bytes]]:
    """The manifest, and where there is a key its signature: a line of base64, of the manifest's very bytes."""
    said = {
        "format": 1,
        "release": {name: getattr(release, name) for name in _RELEASE},
        "settings": dict(settings),
        "made": made,
        "reader": reader,
        "sums": {name: sums[name] for name in sorted(sums) if name not in (NAME, SIGNATURE)},
        "key": signer.key if signer else "",
    }
    content = json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    return [(NAME, content), *([(SIGNATURE, signer.sign(content))] if signer else [])]
