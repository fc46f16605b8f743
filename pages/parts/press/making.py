"""A press kit made in the background, one at a time: part by part into the store, until it is done or cancelled.

Nothing is lost with the process: whoever goes on makes what is missing.
"""

import logging
from concurrent.futures import Future
from dataclasses import replace

import store
from figures.exports.browser import BACKGROUND, Browser, NoBrowser
from figures.kits import making, manifest, settings, written
from figures.kits.settings import Chart, Settings
from figures.press.material import Material
from figures.press.templates import TEMPLATES
from figures.provenance.stamps import Signer
from pages.parts.press.material import beside, material
from pages.parts.turns import Turns
from store import Release, Viewer, clock, gate, keys, kits, pictures
from store.kits import Kit
from store.releases import PUBLISHED

log = logging.getLogger(__name__)
NO_BROWSER, FAILED = "no_browser", "failed"  # why a kit was not made
_turns = Turns("kits", 1)


def begin(kit: Kit, release: Release, viewer: Viewer, address: str) -> Future[bool]:
    """Make it, after those that were begun before; whether it came to its end."""
    return _turns.begin(kit.id, make, kit.id, release, viewer, address)


def before(kit: Kit) -> int:
    """How many this process makes first; one that waits elsewhere, or for nobody, has none."""
    return _turns.before(kit.id)


def make(kit_id: str, release: Release, viewer: Viewer, address: str, browser: Browser = BACKGROUND) -> bool:
    """Make what is missing of a kit; False where it was cancelled, failed, or somebody else is at it."""
    found = kits.find(viewer, kit_id, clock.now())
    if found is None:
        return False
    kit = found[0]
    own = settings.from_data(kit.settings)
    of = drawn_from(kit, release, viewer)
    charts = settings.charts(of, own)
    worker = kits.take_up(kit, planned(charts, own), clock.now())
    if worker is None:
        return False
    try:
        return _made(kit, worker, of, charts, viewer, address, browser)
    except NoBrowser:
        kits.end(kit.id, worker, clock.now(), NO_BROWSER)
    except Exception:
        log.exception("the press kit %s was not made", kit.id)
        kits.end(kit.id, worker, clock.now(), FAILED)
    return False


def planned(charts: list[Chart], own: Settings) -> int:
    """How many files the kit will have: charts, words and figures, the manifest with its signature."""
    return len(charts) * len(own.formats) + len(written.names(charts, own.langs)) + 2


def drawn_from(kit: Kit, release: Release, viewer: Viewer) -> Material:
    """What the kit's charts are drawn from: for everybody the release as it will be from its moment on, beside what is
    public then; for a reader as it is, with their name on it.
    """
    is_programme = store.read(release, viewer).scores.framework.is_programme  # the trail notes a reader's look
    seen = [each for each in gate.visible(viewer, clock.now()) if each.seen_by.units is None]
    # Of what is not public only this upload, which is published together.
    upload = [each for each in seen if each.submission == release.submission and not each.is_public]
    public = [each for each in seen if each.is_public]
    of = next((each for each in (*upload, *public) if each.id == release.id), release)
    if kit.reader:
        of = replace(of, reader=viewer.as_written)
    elif upload:
        upload = [replace(each, state=PUBLISHED, reader="") for each in upload]
        of = next(each for each in upload if each.id == release.id)
    others = [of, *(each for each in (*upload, *public) if each.id != of.id)]
    # One material for all templates: those that draw one release look at nothing beside it.
    widest = next(e for e in TEMPLATES.values() if e.beside and (e.name == "programme") == is_programme)
    return material(of, beside(of, others, widest), viewer)


def _made(
    kit: Kit, worker: str, of: Material, charts: list[Chart], viewer: Viewer, address: str, browser: Browser
) -> bool:
    release, own, signer = of.release, settings.from_data(kit.settings), Signer.of(keys.signer())
    # What is drawn before its moment is handed out from then on, and says that day.
    at = clock.now() if kit.reader else max(clock.now(), release.publish_at or clock.now())
    maker = making.Maker(of, own, at, address, signer, browser)
    for parts in making.pictures(maker, charts, kits.held(kit.id)):
        if not _put(kit, worker, parts, viewer):
            return False
    for parts in written.written(maker, charts, list(kits.held(kit.id))):
        if not _put(kit, worker, parts, viewer):
            return False
    made = f"{maker.made:%Y-%m-%dT%H:%M:%SZ}"
    last = manifest.manifest(of, kit.settings, made, kits.held(kit.id), signer)
    return kits.put(kit.id, worker, last, clock.now()) and kits.end(kit.id, worker, clock.now())


def _put(kit: Kit, worker: str, parts: list[making.Part], viewer: Viewer) -> bool:
    for mark in {part.mark.code: part.mark for part in parts if part.mark is not None}.values():
        pictures.leaves(viewer, mark, clock.now())
    return kits.put(kit.id, worker, [(part.name, part.content) for part in parts], clock.now())
