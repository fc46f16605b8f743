"""statistics through the command line: each table is that of its function."""

import pandas as pd
import pytest

from scoring.analysis.coherence import correlation, statistics
from tests.scoring.commands.calling import DEMO, PUBLISHED, called, demo, published, refused, scored

SCORES = scored(demo(6), DEMO)[2]
TWO = scored(published("2023"), PUBLISHED)[2]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], lambda: correlation.node_correlations(SCORES, "indicators")),
        (
            ["--level", "2", "--against", "1", "--kind", "kendall"],
            lambda: correlation.node_correlations(SCORES, 2, 1, "kendall"),
        ),
        (["--of", "alpha"], lambda: statistics.alphas(SCORES)),
        (["--of", "weights"], lambda: statistics.effective_weights(SCORES)),
        (["--of", "redundancy", "--least", "0.9"], lambda: correlation.redundant(SCORES, least=0.9)),
        (["--of", "distribution"], lambda: statistics.indicator_distributions(SCORES)),
    ],
)
def test_every_table_is_that_of_its_function(words, expected, capsysbinary):
    status, found, errors = called(capsysbinary, "statistics", demo(6), "--framework", DEMO, *words)
    wanted = expected()
    assert (status, errors) == (0, "") and len(wanted)
    texts = [column for column in ("flag", "relation") if column in wanted]
    found[texts] = found[texts].fillna("")
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False, rtol=1e-14)


def test_components_say_what_they_rest_on(capsysbinary):
    words = ("statistics", published("2023"), "--framework", PUBLISHED)
    status, found, errors = called(capsysbinary, *words, "--of", "components")
    wanted = statistics.principal_components(TWO.scores[correlation.nodes_at(TWO.framework, "indicators")])
    assert (status, errors) == (0, "63 units with every figure\n")
    pd.testing.assert_frame_equal(found, wanted.explained, rtol=1e-12)
    _, found, _ = called(capsysbinary, *words, "--of", "loadings")
    pd.testing.assert_frame_equal(found.set_index("node"), wanted.loadings, check_names=False, atol=1e-12)
    counted = SCORES.scores[correlation.nodes_at(SCORES.framework, "indicators")].mask(SCORES.zeroed.astype(bool))
    complete = len(counted.dropna())
    _, _, errors = called(capsysbinary, "statistics", demo(6), "--framework", DEMO, "--of", "components")
    assert errors == f"{complete} units with every figure; without 1.1.1\n"


def test_an_unknown_level_is_refused(capsysbinary):
    status, error = refused(capsysbinary, "statistics", published("2023"), "--framework", PUBLISHED, "--level", "8")
    assert status == 1 and error == (
        "The framework dti-922-province-published has no level '8'. Known are 0 to 2, 'indicators' and 'composites'.\n"
    )
