"""A bundle checked in a process of its own says the same, and nothing that a stranger sends brings the caller down."""

import pytest

from scoring.bundle import DamagedBundle, apart, verify
from scoring.bundle.apart import verify_apart
from tests.scoring.bundle.made import PUBLIC, manifest, members, replaced, signed
from tests.scoring.bundle.test_archive import zipped


def test_it_says_what_a_check_here_says():
    whole = signed(members())
    checked = verify_apart(whole, [PUBLIC])
    assert checked.verdict == verify(whole, [PUBLIC]) and checked.differences == 0
    assert checked.verdict.identical and checked.verdict.is_trusted
    other = verify_apart(whole, [b"\1" * 32])
    assert other.verdict == verify(whole, [b"\1" * 32])
    assert [d.code for d in other.verdict.differences] == ["key_other"]
    assert verify_apart(whole).verdict == verify(whole)


def test_every_difference_is_counted_and_so_many_are_named():
    scores = members()["scores.csv"].decode().splitlines()
    lines = [",".join([*line.split(",")[:-3], "0.5", "1", "0.25"]) for line in scores[1:]]
    changed = signed({**members(), "scores.csv": "\n".join([scores[0], *lines, ""]).encode()})
    here = verify(changed, [PUBLIC])
    assert len(here.differences) > 100
    checked = verify_apart(changed, [PUBLIC])
    assert checked.differences == len(here.differences)
    assert checked.verdict.differences == here.differences[: apart.MOST_DIFFERENCES]


def test_a_text_as_long_as_the_bundle_comes_back_short():
    long = signed(members(), {**manifest(), "release": {**manifest()["release"], "framework": "x" * 900_000}})
    checked = verify_apart(long, [PUBLIC])
    (difference,) = checked.verdict.differences
    assert difference.code == "framework_other" and difference.words["expected"] == "x" * 300
    assert checked.verdict.release == {"id": "r1", "framework": "x" * 300, "period": "2023-01"}


@pytest.mark.parametrize("content", [b"", b"nothing", signed(members())[:-40]])
def test_a_damaged_archive_is_refused_as_damaged(content):
    with pytest.raises(DamagedBundle) as here:
        verify(content)
    with pytest.raises(DamagedBundle) as refused:
        verify_apart(content)
    assert (refused.value.code, refused.value.words) == (here.value.code, here.value.words)


def test_a_changed_member_is_named():
    found = verify_apart(replaced(signed(members()), values_dot_csv=b"period,unit\n"), [PUBLIC]).verdict
    assert ("member_changed", {"member": "values.csv"}) in [(d.code, d.words) for d in found.differences]


def test_a_bomb_costs_its_own_process_only():
    """Less than 1 MB that unpacks to 500 MB, which the archive's own limits let through."""
    bomb = zipped([(f"workbooks/{n}.xlsx", b"\0" * 50 * 2**20) for n in range(1, 11)])
    assert len(bomb) < 2**20
    with pytest.raises(DamagedBundle) as refused:
        verify_apart(bomb, memory_mb=700)
    assert refused.value.code == "limits"
    # The same process has room for a bundle as it should be.
    assert verify_apart(signed(members()), memory_mb=700).verdict.identical


def test_a_check_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "WALL_SECONDS", 0.05)  # no process is up in that time
    with pytest.raises(DamagedBundle) as refused:
        verify_apart(signed(members()))
    assert refused.value.code == "limits"
