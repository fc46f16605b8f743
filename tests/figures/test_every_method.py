"""Every method that a framework file may name is said in every language, with every setting it may have.

The walk takes kinds and parameters from the engine's own tables, so a new one that nobody put into words fails here.
Each setting goes through the checks of a framework file; changing any parameter must change what is said.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from figures import rules, steps, thresholds
from figures.words import LANGUAGES, Words, catalogue, words
from scoring import Framework, parse_framework
from scoring.engine import denominate, impute, means, normalisations, outliers, screen
from scoring.engine import rules as points
from scoring.toml_text import write

SAME = dict.fromkeys(("vi", "en", "es"), "Tên")
OPTIONS = [{"share": 1, "names": SAME}, {"share": 0, "names": SAME | {"vi": "Không"}}]
# Two or more accepted values of every parameter.
EXAMPLES: dict[str, list[Any]] = {
    "scale": [1, 100, 5],
    "options": [OPTIONS, OPTIONS[:1]],
    "steps": [[[1, 0.5], [2, 1]], [[1, 1]]],
    "target": [20, 0.5],
    "most": [5, 6],
    "parts": [[10], [4]],
    "direction": ["higher", "lower"],
    "over": ["period", "panel"],
    "to": [[0, 1], [1, 100]],
    "posts": [[20, 85], [100, 75_000]],
    "truncate": [True, False],
    "logarithm": [False, True],
    "mean": [0, 50],
    "sd": [1, 10],
    "reference": ["01", "04"],
    "cap": [True, False],
    "offset": [0, 0.01],
    "exponent": [0.5, -1],
    "by": ["people", "region"],
    "per": [1, 100_000],
    "without": ["refuse", "missing"],
    "least_known": [0.6, 0.7, 0],
    "least_nonzero": [0, 0.25],
    "keep": [[], ["01"]],
    "drop": [[], ["04"]],
    "oldest": [1, 12],
    "skewness": [2, 3],
    "kurtosis": [3.5, 4],
    "points": [1, 5],
    "attempts": [["winsorise"], *([t] for t in outliers.TREATMENTS if t != "winsorise"), []],
    "force": [False, True],
}
# Nothing is compared with other units here, so it does not matter over which they are taken.
WITHOUT_OVER = {"goalposts", "scaled", "none"}
# What a screen says of these needs a threshold.
START = {"screen": {"least_known": 0.6}}
STEPS = {
    "denominate": (denominate.PARAMETERS, denominate.FORMS),
    "screen": (screen.PARAMETERS, screen.FORMS),
    "impute": (impute.PARAMETERS, impute.FORMS),
    "treat": (outliers.PARAMETERS, outliers.FORMS),
    "normalise": (normalisations.PARAMETERS, normalisations.FORMS),
}
RULES = {"points": (points.PARAMETERS, points.FORMS), "normalisation": STEPS["normalise"]}


def parameters_of(kind: str, parameters: dict[str, Any], forms: dict[str, Any]) -> list[str]:
    """Those of the kind, and those that all kinds take."""
    common = set(forms) - {name for takes in parameters.values() for name in takes}
    return [*parameters[kind], *sorted(common)]


def settings(parameters: dict, forms: dict, start: dict[str, Any]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """(kind, parameter, settings that differ in it alone); the parameter is empty for the kind by itself."""
    for kind, takes in parameters.items():
        needed = {name: EXAMPLES[name][0] for name, usual in takes.items() if usual is None}
        base = {"kind": kind, **needed, **{name: value for name, value in start.items() if name in takes}}
        yield kind, "", [base]
        for name in parameters_of(kind, parameters, forms):
            yield kind, name, [{**base, name: value} for value in EXAMPLES[name]]


def framework(
    rule: dict | None = None, step: dict | None = None, mean: dict | None = None, **least: float
) -> Framework:
    """The smallest file with such a rule, step, mean or thresholds; FrameworkError where the checks refuse it."""
    rule = rule or {"kind": "share"}
    inputs = [{"code": f"a.{at}", "names": SAME} for at in range(2 if rule["kind"] == "ratio" else 1)]
    document = {
        "id": "t", "block": "province", "kind": "official", "decision": "", "years": [2024], "sources": [],
        "names": SAME, **least, "mean": mean or "arithmetic", "steps": [step] if step else [],
        "columns": [{"code": code, "names": dict.fromkeys(SAME, code)} for code in ("people", "region")],
        "nodes": [
            {"code": "dti", "names": SAME},
            {"code": "a", "parent": "dti", "points": 1, "names": SAME, "rule": rule, "inputs": inputs},
        ],
    }  # fmt: skip
    return parse_framework(write(document))


def of_rules(family: str) -> Iterator[tuple[str, str, list[Framework]]]:
    for kind, name, listed in settings(*RULES[family], {}):
        yield kind, name, [framework(rule=each) for each in listed]


def of_steps(family: str) -> Iterator[tuple[str, str, list[Framework]]]:
    for kind, name, listed in settings(*STEPS[family], START.get(family, {})):
        yield kind, name, [framework(step={"step": family, **each}) for each in listed]


def of_means() -> Iterator[tuple[str, str, list[Framework]]]:
    for kind, name, listed in settings(means.PARAMETERS, {}, {}):
        yield kind, name, [framework(mean=each) for each in listed]


def said(tree: Framework, spoken: Words) -> str:
    """All that is said of a framework."""
    told = steps.told(tree, spoken, {"01": "Hà Nội"})
    texts = [rules.sentence(node, spoken, {"01": "Hà Nội"}) for node in tree.nodes]
    texts += [part for step in told for part in (step.title, step.text, step.indicators)]
    return "\n".join([*texts, thresholds.told(tree, spoken)[0]])


WALKS = [
    *((of_rules, family) for family in RULES),
    *((of_steps, family) for family in STEPS),
    (lambda _: of_means(), "mean"),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("walk", "family"), WALKS, ids=[family for _, family in WALKS])
def test_every_kind_and_parameter_is_said(walk, family, lang):
    spoken, seen = words(lang), 0
    for kind, name, trees in walk(family):
        texts = [said(tree, spoken) for tree in trees]
        assert not [text for text in texts if "⟦" in text or "{" in text], f"{kind} {name}"
        seen += 1
        if name == "over" and kind in WITHOUT_OVER or kind == "none" and family in ("screen", "treat", "denominate"):
            assert len(set(texts)) == 1, f"{kind} {name} changes nothing, and something is said"
        elif name and not (kind == "none" and family == "impute"):
            assert all(one != other for one, other in combinations(texts, 2)), f"nothing is said of {name} in {kind}"
    assert seen >= 5


def test_the_examples_name_no_parameter_that_is_gone():
    families = [*RULES.values(), *STEPS.values(), (means.PARAMETERS, {})]
    known = {name for parameters, forms in families for kind in parameters for name in (*parameters[kind], *forms)}
    assert set(EXAMPLES) == known


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_a_text_of_its_own(lang):
    spoken = words(lang)
    for walk, family in WALKS:
        alone = [said(trees[0], spoken) for _, name, trees in walk(family) if not name]
        assert len(set(alone)) == len(alone), family


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_about_methods_is_left_unsaid(lang):
    asked: set[str] = set()
    real = words(lang).t

    def noting(key: str, **values: object) -> str:
        asked.add(key)
        return real(key, **values)

    spoken = Words(lang, noting)
    for walk, family in WALKS:
        for _, _, trees in walk(family):
            for tree in trees:
                said(tree, spoken)
    lower = {"kind": "ratio_to_target", "target": 20, "direction": "lower"}
    some = {"step": "impute", "kind": "mean", "indicators": ["a.0"]}
    further = [
        framework(rule=lower), framework(rule={"kind": "ratio"}, step=some), framework(least_coverage=0),
        framework(least_coverage=0, least_children=0.5), framework(least_coverage=0.5, least_children=0.5),
        framework(step={"step": "screen", "least_known": 0}),
    ]  # fmt: skip
    rounded = write({"id": "t", "block": "province", "kind": "published", "decision": "", "years": [], "sources": [],
                     "names": SAME, "nodes": [{"code": "dti", "names": SAME, "given": True, "round": 3}]})  # fmt: skip
    for tree in (*further, parse_framework(rounded)):
        said(tree, spoken)
    about = ("rule.", "step.", "method.least_")
    assert sorted(key for key in catalogue(lang)[1] if key.startswith(about) and key not in asked) == []
