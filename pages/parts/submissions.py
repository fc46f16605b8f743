"""How a submission is called and where it stands, in one line each."""

from figures.markdown import literal
from figures.words import Words
from pages.parts.moments import said
from store import load_units
from store.releases import APPROVED, DRAFT, REVIEW, Submission

# The colour of a state's badge; the word beside it says the same.
COLOURS = {DRAFT: "gray", REVIEW: "orange", APPROVED: "violet", "published": "green", "withdrawn": "red"}


def title(found: Submission, words: Words) -> str:
    """Block, division where there are several, and periods: "Provinces (63) · June 2023"."""
    block = str(load_units().blocks.at[found.block, f"name_{words.lang}"])
    if found.division:
        block += f" ({found.division})"
    return f"{block} · {periods(found, words)}"


def periods(found: Submission, words: Words) -> str:
    """The periods of its releases, the oldest first; of many the first and the last."""
    every = sorted({release.period for release in found.releases})
    spoken = [words.period(period) for period in every]
    return ", ".join(spoken) if len(spoken) <= 3 else f"{spoken[0]} – {spoken[-1]} ({len(spoken)})"


def since(found: Submission, words: Words) -> str:
    """Who uploaded it when, and since when it is in its state."""
    t = words.t
    if found.account:
        uploaded = t("submission.by", name=literal(found.uploader), when=said(found.created_at, words))
    else:
        uploaded = t("submission.shipped")
    told = [uploaded]
    if found.state == APPROVED:
        told.append(t("submission.public_from", when=said(found.publish_at, words)))
    elif found.state == "published":
        told.append(t("submission.public_since", when=said(found.publish_at, words)))
    else:
        told.append(t("submission.since", when=said(found.changed_at, words)))
    return " · ".join(told)
