"""A press kit by its address: one archive, packed as it is sent, part by part; handed out by the clock."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from frame import signed_in
from store import clock, kits
from store.kits import NotReady
from store.rights import NotAllowed

_AT = (1980, 1, 1, 0, 0, 0)  # the same parts give the same archive


async def answer(request: Request) -> Response | None:
    """The archive; None where there is none that this reader may take, of whatever reason."""
    viewer = await run_in_threadpool(signed_in.viewer, request)
    found = await run_in_threadpool(kits.find, viewer, request.path_params["kit"], clock.now())
    if found is None or found[1].id != request.path_params["release"]:
        return None
    try:
        parts = await run_in_threadpool(kits.hand_out, viewer, *found)
    except (NotAllowed, NotReady):
        return None
    kit, release = found
    is_public = release.is_public and not kit.reader
    headers = {
        "Cache-Control": "public, no-cache" if is_public else "private, no-store",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{release.id}-press-kit.zip', safe='')}",
    }
    return StreamingResponse(zipped(parts), headers=headers, media_type="application/zip")


class _Sent(io.RawIOBase):
    """What has been written since it was last taken; a file that cannot go back."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken


def zipped(parts: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
    """The archive of the parts, each sent on before the next is read."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w") as archive:
        for name, content in parts:
            packed = zipfile.ZIP_STORED if name.endswith((".png", ".pdf", ".xlsx", ".pptx")) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _AT), content, packed)
            yield sent.take()
    yield sent.take()
