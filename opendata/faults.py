"""What goes wrong with a request, said so that it can be mended: RFC 9457 problem details, in the reader's language."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from figures.words import Words

CODES = (
    "parameters", "unknown_release", "withdrawn", "nothing_in_force", "not_ranked", "no_such_unit", "no_such_node",
    "no_such_indicator", "no_such_page", "unknown_framework", "unknown_table", "unknown_format", "not_acceptable",
    "too_long", "unknown_embed", "no_embed", "too_many", "starting", "ours",
    "file_large", "file_slow", "files_busy", "no_file",
)  # fmt: skip


class Fault(Exception):
    """A request that is not served. `code` names the message, `said` fills it in, `parameters` are the faults of each.

    The message `opendata.fault.CODE` is the title, `opendata.mend.CODE` what to do.
    """

    def __init__(
        self,
        status: int,
        code: str,
        headers: Mapping[str, str] | None = None,
        parameters: Sequence[tuple[str, str, Mapping[str, object]]] = (),
        **said: object,
    ):
        super().__init__(code)
        self.status, self.code, self.headers = status, code, dict(headers or {})
        self.parameters, self.said = parameters, said


def told(fault: Fault, words: Words, path: str) -> dict[str, Any]:
    """The members of the problem details."""
    t = words.t
    said: dict[str, Any] = {
        "type": f"/opendata#{fault.code}",
        "title": t(f"opendata.fault.{fault.code}"),
        "status": fault.status,
        "detail": t(f"opendata.mend.{fault.code}", **fault.said),
        "instance": path,
    }
    if fault.parameters:
        said["parameters"] = [
            {"name": name, "detail": t(f"opendata.parameter_fault.{code}", **values)}
            for name, code, values in fault.parameters
        ]
    return said


def answer(fault: Fault, words: Words, path: str) -> Response:
    """The fault as application/problem+json; no cache keeps it."""
    content = json.dumps(told(fault, words, path), ensure_ascii=False).encode()
    headers = {"Cache-Control": "no-store", "Content-Language": words.lang, **fault.headers}
    return Response(content, fault.status, headers, "application/problem+json")


def too_many(seconds: int) -> Fault:
    """Asked too often; when to ask again."""
    return Fault(429, "too_many", {"Retry-After": str(seconds)}, seconds=seconds)
