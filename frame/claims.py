"""Roles in a provider's claim, where `DTI_ROLES_CLAIM` names one.

The claim's name may lead into others (`realm_access.roles`). Its value is a list, or a text with commas or spaces, of

    ROLE                        analyst, approver, press, administrator: for every block
    ROLE:BLOCK                  approver:province
    officer:BLOCK/UNIT          officer:ministry-other/MERA
    officer:BLOCK/DIVISION/UNIT officer:province/63/01

What is none of these is somebody else's word, and skipped.
"""

import logging
import os
import re
from collections.abc import Mapping
from typing import Any

from store.accounts import AccountError, check_roles
from store.rights import ROLES
from store.viewers import Role

log = logging.getLogger(__name__)
VARIABLE = "DTI_ROLES_CLAIM"


def roles(given: Mapping[str, Any]) -> list[Role] | None:
    """The roles that the claims give; None where roles are not taken from a claim but from our table."""
    name = os.environ.get(VARIABLE, "").strip()
    return None if not name else [role for text in _texts(_claim(given, name)) if (role := parsed(text))]


def parsed(text: str) -> Role | None:
    """The role that a text of the claim means; None, and a line in the log, where it is none of ours."""
    name, _, scope = text.partition(":")
    parts = scope.split("/") if scope else []
    if name not in ROLES or len(parts) > 3 or not all(parts):
        return None
    block, unit = (parts[0] if parts else ""), (parts[-1] if len(parts) > 1 else "")
    role = Role(name, block, parts[1] if len(parts) == 3 else "", unit)
    try:
        check_roles([role])
    except AccountError as fault:
        log.warning("the claimed role '%s' is skipped: %s", text, fault)
        return None
    return role


def _claim(given: Mapping[str, Any], name: str) -> Any:
    """The claim of that very name (it may hold dots), else the one its parts lead to."""
    if name in given:
        return given[name]
    found: Any = given
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return re.split(r"[,\s]+", value.strip())
    return [text for text in value if isinstance(text, str)] if isinstance(value, list | tuple) else []
