"""Marks in PDF: an XMP packet, added behind the document as it is. What we drew is parsed, never a stranger's file.

A packet is plain text within a PDF, so a stranger's document is searched for one and summed as bytes.
"""

import html
import io
import re

from figures.provenance.texts import xml

_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:p="urn:dti:provenance" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:source>{source}</dc:source>{mark}</rdf:Description></rdf:RDF></x:xmpmeta>\n"
    '<?xpacket end="r"?>'
)
_MARK = re.compile(rb"<p:dti-mark>(.*?)</p:dti-mark>", re.DOTALL)


def into(content: bytes, mark: str, source: str) -> bytes:
    """The document with a packet that carries the mark and the empty field; the bytes before it stay as they are."""
    # Imported here: who only reads marks goes without.
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    writer = PdfWriter(io.BytesIO(content), incremental=True)
    packet = DecodedStreamObject()
    packet[NameObject("/Type")] = NameObject("/Metadata")
    packet[NameObject("/Subtype")] = NameObject("/XML")
    packet.set_data(_PACKET.format(source=html.escape(source), mark=xml(mark)).encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def mark_in(content: bytes) -> str | None:
    found = _MARK.search(content)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else None
