"""The code with which another site's page shows a chart of ours: a frame that takes the height of what is in it."""

from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

MOST = 500  # units of a ranking


class Frozen(NamedTuple):
    """An embed that shows a release for ever."""

    release: str

    def path(self) -> tuple[str, dict[str, str]]:
        return self.release, {}


class Live(NamedTuple):
    """An embed that follows the newest release of a block; of one division, for codes mean its units."""

    block: str
    division: str

    def path(self) -> tuple[str, dict[str, str]]:
        return f"latest/{self.block}", {"division": self.division}


def address(base: str, kind: str, place: Frozen | Live, **asked: object) -> str:
    """Of an embed of a template. asked: lang, node, unit (codes), promise, n, ends, look; what is empty is left out."""
    given = {name: ",".join(value) if isinstance(value, list | tuple) else value for name, value in asked.items()}
    path, fixed = place.path()
    told = urlencode({name: value for name, value in {**fixed, **given}.items() if value not in (None, "")}, safe=",")
    return f"{base.rstrip('/')}/embed/{path}/{kind}{f'?{told}' if told else ''}"


def code(there: str, base: str, title: str) -> str:
    """The lines to be pasted into a page; the script reads nothing but the heights that our frames tell."""
    return (
        f'<iframe data-dti src="{escape(there)}" title="{escape(title)}" loading="lazy" '
        'style="width:100%;height:480px;border:0"></iframe>\n'
        f'<script async src="{escape(base.rstrip("/"))}/embed/host.js"></script>'
    )
