"""What a page is on paper: HTML of its own, shown in place of the screen when it is printed. Texts are escaped here."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

_LONGEST = 220


def sheet(title: str, stamps: Sequence[str], body: Sequence[str], facts: Mapping[str, str]) -> str:
    """Title, stamps that nobody may overlook, the body (HTML already), and the facts in small print."""
    parts = [f"<h1>{escape(title)}</h1>", *(f'<p class="stamp">{escape(stamp)}</p>' for stamp in stamps), *body]
    small = " · ".join(f"{escape(key)}: {escape(_short(value))}" for key, value in facts.items() if value)
    return f'<div class="sheet">{"".join(parts)}<p class="small">{small}</p></div>'


def heading(text: str, level: int = 2) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def bullets(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Cells as they are read; the first row of headings is repeated on every page."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _short(text: str) -> str:
    """Sources and notes can be long; on paper the beginning stands for them, the release's id leads to the rest."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3].rstrip()}…"
