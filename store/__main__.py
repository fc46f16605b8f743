"""The store from the command line: `python -m store audit`, `purge`, `link EMAIL`."""

import argparse
import os
import sys

from sqlalchemy import select

from store import audit, clock, links, retention
from store.audit import INSTALLATION
from store.database import engine, migrate, reading
from store.schema import accounts


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when all is well, 1 when the trail is broken or no link can be made, 2 when the call is wrong."""
    parser = argparse.ArgumentParser(prog="python -m store", description="Look after the store.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("audit", help="check the trail; name the first broken entry")
    commands.add_parser("purge", help="delete drafts and uploaded files that were kept for as long as is configured")
    link = commands.add_parser("link", help="a single-use link: the administrator's, or for a new password")
    link.add_argument("email", nargs="?", metavar="EMAIL", help="whose password; without it the first administrator's")
    chosen = parser.parse_args(arguments)
    migrate(engine())
    return {"audit": _audit, "purge": _purge, "link": _link}[chosen.command](chosen)


def _audit(_: argparse.Namespace) -> int:
    verdict = audit.verify()
    print(verdict)
    if verdict.holds:
        number, last = audit.head()
        print(f"It ends with entry {number}, {last}. Write this down elsewhere to notice if it is ever cut.")
    return int(not verdict.holds)


def _purge(_: argparse.Namespace) -> int:
    try:
        gone = retention.expire(INSTALLATION, clock.now())
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 2
    print(f"Deleted: {len(gone.submissions)} drafts, and the uploaded files of {len(gone.files)} submissions.")
    return 0


def _link(chosen: argparse.Namespace) -> int:
    """Whoever can start this can open the database: they need no right, but it stands in the trail."""
    door = links.DOORS[links.FIRST if chosen.email is None else links.RESET]
    if chosen.email is None:
        token = links.first(clock.now())
    else:
        with reading(engine()) as connection:
            mine = accounts.c.email == chosen.email.strip().casefold()
            account = connection.scalar(select(accounts.c.id).where(mine))
        token = links.from_the_console(account, clock.now()) if account else None
    if token is None:
        print("There is an account already." if chosen.email is None else f"No account is '{chosen.email}'.")
        return 1
    print(f"{os.environ.get('DTI_PUBLIC_URL', '').strip().rstrip('/')}{door}{token}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
