"""A PostgreSQL server of the tests' own, in a temporary folder, thrown away at the end."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy import postgres
from tests.needs import missing

# Nothing here has to outlive a crash of the machine.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a fresh one."""
    with tempfile.TemporaryDirectory(prefix="dti-pg-", ignore_cleanup_errors=True) as temporary:
        try:
            postgres.programs()
        except postgres.NoPrograms as fault:
            missing(f"{fault}; `make test` as root installs it")
        Path(temporary).chmod(0o755)  # the server's own user has to reach it
        with postgres.server(Path(temporary) / "server", _FAST) as address:
            yield address
