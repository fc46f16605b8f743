"""A finished table in HTML."""

import numpy as np
import pandas as pd

from figures.plain_table import plain_table
from figures.words import words

TABLE = pd.DataFrame({"Năm": ["2023", "2024"], "A & B": ["<b>", None], "Score": [0.71234, np.nan], "Rank": [1200, 2]})


def test_numbers_are_in_the_form_of_the_language_and_nothing_is_markup():
    assert plain_table(TABLE, words("vi"), 'Of "A"') == (
        '<table class="plain" aria-label="Of &quot;A&quot;"><thead><tr><th scope="col">Năm</th>'
        '<th scope="col">A &amp; B</th><th scope="col" class="n">Score</th>'
        '<th scope="col" class="n">Rank</th></tr></thead><tbody>'
        '<tr><td>2023</td><td>&lt;b&gt;</td><td class="n">0,7123</td><td class="n">1.200</td></tr>'
        '<tr><td>2024</td><td></td><td></td><td class="n">2</td></tr></tbody></table>'
    )
