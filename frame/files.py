"""Our static files under /files: fonts, border lines, the script and style of the frame.

Streamlit's own static folder has to lie beside the script and lets a browser keep nothing. Here an address
carries the hash of its content, so that a browser may keep the file for ever and still gets a new one at once.
"""

import base64
import hashlib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from starlette.datastructures import QueryParams
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from figures import boundaries

ROOT = Path(__file__).resolve().parent.parent

# Address below /files → where its folder is, and the endings that are served from it.
FOLDERS: dict[str, tuple[Callable[[], Path], tuple[str, ...]]] = {
    "frame": (lambda: ROOT / "frame" / "static", (".js", ".css", ".png")),
    "fonts": (lambda: ROOT / "data" / "fonts", (".woff2", ".css")),
    "boundaries": (boundaries.folder, (".geojson",)),
    "locale": (lambda: ROOT / "data" / "locale", (".json",)),
}
_FOR_EVER = "public, max-age=31536000, immutable"
_BRIEFLY = "public, max-age=300"


@lru_cache(maxsize=256)
def _hash(path: Path, changed: int, size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def content_hash(path: Path) -> str:
    """First 16 digits of the content's SHA-256; read again only when the file has changed."""
    stat = path.stat()
    return _hash(path, stat.st_mtime_ns, stat.st_size)


def address(name: str) -> str:
    """The address of `name` ('boundaries/x.json') relative to a page, with its content's hash."""
    folder, _, rest = name.partition("/")
    return f"./files/{name}?v={content_hash(FOLDERS[folder][0]() / rest)}"


@cache
def embedded(name: str) -> str:
    """A small picture ('frame/icon.png') as an address that carries it, so that nobody reads the file again."""
    folder, _, rest = name.partition("/")
    return f"data:image/png;base64,{base64.b64encode((FOLDERS[folder][0]() / rest).read_bytes()).decode()}"


class HashedFiles(StaticFiles):
    """Serves one folder's files of the given endings, to be kept for ever where the hash asked for is theirs."""

    def __init__(self, folder: Callable[[], Path], endings: tuple[str, ...]) -> None:
        super().__init__(check_dir=False)
        self.folder, self.endings = folder, endings

    async def get_response(self, path: str, scope: Scope) -> Response:
        if not path.endswith(self.endings):
            return PlainTextResponse("Not Found", 404)
        self.all_directories = [self.folder()]
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304):
            asked = QueryParams(scope["query_string"]).get("v")
            # An older replica asked for a newer file must not have its old one kept.
            fits = isinstance(response, FileResponse) and asked == content_hash(Path(response.path))
            response.headers["Cache-Control"] = _FOR_EVER if fits else _BRIEFLY
        return response


def routes() -> list[Mount]:
    """One mount a folder, for `st.App(routes=…)`."""
    return [Mount(f"/files/{name}", HashedFiles(*folder)) for name, folder in FOLDERS.items()]
