"""A picture drawn again from what was kept of it is the one that left."""

import pytest

from figures.press import compose
from figures.press.choices import Choices
from figures.press.looks import LOOKS
from figures.press.sizes import SIZES, named
from figures.press.templates import TEMPLATES
from figures.words import words
from pages.parts.press import again
from pages.parts.press.material import beside, material
from store import clock, gate, pictures
from tests.pages.test_verify import said
from tests.store.made import EVERYBODY, own, published

WHERE = "http://dti.example.vn/verify"
t = words("en").t


@pytest.fixture
def seen(people):
    """Two releases, the newest first."""
    published(*people)
    published(*people, own(period="2023-02"))
    return gate.visible(EVERYBODY, clock.now())


def left(seen, template: str, choices: Choices, size: str = "1-1", look: str = "dark"):
    """A picture as it leaves the press page, and is written down."""
    of = material(seen[0], beside(seen[0], seen, TEMPLATES[template]), EVERYBODY)
    drawn = compose.draw(
        TEMPLATES[template], of, choices, named(size), LOOKS[look], words("es"), clock.now(), WHERE
    )  # fmt: skip
    pictures.leaves(EVERYBODY, drawn.mark, clock.now())
    return drawn


def found(code: str, seen):
    made, how = pictures.of_code(EVERYBODY, code, clock.now())
    return again.drawn(made, how.releases, seen, EVERYBODY, WHERE)


@pytest.mark.parametrize(
    ("template", "choices", "size"),
    [
        ("ranking", Choices(node="dti", units=("VOV",), title="Uno", remarks={"VOV": "dos"}), "1-1"),
        ("lines", Choices(node="dti", units=("VOV", "VTV")), "900x700px"),
        ("card", Choices(node="dti", units=("VTV",)), "og"),
    ],
)
def test_it_is_the_same_picture(seen, template, choices, size):
    first = left(seen, template, choices, size)
    second = found(first.mark.code, seen)
    assert second is not None
    assert second.figure.to_json() == first.figure.to_json()
    assert second.mark == first.mark and second.table.equals(first.table) and second.texts == first.texts


def test_what_was_drawn_by_a_template_that_is_gone_is_not_drawn(seen):
    first = left(seen, "ranking", Choices(node="dti"))
    made, how = pictures.of_code(EVERYBODY, first.mark.code, clock.now())
    for changed in (
        made._replace(template="pie"),
        made._replace(options={**made.options, "size": "a0"}),
        made._replace(options={**made.options, "size": "9x9px"}),
        made._replace(options={**made.options, "look": "neon"}),
    ):
        assert again.drawn(changed, how.releases, seen, EVERYBODY, WHERE) is None


def test_the_page_shows_it_with_its_figures(seen, open_page):
    first = left(seen, "ranking", Choices(node="dti"), next(iter(SIZES)))
    shown = open_page("verify", of="code", code=first.mark.code)
    assert not shown.exception
    assert t("verdict.genuine_picture") in [each.value for each in shown.subheader]
    (figures,) = shown.dataframe
    assert list(figures.value.columns) == list(first.table.columns)
    assert t("verdict.not_drawn") not in said(shown)
