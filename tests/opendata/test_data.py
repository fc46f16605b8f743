"""The tables by their addresses: what is in them, in which form, for how long."""

import io
import json

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from scoring.units import DATA
from store import shared
from tests.opendata.conftest import client

V1 = "/opendata/v1"
CLEAN = {"comment": "#", "dtype": {"unit": str, "division": str}}


@pytest.fixture
def province(shipped) -> str:
    """The address of the release of 2024, by way of the one that leads to the newest."""
    answer = shipped.get(f"{V1}/latest/province")
    assert answer.status_code == 307
    return answer.headers["location"]


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    """The table of 2024 as it was published, read by plain pandas."""
    path = DATA / "published" / "province-2024.xlsx"
    return pd.read_excel(path, dtype={"Mã": str}, engine="openpyxl").set_index("Mã").sort_index()


def table(content: bytes, ending: str) -> pd.DataFrame:
    """A download as its reader opens it."""
    if ending == "json":
        return pd.DataFrame(json.loads(content)["data"])
    if ending == "csv":
        return pd.read_csv(io.BytesIO(content), **CLEAN)
    if ending == "parquet":
        return pd.read_parquet(io.BytesIO(content))
    return pd.read_excel(io.BytesIO(content), dtype=CLEAN["dtype"], engine="openpyxl")


@pytest.mark.parametrize("ending", ["json", "csv", "parquet", "xlsx"])
def test_scores_are_the_published_ones_in_every_format(shipped, province, published, ending):
    answer = shipped.get(f"{province}/scores.{ending}")
    assert answer.status_code == 200
    found = table(answer.content, ending)
    assert list(found) == ["release", "period", "division", "unit", "name", "node", "node_name", "score", "coverage", "zeroed"]  # fmt: skip  # noqa: E501
    headline = found[found["node"] == "dti"].set_index("unit")["score"].astype(float).sort_index()
    assert headline.to_dict() == published["Chỉ số chuyển đổi số (DTI)"].to_dict()
    society = found[found["node"] == "hd_xa_hoi_so"].set_index("unit")["score"].astype(float).sort_index()
    assert society.to_dict() == published["Hoạt động xã hội số"].to_dict()


@pytest.mark.parametrize("ending", ["json", "csv", "parquet", "xlsx"])
def test_ranks_are_the_published_ones_and_say_which_are_shared(shipped, province, published, ending):
    found = table(shipped.get(f"{province}/ranks.{ending}").content, ending)
    headline = found[found["node"] == "dti"].set_index("unit").sort_index()
    assert headline["rank"].astype(int).to_dict() == published["Hạng"].to_dict()
    assert set(headline["ranked"].astype(int)) == {63}
    shared = published["Hạng"].duplicated(keep=False)
    assert headline["tied"].astype(bool).to_dict() == shared.to_dict()


def test_indicators_are_the_figures_with_their_sources(shipped, province, published):
    found = table(shipped.get(f"{province}/indicators.csv?indicator=ha_tang_so").content, "csv").set_index("unit")
    assert found["value"].sort_index().to_dict() == published["Hạ tầng số"].to_dict()
    assert found["source"].sort_index().to_dict() == published["Nguồn"].to_dict()
    assert set(found["indicator"]) == {"ha_tang_so"}


def test_what_is_not_known_is_empty_and_never_zero(shipped):
    place = shipped.get(f"{V1}/latest/ministry-other").headers["location"]
    scores = json.loads(shipped.get(f"{place}/scores").content)["data"]
    # Only places were published of ministries of 2023, and no values.
    assert {row["score"] for row in scores} == {None}
    ranks = table(shipped.get(f"{place}/ranks.csv").content, "csv")
    assert ranks["rank"].notna().all()
    csv = shipped.get(f"{place}/scores.csv").text
    assert ",dti," in csv and ",0.0," not in csv.split("node_name")[1].replace(",0.0,False", ",")


def test_filters_cut_rows_and_leave_ranks_among_all(shipped, province, published):
    found = table(shipped.get(f"{province}/ranks.json?unit=01,48&node=dti").content, "json").set_index("unit")
    assert found["rank"].to_dict() == published.loc[["01", "48"], "Hạng"].to_dict()
    assert set(found["ranked"]) == {63}


def test_a_download_says_where_it_comes_from_and_how_to_cite_it(shipped, province):
    release = province.rsplit("/", 1)[1]
    address = f"http://dti.example.vn{province}/scores"
    facts = json.loads(shipped.get(f"{province}/scores?lang=en").content)["about"]
    assert facts["release"] == release and facts["address"] == address
    assert facts["licence"].startswith("Số liệu do cơ quan nhà nước công bố")
    cited = facts["citation"]
    assert cited.startswith("Digital transformation index (2025). ") and cited.endswith(address) and release in cited
    lines = shipped.get(f"{province}/scores.csv?lang=en").text.splitlines()
    assert f"# Release: {release}" in lines and f"# How to cite: {cited}" in lines
    book = openpyxl.load_workbook(io.BytesIO(shipped.get(f"{province}/scores.xlsx?lang=en").content))
    said = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert (said["Release"], said["How to cite"]) == (release, cited)
    kept = pq.read_schema(io.BytesIO(shipped.get(f"{province}/scores.parquet?lang=en").content)).metadata
    assert json.loads(kept[b"about"]) == facts


def test_a_demonstration_says_so_in_every_file(shipped):
    listed = json.loads(shipped.get(f"{V1}/releases?origin=demonstration").content)["data"]
    place = f"{V1}/releases/{listed[0]['release']}"
    assert shipped.get(f"{place}/scores.csv?lang=en").text.startswith("\ufeff# !: DEMONSTRATION")
    facts = json.loads(shipped.get(f"{place}/scores?lang=en").content)["about"]
    assert facts["origin"] == "demonstration" and "DEMONSTRATION" in facts["citation"]


def test_names_are_in_the_language_asked_for(shipped, province):
    named = {
        lang: table(shipped.get(f"{province}/ranks?unit=01&node=dti&lang={lang}").content, "json").iloc[0]["name"]
        for lang in ("vi", "en", "es")
    }
    assert named == {"vi": "Hà Nội", "en": "Ha Noi", "es": "Hanói"}


def test_the_list_is_cut_to_what_is_asked_for_and_turned_page_by_page(shipped):
    whole = json.loads(shipped.get(f"{V1}/releases").content)
    assert whole["page"]["total"] == len(whole["data"]) > 4 and whole["page"]["next"] is None
    kinds = {row["block"] for row in json.loads(shipped.get(f"{V1}/releases?block=nation").content)["data"]}
    assert kinds == {"nation"}
    found, there = [], f"{V1}/releases?per_page=3"
    while there:
        answer = shipped.get(there)
        page = json.loads(answer.content)
        found += [row["release"] for row in page["data"]]
        there = page["page"]["next"]
        assert (f'<{there}>; rel="next"' in answer.headers.get("link", "")) is bool(there)
    assert found == [row["release"] for row in whole["data"]]
    beyond = shipped.get(f"{V1}/releases?page=99&lang=en")
    assert (beyond.status_code, beyond.json()["detail"]) == (404, "There is no page 99; the last one is 1.")


def test_a_release_leads_to_its_tables(shipped, province):
    told = json.loads(shipped.get(province).content)
    assert set(told["files"]) == {"scores", "ranks", "indicators", "bundle"}
    for name in ("scores", "ranks", "indicators"):
        assert shipped.get(told["files"][name]).status_code == 200
    assert told["data"][0]["published"] == "2025-10-21T00:00:00Z"


def test_in_a_programme_nothing_is_ranked(shipped):
    place = shipped.get(f"{V1}/latest/nation").headers["location"]
    assert "ranks" not in json.loads(shipped.get(place).content)["files"]
    answer = shipped.get(f"{place}/ranks.csv?lang=en")
    assert answer.status_code == 404 and answer.json()["title"] == "Nothing is ranked here"
    figures = table(shipped.get(f"{place}/indicators.csv").content, "csv").dropna(subset=["value"])
    assert len(figures) and figures["source"].notna().all()


def test_units_are_the_register_and_codes_stay_texts(shipped):
    register = pd.read_csv(DATA / "units.csv", dtype=str, keep_default_na=False)
    found = json.loads(shipped.get(f"{V1}/units").content)["data"]
    assert [row["unit"] for row in found] == register["code"].tolist()
    assert [row["successor"] or "" for row in found] == register["successor_code"].tolist()
    some = table(shipped.get(f"{V1}/units.csv?block=province&division=34").content, "csv")
    assert len(some) == 34 and "01" in set(some["unit"])
    assert pd.read_parquet(io.BytesIO(shipped.get(f"{V1}/units.parquet").content))["area_km2"].dtype == "float64"


def test_a_framework_is_its_tree_and_its_own_file(shipped):
    answer = shipped.get(f"{V1}/frameworks/dti-922-province.toml")
    assert answer.content == (DATA / "frameworks" / "dti-922-province.toml").read_bytes()
    rows = json.loads(shipped.get(f"{V1}/frameworks/dti-922-province").content)["data"]
    assert (rows[0]["node"], rows[0]["kind"], rows[0]["parent"]) == ("dti", "headline", None)
    points = sum(row["points"] or 0 for row in rows if row["kind"] == "indicator")
    assert points == 1000  # the decision's total
    listed = {row["framework"] for row in json.loads(shipped.get(f"{V1}/frameworks").content)["data"]}
    assert {path.stem for path in (DATA / "frameworks").glob("*.toml")} == listed


def test_the_same_table_is_the_same_bytes_in_another_process_s_memory(shipped, province):
    for ending in ("json", "csv", "parquet", "xlsx"):
        first = shipped.get(f"{province}/scores.{ending}")
        shared.forget()
        again = client().get(f"{province}/scores.{ending}")
        assert first.content == again.content and first.headers["etag"] == again.headers["etag"], ending


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/json;q=0.5, text/csv", "text/csv; charset=utf-8"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
        ("text/csv;q=0, application/*;q=0.1", "application/json"),
        ("TEXT/CSV;Q=0.9", "text/csv; charset=utf-8"),
    ],
)
def test_without_an_ending_the_reader_s_wish_decides(shipped, province, accept, kind):
    answer = shipped.get(f"{province}/scores?unit=01", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"], answer.headers["vary"]) == (200, kind, "Accept")


def test_a_wish_that_nothing_fulfils_is_refused_with_what_there_is(shipped, province):
    answer = shipped.get(f"{province}/scores?lang=en", headers={"Accept": "image/png"})
    assert answer.status_code == 406 and "text/csv" in answer.json()["detail"]
    assert shipped.get(f"{province}/scores.csv", headers={"Accept": "image/png"}).status_code == 200
