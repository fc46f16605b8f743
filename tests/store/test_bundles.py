"""The bundle of a release: made from its documents, and worked out again to the last digit."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

import store
from scoring import load_units, score
from scoring.bundle import verify
from scoring.bundle.tables import values_from
from scoring.engine.tables import long
from store import bundles, corrections, gate, keys, lifecycle, saving, start
from store.clock import now
from store.rights import NotAllowed
from store.viewers import Role
from tests.scoring.trees import tree
from tests.store.made import EVERYBODY, HOUR, NOON, analyst, approver, own, person, published, several, submission_of


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest(content):
    return json.loads(members(content)["manifest.json"])


@pytest.fixture
def public(empty):
    published(analyst(), approver())
    return gate.visible(EVERYBODY, NOON)[0]


def test_a_bundle_is_identical_and_the_same_bytes_each_time(public):
    made = bundles.bundle(public, EVERYBODY)
    assert made == bundles.bundle(public, person("Thu", Role("press")))
    verdict = verify(made, keys.public_keys())
    assert verdict.differences == () and verdict.is_trusted and verdict.has_workbooks
    assert verdict.release["id"] == public.id and bundles.filename(public) == f"{public.id}.zip"


def test_it_holds_what_the_release_was_made_of(public):
    found = members(bundles.bundle(public, EVERYBODY))
    assert set(found) == {
        "manifest.json", "manifest.sig", "framework.toml", "blocks.csv", "units.csv", "values.csv", "scores.csv",
        "notes.csv", "notices.json", "workbooks/1.xlsx",
    }  # fmt: skip
    saved = own()
    assert found["workbooks/1.xlsx"] == saved.files[0][1]
    assert found["framework.toml"].decode() == saved.scores.framework.text
    # The very text that `python -m scoring score` prints.
    printed = long(saved.scores, load_units(), "").to_csv(index=False, lineterminator="\n")
    assert found["scores.csv"].decode() == printed
    said = json.loads(found["manifest.json"])
    assert said["workbooks"] == [{"member": "workbooks/1.xlsx", "name": saved.files[0][0]}]
    assert said["documents"] == public.manifest and said["release"]["published_at"] == "2026-07-01T05:00:00Z"
    assert said["trail"]["entry"] == 3 and len(said["trail"]["sha256"]) == 64
    assert found["notices.json"] == b"[]\n"


def test_what_an_analyst_wrote_beside_a_figure_is_no_formula_for_who_opens_the_bundle(empty):
    table = own().table
    notes = table.notes.assign(note="=HYPERLINK(A1)")
    made = published(analyst(), approver(), replace(own(), table=replace(table, notes=notes))).releases[0]
    content = bundles.bundle(gate.one(EVERYBODY, made.id, NOON), EVERYBODY)
    said = members(content)["notes.csv"].decode()
    assert ",'=HYPERLINK(A1)" in said and ",=" not in said
    assert verify(content, keys.public_keys()).differences == ()


def test_every_shipped_release_comes_out_again(backend, monkeypatch):
    monkeypatch.setenv("DTI_DEMO", "0")
    start.load()
    found = store.visible(EVERYBODY, now())
    for release in found:
        verdict = verify(bundles.bundle(release, EVERYBODY))
        assert [d.message() for d in verdict.differences] == [], release.id
    assert len(found) > 10


def test_periods_that_were_scored_together_are_verified_together(empty):
    """A figure carried forward comes from the period before; the release of one period alone could not show it."""
    framework = tree(("a", "dti", 1), ("b", "dti", 1), head='steps = [{ step = "impute", kind = "last" }]')
    found = several("2023-01", "2023-02")
    values = found.table.values.iloc[:, :2].set_axis(["a", "b"], axis=1) * 0 + 0.5
    values.loc[("2023-02", "VOV"), "a"] = float("nan")
    values.loc[("2023-01", "VOV"), "a"] = 0.25
    table = replace(found.table, values=values, framework=framework.id)
    upload = replace(found, table=table, scores=score(framework, values), files=())
    assert upload.scores.flagged("carried").to_numpy().any()
    published(analyst(), approver(), upload)
    for release in gate.visible(EVERYBODY, NOON):
        made = bundles.bundle(release, EVERYBODY)
        assert verify(made).identical
        assert set(values_from(members(made)["values.csv"]).index.get_level_values(0)) == {"2023-01", "2023-02"}


def test_notices_travel_with_both_releases(public):
    anna, bình = analyst("Đào"), approver("Cường")
    (made,) = saving.save(own(), anna, NOON)
    fixed, _ = corrections.correct(anna, submission_of(anna, made), made, public.id, "Sai đơn vị", NOON)
    lifecycle.approve(bình, lifecycle.send(anna, fixed, NOON), NOON + HOUR, NOON)
    after = {r.id: r for r in gate.visible(EVERYBODY, NOON + HOUR)}
    for name in (made, public.id):
        content = bundles.bundle(after[name], EVERYBODY)
        (notice,) = json.loads(members(content)["notices.json"])
        assert (notice["release"], notice["supersedes"], notice["text"]) == (made, public.id, "Sai đơn vị")
        assert verify(content).identical
    assert manifest(bundles.bundle(after[made], EVERYBODY))["release"]["supersedes"] == public.id


def test_what_is_not_public_has_no_bundle(empty):
    anna, bình = analyst(), approver()
    done = published(anna, bình, publish_at=NOON + HOUR)
    for viewer in (anna, bình, EVERYBODY):
        with pytest.raises(NotAllowed, match="'bundle' is not possible while the release is in the state 'approved'."):
            bundles.bundle(done.releases[0], viewer)


def test_what_the_analyst_told_the_reader_is_told_again(empty):
    """The period was not in the file but typed in beside it."""
    published(analyst(), approver(), own(period="2023-01"))
    (release,) = gate.visible(EVERYBODY, NOON)
    assert manifest(bundles.bundle(release, EVERYBODY))["reading"] == {"period": "2023-01", "decimal": None}
