"""What a framework does to the figures before they are scored: every step in sentences, in its order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from figures import normalisations
from figures.normalisations import named
from figures.parameters import plain, share
from figures.words import Words
from scoring.engine import denominate, impute, outliers, screen
from scoring.frameworks import Framework, Step

Settings = Mapping[str, Any]
Names = Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """A step in words: its title, what it does, for which indicators; and the indicators that it treats otherwise."""

    title: str
    text: str
    indicators: str
    differing: tuple[tuple[str, str], ...]


def told(framework: Framework, words: Words, units: Names | None = None) -> list[Told]:
    """Every step of the framework in the language of `words`. `units` has the names of units by code."""
    names = {column.code: column.names[words.lang] for column in framework.inputs}
    measured = {column.code for node in framework.nodes for column in node.inputs}
    known = _Known(words, names, units or {})
    return [_step(step, known, measured) for step in framework.steps]


@dataclass(frozen=True)
class _Known:
    """What the sentences are made with: the language, names of columns and of units by code."""

    words: Words
    names: Names
    units: Names

    def say(self, *keys: str, **values: object) -> str:
        return " ".join(self.words.t(f"step.{key}", **values) for key in keys)


def _step(step: Step, known: _Known, measured: set[str]) -> Told:
    family = _FAMILIES[step.family]
    every = measured <= set(step.indicators)
    of = known.say("for_all") if every else known.say("for", names="; ".join(known.names[i] for i in step.indicators))
    differing = tuple((known.names[code], family(own, known)) for code, own in step.differing.items())
    return Told(known.say(step.family), family(step.settings, known), of, differing)


def _denominate(given: Settings, known: _Known) -> str:
    if given["kind"] == "none":
        return known.say("untouched")
    given = {**denominate.PARAMETERS["divide"], **given}
    by, per = known.names[given["by"]], given["per"]
    formula = f"x / {by}" if per == 1 else f"x / {by} × {plain(per, known.words)}"
    return known.say("divide", f"without_{given['without']}", formula=formula)


def _screen(given: Settings, known: _Known) -> str:
    if given["kind"] == "none":
        return known.say("nobody")
    given = {**screen.PARAMETERS["coverage"], **given}
    leasts = [key for key in ("least_known", "least_nonzero") if given[key] > 0]
    said = [known.say(key, least=share(given[key], known.words)) for key in leasts]
    if leasts:
        said.append(known.say(f"judged_{given['over']}"))
    for key in ("keep", "drop"):
        if given[key] and (leasts or key == "drop"):
            said.append(known.say(key, units="; ".join(named(code, known.units) for code in given[key])))
    return " ".join(said or [known.say("nobody")])


def _impute(given: Settings, known: _Known) -> str:
    kind = given["kind"]
    if kind == "none":
        return known.say("unfilled")
    said = [known.say(kind)]
    if given.get("by"):
        said.append(known.say("by", by=known.names[given["by"]]))
    if "over" in impute.PARAMETERS[kind]:
        said.append(known.say(f"over_{given.get('over', 'period')}"))
    if "oldest" in given:
        said.append(known.say("oldest", n=int(given["oldest"])))
    return " ".join(said)


def _treat(given: Settings, known: _Known) -> str:
    if given["kind"] == "none":
        return known.say("untouched")
    given = {**outliers.PARAMETERS["limits"], **given}
    limits = {key: plain(given[key], known.words) for key in ("skewness", "kurtosis")}
    attempts = [known.say(f"attempt_{name}", n=int(given["points"])) for name in given["attempts"]]
    if not attempts:
        return known.say("limits_only", f"judged_{given['over']}", **limits)
    end = "forced" if given["force"] else "taken_back"
    return known.say("limits", f"judged_{given['over']}", end, attempts="; ".join(attempts), **limits)


def _normalise(given: Settings, known: _Known) -> str:
    return normalisations.sentence(given, known.words, known.units)


_FAMILIES: dict[str, Callable[[Settings, _Known], str]] = {
    "denominate": _denominate,
    "screen": _screen,
    "impute": _impute,
    "treat": _treat,
    "normalise": _normalise,
}
