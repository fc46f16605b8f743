"""Methods that could have been chosen otherwise: means, normalisations and steps, one of several in each draw.

A choice changes the framework and nothing else; units, nodes and points stay. Frameworks so changed have no file, so
their `text` is empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

import numpy as np

from scoring.analysis.uncertainty.assumptions import Scenarios, pick
from scoring.engine.errors import ScoringError
from scoring.engine.normalise import NORMALISATIONS
from scoring.engine.normalise import faults as normalisation_faults
from scoring.frameworks import Framework, Mean, Node, Step
from scoring.mean_checks import mean_faults
from scoring.step_checks import DEFAULT_KIND, FAMILIES

Settings = Mapping[str, Any]
# What an indicator keeps when its normalisation is changed: what it says of the data, not of the method.
KEPT = ("direction", "over")


@runtime_checkable
class Methods(Protocol):
    """An assumption about methods: `change` gives the framework with one of its `choices`."""

    @property
    def name(self) -> str: ...

    @property
    def choices(self) -> tuple[Any, ...]: ...

    def change(self, framework: Framework, choice: int) -> Framework: ...


def _apply(methods: Methods, scenarios: Scenarios, uniform: np.ndarray) -> Scenarios:
    return replace(scenarios, methods={**scenarios.methods, methods.name: pick(uniform[:, 0], len(methods.choices))})


@dataclass(frozen=True)
class Means:
    """The mean of the nodes at `levels` is one of `choices`, each as likely; 0 is the headline, no levels are all.

    A choice is the name of a mean, or its kind and parameters: {"kind": "power", "exponent": 2}.
    """

    choices: tuple[str | Settings, ...]
    levels: tuple[int, ...] | None = None
    name: str = "means"

    def __post_init__(self) -> None:
        _refuse(self.name, self.choices, lambda choice: mean_faults({"mean": choice}, _place(self.name)))

    def dimensions(self, framework: Framework) -> int:
        there = {framework.depth[code] for code, children in framework.children.items() if children}
        if absent := [level for level in self.levels or () if level not in there]:
            raise ScoringError(
                f"The framework {framework.id} has no means at level {', '.join(map(str, absent))}."
                f" Its means are at the levels 0 to {max(there)}."
            )
        return 1

    def apply(self, framework: Framework, scenarios: Scenarios, uniform: np.ndarray) -> Scenarios:
        return _apply(self, scenarios, uniform)

    def change(self, framework: Framework, choice: int) -> Framework:
        chosen = self.choices[choice]
        settings: dict[str, Any] = {"kind": chosen} if isinstance(chosen, str) else dict(chosen)
        mean = Mean(settings.pop("kind"), settings)
        codes = self._nodes(framework)
        nodes = tuple(replace(node, mean=mean) if node.code in codes else node for node in framework.nodes)
        return replace(framework, nodes=nodes, text="")

    def _nodes(self, framework: Framework) -> set[str]:
        return {
            node.code
            for node in framework.nodes
            if framework.children[node.code] and (self.levels is None or framework.depth[node.code] in self.levels)
        }


@dataclass(frozen=True)
class Normalisations:
    """Every normalisation in the framework is one of `choices` ({"kind": "z_score"}, …), each as likely.

    Changed are the rules of indicators that are normalisations, and the steps that normalise; indicators keep their
    direction. Rules that give points, which a decision sets, stay as they are.
    """

    choices: tuple[Settings, ...]
    name: str = "normalisation"

    def __post_init__(self) -> None:
        _refuse(self.name, self.choices, normalisation_faults)

    def dimensions(self, framework: Framework) -> int:
        steps = any(step.family == "normalise" for step in framework.steps)
        if not steps and not any(node.rule in NORMALISATIONS for node in framework.nodes):
            raise ScoringError(f"The framework {framework.id} normalises nothing: its indicators have rules of points.")
        return 1

    def apply(self, framework: Framework, scenarios: Scenarios, uniform: np.ndarray) -> Scenarios:
        return _apply(self, scenarios, uniform)

    def change(self, framework: Framework, choice: int) -> Framework:
        nodes = tuple(self._node(node, self.choices[choice]) for node in framework.nodes)
        changed = replace(framework, nodes=nodes, text="")
        return _with_steps(changed, "normalise", self.choices[choice])

    def _node(self, node: Node, settings: Settings) -> Node:
        if node.rule not in NORMALISATIONS:
            return node
        parameters = _keeping(node.parameters, settings)
        return replace(node, rule=parameters.pop("kind"), parameters=parameters)


@dataclass(frozen=True)
class Steps:
    """The steps of one `family` (impute, treat, …) have one of `choices`; None leaves them out. Each is as likely."""

    family: str
    choices: tuple[Settings | None, ...]
    name: str = "steps"

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            raise ScoringError(f"The step {self.family!r} is not known. Known are: {', '.join(FAMILIES)}.")
        usual = DEFAULT_KIND.get(self.family, {})
        _refuse(
            self.name, self.choices, lambda choice: FAMILIES[self.family](usual | dict(choice or {})) if choice else []
        )

    def dimensions(self, framework: Framework) -> int:
        if not any(step.family == self.family for step in framework.steps):
            raise ScoringError(f"The framework {framework.id} has no step '{self.family}' to do otherwise.")
        return 1

    def apply(self, framework: Framework, scenarios: Scenarios, uniform: np.ndarray) -> Scenarios:
        return _apply(self, scenarios, uniform)

    def change(self, framework: Framework, choice: int) -> Framework:
        return _with_steps(replace(framework, text=""), self.family, self.choices[choice])


def _with_steps(framework: Framework, family: str, settings: Settings | None) -> Framework:
    """The framework with the settings of every step of the family in place of its own, or without these steps."""

    def changed(step: Step) -> Step:
        usual = DEFAULT_KIND.get(family, {}) | dict(settings or {})
        differing = {code: _keeping(own, usual) for code, own in step.differing.items()}
        return replace(step, settings=_keeping(step.settings, usual), differing=differing)

    others = settings is None
    steps = [changed(step) if step.family == family else step for step in framework.steps]
    return replace(framework, steps=tuple(step for step in steps if not others or step.family != family))


def _keeping(own: Settings, settings: Settings) -> dict[str, Any]:
    return {key: own[key] for key in KEPT if key in own} | dict(settings)


def _refuse(name: str, choices: tuple[Any, ...], faults: Callable[[Any], list[str]]) -> None:
    if len(choices) < 2:
        raise ScoringError(f"{_place(name)} needs at least two choices.")
    place = f"{_place(name)}: "
    if found := [fault.removeprefix(place) for choice in choices for fault in faults(choice)]:
        raise ScoringError(place + " ".join(found))


def _place(name: str) -> str:
    return f"The assumption '{name}'"
