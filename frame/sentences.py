"""What the doors say when somebody cannot pass: each refusal of the store as a sentence in the reader's language."""

from datetime import timedelta

from figures.words import Words
from store import clock
from store.accounts import AccountError
from store.links import LinkSpent
from store.passwords import LEAST, MOST, LockedOut, SignInRefused, WeakPassword
from store.rights import NotAllowed

REFUSALS = (LinkSpent, WeakPassword, SignInRefused, LockedOut, AccountError, NotAllowed)


def said(fault: Exception, words: Words) -> str:
    """The sentence of a refusal; raises it again where it is none of ours."""
    match fault:
        case LinkSpent():
            return words.t("account.link_spent")
        case WeakPassword(code=code):
            return words.t(f"account.password_{code}", least=LEAST, most=MOST)
        case SignInRefused():
            return words.t("account.refused")
        case LockedOut(until=until):
            # A minute later, so that whoever comes at the minute that is told is let try.
            return words.t("account.locked", time=f"{clock.to_local(until) + timedelta(minutes=1):%H:%M}")
        case AccountError(code=code, words=parts) if code in ("email", "taken", "name"):
            return words.t(f"account.fault_{code}", **parts)
        case AccountError():
            return words.t("account.fault_other")
        case NotAllowed():
            return words.t("account.signed_out")
    raise fault
