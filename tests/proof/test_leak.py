"""What is under embargo is nobody's before its moment and everybody's from it on, wherever a reader can look.

The walk enumerates pages and routes by itself: what is added later is walked without being named here.
"""

from datetime import timedelta

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

import app
from store import clock, contents, documents
from tests.proof import bytes_read, planted, walk
from tests.proof.planted import AT, UNIT

SECOND = timedelta(seconds=1)


@pytest.fixture
def scene(own_store, no_caches, monkeypatch):
    monkeypatch.setenv("DTI_STRICT", "1")
    walk.open_everything(monkeypatch)
    return planted.made()


@pytest.fixture
def at(monkeypatch):
    """`at(moment)` moves the clock of the whole application."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def reads(monkeypatch):
    """Sums of the documents that were read since it was emptied; so that pictures, too, are drawn from nothing else."""
    found: set[str] = set()
    read, fetch = contents._read, documents.fetch

    def reading(manifest):
        found.update(sum_ for _, sum_ in manifest)
        return read(manifest)

    reading.cache_clear = read.cache_clear
    monkeypatch.setattr(contents, "_read", reading)
    monkeypatch.setattr(
        documents, "fetch", lambda connection, sums: (found.update(sums.values()), fetch(connection, sums))[1]
    )
    return found


def asked(release) -> dict[str, str]:
    """A page's address that asks for a hidden release, its upload and a unit of it."""
    return {"release": release.id, "submission": release.submission, "unit": UNIT}


def forbidden(scene, who: str) -> set[str]:
    """What this outsider may not read. An officer of the block sees the own unit's cells and of which release they are;
    an administrator reads in the trail what was done to which release, and no figure or text of it."""
    secrets = scene.secrets
    figures = {text for unit, said in secrets.figures.items() for text in said}
    if who == "officer of another unit":
        return {text for unit, said in secrets.figures.items() if unit != "VTV" for text in said} | secrets.hidden
    if who == "administrator":
        return figures | secrets.hidden | {planted.MARK}
    return figures | secrets.hidden | secrets.texts


def everything(scene, number, who, open_page, downloads, whole):
    """One outsider's walk: the visitor tries choices and asks for all that is hidden, the others for one of it."""
    viewer = scene.outsiders[who]
    first = who == "visitor"
    hidden = scene.releases if first else [scene.releases[number % len(scene.releases)]]
    queries = [*([{}] if first else []), *map(asked, hidden)]
    yield from walk.through_pages(open_page, downloads, viewer, queries, explore=first and whole)
    yield from walk.through_routes(viewer, [(release.id, release.submission) for release in scene.releases])


# Whatever differs between databases is what the store gives: there these few walk.
FEW = ("visitor", "officer of another unit", "analyst of another block")


def test_nothing_is_read_before_and_everything_after(scene, at, reads, open_page, downloads, empty):
    whole = empty == "sqlite"
    walking = scene.outsiders if whole else {who: scene.outsiders[who] for who in FEW}
    at(AT - SECOND)
    # Those who may look look first, so that whatever is cached is there when the others come.
    for name in ("approver", "reader"):
        seen = walk.through_pages(open_page, downloads, scene.insiders[name], [asked(scene.releases[0])])
        assert walk.leaks(seen, {planted.MARK}), f"{name} sees nothing, and this proves nothing"
    assert reads & scene.secrets.sums
    for number, who in enumerate(walking):
        reads.clear()
        found = everything(scene, number, who, open_page, downloads, whole)
        assert walk.leaks(found, forbidden(scene, who)) == [], who
        if who != "officer of another unit":  # who is shown the own unit's cells of it
            assert not reads & scene.secrets.sums, who
    at(AT)
    for who, viewer in walking.items():
        _reads_all(scene, who, viewer, open_page)
    at(AT + SECOND)
    queries = list(map(asked, scene.releases[1:]))
    found = list(walk.through_pages(open_page, downloads, scene.outsiders["visitor"], queries))
    said = "\n".join(text for _, text in found)
    for text in (f"{planted.MARK} source", f"{planted.MARK} notice", "November 2024"):
        assert text in said, f"the walk does not find what is public: {text}"
    assert any(text in said for text in scene.secrets.figures[UNIT])
    assert not walk.leaks(iter(found), scene.secrets.hidden)


def _reads_all(scene, who, viewer, open_page):
    """From the very moment on: the page, the bundle and the file of each release, for everybody."""
    browser = walk.client(viewer)
    for number, release in enumerate(scene.releases, start=1):
        shown = bytes_read.of_page(open_page("rankings", viewer, **asked(release)))
        assert f"{planted.MARK} source" in shown, who
        bundle = browser.get(f"/releases/{release.id}/bundle.zip")
        assert bundle.status_code == 200 and f"{planted.MARK} source" in bytes_read.of_file(bundle.content), who
        drawn = browser.get(f"/opendata/v1/verify/{planted.picture(release.id).code}")
        assert f"{planted.MARK} picture" in bytes_read.of_file(drawn.content), who
        kit = browser.get(f"/releases/{release.id}/kits/{planted.kit_of(release.id)}.zip")
        assert kit.status_code == 200 and f"{planted.MARK} kit" in bytes_read.of_file(kit.content), who
        file = browser.get(f"/releases/{release.id}/files/1")
        assert (file.status_code, file.content) == (200, f"{planted.MARK} uploaded bytes {number}".encode()), who
        for ending in ("json", "csv", "parquet", "xlsx"):
            table = browser.get(f"/opendata/v1/releases/{release.id}/scores.{ending}")
            assert f"{planted.MARK} source" in bytes_read.of_file(table.content), f"{who}: {ending}"


def test_a_route_that_tells_is_found_and_one_that_cannot_be_filled_fails(scene, at, monkeypatch):
    at(AT - SECOND)

    async def tells(request):
        return PlainTextResponse(f"of {request.path_params['release']}: {planted.MARK}")

    monkeypatch.setattr(app.app, "_user_routes", [*walk.routes(), Route("/new/{release}", tells)])
    ids = [(release.id, release.submission) for release in scene.releases]
    found = walk.leaks(walk.through_routes(scene.outsiders["visitor"], ids), {planted.MARK})
    assert found == [f"GET /new/{release.id}: {planted.MARK}" for release in scene.releases]
    with pytest.raises(walk.CannotFill, match="/of/{moon}: nothing is known to stand for moon"):
        walk.filled("/of/{moon}", ids)
