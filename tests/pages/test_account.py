"""Who is signed in, in the header of every page; closed pages lead to the door and back."""

import re

from figures.words import translator
from frame.forgery import mark
from pages.parts import visitor
from store.viewers import Role
from tests.store.made import person

t = translator("en")


def corner(shown) -> str:
    assert not shown.exception
    return "".join(each.proto.body for each in shown.get("html") if 'class="account"' in each.proto.body)


def test_before_the_first_account_there_is_nobody_to_sign_in_as(open_page):
    assert corner(open_page("method")) == ""


def test_a_visitor_finds_the_door_and_comes_back_to_the_very_view(open_page):
    person("Anna")
    shown = corner(open_page("method", framework="dti-922"))
    (address,) = re.findall(r'href="([^"]+)"', shown)
    assert address.startswith("/account/sign-in?lang=en&amp;next=%2Fmethod%3Flang%3Den%26")
    assert "framework%3Ddti-922" in address and t("account.sign_in") in shown


def test_who_is_signed_in_reads_the_name_and_finds_the_way_out(open_page):
    shown = corner(open_page("method", person("Anna <b>Lê</b>", Role("analyst"))))
    assert "Anna &lt;b&gt;Lê&lt;/b&gt;" in shown and "<b>" not in shown
    assert f'value="{mark(visitor.cookie("dti_session"))}"' in shown
    assert '<form method="post" action="/account/sign-out?lang=en">' in shown
    assert 'href="/account/password?lang=en&amp;next=%2Fmethod"' in shown


def test_a_closed_page_leads_to_the_door_and_back(open_page):
    person("Anna")
    shown = open_page("upload")
    (door,) = [each.proto.body for each in shown.get("html") if 'class="door"' in each.proto.body]
    assert "next=%2Fupload%3Flang%3Den" in door
    officer = open_page("upload", person("Oanh", Role("press")))
    assert not [each for each in officer.get("html") if 'class="door"' in each.proto.body]
