"""The routes against their own description: schemathesis asks what it allows and what it does not, and checks answers.

It checks status, media type, headers and body of every answer against the document, that what the document allows is
not refused and what it does not allow is, and that nothing ends in an error of the server.
"""

import os
from datetime import timedelta

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from starlette.applications import Starlette

from frame.verifying import Screen
from opendata import verify
from opendata.listed import TABLES
from opendata.resources import RESOURCES, V1
from opendata.routes import routes

EXAMPLES = 100 if os.environ.get("DTI_SOAK") else 6
ENDS = ("", ".{format}")
PATHS = [f"{V1}{resource.path}{end}" for resource in RESOURCES for end in ENDS]
PATHS += [f"{V1}/latest/{{block}}{rest}{end}" for rest in ("", "/{part}") for end in ENDS]
OPERATIONS = [(path, "GET") for path in (*PATHS, f"{verify.PATH}/{{code}}")] + [(verify.PATH, "POST")]
EVERY = [*routes(), *verify.routes(Screen())]


@pytest.fixture
def described(shipped):
    """The document as it is served, with the application behind it."""
    return schemathesis.openapi.from_asgi(f"{V1}/openapi.json?lang=en", Starlette(routes=EVERY))


@pytest.mark.fuzz
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_routes_do_what_their_description_says(described, path, method, mode):
    operation = described[path][method]
    # Left to chance, no id would be that of a release.
    parameters = described.raw_schema["paths"][path][method.lower()]["parameters"]
    there = {each["name"]: each["example"] for each in parameters if "example" in each}

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=timedelta(seconds=30),
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    def asked(case: schemathesis.Case) -> None:
        if mode is GenerationMode.POSITIVE:
            case.path_parameters.update(there)
        answer = case.call_and_validate()
        answered.add(answer.status_code)

    answered = set()
    asked()
    assert answered & ({200, 307} if mode is GenerationMode.POSITIVE else {400, 404, 405, 406})


def test_every_route_is_described_and_everything_described_is_a_route(described):
    served = {route.path for route in EVERY if route.path.startswith(f"{V1}/")}
    known = {path for path, _ in OPERATIONS}
    assert set(described.raw_schema["paths"]) == known == served - {f"{V1}/openapi.json"}
    assert described.raw_schema["openapi"] == "3.1.0"
    ids = [each["operationId"] for item in described.raw_schema["paths"].values() for each in item.values()]
    assert len(ids) == len(set(ids))


def test_the_examples_of_the_description_are_there_now(described, shipped):
    for path in PATHS:
        operation = described.raw_schema["paths"][path]["get"]
        given = {p["name"]: p.get("example", p["schema"].get("enum", [""])[0]) for p in operation["parameters"]}
        if "part" in given:
            assert given["part"] in TABLES
        assert shipped.get(path.format(**given)).status_code in (200, 307), path
