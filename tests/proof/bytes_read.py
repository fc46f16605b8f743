"""Everything that is sent to a browser or saved as a file, as text: messages of pages, tables, charts, archives."""

import base64
import html
import io
import json
import re
import zipfile
import zlib
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from google.protobuf.message import Message

_TYPED = re.compile(r'"dtype":\s*"(\w+)",\s*"bdata":\s*"([^"]*)"')
_TYPED_TOO = re.compile(r'"bdata":\s*"([^"]*)",\s*"dtype":\s*"(\w+)"')


def of_page(shown: Any) -> str:
    """All that a run of a page under AppTest sends, hidden parts too, and the address that it leaves."""
    return "\n".join([*_of_block(shown._tree), json.dumps(dict(shown.query_params), default=str)])


def _of_block(block: Any) -> list[str]:
    found = [of_message(block.proto)] if getattr(block, "proto", None) is not None else []
    for child in getattr(block, "children", {}).values():
        found += _of_block(child)
    return found


def of_message(message: Any) -> str:
    """Every field of a message of Streamlit's, tables and charts read."""
    if isinstance(message, Message):
        return "\n".join(of_message(value) for _, value in message.ListFields())
    if isinstance(message, bytes):
        return of_file(message)
    if isinstance(message, str):
        return _text(message)
    if isinstance(message, (int, float, bool)):
        return repr(message)
    if hasattr(message, "items"):
        return "\n".join(f"{key}\n{of_message(value)}" for key, value in message.items())
    return "\n".join(of_message(value) for value in message)


def of_file(content: bytes) -> str:
    """A file as text: archives unpacked to the last member, Parquet and Arrow as tables, streams of a PDF unpacked."""
    if content[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(f"{name}\n{of_file(archive.read(name))}" for name in archive.namelist())
    if content[:4] == b"PAR1":
        said = pq.read_schema(io.BytesIO(content)).metadata or {}
        beside = "\n".join(_text(value.decode("utf-8", "ignore")) for value in said.values())
        return f"{_of_table(pd.read_parquet(io.BytesIO(content)))}\n{beside}"
    if content[:4] == b"%PDF":
        return "\n".join(map(_unpacked, re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)))
    if content[:4] == b"\x89PNG" or content[:3] == b"\xff\xd8\xff":
        return ""  # a picture: what it is drawn from is guarded by `reads`
    try:
        with pa.ipc.open_stream(content) as reader:
            return _of_table(reader.read_pandas())
    except (pa.ArrowInvalid, OSError):
        return _text(content.decode("utf-8", "ignore"))


def _of_table(table: pd.DataFrame) -> str:
    return table.to_csv(index=True)


def _unpacked(stream: bytes) -> str:
    try:
        return zlib.decompress(stream.strip()).decode("latin-1")
    except zlib.error:
        return ""


def _text(text: str) -> str:
    """The text, and once more with entities, escapes and typed arrays of charts read."""
    found = [text]
    if "&" in text:
        found.append(html.unescape(text))
    if "\\u" in text:
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
        found.append(text)
    if "bdata" in text:
        arrays = [*_TYPED.findall(text), *(match[::-1] for match in _TYPED_TOO.findall(text))]
        found += [" ".join(map(repr, np.frombuffer(base64.b64decode(data), kind).tolist())) for kind, data in arrays]
    return "\n".join(found)
