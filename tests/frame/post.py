"""A mail server on this machine that keeps what it is given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Office(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a sender needs; `letters` are those that were taken, `heard` every command."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, refuses: bool = False):
        super().__init__(("127.0.0.1", 0), Counter)
        self.refuses = refuses
        self.letters: list[EmailMessage] = []
        self.heard: list[str] = []
        self.came = threading.Condition()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def next(self, number: int = 1) -> EmailMessage:
        """The letter of that number, waited for."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.letters) >= number, timeout=20), "no letter came"
            return self.letters[number - 1]


class Counter(socketserver.StreamRequestHandler):
    server: Office

    def handle(self) -> None:
        self.say("220 office")
        while line := self.rfile.readline():
            command = line.decode().strip()
            self.server.heard.append(command)
            match command.split(" ")[0].upper():
                case "EHLO" | "HELO" | "MAIL" | "RSET" | "NOOP":
                    self.say("250 yes")
                case "RCPT":
                    self.say("550 nobody here" if self.server.refuses else "250 yes")
                case "DATA":
                    self.say("354 go on")
                    self.take()
                case "QUIT":
                    return self.say("221 bye")
                case _:
                    self.say("502 no")

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        with self.server.came:
            self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
            self.server.came.notify_all()
        self.say("250 taken")

    def say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def office(refuses: bool = False) -> Iterator[Office]:
    with Office(refuses) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
