"""The main facts about a unit on one sheet of paper, as HTML: shown when the page is printed."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from figures import unit_path
from figures.one_unit import OneUnit, ranks_complete
from figures.words import Words

MOST_ROWS, MOST_POINTS, MOST_LINES = 13, 12, 4


def sheet(
    of: OneUnit,
    stamps: Sequence[str],
    said: Sequence[str],
    places: pd.DataFrame,
    findings: Mapping[str, Sequence[str]],
    path: pd.DataFrame,
    facts: Mapping[str, str],
) -> str:
    """One page: name and period, stamps, sentences, places by node, strengths and weaknesses, the path, the source.

    `places` has a row a node (`unit_places.places`), `findings` lines by title, `path` rows of `unit_path.path`. Texts
    are escaped: names and notes are data.
    """
    t, words = of.words.t, of.words
    parts = [f"<h1>{escape(of.name)}, {escape(words.period(of.period))}</h1>"]
    parts += [f'<p class="stamp">{escape(stamp)}</p>' for stamp in stamps]
    parts += [f"<p>{escape(sentence)}</p>" for sentence in said if sentence]
    parts += [f"<h2>{escape(t('unit.places'))}</h2>", _places(of, places.head(MOST_ROWS))]
    lists = [
        f"<div><h2>{escape(title)}</h2><ul>{''.join(f'<li>{escape(x)}</li>' for x in lines[:MOST_LINES])}</ul></div>"
        for title, lines in findings.items()
        if lines
    ]
    parts.append(f'<div class="beside">{"".join(lists)}</div>')
    if len(path):
        parts += [f"<h2>{escape(t('unit.path'))}</h2>", _path(of, path.tail(MOST_POINTS))]
    small = " · ".join(f"{escape(key)}: {escape(_short(value))}" for key, value in facts.items() if value)
    return f'<div class="sheet">{"".join(parts)}<p class="small">{small}</p></div>'


def _places(of: OneUnit, places: pd.DataFrame) -> str:
    t, number = of.words.t, of.words.number
    heads = ("unit.node", "table.rank", "table.score", "unit.median", "unit.peers_median", "unit.best")
    rows = []
    if not ranks_complete(of.scores, of.units, of.division):
        places = places.assign(ranked=float("nan"))
    for code, row in places.iterrows():
        cells = [number(row[c], 4) or "–" for c in ("score", "median", "peers", "best")]
        indent = int(row["depth"]) * 12
        name = f'<td style="padding-left:{indent}px">{escape(of.node_names[str(code)])}</td>'
        rows.append(f"<tr>{name}<td>{_of(row, of.words)}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    head = "".join(f"<th>{escape(t(key))}</th>" for key in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _path(of: OneUnit, path: pd.DataFrame) -> str:
    words = of.words
    head = "".join(
        f"<th>{escape(words.t(key))}</th>" for key in ("about.period", "table.name", "table.rank", "table.score")
    )
    rows = "".join(
        f"<tr><td>{escape(words.period(row['period']))}</td><td>{escape(unit_path.label(row, words))}</td>"
        f"<td>{_of(row, words)}</td><td>{words.number(row['score'], 4) or '–'}</td></tr>"
        for _, row in path.iterrows()
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _of(row: pd.Series, words: Words) -> str:
    """A rank of how many, where all ranks are known; a line where it is not known itself."""
    if pd.isna(row["rank"]):
        return "–"
    return words.number(row["rank"]) + (f" / {words.number(row['ranked'])}" if pd.notna(row["ranked"]) else "")


def _short(text: str) -> str:
    """Sources and notes can be long; on paper the beginning stands for them, the release's id leads to the rest."""
    return text if len(text) <= 220 else f"{text[:217].rstrip()}…"
