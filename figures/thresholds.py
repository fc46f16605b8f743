"""How much must be present for a node to have a score, in sentences."""

from collections import Counter

from figures.parameters import share
from figures.words import Words
from scoring.engine.tree import branches
from scoring.frameworks import Composite, Framework, Node


def told(framework: Framework, words: Words) -> tuple[str, list[tuple[str, str]]]:
    """What holds for most nodes and composites that are computed, and what for others: (their names, the sentence).

    Empty where nothing is computed.
    """
    asked = {branch.code: _least(branch.node) for branch in branches(framework) if branch.children}
    if not asked:
        return "", []
    counts = Counter(asked.values())
    usual = counts.most_common(1)[0][0]
    order = [code for code in framework.codes if code in asked]
    others = dict.fromkeys(asked[code] for code in order if asked[code] != usual)
    names = {
        least: "; ".join(framework.name(code, words.lang) for code in order if asked[code] == least) for least in others
    }
    return _sentence(*usual, words), [(names[least], _sentence(*least, words)) for least in others]


def handling(framework: Framework, words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """How gaps, ties and mergers are handled: sentences, each with what holds otherwise: (names, the sentence)."""
    t, said = words.t, []
    usual, others = told(framework, words)
    if usual:
        said += [(usual, others), (t("method.shared", column=t("method.missing")), [])]
    if any(step.family == "impute" for step in framework.steps):
        said.append((t("method.imputed"), []))
    return [*said, (t("method.ranks", decimals=framework.rank_decimals), []), (t("method.merger"), [])]


def _least(node: Node | Composite) -> tuple[float, float]:
    return node.least_coverage, node.least_children


def _sentence(coverage: float, children: float, words: Words) -> str:
    told = {"coverage": share(coverage, words), "children": share(children, words)}
    kind = "both" if coverage and children else "coverage" if coverage else "children" if children else "any"
    return words.t(f"method.least_{kind}", **told)
