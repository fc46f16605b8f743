"""The code for other sites on the press page: for what is public, live or frozen."""

import html
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from figures.words import translator
from opendata.routes import routes
from tests.store.made import BLOCK, in_review, published

t = translator("en")


def code(shown) -> str:
    return next(block.value for block in shown.code if block.value.startswith("<iframe"))


@pytest.mark.parametrize(
    ("way", "place"),
    [("live", f"/embed/latest/{BLOCK}/ranking"), ("frozen", "/embed/RELEASE/ranking")],
)
def test_the_code_leads_to_an_embed_that_answers(people, open_page, way, place):
    release = published(*people).releases[0].id
    shown = open_page("press", release=release, template="ranking", follow=way)
    assert not shown.exception
    address = html.unescape(re.search(r'src="([^"]+)" title', code(shown))[1])
    path = "/embed/" + address.partition("/embed/")[2]
    assert path.startswith(place.replace("RELEASE", release)) and "lang=en" in path
    reader = TestClient(Starlette(routes=routes()))
    assert "<table" in reader.get(path).text


def test_what_is_not_public_and_what_has_no_embed_say_so(people, open_page):
    anna, _ = people
    draft = in_review(anna).releases[0].id
    hidden = open_page("press", anna, release=draft, template="ranking")
    assert not [block for block in hidden.code if "<iframe" in block.value]
    assert t("embed.not_public") in [said.value for said in hidden.caption]
