"""Raw figures that score close to wanted levels: every rule turned round."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from scoring import Framework
from scoring.frameworks import Node

COARSE = ("choice", "steps", "ratio_to_max")  # cannot hit a wanted share exactly
BLANKS = 0.02


def raw_values(framework: Framework, targets: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Raw columns (units × inputs) whose main indicators score about `targets` (units × codes, 0..1).

    Coarse indicators are drawn first; the others of the same main indicator make up the difference.
    """
    columns: dict[str, np.ndarray] = {}
    for main in framework.children["dti"]:
        leaves = [leaf for group in framework.children[main.code] for leaf in framework.children[group.code]]
        if main.points == 0:
            _draw(leaves, np.full((len(targets), len(leaves)), 0.5), columns, rng)
            continue
        wanted = targets[main.code].to_numpy()
        shares = np.clip(wanted[:, None] + rng.normal(0, 0.05, (len(targets), len(leaves))), 0.02, 0.98)
        points = np.array([leaf.points for leaf in leaves])
        coarse = np.array([leaf.rule in COARSE for leaf in leaves])
        for at in np.flatnonzero(coarse):
            shares[:, at] = _reachable(leaves[at], shares[:, at])
        owed = wanted * points.sum() - shares[:, coarse] @ points[coarse]
        fine = shares[:, ~coarse] @ points[~coarse]
        shares[:, ~coarse] *= (owed / fine)[:, None]
        _draw(leaves, np.clip(shares, 0, 1), columns, rng)
    values = pd.DataFrame(columns, index=targets.index)
    return values[[column.code for column in framework.inputs]]


def _draw(leaves: list[Node], shares: np.ndarray, columns: dict, rng: np.random.Generator) -> None:
    for at, leaf in enumerate(leaves):
        found = BACK[leaf.rule](leaf, shares[:, at], rng)
        blank = rng.random(len(shares)) < (BLANKS if leaf.missing != "none" else BLANKS / 2)
        for column, figures in zip(leaf.inputs, found, strict=True):
            columns[column.code] = np.where(blank, np.nan, figures)


def _levels(leaf: Node) -> np.ndarray:
    """The shares an indicator of a coarse rule can have."""
    if leaf.rule == "choice":
        return np.sort([share for share, _ in leaf.inputs[0].choices])
    return np.array([0.0, *(share for _, share in leaf.parameters["steps"])])


def _reachable(leaf: Node, shares: np.ndarray) -> np.ndarray:
    """The nearest share that the rule can give; against the highest unit, the shares with the highest at 1."""
    if leaf.rule == "ratio_to_max":
        return shares / shares.max()
    levels = _levels(leaf)
    return levels[np.abs(shares[:, None] - levels).argmin(axis=1)]


def _percent(leaf: Node, s: np.ndarray, rng) -> list[np.ndarray]:
    s = 1 - s if leaf.parameters.get("direction") == "lower" else s
    return [np.round(s * leaf.parameters.get("scale", 1), 2)]


def _ratio(leaf: Node, s: np.ndarray, rng) -> list[np.ndarray]:
    whole = rng.integers(2_000, 400_000, len(s)).astype(float)
    return [np.round(s * whole), whole]


def _steps(leaf: Node, s: np.ndarray, rng) -> list[np.ndarray]:
    counts = np.array([0, *(threshold for threshold, _ in leaf.parameters["steps"])], dtype=float)
    return [counts[np.abs(s[:, None] - _levels(leaf)).argmin(axis=1)]]


def _target(leaf: Node, s: np.ndarray, rng) -> list[np.ndarray]:
    target = leaf.parameters["target"]
    lower = leaf.parameters.get("direction") == "lower"
    return [np.round(np.minimum(target / np.maximum(s, 0.03), leaf.inputs[0].high) if lower else s * target, 2)]


def _parts(leaf: Node, s: np.ndarray, rng) -> list[np.ndarray]:
    return [np.round(s * part, 2) for part in leaf.parameters["parts"]]


BACK: dict[str, Callable[[Node, np.ndarray, np.random.Generator], list[np.ndarray]]] = {
    "share": _percent,
    "ratio": _ratio,
    "choice": lambda leaf, s, rng: [_reachable(leaf, s)],
    "steps": _steps,
    "ratio_to_max": lambda leaf, s, rng: [np.round(s * 1_200)],
    "ratio_to_target": _target,
    "capped_count": lambda leaf, s, rng: [np.round(s * leaf.parameters["most"])],
    "sum_of_parts": _parts,
}
