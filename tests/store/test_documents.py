"""Scores as documents: flags are kept, and what was kept before there were flags still reads."""

import numpy as np
import pandas as pd
import pytest

from scoring import score
from store.documents import scores_from, scores_to_parquet, to_parquet
from tests.scoring.trees import panel, tree

IMPUTE = 'steps = [{ step = "impute", kind = "mean" }]'


def saved(scores):
    content = scores_to_parquet(scores)
    parts = {"framework": scores.framework.text.encode(), "values": to_parquet(scores.values), "scores": content}
    return content, scores_from(parts)


def test_flags_come_back():
    scores = score(tree(("a", "dti", 1), head=IMPUTE), panel({"a": [0.2, np.nan, 0.6]}))
    _, found = saved(scores)
    assert found.flagged("imputed")["a"].tolist() == [False, True, False]
    assert set(found.flags) == {"imputed"} and found.scores["dti"].tolist() == [0.2, 0.4, 0.6]
    pd.testing.assert_frame_equal(found.flagged("carried"), scores.flagged("carried"))
    with pytest.raises(KeyError, match="There is no flag 'odd'. Known are: imputed, carried"):
        found.flagged("odd")


def test_a_document_without_flags_is_what_it_was_before_there_were_any():
    scores = score(tree(("a", "dti", 1)), panel({"a": [0.2, np.nan]}))
    before = [getattr(scores, part).add_prefix(f"{part}:") for part in ("scores", "coverage", "ranks", "zeroed")]
    content, found = saved(scores)
    assert content == to_parquet(pd.concat(before, axis=1))
    assert not found.flags and not found.flagged("imputed").any(axis=None)
    pd.testing.assert_frame_equal(found.scores, scores.scores)
