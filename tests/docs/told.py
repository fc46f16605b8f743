"""Every command that the README and the guides tell: in blocks, in indented lines and inside a sentence."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "README.md", ROOT / "data" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# What a block is written in: commands, or something that is not typed into a shell.
OF_COMMANDS, OF_NONE = {"console", "cron", "sh", "sh cluster"}, {"", "html", "ini", "nginx", "python", "toml"}
SETTING = re.compile(r"^(?:[A-Z][A-Z_]*=\S+ )+")
# Two words or more, the first one that a program can be called: no capital, no sign of another language.
PROGRAM = re.compile(r"\\?[a-z.][\w./+-]*", re.ASCII)


@dataclass(frozen=True)
class Told:
    """A command as it stands there: in which guide, and in a block of which kind or in the text."""

    guide: str
    kind: str
    text: str


def commands(guide: str, text: str) -> list[Told]:
    """Raises ValueError for a block in a language of which it is not known whether it is typed."""
    found = []
    for kind, block in FENCE.findall(text):
        if kind not in OF_COMMANDS | OF_NONE:
            raise ValueError(f"{guide} has a block in {kind!r}. Say in {Path(__file__).name} whether it is typed.")
        found += [Told(guide, kind, line) for line in _typed(kind, block)] if kind in OF_COMMANDS else []
    rest = FENCE.sub("", text)
    # A line of an indented block may end in a comment; inside a sentence a command may go on in the next line.
    alone = [line.split("  # ")[0] for line in re.findall(r"^    (\S.*)$", rest, re.MULTILINE)]
    inline = re.findall(r"`([^`]+)`", re.sub(r"^    \S.*$", "", rest, flags=re.MULTILINE))
    folded = (" ".join(each.split()) for each in (*alone, *inline))
    return [*found, *(Told(guide, "text", each) for each in dict.fromkeys(folded) if is_command(each))]


def _typed(kind: str, block: str) -> list[str]:
    lines = block.splitlines()
    if kind == "cron":  # five words of time, the user, and the command, in which per cent signs are escaped
        return [line.split(None, 6)[6].replace(r"\%", "%") for line in lines]
    return [line.removeprefix("$ ") for line in lines if kind != "console" or line.startswith("$ ")]


def is_command(text: str) -> bool:
    """Whether it would be typed: settings, perhaps, then a program with at least one word more."""
    words = SETTING.sub("", text).split()
    return len(words) > 1 and bool(PROGRAM.fullmatch(words[0])) and words[1] != "="


def every() -> list[Told]:
    return [each for path in GUIDES for each in commands(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))]
