"""Whatever an address says, a page shows something true or says what it cannot show; it never breaks, tells nothing
that is under embargo, and writes nothing but what lies in the folder of everything written."""

import random
import re
from datetime import timedelta
from typing import NamedTuple

import pytest
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy

from figures.words import LANGUAGES
from pages.parts import address
from pages.parts.frame import PAGES, PUBLIC
from store import clock, lifecycle
from store.viewers import Role, Viewer
from tests.needs import SOAK
from tests.pages.kept import keep
from tests.pages.shown import texts
from tests.proof import bytes_read, planted
from tests.proof.walk import leaks
from tests.store.made import analyst, approver, in_review, person
from tests.writes import written_outside

# The others are those that a page has asked the address for.
NAMES = ("lang", "release", "embed", "embed_options")
STRANGE = [
    "", " ", "nan", "inf", "-inf", "1e309", "-1", "-0", "0", "999999999999999999999", "9" * 5_000, "0x10", "1_000", "٣",
    "½", "true", "None", "../../etc/passwd", "..\\..\\boot.ini", "%00", "\x00", "\x1b[31m\r\n", "\u0300",
    "'; DROP TABLE releases; --", "1 OR 1=1", "{0.__class__}", "{{7*7}}", "%s%n", "<script>alert(1)</script>",
    "[x](javascript:alert(1))", "![x](http://elsewhere.example/)", "$\\input{x}$", ":material/home:", "=1+1", "dti",
    "1.1", "1.1:50", "1.1:nan", "79", "48", "63", "34", "63/79", "34/", "2024", "2024-13", "province", "à" * 3000,
    "🏳️‍🌈", "\u202eabc", "a,b,c,,,", ",", ":", "=", "1,2,3,4,5,6,7,8,9", "code", "release", "mine",
]  # fmt: skip

# A mark that Markdown would read; a backslash before it makes it a sign like any other.
LIVE = re.compile(r"(?<!\\)(<script|\]\(javascript|!\[x\]\(http)")


class Scene(NamedTuple):
    """Releases to name, the last of them under embargo, and what that one hides."""

    ids: list[str]
    hidden: planted.Secrets


@pytest.fixture
def scene(own_store) -> Scene:
    """Releases of both divisions and of demonstration months."""
    found = keep(
        "published/province-2022.xlsx", "published/province-2023.xlsx", "published/province-2024-34.xlsx",
        "demo/ministry-other-2023-01.xlsx", "demo/ministry-other-2023-06.xlsx", "programme/project06-2023-demo.xlsx",
    )  # fmt: skip
    now, draft = clock.now(), planted.draft_of(1, planted.PERIOD, False)
    sent = in_review(analyst(), draft, now)
    releases = lifecycle.approve(approver(), sent, now + timedelta(days=30), now).releases
    return Scene([*found.values(), releases[0].id], planted.secrets_of([draft], list(releases)))


@pytest.fixture
def asked(monkeypatch) -> dict[str, set[str]]:
    """Name → what may be chosen under it, as pages ask the address; it grows with what they have shown."""
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    last = NAMES[0]

    def spied(original):
        def asking(proxy, name):
            nonlocal last
            last = name
            found.setdefault(name, set())
            return original(proxy, name)

        return asking

    def fits(chosen, default, options, original=address._fits):
        found[last].update(map(str, options or ()))
        return original(chosen, default, options)

    for way in ("__getitem__", "__contains__", "get_all"):
        monkeypatch.setattr(QueryParamsProxy, way, spied(getattr(QueryParamsProxy, way)))
    monkeypatch.setattr(address, "_fits", fits)
    return found


def hostile(chance: random.Random, asked: dict[str, set[str]], known: list[str]) -> dict[str, str | list[str]]:
    """Some choices, true and false ones mixed, some of them several times."""
    query: dict[str, str | list[str]] = {}
    for name in chance.sample(sorted(asked), chance.randint(1, min(8, len(asked)))):
        true = sorted(asked[name]) or known
        several = [chance.choice(chance.choice((STRANGE, true))) for _ in range(chance.randint(1, 4))]
        query[name] = several if chance.random() < 0.3 else several[0]
    # Half of them keep a true release, or hardly anything else would be reached; most a language of ours.
    query |= {"release": chance.choice(known)} if chance.random() < 0.5 else {}
    return query | ({"lang": chance.choice(LANGUAGES)} if chance.random() < 0.8 else {})


def reader(page: str) -> Viewer:
    """Of the public pages a visitor; of the others somebody who may open all of them, and of this block see nothing."""
    if page in PUBLIC:
        return Viewer()
    others = [Role(name, "province") for name in ("analyst", "approver")]
    return person("Việt", *others, Role("press"), Role("administrator"))


@pytest.mark.fuzz
@pytest.mark.parametrize("page", PAGES)
def test_no_address_breaks_a_page(open_page, own_store, scene, asked, page, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")  # nothing is drawn: what would be is sent as data
    chance, viewer = random.Random(page), reader(page)
    figures = {text for said in scene.hidden.figures.values() for text in said}
    # Whoever administers reads in the trail what was done to which release.
    forbidden = figures | {planted.MARK} | (scene.hidden.texts if page in PUBLIC else set())
    with written_outside(own_store) as written:
        open_page(page, viewer)
        for number in range(200 if SOAK else 6):
            query = hostile(chance, asked, scene.ids)
            shown = open_page(page, viewer, **query)
            assert not shown.exception, (number, query, shown.exception[0].message)
            assert not LIVE.search(" ".join(texts(shown))), (number, query)
            said = bytes_read.of_page(shown)
            for brought in scene.ids:
                said = said.replace(brought, "")
            assert leaks(iter([(f"{number} {query}", said)]), forbidden) == []
    assert written == []
