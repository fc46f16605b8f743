"""The frame offers the pages that a reader may open, and says at the address of any other why not."""

import pytest

from figures.words import translator
from pages.parts.frame import PAGES
from store import rights
from tests.store.made import person


def errors(shown) -> list[str]:
    assert not shown.exception
    return [error.value for error in shown.error]


def test_without_any_account_uploads_are_the_browsers_own(open_page):
    assert errors(open_page("upload")) == [translator("en")("upload.no_cookie")]


def test_a_page_says_to_whom_it_is_closed_and_why(open_page):
    t = translator("en")
    officer = person("Oanh", rights.Role("officer", "province", "63", "01"))
    assert errors(open_page("upload")) == [t("refused.signed_out")]
    assert errors(open_page("upload", officer)) == [t("refused.role")]
    analyst = person("Anna", rights.Role("analyst"))
    shown = open_page("upload", analyst)
    assert errors(shown) == [] and shown.title[0].value == t("upload.title")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_in_the_table_of_rights(page):
    assert [rule for rule in rights.rules() if (rule.action, rule.on) == ("open", f"page:{page}")]
