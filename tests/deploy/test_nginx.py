"""The static edition behind nginx: what may be kept how long, what is packed, what a page may load."""

import gzip

import httpx
import pytest

from deploy import nginx
from opendata.static_edition import writing
from tests.browser.server import free_port
from tests.needs import program

PAGE = b"<!doctype html>" + b"x" * 5000


@pytest.mark.cluster
def test_nginx_serves_an_edition_as_it_was_meant(tmp_path):
    program("nginx", "/usr/sbin/nginx")
    names = ["index.html", "assets/a.0123456789abcdef.css", "vi/r/data/r-scores.csv", "vi/r/data/r-scores.parquet"]
    writing.write(tmp_path / "site", [("robots.txt", b"User-agent: *\n"), *((name, PAGE) for name in names)], {})
    with nginx.edition(tmp_path / "nginx", tmp_path / "site", free_port()) as url, httpx.Client(base_url=url) as client:
        found = {name: client.get(f"/{name}") for name in names}
        assert [answer.content for answer in found.values()] == [PAGE] * 4
        kinds = [answer.headers["content-type"].partition(";")[0] for answer in found.values()]
        assert kinds == ["text/html", "text/css", "text/csv", "application/vnd.apache.parquet"]
        kept = [answer.headers["cache-control"] for answer in found.values()]
        assert kept == ["public, max-age=300", "public, max-age=31536000, immutable", *["public, max-age=300"] * 2]
        assert "default-src 'none'" in found["index.html"].headers["content-security-policy"]
        with client.stream("GET", "/", headers={"Accept-Encoding": "gzip"}) as packed:
            assert packed.headers["content-encoding"] == "gzip"
            assert gzip.decompress(b"".join(packed.iter_raw())) == PAGE
        assert client.get("/missing.html").status_code == 404
        # A new edition is there at the next request.
        writing.write(tmp_path / "site", [("index.html", b"new"), ("robots.txt", b"")], {})
        assert client.get("/").content == b"new" and client.get(f"/{names[2]}").status_code == 404
