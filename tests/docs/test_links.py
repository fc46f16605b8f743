"""What a guide links to is there, down to its heading."""

import re

import pytest

from tests.docs.told import FENCE, GUIDES, ROOT


def headings(text: str) -> set[str]:
    """As they are addressed: small letters, blanks as hyphens, no other signs."""
    found = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in found}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(guide):
    text = FENCE.sub("", guide.read_text(encoding="utf-8"))
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in link:
            continue
        path, _, heading = link.partition("#")
        target = (guide.parent / path) if path else guide
        assert target.exists(), link
        assert not heading or heading in headings(target.read_text(encoding="utf-8")), link
