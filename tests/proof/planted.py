"""A store with something to hide: releases under embargo whose every text and number cannot be mistaken."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from figures.kits.settings import Settings
from figures.provenance.mark import Mark, code_of
from figures.provenance.stamps import Signer, stamp
from figures.words import LANGUAGES, words
from scoring import parse_framework, score
from store import comments, corrections, early, editions, keys, kits, lifecycle, pictures, saving, schema
from store.database import engine
from store.pictures import Picture
from store.releases import Release
from store.saving import Draft
from store.viewers import Role, Viewer
from tests.store.made import EVERYBODY, NOON, analyst, approver, officer, own, person, published, submission_of

MARK = "Zq7x"
EDITION = f"edition-{MARK.lower()}"
PERIOD, OLD = "2024-11", "2023-01"
# A long embargo, so that no session, link or list of recent things ends within it.
AT = NOON + timedelta(hours=1)
UNIT = "VOV"


class Secrets(NamedTuple):
    """What nobody else may read before the moment.

    texts: marks, ids and periods; figures: uploaded and worked out, unit → how they are written; hidden: what stays
    among those who work on it for ever; sums: of the documents that hold it all.
    """

    texts: frozenset[str]
    figures: dict[str, frozenset[str]]
    hidden: frozenset[str]
    sums: frozenset[str]


class Scene(NamedTuple):
    """The people, the releases under embargo and what they hide."""

    outsiders: dict[str, Viewer]
    insiders: dict[str, Viewer]
    releases: list[Release]
    secrets: Secrets
    public: str


@cache
def draft_of(seed: int, period: str, edition: bool) -> Draft:
    """Own figures of a period: every text carries the mark, every number has six digits of its own."""
    first = own(period=period)
    framework = first.scores.framework
    if edition:
        text = framework.text.replace('id = "demo-ministry-other"', f'id = "{EDITION}"')
        framework = parse_framework(text.replace("Illustration: ministries", f"{MARK} ministries"))
    drawn = np.random.default_rng(seed).uniform(20, 90, first.table.values.shape).round(6)
    values = pd.DataFrame(drawn, index=first.table.values.index, columns=first.table.values.columns)
    remark = {"period": period, "unit": UNIT, "column": values.columns[0], "note": f"{MARK} remark"}
    empty = dict.fromkeys(first.table.remarks.columns, "")
    about = {
        **first.table.about, "framework": framework.id,
        **{name: f"{MARK} {name}" for name in ("title", "source", "licence", "note")},
    }  # fmt: skip
    table = replace(
        first.table, framework=framework.id, values=values, about=about, remarks=pd.DataFrame([{**empty, **remark}])
    )  # fmt: skip
    files = ((f"{MARK}-{seed}.xlsx", f"{MARK} uploaded bytes {seed}".encode()),)
    return Draft(files, table, score(framework, values), period=period)


def made() -> Scene:
    """A public release, and under embargo: a new one, a correction of the public one, one of an edition of its own."""
    anna, bình = analyst(), approver()
    oanh, thu = officer(UNIT, "Oanh"), person("Thu", Role("press"))
    outsiders = {
        "visitor": EVERYBODY,
        "browser": Viewer("a-cookie"),
        "officer of another unit": officer("VTV", "Phúc"),
        "officer of another block": person("Quý", Role("officer", "province", "34", "01")),
        "analyst of another block": analyst("Dũng", "province"),
        "approver of another block": approver("Em", "province"),
        "press": person("Minh", Role("press")),
        "administrator": person("Yến", Role("administrator")),
    }
    base = published(anna, bình).releases[0]
    published(anna, bình, own(period="2023-02"))
    drafts = [draft_of(1, PERIOD, False), draft_of(2, OLD, False), draft_of(3, PERIOD, True)]
    editions.keep_framework(drafts[2].scores.framework, anna, at=NOON)
    releases = []
    for number, draft in enumerate(drafts):
        (made_id,) = saving.save(draft, anna, NOON)
        found = submission_of(anna, made_id)
        if number == 1:
            found, _ = corrections.correct(anna, found, made_id, base.id, f"{MARK} notice", NOON)
        sent = lifecycle.send(anna, found, NOON)
        said = comments.comment(oanh, sent.releases[0], UNIT, "the_che_so", f"{MARK}-comment", NOON)
        comments.answer(bình, said, comments.UPHELD, f"{MARK}-answer", NOON)
        approved = lifecycle.approve(bình, sent, AT, NOON)
        early.name_reader(bình, approved, thu.account, NOON)
        for release in approved.releases:
            pictures.keep(bình, [release], picture(release.id))
            _keep_kit(release)
        releases += approved.releases
    insiders = {"analyst": anna, "approver": bình, "officer": oanh, "reader": thu}
    return Scene(outsiders, insiders, releases, secrets_of(drafts, releases), base.id)


def picture(release: str) -> Picture:
    """One that was drawn of a release before its moment."""
    options = {"title": f"{MARK} picture"}
    return Picture(code_of([release], "ranking", options, "vi"), (release,), "ranking", options, "vi", NOON)


def kit_of(release: str) -> str:
    """The id of the press kit of a release."""
    return hashlib.sha256(release.encode()).hexdigest()[:16]


HELD = Settings(("ranking",), False, ("vi",), ("1-1",))


def _keep_kit(release: Release) -> None:
    """A kit for everybody, made to its end before the moment, as its maker leaves it."""
    row = {
        "id": kit_of(release.id), "release": release.id, "account": "", "name": f"{MARK} maker",
        "settings": {**HELD.as_data(), "publish_at": f"{AT:%Y-%m-%dT%H:%M:%SZ}"}, "state": kits.DONE,
        "made_at": NOON, "changed_at": NOON,
    }  # fmt: skip
    content = f"{MARK} kit".encode()
    part = {"kit": row["id"], "name": f"{MARK}.md", "sha256": hashlib.sha256(content).hexdigest(), "content": content}
    with engine().begin() as connection:
        connection.execute(schema.kits.insert(), row)
        connection.execute(schema.kit_parts.insert(), part)


def exported(release: str) -> bytes:
    """A file of that picture, as it left: with a mark, signed by this installation."""
    made, signer = picture(release), keys.signer()
    assert signer is not None
    mark = Mark(
        (release,), "0" * 64, "approved", "own", "final", PERIOD, made.template, made.options, made.lang, made.made_at,
        made.code, f"http://127.0.0.1:8501/verify?{MARK}", f"{MARK} reader",
    )  # fmt: skip
    return stamp(b"a,b\n1,2\n", "csv", mark, Signer(*signer))


def secrets_of(drafts: list[Draft], releases: list[Release]) -> Secrets:
    """What these releases hide."""
    periods = {PERIOD, *(words(lang).period(PERIOD) for lang in LANGUAGES)}
    ids = {name for release in releases for name in (release.id, release.submission)}
    figures: dict[str, set[str]] = {}
    for draft in drafts:
        for (_, unit), row in draft.table.values.iterrows():
            figures.setdefault(unit, set()).update(f"{value:.6f}" for value in row)
        for (_, unit), row in draft.scores.scores.iterrows():
            said = {form for value in row for form in _forms(value)}
            figures.setdefault(unit, set()).update(said)
    kept = {release.manifest[kind] for release in releases for kind in ("values", "scores", "remarks", "workbook")}
    texts = frozenset({MARK, MARK.lower(), *periods, *ids})
    hidden = frozenset({f"{MARK}-comment", f"{MARK}-answer"})
    return Secrets(texts, {unit: frozenset(said) for unit, said in figures.items()}, hidden, frozenset(kept))


def _forms(value: float) -> set[str]:
    """A score as pages and files write it: six digits of it or more, and per cent of that."""
    return {f"{value:.8f}"[:8], f"{100 * value:.6f}"[:7]}
