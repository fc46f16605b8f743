"""Lay the provinces out as equal squares that keep their neighbours: `python data/boundaries/tiles.py`.

Reads `63-pick.geojson` and `34-pick.geojson`, writes `tiles.csv` (division, code, column, row; rows count downwards).
Middles of the provinces, drawn to the scale of the tiles, get the nearest free squares all together; then tiles change
places as long as neighbours come closer or lie in a truer direction. The seed is fixed: the same file every time.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from scipy.optimize import linear_sum_assignment

HERE = Path(__file__).resolve().parent
ROUNDS, SEED = 400_000, 63
NEAR, STRAIGHT, HOME = 1.0, 1.4, 0.05  # what neighbours apart, turned directions and distance from home cost


def main() -> None:
    parts = [layout(division).assign(division=division) for division in ("63", "34")]
    table = pd.concat(parts)[["division", "code", "column", "row"]]
    table.to_csv(HERE / "tiles.csv", index=False, lineterminator="\n")


def layout(division: str) -> pd.DataFrame:
    """code, column and row of every province of a division."""
    features = json.loads((HERE / f"{division}-pick.geojson").read_text(encoding="utf-8"))["features"]
    codes = [feature["properties"]["code"] for feature in features]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    middles = np.array([[shape.centroid.x, -shape.centroid.y] for shape in shapes])
    # Every point as far from the others as tiles are: half by place, half by the order along the axis.
    size = np.sqrt(len(codes))
    home = np.column_stack([_spread(middles[:, 0], size * 0.85), _spread(middles[:, 1], size * 1.9)])
    pairs = np.array([(a, b) for a in range(len(codes)) for b in range(a) if shapes[a].intersects(shapes[b])])
    wide, high = np.ceil(home.max(axis=0)).astype(int) + 2
    cells = np.array([(x, y) for x in range(wide) for y in range(high)], dtype=float)
    apart = ((home[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    taken = linear_sum_assignment(apart)[1]
    found = cells[improve(taken, cells, home, middles, pairs)]
    found -= found.min(axis=0)
    return pd.DataFrame({"code": codes, "column": found[:, 0].astype(int), "row": found[:, 1].astype(int)})


def improve(
    taken: np.ndarray, cells: np.ndarray, home: np.ndarray, middles: np.ndarray, pairs: np.ndarray
) -> np.ndarray:
    """Move a tile to a free cell, or change two, where that costs less; early on also where it costs a little more."""
    random = np.random.default_rng(SEED)
    way = middles[pairs[:, 1]] - middles[pairs[:, 0]]
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    of_unit = [np.flatnonzero((pairs == unit).any(axis=1)) for unit in range(len(taken))]
    at = cells[taken].copy()

    def cost(units: list[int]) -> float:
        lines = np.unique(np.concatenate([of_unit[unit] for unit in units]))
        gap = at[pairs[lines, 1]] - at[pairs[lines, 0]]
        length = np.maximum(np.linalg.norm(gap, axis=1), 1e-9)
        turned = 1 - (gap * way[lines]).sum(axis=1) / length
        near = NEAR * (length - 1) ** 2 + STRAIGHT * turned
        return float(near.sum() + HOME * ((at[units] - home[units]) ** 2).sum())

    place = {tuple(cell): unit for unit, cell in enumerate(map(tuple, at))}
    for step in range(ROUNDS):
        heat = 1.5 * (1 - step / ROUNDS) ** 2
        unit = int(random.integers(len(at)))
        new = at[unit] + random.integers(-2, 3, size=2)
        if (new < 0).any() or (new > cells.max(axis=0)).any() or (new == at[unit]).all():
            continue
        other = place.get(tuple(new))
        moved = [unit] if other is None else [unit, other]
        old = at[unit].copy()
        before = cost(moved)
        at[unit] = new
        if other is not None:
            at[other] = old
        rise = cost(moved) - before
        if rise <= 0 or random.random() < np.exp(-rise / max(heat, 1e-9)):
            place.pop(tuple(old))
            place[tuple(new)] = unit
            if other is not None:
                place[tuple(old)] = other
        else:
            at[unit] = old
            if other is not None:
                at[other] = new
    index = {tuple(cell): number for number, cell in enumerate(map(tuple, cells))}
    return np.array([index[tuple(cell)] for cell in at])


def _spread(values: np.ndarray, length: float) -> np.ndarray:
    """From 0 to `length`, half by value and half by rank, so that crowded deltas get room."""
    order = values.argsort().argsort() / (len(values) - 1)
    even = (values - values.min()) / np.ptp(values)
    return (0.5 * order + 0.5 * even) * length


if __name__ == "__main__":
    main()
