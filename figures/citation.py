"""How to cite a release: a line in the APA manner and an entry for BibTeX; both carry the release id."""

import re
from dataclasses import dataclass
from datetime import date

from figures.facts import Released
from figures.words import Words
from scoring.frameworks import Framework


@dataclass(frozen=True)
class Cited:
    """What a citation names: who published, in which year, what, under which id, where it is read and when (None in
    a file, which is read on many days)."""

    author: str
    year: int
    title: str
    release: str
    source: str
    address: str
    seen: date | None


def of(
    release: Released, framework: Framework, address: str, seen: date | None, words: Words, part: str = ""
) -> Cited:  # fmt: skip
    """What a citation of a release, or of a `part` of it, names; a demonstration says so."""
    title = f"{release.title or framework.names[words.lang]}, {words.period(release.period)}"
    if release.is_demonstration:
        title = f"{words.t('stamp.demonstration')}: {title}"
    title = f"{title}: {part}" if part else title
    year = (release.publish_at or release.created_at).year
    return Cited(words.t("app.title"), year, title, release.id, release.source, address, seen)


def apa(cited: Cited, words: Words) -> str:
    """Author (year). Title [Data set, release id]. Source, address, seen on a day."""
    said = {
        "author": cited.author.rstrip("."),
        "year": cited.year,
        "title": cited.title,
        "release": cited.release,
        "source": cited.source,
        "address": cited.address,
    }
    if cited.seen is None:
        return words.t("cite.undated", **said)
    return words.t("cite.apa", **said, date=words.date(cited.seen))


def bibtex(cited: Cited) -> str:
    """An entry of the kind @misc; signs that BibTeX reads as its own are escaped."""
    seen = f"; accessed {cited.seen.isoformat()}" if cited.seen else ""
    fields = {
        "author": f"{{{_plain(cited.author)}}}",
        "title": f"{{{_plain(cited.title)}}}",
        "year": str(cited.year),
        "version": cited.release,
        "howpublished": rf"\url{{{cited.address}}}",
        "note": _plain(f"Release {cited.release}; figures from: {cited.source}{seen}"),
    }
    width = max(map(len, fields))
    lines = [f"  {name.ljust(width)} = {{{text}}}," for name, text in fields.items()]
    return "\n".join([f"@misc{{{re.sub(r'[^A-Za-z0-9-]', '-', cited.release)},", *lines, "}"])


def _plain(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", "/"))
