"""Bundles, uploaded files and keys by their addresses, for whoever the gate lets through."""

from datetime import datetime

import pytest

from figures.words import translator
from scoring.bundle import archive
from scoring.bundle.verify import verify
from store import clock, keys, lifecycle, retention, sessions
from store.audit import INSTALLATION
from tests.store.made import HOUR, NOON, SECOND, analyst, approver, draft, in_review, officer, person, published

t = translator("en")
UPLOADED = draft().files[0][1]


@pytest.fixture
def anna(own_store):
    return analyst()


@pytest.fixture
def bình(anna):
    return approver()


@pytest.fixture
def at(monkeypatch):
    """`at(moment)`: the clock of the whole application stands there."""

    def moved(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    moved(NOON)
    return moved


def get(browser, address: str, viewer=None, **headers: str):
    client = browser()
    if viewer is not None:
        client.cookies.set("dti_session", sessions.begin(viewer.account, clock.now()))
    return client.get(address, headers=headers)


def addresses(release: str) -> list[str]:
    return [f"/releases/{release}/bundle.zip", f"/releases/{release}/files/1"]


def test_the_bundle_of_a_published_release_proves_itself(browser, anna, bình, at):
    made = published(anna, bình)
    answer = get(browser, f"/releases/{made.releases[0].id}/bundle.zip")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{made.releases[0].id}.zip"
    assert archive.MANIFEST in archive.unpack(answer.content)
    verdict = verify(answer.content, keys.public_keys())
    # It names the ministry's demonstration data as the analyst's own: the sums and the key are what is asked here.
    assert verdict.is_trusted and verdict.release["id"] == made.releases[0].id


def test_the_uploaded_file_comes_as_it_was_under_its_name(browser, anna, bình, at):
    made = published(anna, bình)
    answer = get(browser, f"/releases/{made.releases[0].id}/files/1")
    assert answer.content == UPLOADED
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''ministry-other-2023-01.xlsx"
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    for number in ("0", "2", "9" * 5_000, "-1", "x", "٣"):
        assert get(browser, f"/releases/{made.releases[0].id}/files/{number}").status_code == 404


def test_an_embargo_ends_at_its_second_for_everybody(browser, anna, bình, at):
    made = published(anna, bình, publish_at=NOON + HOUR)
    for address in addresses(made.releases[0].id):
        at(NOON + HOUR - SECOND)
        early, unknown = get(browser, address), get(browser, address.replace(made.releases[0].id, "nothing"))
        assert (early.status_code, early.text) == (404, unknown.text)
        assert early.headers["cache-control"] == unknown.headers["cache-control"] == "no-store"
        at(NOON + HOUR)
        assert get(browser, address).status_code == 200


def test_before_its_publication_the_files_are_for_analysts_and_approvers_of_the_block(browser, anna, bình, at):
    made = in_review(anna)
    strangers = {
        "visitor": None, "officer": officer("MERA"), "another": analyst("Chi", "province"), "press": person("Pha"),
    }  # fmt: skip
    told = {
        name: [get(browser, a, who).status_code for a in addresses(made.releases[0].id)]
        for name, who in strangers.items()
    }
    assert told == {"visitor": [404, 404], "officer": [403, 403], "another": [404, 404], "press": [404, 404]}
    for who in (anna, bình):
        bundle, file = (get(browser, address, who) for address in addresses(made.releases[0].id))
        assert (bundle.status_code, file.status_code) == (403, 200)
        assert file.headers["cache-control"] == "private, no-store"


def test_a_withdrawn_release_leaves_its_dates_and_its_reason(browser, anna, bình, at):
    made = published(anna, bình)
    at(NOON + HOUR)
    lifecycle.withdraw(bình, made, "Số liệu sai ở <Bộ Tài chính>", NOON + HOUR)
    answer = get(browser, f"/releases/{made.releases[0].id}/bundle.zip")
    assert answer.status_code == 410
    assert "1 July 2026, 12:00" in answer.text and "1 July 2026, 13:00" in answer.text
    assert "Số liệu sai ở &lt;Bộ Tài chính&gt;" in answer.text


def test_what_was_withdrawn_before_it_was_public_was_never_there(browser, anna, bình, at):
    made = published(anna, bình, publish_at=NOON + HOUR)
    lifecycle.withdraw(bình, made, "zu früh", NOON)
    for moment in (NOON, NOON + 2 * HOUR):
        at(moment)
        assert [get(browser, a).status_code for a in addresses(made.releases[0].id)] == [404, 404]


def test_deleted_files_are_gone_and_say_since_when(browser, anna, bình, at, monkeypatch):
    made = published(anna, bình)
    monkeypatch.setenv("DTI_KEEP_FILES_DAYS", "1")
    retention.expire(INSTALLATION, NOON + 48 * HOUR)
    at(NOON + 49 * HOUR)
    bundle, file = (get(browser, address) for address in addresses(made.releases[0].id))
    assert (bundle.status_code, file.status_code) == (200, 410)
    assert t("release.files_deleted", date="3 July 2026") in file.text


def test_a_cache_asks_again_for_what_is_public_and_gets_it_once(browser, anna, bình, at):
    made = published(anna, bình)
    for address in addresses(made.releases[0].id):
        first = get(browser, address)
        assert first.headers["cache-control"] == "public, no-cache"
        again = get(browser, address, **{"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert get(browser, address, **{"If-None-Match": '"another"'}).status_code == 200
    lifecycle.withdraw(bình, made, "Sai", NOON)
    for address in addresses(made.releases[0].id):
        assert get(browser, address, **{"If-None-Match": "*"}).status_code == 410


@pytest.mark.parametrize("name", ["..", "%2e%2e", "a%00b", "%", "x" * 5000, "'; DROP TABLE releases; --"])
def test_a_name_that_nobody_gave_is_nothing(browser, anna, at, name):
    assert get(browser, f"/releases/{name}/bundle.zip").status_code == 404


def test_the_public_keys_are_for_everybody(browser, anna, at):
    answer = get(browser, "/.well-known/dti-key")
    assert answer.json() == keys.document() and answer.json()["current"]
    assert answer.headers["cache-control"] == "public, max-age=300"


def test_without_a_key_a_bundle_is_refused_and_the_rest_goes_on(browser, anna, bình, at, monkeypatch):
    made = published(anna, bình)
    monkeypatch.setenv("DTI_SIGNING_KEY", "no key")
    bundle, file = (get(browser, address) for address in addresses(made.releases[0].id))
    assert (bundle.status_code, file.status_code) == (503, 200)
    assert get(browser, "/.well-known/dti-key").status_code == 503


def test_one_address_fetches_so_many_and_then_waits(browser, anna, bình, at):
    address = addresses(published(anna, bình).releases[0].id)[1]
    client = browser()
    assert {client.get(address).status_code for _ in range(20)} == {200}
    answer = client.get(address)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")
    assert t("release.too_many", seconds=3) in answer.text
    assert client.get("/.well-known/dti-key").status_code == 200
    assert browser(peer="127.0.0.2").get(address).status_code == 200
