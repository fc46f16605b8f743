"""The page of the trail: sentences beside the raw fields, filters, the verdict, files of what is filtered."""

import io
from datetime import timedelta

import openpyxl
import pandas as pd
import pytest

from figures.markdown import literal
from figures.words import translator
from store import audit, clock, database, gate, lifecycle, saving
from store.rights import ROLES
from store.viewers import Role
from tests.store.made import HOUR, NOON, analyst, approver, in_review, own, person, several, submission_of

T = translator("en")


@pytest.fixture
def yến(own_store):
    return person("Yến", Role("administrator"))


def errors(page):
    assert not page.exception
    return [error.value for error in page.error]


def sentences(page) -> list[str]:
    assert not page.exception
    return page.table[0].value["What was done"].tolist()


@pytest.fixture
def approved(yến):
    """A submission sent on the first of July at noon in Ha Noi and approved the day after for an hour later."""
    day = timedelta(days=1)
    sent = in_review(analyst(), several("2023-01", "2023-02"), NOON)
    return lifecycle.approve(approver(), sent, NOON + day + HOUR, NOON + day)


def test_the_newest_acts_come_first_in_sentences_beside_the_raw_fields(open_page, yến, approved):
    page = open_page("audit", yến)
    upload = "Ministries without public services, January 2023 … Ministries without public services, February 2023"
    assert sentences(page) == list(
        map(
            literal,
            [
                f"Bình: approved – {upload}. in review → under embargo. Public from 2 July 2026, 13:00",
                f"Anna: sent for review – {upload}. draft → in review",
                f"Anna: saved a draft – {upload}. draft",
            ],
        )
    )
    shown = page.dataframe[0].value
    assert shown["number"].tolist() == [3, 2, 1] and shown["act"].tolist() == ["approved", "sent", "saved"]
    assert shown["subject"].tolist() == [f"submission:{approved.id}"] * 3
    assert page.table[0].value["Time in Ha Noi"].tolist()[1] == literal("1 July 2026, 12:00")
    assert f"**3**, seal `{audit.head()[1]}`" in "".join(part.value for part in page.markdown)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"trail_who": "Bình"}, [3]),
        ({"trail_act": "sent"}, [2]),
        ({"trail_from": "02/07/2026"}, [3]),
        ({"trail_to": "01/07/2026"}, [2, 1]),
        ({"trail_from": "01/07/2026", "trail_to": "2026-07-02"}, [3, 2, 1]),
        ({"trail_subject": "account:"}, []),
    ],
)
def test_filters_in_the_address_leave_what_fits(open_page, yến, approved, filters, left):
    page = open_page("audit", yến, **filters)
    assert errors(page) == []
    shown = page.dataframe[0].value["number"].tolist() if page.dataframe else []
    assert shown == left
    assert T("trail.found", n=len(left)) in [caption.value for caption in page.caption]


def test_a_day_that_is_none_is_said(open_page, yến):
    assert errors(open_page("audit", yến, trail_from="31/02/2026")) == [T("trail.no_day", text="31/02/2026")]


def test_a_day_is_one_of_ha_noi(open_page, yến):
    # 16:59 UTC is one minute before midnight there, 17:00 is the next day.
    for minute in (59, 60):
        saving.save(own(), analyst(f"A{minute}"), NOON.replace(hour=16) + timedelta(minutes=minute))
    first = open_page("audit", yến, trail_to="01/07/2026")
    assert first.dataframe[0].value["number"].tolist() == [1]
    second = open_page("audit", yến, trail_from="02/07/2026")
    assert second.dataframe[0].value["number"].tolist() == [2]


def test_the_verdict_is_worked_out_on_asking(open_page, yến, approved):
    page = open_page("audit", yến)
    page.button(key="verify").click().run()
    assert page.success[0].value.startswith("The chain holds: 3 entries, verified ")
    with database.engine().begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_not_update")
        connection.exec_driver_sql("UPDATE audit SET who = 'Somebody' WHERE number = 2")
    page.button(key="verify").click().run()
    assert errors(page) == ["The chain is broken at entry 2: its content does not match its sum."]


def test_a_long_trail_is_paged(open_page, yến, monkeypatch):
    anna = analyst()
    for _ in range(51):
        saving.save(own(), anna, NOON)
    page = open_page("audit", yến)
    assert page.dataframe[0].value["number"].tolist() == list(range(51, 1, -1))
    page.session_state["trail_page"] = 2
    assert page.run().dataframe[0].value["number"].tolist() == [1]


def test_files_hold_exactly_what_is_filtered_and_no_formula(open_page, yến, approved, downloads):
    person_with_formula = analyst("=cmd|' /C calc'!A0")
    saving.save(own(), person_with_formula, NOON)
    open_page("audit", yến, trail_act="saved")
    files = downloads()
    text = files["trail.csv"].decode("utf-8-sig")
    table = pd.read_csv(io.StringIO(text), comment="#")
    assert table["No."].tolist() == [4, 1] and set(table["act"]) == {"saved"}
    assert table["who"].tolist() == ["'=cmd|' /C calc'!A0", "Anna"]
    assert "# Act: saved" in text and audit.head()[1] in text
    sheet = openpyxl.load_workbook(io.BytesIO(files["trail.xlsx"])).worksheets[0]
    rows = list(sheet.iter_rows())
    assert [row[0].value for row in rows[1:]] == [4, 1]
    assert "f" not in {cell.data_type for row in rows for cell in row}


def test_what_is_past_its_time_is_deleted_by_one_who_is_sure(open_page, yến, monkeypatch):
    anna = analyst()
    (old,) = saving.save(own(), anna, clock.now() - timedelta(days=31))
    (new,) = saving.save(own(), anna, clock.now())
    page = open_page("audit", yến)
    assert "never deleted (`DTI_KEEP_DAYS` is not set)" in "".join(part.value for part in page.markdown)
    monkeypatch.setenv("DTI_KEEP_DAYS", "30")
    page.run()
    assert page.button(key="purge").disabled
    page.checkbox(key="keeping_sure").check().run()
    page.button(key="purge").click().run()
    assert [said.value for said in page.success] == [T("keeping.done", drafts=1, files=0)]
    assert gate.one(anna, old, clock.now()) is None and submission_of(anna, new, clock.now())
    assert audit.entries(yến, act="purged")[0].who == "Yến"


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_the_page_is_nobody_elses(open_page, yến, role):
    scope = ("province", "34", "01") if role == "officer" else ()
    page = open_page("audit", person("Anna", Role(role, *scope)))
    assert errors(page) == [T("refused.role")] and not page.dataframe
