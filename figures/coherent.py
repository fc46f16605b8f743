"""Whether the parts of an index hang together, in sentences: what the statistics found."""

import pandas as pd

from figures.words import Words
from scoring import Scores
from scoring.analysis.coherence.correlation import redundant
from scoring.analysis.coherence.statistics import alphas, effective_weights

# The usual reading of Cronbach's alpha: from this value on good, fair; below it poor.
GOOD, FAIR = 0.7, 0.5


def sentences(scores: Scores, words: Words) -> list[str]:
    """Cronbach's alpha of the headline, the weight that differs most from the intended one, indicators that repeat."""
    t, framework = words.t, scores.framework
    said = []
    alpha = alphas(scores).set_index("node")
    if "dti" in alpha.index and pd.notna(alpha.at["dti", "alpha"]):
        value = float(alpha.at["dti", "alpha"])
        grade = "good" if value >= GOOD else "fair" if value >= FAIR else "poor"
        n = int(alpha.at["dti", "n"])
        said.append(t(f"coherent.alpha_{grade}", alpha=words.number(value, 2), units=n))
    weights = effective_weights(scores)
    weights = weights[weights["parent"].isin([node.code for node in framework.nodes])].dropna(subset=["gap"])
    if not weights.empty:
        row = weights.loc[weights["gap"].abs().idxmax()]
        said.append(
            t(
                "coherent.weight",
                node=framework.name(row["node"], words.lang),
                parent=framework.name(row["parent"], words.lang),
                meant=words.percent(row["nominal"], 0),
                does=words.percent(row["effective"], 0),
            )
        )
    if len([node for node in framework.nodes if node.is_leaf]) > 1:
        same = redundant(scores)
        pairs = "; ".join(
            f"{framework.name(row.node, words.lang)} – {framework.name(row.against, words.lang)}"
            for row in same.head(3).itertuples()
        )
        said.append(t("coherent.same", n=len(same), pairs=pairs) if len(same) else t("coherent.none_same"))
    return said
