"""How to cite a release: a line in the APA manner and an entry for BibTeX; both carry the release id."""

import re
from dataclasses import dataclass
from datetime import date

from figures.words import Words


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


def apa(of: Cited, words: Words) -> str:
    """Author (year). Title [Data set, release id]. Source, address, seen on a day."""
    said = {
        "author": of.author.rstrip("."),
        "year": of.year,
        "title": of.title,
        "release": of.release,
        "source": of.source,
        "address": of.address,
    }
    return words.t("cite.apa", **said, date=words.date(of.seen)) if of.seen else words.t("cite.undated", **said)


def bibtex(of: Cited) -> str:
    """An entry of the kind @misc; signs that BibTeX reads as its own are escaped."""
    seen = f"; accessed {of.seen.isoformat()}" if of.seen else ""
    fields = {
        "author": f"{{{_plain(of.author)}}}",
        "title": f"{{{_plain(of.title)}}}",
        "year": str(of.year),
        "version": of.release,
        "howpublished": rf"\url{{{of.address}}}",
        "note": _plain(f"Release {of.release}; figures from: {of.source}{seen}"),
    }
    width = max(map(len, fields))
    lines = [f"  {name.ljust(width)} = {{{text}}}," for name, text in fields.items()]
    return "\n".join([f"@misc{{{re.sub(r'[^A-Za-z0-9-]', '-', of.release)},", *lines, "}"])


def _plain(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", "/"))
