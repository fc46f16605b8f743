"""How much the store holds and whether it answers: for whoever watches, who learns nothing of any release."""

import logging

from sqlalchemy import case, func, literal, select
from sqlalchemy.exc import SQLAlchemyError

from store import clock
from store.database import engine, reading
from store.releases import APPROVED, PUBLISHED
from store.schema import submissions

log = logging.getLogger(__name__)


def answers() -> bool:
    """Whether the database does."""
    try:
        with reading(engine()) as connection:
            return bool(connection.scalar(select(literal(1))) == 1)
    except SQLAlchemyError as fault:
        log.error("the database does not answer: %s", type(fault).__name__)
        return False


def submissions_by_state() -> dict[str, int] | None:
    """Number of submissions in each state at this moment; None where the database does not answer."""
    public = (submissions.c.state == APPROVED) & (submissions.c.publish_at <= clock.now())
    state = case((public, PUBLISHED), else_=submissions.c.state).label("state")
    try:
        with reading(engine()) as connection:
            rows = connection.execute(select(state, func.count().label("number")).group_by(state).order_by(state)).all()
    except SQLAlchemyError as fault:
        log.error("the database does not answer: %s", type(fault).__name__)
        return None
    return {row.state: row.number for row in rows}
