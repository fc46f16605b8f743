"""What reads a stranger's file: a process of its own, with limits on memory and time, that keeps nothing.

It imports the standard library and this package alone, so that it starts in a moment.
"""

import hashlib
import json
import resource
import sys

from figures.provenance.stamps import Found, read, sniffed


def main(memory_mb: int, seconds: int) -> None:
    """The file from standard input to its end, what it says of itself as JSON to standard output."""
    most = memory_mb * 2**20
    for what, limit in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (limit, limit) if hard == resource.RLIM_INFINITY else (min(hard, limit),) * 2)
    whole, parts = hashlib.sha256(), []
    while part := sys.stdin.buffer.read(1 << 16):
        whole.update(part)
        parts.append(part)
    content = b"".join(parts)
    kind = sniffed(content)
    found = read(content, kind) if kind else Found("")
    sys.stdout.write(json.dumps(_told(found, whole.hexdigest(), len(content))))


def _told(found: Found, sha256: str, size: int) -> dict[str, object]:
    return {
        "kind": found.kind,
        "mark": found.mark and found.mark.as_data(),
        "signature": found.signature.decode(),
        "key": found.key,
        "digest": found.digest,
        "sha256": sha256,
        "size": size,
    }
