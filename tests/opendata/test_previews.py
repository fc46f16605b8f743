"""What a link to a page of ours shows elsewhere: of what is public, in its language, and nothing else."""

import re
import struct
from html import unescape

import pytest
from starlette.requests import Request

from figures.exports import browser
from figures.provenance import stamps
from frame.files import FOLDERS
from opendata import previews, public
from store import keys, lifecycle
from tests.needs import CHROMIUM, program
from tests.opendata.conftest import client
from tests.store.made import HOUR, NOON, SECOND, own, published

V1 = "/opendata/v1"


def tags(path: str, query: str = "", lang: str = "en") -> dict[str, str]:
    """Name → content of the tags for an address."""
    scope = {
        "type": "http", "method": "GET", "scheme": "https", "path": path, "query_string": query.encode(),
        "headers": [(b"host", b"dti.example.vn")], "server": ("dti.example.vn", 443),
    }  # fmt: skip
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)" />', previews.tags(Request(scope), lang))
    return {name: unescape(text) for name, text in found}


@pytest.fixture
def province(shipped) -> str:
    return shipped.get(f"{V1}/latest/province").headers["location"].rsplit("/", 1)[1]


def test_a_ranking_names_its_node_period_and_leaders(province):
    said = tags("/rankings", f"release={province}&lang=en")
    # Of the published table of 2024.
    assert said["og:title"] == "Digital transformation index (DTI), 2024"
    assert "Ho Chi Minh City 0.8373; Da Nang 0.8335; Hai Phong 0.8253" in said["og:description"]
    assert said["og:url"] == f"https://dti.example.vn/rankings?release={province}&lang=en"
    picture = f"https://dti.example.vn/preview/{province}/ranking.png?lang=en&node=dti"
    assert said["og:image"] == said["twitter:image"] == picture
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["twitter:card"] == "summary_large_image" and said["description"] == said["og:description"]
    assert len(said["og:description"]) <= 220


def test_a_unit_s_link_says_its_place_in_the_address_s_language(province):
    said = {lang: tags("/unit", f"release={province}&unit=48", lang) for lang in ("vi", "en", "es")}
    assert [said[lang]["og:title"] for lang in said] == [
        "Đà Nẵng · Chỉ số chuyển đổi số (DTI), 2024",
        "Da Nang · Digital transformation index (DTI), 2024",
        "Đà Nẵng · Índice de transformación digital (DTI), 2024",
    ]
    assert "rank 2 of 63 0.8335" in said["en"]["og:description"]
    assert [said[lang]["og:locale"] for lang in said] == ["vi_VN", "en_GB", "es_ES"]


@pytest.mark.parametrize(
    ("path", "query", "kind", "rest"),
    [
        ("/", "", "ranking", "node=dti"),
        ("/rankings", "node=ha_tang_so", "ranking", "node=ha_tang_so"),
        ("/rankings", "node=nothing", "ranking", "node=dti"),
        ("/map", "node=hd_kinh_te_so", "map", "node=hd_kinh_te_so"),
        ("/compare", "units=48,01,99", "comparison", "node=dti&unit=48,01"),
        ("/unit", "unit=MOF", "card", "node=dti"),
        ("/dti/unit", "unit=01", "card", "node=dti&unit=01"),
        ("/map", "on=34", "merger", "node=dti"),
        ("/trends", "units=48&units=01", "lines", "node=dti&unit=48,01"),
        ("/trends", "draw=ranks&units=48", "ranks", "node=dti&unit=48"),
        ("/trends", "draw=slopes", "ranking", "node=dti"),  # the method changed: there is no line to be drawn
        ("/press", "template=ends&n=5&ends=both&units=48", "ends", "node=dti&unit=48&n=5&ends=both"),
        ("/press", "template=classes&node=ha_tang_so", "classes", "node=ha_tang_so"),
        ("/press", "template=pie", "ranking", "node=dti"),
    ],
)
def test_each_page_has_the_picture_that_fits_it(province, path, query, kind, rest):
    for given in (query, f"{query}&release={province}".lstrip("&")):
        assert tags(path, given)["og:image"].endswith(f"/preview/{province}/{kind}.png?lang=en&{rest}")


def test_a_promise_has_a_picture_of_its_own(shipped):
    said = tags("/programme", "lang=en")
    release, name = said["og:image"].split("/preview/")[1].split("?")[0].split("/")
    assert name == "programme.png" and release.startswith("nation-") and said["og:description"]
    asked = said["og:image"].partition("?")[2]
    code = public.material(public.release(release)).framework.promised[0].code
    assert f"promise={code}" not in asked
    assert f"promise={code}" in tags("/programme", f"release={release}&promise={code}")["og:image"]


def test_the_half_year_is_that_of_the_newest_months(shipped):
    for query in ("", "block=ministry-other"):  # promises are no half-year's
        assert "/preview/ministry-other-2023-06" in tags("/halfyear", query)["og:image"]


def test_a_demonstration_says_so_in_title_and_sentence(shipped):
    (row, *_) = shipped.get(f"{V1}/releases?origin=demonstration").json()["data"]
    said = tags("/rankings", f"release={row['release']}")
    assert said["og:title"].startswith("DEMONSTRATION") and said["og:description"].startswith("DEMONSTRATION")


def test_signs_of_an_address_stay_text(shipped):
    raw = previews.tags(Request({"type": "http", "method": "GET", "path": "/x", "query_string": b"a=%22%3E%3Cscript%3E", "headers": [], "scheme": "http", "server": ("h", 80)}), "en")  # fmt: skip  # noqa: E501
    assert "<script" not in raw and '">' not in raw.replace('" />', "")


def test_of_what_is_not_public_a_link_tells_nothing(people, at):
    made = published(*people, publish_at=NOON + HOUR)
    release = made.releases[0].id

    def told(name: str) -> dict[str, str]:
        return {key: text for key, text in tags("/unit", f"release={name}&unit=VTV").items() if key != "og:url"}

    at(NOON + HOUR - SECOND)
    assert told(release) == told("nothing")
    assert told(release)["og:title"] == "Digital transformation index"
    assert told(release)["og:image"] == "https://dti.example.vn/files/frame/preview.png"
    assert client().get(f"/preview/{release}/card.png?unit=VTV").status_code == 404
    at(NOON + HOUR)
    assert told(release)["og:title"].startswith("Vietnam Television")
    at(NOON + 2 * HOUR)
    lifecycle.withdraw(people[1], made, "Sai", NOON + 2 * HOUR)
    assert told(release) == told("nothing")
    assert client().get(f"/preview/{release}/card.png?unit=VTV").status_code == 410


@pytest.mark.exports
@pytest.mark.parametrize("kind", ["ranking", "card", "lines"])
def test_the_picture_has_its_size_its_mark_and_a_signature_that_holds(people, at, kind):
    program(*CHROMIUM)
    published(*people)
    release = published(*people, own(period="2023-02")).releases[0].id
    first = client().get(f"/preview/{release}/{kind}.png?lang=en&unit=VTV")
    assert (first.status_code, first.headers["content-type"]) == (200, "image/png")
    assert struct.unpack(">II", first.content[16:24]) == (1200, 630)
    found = stamps.read(first.content, "png")
    assert (
        found.mark is not None
        and found.mark.releases[0] == release
        and len(found.mark.releases) == (2 if kind == "lines" else 1)
    )
    assert found.mark.template == kind
    assert stamps.holds(found, keys.public_keys())
    again = client().get(f"/preview/{release}/{kind}.png?lang=en&unit=VTV")
    assert again.headers["etag"] == first.headers["etag"] and again.content == first.content
    assert again.headers["cache-control"] == "public, max-age=300"


def test_without_a_browser_the_shipped_picture_stands_in(people, at, monkeypatch):
    release = published(*people).releases[0].id
    browser.KEPT.stop()
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    answer = client().get(f"/preview/{release}/ranking.png")
    assert (answer.status_code, answer.headers["location"]) == (302, previews.STATIC)
    assert answer.headers["cache-control"] == "no-store"
    folder, endings = FOLDERS["frame"]
    picture = (folder() / "preview.png").read_bytes()
    assert ".png" in endings and struct.unpack(">II", picture[16:24]) == (1200, 630)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("x/ranking.png", 404),
        ("{}/pie.png", 404),
        ("{}/map.png", 404),
        ("{}/card.png?unit=01", 404),
        ("{}/card.png?x=1", 400),
    ],
)
def test_what_cannot_be_drawn_says_why(people, at, address, status):
    release = published(*people).releases[0].id
    answer = client().get(f"/preview/{address.format(release)}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
