"""Every test of the store runs on SQLite and on PostgreSQL."""

import pytest
from argon2 import PasswordHasher

from store import passwords


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """The same hashes with less work: no test is about how long they take."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()
