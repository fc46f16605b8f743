"""Log lines are JSON."""

import json
import logging
import sys

from frame.logs import JsonLines


def test_a_line_is_one_object_with_the_traceback_in_it():
    try:
        raise ValueError("Đắk Lắk")
    except ValueError:
        record = logging.LogRecord("dti", logging.ERROR, __file__, 1, "page %s\nfailed", ("map",), sys.exc_info())
    text = JsonLines().format(record)
    assert "\n" not in text
    line = json.loads(text)
    assert (line["level"], line["logger"], line["message"]) == ("error", "dti", "page map\nfailed")
    assert line["error"].endswith("ValueError: Đắk Lắk")
    assert line["time"].endswith("+00:00")
