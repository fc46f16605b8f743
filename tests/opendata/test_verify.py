"""A file that goes round is sent to the route, or its code: what it says to a stranger, and what it never says."""

import asyncio
import io
import json
from datetime import datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from figures.provenance import apart
from figures.provenance.mark import Mark, code_of, content_of, printed
from figures.provenance.stamps import KINDS, Signer, stamp
from figures.provenance.verdict import VERDICTS, Verdict
from figures.words import LANGUAGES, words
from frame.verifying import Screen
from opendata import verify
from opendata.limits import Limit
from store import clock, gate, keys, lifecycle, pictures
from store.pictures import Picture
from tests.figures.provenance.files import OTHERS, files
from tests.pages.test_about import corrected
from tests.store.made import EVERYBODY, HOUR, NOON, SECOND, in_review, published, submission_of

OPTIONS = {"size": "16-9", "title": "Xếp hạng"}


@pytest.fixture
def ask(people):
    """A client of a server that has these routes alone; it asks as often as it likes."""
    screen = Screen()
    made = Starlette(routes=verify.routes(screen, Limit(1000, 60_000)))
    return TestClient(made)


def mark_of(release, **about) -> Mark:
    said = {
        "releases": (release.id,), "content": content_of({release.id: release.manifest}), "state": release.state,
        "origin": release.origin, "stage": release.stage, "period": release.period, "template": "ranking",
        "options": OPTIONS, "lang": "vi", "made": datetime(2026, 7, 1, 5), "address": "http://127.0.0.1:8501/verify",
        "code": code_of((release.id,), "ranking", OPTIONS, "vi"), **about,
    }  # fmt: skip
    return Mark(**said)


def signer() -> Signer:
    found = keys.signer()
    assert found is not None
    return Signer(*found)


def exported(release, kind="png", sign=None, viewer=EVERYBODY, **about) -> bytes:
    """As an export leaves: stamped, signed, and written down."""
    mark = mark_of(release, **about)
    made = Picture(mark.code, mark.releases, mark.template, mark.options, mark.lang, mark.made)
    pictures.keep(viewer, [release], made)
    return stamp(files()[kind], kind, mark, sign or signer())


def verdict(ask, content: bytes, **more) -> str:
    answer = ask.post(verify.PATH, content=content, **more)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()["verdict"]


def test_an_exported_file_is_genuine_and_a_changed_one_is_altered(ask, people):
    (release,) = published(*people).releases
    for kind in KINDS:
        content = exported(release, kind)
        assert verdict(ask, content) == "genuine", kind
        if kind in ("svg", "html"):
            assert verdict(ask, content.replace(b">Hu", b">Ha", 1)) == "altered", kind
        elif kind in ("png", "pdf", "csv"):
            assert verdict(ask, content + b"\n") == "altered", kind
        assert verdict(ask, exported(release, kind, sign=OTHERS)) == "altered", kind
        assert verdict(ask, files()[kind]) == "unmarked", kind


def test_what_is_said_of_a_genuine_file_is_what_stands_in_it(ask, people):
    (release,) = published(*people).releases
    said = ask.post(verify.PATH, content=exported(release), params={"lang": "es"}).json()
    mark = mark_of(release)
    assert said["file"]["mark"] == mark.as_data() and said["file"]["signed_with"] == keys.document()["current"]
    assert (said["language"], said["code"], said["releases"]) == ("es", mark.code, [release.id])
    assert said["said"].startswith("Auténtico y vigente") and said["superseded_by"] is None
    assert said["picture"]["options"] == OPTIONS


def test_a_superseded_and_a_withdrawn_release_say_so(ask, people):
    anna, bình = people
    old, new, _ = corrected(anna, bình)
    by_id = {release.id: release for release in gate.visible(EVERYBODY, clock.now())}
    first, second = exported(by_id[old]), exported(by_id[new])
    said = ask.post(verify.PATH, content=first).json()
    assert (said["verdict"], said["superseded_by"]) == ("superseded", new)
    assert verdict(ask, second) == "genuine"
    lifecycle.withdraw(bình, submission_of(bình, new, clock.now()), "Nhầm cột", clock.now())
    said = ask.post(verify.PATH, content=second).json()
    assert (said["verdict"], said["withdrawn"]["reason"]) == ("withdrawn", "Nhầm cột")
    assert verdict(ask, second + b"\n") == "altered"
    assert verdict(ask, first) == "genuine"


def test_before_its_moment_nothing_is_said_of_what_is_under_embargo(ask, people, monkeypatch):
    """Not of the file, well signed as it is; not of its code; and the answer is the one to what does not exist."""
    anna, bình = people
    (release,) = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON).releases
    monkeypatch.setattr(clock, "now", lambda: NOON + HOUR - SECOND)
    content = exported(release, viewer=bình, reader="Bình")
    mark = mark_of(release, releases=("no-such-release",))
    invented = stamp(files()["png"], "png", mark, OTHERS)
    answers = [ask.post(verify.PATH, content=each).json() for each in (content, content + b"\n", invented)]
    for said in answers:
        said["file"] = {"kind": said["file"]["kind"], "mark": said["file"].get("mark")}
    assert answers[0] == answers[1] == answers[2] and answers[0]["verdict"] == "unknown"
    code = mark_of(release).code
    assert ask.get(f"{verify.PATH}/{code}").json() == ask.get(f"{verify.PATH}/0000000000").json()
    monkeypatch.setattr(clock, "now", lambda: NOON + HOUR)
    assert verdict(ask, content) == "genuine"
    assert ask.get(f"{verify.PATH}/{code}").json()["verdict"] == "untold"


def test_a_release_whose_figures_are_others_than_in_the_mark_is_not_taken_for_it(ask, people):
    (release,) = published(*people).releases
    assert verdict(ask, exported(release, content="0" * 64)) == "altered"


def test_without_a_signature_a_file_proves_nothing(ask, people):
    (release,) = published(*people).releases
    assert verdict(ask, stamp(files()["svg"], "svg", mark_of(release), None)) == "unsigned"


@pytest.mark.parametrize("typed", ["{}", " {} "])
def test_a_picture_that_lost_its_mark_is_known_by_its_code(ask, people, typed):
    (release,) = published(*people).releases
    exported(release)
    code = mark_of(release).code
    said = ask.get(f"{verify.PATH}/{typed.format(printed(code)).lower()}").json()
    assert (said["verdict"], said["code"], said["state"]) == ("untold", code, "current")
    assert said["said"].startswith("Không thể xác định từ tệp") and said["picture"]["template"] == "ranking"
    assert said["picture"]["options"] == OPTIONS


@pytest.mark.parametrize("code", ["%00", "x" * 500, "ILOU-00000", "..", "<script>"])
def test_what_is_no_code_is_unknown(ask, code):
    answer = ask.get(f"{verify.PATH}/{code}")
    assert answer.status_code == 404 or answer.json()["verdict"] == "unknown"


def test_a_person_sends_a_form_and_reads_the_verdict(ask, people):
    (release,) = published(*people).releases
    content = exported(release)
    html = {"Accept": "text/html"}
    for lang in LANGUAGES:
        t = words(lang).t
        shown = ask.get(f"{Screen.FORM}?lang={lang}", headers=html).text
        assert t("verdict.intro") in shown and 'enctype="multipart/form-data"' in shown
        sent = {"file": ("bieu-do.png", content, "image/png")}
        fields = {"mark": "not looked at"}
        answer = ask.post(f"{Screen.FORM}?lang={lang}", files=sent, data=fields, headers=html)
        assert answer.status_code == 200 and t("verdict.genuine_long") in answer.text and release.id in answer.text
        assert f"/verify?lang={lang}&amp;of=code&amp;code={mark_of(release).code}" in answer.text


def test_programs_may_send_a_form_too(ask, people):
    (release,) = published(*people).releases
    sent = {"file": ("a.svg", io.BytesIO(exported(release, "svg")), "image/svg+xml")}
    assert ask.post(verify.PATH, files=sent).json()["verdict"] == "genuine"


LARGE = apart.MOST_BYTES + 1


def pieces(size: int):
    for at in range(0, size, 2**16):
        yield bytes(min(2**16, size - at))


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ({"content": bytes(LARGE + 2**17)}, 413, "file_large"),
        ({"content": pieces(LARGE)}, 413, "file_large"),  # of no stated length
        ({"content": b""}, 400, "no_file"),
        ({"content": b"no form", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 400, "no_file"),
        ({"content": b"no form", "headers": {"Content-Type": "multipart/form-data"}}, 400, "no_file"),
        ({"data": {"file": "a text"}, "files": {"": ("", b"")}}, 400, "no_file"),
    ],
    ids=["large", "large stream", "empty", "no form", "no boundary", "no file"],
)
def test_what_cannot_be_read_is_told_why(ask, how, status, code):
    answer = ask.post(verify.PATH, **how)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/opendata#{code}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == words("vi").t(f"opendata.fault.{code}")


def test_twenty_megabytes_are_read(ask):
    assert verdict(ask, bytes(apart.MOST_BYTES)) == "unmarked"


def test_who_asks_too_often_waits(people):
    screen = Screen()
    client = TestClient(Starlette(routes=verify.routes(screen, Limit(2, 60, clock=lambda: 0.0))))
    assert [client.get(f"{verify.PATH}/0000000000").status_code for _ in range(3)] == [200, 200, 429]
    answer = client.post(screen.FORM, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")


def test_only_so_many_files_are_read_at_once(ask):
    held = [apart._turns.acquire(blocking=False) for _ in range(apart.AT_ONCE)]
    try:
        assert all(held)
        answer = ask.post(verify.PATH, content=b"a,b\n")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert answer.json()["type"] == "/opendata#files_busy"
    finally:
        for _ in held:
            apart._turns.release()
    assert verdict(ask, b"a,b\n") == "unmarked"


def test_a_file_that_never_ends_is_given_up_and_one_that_is_hostile_says_nothing():
    async def slowly():
        yield b"\x89PNG"
        await asyncio.sleep(30)

    with pytest.raises(apart.TooSlow):
        asyncio.run(apart.look(slowly(), patience=0.3))

    async def deep():
        yield b"# dti-mark: " + b"[" * 10_000_000 + b"\n# dti-signature: " + b"0" * 16 + b":" + b"0" * 88

    looked = asyncio.run(apart.look(deep()))
    assert looked is None or looked.found.mark is None
    for _ in range(apart.AT_ONCE + 1):  # every turn was given back
        with pytest.raises(apart.TooSlow):
            asyncio.run(apart.look(slowly(), patience=0.05))


def test_every_answer_is_whole_in_every_language():
    for lang in LANGUAGES:
        for each in VERDICTS:
            found = Verdict(each, by="r2", reason="Nhầm", state="withdrawn")
            assert all(found.sentences(words(lang))) and "Nhầm" in found.standing(words(lang))
            json.dumps(found.as_data(words(lang)))
