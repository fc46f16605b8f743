"""The description of the routes for programs: OpenAPI 3.1, made of the table of resources."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from figures.words import Words
from opendata import openapi_verify
from opendata.formats import FORMATS, Format
from opendata.listed import TABLES
from opendata.openapi_parts import FAULTS, parameter, problem, problems
from opendata.parameters import Parameter
from opendata.resources import LATEST, LATEST_QUERY, RESOURCES, V1, Resource
from opendata.tables import COLUMNS

_KEYS = ("release", "unit", "node", "indicator", "framework", "block", "kind", "tied", "address")  # never unknown
_TAG = {"ETag": {"schema": {"type": "string"}}, "Cache-Control": {"schema": {"type": "string"}}}


def described(base: str, words: Words, examples: Mapping[str, str]) -> dict[str, Any]:
    """The whole document. examples: name of a path's parameter → a value that is there now."""
    t = words.t
    paths: dict[str, Any] = {}
    for resource in RESOURCES:
        for ending in ("", ".{format}"):
            paths[f"{V1}{resource.path}{ending}"] = {"get": _operation(resource, bool(ending), words, examples)}
    for ending in ("", ".{format}"):
        paths[f"{V1}/latest/{{block}}{ending}"] = {"get": _latest(False, bool(ending), words)}
        paths[f"{V1}/latest/{{block}}/{{part}}{ending}"] = {"get": _latest(True, bool(ending), words)}
    paths |= openapi_verify.paths(words)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{t('app.title')}: {t('opendata.page.title')}", "version": "1.0.0",
            "summary": t("opendata.page.summary"), "description": t("opendata.page.intro"),
        },
        "servers": [{"url": base or "/"}],
        "externalDocs": {"url": f"{base}/opendata?lang={words.lang}"},
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": problem(), "Verdict": openapi_verify.verdict(),
                **{r.name: _schema(r, words) for r in RESOURCES},
            }
        },
    }  # fmt: skip


def content(base: str, words: Words, examples: Mapping[str, str]) -> bytes:
    """The document as JSON."""
    return json.dumps(described(base, words, examples), ensure_ascii=False).encode()


def _operation(resource: Resource, ending: bool, words: Words, examples: Mapping[str, str]) -> dict[str, Any]:
    answer = {
        "description": words.t(f"opendata.table.{resource.name}", count=63),
        "headers": {**_TAG, "Content-Location": {"schema": {"type": "string"}}},
        "content": _contents(resource),
    }
    faults = {**FAULTS, **({"410": "withdrawn"} if "{release}" in resource.path else {}), "422": "too_long"}
    return {
        "operationId": f"{resource.name}{'_as' if ending else ''}",
        "summary": answer["description"],
        "parameters": [
            *(parameter(p, "path", words, examples.get(p.name)) for p in resource.in_path),
            *([_ending(resource.formats, words)] if ending else []),
            *(parameter(p, "query", words) for p in resource.parameters),
        ],
        "responses": {"200": answer, "304": {"description": "Not Modified"}, **problems(faults, words)},
    }


def _latest(part: bool, ending: bool, words: Words) -> dict[str, Any]:
    scores = next(r for r in RESOURCES if r.name == "scores")
    own = [p for p in scores.query if p.name == "unit"] if part else []  # the one that all three tables have
    parts = [parameter(Parameter("part", choices=lambda: TABLES), "path", words)] if part else []
    query = [*LATEST_QUERY, *own, *(p for p in scores.parameters if p.name == "lang")]
    located = {"description": words.t("opendata.page.latest"), "headers": {"Location": {"schema": {"type": "string"}}}}
    return {
        "operationId": f"latest{'_table' if part else ''}{'_as' if ending else ''}",
        "summary": words.t("opendata.page.latest"),
        "parameters": [
            *(parameter(p, "path", words) for p in LATEST),
            *parts,
            *([_ending(FORMATS, words)] if ending else []),
            *(parameter(p, "query", words) for p in query),
        ],
        "responses": {"307": located, **problems({k: v for k, v in FAULTS.items() if k != "406"}, words)},
    }


def _ending(formats: Mapping[str, Format], words: Words) -> dict[str, Any]:
    return parameter(Parameter("format", choices=lambda: list(formats)), "path", words)


def _contents(resource: Resource) -> dict[str, Any]:
    """Media type → what is in it; rows are described where they are JSON."""
    told: dict[str, Any] = {}
    for each in resource.formats.values():
        if "json" in each.media_type:
            told[each.media_type] = {"schema": {"$ref": f"#/components/schemas/{resource.name}"}}
        else:
            told[each.media_type.partition(";")[0]] = {}
    return told


def _schema(resource: Resource, words: Words) -> dict[str, Any]:
    rows = {
        name: {"type": _types(name), "description": words.t(f"opendata.column.{name}")} for name in resource.columns
    }  # fmt: skip
    about = {"type": "object", "required": ["title", "source", "licence", "citation", "address"]}
    if "geometry" in rows:
        beside = _row({name: row for name, row in rows.items() if name != "geometry"})
        feature = {
            "type": "object", "required": ["type", "geometry", "properties"],
            "properties": {"type": {"const": "Feature"}, "geometry": {"type": "object"}, "properties": beside},
        }  # fmt: skip
        of_all = {"type": {"const": "FeatureCollection"}, "about": about, "features": _array(feature)}
        return {"type": "object", "required": list(of_all), "properties": of_all}
    of_all = {"about": about, "data": _array(_row(rows))}
    return {"type": "object", "required": list(of_all), "properties": of_all}


def _row(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "required": list(columns), "properties": dict(columns), "additionalProperties": False
    }  # fmt: skip


def _array(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(items)}


def _types(column: str) -> str | Sequence[str]:
    return COLUMNS[column] if column in _KEYS else [COLUMNS[column], "null"]
