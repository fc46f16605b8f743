"""What tells of the tables: the page for people, the document for catalogues of data."""

from datetime import date
from html.parser import HTMLParser

import pytest

from figures.words import LANGUAGES, words
from opendata import faults
from opendata.resources import RESOURCES
from opendata.tables import COLUMNS

V1 = "/opendata/v1"


class Page(HTMLParser):
    """Addresses and ids of a page."""

    def __init__(self, text: str):
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        self.links += [said["href"]] if tag == "a" else []
        self.ids += [said["id"]] if "id" in said else []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_the_language_and_names_everything(shipped, lang):
    answer = shipped.get(f"/opendata?lang={lang}")
    assert answer.headers["content-type"] == "text/html; charset=utf-8" and f'<html lang="{lang}">' in answer.text
    assert "⟦" not in answer.text
    t = words(lang).t
    for resource in RESOURCES:
        assert f"<code>GET {V1}{resource.path}[" in answer.text
        for column in resource.columns:
            assert f"<code>{column}</code>" in answer.text
    page = Page(answer.text)
    assert set(faults.CODES) <= set(page.ids) and len(page.ids) == len(set(page.ids))
    assert t("opendata.page.title") in answer.text


def test_every_address_on_the_page_leads_somewhere(shipped):
    page = Page(shipped.get("/opendata?lang=en").text)
    own = [link for link in page.links if link.startswith("/opendata")]
    assert len(own) > 40
    assert [link for link in own if shipped.get(link).status_code not in (200, 307)] == []
    # A block of which nothing is in force is not named.
    latest = {link.partition("?")[0].rpartition("/")[2] for link in own if "/latest/" in link}
    assert latest == {"province", "ministry-other", "nation"}


def test_every_fault_has_its_place_on_the_page(shipped):
    said = shipped.get("/opendata?lang=en").text
    told = shipped.get(f"{V1}/releases/nothing").json()["type"]
    assert told == "/opendata#unknown_release" and 'id="unknown_release"' in said


def test_a_column_is_told_once_and_used_somewhere():
    assert {column for resource in RESOURCES for column in resource.columns} == set(COLUMNS)


def test_the_catalogue_lists_what_is_in_force_and_no_demonstration(shipped):
    told = shipped.get("/opendata/catalog.jsonld")
    assert told.headers["content-type"] == "application/ld+json"
    catalogue = told.json()
    rows = shipped.get(f"{V1}/releases?per_page=500").json()["data"]
    real = {row["release"] for row in rows if row["origin"] != "demonstration"}
    assert {each["dct:identifier"] for each in catalogue["dcat:dataset"]} == real
    (one,) = [each for each in catalogue["dcat:dataset"] if each["dct:identifier"].startswith("province-63-2024")]
    assert one["schema:temporalCoverage"] == "2024-01/2024-12"
    assert date.fromisoformat(one["dct:issued"]["@value"][:10]) == date(2025, 10, 21)
    assert catalogue["dcat:service"]["dcat:endpointDescription"]["@id"] == f"http://dti.example.vn{V1}/openapi.json"
    assert {each["@language"] for each in catalogue["dct:title"]} == set(LANGUAGES)


def test_every_file_that_the_catalogue_names_is_there_in_its_form(shipped):
    datasets = shipped.get("/opendata/catalog.jsonld").json()["dcat:dataset"]
    for dataset in (datasets[0], next(d for d in datasets if d["dct:identifier"].startswith("nation"))):
        assert shipped.get(dataset["@id"]).status_code == 200
        for file in dataset["dcat:distribution"]:
            answer = shipped.get(file["dcat:downloadURL"]["@id"])
            assert answer.status_code == 200
            assert answer.headers["content-type"].partition(";")[0] == file["schema:encodingFormat"]


def test_every_term_of_the_catalogue_belongs_to_a_vocabulary(shipped):
    catalogue = shipped.get("/opendata/catalog.jsonld").json()
    known = set(catalogue["@context"])

    def terms(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if not key.startswith("@"):
                    yield key
                yield from terms(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from terms(inner)

    assert {term.partition(":")[0] for term in terms({k: v for k, v in catalogue.items() if k != "@context"})} <= known


def test_an_unknown_parameter_of_the_page_is_refused(shipped):
    assert shipped.get("/opendata?page=1").status_code == 400
