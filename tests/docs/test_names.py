"""Pages, buttons and headings are called in the guides as they are on the screen."""

import re

import pytest

from figures import words
from tests.docs.told import FENCE, ROOT

OF_SCREENS = ("analysts", "method", "opendata", "operators", "press", "provenance", "publishing")
GUIDES = ("README.md", *(f"docs/{name}.md" for name in OF_SCREENS))


def named(guide: str) -> list[str]:
    """What stands in italics and begins like a name; in small letters it is a word that is explained."""
    text = FENCE.sub("", (ROOT / guide).read_text(encoding="utf-8"))
    found = re.findall(r"(?<!\w)\*([^*`|]+)\*(?!\w)", re.sub(r"`[^`]*`", "", text.replace("**", "")))
    return [" ".join(each.split()) for each in found if each[0].isupper()]


@pytest.mark.parametrize("guide", GUIDES)
def test_what_is_in_italics_stands_on_the_screen(guide):
    # A message that takes a value is no name.
    every = [(words.translator(lang), words.catalogue(lang)) for lang in words.LANGUAGES]
    shown = {say(key) for say, (_, keys, plural) in every for key in keys - plural}
    assert named(guide) and [name for name in named(guide) if name not in shown] == []
