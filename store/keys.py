"""The key that signs release bundles: a file of ours (mode 0600) or DTI_SIGNING_KEY; every public half stays known."""

import logging
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from scoring.bundle import signing
from scoring.bundle.signing import KeyFormError, key_id, pem, private_key, public_of, text_of
from store import audit, clock
from store.acts import acting, alone
from store.database import data_folder, engine, reading
from store.rights import Subject, check
from store.schema import keys
from store.viewers import Viewer

log = logging.getLogger(__name__)
VARIABLE = "DTI_SIGNING_KEY"


def path() -> Path:
    return data_folder() / "signing-key.pem"


def is_given() -> bool:
    """Whether the key comes from the environment, so that nobody changes it here."""
    return bool(os.environ.get(VARIABLE, "").strip())


def current() -> Ed25519PrivateKey:
    """The private key, made at the first call where there is none. Raises KeyFormError where it is no key."""
    if is_given():
        found = private_key(os.environ[VARIABLE].strip())
    else:
        if not path().exists():
            _write(Ed25519PrivateKey.generate())
        if path().stat().st_mode & 0o077:
            raise KeyFormError(f"{path().name} can be read by others. Set its mode to 0600, or rotate the key.")
        found = private_key(path().read_text(encoding="ascii"))
    _know(found)
    return found


def _write(made: Ed25519PrivateKey, *, replace: bool = False) -> None:
    """Whole or not at all, readable by us alone from the first byte on; one process of several makes it."""
    draft = path().with_name(f".{path().name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem(made))
        file.flush()
        os.fsync(file.fileno())
    try:
        if replace:
            os.replace(draft, path())
        else:
            os.link(draft, path())
    except FileExistsError:
        pass  # another process was faster; its key is ours too
    except OSError:  # a file system without links
        os.replace(draft, path())
    finally:
        draft.unlink(missing_ok=True)


def _know(found: Ed25519PrivateKey) -> None:
    """Write the public half down; a key that another takes the place of was in force until then."""
    public = public_of(found)
    with reading(engine()) as connection:
        if connection.scalar(select(keys.c.id).where(keys.c.id == key_id(public), keys.c.until.is_(None))):
            return
    with engine().begin() as connection:
        alone(connection)
        known = connection.scalar(select(keys.c.id).where(keys.c.id == key_id(public)))
        if known is None:
            row = {"id": key_id(public), "public": text_of(public), "since": clock.now()}
            connection.execute(keys.insert(), row)
            audit.record(connection, "key first used", f"key:{key_id(public)}")
    log.info("bundles are signed with the key %s", key_id(public))


def rotate(viewer: Viewer, at: datetime) -> str:
    """A new key of ours from now on; the old private half is gone, the old public one stays known. Its id.

    Raises NotAllowed, and KeyFormError where the key comes from the environment.
    """
    check(viewer, "rotate", Subject("key"))
    if is_given():
        raise KeyFormError(f"The key is given by {VARIABLE}. Change it there; the old public key stays known.")
    old, made = key_id(public_of(current())), Ed25519PrivateKey.generate()
    new = key_id(public_of(made))
    with acting("rotate", f"key:{old}", viewer) as connection:
        connection.execute(keys.update().where(keys.c.until.is_(None)).values(until=at))
        connection.execute(keys.insert(), {"id": new, "public": text_of(public_of(made)), "since": at})
        audit.append(connection, viewer, at, "key rotated", f"key:{new}", old, new)
        _write(made, replace=True)
    return new


def signer() -> tuple[str, Callable[[bytes], bytes]] | None:
    """The id of the key in force and what signs with it, a line of base64; None where there is no usable key.

    Why there is none stands in the log: a file without a signature still leaves, and says that it has none.
    """
    try:
        private = current()
    except KeyFormError as fault:
        log.error("an export could not be signed: %s", fault)
        return None
    return key_id(public_of(private)), partial(signing.sign, private)


def document() -> dict[str, Any]:
    """What stands at `/.well-known/dti-key`: every public key, the newest first; `until` is empty for one in force."""
    current_id = key_id(public_of(current()))
    with reading(engine()) as connection:
        rows = connection.execute(select(keys).order_by(keys.c.since.desc(), keys.c.id)).all()
    listed = [
        {
            "id": row.id,
            "algorithm": "Ed25519",
            "public": row.public,
            "since": _said(row.since),
            "until": _said(row.until),
        }
        for row in rows
    ]
    return {"current": current_id, "keys": listed}


def public_keys() -> list[bytes]:
    """Every public key that signed for this installation, for checking a bundle against."""
    return [key for entry in document()["keys"] for key in signing.public_keys(entry["public"])]


def _said(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"
