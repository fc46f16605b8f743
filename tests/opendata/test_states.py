"""What is not public leaves nothing here, what was corrected says so, what was withdrawn leaves its reason."""

import json

import pytest

from store import lifecycle
from tests.opendata.conftest import client
from tests.store.made import BLOCK, HOUR, NOON, SECOND, changed, corrected, own, published

V1 = "/opendata/v1"
PARTS = ("", "/scores", "/ranks.csv", "/indicators.parquet", "/scores.xlsx")


@pytest.fixture
def reader():
    return client()


def addresses(release: str) -> list[str]:
    return [f"{V1}/releases/{release}{part}" for part in PARTS]


def test_an_embargo_ends_at_its_second(people, at, reader):
    release = published(*people, publish_at=NOON + HOUR).releases[0].id
    at(NOON + HOUR - SECOND)
    for address in addresses(release):
        early, unknown = reader.get(address), reader.get(address.replace(release, "nothing"))
        assert early.status_code == unknown.status_code == 404
        assert early.text == unknown.text.replace("nothing", release)
        assert early.headers["cache-control"] == "no-store"
    assert reader.get(f"{V1}/latest/{BLOCK}").status_code == 404
    assert release not in reader.get(f"{V1}/releases?state=all").text
    assert release not in reader.get("/opendata/catalog.jsonld").text
    at(NOON + HOUR)
    assert [reader.get(address).status_code for address in addresses(release)] == [200] * len(PARTS)
    assert reader.get(f"{V1}/latest/{BLOCK}").headers["location"].endswith(release)
    assert release in reader.get(f"{V1}/releases").text and release in reader.get("/opendata/catalog.jsonld").text


def test_a_withdrawn_release_answers_gone_with_its_reason(people, at, reader):
    made = published(*people)
    release = made.releases[0].id
    kept = reader.get(f"{V1}/releases/{release}/scores").headers["etag"]
    at(NOON + HOUR)
    lifecycle.withdraw(people[1], made, "Số liệu sai", NOON + HOUR)
    for address in addresses(release):
        answer = reader.get(f"{address}?lang=en", headers={"If-None-Match": kept})
        assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json")
        assert answer.json()["detail"] == (
            f"'{release}' was published at 2026-07-01T05:00:00Z and withdrawn at 2026-07-01T06:00:00Z. "
            "Reason: Số liệu sai Take another one from /opendata/v1/releases."
        )
        assert answer.headers["cache-control"] == "no-store"
    assert release not in reader.get(f"{V1}/releases?state=all").text


def test_a_superseded_release_stays_readable_and_names_its_successor(people, at, reader):
    first = published(*people).releases[0].id
    before = reader.get(f"{V1}/releases/{first}/scores?lang=en")
    later = corrected(*people, first, changed(own(), "VTV", the_che_so=1.0), NOON + HOUR)
    at(NOON + HOUR)
    after = reader.get(f"{V1}/releases/{first}/scores?lang=en")
    assert after.status_code == 200 and after.headers["etag"] != before.headers["etag"]
    assert f'{V1}/releases/{later}>; rel="successor-version"' in after.headers["link"]
    facts = json.loads(after.content)["about"]
    assert (facts["state"], facts["superseded_by"]) == ("superseded", later)
    assert json.loads(after.content)["data"] == json.loads(before.content)["data"]
    csv = reader.get(f"{V1}/releases/{first}/scores.csv?lang=en").text
    assert f"# State: The correction {later} has taken the place of this release." in csv
    assert reader.get(f"{V1}/latest/{BLOCK}").headers["location"].endswith(later)
    states = {
        state: [row["release"] for row in reader.get(f"{V1}/releases?state={state}").json()["data"]]
        for state in ("published", "superseded", "all")
    }
    assert states == {"published": [later], "superseded": [first], "all": sorted([first, later], reverse=True)}


def test_demonstrations_can_be_left_out(shipped, monkeypatch):
    (row, *_) = shipped.get(f"{V1}/releases?origin=demonstration").json()["data"]
    monkeypatch.setenv("DTI_DEMO", "0")
    assert shipped.get(f"{V1}/releases?origin=demonstration").json()["data"] == []
    assert shipped.get(f"{V1}/releases/{row['release']}").status_code == 404


def test_before_everything_is_loaded_it_says_when_to_come_again(own_store, monkeypatch, reader):
    from store import start

    monkeypatch.setattr(start, "_progress", start.Progress())
    answer = reader.get(f"{V1}/releases?lang=en")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["title"] == "The server is starting"
