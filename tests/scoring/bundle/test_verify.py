"""Checking a bundle: identical, or every difference with its place; a stranger's archive breaks nothing."""

import json

import numpy as np
import pandas as pd
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scoring.bundle import DamagedBundle, archive, verify
from scoring.bundle.signing import key_id, public_of
from tests.scoring.bundle.made import KEY, PERIOD, PUBLIC, manifest, members, replaced, signed

OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def said(content: bytes, keys=None) -> list[str]:
    return [difference.message() for difference in verify(content, keys).differences]


def with_table(name: str, change) -> dict[str, bytes]:
    """The members with one cell of a table changed as text."""
    text = members()[name].decode()
    return {**members(), name: change(text).encode()}


def cell(text: str, line: int, column: str, new) -> str:
    """The CSV with one cell set; `line` counted from 0 below the header."""
    lines = text.split("\n")
    at = lines[0].split(",").index(column)
    fields = lines[line + 1].split(",")
    fields[at] = new(fields[at]) if callable(new) else new
    lines[line + 1] = ",".join(fields)
    return "\n".join(lines)


def test_what_comes_out_again_is_identical():
    verdict = verify(signed(members()), [PUBLIC])
    assert verdict.identical and verdict.is_trusted and verdict.has_workbooks
    assert (verdict.key, verdict.release["id"]) == (key_id(PUBLIC), "r1")
    assert not verify(signed(members())).is_trusted and verify(signed(members())).identical


def test_a_changed_member_is_named():
    text = members()["values.csv"].decode()
    found = said(replaced(signed(members()), values_dot_csv=cell(text, 0, text.split(",")[2], "0.5").encode()))
    assert found[0] == "values.csv: the content does not match its sum in the manifest."
    # And what it would have changed is told, too.
    assert found[1].startswith(f"{PERIOD}, ") and "kept is 0.5." in found[1]


def test_a_member_that_is_missing_or_added_is_named():
    assert said(replaced(signed(members()), workbooks__1_dot_xlsx=None)) == [
        "workbooks/1.xlsx: the manifest names it, and it is not there."
    ]
    assert said(replaced(signed(members()), workbooks__2_dot_xlsx=b"x")) == [
        "workbooks/2.xlsx: it is there, and the manifest does not name it."
    ]


def test_signatures():
    good = signed(members())
    assert said(replaced(good, manifest_dot_sig=None)) == ["manifest.sig: there is no signature."]
    for wrong in (b"", b"x", b"AAAA", archive.unpack(signed(members(), manifest(note="x")))["manifest.sig"]):
        assert said(replaced(good, manifest_dot_sig=wrong)) == [
            "manifest.sig: the signature does not belong to this manifest."
        ]
    assert said(signed(members(), key=OTHER), [PUBLIC]) == [
        f"manifest.sig: it was signed with the key {key_id(public_of(OTHER))}, which is not the one given."
    ]
    assert verify(good, [public_of(OTHER), public_of(KEY)]).identical
    assert said(good, []) == [f"manifest.sig: it was signed with the key {key_id(PUBLIC)}, which is not the one given."]


def test_a_manifest_changed_after_signing_is_noticed():
    found = archive.unpack(signed(members()))
    about = json.loads(found["manifest.json"])
    about["release"]["title"] = "Something else"
    assert said(archive.pack({**found, "manifest.json": json.dumps(about).encode()})) == [
        "manifest.sig: the signature does not belong to this manifest."
    ]


def test_scores_that_do_not_follow_from_the_figures_are_all_named():
    scores = pd.read_csv(pd.io.common.BytesIO(members()["scores.csv"]), dtype={"node": str})
    unit, node, kept = scores["unit"][0], scores["node"][0], float(scores["score"][0])

    def change(text):
        text = cell(text, 0, "score", repr(kept + 1e-9))
        text = cell(text, 1, "rank", "77")
        return cell(text, 2, "coverage", "0.123")

    found = said(signed(with_table("scores.csv", change)))
    assert found[0] == f"{PERIOD}, {unit}, {node}: the score is {kept:.17g}, kept is {kept + 1e-9:.17g}."
    assert "the rank is " in found[1] and found[1].endswith("kept is 77.")
    assert "the coverage is " in found[2] and found[2].endswith("kept is 0.123.")
    assert len(found) == 3


def test_a_trillionth_is_no_difference_and_more_is():
    kept = float(members()["scores.csv"].decode().split("\n")[1].split(",")[5])
    near = with_table("scores.csv", lambda t: cell(t, 0, "score", repr(kept + 5e-13)))
    far = with_table("scores.csv", lambda t: cell(t, 0, "score", repr(kept + 5e-12)))
    assert said(signed(near)) == [] and len(said(signed(far))) == 1


def test_rows_that_are_missing_or_too_many_are_named():
    def cut(text):
        lines = text.split("\n")
        return "\n".join([lines[0], *lines[2:]])

    (lost,) = said(signed(with_table("scores.csv", cut)))
    assert lost.endswith("worked out again there is a score, and none is kept.")
    more = with_table("scores.csv", lambda t: t + f"{PERIOD},,MARS,Sao Hỏa,dti,0.9,1,1.0\n")
    assert said(signed(more)) == [f"{PERIOD}, MARS, dti: a score is kept, and there is none when worked out again."]


def test_figures_that_are_not_those_of_the_workbook_are_named():
    text = members()["values.csv"].decode()
    column = text.split(",")[2]
    unit, given = text.split("\n")[1].split(",")[1:3]
    found = said(signed(with_table("values.csv", lambda t: cell(t, 0, column, ""))))
    expected = f"{PERIOD}, {unit}, {column}: the workbook gives {float(given):.17g}, kept is nothing."
    assert found[0] == expected and len(found) > 1  # the scores do not follow either


def test_a_workbook_that_cannot_be_read_is_told_in_its_own_words():
    found = said(signed({**members(), "workbooks/1.xlsx": b"nonsense"}))
    assert found == ["-: The file is not a workbook that can be read. Save it as an Excel workbook (.xlsx)."]


def test_without_workbooks_the_figures_are_taken_as_they_are():
    less = {name: content for name, content in members().items() if not name.startswith("workbooks")}
    verdict = verify(signed(less, manifest(workbooks=[])))
    assert verdict.identical and not verdict.has_workbooks


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("framework.toml", b"id = ", "framework.toml: it cannot be read. framework.toml: The file is not TOML: "),
        ("framework.toml", b"\xff", "framework.toml: it cannot be read. 'utf-8' codec"),
        ("framework.toml", b"x = " + b"[" * 5000, "manifest.json: it cannot be read. RecursionError"),
        ("values.csv", b"", "values.csv: it cannot be read. No columns to parse from file"),
        ("values.csv", b"a,b\n1,2\n", "values.csv: it cannot be read. The first columns must be period and unit."),
        ("values.csv", b"period,unit,x\n2023,a,1\n2023,a,2\n", "values.csv: it cannot be read. A row stands twice: "),
        ("values.csv", b"period,unit,x\n2023,a,many\n", "values.csv: it cannot be read. The column x has a cell that"),
        ("values.csv", b"period,unit,x\n2023,a,1\n", "2023-01, "),
        ("scores.csv", b"a\n1\n", "scores.csv: it cannot be read. There is no column period, unit, node, score, rank"),
        ("units.csv", b"a\n1\n", "manifest.json: it cannot be read. KeyError: 'block'"),
    ],
)
def test_signed_nonsense_is_told_and_breaks_nothing(name, content, message):
    found = said(signed({**members(), name: content}))
    assert [line for line in found if line.startswith(message)], found


def test_another_framework_than_the_manifest_says():
    about = manifest(release={"id": "r1", "framework": "other", "period": PERIOD})
    assert said(signed(members(), about)) == [
        "framework.toml: it is the framework demo-ministry-other, the manifest says other."
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda m: m.pop("sums"), lambda m: m.update(format=2), lambda m: m.update(sums={"a": 1}),
        lambda m: m.update(release=None), lambda m: m.update(workbooks=[{}]), lambda m: m.update(key={"public": "x"}),
        lambda m: m["release"].update(period=7), lambda m: m.update(reading=[]),
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_is_damage(spoil):
    found = archive.unpack(signed(members()))
    about = json.loads(found["manifest.json"])
    spoil(about)
    for content in (json.dumps(about).encode(), b"[]", b"{", b"[" * 100_000, b"\xff"):
        with pytest.raises(DamagedBundle, match=r"manifest.json is not the manifest of a bundle."):
            verify(archive.pack({**found, "manifest.json": content}))


@pytest.mark.fuzz
def test_bytes_spoilt_anywhere_are_damage_or_a_difference():
    content, rng = signed(members()), np.random.default_rng(0)
    for at in rng.integers(0, len(content), 60).tolist():
        spoilt = bytearray(content)
        spoilt[at] ^= 0xFF
        try:
            verdict = verify(bytes(spoilt), [PUBLIC])
        except DamagedBundle:
            continue
        # What may be spoilt without a loss is the archive's own small print: dates, flags, offsets of nothing.
        assert not verdict.identical or archive.unpack(bytes(spoilt)) == archive.unpack(content)
    for size in (0, 1, 100, len(content) // 2, len(content) - 1):
        with pytest.raises(DamagedBundle, match="The archive is damaged: "):
            verify(content[:size])
