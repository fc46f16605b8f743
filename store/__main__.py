"""The store from the command line: `python -m store migrate`, `audit`, `purge`, `link EMAIL`, `backup`, `restore`,
`verify`."""

import argparse
import os
import sys
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from store import audit, backup, clock, faults, links, restore, retention, soundness
from store.accounts import AccountError
from store.audit import INSTALLATION
from store.database import NotOwner, Unusable, engine, migrate, reading
from store.schema import accounts


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when all is well, 1 when the trail is broken or no link can be made, 2 when the call is wrong."""
    parser = argparse.ArgumentParser(prog="python -m store", description="Look after the store.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("migrate", help="bring the tables to this version; the start does so too where its role may")
    commands.add_parser("audit", help="check the trail; name the first broken entry")
    commands.add_parser("purge", help="delete drafts and uploaded files that were kept for as long as is configured")
    link = commands.add_parser("link", help="a single-use link: the administrator's, or for a new password")
    link.add_argument("email", nargs="?", metavar="EMAIL", help="whose password; without it the first administrator's")
    chief = commands.add_parser("administrator", help="the first account, and the link that sets its password")
    chief.add_argument("email", metavar="EMAIL")
    chief.add_argument("name", metavar="NAME")
    out = commands.add_parser("backup", aliases=["export"], help="everything into one file, while the server runs")
    back = commands.add_parser("restore", aliases=["import"], help="such a file into an empty database, of either kind")
    for one in (out, back):
        one.add_argument("file", type=Path, metavar="FILE")
    proof = commands.add_parser(
        "verify", help="prove every release and change of units, or check that a backup is whole"
    )
    proof.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a backup; without it the store itself")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command not in _ALONE:
            migrate(engine())
        return _COMMANDS[chosen.command](chosen)
    except (NotOwner, Unusable, DBAPIError) as fault:
        if isinstance(fault, DBAPIError) and not faults.kind(fault):
            raise
        print(faults.said(fault), file=sys.stderr)
        return 1


def _migrate(_: argparse.Namespace) -> int:
    print("The tables are those of this version.")
    return 0


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
    _tell(door, token, "" if chosen.email is None else _public_url())
    return 0


def _administrator(chosen: argparse.Namespace) -> int:
    try:
        token = links.first_from_the_console(chosen.email, chosen.name, clock.now())
    except AccountError as fault:
        print(fault, file=sys.stderr)
        return 1
    if token is None:
        print("There is an account already.")
        return 1
    _tell(links.DOORS[links.INVITATION], token, _public_url())
    return 0


def _tell(door: str, token: str, base: str) -> None:
    """Without a base it is for this machine's own address, where alone the first administrator's is opened."""
    print(f"{base}{door}{token}")


def _public_url() -> str:
    return os.environ.get("DTI_PUBLIC_URL", "").strip().rstrip("/")


def _backup(chosen: argparse.Namespace) -> int:
    try:
        made = backup.write(engine(), chosen.file)
    except OSError as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{chosen.file.name}: {_counted(made['rows'])}.")
    print(f"Its trail ends with entry {made['trail']['entry']}, {made['trail']['sha256']}.")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    try:
        rows = restore.read(chosen.file, engine())
    except (OSError, backup.DamagedBackup, restore.NotEmpty) as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"Restored: {_counted(rows)}.")
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    if chosen.file is not None:
        try:
            rows = backup.check(chosen.file)["rows"]
        except (OSError, backup.DamagedBackup) as fault:
            print(fault, file=sys.stderr)
            return 1
        print(f"{chosen.file.name} is whole: {_counted(rows)}.")
        return 0
    migrate(engine())
    found = list(soundness.look())
    wrong = [each for each in found if each.fault]
    changes = sum(each.subject.startswith("units:") for each in found)
    sound = f"Sound: the trail, {changes} changes of units and {len(found) - 1 - changes} releases."
    print("\n".join(f"{each.subject}: {each.fault}" for each in wrong) or sound)
    return int(bool(wrong))


def _counted(rows: dict[str, int]) -> str:
    return f"{rows['releases']} releases, {rows['documents']} documents, {rows['accounts']} accounts"


_COMMANDS = {
    "administrator": _administrator, "migrate": _migrate, "audit": _audit, "purge": _purge, "link": _link,
    "verify": _verify, "backup": _backup, "export": _backup, "restore": _restore, "import": _restore,
}  # fmt: skip
# A database without tables is what the one needs, and a backup is checked without any.
_ALONE = frozenset({"restore", "import", "verify"})

if __name__ == "__main__":
    sys.exit(main())
