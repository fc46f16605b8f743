"""Charts on pages of other sites: what is in them, what they may do, what they say of newer releases."""

import re
from html.parser import HTMLParser

import openpyxl
import pytest

from figures import embedding
from figures.embedding import Frozen, Live
from opendata import charted, embedded
from scoring import load_units
from scoring.units import DATA
from store import lifecycle
from tests.opendata.conftest import client
from tests.store.made import BLOCK, HOUR, NOON, SECOND, changed, corrected, own, published, several

V1 = "/opendata/v1"
LARGEST = {"merger": 64_000}  # bytes; of all others
USUAL = 32_000
YEARLY = [kind for kind in embedded.KINDS if kind not in ("programme", "slope")]


class Page(HTMLParser):
    """Rows of the table, and everything that a page would load."""

    def __init__(self, text: str):
        super().__init__()
        self.rows: list[list[str]] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        self.loaded += [value for name, value in said.items() if name in ("src", "srcset", "data")]
        self.loaded += [said["href"]] if tag in ("link", "use", "image") else []
        if tag == "tr":
            self.rows.append([])

    def handle_data(self, data):
        if self.rows and data.strip() and self.lasttag in ("td", "th"):
            self.rows[-1].append(data.strip())


@pytest.fixture
def province(shipped) -> str:
    return shipped.get(f"{V1}/latest/province").headers["location"].rsplit("/", 1)[1]


def test_a_ranking_is_the_published_one_with_the_highlighted_behind(shipped, province):
    page = Page(shipped.get(f"/embed/{province}/ranking?lang=en&n=3&unit=22").text)
    sheet = openpyxl.load_workbook(DATA / "published" / "province-2024.xlsx", read_only=True).worksheets[0]
    rows = {row[0]: (row[4], row[3]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    best = sorted(rows.values())[:3]
    assert page.rows[0] == ["Rank", "Unit", "Score"]
    assert [row[0::2] for row in page.rows[1:]] == [[str(rank), f"{score:.4f}"] for rank, score in [*best, rows["22"]]]
    assert page.rows[-1][1] == "Quang Ninh"


def test_a_card_says_place_and_parts_of_its_unit(shipped, province):
    text = shipped.get(f"/embed/{province}/card?lang=en&unit=48").text
    page = Page(text)
    assert "<h1>Da Nang</h1>" in text and '<p class="big">Rank 2 of 63</p>' in text
    assert ["Digital infrastructure", "1.0000", "1/63"] in page.rows


def test_a_map_has_every_unit_with_its_value_and_both_archipelagos(shipped, province):
    text = shipped.get(f"/embed/{province}/map?lang=vi&unit=01").text
    titled = re.findall(r"<path d=\"[^\"]+\" fill=\"#[0-9a-f]{6}\"[^>]*><title>([^<]+)</title>", text)
    assert len(titled) == 63
    assert [each for each in titled if each.startswith("Hà Nội: ") and "0,8241" in each]
    assert "Quần đảo Hoàng Sa" in text and "Quần đảo Trường Sa" in text and "OpenStreetMap" in text
    assert text.count('class="lit"') == 1
    said = re.search(r'role="img" aria-label="([^"]+)"', text)
    assert said and "63" in said[1] and "0,8373" in said[1]


@pytest.mark.parametrize("kind", YEARLY)
@pytest.mark.parametrize("lang", ["vi", "en", "es"])
def test_an_embed_is_small_loads_nothing_and_says_where_it_comes_from(shipped, province, kind, lang):
    answer = shipped.get(f"/embed/{province}/{kind}?lang={lang}")
    assert len(answer.content) < LARGEST.get(kind, USUAL) and Page(answer.text).loaded == []
    assert f'<html lang="{lang}"' in answer.text and "⟦" not in answer.text
    assert province in answer.text and "https://dti.gov.vn/xep-hang-2024-63-tinh" in answer.text
    page = charted.PAGES[kind][0]
    assert f"http://dti.example.vn/{page}?release={province}" in answer.text


def test_lines_name_the_leaders_or_those_who_were_asked_for(people, at):
    scores = {}
    for period, figure in (("2023-01", 0.2), ("2023-02", 1.0)):
        found = changed(own(period=period), "VTV", the_che_so=figure)
        release = published(*people, found).releases[0].id
        scores[period] = found.scores.scores["dti"].droplevel(0)
    first, last = scores.values()
    leaders = list(last.sort_values(ascending=False, kind="stable").index[:3])
    names = load_units().of(BLOCK, "")["name_en"]
    reader = client()
    text = reader.get(f"/embed/{release}/lines?lang=en").text
    page = Page(text)
    assert page.rows[0] == ["Unit", "January 2023", "February 2023"]
    assert page.rows[1:] == [[names[u], f"{first[u]:.4f}", f"{last[u]:.4f}"] for u in leaders]
    assert text.count('<path class="quiet" d=') - 1 == len(last) - 3  # one in the legend
    for kind, values in (("ranks", None), ("slope", last)):
        asked = reader.get(f"/embed/{release}/{kind}?lang=en&unit=VTV")
        (row,) = Page(asked.text).rows[1:]
        assert row[0] == names["VTV"] and (values is None or row[2] == f"{values['VTV']:.4f}")
        assert "/trends?release=" in asked.text and "units=VTV" in asked.text


def test_where_lines_began_anew_with_the_last_period_it_stands_once(shipped):
    release = shipped.get("/embed/latest/province/lines").headers["location"].split("/")[2]  # 2024 has its own method
    rows = Page(shipped.get(f"/embed/{release}/lines?lang=en").text).rows
    assert rows[0] == ["Unit", "2024"] and rows[1] == ["Ho Chi Minh City", "0.8373"]


def test_lines_leave_out_what_is_under_embargo_until_its_second(people, at):
    reader = client()
    early = published(*people, own(period="2023-01"), publish_at=NOON + HOUR).releases[0].id
    release = published(*people, own(period="2023-02")).releases[0].id
    asked = [f"/embed/{release}/lines?lang=en", f"/preview/{release}/lines.png?lang=en"]
    at(NOON + HOUR - SECOND)
    for address in asked:
        answer = reader.get(address)
        assert answer.status_code == 404 and early not in answer.text and "January" not in answer.text
    at(NOON + HOUR)
    assert early in reader.get(asked[0]).text


def test_a_promise_has_its_figures_and_its_target(shipped):
    release = shipped.get("/embed/latest/nation/programme").headers["location"].split("/")[2]
    answer = shipped.get(f"/embed/{release}/programme?lang=en")
    page = Page(answer.text)
    assert page.rows[0][1] == "Actual" and len(page.rows) > 1
    assert 'stroke-dasharray="6 4"' in answer.text and page.loaded == []
    assert shipped.get(f"/embed/{release}/programme?promise=nothing").status_code == 404


def test_units_side_by_side_have_their_scores_in_every_part(shipped, province):
    rows = Page(shipped.get(f"/embed/{province}/comparison?lang=en&unit=48,01").text).rows
    assert rows[0][1:] == ["Da Nang", "Ha Noi"]
    assert next(row[1:] for row in rows if "DTI" in row[0]) == ["0.8335", "0.8241"]


def test_only_here_may_another_site_frame_and_no_cookie_is_set(shipped, province):
    answer = shipped.get(f"/embed/{province}/ranking")
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors *" in policy and policy.startswith("default-src 'none'")
    assert re.search(r"; script-src 'sha256-[\w+/=]+'; ", policy)
    assert answer.headers["cache-control"] == "public, max-age=300" and "set-cookie" not in answer.headers
    again = shipped.get(f"/embed/{province}/ranking", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    script = shipped.get("/embed/host.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "frame-ancestors *" not in shipped.get("/opendata").headers.get("content-security-policy", "")


def test_a_live_one_leads_to_the_newest_with_all_it_was_asked_for(shipped, province):
    answer = shipped.get("/embed/latest/province/ranking?division=63&lang=en&n=5&unit=01")
    assert answer.status_code == 307 and answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["location"] == f"/embed/{province}/ranking?lang=en&n=5&unit=01"
    assert shipped.get("/embed/latest/province/ranking?division=34").status_code == 404


def test_a_frozen_one_says_when_a_newer_release_exists_and_the_newer_does_not(people, at):
    reader = client()
    first = published(*people, several("2023-01")).releases[0].id
    before = reader.get(f"/embed/{first}/ranking?lang=en")
    assert "a newer release exists" not in before.text
    second = published(*people, own(period="2023-02"), publish_at=NOON + HOUR).releases[0].id
    at(NOON + HOUR - SECOND)
    assert reader.get(f"/embed/{first}/ranking?lang=en").text == before.text
    at(NOON + HOUR)
    after = reader.get(f"/embed/{first}/ranking?lang=en")
    assert "This chart stays with January 2023; a newer release exists." in after.text
    assert f"rankings?release={second}" in after.text and "(February 2023)" in after.text
    assert Page(after.text).rows == Page(before.text).rows
    assert "a newer release exists" not in reader.get(f"/embed/{second}/ranking?lang=en").text


def test_a_corrected_one_says_so(people, at):
    reader = client()
    first = published(*people).releases[0].id
    later = corrected(*people, first, changed(own(), "VTV", the_che_so=1.0), NOON + HOUR)
    at(NOON + HOUR)
    text = reader.get(f"/embed/{first}/ranking?lang=en").text
    assert "The figures of January 2023 in this chart have been corrected." in text
    assert f"rankings?release={later}" in text and "SUPERSEDED" in text


def test_nothing_unpublished_and_nothing_withdrawn_is_shown(people, at):
    reader = client()
    made = published(*people, publish_at=NOON + HOUR)
    release = made.releases[0].id
    early, unknown = reader.get(f"/embed/{release}/card?lang=en"), reader.get("/embed/nothing/card?lang=en")
    assert early.status_code == unknown.status_code == 404
    assert early.text == unknown.text.replace("nothing", release)
    assert reader.get(f"/embed/latest/{BLOCK}/ranking").status_code == 404
    at(NOON + 2 * HOUR)
    lifecycle.withdraw(people[1], made, "Sai <b>", NOON + 2 * HOUR)
    gone = reader.get(f"/embed/{release}/card?lang=en")
    assert gone.status_code == 410 and "Sai &lt;b&gt;" in gone.text
    assert (
        gone.headers["content-type"].startswith("text/html")
        and "frame-ancestors *" in (gone.headers["content-security-policy"])
    )


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("nation/ranking", 404, "This cannot be drawn of the release"),
        ("ministry-other/map", 404, "This cannot be drawn of the release"),
        ("province/pie", 404, "There is no such embed"),
        ("province/ranking?n=0", 400, "&#39;0&#39; is no whole number from 1 to 500."),
        ("province/card?unit=MOF", 404, "has no unit MOF"),
        ("province/ranking?node=9.9", 404, "has no node 9.9"),
    ],
)
def test_what_cannot_be_shown_says_why_in_the_frame(shipped, path, status, said):
    place, _, query = path.partition("?")
    answer = shipped.get(f"/embed/latest/{place}?{query}&lang=en")
    if answer.status_code == 307:
        answer = shipped.get(answer.headers["location"])
    assert answer.status_code == status and said in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_a_demonstration_says_so_first(shipped):
    answer = shipped.get("/embed/latest/ministry-other/ranking?lang=en&framework=demo-ministry-other")
    text = shipped.get(answer.headers["location"]).text
    assert '<p class="stamp">DEMONSTRATION' in text and text.index("stamp") < text.index("<h1>")


def test_the_code_to_paste_leads_to_the_embed(shipped, province):
    base, place = "http://dti.example.vn", Live("province", "63")
    live = embedding.address(f"{base}/", "ranking", place, lang="en", unit=["01", "48"], node="")
    assert live == "http://dti.example.vn/embed/latest/province/ranking?division=63&lang=en&unit=01,48"
    frozen = embedding.address(base, "map", Frozen(province))
    assert frozen == f"http://dti.example.vn/embed/{province}/map"
    assert shipped.get(live).status_code == 307 and shipped.get(frozen).status_code == 200
    pasted = embedding.code(live, base, 'A "title"')
    assert 'src="http://dti.example.vn/embed/latest/province/ranking?division=63&amp;lang=en&amp;unit=01,48"' in pasted
    assert 'title="A &quot;title&quot;"' in pasted and 'src="http://dti.example.vn/embed/host.js"' in pasted
