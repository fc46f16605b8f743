"""Every command of the README and the guides is run by a test, or stands here with the reason why none runs it."""

import ast
import re

import pytest

from tests.docs import test_in_the_text, test_make
from tests.docs.told import ROOT, commands, every

TOLD = every()
_INSTALLED = "tests/docs/test_installing.py::test_the_project_is_installed_from_wheels_that_were_taken_along"
_UPGRADED = "tests/docs/test_upgrading.py::test_it_backs_up_takes_the_new_version_changes_the_tables_and_leads_back"
_BUILT = "tests/data/test_published.py::test_building_again_gives_the_same_bytes"
_VERIFIED = "tests/scoring/commands/test_bundles.py::test_a_good_one_is_identical"
# All commands of these blocks are typed in turn by …
BLOCKS = {
    ("docs/analysts.md", "console"): "tests/docs/test_examples.py::test_commands_print_what_the_guide_says",
    ("docs/opendata.md", "console"): "tests/docs/test_opendata.py::test_commands_print_what_the_guide_says",
    ("docs/operators.md", "cron"): _UPGRADED,
    ("docs/operators.md", "console"): "tests/docs/test_operators.py::test_commands_print_what_the_guide_says",
    ("docs/publishing.md", "console"): "tests/docs/test_publishing.py::test_commands_print_what_the_guide_says",
    ("docs/robustness.md", "sh"): "tests/docs/test_robustness.py::test_a_command_runs",
    ("docs/robustness.md", "sh cluster"): "tests/docs/test_robustness.py::test_the_commands_of_a_cluster_run",
    ("docs/scoring.md", "console"): "tests/docs/test_examples.py::test_commands_print_what_the_guide_says",
}
# Blocks for operators, by what stands in them.
SCRIPTS = {
    "useradd": "tests/docs/test_in_the_text.py::test_what_makes_the_user_knows_its_options",
    "git clone": _INSTALLED,
    "set -a": _UPGRADED,
    "pip download": _INSTALLED,
    "PIP_NO_INDEX": _INSTALLED,
    "git pull": _UPGRADED,
    "mkdir -m 0700 secrets": "tests/docs/test_installing.py::test_the_secrets_of_containers_are_those_that_are_read",
    "roles.sql": "tests/deploy/test_roles.py::test_the_guide_s_commands_make_both",
}
# Commands in the text that are run elsewhere.
ELSEWHERE = {
    "OPENPYXL_LXML=False python data/published/build.py REFERENCE_FOLDER": _BUILT,
    "make cluster": "tests/deploy/test_cluster.py::test_a_reader_stays_with_one_replica_and_readers_are_spread",
    "openssl rand -hex 32": "tests/docs/test_installing.py::test_the_secrets_of_containers_are_those_that_are_read",
    "python3 -m venv .venv": _INSTALLED,
    "python -m pip install -r requirements.txt": _INSTALLED,
    "streamlit run app.py": "tests/docs/test_make.py::test_it_serves_what_it_says",
    "DTI_DATA=copy python -m store restore before-upgrade.zip": _UPGRADED,
    "python -m tests.pictures": "tests/docs/test_installing.py::test_pictures_can_be_drawn_anew",
    "python -m scoring verify FILE --key PUBLIC": _VERIFIED,
}
# What no test runs, and why. What can be seen of it without running it is looked at in test_in_the_text and test_make.
_CONTAINERS = "needs the network and a container engine"
NOT_RUN = {
    "make test": "it is this run",
    "make soak": "it is this run, at full sizes",
    "python -m pytest": "it is this run",
    'python -m pytest -m "not browser"': "it is this run without a part of it",
    "ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy": "`make test` does so before the tests",
    "make bench": "takes minutes",
    "make look": "takes minutes of Chromium; each page is opened by tests/browser/test_every_page.py",
    "make audit": "needs the network",
    "pip-audit --strict --no-deps --disable-pip --requirement requirements.txt": "needs the network",
    "make lock": "needs the network",
    "python -m pip install -r requirements-dev.txt": "needs the network; these very packages run the tests",
    'python -m pip install ".[cluster]"': "needs the network",
    "apt-get install chromium chromium-driver": "changes the system",
    "apt-get install git python3-venv chromium": "changes the system",
    "apt-get install chromium": "changes the system",
    "apt-get install postgresql nginx-light": "changes the system",
    "ssh -L 8501:127.0.0.1:8501 SERVER": "needs another machine",
    "-iu dti": "needs root",
    "systemctl enable --now dti": "needs systemd",
    "systemctl stop dti": "needs systemd",
    "systemctl start dti": "needs systemd",
    "journalctl -u dti": "needs systemd",
    "docker compose up --build --detach": _CONTAINERS,
    'docker compose exec app sh deploy/container.sh python -m store administrator yen@example.vn "Nguyễn Thị Yến"': (
        _CONTAINERS
    ),
    "chown -R 10001 secrets": "needs root",
    "ogr2ogr -t_srs EPSG:4326 -lco RFC7946=YES 34.geojson OLD.shp": "GDAL is nothing that we install",
    "rsync --checksum": "rsync is nothing that we install",
    r"\password dti_owner": "asks at a terminal",
    r"\password dti": "asks at a terminal",
}


def plain(text: str) -> str:
    """The same command, whoever types it and from whichever environment."""
    return re.sub(r"^(sudo )?(\.venv/bin/)?", "", text)


def test_every_command_in_the_text_is_run_or_named_with_its_reason():
    run = {*ELSEWHERE, *test_in_the_text.RUN, *test_in_the_text.PIECES, *test_make.TYPES}
    in_the_text = {plain(each.text) for each in TOLD if each.kind == "text"}
    typed = {plain(each.text) for each in TOLD if each.kind != "text"}
    # Some name but the beginning of another, such as `python -m scoring`.
    typed |= {one for one in in_the_text for other in {*typed, *in_the_text} if other.startswith(f"{one} ")}
    assert in_the_text - typed - run - set(NOT_RUN) == set(), "nobody runs these"
    assert run | set(NOT_RUN) <= in_the_text, "nobody tells these"


def test_every_block_of_commands_is_typed():
    found = {(each.guide, each.kind) for each in TOLD if each.kind != "text"}
    assert found == {*BLOCKS, ("docs/operators.md", "sh")}
    text = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        (part,) = [part for part in SCRIPTS if part in block]
        assert part in (ROOT / SCRIPTS[part].partition("::")[0]).read_text(encoding="utf-8")


@pytest.mark.parametrize("test", sorted({*BLOCKS.values(), *SCRIPTS.values(), *ELSEWHERE.values()}))
def test_what_runs_them_is_there(test):
    file, name = test.split("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Type `frobnicate --all` now.", ["frobnicate --all"]),
        ("Type `DTI_DATA=x make\nfrobnicate`.", ["DTI_DATA=x make frobnicate"]),
        ("So:\n\n    sudo frobnicate x  # it helps\n", ["sudo frobnicate x"]),
        ("```sh\ncd x\nfrobnicate\n```\n", ["cd x", "frobnicate"]),
        ("```console\n$ frobnicate\ndone\n```\n", ["frobnicate"]),
        ("```python\nfrobnicate()\n```\n`x = 1`, `DTI <x@y>`, `không có`, `Weights(a, b)`, `A=1`, `GET /x`", []),
    ],
)
def test_a_new_command_is_seen(text, found):
    assert [each.text for each in commands("new.md", text)] == found


def test_a_block_in_an_unknown_language_is_told():
    with pytest.raises(ValueError, match="new.md has a block in 'bash'"):
        commands("new.md", "```bash\nfrobnicate\n```\n")
