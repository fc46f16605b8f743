"""The one file of a posted form (multipart/form-data), piece by piece as it arrives; nothing of it is kept."""

from collections.abc import AsyncIterator

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header


class Broken(ValueError):
    """A form that cannot be read, or that brings no file."""


class _Parts:
    """Collects the bytes of the form's first file between two pieces of the stream; other fields are passed over."""

    def __init__(self) -> None:
        self.seen, self.is_file = False, False
        self.name, self.value, self.pieces = b"", b"", list[bytes]()

    def begin(self) -> None:
        self.is_file, self.name, self.value = False, b"", b""

    def field(self, data: bytes, begins: int, ends: int) -> None:
        self.name += data[begins:ends]

    def said(self, data: bytes, begins: int, ends: int) -> None:
        self.value += data[begins:ends]

    def header(self) -> None:
        if self.name.lower() == b"content-disposition" and b"filename" in parse_options_header(self.value)[1]:
            self.is_file, self.seen = not self.seen, True
        self.name = self.value = b""

    def data(self, data: bytes, begins: int, ends: int) -> None:
        if self.is_file:
            self.pieces.append(data[begins:ends])


async def file_in(stream: AsyncIterator[bytes], content_type: str) -> AsyncIterator[bytes]:
    """The pieces of the form's first file. Raises Broken."""
    boundary = parse_options_header(content_type)[1].get(b"boundary")
    if not boundary:
        raise Broken("the form names no boundary")
    found = _Parts()
    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": found.begin, "on_header_field": found.field, "on_header_value": found.said,
            "on_header_end": found.header, "on_part_data": found.data,
        },
    )  # fmt: skip
    try:
        async for part in stream:
            parser.write(part)
            for piece in found.pieces:
                yield piece
            found.pieces.clear()
        parser.finalize()
    except FormParserError as fault:
        raise Broken(str(fault)) from fault
    if not found.seen:
        raise Broken("the form brings no file")
