"""One walk for every kind of workbook: template, problems, quality, review, an hour to be published at, the trail.

A programme's workbook takes it by the same pages as an index's: only what is typed into the template differs.
"""

import io
from datetime import datetime, timedelta

import openpyxl
import pytest

from figures.words import words
from store import audit, clock, gate
from store.viewers import Role
from tests.pages.shown import button, told
from tests.pages.test_upload_life import labels, press, until
from tests.store.made import EVERYBODY, SECOND, analyst, approver, person

t = words("en").t
COLUMN = {"project06-2023": "01/2023", "demo-ministry-other": "Digital awareness"}
WRONG, RIGHT = "12o", 55


def filled(template: bytes, framework: str, figure) -> bytes:
    """The template with figures in the white cells of its first figure's column; one of them is `figure`."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows(max_row=4) if COLUMN[framework] in [cell.value for cell in row])
    at = next(cell.column for cell in header if cell.value == COLUMN[framework])
    rows = range(header[0].row + 1, sheet.max_row + 1)
    if framework == "project06-2023":
        row = next(row for row in rows if sheet.cell(row, 1).value == "dvc_co_ho_so")
        sheet.cell(row, at).value = figure
    else:
        for row in rows:
            for column in range(at, at + 6):
                sheet.cell(row, column).value = 40 + row
        sheet.cell(rows[0], at).value = figure
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(open_page, viewer, framework: str, content: bytes | None = None):
    shown = open_page("upload", viewer)
    box = next(box for box in shown.selectbox if box.key == "upload_framework")
    shown = box.set_value(framework).run()
    period = next(box for box in shown.text_input if box.key == f"prepare_{framework}")
    shown = period.set_value("2023-01").run()
    if content is not None:
        shown.get("file_uploader")[0].set_value(("report.xlsx", content, "application/octet-stream"))
        shown = shown.run()
    return shown


@pytest.mark.parametrize(
    ("framework", "block"), [("project06-2023", "nation"), ("demo-ministry-other", "ministry-other")]
)
def test_from_the_template_to_the_public_at_the_hour(open_page, downloads, monkeypatch, framework, block):
    anna, bình = analyst("Anna", block), approver("Bình", block)

    # The template, as the page offers it.
    upload(open_page, anna, framework)
    (template,) = [content for name, content in downloads().items() if name == f"{framework}-2023-01-en.xlsx"]

    # A figure that is none: told with its cell, nothing to keep.
    shown = upload(open_page, anna, framework, filled(template, framework, WRONG))
    shown = settled(shown, t("upload.blocked", errors=1, warnings=0))
    listed, *_ = [each.value for each in shown.dataframe if WRONG in each.value.to_string()]
    assert len(listed) == 1 and t("upload.keep") not in labels(shown)

    # The right one: its quality, kept, sent.
    shown = until(upload(open_page, anna, framework, filled(template, framework, RIGHT)), t("upload.keep"))
    assert t("upload.tab_quality") in [tab.label for tab in shown.tabs]
    shown = until(press(shown, t("upload.keep")), t("mine.send"))
    press(shown, t("mine.send"))
    assert gate.visible(EVERYBODY, clock.now()) == []
    (sent,) = gate.submissions_seen(bình, clock.now(), ("review",))
    assert (sent.block, sent.account) == (block, anna.account)

    # Review: somebody else approves it for an hour to come.
    shown = open_page("approval", bình, submission=sent.id)
    day = (clock.to_local(clock.now()) + timedelta(days=2)).date()
    shown.date_input[0].set_value(day)
    shown.time_input[0].set_value(datetime(2026, 1, 1, 8, 30).time()).run()
    button(shown, t("decide.approve")).click().run()
    hour = clock.from_local(datetime.combine(day, datetime(2026, 1, 1, 8, 30).time()))
    found = gate.submission(bình, sent.id, clock.now())
    assert (found.state, found.publish_at) == ("approved", hour)

    # The public sees it from that second on, on the page that is made for it.
    assert gate.visible(EVERYBODY, hour - SECOND) == []
    (release,) = gate.visible(EVERYBODY, hour)
    assert release.period == "2023-01"
    page = "programme" if block == "nation" else "rankings"
    monkeypatch.setattr(clock, "now", lambda: hour - SECOND)
    assert release.id not in "".join(told(open_page(page, EVERYBODY)))
    monkeypatch.setattr(clock, "now", lambda: hour)
    assert release.id in "".join(told(open_page(page, EVERYBODY)))

    # Every step stands in the trail.
    acts = [entry.act for entry in audit.entries(person("Yến", Role("administrator")))]
    assert [act for act in reversed(acts) if act in ("saved", "sent", "approved")] == ["saved", "sent", "approved"]


def settled(shown, wanted: str):
    """The page as soon as it says what is wrong."""
    for _ in range(100):
        if wanted in told(shown):
            return shown
        shown = shown.run()
    raise AssertionError(told(shown))
