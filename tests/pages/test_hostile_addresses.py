"""Whatever an address says, a page shows something true or says what it cannot show; it never breaks."""

import random
import re

import pytest

from pages.parts.frame import PUBLIC
from tests.needs import SOAK
from tests.pages.kept import keep
from tests.pages.shown import texts

NAMES = (
    "release node unit units since framework against months last draw target deadline unit_ahead forecast weigh w.dti "
    "w.nen_tang columns order peers peers_of path before start part climb change all of promise was lang region class "
    "group show division embed embed_options"
).split()
STRANGE = [
    "", " ", "nan", "inf", "-inf", "1e309", "-1", "0", "999999999999999999999", "0x10", "٣", "½", "true", "None",
    "../../etc/passwd", "..\\..\\boot.ini", "%00", "\x00", "\ud800", "'; DROP TABLE releases; --", "{0.__class__}",
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "$\\input{x}$", "=1+1", "dti", "79", "48", "63", "34",
    "2024", "2024-13", "province", "à" * 3000, "🏳️‍🌈", "\u202eabc", "a,b,c,,,", ",", "1,2,3,4,5,6,7,8,9",
]  # fmt: skip


# A mark that Markdown would read; a backslash before it makes it a sign like any other.
LIVE = re.compile(r"(?<!\\)(<script|\]\(javascript)")


@pytest.fixture
def ids(own_store):
    """Releases to name, of both divisions and of demonstration months."""
    found = keep(
        "published/province-2022.xlsx", "published/province-2023.xlsx", "published/province-2024-34.xlsx",
        "demo/ministry-other-2023-01.xlsx", "demo/ministry-other-2023-06.xlsx",
    )  # fmt: skip
    return list(found.values())


def hostile(chance: random.Random, known: list[str]) -> dict[str, str | list[str]]:
    """Some choices, true and false ones mixed, some of them several times."""
    values = [*STRANGE, *known, *known]
    query: dict[str, str | list[str]] = {}
    for name in chance.sample(NAMES, chance.randint(1, 8)):
        several = [chance.choice(values) for _ in range(chance.randint(1, 4))]
        query[name] = several if chance.random() < 0.3 else several[0]
    # Half of them keep a true release, or hardly anything else would be reached.
    return query | ({"release": chance.choice(known)} if chance.random() < 0.5 else {})


@pytest.mark.fuzz
@pytest.mark.parametrize("page", PUBLIC)
def test_no_address_breaks_a_page(open_page, ids, page):
    chance = random.Random(page)
    for number in range(200 if SOAK else 8):
        query = {name: value for name, value in hostile(chance, ids).items() if "\ud800" not in value}
        shown = open_page(page, **query)
        assert not shown.exception, (number, query, shown.exception[0].message)
        said = " ".join(texts(shown))
        assert not LIVE.search(said), (number, query)
