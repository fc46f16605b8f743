"""The page for people: what there is, at which addresses, with which parameters and columns; in three languages."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse, Response

from figures.words import LANGUAGES, NAMES, Words
from opendata import doors, faults
from opendata.faults import Fault
from opendata.formats import MOST_ROWS_XLSX
from opendata.parameters import Parameter
from opendata.resources import RESOURCES, V1, Resource
from opendata.tables import COLUMNS
from store import load_units

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent / "templates"), autoescape=True, trim_blocks=True
)


def content(base: str, words: Words, examples: Mapping[str, str], blocks: Collection[str]) -> bytes:
    """The page as HTML. examples: name of a path's parameter → a value that is there now; blocks: with a release in
    force."""
    t = words.t
    names = load_units().blocks[f"name_{words.lang}"]
    limit = doors.LIMIT
    rules = [
        t("opendata.page.rule_formats", most=words.number(MOST_ROWS_XLSX)),
        t("opendata.page.rule_unknown"),
        t("opendata.page.rule_cache"),
        t("opendata.page.rule_states"),
        t("opendata.page.rule_limit", burst=limit.burst, minute=words.number(limit.per_minute)),
        t("opendata.page.rule_cors"),
        t("opendata.page.rule_stable"),
    ]
    newest = [(code, name) for code, name in names.items() if code in blocks]
    shown = TEMPLATES.get_template("opendata.html").render(
        t=t, lang=words.lang, base=base, v1=V1, languages=[(lang, NAMES[lang]) for lang in LANGUAGES],
        tables=[_told(resource, words, examples) for resource in RESOURCES], rules=rules,
        blocks=newest, block=examples.get("block", names.index[0]), faults=faults.CODES,
    )  # fmt: skip
    return shown.encode()


def fault(of: Fault, words: Words, path: str, script: str = "") -> Response:
    """A fault as a page, where people read and not programs."""
    told = faults.told(of, words, path)
    named = [told["detail"], *(f"{each['name']}: {each['detail']}" for each in told.get("parameters", []))]
    html = TEMPLATES.get_template("fault.html").render(
        lang=words.lang, title=told["title"], detail=" ".join(named), script=script
    )
    return HTMLResponse(html, of.status, {"Cache-Control": "no-store", **of.headers})


def _told(resource: Resource, words: Words, examples: Mapping[str, str]) -> dict[str, Any]:
    t = words.t
    there = V1 + resource.path.format(**{p.name: examples.get(p.name, p.name) for p in resource.in_path})
    own = (*resource.in_path, *resource.parameters)
    return {
        "name": resource.name, "title": t(f"opendata.table.{resource.name}", count=examples["division"]),
        "path": f"{resource.path}[.{' | .'.join(resource.formats)}]",
        "files": [(ending, f"{there}.{ending}?lang={words.lang}") for ending in resource.formats],
        "parameters": [(p.name, t(f"opendata.param.{p.name}"), _values(p)) for p in own],
        "columns": [(name, COLUMNS[name], t(f"opendata.column.{name}")) for name in resource.columns],
    }  # fmt: skip


def _values(of: Parameter) -> str:
    """What it may be, where that is a short list or a span."""
    if of.choices is not None:
        return " | ".join(of.choices())
    return f"{of.low} … {of.high}" if of.high else ""
