"""E-mail over SMTP, where it is configured: handed to a thread, so that nobody waits for it.

`DTI_SMTP_URL` is smtp://USER:PASSWORD@HOST:PORT (with STARTTLS) or smtps://… (TLS from the first byte on),
`DTI_MAIL_FROM` the sender, `DTI_PUBLIC_URL` the address at which readers find this installation. That address is never
taken from a request: whoever writes a letter's link must not be whoever asked for the letter.
"""

import logging
import os
import re
import smtplib
import ssl
from concurrent.futures import Future, ThreadPoolExecutor
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

from figures.address import public_url as public_url

log = logging.getLogger(__name__)
_SECONDS = 20
_PORTS = {"smtp": 587, "smtps": 465}
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
# One address and nothing beside it: a list or a line break would write to others as well.
_ADDRESS = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+")
_post = ThreadPoolExecutor(1, thread_name_prefix="mail")


class MailNotSet(ValueError):
    """A setting that is no address of a mail server or of a sender; the text names it."""


def check() -> None:
    """Raises MailNotSet where a setting is there and cannot be used."""
    if not configured():
        return
    _server()
    letter_of(os.environ["DTI_MAIL_FROM"], "", "", "")


def _server() -> SplitResult:
    found = urlsplit(os.environ.get("DTI_SMTP_URL", ""))
    if found.scheme not in _PORTS or not found.hostname:
        raise MailNotSet("DTI_SMTP_URL is smtp://HOST:PORT or smtps://HOST:PORT, with USER:PASSWORD@ where needed.")
    return found


def configured() -> bool:
    """Whether letters can be sent: a server and a sender are named."""
    return bool(os.environ.get("DTI_SMTP_URL") and os.environ.get("DTI_MAIL_FROM"))


def send(to: str, subject: str, text: str) -> bool:
    """Hand a letter to the thread that delivers it; False where no mail is configured or `to` is no single address.

    True says that it is under way, not that it has arrived. What fails is logged without the letter's text.
    """
    return _hand_over(to, subject, text) is not None


def _hand_over(to: str, subject: str, text: str) -> Future[None] | None:
    if not configured():
        return None
    if not _ADDRESS.fullmatch(to):
        log.error("no letter was sent: it is addressed to no single e-mail address")
        return None
    return _post.submit(_deliver_or_log, to, subject, text)


def _deliver_or_log(to: str, subject: str, text: str) -> None:
    try:
        deliver(to, subject, text)
    except (OSError, smtplib.SMTPException, ValueError) as fault:
        log.error("a letter to %s was not delivered: %s: %s", to, type(fault).__name__, fault)
    else:
        log.info("a letter to %s was handed to the mail server", to)


def deliver(to: str, subject: str, text: str) -> None:
    """Deliver one letter now. Raises MailNotSet, OSError and smtplib.SMTPException."""
    letter = letter_of(os.environ.get("DTI_MAIL_FROM", ""), to, subject, text)
    server = _server()
    host, port = server.hostname or "", server.port or _PORTS[server.scheme]
    trust = ssl.create_default_context()
    if server.scheme == "smtps":
        with smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=trust) as post:
            _hand_in(post, server, letter)
        return
    with smtplib.SMTP(host, port, timeout=_SECONDS) as post:
        post.ehlo()
        if post.has_extn("starttls"):
            post.starttls(context=trust)
            post.ehlo()
        elif server.username and server.hostname not in _THIS_MACHINE:
            raise MailNotSet(
                "The mail server offers no TLS: the password was not sent. Use smtps:// or a server with it."
            )
        _hand_in(post, server, letter)


def _hand_in(post: smtplib.SMTP, server: SplitResult, letter: EmailMessage) -> None:
    if server.username:
        post.login(unquote(server.username), unquote(server.password or ""))
    post.send_message(letter)


def letter_of(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """The letter as it is sent; line breaks in a subject (it may hold a name that somebody chose) become spaces."""
    letter = EmailMessage()
    try:
        letter["From"] = sender
    except ValueError as fault:
        raise MailNotSet(f"DTI_MAIL_FROM is no sender: {fault}") from fault
    letter["To"] = to
    letter["Subject"] = " ".join(subject.split())
    letter["Date"] = formatdate(localtime=False)
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or "localhost")
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    return letter
