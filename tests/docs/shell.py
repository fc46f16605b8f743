"""What the operator's guide says to type, typed into a shell; and the project kept by git, to be fetched from there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.docs.test_examples import ROOT, blocks
from tests.test_house import tracked

GUIDE = ROOT / "docs" / "operators.md"


def block(language: str, part: str) -> str:
    """The one block of the guide in which that stands."""
    (found,) = [text for text in blocks(GUIDE, language) if part in text]
    return found


def typed(text: str, folder: Path, **environment: str) -> str:
    """Each line in turn, in a folder; all must succeed. Gives what they print."""
    known = {name: said for name, said in os.environ.items() if not re.match(r"PIP_|DTI_|DATABASE_URL", name)}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-ec", text], cwd=folder, capture_output=True, text=True, timeout=600,
        env=known | {"PATH": path, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def keep(folder: Path, *left_out: Path) -> Path:
    """The project as it is here, kept by git in `folder`; again for the next version of it."""
    for path in tracked():
        if path not in left_out:
            place = folder / path.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    named = "-c user.name=x -c user.email=x@example.vn -c commit.gpgsign=false"
    typed(f"git init -q && git add --all && git {named} commit -q --message version", folder)
    return folder
