"""Commands that stand inside sentences: run, or, where they change the machine or need another, looked at."""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version

import pytest

from scoring.__main__ import COMMANDS
from scoring.__main__ import main as scoring
from store import database
from store.__main__ import main as store
from tests.docs.shell import block
from tests.docs.told import ROOT, every
from tests.needs import program
from tests.test_house import pins

STORE = (
    'python -m store administrator yen@example.vn "Nguyễn Thị Yến"',
    "python -m store migrate",
    "python -m store audit",
    "python -m store verify",
)
SCORING = (
    "python -m scoring score data/published/province-2023.xlsx --framework dti-922-province-published --csv -",
    "python -m scoring check data/demo/province-2023-06.xlsx --framework demo-province-components",
    "python -m scoring score FILE --framework my.toml",
)
HELP = "python -m scoring COMMAND --help"
RUN = (*STORE, *SCORING, HELP)
# A command of `python -m scoring` with an option, told by itself.
PIECES = ("steps --step N", "statistics --of", "trends --to 34")
SYSTEM = (ROOT / "tests" / "system-packages.sh").read_text(encoding="utf-8")


def told(beginning: str) -> list[str]:
    return sorted({each.text.removeprefix("sudo ") for each in every() if beginning in each.text})


def test_the_store_s_run_in_turn(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DTI_DATA", str(tmp_path))
    for name in ("DATABASE_URL", "DTI_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    assert [store(shlex.split(command)[3:]) for command in STORE] == [0] * len(STORE)
    database.engine().dispose()
    link, tables, trail, _, sound = capsys.readouterr().out.splitlines()
    assert link.startswith("/account/") and tables == "The tables are those of this version."
    assert trail == "The trail holds: 2 entries." and sound.startswith("Sound: the trail")


@pytest.mark.parametrize("command", SCORING)
def test_the_engine_s_run(command, tmp_path, monkeypatch, capsys):
    (tmp_path / "data").symlink_to(ROOT / "data")
    shutil.copy(ROOT / "data" / "frameworks" / "demo-province-components.toml", tmp_path / "my.toml")
    monkeypatch.chdir(tmp_path)
    assert scoring(shlex.split(command.replace("FILE", "data/demo/province-2023-06.xlsx"))[3:]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert not lines if " check " in command else lines[0] == "period,division,unit,name,node,score,rank,coverage"


@pytest.fixture(scope="module")
def options() -> dict[str, str]:
    """What each command of ours says of itself."""
    found = {}
    for command in COMMANDS:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), pytest.raises(SystemExit) as ended:
            scoring(shlex.split(HELP.replace("COMMAND", command))[3:])
        assert ended.value.code == 0
        found[command] = said.getvalue()
    return found


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_is_an_option_of_that_command(piece, options):
    command, option = piece.split()[:2]
    assert f"{option} " in options[command]


def test_every_option_that_is_told_is_one_of_ours(options):
    """Of the guides whose programs are ours alone."""
    guides = ("analysts.md", "scoring.md", "robustness.md", "publishing.md")
    text = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in guides)
    named = set(re.findall(r"`(--[a-z-]+)", text))
    assert len(named) > 8 and not [name for name in named if not any(name in said for said in options.values())]


def test_packages_of_the_system_are_there_to_be_installed():
    """All together, without installing any."""
    if shutil.which("apt-get") is None:
        pytest.skip("apt-get is Debian's")
    names = sorted({name for command in told("apt-get install") for name in command.split()[2:]})
    call = ["apt-get", "--simulate", "install", *names]
    done = subprocess.run(call, capture_output=True, text=True, timeout=300, env={**os.environ, "LC_ALL": "C"})
    unknown = set(re.findall(r"(?:locate package |Package ')([\w.-]+)", done.stderr))
    if unknown and not unknown & set(re.findall(r"missing\+=\(([\w-]+)\)", SYSTEM)):
        pytest.skip(f"apt-get has no list of packages here that knows {', '.join(sorted(unknown))}")
    assert done.returncode == 0 and len(names) > 4, done.stderr


def test_what_makes_the_user_knows_its_options():
    """It needs root; the order of its words is checked, and what systemd is told of them in test_installing."""
    for line in block("sh", "useradd").splitlines():
        _, name, *words = shlex.split(line)
        path = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
        if path is None:
            pytest.skip(f"{name} is not installed")
        said = subprocess.run([path, "--help"], capture_output=True, text=True, timeout=60).stdout
        options = [word for word in words if word.startswith("-")]
        assert options and [each for each in options if not re.search(rf"(?m)(^|[\s,]){each}\b", said)] == []


def test_a_tunnel_is_what_ssh_makes_of_it():
    if shutil.which("ssh") is None:
        pytest.skip("ssh is not installed")
    (command,) = told("ssh -L")
    said = subprocess.run(["ssh", "-G", *command.split()[1:]], capture_output=True, text=True, timeout=60).stdout
    assert "localforward 8501 [127.0.0.1]:8501\n" in said


def test_the_service_is_switched_on_as_told(tmp_path):
    if shutil.which("systemctl") is None:
        pytest.skip("systemd is not installed")
    (command,) = told("systemctl enable")
    units = tmp_path / "etc" / "systemd" / "system"
    units.mkdir(parents=True)
    (units / "dti.service").write_text(block("ini", "[Service]"), encoding="utf-8")
    words = [word for word in command.split()[1:] if word != "--now"]  # nothing runs in a folder
    subprocess.run(["systemctl", f"--root={tmp_path}", *words], capture_output=True, check=True, timeout=60)
    assert (units / "multi-user.target.wants" / "dti.service").is_symlink()


def test_the_pins_are_taken_anew_by_options_that_there_are():
    """`make lock`."""
    typed = (ROOT / "Makefile").read_text(encoding="utf-8").partition("LOCK :=")[2].partition("lock:")[0]
    said = subprocess.run(
        [sys.executable, "-m", "piptools", "compile", "--help"], capture_output=True, text=True
    ).stdout
    options = set(re.findall(r"--[a-z-]+", typed))
    assert len(options) > 8 and [each for each in options if each not in said] == []


def test_what_the_tests_need_is_what_runs_them():
    found = {name: version(name) for name in pins("requirements-dev.txt")}
    assert found == pins("requirements-dev.txt")


def test_psql_knows_how_a_password_is_given():
    said = subprocess.run([program("psql"), "--help=commands"], capture_output=True, text=True, timeout=60).stdout
    assert all(f"  {each.split()[0]} " in said for each in told("\\password")) and told("\\password")


def test_containers_are_described_as_docker_takes_it():
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, timeout=60).returncode:
        pytest.skip("docker compose is not installed")
    done = subprocess.run(
        [docker, "compose", "config", "--quiet"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_the_extra_for_a_cluster_is_one_of_the_project():
    (command,) = told("[cluster]")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert re.search(r"\[(\w+)\]", command)[1] in extras
