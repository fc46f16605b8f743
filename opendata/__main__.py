"""The open data from the command line: `python -m opendata export DIR` writes the static edition."""

import argparse
import os
import sys
from pathlib import Path

from figures.address import public_url
from opendata.static_edition import parts, site, writing
from store import faults, start

ADDRESS = "DTI_STATIC_URL"
_GIVES_WAY = {
    faults.FULL: "The disk is full. Make room and run it again.",
    faults.AWAY: "The database does not answer. Bring it back and run it again.",
    faults.BUSY: "The database is busy. Run it again in a moment.",
    faults.DAMAGED: "What the store keeps is damaged. `python -m store verify` names it.",
}


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when the edition stands, 1 when none can be made or written, 2 when the call is wrong."""
    parser = argparse.ArgumentParser(prog="python -m opendata", description="Public releases, away from the server.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    export = commands.add_parser(
        "export", help="releases as a plain site for any web server",
        description="Writes public releases as a plain site in three languages. What is not public never gets in. A "
        "folder that holds an edition is replaced as a whole, at once.",
    )  # fmt: skip
    export.add_argument("folder", type=Path, metavar="DIR", help="a new folder, an empty one, or one with an edition")
    export.add_argument(
        "--release", nargs="+", action="extend", default=[], metavar="ID",
        help="which releases; without it of each block the one that the application shows first: the newest in force, "
        "as published before own ones before demonstrations",
    )  # fmt: skip
    export.add_argument("--block", nargs="+", action="extend", default=[], metavar="BLOCK", help="only these blocks")
    export.add_argument(
        "--url", default=os.environ.get(ADDRESS, ""), metavar="URL",
        help=f"where it will be read, for the site map and for previews of links; {ADDRESS} unless told",
    )  # fmt: skip
    return _export(parser, parser.parse_args(arguments))


def _export(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> int:
    url = chosen.url.strip().rstrip("/")
    if url and not url.startswith(("https://", "http://")):
        parser.error(f"'{url}' is no address. It begins with https:// or http://.")
    try:
        writing.check(chosen.folder)
        start.load()
        found = parts.parts(chosen.release, chosen.block)
        about = {"releases": [part.release.id for part in found], "url": url}
        sums = writing.write(chosen.folder, site.contents(found, url, public_url()), about)
    except Exception as fault:
        said = _GIVES_WAY.get(faults.kind(fault)) or (str(fault) if isinstance(fault, parts.Refused | OSError) else "")
        if not said:
            raise
        print(f"{said} {chosen.folder} is as it was.", file=sys.stderr)
        return 1
    pages = sum(path.endswith(".html") for path in sums)
    print(f"{chosen.folder.name}: {pages} pages, {len(sums)} files, of {', '.join(about['releases'])}.")
    if not url:
        print(f"Without {ADDRESS} or --url it has no site map, and links to it have no picture.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
