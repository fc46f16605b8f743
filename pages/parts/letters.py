"""A letter to those for whom a submission or a change of units waits, where e-mail is configured."""

from figures.words import LANGUAGES, Words, words
from frame import mail
from pages.parts import access, submissions
from store import clock, waiting
from store.registers import RETURNED, Change
from store.releases import Submission
from store.waiting import Person


def to_whom_it_waits(found: Submission | Change | None) -> int:
    """Write to everybody who must act on it now, except to whoever has just acted; how many letters went off.

    A letter says the same in every language, since nobody's is known, and links to where it waits if the address of
    the installation is configured.
    """
    if found is None or not mail.configured():
        return 0
    name, every = access.viewer().as_written, [words(lang) for lang in LANGUAGES]
    if isinstance(found, Change):
        subject, told, place, people = _of_change(found, name, every)
    else:
        subject, told, place, people = _of_submission(found, name, every)
    told += [f"{mail.public_url()}/{place}"] if mail.public_url() else []
    others = [who for who in people if who.account != access.viewer().account]
    return sum(mail.send(person.email, subject, "\n\n".join(told) + "\n") for person in others)


def _of_submission(found: Submission, name: str, every: list[Words]) -> tuple[str, list[str], str, list[Person]]:
    titles = [submissions.title(found, w) for w in every]
    told = [
        w.t("letter.text", title=title, name=name, state=w.t(f"state.{found.state}"))
        for w, title in zip(every, titles, strict=True)
    ]
    people = waiting.who_must_act(found.id, clock.now())
    return every[0].t("letter.subject", title=titles[0]), told, f"approval?submission={found.id}", people


def _of_change(found: Change, name: str, every: list[Words]) -> tuple[str, list[str], str, list[Person]]:
    back = found.state == RETURNED
    key, place = ("letter.units_returned", "upload?do=units") if back else ("letter.units", "approval")
    told = [w.t(key, title=_blocks(found, w), name=name, reason=found.reason) for w in every]
    return (
        every[0].t("letter.units_subject", title=_blocks(found, every[0])),
        told,
        place,
        waiting.who_must_act_on(found),
    )


def _blocks(found: Change, w: Words) -> str:
    return str(found.units.blocks.at[found.block, f"name_{w.lang}"]) if found.block else w.t("letter.several_blocks")
