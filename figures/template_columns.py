"""What each column of a template takes: its header, number format, note, and what a spreadsheet may accept in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.worksheet.datavalidation import DataValidation

from figures import parameters, rules
from figures.words import Words
from scoring.frameworks import Framework, Input, Node
from scoring.text import fold, tidy

# A percentage is typed as 85 and shown as 85.0%; the sign stands in quotes, so it does not multiply by a hundred.
FORMATS = {
    "choice": "General",
    "rank": "0",
    "count": "#,##0",
    "percent": '0.0"%"',
    "share": "0.0000",
    "number": "General",
}
_MOST_TITLE, _MOST_TEXT = 32, 255  # more and Excel calls the file damaged


@dataclass(frozen=True)
class Column:
    """A raw column and its place in the tree. `kind` is a key of `FORMATS`; `positive` where 0 cannot be divided by.

    A column beside the indicators has no node; `uses` are the families of steps that use it.
    """

    input: Input
    node: Node | None
    header: str
    group: str
    kind: str
    positive: bool
    uses: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the score rests on it; what carries no points may stay empty everywhere."""
        return self.input.required and self.kind != "rank"


def columns(framework: Framework, lang: str) -> list[Column]:
    """The columns of a workbook for this framework, in the order of its tree; last those beside the indicators."""
    owners: dict[str, set[str]] = {}
    for column in framework.inputs:
        for spelling in (column.code, *column.names.values(), *column.spellings):
            owners.setdefault(fold(spelling), set()).add(column.code)

    def header(column: Input) -> str:
        name = tidy(column.names[lang])
        return name if owners[fold(name)] == {column.code} else column.code

    found = []
    for node in framework.nodes:
        for column in (*node.inputs, *([node.rank] if node.rank else [])):
            positive = node.rule == "ratio" and column is node.inputs[1]
            group = _group(node, framework, lang)
            found.append(Column(column, node, header(column), group, _kind(column, node), positive))
    for column in framework.columns:
        used = [(step.family, by) for step in framework.steps for by in (step.settings, *step.differing.values())]
        used = [(family, settings) for family, settings in used if settings.get("by") == column.code]
        strict = any(by.get("without", "refuse") == "refuse" for family, by in used if family == "denominate")
        uses = tuple(dict.fromkeys(family for family, _ in used))
        found.append(Column(column, None, header(column), "", _kind(column, None), strict, uses))
    return found


def _group(node: Node, framework: Framework, lang: str) -> str:
    """Name of the main indicator above the node; empty where it is one itself."""
    if framework.depth[node.code] < 2:
        return ""
    return framework.main[node.code].names[lang]


def _kind(column: Input, node: Node | None) -> str:
    if node and column is node.rank:
        return "rank"
    if column.choices:
        return "choice"
    if node and node.rule == "capped_count":
        return "count"
    if column.percent:
        return "percent"
    return "share" if column.high == 1 else "number"


def labels(column: Input, lang: str) -> list[str]:
    """What a choice may be, in the language."""
    return [tidy(names[lang]) for _, names in column.choices]


def allowed(column: Column, words: Words) -> str:
    """The figures a column takes, in words."""
    t, low, high = words.t, column.input.low, column.input.high
    if column.kind == "choice":
        return t("template.allowed_choice", choices="; ".join(labels(column.input, words.lang)))
    told = {"low": parameters.plain(low or 0.0, words), "high": "" if high is None else parameters.plain(high, words)}
    if column.positive:
        said = t("template.allowed_above", **told) if high is None else t("template.allowed_above_to", **told)
    elif low is None:
        said = t("template.allowed_any") if high is None else t("template.allowed_to", **told)
    else:
        said = t("template.allowed_from", **told) if high is None else t("template.allowed_range", **told)
    if column.kind == "percent":
        return t("template.allowed_percent", range=said)
    return t("template.allowed_whole", range=said) if column.kind in ("rank", "count") else said


def facts(column: Column, words: Words) -> Iterator[tuple[str, str]]:
    """(label, text) of what there is to say about a column: unit of measure, points, rule, missing, allowed."""
    t, node = words.t, column.node
    if measure := column.input.measure.get(words.lang):
        yield t("method.measure"), measure
    if node is None:
        uses = [t(f"template.use_{family}") for family in column.uses] or [t("template.use_none")]
        yield t("method.rule"), " ".join(uses)
    elif column.kind != "rank":
        yield t("method.points"), t("method.unknown") if node.points is None else parameters.plain(node.points, words)
        yield t("method.rule"), rules.sentence(node, words)
        if node.parent is not None:
            yield t("method.missing"), t(f"missing.{node.missing}")
    yield t("template.allowed"), allowed(column, words)


def validation(column: Column, choices: str, words: Words) -> DataValidation:
    """What the spreadsheet accepts in the column, with its message; `choices` is the range of a drop-down list."""
    low, high = column.input.low, column.input.high
    if column.kind == "choice":
        made = DataValidation(type="list", formula1=choices)
    else:
        made = DataValidation(type="whole" if column.kind in ("rank", "count") else "decimal")
        made.operator = "greaterThan" if column.positive else "greaterThanOrEqual"
        made.formula1 = repr(max(low or 0.0, 0.0) if column.positive else -1e12 if low is None else low)
        if high is not None:
            made.operator, made.formula2 = "between", repr(high)
            made.formula1 = "1E-9" if column.positive else made.formula1
    text = allowed(column, words)
    made.allow_blank, made.errorStyle = True, "stop"
    made.showInputMessage = made.showErrorMessage = True
    made.promptTitle, made.prompt = _cut(column.header, _MOST_TITLE), _cut(text, _MOST_TEXT)
    made.errorTitle = _cut(words.t("template.error_title"), _MOST_TITLE)
    made.error = _cut(words.t("template.error", allowed=text), _MOST_TEXT)
    return made


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
