"""Documents made of sections, one below the other: a heading, what is said, a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from figures.documents.paper import Paper, Table, fragment, html, short


@dataclass(frozen=True)
class Told:
    """A section as it stands on paper."""

    title: str
    sentences: Sequence[str] = ()
    table: Table | None = None


def sheet(title: str, stamps: Sequence[str], sections: Sequence[Told], facts: Mapping[str, str]) -> str:
    """A part of the dashboard's page, for paper; the facts in small print."""
    small = [f"{key}: {short(value)}" for key, value in facts.items() if value]
    return fragment("sections_sheet.html", title=title, stamps=stamps, sections=sections, small=small)


def document(sections: Sequence[Told], paper: Paper) -> str:
    """The same as HTML to be printed by itself."""
    return html("sections_document.html", paper, sections=sections)
