"""What a reader sends over the stream of a page is small."""

import gc

from uvicorn import Config

# Choices and typed text. Files come by another way.
MOST_SENT = 2**20


def take_little() -> None:
    """Let the web servers of this process end a stream whose reader sends more than `MOST_SENT` bytes at once.

    Streamlit bounds what readers send by what it may send itself, 200 MB, and a message that is never finished is held
    until its reader goes: a few of them fill the memory. A connection asks for the limit when it begins.
    """
    for found in gc.get_objects():
        if type(found) is Config:
            found.ws_max_size = min(found.ws_max_size, MOST_SENT)
