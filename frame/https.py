"""Whether readers come by https, which decides what cookies and headers say of it."""

from starlette.requests import HTTPConnection

from figures.address import public_url


def secure(connection: HTTPConnection) -> bool:
    """Whether the browser came by https, as the server sees it or as the installation's address says."""
    return connection.url.scheme in ("https", "wss") or public_url().startswith("https://")
