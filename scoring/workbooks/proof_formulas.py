"""The engine's arithmetic as spreadsheet formulas: one function a rule of points, then means, rounding and ranks.

Only functions that every spreadsheet since Excel 2007 knows, none that fills more than its own cell. A missing value is
an empty text, so everything asks ISNUMBER before it calculates.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.engine.aggregate import TOLERANCE
from scoring.engine.shares import ASSESSED
from scoring.frameworks import Node
from scoring.workbooks import proof_layout as place
from scoring.workbooks.proof_layout import Layout

WILD = set("*?~")  # what MATCH would not take as it stands


@dataclass(frozen=True)
class Figures:
    """Where a leaf's figures stand: its inputs in the unit's row and over all units, and its parameters."""

    own: Sequence[str]
    columns: Sequence[str]
    parameters: Mapping[str, Sequence[str]]

    def range(self, name: str) -> str:
        cells = self.parameters[name]
        return f"{cells[0]}:{cells[-1].split('!')[1]}"


def parameters(node: Node, lang: str) -> dict[str, list[Any]]:
    """The parameters of a leaf's rule by the name they have on the sheet Rules."""
    given = node.parameters
    found: dict[str, list[Any]] = {}
    if node.rule == "share":
        found["scale"] = [given.get("scale", 1)]
    if "options" in given:
        found["label"] = [option["names"][lang] for option in given["options"]]
        found["share"] = [option["share"] for option in given["options"]]
    if "steps" in given:
        found["threshold"], found["share"] = map(list, zip(*given["steps"], strict=True))
    found |= {key: [given[key]] for key in ("target", "most") if key in given}
    found |= {key: list(given[key]) for key in ("parts",) if key in given}
    return found


def share(f: Figures, node: Node) -> str:
    return f"{f.own[0]}/{f.parameters['scale'][0]}"


def ratio(f: Figures, node: Node) -> str:
    return f"{f.own[0]}/{f.own[1]}"


def choice(f: Figures, node: Node) -> str:
    listed = f"INDEX({f.range('share')},MATCH({f.own[0]},{f.range('label')},0))"
    return f"IF(ISNUMBER({f.own[0]}),{f.own[0]},{listed})"


def steps(f: Figures, node: Node) -> str:
    reached = f"LOOKUP({f.own[0]},{f.range('threshold')},{f.range('share')})"
    return f"IF({f.own[0]}<{f.parameters['threshold'][0]},0,{reached})"


def ratio_to_max(f: Figures, node: Node) -> str:
    return f"{f.own[0]}/MAX({f.columns[0]})"


def ratio_to_target(f: Figures, node: Node) -> str:
    own, target = f.own[0], f.parameters["target"][0]
    return f"IF({own}<={target},1,{target}/{own})" if _lower(node) else f"{own}/{target}"


def capped_count(f: Figures, node: Node) -> str:
    return f"{f.own[0]}/{f.parameters['most'][0]}"


def sum_of_parts(f: Figures, node: Node) -> str:
    capped = [f"MAX(0,MIN({own},{part}))" for own, part in zip(f.own, f.parameters["parts"], strict=True)]
    return f"({'+'.join(capped)})/SUM({f.range('parts')})"


FORMULAS: dict[str, Callable[[Figures, Node], str]] = {
    "share": share,
    "ratio": ratio,
    "choice": choice,
    "steps": steps,
    "ratio_to_max": ratio_to_max,
    "ratio_to_target": ratio_to_target,
    "capped_count": capped_count,
    "sum_of_parts": sum_of_parts,
}


def leaf_share(layout: Layout, node: Node, parameters: Mapping[str, Sequence[str]], row: int) -> str:
    """The leaf's share: empty where an input is, turned round where lower is better, clipped to 0..1, rounded.

    Points that the leaf was assessed with go before its rule, over its points.
    """
    own = [layout.input_cell(column.code, row) for column in node.inputs]
    known = f'{own[0]}<>""' if node.rule == "choice" else f"COUNT({','.join(own)})={len(own)}"
    columns = [layout.input_column(column.code) for column in node.inputs]
    found = FORMULAS[str(node.rule)](Figures(own, columns, parameters), node)
    if _lower(node) and node.rule != "ratio_to_target":
        found = f"1-({found})"
    found = f"MAX(0,MIN(1,{found}))"
    if node.round is not None:
        found = rounded(found, layout.fixed(node.code, place.DECIMALS))
    share = f'IF({known},{found},"")'
    if layout.is_assessed(node):
        given = layout.input_cell(node.code + ASSESSED, row)
        share = f"IF(ISNUMBER({given}),MAX(0,MIN(1,{given}/{layout.fixed(node.code, place.POINTS)})),{share})"
    return f"={share}"


def leaf_score(layout: Layout, node: Node, row: int) -> str:
    """The leaf's share, or 0 where the framework scores a missing one so."""
    cell = layout.cell("Shares", node.code, row)
    return f"=IF(ISNUMBER({cell}),{cell},{_otherwise(node.missing)})"


def present(layout: Layout, code: str, row: int) -> str:
    """The points of the parts that have a score."""
    return f"=SUMPRODUCT(ISNUMBER({layout.scores_of(code, row)})*{layout.points_of(code)})"


def mean(layout: Layout, code: str, row: int) -> str:
    """Σ points · score / Σ points over the parts that have a score, where enough is present."""
    node, branch = layout.framework.by_code[code], layout.branches[code]
    scores, points = layout.scores_of(code, row), layout.points_of(code)
    there = layout.cell("Present", code, row)
    least, total = layout.fixed(code, place.LEAST_POINTS), layout.fixed(code, place.TOTAL)
    enough = [f"{there}>0", f"{there}>=({least}-{TOLERANCE:.0E})*{total}"]
    if node.least_children:
        share = f"SUMPRODUCT(ISNUMBER({scores})*({points}>0))/{layout.fixed(code, place.PARTS)}"
        enough.append(f"{share}>={layout.fixed(code, place.LEAST_PARTS)}-{TOLERANCE:.0E}")
    if branch.required.any():
        enough.append(f"SUMPRODUCT((1-ISNUMBER({scores}))*{layout.required_of(code)}*({points}>0))=0")
    found = f"SUMPRODUCT({scores},{points})/{there}"
    if node.round is not None:
        found = rounded(found, layout.fixed(code, place.DECIMALS))
    return f"=IF(AND({','.join(enough)}),{found},{_otherwise(node.missing)})"


def earned(layout: Layout, code: str, row: int) -> str:
    """Score times points: what the node brings to the node above."""
    cell = layout.cell("Scores", code, row)
    return f'=IF(ISNUMBER({cell}),{cell}*{layout.fixed(code, place.POINTS)},"")'


def for_ranking(layout: Layout, code: str, row: int) -> str:
    """The score rounded as ranks are judged."""
    cell, decimals = layout.cell("Scores", code, row), layout.framework.rank_decimals
    found = f"ROUND({cell},{decimals})" if decimals >= 12 else rounded(cell, str(decimals))
    return f'=IF(ISNUMBER({cell}),{found},"")'


def rank(layout: Layout, code: str, row: int) -> str:
    """1 and the number of units above, on rounded scores; the given rank where there is one."""
    node = layout.framework.by_code[code]
    if isinstance(node, Node) and node.rank:
        given = layout.input_cell(node.rank.code, row)
        return f'=IF(ISNUMBER({given}),{given},"")'
    cell = layout.cell("Rounded", code, row)
    return f'=IF(ISNUMBER({cell}),RANK({cell},{layout.column("Rounded", code)}),"")'


def checked(layout: Layout, code: str, row: int) -> str:
    """How far the score is from the engine's; 1 where only one of them is missing."""
    own, engine = layout.cell("Scores", code, row), layout.cell("'Engine scores'", code, row)
    both = f"ISNUMBER({own})=ISNUMBER({engine})"
    return f"=IF(AND(ISNUMBER({own}),ISNUMBER({engine})),ABS({own}-{engine}),IF({both},0,1))"


def rounded(value: str, decimals: str) -> str:
    """Rounded as the engine does: a half goes to the even digit, and 12 decimals are enough to tell a half.

    ROUND would take halves upwards, and a tie could be no tie.
    """
    tens = f"ROUND({value},12)*10^{decimals}"
    return f"INT({tens}+IF({tens}-2*INT({tens}/2)=0.5,0,0.5))/10^{decimals}"


def _otherwise(missing: str) -> str:
    return "0" if missing == "zero" else '""'


def _lower(node: Node) -> bool:
    return node.parameters.get("direction") == "lower"
