"""Means in sentences."""

import pytest

from figures.means import sentence, weights
from figures.words import words
from scoring import load_framework
from scoring.engine.tree import branches
from scoring.frameworks import Mean


@pytest.mark.parametrize(
    ("mean", "lang", "said"),
    [
        (Mean(), "en", "Arithmetic mean of its children, weighted by points."),
        (Mean(), "vi", "Trung bình cộng các nút con, có trọng số theo điểm tối đa."),
        (Mean("geometric"), "es", "Media geométrica de sus hijos, ponderada por puntos."),
        (Mean("geometric", {"offset": 0}), "en", "Geometric mean of its children, weighted by points."),
        (Mean("harmonic", {"offset": 0.01}), "en",
         "Harmonic mean of its children, weighted by points. 0.01 is added to every score before and subtracted "
         "after."),
        (Mean("power", {"exponent": 0.5}), "vi",
         "Trung bình lũy thừa bậc 0,5 các nút con, có trọng số theo điểm tối đa."),
        (Mean("copeland"), "en",
         "Units are compared pair by pair on the children that both have (Copeland): who is ahead on more points wins. "
         "The score is the share of rivals beaten, a draw counting half."),
    ],
)  # fmt: skip
def test_a_mean_is_read_aloud(mean, lang, said):
    assert sentence(mean, words(lang)) == said


def test_what_lies_under_a_node_is_listed_with_its_points():
    framework = load_framework("dti-922-province")
    headline = next(branch for branch in branches(framework) if branch.code == "dti")
    assert weights(headline, framework, words("vi")) == "Nhóm nền tảng chung 500; Nhóm hoạt động 500"
