"""A chart's files: made when they are asked for, marked and signed, what they were drawn from kept with the store."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from figures.exports import files
from figures.press.drawn import Drawn
from figures.provenance.stamps import Signer, stamp
from figures.words import Words
from store import Viewer, clock, keys, pictures


def content(drawn: Drawn, kind: str, scale: int, words: Words, viewer: Viewer) -> bytes:
    """The file with its mark. Raises NoBrowser, and NotAllowed where the viewer may no longer see a release of it."""
    return marked(files.KINDS[kind].make(drawn, words, scale), drawn, kind, viewer)


def marked(made: bytes, drawn: Drawn, kind: str, viewer: Viewer) -> bytes:
    """A file of the chart with its mark, kept with the store. Raises as `content`."""
    pictures.leaves(viewer, drawn.mark, clock.now())
    return stamp(made, kind, drawn.mark, Signer.of(keys.signer()))


def zipped(charts: Iterable[tuple[Drawn, Words]], kinds: Sequence[str], scale: int, viewer: Viewer) -> bytes:
    """All kinds of all charts in one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # what is inside is packed already
        for drawn, words in charts:
            for kind in kinds:
                archive.writestr(files.filename(drawn, kind, scale), content(drawn, kind, scale, words, viewer))
    return buffer.getvalue()
