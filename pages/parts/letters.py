"""A letter to those for whom a submission waits, where e-mail is configured."""

from figures.words import LANGUAGES, words
from frame import mail
from pages.parts import access, submissions
from store import clock, waiting
from store.releases import Submission


def to_whom_it_waits(found: Submission | None) -> int:
    """Write to everybody who must act on it now, except to whoever has just acted; how many letters went off.

    A letter says the same in every language, since nobody's is known, and links to the submission where the address
    of the installation is configured.
    """
    if found is None or not mail.configured():
        return 0
    viewer = access.viewer()
    every = [words(lang) for lang in LANGUAGES]
    first = every[0]
    subject = first.t("letter.subject", title=submissions.title(found, first))
    told = [
        w.t("letter.text", title=submissions.title(found, w), name=viewer.as_written, state=w.t(f"state.{found.state}"))
        for w in every
    ]
    told += [f"{mail.public_url()}/approval?submission={found.id}"] if mail.public_url() else []
    people = [who for who in waiting.who_must_act(found.id, clock.now()) if who.account != viewer.account]
    return sum(mail.send(person.email, subject, "\n\n".join(told) + "\n") for person in people)
