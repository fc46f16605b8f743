"""Which chart the address of a page shows, and at the address of which page a chart is whole."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from figures.press.choices import MOST_UNITS, Choices
from figures.press.material import Material
from figures.press.templates import TEMPLATES, card
from figures.press.templates.ends import FEWEST, MOST
from store import Release, load_units

OTHERWISE = "ranking"
_OF_PAGE = {"unit": "card", "map": "map", "compare": "comparison", "programme": "programme", "halfyear": "slope",
            "trends": "lines"}  # fmt: skip
_DRAWS = {"ranks": "ranks", "slopes": "slope"}  # as the page of trends calls them
# Chart → the page it is at, what stands in its address besides release, node and language.
PAGES = {
    "ranking": ("rankings", {}), "ends": ("rankings", {}), "classes": ("rankings", {}), "map": ("map", {}),
    "merger": ("map", {"on": "both"}), "lines": ("trends", {}), "ranks": ("trends", {"draw": "ranks"}),
    "slope": ("trends", {"draw": "slopes"}), "card": ("unit", {}), "comparison": ("compare", {}),
    "programme": ("programme", {}),
}  # fmt: skip


class Query(NamedTuple):
    """An address's query: name → all its values."""

    given: Mapping[str, list[str]]

    @staticmethod
    def of(pairs: Iterable[tuple[str, str]]) -> "Query":
        found: dict[str, list[str]] = {}
        for name, text in pairs:
            found.setdefault(name, []).append(text)
        return Query(found)

    def one(self, name: str) -> str:
        return (self.given.get(name) or [""])[-1]

    def several(self, name: str) -> list[str]:
        """Values said one by one, or in one with commas between."""
        return [part for text in self.given.get(name, ()) for part in text.split(",") if part]


def kind(page: str, query: Query, release: Release) -> str:
    """The template nearest to what a page shows at an address."""
    if page == "press":
        return query.one("template") if query.one("template") in TEMPLATES else OTHERWISE
    if page == "trends":
        return _DRAWS.get(query.one("draw"), "lines")
    if page == "map" and query.one("on") in {"both", *load_units().divisions(release.block)} - {release.division}:
        return "merger"
    return _OF_PAGE.get(page, OTHERWISE)


def choices(kind: str, query: Query, material: Material) -> Choices:
    """What the address of a page chooses of its chart, as far as the release has it."""
    names, framework = material.names("vi"), material.framework
    wanted = query.several("unit" if kind == "card" and "unit" in query.given else "units")
    units = tuple(unit for unit in dict.fromkeys(wanted) if unit in names)
    node, n, ends, promise = (query.one(name) for name in ("node", "n", "ends", "promise"))
    takes = TEMPLATES[kind].takes
    return Choices(
        node=node if node in framework.codes else framework.headline.code,
        units=units[:MOST_UNITS] if "units" in takes else (),
        n=min(max(int(n), FEWEST), MOST) if n.isascii() and n.isdigit() and "n" in takes else Choices.n,
        ends=ends if ends in ("top", "bottom", "both") and "ends" in takes else Choices.ends,
        promise=promise if promise in {each.code for each in framework.promised} and "promise" in takes else "",
    )


def page(kind: str, material: Material, choices: Choices, lang: str) -> str:
    """The address, below the installation's, of the page where a chart is."""
    name, fixed = PAGES[kind]
    asked: dict[str, object] = {"release": material.release.id, "lang": lang, **fixed}
    if kind == "programme":
        asked["promise"] = choices.promise
    else:
        asked["node"] = choices.node
    if kind == "card":
        asked["unit"] = card.unit_of(material, choices)
    elif kind == "comparison":
        asked["units"] = ",".join(choices.units)
    elif name == "trends":
        asked["units"] = choices.units
    given = {name: value for name, value in asked.items() if value}
    return f"/{name}?{urlencode(given, doseq=True, safe=',')}"


def asked(choices: Choices, lang: str) -> dict[str, str]:
    """The same choices as the query of a picture or an embed says them."""
    usual = Choices()
    said = {
        "lang": lang, "node": choices.node, "unit": ",".join(choices.units), "promise": choices.promise,
        "n": str(choices.n) if choices.n != usual.n else "", "ends": choices.ends if choices.ends != usual.ends else "",
    }  # fmt: skip
    return {name: text for name, text in said.items() if text}
