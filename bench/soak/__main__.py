"""``python -m bench.soak [--size small|full] [--minutes N]``: memory of the landing service under load for long."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.command import main
from bench.figures import Figure, figure
from bench.landing.__main__ import CLIENTS, DISTINCT, postable
from bench.landing.service import landing, post
from bench.server import PROJECT, own_server, resident_mib
from ingest import setup
from ingest.serve import allow_connections

PART = "soak"
MINUTES = {"small": 1, "full": 60}


def run(size: str, folder: Path, minutes: float | None = None) -> list[Figure]:
    """Land at half of the peak, and look at the memory of the service each second.

    Args:
        size: ``small`` or ``full``.
        folder: not used; figures are returned.
        minutes: of load; those of the size when None.

    Returns:
        The figures.
    """
    minutes = MINUTES[size] if minutes is None else minutes
    allow_connections()
    with own_server() as server, tempfile.TemporaryDirectory() as home:
        setup.initialise(PROJECT, server.url())
        file = Path(home) / "bodies.tsv"
        file.write_bytes(b"".join(slug.encode() + b"\t" + body + b"\n" for slug, body in postable(DISTINCT)))
        with landing(server.url()) as served:
            peak = post(served, server.pid, file, 10, "--clients", CLIENTS).a_second
            pace = ("--rate", peak / 2, "--clients", 128)
            post(served, server.pid, file, 10, *pace)
            seen: list[tuple[float, float]] = []
            done = threading.Event()

            def watch() -> None:
                while not done.wait(1):
                    seen.append((time.monotonic() / 60, resident_mib(served.pid)))

            watching = threading.Thread(target=watch)
            watching.start()
            try:
                posted = post(served, server.pid, file, 60 * minutes, *pace)
            finally:
                done.set()
                watching.join()
    slope = statistics.linear_regression(*zip(*seen, strict=True)).slope if len(seen) > 1 else 0.0
    most = max(size_seen for _, size_seen in seen)
    load = f"{posted.a_second:.0f} a second, half of the peak; refused {sum(posted.other.values())}"
    line = f"from {seen[0][1]:.1f} to {seen[-1][1]:.1f} MiB; a line through a sample each second"
    return [
        figure(
            PART, f"memory of the service over {minutes:g} minutes of load, most", most, "MiB", at_most=512, note=load
        ),
        figure(PART, "growth of it", slope, "MiB a minute", at_most=0.5, note=line),
    ]


def add_minutes(parser: argparse.ArgumentParser) -> None:
    """Add how long memory is watched."""
    parser.add_argument("--minutes", type=float, help="of load; one for small, sixty for full when not given")


if __name__ == "__main__":
    sys.exit(main(PART, __doc__, run, add_minutes))
