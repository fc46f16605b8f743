"""How a node is made of what lies under it, in a sentence."""

from figures.parameters import plain
from figures.words import Words
from scoring.engine.tree import Branch
from scoring.frameworks import Framework, Mean


def sentence(mean: Mean, words: Words) -> str:
    """A mean in the language of `words`, with its parameters."""
    told = {key: plain(value, words) for key, value in mean.parameters.items()}
    said = words.t(f"rule.mean_{mean.kind}", **told)
    return f"{said} {words.t('rule.mean_offset', **told)}" if mean.parameters.get("offset") else said


def weights(branch: Branch, framework: Framework, words: Words) -> str:
    """What lies under a node with its points: "Skills 3; Services 1"."""
    pairs = zip(branch.children, branch.points, strict=True)
    return "; ".join(f"{framework.name(child, words.lang)} {plain(float(p), words)}" for child, p in pairs)
