"""The architecture is told as it is: rooms, arrows, the files it names."""

import re

from tests.docs.test_examples import ROOT
from tests.test_arrows import ARROWS

TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_arrows_are_those_that_are_held():
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", TEXT, re.MULTILINE)
    told = {room: set() if arrows == "nothing" else set(arrows.split(", ")) for room, arrows in rows}
    assert told == ARROWS


def test_everything_that_it_names_is_there():
    named = set(re.findall(r"`([\w./]+/[\w./]+|[\w]+\.py)`|\]\(([\w.]+\.md)\)", TEXT))
    paths = [ROOT / path if path else ROOT / "docs" / guide for path, guide in named]
    assert len(paths) > 10 and not [path for path in paths if not path.exists()]
