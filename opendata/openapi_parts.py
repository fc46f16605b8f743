"""What all operations of the description share: parameters, and the faults that answer in their place."""

from collections.abc import Mapping
from typing import Any

from figures.words import Words
from opendata.parameters import Parameter

FAULTS = {"400": "parameters", "404": "unknown_release", "406": "not_acceptable", "429": "too_many", "503": "starting"}


def parameter(of: Parameter, where: str, words: Words, example: str | None = None) -> dict[str, Any]:
    told = {
        "name": of.name, "in": where, "required": where == "path", "schema": of.schema(),
        "description": words.t(f"opendata.param.{of.name}"),
    }  # fmt: skip
    return {**told, "example": example} if example else told


def problem() -> dict[str, Any]:
    """RFC 9457, with the faults of each parameter."""
    texts = {name: {"type": "string"} for name in ("type", "title", "detail", "instance")}
    one = {"type": "object", "properties": {"name": {"type": "string"}, "detail": {"type": "string"}}}
    return {
        "type": "object", "required": ["type", "title", "status", "detail"],
        "properties": {**texts, "status": {"type": "integer"}, "parameters": {"type": "array", "items": one}},
    }  # fmt: skip


def problems(codes: Mapping[str, str], words: Words) -> dict[str, Any]:
    body = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": words.t(f"opendata.fault.{code}"), "content": body} for status, code in codes.items()
    }  # fmt: skip
