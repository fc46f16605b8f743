"""What is written to a reader goes out at once, on the loop that the server takes by itself."""

import asyncio
import socket

import uvicorn


def test_a_connection_waits_for_no_confirmation():
    # Otherwise every message of a page waits for the one before to be confirmed: up to 40 ms each time.
    config = uvicorn.Config("app:app", port=0)
    accepted: list[int] = []

    class Asked(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            own: socket.socket = transport.get_extra_info("socket")
            accepted.append(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    async def served() -> None:
        listening = config.bind_socket()
        server = await asyncio.get_running_loop().create_server(Asked, sock=listening)
        _, writer = await asyncio.open_connection(*listening.getsockname())
        while not accepted:
            await asyncio.sleep(0.01)
        writer.close()
        server.close()

    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(served())
    assert accepted == [1]
