"""Processes that serve: waited for until they answer, ended in good time."""

import signal
import subprocess
import time
import urllib.request
from pathlib import Path


def answers(url: str) -> bool:
    """Whether `url` is served with status 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait(process: subprocess.Popen, url: str, log: Path, seconds: float) -> None:
    """Return as soon as `url` answers. Raises RuntimeError with the end of `log` when it never does."""
    end = time.monotonic() + seconds
    while not answers(url):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{url} does not answer:\n{log.read_text(encoding='utf-8')[-2000:]}")
        time.sleep(0.1)


def stop(process: subprocess.Popen, how: int = signal.SIGTERM, patience: float = 10) -> None:
    """Ask the process to end by the signal `how`, and end it if it has not after `patience` seconds."""
    if process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
