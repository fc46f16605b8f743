"""How a table goes out over HTTP: entity tags, how long caches may keep it, who may read it from other sites."""

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from opendata.asked import Found
from opendata.formats import Format
from opendata.kept import Content

# Anybody's page may read: nothing here hangs on who asks, and no cookie is looked at.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_SHOWN = ("application/json", "application/geo+json")


def table(request: Request, content: Content, form: Format, found: Found) -> Response:
    """The table, or 304 where the reader has it already.

    An address with the content's own version (`v`) is kept for ever; any other asks again, since a release can be
    superseded or withdrawn at any moment.
    """
    pinned = request.query_params.get("v") == content.version
    tag = f'"{content.version}"'
    given = [pair for pair in request.query_params.multi_items() if pair[0] != "v"]
    headers = {
        "Cache-Control": _FOR_EVER if pinned else f"public, max-age={found.seconds}",
        "ETag": tag,
        "Content-Location": f"{quote(request.url.path)}?{urlencode([*given, ('v', content.version)])}",
    }
    if "format" not in request.path_params:
        headers["Vary"] = "Accept"
    if found.links:
        headers["Link"] = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in found.links.items())
    if has(request, tag):
        return Response(status_code=304, headers=headers)
    if form.media_type not in _SHOWN:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{found.stem}.{form.ending}', safe='')}"
    return Response(content.body, headers=headers, media_type=form.media_type)


def has(request: Request, tag: str) -> bool:
    """Whether the reader says to have what has this tag; compared weakly, as RFC 9110 asks."""
    told = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    return tag in told or "*" in told
