"""What fills the front's template, on one machine and in containers."""

import re
import subprocess

import pytest
import yaml

from deploy import cluster, nginx
from deploy.cluster import ROOT, configuration
from deploy.postgres import NoPrograms
from tests.needs import program

PLACES = set(re.findall(r"\$\{(\w+)\}", nginx.FRONT.read_text(encoding="utf-8")))


@pytest.mark.cluster
def test_nginx_takes_it(tmp_path):
    called = program("nginx", "/usr/sbin/nginx")
    (tmp_path / "nginx.conf").write_text(configuration(tmp_path, 8501, [8502, 8503]), encoding="utf-8")
    command = [called, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "log")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_nothing_is_left_to_fill_in(tmp_path):
    filled = configuration(tmp_path, 8501, [8502, 8503])
    assert {"DTI_LISTEN", "DTI_REPLICAS"} == PLACES and "${" not in filled
    assert filled.count("server 127.0.0.1:850") == 2


def services() -> dict:
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]


def test_containers_fill_in_the_same():
    assert set(services()["front"]["environment"]) == PLACES


def test_containers_with_the_server_sign_in_as_the_role_that_may_do_the_least():
    """Its owner makes the tables before, in a container that ends; no other password lies in those that serve."""
    app, tables = services()["app"], services()["tables"]
    assert app["environment"]["DATABASE_URL"].startswith("postgresql://dti@")
    assert "dti" in app["secrets"] and not {"postgres", "dti_owner"} & {str(each) for each in app["secrets"]}
    assert app["depends_on"] == {"tables": {"condition": "service_completed_successfully"}}
    assert tables["command"] == ["sh", "deploy/tables.sh"] and (ROOT / "deploy" / "tables.sh").is_file()
    assert tables["secrets"] == ["postgres", "dti_owner", "dti"]


def test_a_missing_nginx_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(nginx.shutil, "which", lambda *_, **__: None)
    with (
        pytest.raises(NoPrograms, match="nginx is not installed: sudo apt-get install nginx-light"),
        cluster.running(tmp_path, 8501, [8502]),
    ):
        pass
