"""What a real server makes of requests whose stated length does not hold."""

import asyncio
import socket
import threading

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from frame.lengths import OneLength

READ = []


async def take(request: Request):
    READ.append(len(await request.body()))
    return PlainTextResponse("taken")


@pytest.fixture(scope="module")
def address():
    app = Starlette(routes=[Route("/", take, methods=["POST"])], middleware=[Middleware(OneLength)])
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
        thread.start()
        yield listening.getsockname()
        server.should_exit = True
        thread.join()


def post(address: tuple[str, int], lengths: str, body: bytes) -> bytes:
    with socket.create_connection(address, timeout=60) as asking:
        asking.sendall(f"POST / HTTP/1.1\r\nHost: here\r\n{lengths}\r\n\r\n".encode() + body)
        return asking.recv(100).partition(b"\r\n")[0]


@pytest.mark.parametrize(
    ("lengths", "status", "read"),
    [
        ("Content-Length: 3", b"200", [3]),
        ("Transfer-Encoding: chunked", b"200", [9]),
        ("Content-Length: 3\r\nTransfer-Encoding: chunked", b"400", []),
        ("transfer-encoding: CHUNKED\r\ncontent-length: 3", b"400", []),
    ],
)
def test_a_stated_length_holds_or_nothing_is_read(address, lengths, status, read):
    READ.clear()
    body = b"9\r\n123456789\r\n0\r\n\r\n" if "chunked" in lengths.lower() else b"123"
    assert status in post(address, lengths, body) and read == READ
