"""A chart's files: made when they are asked for, marked and signed, what they were drawn from kept with the store."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from figures.exports import files
from figures.press.drawn import Drawn
from figures.words import Words
from pages.parts.marked import marked
from store import Viewer


def content(drawn: Drawn, kind: str, scale: int, words: Words, viewer: Viewer) -> bytes:
    """The file with its mark. Raises NoBrowser, and NotAllowed where the viewer may no longer see a release of it."""
    return marked(files.KINDS[kind].make(drawn, words, scale), kind, drawn.mark, viewer)


def zipped(charts: Iterable[tuple[Drawn, Words]], kinds: Sequence[str], scale: int, viewer: Viewer) -> bytes:
    """All kinds of all charts in one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # what is inside is packed already
        for drawn, words in charts:
            for kind in kinds:
                archive.writestr(files.filename(drawn, kind, scale), content(drawn, kind, scale, words, viewer))
    return buffer.getvalue()
