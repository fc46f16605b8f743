"""A press kit made in the background with a real browser; and the page that offers it."""

import io
import json
import zipfile

import pytest

from figures.exports.browser import KEPT, Browser
from figures.kits import making as drawing
from figures.kits.settings import Settings
from figures.provenance.stamps import holds, read
from figures.words import words
from pages.parts.press import making
from store import clock, early, gate, keys, kits, lifecycle, pictures
from store.viewers import Role
from tests.needs import CHROMIUM, program
from tests.proof import walk
from tests.store.made import EVERYBODY, HOUR, NOON, SECOND, in_review, person, published

t = words("en").t
WHERE = "http://dti.example.vn/verify"
CHOSEN = Settings(("ranking",), False, ("vi",), ("1-1",))
drawn = pytest.mark.exports


@pytest.fixture
def press(people):
    return person("Thu", Role("press"))


@pytest.fixture
def browser():
    program(*CHROMIUM)
    return KEPT


@pytest.fixture
def at(monkeypatch):
    """`at(moment)` moves the clock of the whole application."""

    def moved(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    moved(NOON)
    return moved


def archive(viewer, release, kit) -> dict[str, bytes]:
    """What a browser of this viewer gets at the kit's address; nothing where it gets none."""
    answer = walk.client(viewer).get(f"/releases/{release.id}/kits/{kit.id}.zip")
    if answer.status_code != 200:
        assert answer.status_code == 404
        return {}
    with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


@drawn
def test_a_kit_is_made_written_down_and_taken_home_by_anybody(people, press, browser):
    (release,) = published(*people).releases
    kit = kits.begin(press, release, CHOSEN.as_data(), False, clock.now())
    assert making.make(kit.id, release, press, WHERE, browser)
    files = archive(EVERYBODY, release, kit)
    names = {
        "vi/1-1/01-ranking.png",
        "vi/data/01-ranking.csv",
        "vi/data/01-ranking.xlsx",
        "vi/texts.md",
        "README-vi.pdf",
    }
    assert set(files) == names | {"manifest.json", "manifest.sig"}
    found = read(files["vi/1-1/01-ranking.png"], "png")
    assert holds(found, keys.public_keys()) and found.mark.releases == (release.id,) and found.mark.reader == ""
    looked_up = pictures.of_code(EVERYBODY, found.mark.code, clock.now())
    assert looked_up is not None and looked_up[0].template == "ranking"
    assert set(json.loads(files["manifest.json"])["sums"]) == names
    (now,) = kits.of_release(press, release)
    assert (now.state, now.done) == (kits.DONE, now.planned)


@drawn
def test_under_embargo_one_for_everybody_is_locked_and_one_s_own_copy_carries_the_name(people, browser, at):
    anna, bình = people
    sent = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON)
    minh = person("Zoé")
    early.name_reader(bình, sent, minh.account or "", NOON)
    release = gate.one(minh, sent.releases[0].id, NOON)
    made = {}
    for is_copy in (False, True):
        made[is_copy] = kits.begin(minh, release, CHOSEN.as_data(), is_copy, NOON)
        assert making.make(made[is_copy].id, release, minh, WHERE, browser)
    at(NOON + HOUR - SECOND)
    assert [archive(viewer, release, made[False]) for viewer in (EVERYBODY, minh, anna, bình)] == [{}] * 4
    assert [archive(viewer, release, made[True]) for viewer in (EVERYBODY, anna, bình)] == [{}] * 3
    own = archive(minh, release, made[True])
    mark = read(own["vi/1-1/01-ranking.png"], "png").mark
    assert (mark.reader, mark.state, mark.made) == ("Zoé", "approved", NOON)
    assert "Zoé" in own["vi/data/01-ranking.csv"].decode() and "Zoé" in own["vi/texts.md"].decode()
    assert json.loads(own["manifest.json"])["reader"] == "Zoé"
    at(NOON + HOUR)
    for viewer in (EVERYBODY, bình):
        files = archive(viewer, release, made[False])
        mark = read(files["vi/1-1/01-ranking.png"], "png").mark
        assert (mark.reader, mark.state, mark.made) == ("", "published", NOON + HOUR)
        assert "Zoé" not in files["vi/texts.md"].decode() + files["vi/data/01-ranking.csv"].decode()
        assert archive(viewer, release, made[True]) == {}


@drawn
def test_a_cancelled_kit_stops_and_whoever_goes_on_makes_the_rest(people, press, browser, monkeypatch):
    (release,) = published(*people).releases
    kit = kits.begin(press, release, CHOSEN.as_data(), False, clock.now())
    pictures_of = drawing.pictures

    def cancelling(*given):
        for parts in pictures_of(*given):
            yield parts
            kits.cancel(press, kit, release, clock.now())

    monkeypatch.setattr(drawing, "pictures", cancelling)
    assert not making.make(kit.id, release, press, WHERE, browser)
    (now,) = kits.of_release(press, release)
    assert (now.state, list(kits.held(kit.id))) == (kits.CANCELLED, ["vi/1-1/01-ranking.png"])
    before = kits.held(kit.id)
    monkeypatch.setattr(drawing, "pictures", pictures_of)
    assert making.make(kit.id, release, press, WHERE, browser)
    assert before.items() <= kits.held(kit.id).items()
    assert kits.of_release(press, release)[0].state == kits.DONE


def test_without_a_browser_a_kit_says_why_it_was_not_made(people, press, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/no/such/chromium")
    (release,) = published(*people).releases
    kit = kits.begin(press, release, CHOSEN.as_data(), False, clock.now())
    assert not making.make(kit.id, release, press, WHERE, Browser())
    (now,) = kits.of_release(press, release)
    assert (now.state, now.fault) == (kits.FAILED, making.NO_BROWSER)


def test_only_those_who_may_make_a_kit_are_offered_one(people, press, open_page, monkeypatch):
    walk.open_everything(monkeypatch)
    (release,) = published(*people).releases
    kit = kits.begin(press, release, CHOSEN.as_data(), False, clock.now())
    shown = open_page("press", press, release=release.id)
    assert not shown.exception
    keys_of = {each.key for each in shown.button}
    assert {"kit_make", f"kit_cancel_{kit.id}"} <= keys_of
    shown = shown.button(key=f"kit_cancel_{kit.id}").click().run()
    assert kits.of_release(press, release)[0].state == kits.CANCELLED
    shown = open_page("press", None, release=release.id)
    assert not shown.exception and "kit_make" not in {each.key for each in shown.button}


def test_a_locked_kit_says_until_when(people, open_page, monkeypatch):
    walk.open_everything(monkeypatch)
    anna, bình = people
    moment = clock.now().replace(microsecond=0) + HOUR
    (release,) = lifecycle.approve(bình, in_review(anna), moment, clock.now()).releases
    kit = kits.begin(bình, release, CHOSEN.as_data(), False, clock.now())
    worker = kits.take_up(kit, 1, clock.now())
    assert worker and kits.put(kit.id, worker, [("a", b"a")], clock.now()) and kits.end(kit.id, worker, clock.now())
    shown = open_page("press", bình, release=release.id)
    assert not shown.exception
    said = " ".join(each.value for each in shown.info)
    assert t("kit.locked", moment=words("en").moment(clock.to_local(moment))) in said
    assert t("kit.embargo") in " ".join(each.value for each in shown.caption)
