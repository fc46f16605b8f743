"""`python -m bench [--json] [--only NAME] [--all]`: every ratio with its limit."""

import argparse
import json
import sys
from functools import partial

from bench import kits, load, opendata, pages, static
from bench.browsing import first_view, map_page, navigation
from bench.exports import png_single
from bench.intake import upload_3321, upload_50000, upload_50000_memory
from bench.reading import reading
from bench.robustness import memory, small, two_workers, wide, wide_gaps
from bench.scale import growth, memory_million
from bench.scoring import panel_63, wide_5000
from bench.start import first_start
from bench.steps import imputed_5000
from pages.parts.frame import PUBLIC

QUICK = {
    "score-5000x100": wide_5000,
    "score-63x98x12": panel_63,
    "impute-5000x100": imputed_5000,
    "read-3321x100": reading,
    "upload-3321x100": upload_3321,
    "first-start": first_start,
    "draws-51x49": small,
    "draws-5000x100": wide,
    "draws-5000x100-gaps": wide_gaps,
    "draws-memory": memory,
    **{f"page-{name}": pages.page(name) for name in (*PUBLIC, "upload")},
    "ranking-3321": pages.ranking_3321,
    "opendata-scores": opendata.scores,
    "first-view": first_view,
    "navigation": navigation,
    "map-page": map_page,
    "png-single": png_single,
}
HEAVY: dict = {
    "upload-50000x100": upload_50000,
    "upload-50000x100-memory": upload_50000_memory,
    "memory-1000000x100": memory_million,
    "growth-1e3-1e6": growth,
    "cluster-two-workers": two_workers,
    "kit": kits.kit,
    "kit-memory": kits.memory,
    "static-build": static.build,
    "static-requests": static.requests,
    **{f"load-200-{name}": partial(load.every_ten, name) for name in load.FIGURES},
    **{f"load-200-five-{name}": partial(load.every_five, name) for name in load.FIGURES},
    **{f"load-200-replicas-{name}": partial(load.replicas, name) for name in load.FIGURES if name != "errors"},
    "load-hour-memory": load.hour,
}


def judged(value: float, limit: float | None, better: str) -> str:
    """Whether a limit is held, where there is one."""
    if limit is None:
        return "no limit"
    held = value <= limit if better == "lower" else value >= limit
    return f"limit {limit:g} ({better} is better) {'ok' if held else 'MISSED'}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Ratios, each within one run.")
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    parser.add_argument("--only", metavar="NAME", choices=[*QUICK, *HEAVY], help="run one")
    parser.add_argument("--all", action="store_true", help="the heavy ones too")
    chosen = parser.parse_args()
    every = QUICK | HEAVY
    names = [chosen.only] if chosen.only else list(every if chosen.all else QUICK)
    rows = []
    for name in names:
        value, unit, limit, better = every[name]()
        rows.append({"name": name, "value": round(value, 3), "unit": unit, "limit": limit, "better": better})
        if not chosen.json:
            print(f"{name:28} {value:8.2f} {unit:28} {judged(value, limit, better)}")
    if chosen.json:
        json.dump(rows, sys.stdout, indent=2)
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
