"""The letters that carry a single-use link, where e-mail and the installation's own address are configured."""

from figures.words import Words
from frame import mail
from store import clock
from store.links import DOORS, INVITATION, RESET, Link


def address_of(token: str, base: str = "") -> str:
    """Where the owner of an invitation, or of a link for a new password, sets it; the public address if one is set."""
    return f"{mail.public_url() or base.rstrip('/')}{DOORS[RESET]}{token}"


def possible() -> bool:
    """Whether such a letter can be written: its link needs an address that no request has named."""
    return mail.configured() and bool(mail.public_url())


def write(link: Link, token: str, words: Words) -> bool:
    """Send the owner of an account the link; whether it is under way."""
    if not possible():
        return False
    t, until = words.t, words.moment(clock.to_local(link.expires_at))
    if link.purpose == INVITATION:
        text = t("account.letter_invitation", name=link.name, address=address_of(token), until=until)
        return mail.send(link.email, t("account.letter_invitation_subject"), text)
    text = t("account.letter_password", name=link.name, address=address_of(token), until=until)
    return mail.send(link.email, t("account.letter_password_subject"), text)
