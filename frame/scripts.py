"""Streamlit's own scripts, styles and fonts, packed once and served out of memory.

A first view asks for a hundred of them. Streamlit opens and reads each anew in a thread, unpacked: on a machine of two
cores that alone took a second, on a phone's connection nine megabytes.
"""

import gzip
from mimetypes import guess_type
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_PACKED = {".js", ".css", ".svg", ".json"}
_AS_IT_IS = {".woff2", ".png"}  # packed already


class OwnScripts:
    """Answers for the files of `folder`/static, whose names carry a hash of their content and so never change.

    They are those that lie there at the start; whoever takes nothing packed or asks for a part gets Streamlit's answer.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app = app
        found = (path for path in (folder / "static").rglob("*.*.*") if path.suffix in _PACKED | _AS_IT_IS)
        self.files = {f"/{path.relative_to(folder).as_posix()}": path for path in found}
        self.kept: dict[Path, bytes] = {}  # some ten megabytes, were all of them asked for

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self.files.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if path is None or not _takes_packed(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        if path.suffix in _PACKED:
            headers["Content-Encoding"] = "gzip"
        body = self.kept.get(path)
        if body is None:
            body = self.kept[path] = await run_in_threadpool(_content, path)
        await Response(body, 200, headers, guess_type(path.name)[0])(scope, receive, send)


def _takes_packed(asked: Headers) -> bool:
    return "range" not in asked and "gzip" in asked.get("accept-encoding", "")


def _content(path: Path) -> bytes:
    """What is sent of a file."""
    content = path.read_bytes()
    return gzip.compress(content, mtime=0) if path.suffix in _PACKED else content
