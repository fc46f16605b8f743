"""How a release was made, from its framework's own file: steps, means, the tree, gaps and ties, sources."""

from figures import means, rules, steps, thresholds
from figures.parameters import plain
from figures.unit_names import unit_names
from figures.words import Words
from opendata.static_edition.drawn import Cell, Column, Listing
from opendata.static_edition.page import METHOD, Page, of_part
from opendata.static_edition.parts import Part
from scoring.engine.tree import branches


def page(part: Part, words: Words) -> Page:
    t, framework = words.t, part.scores.framework
    units = unit_names(framework, part.material.units, words.lang)
    name = framework.names[words.lang]
    facts = {
        t("about.decision"): framework.decision, t("method.years"): ", ".join(map(str, framework.years)),
        t("method.kind"): t(f"kind.{framework.kind}"),
    }  # fmt: skip
    made = [
        {"name": b.node.names[words.lang], "said": rules.sentence(b.node, words, units),
         "weights": t("method.weights", weights=means.weights(b, framework, words))}
        for b in branches(framework) if b.children
    ]  # fmt: skip
    return Page(
        of_part(part, METHOD), "method.html", f"{t('method.title')}: {name}", f"{name}. {framework.decision}", part,
        {
            "facts_of": facts, "framework_notes": framework.notes[words.lang] if framework.notes else "",
            "steps": steps.told(framework, words, units), "made": made, "given": framework.headline.given,
            "overlap": bool(framework.composites), "tree": _tree(part, units, words),
            "handling": thresholds.handling(framework, words), "sources": framework.sources,
        },
    )  # fmt: skip


def _tree(part: Part, units: dict[str, str], words: Words) -> Listing:
    t, framework = words.t, part.scores.framework
    columns = [
        Column(t("method.code")), Column(t("method.node"), "name"), Column(t("method.points"), "number"),
        Column(t("method.rule")), Column(t("method.missing")),
    ]  # fmt: skip
    rows = [
        [
            Cell(node.code), Cell(node.names[words.lang], depth=framework.depth[node.code]),
            Cell(t("method.unknown") if node.points is None else plain(float(node.points), words)),
            Cell(rules.sentence(node, words, units)),
            Cell("" if node.parent is None else t(f"missing.{node.missing}")),
        ]
        for node in framework.nodes
    ]  # fmt: skip
    return Listing(t("method.tree"), columns, rows)
