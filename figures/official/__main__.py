"""`python -m figures.official PATH`: whether an official boundary file can be used; exit status 1 when it cannot."""

import argparse
import sys
from pathlib import Path

import shapely

from figures.boundaries import BoundariesError
from figures.official.prepared import checked, files


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m figures.official", description="Check official boundary files.")
    parser.add_argument("path", type=Path, metavar="PATH", help="such as 34.geojson, or a folder of such files")
    wrong = []
    try:
        paths = files(parser.parse_args(arguments).path)
    except BoundariesError as fault:
        paths, wrong = [], fault.problems
    for path in paths:
        try:
            found = checked(path)
        except BoundariesError as fault:
            wrong += fault.problems
            continue
        positions = sum(int(shapely.get_num_coordinates(shape)) for shape in found.areas.values())
        print(f"{path.name} can be used: {len(found.areas)} units, {positions:,} positions; {found.source}.")
    print("\n".join(wrong), end="\n" if wrong else "", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
