"""Log lines are JSON."""

import importlib.util
import json
import logging
import sys

from streamlit import config

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


def test_streamlit_draws_no_traceback_between_the_lines():
    """As it would where what draws them is installed, as it is here."""
    assert importlib.util.find_spec("rich")
    config.get_config_options(force_reparse=True)
    assert config.get_option("logger.enableRich") is False
