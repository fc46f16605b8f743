"""What is written to a reader goes out at once."""

import gc
import socket


def send_at_once() -> None:
    """Set TCP_NODELAY on the listening sockets of this process, whose connections inherit it (Linux).

    Streamlit opens its socket without naming the protocol, and asyncio then leaves the option out. Without it the body
    of an answer waits until the browser has confirmed its head, and every message of a page for the one before: 40 ms
    each time, for a first view with its hundred files most of a second.
    """
    for found in gc.get_objects():
        if type(found) is socket.socket and _listens(found):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(found: socket.socket) -> bool:
    return (
        found.fileno() >= 0
        and found.type == socket.SOCK_STREAM
        and found.family in (socket.AF_INET, socket.AF_INET6)
        and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
    )
