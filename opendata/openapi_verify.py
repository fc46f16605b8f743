"""The description of the routes that tell whether a file is genuine."""

from typing import Any

from figures.provenance.verdict import VERDICTS
from figures.words import LANGUAGES, Words
from opendata.openapi_parts import parameter, problems
from opendata.parameters import CODE, LANG
from opendata.verify import PATH

_TEXT = {"type": ["string", "null"]}
_FILE = {"type": "string", "format": "binary", "minLength": 1}


def paths(words: Words) -> dict[str, Any]:
    """Both operations: by the file itself, and by the code on it."""
    file = {
        "operationId": "verify_file", "summary": words.t("opendata.verify.file"),
        "parameters": [parameter(LANG, "query", words)],
        "requestBody": {"required": True, "content": {
            "application/octet-stream": {"schema": _FILE},
            "multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {"file": _FILE}}},
        }},
        "responses": _answers({"400": "no_file", "408": "file_slow", "413": "file_large"}, words),
    }  # fmt: skip
    code = {
        "operationId": "verify_code", "summary": words.t("opendata.verify.code"),
        "parameters": [parameter(CODE, "path", words), parameter(LANG, "query", words)],
        "responses": _answers({"400": "parameters", "404": "parameters"}, words),
    }  # fmt: skip
    return {PATH: {"post": file}, f"{PATH}/{{code}}": {"get": code}}


def _answers(faults: dict[str, str], words: Words) -> dict[str, Any]:
    said = {
        "description": words.t("opendata.verify.verdict"),
        "headers": {"Content-Language": {"schema": {"type": "string", "enum": list(LANGUAGES)}}},
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Verdict"}}},
    }
    return {"200": said, **problems({**faults, "429": "too_many", "503": "files_busy"}, words)}


def verdict() -> dict[str, Any]:
    """As `Verdict.as_data` says it."""
    withdrawn = {
        "type": ["object", "null"], "required": ["at", "reason"],
        "properties": {"at": {"type": "string", "format": "date-time"}, "reason": {"type": "string"}},
    }  # fmt: skip
    members = {
        "verdict": {"type": "string", "enum": list(VERDICTS)}, "said": {"type": "string"},
        "language": {"type": "string", "enum": list(LANGUAGES)},
        "releases": {"type": "array", "items": {"type": "string"}}, "state": _TEXT, "superseded_by": _TEXT,
        "withdrawn": withdrawn, "code": _TEXT, "picture": {"type": ["object", "null"]},
        "file": {"type": ["object", "null"]},
    }  # fmt: skip
    return {"type": "object", "required": list(members), "properties": members, "additionalProperties": False}
