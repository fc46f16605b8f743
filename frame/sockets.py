"""What is written to a reader goes out at once; what a reader sends over the stream of a page is small."""

import gc
import socket

from uvicorn import Config

# Choices and typed text. Files come by another way.
MOST_SENT = 2**20


def send_at_once() -> None:
    """Set TCP_NODELAY on the listening sockets of this process, whose connections inherit it (Linux).

    Streamlit opens its socket without naming the protocol, and asyncio then leaves the option out. Without it the body
    of an answer waits until the browser has confirmed its head, and every message of a page for the one before: 40 ms
    each time, for a first view with its hundred files most of a second.
    """
    for found in gc.get_objects():
        if type(found) is socket.socket and _listens(found):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def take_little() -> None:
    """Let the web servers of this process end a stream whose reader sends more than `MOST_SENT` bytes at once.

    Streamlit bounds what readers send by what it may send itself, 200 MB, and a message that is never finished is held
    until its reader goes: a few of them fill the memory. A connection asks for the limit when it begins.
    """
    for found in gc.get_objects():
        if type(found) is Config:
            found.ws_max_size = min(found.ws_max_size, MOST_SENT)


def _listens(found: socket.socket) -> bool:
    return (
        found.fileno() >= 0
        and found.type == socket.SOCK_STREAM
        and found.family in (socket.AF_INET, socket.AF_INET6)
        and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
    )
