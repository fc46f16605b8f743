"""A whole store in one file, put back elsewhere: the same rows, and work goes on."""

import itertools
import json
import resource
import signal
import zipfile
from contextlib import contextmanager

import pytest
from sqlalchemy import select

import store
from store import (
    accounts,
    announcements,
    audit,
    backup,
    comments,
    contents,
    database,
    registers,
    restore,
    saving,
    soundness,
)
from store.__main__ import main
from store.viewers import Role
from tests.conftest import BACKENDS, at, command
from tests.needs import SOAK
from tests.store import forked
from tests.store.made import (
    BLOCK,
    COLUMN,
    EVERYBODY,
    HOUR,
    NOON,
    WARNED,
    analyst,
    approver,
    in_review,
    officer,
    own,
    person,
    published,
    renamed,
)  # fmt: skip
from tests.store.owning import owner
from tests.store.rows import rows_of
from tests.store.test_migrations import MOMENT, VERSIONS, a_release, upgrade

_numbers = itertools.count()


@pytest.fixture(params=BACKENDS)
def elsewhere(request, tmp_path):
    """An address of a database without any table, of each kind."""
    name = f"elsewhere_{next(_numbers)}"
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / name}.db"
        return
    server = request.getfixturevalue("server")
    command(server, f"CREATE DATABASE {name}")
    yield at(server, name)
    command(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def working_in(address: str, monkeypatch):
    with monkeypatch.context() as there:
        there.setenv("DATABASE_URL", address)
        contents._read.cache_clear()
        yield database.engine()
        database.engine().dispose()


def an_office():
    """People, and submissions in every state, with whatever is said of them."""
    anna, bình = analyst(), approver()
    first = published(anna, bình, own(*WARNED[:0]), NOON)
    waiting = in_review(anna, own(*WARNED, period="2023-02"), NOON)
    saving.save(own(period="2023-03"), anna, NOON)
    comments.comment(officer("VTV"), waiting.releases[0], "VTV", COLUMN, "Số này cũ.", NOON)
    announcements.announce(bình, BLOCK, "2023-04", NOON + HOUR, NOON, "ngày họp")
    registers.approve(bình, registers.propose(anna, "u.xlsx", renamed("Đài A"), NOON), None, NOON)
    return anna, bình, first


def test_every_row_is_there_and_every_release_comes_out_again(empty, elsewhere, tmp_path, monkeypatch):
    an_office()
    before, trail = rows_of(database.engine()), audit.head()
    manifest = backup.write(database.engine(), tmp_path / "b.zip")
    assert (manifest["trail"]["entry"], manifest["trail"]["sha256"]) == trail
    assert backup.check(tmp_path / "b.zip") == manifest
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    with working_in(elsewhere, monkeypatch) as engine:
        assert restore.read(tmp_path / "b.zip", engine) == manifest["rows"]
        after = rows_of(engine)
        assert audit.verify().entries == trail[0] > 5
        found = list(soundness.look())
    assert len(found) == 5 and not any(each.fault for each in found)
    assert {name: after[name] for name in manifest["rows"]} == {name: before[name] for name in manifest["rows"]}
    assert set(before) - set(manifest["rows"]) == backup.LEFT_OUT


def test_work_goes_on_where_it_was_put_back(empty, elsewhere, tmp_path, monkeypatch):
    anna, bình, first = an_office()
    backup.write(database.engine(), tmp_path / "b.zip")
    with working_in(elsewhere, monkeypatch) as engine:
        restore.read(tmp_path / "b.zip", engine)
        sent = in_review(anna, own(*WARNED, period="2023-05"), NOON)
        assert comments.comment(officer("VTV", "Oánh"), sent.releases[0], "VTV", COLUMN, "Cũng vậy.", NOON)
        corrected = published(anna, bình, own(period="2023-06"), NOON)
        assert corrected.state == "published" and audit.verify().holds
        ids = [release.id for release in store.visible(EVERYBODY, NOON)]
    assert first.releases[0].id in ids and corrected.releases[0].id in ids


def test_a_backup_is_of_one_moment(empty, tmp_path):
    anna = analyst()
    saving.save(own(), anna, NOON)
    with backup.one_moment(database.engine()) as connection:
        seen = connection.scalar(select(store.schema.releases.c.id))
        saving.save(own(period="2023-02"), anna, NOON)
        assert connection.scalars(select(store.schema.releases.c.id)).all() == [seen]
    with database.reading(database.engine()) as connection:
        assert len(connection.scalars(select(store.schema.releases.c.id)).all()) == 2


def test_what_has_ended_does_not_come_back(empty, elsewhere, tmp_path, monkeypatch):
    from store import links, sessions

    yến = person("Yến", Role("administrator"))
    account = accounts.add(yến, "anna@example.vn", "Anna", [], NOON)
    links.invite(yến, account, NOON)
    sessions.begin(account, NOON)
    backup.write(database.engine(), tmp_path / "b.zip")
    with working_in(elsewhere, monkeypatch) as engine:
        restore.read(tmp_path / "b.zip", engine)
        found = rows_of(engine)
    assert len(found["accounts"]) == 2 and found["sessions"] == found["links"] == []


# The first version that could make one is the fifth.
@pytest.mark.parametrize("version", [version for version in VERSIONS if version >= "0005"])
def test_a_backup_of_every_earlier_version_is_brought_up_to_date(backend, version, tmp_path, monkeypatch):
    upgrade(version)
    with database.engine().begin() as connection:
        a_release(connection, 1, state="approved", publish_at=MOMENT, owner="shipped")
    backup.write(database.engine(), tmp_path / "b.zip")
    with working_in(f"sqlite:///{tmp_path / 'other.db'}", monkeypatch) as engine:
        restore.read(tmp_path / "b.zip", engine)
        (release,) = store.visible(EVERYBODY, MOMENT)
        assert release.id == "r1" and len(store.read(release, EVERYBODY).scores.scores)


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_a_restore_cut_at_any_statement_leaves_an_empty_database(empty, elsewhere, tmp_path, monkeypatch):
    an_office()
    rows = backup.write(database.engine(), tmp_path / "b.zip")["rows"]
    with working_in(elsewhere, monkeypatch):
        for at_ in range(1, 1000, 1 if SOAK else 37):
            child = forked.begin(
                lambda at_=at_: (forked.kill_at(at_), restore.read(tmp_path / "b.zip", database.engine()))
            )
            ended = forked.end(child)
            found = rows_of(database.engine())
            assert ended in (0, -signal.SIGKILL) and (found == {} or len(found["releases"]) == 3)
            if found:
                break
        assert at_ > 37 and {name: len(found[name]) for name in rows} == rows


def test_a_backup_for_which_there_is_no_room_leaves_nothing(empty, tmp_path, capfd):
    """In a process that may write no file larger than a few kilobytes, as on a full disk."""
    an_office()

    def work() -> None:
        database.engine().connect().close()
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        assert main(["backup", str(tmp_path / "b.zip")]) == 1

    assert forked.end(forked.begin(work)) == 0
    assert "File too large" in capfd.readouterr().err
    assert not [path for path in tmp_path.iterdir() if "b.zip" in path.name]
    assert main(["backup", str(tmp_path / "b.zip")]) == 0


def spoiled(path, member: str, content: bytes | None):
    """A copy in which one member has another content, or none."""
    copy = path.with_name(f"spoiled-{next(_numbers)}.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            if name != member or content is not None:
                new.writestr(name, old.read(name) if name != member else content)
    return copy


def test_a_damaged_backup_is_told_and_nothing_is_written(empty, tmp_path, capsys, monkeypatch):
    an_office()
    whole = tmp_path / "b.zip"
    manifest = backup.write(database.engine(), whole)
    document = next(name for name in manifest["sums"] if name.startswith("documents/"))
    newer = json.dumps({**manifest, "schema": "9999"}).encode()
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:-2000])
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    for file, told in [
        (spoiled(whole, document, b"other"), f"{document}: the content does not match its sum in the manifest."),
        (spoiled(whole, document, None), f"{document}: it is not where the manifest says."),
        (spoiled(whole, "manifest.json", b"{}"), "manifest.json: this is not the manifest of a backup that this"),
        (spoiled(whole, "manifest.json", newer), "It is of the schema 9999, which a newer version of the program made"),
        (tmp_path / "cut.zip", "cut.zip is no whole backup: File is not a zip file."),
        (tmp_path / "absent.zip", "No such file or directory"),
    ]:  # fmt: skip
        assert main(["restore", str(file)]) == 1
        assert told in capsys.readouterr().err
        assert rows_of(database.engine()) == {}


def test_nothing_is_put_over_another_office_or_another_file(empty, tmp_path, capsys):
    an_office()
    target = tmp_path / "b.zip"
    assert main(["backup", str(target)]) == 0
    assert "3 releases, " in capsys.readouterr().out
    before = target.read_bytes()
    assert main(["export", str(target)]) == 1 and "exists already" in capsys.readouterr().err
    assert main(["import", str(target)]) == 1 and "has tables already" in capsys.readouterr().err
    assert target.read_bytes() == before and [path.name for path in tmp_path.glob(".*")] == []


def test_verify_names_what_is_wrong(empty, tmp_path, capsys):
    _, _, first = an_office()
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "Sound: the trail, 1 changes of units and 3 releases.\n"
    kept = store.schema.documents
    with owner() as connection:
        release = first.releases[0]
        damaged = kept.update().where(kept.c.sha256 == release.manifest["scores"]).values(content=b"other")
        connection.execute(damaged)
    assert main(["verify"]) == 1
    assert f"{release.id}: The scores of the release does not match its sum" in capsys.readouterr().out
