"""What all tables belong to, and texts that both databases can keep."""

from typing import Any

import sqlalchemy
from sqlalchemy import MetaData
from sqlalchemy.types import TypeDecorator

metadata = MetaData()


def clean(text: str) -> str:
    """The text without what cannot be kept: NUL (by PostgreSQL), half a surrogate pair (in UTF-8)."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _bound(self: object, value: Any, dialect: object) -> Any:
    return clean(value) if isinstance(value, str) else value


class Text(TypeDecorator[str]):
    """A text of any length."""

    impl = sqlalchemy.Text
    cache_ok = True
    process_bind_param = _bound


class String(TypeDecorator[str]):
    """A text of at most so many characters."""

    impl = sqlalchemy.String
    cache_ok = True
    process_bind_param = _bound
