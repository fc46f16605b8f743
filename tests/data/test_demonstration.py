"""The shipped demonstration is what its script makes from its seed."""

import os
import subprocess
import sys

import pytest
from python_calamine import CalamineWorkbook

from data.demo import build


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "data.demo.build", str(out)]
    subprocess.run(command, cwd=build.HERE.parent.parent, env=os.environ | {"OPENPYXL_LXML": "False"}, check=True)
    return out


def cells(path):
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_every_workbook_has_the_cells_that_the_script_makes(made):
    shipped = sorted(path.name for path in build.HERE.glob("*.xlsx"))
    assert shipped == sorted(path.name for path in made.glob("*.xlsx"))
    assert [name for name in shipped if cells(build.HERE / name) != cells(made / name)] == []


def test_the_catalogue_is_of_them(made):
    assert (made / "catalogue.csv").read_text() == (build.HERE / "catalogue.csv").read_text()
