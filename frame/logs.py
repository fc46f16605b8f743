"""Logs as JSON lines on standard error: one object a line, the form that log collectors read.

No personal data goes there but the name of an account.
"""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

REQUEST: ContextVar[str] = ContextVar("request", default="")
_SERVER = ("streamlit", "uvicorn", "websockets")
# A line for every font and script; what failed is said by the others.
_SILENT = "uvicorn.access"


class JsonLines(logging.Formatter):
    """{"time", "level", "logger", "message"}; where there are such, the id of the "request", what a record has as
    `fields`, and "error" with the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {"request": REQUEST.get()} if REQUEST.get() else {}
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure(level: int = logging.INFO) -> None:
    """Sends every logger's lines to standard error as JSON.

    Streamlit gives each of its loggers a handler of its own and keeps them from the root, so these are
    taken away and the way to the root opened. Call it when the server starts, once its loggers exist.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.Logger) and name.split(".")[0] in _SERVER:
            logger.handlers.clear()
            logger.propagate = name != _SILENT
