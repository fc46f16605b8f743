"""Tables as files, read as their readers read them; more in the tests of rankings."""

import io

import pandas as pd

from figures import downloads


def test_a_sign_of_comments_in_a_text_cuts_no_line_off():
    table = pd.DataFrame({"source": ["https://x.vn/a#b, c", None], "value": [0.25, None]})
    content = downloads.csv(table, {"Source": "a #1"})
    read = pd.read_csv(io.BytesIO(content), comment="#")
    pd.testing.assert_frame_equal(read, table, check_dtype=False)
