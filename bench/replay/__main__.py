"""``python -m bench.replay [--size small|full]``: ``hq replay`` of a file beside COPY of the same rows, in turn."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.bodies import bodies
from bench.command import main
from bench.figures import Figure, figure
from bench.landing import limits
from bench.landing.limits import Speed
from bench.pairs import alternate, beside, spread
from bench.server import PROJECT, cpu_seconds, own_server
from ingest import setup
from ingest.postgres import Server


@dataclass(frozen=True)
class Replayed(Speed):
    """How fast a file was replayed.

    Attributes:
        own_cpu: microseconds of processor of ``hq replay`` itself for one line, without its start.
    """

    own_cpu: float


def run(size: str, folder: Path) -> list[Figure]:
    """Measure replay beside COPY, in turn.

    Args:
        size: ``small`` (20,000 lines) or ``full`` (500,000).
        folder: not used; figures are returned.

    Returns:
        The figures.
    """
    count, rounds = (20_000, 3) if size == "small" else (500_000, 3)
    with own_server() as server, tempfile.TemporaryDirectory() as home:
        url = server.url()
        setup.initialise(PROJECT, url)
        file, nothing = Path(home) / "all.ndjson", Path(home) / "one.ndjson"
        write(file, count)
        write(nothing, 1)
        with psycopg.connect(url, autocommit=True) as connection:
            sample = limits.ready_rows(connection, list(bodies("person", min(count, 5000))))

            def replayed() -> Replayed:
                connection.execute("truncate raw.payloads")
                start, start_cpu, _ = _replay(url, nothing, server)
                seconds, own, database = _replay(url, file, server)
                return Replayed(count / (seconds - start), 1e6 * database / count, 1e6 * (own - start_cpu) / count)

            def copied() -> Speed:
                connection.execute("truncate raw.payloads")
                return limits.copy_count(server, connection, sample, count, "raw.payloads")

            took: dict[str, list[Replayed | Speed]] = alternate({"replay": replayed, "copy": copied}, rounds)
    speed = {name: [item.a_second for item in items] for name, items in took.items()}
    cost = {name: [item.cpu for item in items] for name, items in took.items()}
    own = [item.own_cpu for item in took["replay"] if isinstance(item, Replayed)]
    return [
        beside("replay", f"lines of NDJSON replayed, of {count:,}", speed["replay"], "a second",
               ("COPY of the same rows", speed["copy"]), at_least=0.6,
               note=f"without the start of the command; {spread(speed['replay'])}"),
        beside("replay", "processor of the database for a line", cost["replay"], "us", ("COPY", cost["copy"])),
        figure("replay", "processor of hq replay for a line", statistics.median(own), "us"),
    ]  # fmt: skip


def write(file: Path, count: int) -> None:
    """Write so many lines as they are recorded."""
    with file.open("wb") as out:
        for slug, body in bodies("person", count):
            out.write(b'{"workflow_slug": %b, "payload": %b}\n' % (json.dumps(slug).encode(), body))


def _replay(url: str, file: Path, server: Server) -> tuple[float, float, float]:
    # Seconds by the clock, of the command's processor and of the server's.
    used, began = cpu_seconds(server.pid), time.monotonic()
    before = os.times()
    command = [sys.executable, "-m", "ingest.cli", "replay", str(file)]
    done = subprocess.run(
        command, cwd=PROJECT, env={**os.environ, "HQ_DATABASE_URL": url}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"hq replay failed: {done.stderr[-500:]}")
    after = os.times()
    own = after.children_user + after.children_system - before.children_user - before.children_system
    return time.monotonic() - began, own, cpu_seconds(server.pid) - used


if __name__ == "__main__":
    sys.exit(main("replay", __doc__, run))
