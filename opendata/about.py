"""What goes along with every download: a readme of what it is, where it comes from, on what terms, how to cite it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from figures import citation
from figures import facts as figures_facts
from figures.words import Words
from opendata.public import moment
from scoring import Framework
from store import Release


class About(NamedTuple):
    """The same said twice: lines for people in their language, and for programs by fixed names."""

    lines: Mapping[str, str]
    facts: Mapping[str, Any]


def of_release(title: str, release: Release, framework: Framework, address: str, words: Words) -> About:
    """Of a table of a release, which is read at `address`."""
    t = words.t
    # No day of reading, which whoever cites it knows.
    cited = citation.apa(citation.of(release, framework, address, None, words, title), words)
    superseded = {t("about.state"): t("notice.superseded", id=release.superseded_by).replace("**", "")}
    lines = {
        **figures_facts.of_file(title, release, framework, words),
        **(superseded if release.superseded_by else {}),
        t("cite.title"): cited,
        t("opendata.about.address"): address,
    }
    facts = {
        "title": title, "release": release.id, "block": release.block, "division": release.division,
        "framework": release.framework, "period": release.period, "state": release.state, "origin": release.origin,
        "stage": release.stage, "published": moment(release.publish_at), "source": release.source,
        "licence": release.licence, "note": release.note, "supersedes": release.supersedes,
        "superseded_by": release.superseded_by, "decision": framework.decision, "address": address, "citation": cited,
        "language": words.lang,
    }  # fmt: skip
    return About(lines, {key: value or None for key, value in facts.items()})


def of_data(title: str, source: str, licence: str, address: str, words: Words) -> About:
    """Of a table that belongs to no release: units, boundaries, frameworks, the list of releases."""
    t = words.t
    cited = t("opendata.about.cite", author=t("app.title"), title=title, address=address)
    lines = {
        t("about.title"): title, t("about.source"): source, t("about.licence"): licence, t("cite.title"): cited,
        t("opendata.about.address"): address,
    }  # fmt: skip
    facts = {
        "title": title, "source": source, "licence": licence, "citation": cited, "address": address,
        "language": words.lang,
    }  # fmt: skip
    return About(lines, facts)
