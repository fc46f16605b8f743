"""verify: whether a release bundle is what it says, worked out again from its own files."""

import argparse
import sys
from pathlib import Path

from scoring.bundle import DamagedBundle, verify
from scoring.bundle.signing import KeyFormError, public_keys
from scoring.commands.reading import CallError

REFUSALS: tuple[type[Exception], ...] = (DamagedBundle,)


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("verify", help='whether a release bundle is "identical" when worked out again')
    command.add_argument("file", type=Path, metavar="FILE", help="the bundle (.zip)")
    command.add_argument(
        "--key", metavar="PUBLIC", help="the publisher's key: base64, or a file with it, PEM, or /.well-known/dti-key"
    )
    command.set_defaults(run=_verify)


def _verify(call: argparse.Namespace) -> int:
    if not call.file.is_file():
        raise CallError(f"{call.file}: there is no such file.")
    verdict = verify(call.file.read_bytes(), _keys(call.key))
    if not verdict.has_workbooks:
        print("The uploaded files are not in the bundle; the figures were taken as they are.", file=sys.stderr)
    if not verdict.is_trusted and call.key is None:
        print(f"Signed with the key {verdict.key}; give --key to check whose it is.", file=sys.stderr)
    print("identical" if verdict.identical else "\n".join(d.message() for d in verdict.differences))
    return int(not verdict.identical)


def _keys(given: str | None) -> list[bytes] | None:
    if given is None:
        return None
    path = Path(given)
    try:
        # A key in base64 can be no path of ours: it ends with "=".
        text = path.read_text(encoding="utf-8") if not given.endswith("=") and path.is_file() else given
        return public_keys(text)
    except (KeyFormError, UnicodeDecodeError) as fault:
        raise CallError(str(fault)) from None
