"""Whatever opens strangers' files starts without our secrets."""

import asyncio
import subprocess

import pytest

from figures.provenance import apart as looking
from scoring.apart import without_secrets
from scoring.bundle import apart as checking
from scoring.workbooks import cells

SECRETS = {
    "DTI_SIGNING_KEY": "key", "DATABASE_URL": "postgresql://dti:secret@db/dti", "DTI_SMTP_URL": "smtp://a:b@c",
    "PGPASSWORD": "secret", "DATABASE_URL_OLD": "x", "RUST_BACKTRACE": "1",
}  # fmt: skip


class Started(Exception):
    """A child would start now, with this environment."""


def starting(*_, env=None, **__):
    raise Started(env)


async def starting_later(*_, env=None, **__):
    raise Started(env)


async def nothing():
    yield b""


@pytest.mark.parametrize(
    "call",
    [
        lambda: cells.read_cells([b"a,b\n"]),
        lambda: checking.verify_apart(b""),
        lambda: asyncio.run(looking.look(nothing())),
    ],
    ids=["workbook", "bundle", "picture"],
)
def test_a_child_knows_none_of_them(monkeypatch, call):
    for name, said in SECRETS.items():
        monkeypatch.setenv(name, said)
    monkeypatch.setenv("DTI_BLOCKS", "blocks")
    monkeypatch.setattr(subprocess, "Popen", starting)
    monkeypatch.setattr(asyncio, "create_subprocess_exec", starting_later)
    with pytest.raises(Started) as begun:
        call()
    (given,) = begun.value.args
    assert given["PATH"] and given["DTI_BLOCKS"] == "blocks" and not set(SECRETS) & set(given)
    assert given.items() >= without_secrets().items()
