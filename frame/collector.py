"""Python's collector of cycles, which would go through everything that is kept again and again."""

import gc


def keep_what_is_there() -> None:
    """Call once all is loaded: what is there stays and is left out of every later round.

    A run of a page makes some thousands of objects, and nearly all of them go with it, so a round is taken less often
    than Python would. Measured with 120 readers: 0.4 ms a run instead of 2.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
