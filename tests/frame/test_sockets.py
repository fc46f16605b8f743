"""Nobody sends much over a stream."""

import asyncio
import socket

import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError
from websockets.frames import CloseCode

from frame import sockets


async def hears(scope, receive, send):
    """Tells how long each message is."""
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": str(len(message["bytes"]))})


def test_a_stream_ends_when_its_reader_sends_more_than_a_page_asks_for():
    """As Streamlit starts the server; the rest of a message that is never finished is what would fill the memory."""

    async def speak(listening: socket.socket) -> list[str]:
        config = uvicorn.Config(
            hears, ws="websockets-sansio", ws_max_size=200_000_000, log_level="critical", lifespan="off"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        sockets.take_little()

        async def unfinished():
            yield b"x" * sockets.MOST_SENT
            yield b"x"
            await asyncio.sleep(60)

        heard = []
        address = f"ws://127.0.0.1:{listening.getsockname()[1]}"
        async with connect(address, max_size=None) as stream:
            await stream.send(b"x" * sockets.MOST_SENT)
            heard.append(await stream.recv())
            sending = asyncio.create_task(stream.send(unfinished()))
            try:
                await stream.recv()
            except ConnectionClosedError as end:
                heard.append(end.rcvd.code)
            sending.cancel()
        server.should_exit = True
        await serving
        return heard

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        assert asyncio.run(speak(listening)) == [str(sockets.MOST_SENT), CloseCode.MESSAGE_TOO_BIG]
