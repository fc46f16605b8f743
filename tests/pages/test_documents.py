"""Documents as pages offer them: what each states, whose copy it is, and what is said where no Chromium is."""

import pytest

from figures.provenance import stamps
from figures.provenance.mark import printed
from figures.words import words
from store import clock, early, gate, keys, lifecycle
from store.viewers import Role
from tests.figures.documents import pdfs
from tests.figures.slides import decks
from tests.needs import CHROMIUM, program
from tests.pages.kept import keep
from tests.pages.shown import texts
from tests.store.made import HOUR, NOON, in_review, person

MONTHS = ("demo/ministry-other-2023-01.xlsx", "demo/ministry-other-2023-06.xlsx")


@pytest.mark.exports
def test_the_review_is_offered_as_a_document_that_names_both_releases(own_store, open_page, downloads, tmp_path):
    program(*CHROMIUM)
    ids = keep(*MONTHS)
    shown = open_page("halfyear", lang="es")
    name, files = "halfyear-ministry-other-2023-01-2023-06-es", downloads()
    assert sorted(files) == [f"{name}.pdf", f"{name}.pptx"]
    for kind in ("pdf", "pptx"):
        found = stamps.read(files[f"{name}.{kind}"], kind)
        assert stamps.holds(found, keys.public_keys()) and found.mark.template == "document-halfyear"
        assert found.mark.releases == tuple(ids[month, ""] for month in ("2023-06", "2023-01"))
    code = printed(found.mark.code)
    path = tmp_path / "review.pdf"
    path.write_bytes(files[f"{name}.pdf"])
    t, pages = words("es").t, pdfs.pages(path)
    last = " ".join(pages[-2:])
    assert all(release in "".join(last.split()) for release in ids.values())
    for key in ("about.period", "about.framework", "about.origin", "about.stage", "about.release", "cite.title"):
        assert t(key) in last
    assert all(t("stamp.demonstration") in page for page in pages)
    assert f"{t('stamp.demonstration')}: {t('stamp.demonstration_long')}" in pages[0]
    said = [line.removeprefix("- ") for text in texts(shown) for line in text.splitlines() if line.startswith("- ")]
    slides = decks.opened(files[f"{name}.pptx"]).slides
    for told in ("".join(pages), "".join(text for slide in slides for text in decks.texts(slide))):
        bare = "".join(told.split())
        assert len(said) > 10 and [line for line in said if "".join(line.split()) not in bare] == []
        assert all(release in bare for release in ids.values()) and code in bare
    assert all(code in page for page in pages)
    stamp = f"{t('stamp.demonstration')}: {t('stamp.demonstration_long')}"
    assert all(stamp in decks.texts(slide) for slide in slides) and any(map(decks.charts, slides))
    # Whoever asks by the code is led to the page that makes it.
    asked = open_page("verify", of="code", code=code, lang="en")
    assert words("en").t("verdict.document") in [link.proto.label for link in asked.get("page_link")]


@pytest.mark.exports
def test_what_is_not_public_carries_its_readers_name_on_every_page(people, open_page, downloads, tmp_path):
    program(*CHROMIUM)
    anna, bình = people
    thu = person("Thu Hà", Role("press"))
    sent = in_review(anna)
    early.name_reader(bình, sent, thu.account, NOON)
    moment = clock.now() + HOUR
    (release,) = lifecycle.approve(bình, sent, moment, clock.now()).releases
    assert gate.visible(thu, clock.now())[0].reader == "Thu Hà"
    open_page("unit", thu, lang="vi", release=release.id)
    path = tmp_path / "unit.pdf"
    path.write_bytes(next(content for name, content in downloads().items() if name.endswith(".pdf")))
    found = stamps.read(path.read_bytes(), "pdf")
    assert found.mark.reader == "Thu Hà" and found.mark.state == "approved"
    assert found.mark.options == {"unit": found.mark.options["unit"]} and found.mark.template == "document-unit"
    t, pages = words("vi").t, pdfs.pages(path)
    assert all("Thu Hà" in page and t("stamp.approved") in page for page in pages)
    assert t("stamp.reader", name="Thu Hà") in pages[0] and words("vi").moment(clock.to_local(moment)) in pages[0]
    assert f"{t('about.reader')} Thu Hà" in pages[-1]


def test_without_chromium_the_page_says_what_is_missing_and_works(own_store, open_page, downloads, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "nowhere/chromium")
    keep(*MONTHS)
    said = texts(open_page("halfyear"))
    assert words("en").t("download.no_browser") in said
    assert [name.partition(".")[2] for name in downloads()] == ["pptx"]  # slides need no browser
