"""The operator's guide on installing: what it says to type and to write down does what it says."""

import configparser
import re
import shutil
import subprocess

import pytest

from tests.docs import wheels
from tests.docs.shell import ROOT, block, keep, typed
from tests.needs import SOAK, program
from tests.test_house import folded, pins


def test_the_project_is_installed_from_wheels_that_were_taken_along(tmp_path):
    """Without a network, from real metadata: each package of the pins, and whatever it asks for. What is in the
    packages is taken along by `make soak` alone."""
    origin, here = keep(tmp_path / "origin"), tmp_path / "dti"
    fetched, made = block("sh", "git clone").split("python3", 1)
    fetched = fetched.replace("https://git.example.vn/dti.git", str(origin))
    typed(fetched.replace("/srv/dti", str(here)), tmp_path)
    wheels.pack(tmp_path / "shelf", whole=SOAK)
    typed(block("sh", "pip download"), here, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path / "shelf"))
    shutil.rmtree(tmp_path / "shelf")
    offline = block("sh", "PIP_NO_INDEX")
    # With a network the same is typed, but for where pip looks.
    assert f"python3{made}" == re.sub(r"PIP_\w+=\S+ ", "", offline)
    typed(offline, here)
    python = here / ".venv" / "bin" / "python"
    typed(f"{python} -m pip check && test -x {python.parent / 'streamlit'}", here)
    stems = [path.stem.split("-") for path in here.glob(".venv/lib/*/site-packages/*.dist-info")]
    assert pins("requirements.txt").items() <= {folded(name): number for name, number in stems}.items()
    if SOAK:
        typed(f"{python} -c 'import app'", here, DTI_DATA=str(tmp_path / "var"))


def test_the_service_is_one_that_systemd_takes(tmp_path):
    text = block("ini", "[Service]")
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str
    read.read_string(text)
    service = read["Service"]
    assert service["ExecStart"].endswith(" run app.py --server.port 8501") and service["UMask"] == "0077"
    # The user, the folder and the settings are those that were made before.
    user, folder, settings = block("sh", "useradd").splitlines()
    assert f"--home-dir /var/lib/{service['StateDirectory']} " in user and user.endswith(f" {service['User']}")
    assert folder.endswith(f" -o {service['User']} -g {service['User']} {service['WorkingDirectory']}")
    assert f" -o {service['User']} " in settings and settings.endswith(f" {service['EnvironmentFile']}")
    if shutil.which("systemd-analyze") is None:
        return
    # Neither the user nor the project is there on this machine.
    unit = tmp_path / "dti.service"
    said = text.replace("User=dti\n", "").replace("/srv/dti/.venv/bin/streamlit", "/bin/true").replace("/srv/dti", "/")
    unit.write_text(said, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60)
    assert "dti.service" not in done.stderr, done.stderr


def test_nginx_takes_what_stands_in_front(tmp_path):
    nginx = shutil.which("nginx", path="/usr/sbin") or program("nginx")
    certificate, key = tmp_path / "tls.crt", tmp_path / "tls.key"
    typed(
        f"openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=x -keyout {key} -out {certificate} -days 1 2>/dev/null",
        tmp_path,
    )
    said = block("nginx", "ssl_certificate").replace("/etc/dti/tls.crt", str(certificate))
    said = (
        said.replace("/etc/dti/tls.key", str(key))
        .replace("listen 443", f"listen unix:{tmp_path}/s")
        .replace("listen 80", f"listen unix:{tmp_path}/p")
    )
    whole = tmp_path / "nginx.conf"
    temporary = "".join(f"{name}_temp_path {tmp_path}/{name};\n" for name in ("client_body", "proxy", "fastcgi"))
    whole.write_text(
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{said}}}\n", encoding="utf-8"
    )
    done = subprocess.run(
        [nginx, "-t", "-p", tmp_path, "-c", whole, "-e", tmp_path / "log"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_the_secrets_of_containers_are_those_that_are_read(tmp_path):
    """Made as the guide says, named by compose.yaml, and handed on by the script that starts what runs inside."""
    program("openssl")
    typed(block("sh", "mkdir -m 0700 secrets"), tmp_path)
    made = {path.name for path in (tmp_path / "secrets").iterdir()}
    assert made == set(re.findall(r"file: secrets/([\w.-]+)", (ROOT / "compose.yaml").read_text(encoding="utf-8")))
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "secrets").iterdir())
    script = (ROOT / "deploy" / "container.sh").read_text(encoding="utf-8")
    (tmp_path / "container.sh").write_text(script.replace("/run/secrets", str(tmp_path / "secrets")), encoding="utf-8")
    asks = "import os; from store import keys; keys.private_key(os.environ[keys.VARIABLE])"
    said = typed(
        f"sh container.sh python -c \"{asks}; print(os.environ['PGPASSWORD'])\"", tmp_path, PYTHONPATH=str(ROOT)
    )
    passwords = {(tmp_path / "secrets" / role).read_text("utf-8") for role in ("postgres", "dti_owner", "dti")}
    assert len(passwords) == 3 and len(said) == 49 and said == (tmp_path / "secrets" / "dti").read_text("utf-8")
    assert re.fullmatch(r"[0-9a-f]{64}\n", typed("openssl rand -hex 32", tmp_path))


GUIDES = sorted((ROOT / "docs").glob("*.md"))
SHOWN = re.compile(r"!\[([^\]]+)\]\((pictures/[\w-]+\.\w+)\)")


def test_every_picture_is_there_small_described_and_drawn_by_the_command():
    from tests.pictures import PICTURES

    told = [found for guide in GUIDES for found in SHOWN.findall(guide.read_text(encoding="utf-8"))]
    assert all(len(text) > 20 for text, _ in told)
    there = {f"pictures/{path.name}" for path in (ROOT / "docs" / "pictures").iterdir()}
    assert {path for _, path in told} == there == {f"pictures/{name}.webp" for name in PICTURES}
    assert all(path.stat().st_size < 100_000 for path in (ROOT / "docs" / "pictures").iterdir())


@pytest.mark.browser
@pytest.mark.skipif(not SOAK, reason="pictures are drawn anew by `make soak`")
def test_pictures_can_be_drawn_anew(tmp_path):
    from tests import pictures

    pictures.draw(tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(pictures.PICTURES)
