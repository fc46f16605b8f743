"""HTTP as caches, browsers of other sites and hasty programs meet it."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from opendata import doors
from opendata.limits import Limit

V1 = "/opendata/v1"


def test_an_unchanged_table_is_not_sent_again(shipped):
    first = shipped.get(f"{V1}/units.csv")
    assert first.headers["etag"].startswith('"') and first.headers["cache-control"] == "public, max-age=300"
    for tag in (first.headers["etag"], f"W/{first.headers['etag']}", f'"x", {first.headers["etag"]}', "*"):
        again = shipped.get(f"{V1}/units.csv", headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert shipped.get(f"{V1}/units.csv", headers={"If-None-Match": '"x"'}).status_code == 200
    assert shipped.get(f"{V1}/units.csv?lang=en").headers["etag"] != first.headers["etag"]
    assert shipped.get(f"{V1}/units.json").headers["etag"] != first.headers["etag"]


def test_an_address_with_the_content_s_version_is_kept_for_ever(shipped):
    answer = shipped.get(f"{V1}/units.csv?block=province")
    there = answer.headers["content-location"]
    assert there == f"{V1}/units.csv?block=province&v={answer.headers['etag'].strip(chr(34))}"
    pinned = shipped.get(there)
    assert (pinned.content, pinned.headers["content-location"]) == (answer.content, there)
    assert pinned.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert shipped.get(f"{V1}/units.csv?v={'0' * 32}").headers["cache-control"] == "public, max-age=300"


def test_what_leads_to_the_newest_is_kept_briefly(shipped):
    for address in (f"{V1}/releases", f"{V1}/latest/province", f"{V1}/latest/province/scores.csv?unit=01&v={'0' * 32}"):
        assert shipped.get(address).headers["cache-control"] == "public, max-age=60"
    there = shipped.get(f"{V1}/latest/province/scores.csv?unit=01&division=63&v={'0' * 32}").headers["location"]
    assert there.endswith("/scores.csv?unit=01") and shipped.get(there).status_code == 200


def test_a_head_is_the_answer_without_its_body(shipped):
    get, head = shipped.get(f"{V1}/units"), shipped.head(f"{V1}/units")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers


def test_pages_of_other_sites_may_read_and_nothing_else(shipped):
    asked = {"Origin": "https://example.com", "Access-Control-Request-Method": "GET"}
    before = shipped.options(f"{V1}/units", headers=asked)
    assert before.status_code == 204
    for answer in (before, shipped.get(f"{V1}/units"), shipped.get(f"{V1}/releases/nothing")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert "set-cookie" not in answer.headers and "access-control-allow-credentials" not in answer.headers
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert shipped.request(method, f"{V1}/units").status_code == 405


def test_whoever_asks_too_often_hears_when_to_come_again(shipped, monkeypatch):
    monkeypatch.undo()

    async def endpoint(_):
        return PlainTextResponse("here")

    limit = Limit(burst=2, per_minute=6, clock=lambda: 0.0)
    hasty = TestClient(Starlette(routes=[Route("/x", doors.door(endpoint, limit))]))
    assert [hasty.get("/x").status_code for _ in range(3)] == [200, 200, 429]
    refused = hasty.get("/x?lang=en")
    assert refused.headers["retry-after"] == "10" and refused.headers["cache-control"] == "no-store"
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["detail"].startswith("Ask again in 10 seconds.")


def test_a_fault_of_ours_is_said_without_its_trace(shipped, caplog):
    async def endpoint(_):
        raise ZeroDivisionError("secret")

    answer = TestClient(Starlette(routes=[Route("/x", doors.door(endpoint))])).get("/x?lang=en")
    assert (answer.status_code, answer.json()["title"]) == (500, "Something failed on the server")
    assert "secret" not in answer.text and "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("blok=x", {"blok": "There is no such parameter here. Known are: block, division, lang, v. Perhaps block is meant."}),  # noqa: E501
        ("division=36", {"division": "'36' is none of those known. Choose one of: 63, 34. Perhaps 63 is meant."}),
        ("block=province&block=province", {"block": "It is given twice. Give it once; several values are separated by commas."}),  # noqa: E501
        ("v=1", {"v": "'1' does not have the form [0-9a-f]{32}."}),
        ("block=&v=x", {"block": "'' is none of those known. Choose one of: province, ministry-services, ministry-other, nation. Perhaps province is meant.", "v": "'x' does not have the form [0-9a-f]{32}."}),  # noqa: E501
    ],
)  # fmt: skip
def test_every_fault_of_an_address_is_said_at_once_with_its_remedy(shipped, query, said):
    answer = shipped.get(f"{V1}/units?{query}&lang=en")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    told = answer.json()
    assert {each["name"]: each["detail"] for each in told["parameters"]} == said
    assert told["type"] == "/opendata#parameters" and told["instance"] == f"{V1}/units"


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/releases/nothing", 404, "There is no such release"),
        ("/releases/nothing/scores.csv", 404, "There is no such release"),
        ("/releases/%00", 404, "The address has a parameter that cannot be used"),
        ("/releases?per_page=501", 400, "The address has a parameter that cannot be used"),
        ("/units.pdf", 404, "There is no such format"),
        ("/boundaries/62", 404, "The address has a parameter that cannot be used"),
        ("/frameworks/nothing", 404, "There is no such framework"),
        ("/latest/nowhere", 404, "The address has a parameter that cannot be used"),
        ("/latest/province?framework=nothing", 404, "Nothing is in force"),
        ("/latest/province/sums", 404, "There is no such table"),
        ("/latest/province/scores.pdf", 404, "There is no such format"),
    ],
)
def test_what_is_not_there_is_said_so(shipped, address, status, title):
    answer = shipped.get(f"{V1}{address}{'&' if '?' in address else '?'}lang=en")
    assert (answer.status_code, answer.json()["title"]) == (status, title)


def test_units_and_nodes_of_another_release_are_named(shipped):
    place = shipped.get(f"{V1}/latest/province").headers["location"]
    release = place.rsplit("/", 1)[1]
    answers = {
        query: shipped.get(f"{place}/{part}?{query}&lang=en").json()["detail"].split(". ")[0]
        for part, query in (("scores", "unit=01,MOF"), ("ranks", "node=9.9"), ("indicators", "indicator=x"))
    }
    assert answers == {
        "unit=01,MOF": f"'{release}' has no unit MOF",
        "node=9.9": f"'{release}' has no node 9.9",
        "indicator=x": f"'{release}' has no indicator x",
    }


@pytest.mark.parametrize(
    ("host", "public", "base"),
    [
        ("dti.example.vn:8501", "", "http://dti.example.vn:8501"),
        ("[2001:db8::1]:80", "", "http://[2001:db8::1]:80"),
        ('evil.example/"<script>', "", "http://dti.example.vn"),  # no host: the server's own name
        ("evil.example", "https://dti.gov.example/", "https://dti.gov.example"),
    ],
)
def test_addresses_are_those_of_the_installation(shipped, monkeypatch, host, public, base):
    monkeypatch.setenv("DTI_PUBLIC_URL", public)
    answer = shipped.get(f"{V1}/units", headers={"Host": host})
    assert answer.json()["about"]["address"] == f"{base}{V1}/units"
