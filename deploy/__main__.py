"""`python -m deploy [--replicas N] [--port P]`: on one machine what may stand on several."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from deploy.cluster import running
from deploy.postgres import NoPrograms


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; exit status 1 where a program is missing. SIGHUP restarts the replicas in turn."""
    parser = argparse.ArgumentParser(prog="python -m deploy", description="Replicas behind nginx over PostgreSQL.")
    parser.add_argument("--replicas", type=int, default=2, metavar="N")
    parser.add_argument("--port", type=int, default=int(os.environ.get("DTI_PORT") or 8501), metavar="PORT")
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("DTI_DATA") or "var/cluster"), metavar="FOLDER"
    )
    chosen = parser.parse_args(arguments)
    ended, again = threading.Event(), threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    signal.signal(signal.SIGHUP, lambda *_: again.set())
    try:
        ports = [chosen.port + 1 + number for number in range(chosen.replicas)]
        with running(chosen.data.resolve(), chosen.port, ports) as cluster:
            print(f"Served at {cluster.url} by {len(cluster.replicas)} replicas.", flush=True)
            while not ended.wait(0.2):
                if again.is_set():
                    again.clear()
                    cluster.restart()
                    print("Restarted, one after the other.", flush=True)
    except NoPrograms as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
