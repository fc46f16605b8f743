"""The static edition: whole, true to the releases, in three languages, of what is public, never half there."""

import hashlib
import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pandas as pd
import pytest

from figures.words import LANGUAGES, words
from opendata import public
from opendata.__main__ import main
from opendata.static_edition import files, geography, parts, ranking, site, trends, writing
from opendata.static_edition.page import NAMES
from opendata.static_edition.parts import Refused
from scoring.units import DATA
from store import start
from tests.opendata.conftest import _open
from tests.store.made import HOUR, NOON, SECOND, corrected, own, published

URL, LIVE = "https://static.example.vn/dti", "https://dti.example.vn"


class Seen(HTMLParser):
    """Of a page: its links, what it loads, its headings, its rows, its tags with what they are given."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.rows, self.said, self.cell = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        self.said.append(data)
        if self.cell is not None:
            self.cell += data

    def of(self, tag):
        return [given for name, given in self.tags if name == tag]

    @property
    def links(self):
        return [given["href"] for given in self.of("a")]

    @property
    def loaded(self):
        found = [given["href"] for given in self.of("link") if given["rel"] in ("icon", "stylesheet")]
        return found + [given["src"] for _, given in self.tags if "src" in given]

    @property
    def text(self):
        return " ".join(" ".join(self.said).split())


@pytest.fixture(scope="module")
def store(shelf):
    """The shelf's store, for a whole module."""
    with pytest.MonkeyPatch.context() as patch:
        _open(patch, shelf)
        patch.setattr(start, "load", lambda: None)
        yield patch


def exported(folder, *releases):
    assert main(["export", str(folder), *(["--release", *releases] if releases else []), "--url", f"{URL}/"]) == 0
    return folder


@pytest.fixture(scope="module")
def ministries(store):
    """Ids of two releases: published ranks without scores, a demonstration with a whole tree."""
    found = {each.period: each.id for each in public.releases() if each.block == "ministry-other"}
    return found["2023"], found["2023-06"]


@pytest.fixture(scope="module")
def edition(store, ministries, tmp_path_factory):
    """A folder with an edition of both releases of a small block."""
    store.setenv("DTI_PUBLIC_URL", LIVE)
    return exported(tmp_path_factory.mktemp("web") / "site", *ministries)


@pytest.fixture(scope="module")
def provinces(store):
    """The part of the provinces' release, whose many units would take too long to write for a test."""
    (found,) = [part for part in parts.parts() if part.release.block == "province"]
    return found


def pages(folder):
    return {
        path.relative_to(folder).as_posix(): Seen(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))
    }


def rendered(part, make, lang):
    return Seen(
        site._rendered(site.Site([part], assets=site.assets.made()[0]), make(part, words(lang)), words(lang)).decode()
    )


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(edition):
    outside = set()
    for name, seen in pages(edition).items():
        for address in [*seen.links, *seen.loaded]:
            if urlsplit(address).scheme:
                outside.add((address in seen.loaded, urlsplit(address).netloc))
                continue
            there, mark = urldefrag(address)
            target = (edition / name).parent / there if there else edition / name
            assert target.is_file(), f"{name}: {address}"
            assert not mark or mark in [given.get("id") for _, given in seen.tags], f"{name}: {address}"
        assert not seen.of("script") and not [t for t, given in seen.tags if any(key.startswith("on") for key in given)]
        assert not [t for t, given in seen.tags if "style" in given], name
    assert ("dti.example.vn" in {host for _, host in outside}) and not any(loaded for loaded, _ in outside)
    for style in (edition / "assets").glob("*.css"):
        for address in re.findall(r"url\(\"([^\"]+)\"\)", style.read_text("utf-8")):
            assert (edition / "assets" / address).is_file()


def test_three_languages_have_the_same_pages_and_name_each_other(edition, ministries):
    paths = {
        lang: {p.removeprefix(f"{lang}/") for p in pages(edition) if p.startswith(f"{lang}/")} for lang in LANGUAGES
    }
    assert paths["vi"] == paths["en"] == paths["es"]
    expected = {"index.html", *(f"{release}/{name}" for release in ministries for name in NAMES if name != "map.html")}
    units = {f"{ministries[0]}/unit/{unit}.html" for unit in ("VAST", "CMSC", "VTV", "VNA", "CEMA")}
    assert expected | units <= paths["vi"]
    for name, seen in pages(edition).items():
        others = {given["hreflang"]: given["href"] for given in seen.of("link") if given["rel"] == "alternate"}
        assert set(others) == set(LANGUAGES)
        lang, _, rest = name.partition("/")
        if rest:
            assert seen.of("html")[0]["lang"] == lang
            assert others == {other: f"{URL}/{other}/{rest}" for other in LANGUAGES}
    assert {p for p in pages(edition) if "/" not in p} == {"index.html"}


def facts(release, lang):
    w, framework = words(lang), public.tables(release).scores.framework
    return [
        w.period(release.period), framework.names[lang], w.t(f"origin.{release.origin}"),
        w.t(f"stage.{release.stage}"), release.source, release.id,
    ]  # fmt: skip


def test_every_page_says_where_its_figures_come_from(edition, ministries):
    releases = [public.release(name) for name in ministries]
    for name, seen in pages(edition).items():
        lang, _, rest = name.partition("/")
        if not rest:
            continue
        shown = [release for release in releases if rest == "index.html" or release.id in rest]
        assert [fact for release in shown for fact in facts(release, lang) if fact not in seen.text] == [], name
        made_up = any(release.is_demonstration for release in shown)
        assert (words(lang).t("stamp.demonstration") in seen.text) is made_up, name
        assert len(seen.of("title")) == len(seen.of("h1")) == 1
        graph = {given["property"]: given["content"] for given in seen.of("meta") if "property" in given}
        assert graph["og:title"] and graph["og:description"] and graph["og:url"] == f"{URL}/{name}"
        assert (edition / graph["og:image"].removeprefix(f"{URL}/")).is_file()


def test_tables_and_drawings_can_be_read_without_seeing_them(edition):
    for name, seen in pages(edition).items():
        assert all(given.get("aria-label") or given.get("aria-hidden") for given in seen.of("svg")), name
        assert all(given.get("scope") for given in seen.of("th")), name
        assert len(seen.of("table")) == len(seen.of("caption")), name
        levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)), name


def workbook(name):
    return pd.read_excel(DATA / "published" / f"{name}.xlsx", dtype={"Mã": str}, engine="openpyxl").set_index("Mã")


def numbers(text, lang):
    """A figure of a page as a number; "–" is none."""
    text = text.strip()
    return None if text == "–" else float(text.replace(",", ".") if lang != "en" else text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_ranking_is_the_published_table(provinces, lang):
    table = pd.read_excel(DATA / "published" / "province-2024.xlsx", dtype={"Mã": str}, engine="openpyxl").set_index(
        "Mã"
    )
    columns = ["Hạng", "Chỉ số chuyển đổi số (DTI)", "Hạ tầng số", "Hoạt động chính quyền số", "Hoạt động kinh tế số",
               "Hoạt động xã hội số"]  # fmt: skip
    seen = rendered(provinces, ranking.page, lang)
    links = [link for link in seen.links if "/unit/" in link]
    rows = [row for row in seen.rows if row and row[0].strip().isdigit()]
    assert len(rows) == len(links) == len(table) == 63
    for row, link in zip(rows, links, strict=True):
        expected = table.loc[Path(link).stem, columns].astype(float).round(4).tolist()
        assert [numbers(cell, lang) for cell in (row[0], *row[2:])] == expected
    assert [numbers(row[0], lang) for row in rows] == sorted(table["Hạng"])


def test_the_map_shows_the_same_figures(provinces):
    table = workbook("province-2024")
    seen = rendered(
        provinces, lambda part, words: geography.page(part, geography.drawn(part, words), words), "en"
    )  # fmt: skip
    links = [Path(link).stem for link in seen.links if "/unit/" in link]
    rows = dict(zip(links, seen.rows[1:], strict=True))
    assert {unit: (float(row[1]), float(row[2])) for unit, row in rows.items()} == {
        unit: (row["Hạng"], row["Chỉ số chuyển đổi số (DTI)"]) for unit, row in table.iterrows()
    }
    assert "Hoang Sa" in seen.text and "Truong Sa" in seen.text


def test_lines_show_the_scores_and_the_ranks_of_each_year(provinces):
    years = {year: workbook(f"province-{year}") for year in ("2023", "2024")}
    seen = rendered(provinces, trends.page, "vi")
    heads = [at for at, row in enumerate(seen.rows) if row[1:] == list(years)]
    assert len(heads) == 2  # scores, then ranks
    links = [Path(link).stem for link in seen.links if "/unit/" in link]
    for head, column in zip(heads, ("Chỉ số công bố", "Hạng công bố"), strict=True):
        rows, units = seen.rows[head + 1 : head + 64], [links.pop(0) for _ in range(63)]
        for unit, row in zip(units, rows, strict=True):
            assert [numbers(cell, "vi") for cell in row[1:]] == [years[year].at[unit, column] for year in years]
    assert all(public.latest("province", framework=f).id in seen.text for f in ("dti-405-province-published",))


def test_one_release_alone_has_no_lines_and_says_so(store, ministries):
    (part,) = parts.parts(ministries[:1])
    seen = rendered(part, trends.page, "en")
    assert words("en").t("press.one_period") in seen.text and not seen.of("svg")


def test_files_are_those_of_the_open_data(edition, ministries, shipped, monkeypatch):
    monkeypatch.setenv("DTI_PUBLIC_URL", LIVE)
    release = ministries[1]
    for lang in LANGUAGES:
        for table in files.TABLES[:3]:
            for ending in ("json", "csv", "xlsx", "parquet"):
                answer = shipped.get(f"/opendata/v1/releases/{release}/{table}.{ending}?lang={lang}")
                assert answer.status_code == 200
                assert (
                    edition / lang / release / "data" / f"{release}-{table}.{ending}"
                ).read_bytes() == answer.content
    framework = public.release(release).framework
    answer = shipped.get(f"/opendata/v1/frameworks/{framework}.toml")
    assert (edition / "en" / release / "data" / f"{framework}.toml").read_bytes() == answer.content
    assert (edition / "bundles" / f"{release}.zip").is_file()


def test_names_carry_the_sum_of_what_they_name_and_the_list_holds_every_file(edition, ministries):
    for path in (edition / "assets").iterdir():
        if path.suffix != ".gz":
            assert hashlib.sha256(path.read_bytes()).hexdigest()[:16] == path.name.split(".")[-2]
    told = json.loads((edition / writing.MARK).read_text("utf-8"))
    there = {p.relative_to(edition).as_posix(): p for p in edition.rglob("*") if p.is_file()}
    plain = {name for name in there if not name.endswith(".gz")} - {writing.MARK}
    assert set(told["files"]) == plain
    assert all(hashlib.sha256(there[name].read_bytes()).hexdigest() == told["files"][name] for name in plain)
    (robots, sitemap) = ((edition / name).read_text("utf-8") for name in ("robots.txt", "sitemap.xml"))
    assert f"Sitemap: {URL}/sitemap.xml" in robots
    listed = {address.removeprefix(f"{URL}/") for address in re.findall(r"<loc>([^<]+)</loc>", sitemap)}
    # What is made up is for nobody to come upon.
    hidden = {name for name in pages(edition) if f"/{ministries[1]}/" in name}
    assert listed == set(pages(edition)) - hidden - {"index.html"}
    told = {
        name for name, seen in pages(edition).items() if {"name": "robots", "content": "noindex"} in seen.of("meta")
    }
    assert told == hidden and hidden


def test_the_same_releases_are_the_same_bytes(edition, ministries, store):
    before = json.loads((edition / writing.MARK).read_text("utf-8"))
    store.setenv("DTI_PUBLIC_URL", LIVE)
    (part,) = parts.parts(ministries[:1])
    again = {path: hashlib.sha256(content).hexdigest() for path, content in site.contents([part], URL, LIVE)}
    own = {path: total for path, total in again.items() if ministries[0] in path or path.startswith("assets/")}
    assert len(own) > 30 and own == {path: before["files"][path] for path in own}


def test_without_names_each_block_shows_what_the_application_would(store):
    chosen = {part.release.block: part.release for part in parts.parts()}
    assert chosen == {block: public.latest(block) for block in ("province", "ministry-other")}


def test_what_is_under_embargo_is_nowhere_until_its_second(people, at, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(start, "load", lambda: None)
    first = published(*people).releases[0].id
    coming = published(*people, own(period="2023-02"), publish_at=NOON + HOUR).releases[0].id
    at(NOON + HOUR - SECOND)
    folder = exported(tmp_path / "site")
    assert first in (folder / writing.MARK).read_text("utf-8")
    assert not [p for p in folder.rglob("*") if coming in str(p) or (p.is_file() and coming.encode() in p.read_bytes())]
    capsys.readouterr()
    assert main(["export", str(tmp_path / "other"), "--release", coming]) == 1
    told = f"No release {coming} is public. `/opendata/v1/releases` lists those that are."
    assert capsys.readouterr().err == f"{told} {tmp_path / 'other'} is as it was.\n"
    assert not (tmp_path / "other").exists()
    at(NOON + HOUR)
    assert coming in (exported(folder) / writing.MARK).read_text("utf-8")


def test_a_release_that_was_corrected_says_so_in_an_edition_of_its_own(people, at, tmp_path):
    release = published(*people).releases[0].id
    later = corrected(*people, release, own(), NOON + HOUR)
    at(NOON + HOUR)
    (part,) = parts.parts([release])
    seen = rendered(part, ranking.page, "en")
    assert words("en").t("stamp.superseded") in seen.text and later in seen.text


def test_where_nothing_is_published_there_is_nothing_to_make(own_store, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(start, "load", lambda: None)
    assert main(["export", str(tmp_path / "site")]) == 1
    assert capsys.readouterr().err.startswith("Nothing is published yet")
    assert list(tmp_path.iterdir()) == [p for p in tmp_path.iterdir() if p.name != "site"]


def test_a_programme_ranks_nobody(store):
    (name,) = [each.id for each in public.releases() if each.framework == "project06-2023"][:1]
    with pytest.raises(Refused, match="ranks nobody"):
        parts.parts([name])


def test_a_damaged_store_is_told_and_leaves_the_edition(tmp_path, monkeypatch, capsys):
    (tmp_path / "dti.db").write_text("no database at all" * 100)
    monkeypatch.setenv("DTI_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    put(tmp_path / "site", a="old")
    assert main(["export", str(tmp_path / "site")]) == 1
    assert capsys.readouterr().err.startswith("What the store keeps is damaged. `python -m store verify` names it.")
    assert (tmp_path / "site" / "a.html").read_text() == "old"


def test_a_block_must_be_one(store):
    with pytest.raises(Refused, match="There is no block provinces. Blocks are: province, "):
        parts.parts(blocks=["provinces"])


def test_an_address_must_be_one(tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        main(["export", str(tmp_path / "site"), "--url", "dti.example.vn"])
    assert left.value.code == 2 and "It begins with https://" in capsys.readouterr().err


def put(folder, **content):
    return writing.write(folder, [(f"{name}.html", text.encode()) for name, text in content.items()], {})


def test_a_web_server_never_has_half_of_it(tmp_path):
    folder = tmp_path / "site"
    put(folder, a="old", b="old")
    seen = []

    def half():
        yield "a.html", b"new"
        seen.append((sorted(p.name for p in folder.iterdir()), (folder / "a.html").read_text()))
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        writing.write(folder, half(), {})
    assert seen == [(["a.html", "b.html", writing.MARK], "old")]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
    put(folder, a="new")
    assert sorted(p.name for p in folder.iterdir()) == ["a.html", writing.MARK]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
    assert os.stat(folder).st_mode & 0o777 == 0o755  # others, the web server's account too, may read it


@pytest.mark.parametrize("exchanged", [True, False])
def test_an_edition_takes_the_place_of_the_one_before(tmp_path, monkeypatch, exchanged):
    if not exchanged:
        monkeypatch.setattr(writing, "_exchanged", lambda *_: False)
    put(tmp_path / "site", a="old")
    put(tmp_path / "site", b="new")
    assert sorted(p.name for p in (tmp_path / "site").iterdir()) == ["b.html", writing.MARK]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_assets_before_stay_for_one_edition_more(tmp_path):
    """A page that a reader opened before the change loads them yet."""
    folder = tmp_path / "site"
    for name in ("one", "two", "three"):
        writing.write(folder, [("index.html", name.encode()), (f"assets/{name}.css", name.encode())], {})
    assert sorted(path.name for path in (folder / "assets").iterdir()) == ["three.css", "two.css"]
    assert "assets/two.css" not in json.loads((folder / writing.MARK).read_text())["files"]


def test_what_is_not_ours_is_left_alone(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("mine")
    with pytest.raises(Refused, match="is not an edition and is left alone"):
        put(tmp_path / "letters", a="new")
    with pytest.raises(Refused, match="Make it first"):
        put(tmp_path / "missing" / "site", a="new")
    (tmp_path / "link").symlink_to(tmp_path / "letters")
    with pytest.raises(Refused, match="is a link"):
        put(tmp_path / "link", a="new")
    assert [p.name for p in (tmp_path / "letters").iterdir()] == ["a.txt"]
    (tmp_path / "empty").mkdir()
    put(tmp_path / "empty", a="new")
    assert (tmp_path / "empty" / "a.html").read_text() == "new"


def test_large_texts_are_there_packed_as_well(tmp_path):
    import gzip

    put(tmp_path / "site", a="x" * 5000, b="x")
    assert gzip.decompress((tmp_path / "site" / "a.html.gz").read_bytes()) == b"x" * 5000
    assert not (tmp_path / "site" / "b.html.gz").exists()
