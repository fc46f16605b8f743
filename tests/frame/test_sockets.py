"""What is written to a reader goes out at once."""

import socket

from frame import sockets


def delays(found: socket.socket) -> bool:
    return found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


def test_connections_of_a_listening_socket_send_at_once():
    # As Streamlit makes it: without naming the protocol.
    with socket.socket(socket.AF_INET) as listening, socket.socket(socket.AF_INET) as closed:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        closed.close()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert delays(accepted)
        sockets.send_at_once()
        with socket.create_connection(listening.getsockname()) as other, listening.accept()[0] as accepted:
            assert not delays(accepted)
            assert delays(other)  # what does not listen is left alone
