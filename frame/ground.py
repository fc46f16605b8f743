"""The official boundary file at the start: used, or the start ends with what is wrong."""

import logging

from figures import boundaries


def stand() -> None:
    """Make ready what maps are drawn from. Another map than the one that was named would go unnoticed, so a file that
    cannot be used ends the start."""
    try:
        folder = boundaries.folder()
    except boundaries.BoundariesError as fault:
        logging.getLogger("dti").error("%s", fault)
        raise SystemExit(1) from None
    if folder != boundaries.SHIPPED:
        logging.getLogger("dti").info("maps are drawn from the official boundaries in %s", folder)
