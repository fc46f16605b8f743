"""The operator's guide on upgrading: with the project itself, from a version that did not know the newest change."""

import shlex
import sys
import zipfile

import pytest
from sqlalchemy import create_engine, text

from store.backup import MANIFEST
from tests.docs.shell import ROOT, block, keep, typed
from tests.docs.told import every

*_, BEFORE, NEWEST = sorted((ROOT / "store" / "migrations" / "versions").glob("[0-9]*.py"))


@pytest.fixture
def at(tmp_path):
    """Puts places of our own where the guide names those of an installation, which has an environment already."""
    python = tmp_path / "dti" / ".venv" / "bin" / "python"
    places = {"/srv/dti": "dti", "/etc/dti/settings": "settings", "/var/lib/dti": "data"}

    def replaced(said: str) -> str:
        for told, ours in places.items():
            said = said.replace(told, str(tmp_path / ours))
        return said

    origin = keep(tmp_path / "origin", NEWEST)
    typed(f"git clone --quiet {origin} dti", tmp_path)
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "settings").write_text(replaced(block("ini", "DTI_PUBLIC_URL=")), encoding="utf-8")
    return replaced


def version(folder) -> str:
    found = create_engine(f"sqlite:///{folder / 'dti.db'}")
    with found.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def test_it_backs_up_takes_the_new_version_changes_the_tables_and_leads_back(at, tmp_path):
    shell = at(block("sh", "set -a"))
    typed(f'{shell}\npython -m store administrator yen@example.vn "Nguyễn Thị Yến"', tmp_path)
    assert version(tmp_path / "data") == BEFORE.name[:4]
    # What runs every night, in cron's own shell and without what a person has set.
    for each in every():
        if each.kind == "cron":
            typed(f"cd / && sh -c {shlex.quote(at(each.text))}", tmp_path)
    (nightly,) = (tmp_path / "data").glob("20??-??-??.zip")
    assert zipfile.is_zipfile(nightly)
    keep(tmp_path / "origin")
    typed(f"{shell}\n{at(block('sh', 'git pull'))}", tmp_path, PIP_NO_INDEX="1")
    assert version(tmp_path / "data") == NEWEST.name[:4]
    with zipfile.ZipFile(tmp_path / "data" / "before-upgrade.zip") as archive:
        assert f'"schema": "{BEFORE.name[:4]}"' in archive.read(MANIFEST).decode()
    # The new version with a copy, in a shell that knows nothing of the settings.
    (restore,) = {each.text for each in every() if each.text.startswith("DTI_DATA=copy python")}
    (tmp_path / "data" / "before-upgrade.zip").rename(tmp_path / "dti" / "before-upgrade.zip")
    assert typed(restore, tmp_path / "dti") == "Restored: 0 releases, 0 documents, 1 accounts.\n"
    assert version(tmp_path / "dti" / "copy") == NEWEST.name[:4]
