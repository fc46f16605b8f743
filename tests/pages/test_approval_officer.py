"""An officer on the approval page: the own unit's figures, a form to contest them, nothing of anybody else."""

import store
from figures.words import translator
from scoring import load_units
from store import comments, contents, database, gate, lifecycle
from store.clock import now
from store.schema import documents
from tests.pages.shown import button, told
from tests.store.made import BLOCK, COLUMN, HOUR, draft, in_review, officer, own

t = translator("en")


def test_an_officer_sees_one_unit_and_no_rank(open_page, people):
    anna, _ = people
    sent = in_review(anna, at=now())
    oanh = officer("VOV")
    assert t("waiting.look") in "".join(told(open_page("approval", oanh)))
    shown = open_page("approval", oanh, submission=sent.id)
    texts = told(shown)
    (table,) = [each.value for each in shown.table]
    assert list(table.columns) == [t("quality.level_indicators"), t("problems.value"), t("table.score")]
    mine = own().table.values.droplevel(0).loc["VOV"]
    assert list(table[t("problems.value")]) == [f"{figure:g}\N{NO-BREAK SPACE}%".replace(".", r"\.") for figure in mine]
    scores = own().scores.scores.droplevel(0).loc["VOV"]
    assert list(table[t("table.score")]) == [f"{scores[column]:.4f}" for column in mine.index]
    assert not shown.dataframe
    names = load_units().of(BLOCK, "")
    everything = " ".join(texts + [str(part) for part in table.to_numpy().ravel()])
    assert names.at["VOV", "name_en"] in everything
    others = names[names["code"] != "VOV"]
    assert [n for n in (*others["name_en"], *others["name_vi"]) if n in everything] == []
    assert [text for text in texts if "rank" in text.lower() and text != t("nav.rankings")] == []
    assert t("checklist.title") not in texts and t("decide.title") not in texts


def test_an_officer_contests_a_figure_of_the_own_unit(open_page, people):
    anna, bình = people
    sent = in_review(anna, at=now())
    oanh = officer("VOV")
    shown = open_page("approval", oanh, submission=sent.id)
    button(shown, t("own_unit.send")).click().run()
    assert t("own_unit.both_needed") in told(shown)
    shown.selectbox[0].set_value(COLUMN)
    shown.text_area[0].set_value("It is 12")
    button(shown, t("own_unit.send")).click().run()
    assert t("own_unit.sent") in told(shown) and "It is 12" in told(shown)
    (said,) = comments.of_release(bình, gate.visible(bình, now())[0])
    assert (said.unit, said.column, said.text, said.name) == ("VOV", COLUMN, "It is 12", "Oanh")
    # Somebody approved it while the form was open: nothing is contested any more.
    comments.answer(bình, said, "upheld", "By letter", now())
    lifecycle.approve(bình, gate.submission(bình, sent.id, now()), now() + HOUR, now())
    shown.selectbox[0].set_value(COLUMN)
    shown.text_area[0].set_value("Again")
    button(shown, t("own_unit.send")).click().run()
    assert t("act.not_state", state=t("state.approved")) in told(shown) and not shown.text_area
    assert len(comments.of_release(bình, gate.visible(bình, now())[0])) == 1


def test_an_officer_reads_the_own_comments_after_publication(open_page, people):
    anna, bình = people
    oanh = officer("VOV")
    sent = in_review(anna, at=now())
    said = comments.comment(oanh, store.visible(oanh, now())[0], "VOV", COLUMN, "It is 12", now())
    comments.answer(bình, said, "upheld", "By letter", now())
    lifecycle.approve(bình, sent, None, now())
    shown = open_page("approval", oanh, submission=sent.id)
    texts = told(shown)
    assert "It is 12" in texts and "By letter" in texts and not shown.text_area
    names = load_units().of(BLOCK, "")
    assert not [n for n in names[names["code"] != "VOV"]["name_en"] if n in " ".join(texts)]


def test_an_officer_reads_of_demonstration_data_and_of_damage(open_page, people):
    anna, _ = people
    sent = in_review(anna, draft(), now())
    oanh = officer("VOV")
    shown = told(open_page("approval", oanh, submission=sent.id))
    assert any(t("stamp.demonstration") in text for text in shown) and any(t("stamp.review") in text for text in shown)
    with database.engine().begin() as connection:
        mine = documents.c.sha256 == sent.releases[0].manifest["scores"]
        connection.execute(documents.update().where(mine).values(content=b"x"))
    contents._read.cache_clear()
    shown = told(open_page("approval", oanh, submission=sent.id))
    assert any(text.startswith("January 2023: what is stored is damaged") for text in shown)
