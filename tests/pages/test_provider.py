"""Where a provider ends its own sessions, as its metadata say."""

import http.server
import json
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from oidc_provider_mock import run_server_in_thread

from pages.parts import provider
from tests.browser.server import free_port

METADATA = ".well-known/openid-configuration"
BACK = "https://dti.example.vn/oauth2callback"


def secrets(monkeypatch, **named):
    section = {"redirect_uri": BACK, "cookie_secret": "x"} | {
        name: {"client_id": "dti", "label": f"Cổng {name}", "server_metadata_url": f"{at}/{METADATA}"}
        for name, at in named.items()
    }  # fmt: skip
    monkeypatch.setattr(provider, "get_secrets_auth_section", lambda: section)


@pytest.fixture
def plain():
    """A provider whose metadata name no place where sessions end."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"issuer": "https://plain.example"}).encode())

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_way_out_is_that_of_the_provider_with_the_issuer(monkeypatch, plain):
    with run_server_in_thread() as real:
        at = f"http://127.0.0.1:{real.server_port}"
        secrets(monkeypatch, gone=f"http://127.0.0.1:{free_port()}", plain=plain, real=at)
        label, address = provider.way_out(at)
        parts = urlsplit(address)
        assert label == "Cổng real" and f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{at}/oauth2/end_session"
        # Nothing but what the provider knows already: the browser comes back to the redirect address.
        assert parse_qs(parts.query) == {"client_id": ["dti"], "post_logout_redirect_uri": [BACK]}
        assert provider.way_out("https://plain.example") is None and provider.way_out("https://other.example") is None
        assert [name for name, _ in provider.providers()] == ["gone", "plain", "real"]


def test_secrets_that_others_can_read_are_not_used(monkeypatch, tmp_path, caplog):
    secrets(monkeypatch, plain="https://sso.example.vn")
    file = tmp_path / "secrets.toml"
    file.write_text("[auth]\n", encoding="utf-8")
    monkeypatch.setattr(provider.config, "get_option", {"secrets.files": [str(file)]}.__getitem__)
    file.chmod(0o644)
    assert provider.providers() == []
    assert "secrets.toml can be read by others" in caplog.text and str(tmp_path) not in caplog.text
    file.chmod(0o600)
    assert provider.providers() == [("plain", "Cổng plain")]
