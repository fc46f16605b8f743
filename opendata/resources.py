"""Everything that can be asked for: its address, its parameters, its columns, and who answers. The routes, the
description for programs and the page for people are all made of this table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from figures import boundaries as drawn
from opendata import listed, parameters, places, released
from opendata.asked import Asked, Found
from opendata.formats import FORMATS, GEOGRAPHIC, METHOD, Format
from opendata.parameters import LANG, VERSION, Parameter

V1 = listed.V1
_MAPPED = Parameter("division", choices=drawn.divisions)


@dataclass(frozen=True)
class Resource:
    """A table at an address below /opendata/v1: as one of `formats` by its ending, or by what the reader accepts.

    `path` has its parameters in braces. What it is says the message `opendata.table.NAME`.
    """

    name: str
    path: str
    find: Callable[[Asked], Found]
    columns: tuple[str, ...]
    in_path: tuple[Parameter, ...] = ()
    query: tuple[Parameter, ...] = ()
    formats: Mapping[str, Format] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        object.__setattr__(self, "formats", self.formats or FORMATS)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Of the query: its own and those that every table has."""
        return (*self.query, LANG, VERSION)


RESOURCES = (
    Resource(
        "releases", "/releases", listed.every, listed.COLUMNS, query=(
            parameters.BLOCK, parameters.DIVISION, parameters.PERIOD, parameters.FRAMEWORK, parameters.ORIGIN,
            parameters.STATE, parameters.PAGE, parameters.PER,
        ),
    ),
    Resource("release", "/releases/{release}", listed.one, listed.COLUMNS, (parameters.RELEASE,)),
    Resource(
        "scores", "/releases/{release}/scores", released.scores, released.SCORES, (parameters.RELEASE,),
        (parameters.UNIT, parameters.NODE),
    ),
    Resource(
        "ranks", "/releases/{release}/ranks", released.ranks, released.RANKS, (parameters.RELEASE,),
        (parameters.UNIT, parameters.NODE),
    ),
    Resource(
        "indicators", "/releases/{release}/indicators", released.indicators, released.INDICATORS,
        (parameters.RELEASE,), (parameters.UNIT, parameters.INDICATOR),
    ),
    Resource("frameworks", "/frameworks", places.frameworks, places.FRAMEWORKS, query=(parameters.BLOCK,)),
    Resource(
        "framework", "/frameworks/{framework}", places.framework, places.NODES, (parameters.FRAMEWORK,),
        formats=METHOD,
    ),
    Resource("units", "/units", places.units, places.UNITS, query=(parameters.BLOCK, parameters.DIVISION)),
    Resource(
        "boundaries", "/boundaries/{division}", places.boundaries, places.BOUNDARIES, (_MAPPED,), formats=GEOGRAPHIC
    ),
)  # fmt: skip
# Behind /latest/{block}: nothing for the release itself, else one of its tables.
LATEST = (parameters.BLOCK,)
LATEST_QUERY = (parameters.DIVISION, parameters.FRAMEWORK)
