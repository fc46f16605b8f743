"""What is baked into every chart, whatever its template: where it comes from, what it is, whose copy it is."""

from dataclasses import replace

import pytest

from figures.press.choices import from_options
from figures.press.templates import TEMPLATES
from figures.provenance.mark import code_of, content_of, printed, read_code
from figures.words import words
from tests.figures.press.materials import MINISTRIES, MONTHS, PROVINCES, changed, drawn, labels, material, usual


def written(found) -> str:
    return " ".join(label.text for label in labels(found))


@pytest.mark.parametrize("lang", ["vi", "en", "es"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_chart_says_where_it_comes_from(template, lang):
    of, said = usual(template), words(lang)
    found, t = drawn(template, of, lang), said.t
    text = written(found)
    release = of.release
    facts = [
        release.source, release.licence, release.id, t(f"origin.{release.origin}"), t(f"stage.{release.stage}"),
        of.framework.names[lang], printed(found.mark.code), "dti.example.vn/verify", said.period(release.period),
    ]  # fmt: skip
    joined = text.replace(" ", "")
    assert [fact for fact in facts if fact.replace(" ", "") not in joined] == []
    assert (t("stamp.demonstration") in text) == (release.origin == "demonstration")
    assert 0 < len(found.texts.alt_short) <= 220 and len(found.texts.alt_long) >= len(found.texts.alt_short) - 1
    assert release.id in found.texts.citation and not found.table.empty


@pytest.mark.parametrize("template", ["map", "merger"])
@pytest.mark.parametrize(("lang", "names"), [
    ("vi", ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]), ("en", ["Hoang Sa Archipelago", "Truong Sa Archipelago"]),
])  # fmt: skip
def test_both_archipelagos_are_on_every_map(template, lang, names):
    found = drawn(template, usual(template), lang)
    maps = sum(trace.type == "choropleth" for trace in found.figure.data)
    assert maps == (2 if template == "merger" else 1)
    texts = [label.text for label in labels(found)]
    assert [texts.count(name) for name in names] == [maps, maps]


@pytest.mark.parametrize(("facts", "keys"), [
    ({"stage": "provisional"}, ["press.provisional"]),
    ({"state": "draft"}, ["stamp.draft"]),
    ({"state": "superseded", "superseded_by": "x"}, ["stamp.superseded"]),
    ({"state": "approved", "reader": "Mai"}, ["stamp.approved"]),
])  # fmt: skip
def test_what_nobody_may_overlook_is_stamped(facts, keys):
    found = drawn("ranking", changed(material(MINISTRIES), **facts), "en")
    text = written(found)
    assert [key for key in keys if words("en").t(key) not in text] == []
    assert ("Mai" in text) == ("reader" in facts)
    assert found.mark.reader == facts.get("reader", "")


def test_weights_that_are_not_official_are_stamped():
    of = changed(material(MONTHS[-1]), origin="own")
    assert of.framework.illustrative
    assert words("en").t("stamp.illustrative").replace(" ", "") in written(drawn("card", of, "en")).replace(" ", "")


def test_the_mark_names_every_release_and_draws_the_same_chart_again():
    of = usual("lines")
    found = drawn("lines", of, units=("48",), title="Đà Nẵng")
    mark = found.mark
    assert (
        set(mark.releases) == {stage.release.id for stage in of.beside.values()} and mark.releases[0] == of.release.id
    )
    assert mark.content == content_of({stage.release.id: stage.release.manifest for stage in of.beside.values()})
    assert mark.code == code_of(mark.releases, "lines", mark.options, "vi") == read_code(printed(mark.code))
    chosen = from_options(mark.options)
    again = drawn("lines", of, **vars(chosen))
    assert again.mark == mark and again.figure.to_json() == found.figure.to_json()


def test_edited_words_stand_on_the_chart_and_figures_stay():
    of = material(PROVINCES)
    plain = drawn("ranking", of)
    edited = drawn(
        "ranking", of, title="Ai dẫn đầu?", note="Xem thêm <b>", units=("48",), remarks={"48": "sau sáp nhập"}
    )
    text = written(edited)
    assert all(said in text for said in ("Ai dẫn đầu?", "Xem thêm <b>", "Đà Nẵng: sau sáp nhập"))
    assert edited.table.equals(plain.table)
    assert "Đà Nẵng" in edited.texts.alt_long.removeprefix(plain.texts.alt_long)


def test_numbers_are_written_as_the_language_writes_them():
    texts = {lang: written(drawn("ends", material(PROVINCES), lang)) for lang in ("vi", "en", "es")}
    assert ["0,8241" in texts["vi"], "0.8241" in texts["en"], "0,8241" in texts["es"]] == [True] * 3


def test_bars_are_as_long_as_the_scores_and_begin_at_zero():
    found = drawn("ranking", material(PROVINCES), size="columns-2")
    bars = [trace for trace in found.figure.data if trace.type == "bar"]
    drawn_ = [value for trace in bars for value in trace.x]
    scores = material(PROVINCES).scores.scores["dti"].dropna().sort_values(ascending=False)
    assert drawn_ == pytest.approx(list(scores))
    ranges = {tuple(found.figure.layout[f"xaxis{trace.xaxis[1:]}"].range) for trace in bars}
    assert ranges == {(0, scores.max())}


def test_a_chart_of_an_own_size_that_is_too_small_is_refused():
    from figures.press.fit import NoRoom

    with pytest.raises(NoRoom):
        drawn("ranking", material("published/province-2024.xlsx"), size="40x60mm")


def test_nothing_changes_what_it_is_given():
    of = material(PROVINCES)
    before = of.scores.scores.copy()
    drawn("map", of)
    assert of.scores.scores.equals(before) and replace(of) is not of
