"""Citations: both forms carry the release, and nothing that BibTeX would take for its own."""

from datetime import date

import pytest

from figures.citation import Cited, apa, bibtex
from figures.words import LANGUAGES, words

OF = Cited(
    "Digital transformation index", 2025, "DTI 100 % of A & B", "province-63-2024-f00ab55b", "https://dti.example/a_b",
    "https://here.example/rankings?release=province-63-2024-f00ab55b", date(2026, 3, 9),
)  # fmt: skip


def test_the_line_names_all_that_a_reader_needs():
    assert apa(OF, words("en")) == (
        "Digital transformation index (2025). DTI 100 % of A & B [Data set, release province-63-2024-f00ab55b]. "
        "Figures from: https://dti.example/a_b. Retrieved 9 March 2026, from "
        "https://here.example/rankings?release=province-63-2024-f00ab55b"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_carries_release_and_address(lang):
    said = apa(OF, words(lang))
    assert OF.release in said and OF.address in said and "2025" in said


def test_the_entry_escapes_what_bibtex_reads():
    lines = bibtex(OF).splitlines()
    assert lines[0] == "@misc{province-63-2024-f00ab55b," and lines[-1] == "}"
    assert r"title        = {{DTI 100 \% of A \& B}}," in [line.strip() for line in lines]
    assert any("province-63-2024-f00ab55b" in line and "version" in line for line in lines)
