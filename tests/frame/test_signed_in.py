"""Who asks, by the session's cookie, and what that lets them put into the server's memory."""

import pytest
from starlette.requests import HTTPConnection

from frame import signed_in
from store import clock, sessions
from store.viewers import Role
from tests.store.made import person

OWNER = "0123456789abcdef" * 2


def asking(**cookies: str) -> HTTPConnection:
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return HTTPConnection({"type": "http", "headers": [(b"cookie", header.encode())]})


def test_without_accounts_a_browser_uploads_for_itself(own_store):
    assert signed_in.may_upload(asking(dti_owner=OWNER))
    assert signed_in.viewer(asking(dti_owner="guess")).owner is None


@pytest.mark.parametrize(
    ("role", "expected"),
    [("analyst", True), ("officer", False), ("approver", False), ("press", False), ("administrator", False)],
)
def test_with_accounts_only_who_may_open_the_upload_page_uploads(own_store, role, expected):
    scope = ("ministry-other", "", "MERA") if role == "officer" else ()
    somebody = person("Anna", Role(role, *scope))
    token = sessions.begin(somebody.account, clock.now())
    assert not signed_in.may_upload(asking(dti_owner=OWNER))
    assert signed_in.may_upload(asking(dti_owner=OWNER, dti_session=token)) is expected
    sessions.end(signed_in.viewer(asking(dti_session=token)), clock.now())
    assert not signed_in.may_upload(asking(dti_owner=OWNER, dti_session=token))
