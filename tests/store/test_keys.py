"""The key that signs bundles: made once, readable by us alone, never in the database."""

import base64
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scoring.bundle import verify
from scoring.bundle.signing import KeyFormError, key_id, pem, public_of
from store import audit, bundles, gate, keys
from store.database import engine
from store.rights import NotAllowed
from store.schema import metadata
from store.viewers import Role
from tests.store import forked
from tests.store.made import EVERYBODY, NOON, analyst, approver, person, published


@pytest.fixture
def yến(empty):
    return person("Yến", Role("administrator"))


def current() -> str:
    return key_id(public_of(keys.current()))


def test_the_key_is_made_at_the_first_start_for_us_alone(yến):
    first = current()
    assert keys.path().stat().st_mode & 0o777 == 0o600 and current() == first
    assert [path.name for path in keys.path().parent.iterdir() if "signing" in path.name] == ["signing-key.pem"]
    found = keys.document()
    assert found["current"] == first and [k["id"] for k in found["keys"]] == [first]
    assert found["keys"][0]["algorithm"] == "Ed25519" and found["keys"][0]["until"] == ""
    assert len(base64.b64decode(found["keys"][0]["public"])) == 32
    assert [e.subject for e in audit.entries(yến, act="key first used")] == [f"key:{first}"]


def test_the_private_half_is_nowhere_else(yến):
    current()
    private = keys.current().private_bytes_raw()
    with engine().connect() as connection:
        everything = repr([connection.execute(table.select()).all() for table in metadata.sorted_tables])
    assert base64.b64encode(private).decode() not in everything and private.hex() not in everything


def test_a_key_that_others_can_read_is_refused(yến):
    keys.current()
    keys.path().chmod(0o644)
    with pytest.raises(KeyFormError, match=r"signing-key.pem can be read by others. Set its mode to 0600, or rotate"):
        keys.current()


def test_a_key_can_be_given_by_the_environment(yến, monkeypatch):
    made = Ed25519PrivateKey.generate()
    for written in (pem(made).decode(), base64.b64encode(made.private_bytes_raw()).decode()):
        monkeypatch.setenv("DTI_SIGNING_KEY", written)
        assert public_of(keys.current()) == public_of(made)
    assert not keys.path().exists() and keys.document()["current"] == key_id(public_of(made))
    with pytest.raises(KeyFormError, match="The key is given by DTI_SIGNING_KEY. Change it there"):
        keys.rotate(yến, NOON)


def test_after_a_rotation_the_old_public_key_is_still_told(yến):
    published(analyst(), approver())
    (release,) = gate.visible(EVERYBODY, NOON)
    old, before = current(), bundles.bundle(release, EVERYBODY)
    new = keys.rotate(yến, NOON)
    assert new == current() != old and keys.path().stat().st_mode & 0o777 == 0o600
    found = keys.document()
    assert found["current"] == new and {k["id"]: k["until"] for k in found["keys"]} == {
        new: "", old: "2026-07-01T05:00:00Z",
    }  # fmt: skip
    after = bundles.bundle(release, EVERYBODY)
    known = keys.public_keys()
    assert verify(before, known).identical and verify(after, known).identical and before != after
    assert (verify(before).key, verify(after).key) == (old, new)
    entry = audit.entries(yến, act="key rotated")[0]
    assert (entry.who, entry.before, entry.after) == ("Yến", old, new)
    for viewer in (EVERYBODY, person("Anna2"), approver("Bình2")):
        with pytest.raises(NotAllowed):
            keys.rotate(viewer, NOON)


def test_of_several_first_processes_all_have_the_same_key(yến):
    from store.database import data_folder

    def work():
        (data_folder() / f"seen-{os.getpid()}").write_text(current())

    children = [forked.begin(work) for _ in range(6)]
    assert [forked.end(child) for child in children] == [0] * 6
    assert {path.read_text() for path in data_folder().glob("seen-*")} == {current()}
    assert len(keys.document()["keys"]) == 1
