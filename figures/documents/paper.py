"""What every printed document has: the sheet, its head and foot on each page, stamps, tables, pictures, the facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from figures.exports.svg import typeface
from figures.provenance.mark import Mark, printed
from figures.words import Words

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True)
class Paper:
    """What a document says of itself.

    stamps: whole sentences, on the first page; mark: the short one at the head of every page; facts: a table of what
    and where from, by heading, one a release; citation: how to cite it; source: at the foot of every page.
    """

    title: str
    subtitle: str
    words: Words
    stamps: Sequence[str] = ()
    mark: str = ""
    source: str = ""
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    citation: str = ""
    provenance: Mark | None = None

    @property
    def foot(self) -> str:
        """What stands under every page and slide."""
        of = self.provenance
        code = (
            [f"{self.words.t('press.code')}: {printed(of.code)}", of.address.partition("://")[2] or of.address]
            if of
            else []
        )
        return " · ".join([self.source, *code])

    @property
    def whole(self) -> str:
        """Title and subtitle in one line."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


@dataclass(frozen=True)
class Table:
    """A table of finished texts; all columns but the first `names` hold numbers. `indents`: levels of the rows."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    names: int = 1
    indents: Sequence[int] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG of our own making, and what it shows in words."""

    svg: str
    alt: str
    caption: str = ""

    @property
    def drawing(self) -> Markup:
        return Markup(self.svg)


def html(template: str, paper: Paper, **content: object) -> str:
    """The document as one HTML file, letters and drawings in it. Texts are escaped: names and notes are data."""
    t = paper.words.t
    named = {"facts_title": t("about.title"), "cite_title": t("cite.title"), "lang": paper.words.lang}
    page = _environment.get_template(template).render(paper=paper, **named, **content)
    return page.replace("<style>", f"<style>{typeface(page)}", 1)


def fragment(template: str, **content: object) -> str:
    """A part of a document, to be shown inside a page of the dashboard."""
    return _environment.get_template(template).render(**content)


def short(text: str, most: int = 220) -> str:
    """Sources and notes can be long; on a sheet the beginning stands for them, the release's id leads to the rest."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def css_text(text: str) -> Markup:
    """A text as a string of a style sheet: `content` of the boxes in a page's margins."""
    plain = " ".join(text.split())
    return Markup('"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in plain) + '"')


_environment.filters["css_text"] = css_text
