"""A chart's files: made when they are asked for, marked and signed, what they were drawn from kept with the store."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from figures.exports import files
from figures.press.drawn import Drawn
from figures.provenance.mark import Mark
from figures.provenance.stamps import Signer, stamp
from figures.words import Words
from store import Release, Viewer, clock, gate, keys, pictures
from store.pictures import Picture


def content(drawn: Drawn, kind: str, scale: int, words: Words, viewer: Viewer) -> bytes:
    """The file with its mark. Raises NoBrowser, and NotAllowed where the viewer may no longer see a release of it."""
    return marked(files.KINDS[kind].make(drawn, words, scale), drawn, kind, viewer)


def marked(made: bytes, drawn: Drawn, kind: str, viewer: Viewer) -> bytes:
    """A file of the chart with its mark, kept with the store. Raises as `content`."""
    keep(drawn.mark, viewer)
    found = keys.signer()
    return stamp(made, kind, drawn.mark, Signer(*found) if found else None)


def zipped(charts: Iterable[tuple[Drawn, Words]], kinds: Sequence[str], scale: int, viewer: Viewer) -> bytes:
    """All kinds of all charts in one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # what is inside is packed already
        for drawn, words in charts:
            for kind in kinds:
                archive.writestr(files.filename(drawn, kind, scale), content(drawn, kind, scale, words, viewer))
    return buffer.getvalue()


def keep(mark: Mark, viewer: Viewer) -> None:
    """Write down what a picture was drawn from, so that its code finds it. Raises NotAllowed and LookupError."""
    found: list[Release] = []
    for name in mark.releases:
        release = gate.one(viewer, name, clock.now())
        if release is None:
            raise LookupError(f"The release {name} can no longer be seen.")
        found.append(release)
    picture = Picture(mark.code, mark.releases, mark.template, mark.options, mark.lang, mark.made)
    pictures.keep(viewer, found, picture)
