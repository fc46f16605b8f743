"""What every figure states of where it comes from: on pages, in files, in the open data."""

from datetime import UTC, datetime
from typing import Protocol

from figures.words import Words
from scoring.frameworks import Framework

_APPROVED, _WITHDRAWN = "approved", "withdrawn"


class Released(Protocol):
    """Of a release what its facts tell; moments are UTC without a zone."""

    @property
    def id(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def publish_at(self) -> datetime | None: ...
    @property
    def supersedes(self) -> str: ...
    @property
    def superseded_by(self) -> str: ...
    @property
    def reader(self) -> str: ...
    @property
    def is_in_force(self) -> bool: ...
    @property
    def is_demonstration(self) -> bool: ...


def facts(release: Released, framework: Framework, words: Words) -> dict[str, str]:
    """What every figure states: period, framework, origin, stage, source, release; empty where there is nothing to say.

    What is not in force says so, what is not public names its pre-release reader: on every page and in every file.
    """
    t, moment = words.t, release.publish_at.replace(tzinfo=UTC) if release.publish_at else None
    said = {
        t("about.period"): words.period(release.period),
        t("about.framework"): framework.names[words.lang],
        t("about.decision"): framework.decision,
        t("about.origin"): t(f"origin.{release.origin}"),
        t("about.stage"): t(f"stage.{release.stage}"),
    }
    if not release.is_in_force:
        said[t("about.state")] = t(f"state.{release.state}")
    if release.state == _APPROVED:
        said[t("about.embargo")] = words.moment(moment)
    elif release.state != _WITHDRAWN:  # whether and when it was public stands in what remains of it
        said[t("about.published")] = words.date(moment) or t("about.not_published")
    return said | {
        t("about.reader"): release.reader,
        t("about.supersedes"): release.supersedes,
        t("about.superseded_by"): release.superseded_by,
        t("about.source"): release.source,
        t("about.licence"): release.licence,
        t("about.note"): release.note,
        t("about.release"): release.id,
    }


def of_file(title: str, release: Released, framework: Framework, words: Words) -> dict[str, str]:
    """The facts as a file carries them, under its title; a demonstration says so first of all."""
    stamp = {"!": words.t("stamp.demonstration")} if release.is_demonstration else {}
    return {**stamp, words.t("about.title"): title, **facts(release, framework, words)}


def stamped(release: Released, framework: Framework, words: Words) -> list[str]:
    """What nobody may overlook in a file or on paper, in sentences: made up, not in force, whose copy, not official."""
    t, said = words.t, []
    if release.is_demonstration:
        said.append(f"{t('stamp.demonstration')}: {t('stamp.demonstration_long')}")
    if not release.is_in_force:
        moment = words.moment(release.publish_at.replace(tzinfo=UTC)) if release.publish_at else ""
        said.append(f"{t(f'stamp.{release.state}')}: {t(f'stamp.{release.state}_long', moment=moment)}")
    if release.reader:
        said.append(t("stamp.reader", name=release.reader))
    if framework.illustrative and not release.is_demonstration:
        said.append(t("stamp.illustrative"))
    return said


def mark(release: Released, words: Words) -> str:
    """What stands at the head of every page: that it is made up or not in force, and whose copy it is; else nothing."""
    t, said = words.t, []
    if release.is_demonstration:
        said.append(t("stamp.demonstration"))
    if not release.is_in_force:
        said.append(t(f"stamp.{release.state}"))
    return " · ".join([*said, release.reader] if release.reader else said)
