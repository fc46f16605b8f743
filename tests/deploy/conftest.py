"""Two replicas behind nginx over PostgreSQL, once for all tests of this folder."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import cluster
from deploy.postgres import NoPrograms
from tests.browser.server import free_port
from tests.needs import missing


@pytest.fixture(scope="session")
def running_cluster() -> Iterator[cluster.Cluster]:
    # The path of a socket may have 107 characters, fewer than pytest's own folders take.
    folder = Path(tempfile.mkdtemp(prefix="dti-cluster-"))
    folder.chmod(0o755)
    try:
        with cluster.running(folder, free_port(), [free_port(), free_port()]) as found:
            yield found
    except NoPrograms as fault:
        missing(f"{fault}; `make test` as root installs it")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
