"""What a start stands on: settings, the official boundaries, blocks, the database. It ends where one cannot be used."""

import logging
import os
import re
from collections.abc import Callable

from figures import boundaries
from frame import mail
from scoring import load_units
from store import database

log = logging.getLogger("dti")
_LIMITS = ("DTI_MOST_READERS", "DTI_MOST_OF_ONE", "DTI_MOST_MEMORY", "DTI_KEEP_DAYS", "DTI_KEEP_FILES_DAYS")
_NUMBERS = {
    **dict.fromkeys(_LIMITS, ("0*[1-9][0-9]*", "a whole number above 0")),
    **dict.fromkeys(("DTI_SESSION_HOURS", "DTI_IDLE_MINUTES"), (r"(?=.*[1-9])[0-9]+(\.[0-9]+)?", "a number above 0")),
    "DTI_SLOW_MS": ("[0-9]+", "a whole number"),
}


class WrongSetting(ValueError):
    """A setting that is not what it has to be; the text names it and the remedy."""


def stand(secrets: Callable[[], object] = lambda: None) -> None:
    """Look at everything that no waiting mends before anybody is served, and tell all of it at once.

    Another map, or another limit, than the one that was named would go unnoticed, so each of them ends the start.
    Without its `secrets` it goes on; whoever reads them logs now, and not at the first sign-in, why they are not used.
    """
    told = dict.fromkeys(said for check in _CHECKS if (said := _fault(check)))
    if told:
        for said in told:
            log.error("%s", said)
        logging.getLogger("uvicorn.error").disabled = True  # it would add where in our code this stands
        raise SystemExit(1)
    secrets()
    if boundaries.folder() != boundaries.SHIPPED:
        log.info("maps are drawn from the official boundaries in %s", boundaries.folder())


def _fault(check: Callable[[], object]) -> str:
    try:
        check()
    except (WrongSetting, boundaries.BoundariesError, mail.MailNotSet, database.Unusable) as fault:
        return str(fault)
    return ""


def _numbers() -> None:
    for name, (form, kind) in _NUMBERS.items():
        said = os.environ.get(name, "").strip()
        if said and not re.fullmatch(form, said):
            raise WrongSetting(f"{name} is '{said}'. Give {kind}, or leave it out.")


def _addresses() -> None:
    for name in ("DTI_PUBLIC_URL", "DTI_STATIC_URL"):
        said = os.environ.get(name, "").strip()
        if said and not re.match(r"https?://[^/\s]+", said):
            raise WrongSetting(f"{name} is '{said}'. Give the address that readers type, beginning with https://.")


def _blocks() -> None:
    try:
        load_units()
    except (OSError, KeyError, ValueError) as fault:
        raise WrongSetting(f"DTI_BLOCKS cannot be used: {fault}") from None


_CHECKS = (_numbers, _addresses, mail.check, _blocks, boundaries.folder, database.data_folder, database.look)
