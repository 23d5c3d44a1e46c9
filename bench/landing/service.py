"""The landing service as a process of its own, and posting to it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.server import PROJECT, Served, cpu_seconds, running


@dataclass(frozen=True)
class Posted:
    """What came of posting.

    Attributes:
        a_second: accepted bodies.
        p50: milliseconds to the answer, half of them.
        p99: the same, 99 of 100.
        app_cpu: microseconds of processor of the service for one accepted body.
        database_cpu: the same of all processes of the server.
        other: answers that were not 202, by status; 0 is a connection that broke.
        late: bodies that were sent late, because all connections were busy.
    """

    a_second: float
    p50: float
    p99: float
    app_cpu: float
    database_cpu: float
    other: dict[str, int]
    late: int


def landing(url: str) -> Any:  # noqa: ANN401
    """Run ``hq serve`` on a free port."""
    return running(["ingest.cli", "serve", "--open", "--port", "0"], HQ_INGEST_DATABASE_URL=url)


def post(served: Served, database: int, file: Path, seconds: float, *options: object) -> Posted:
    """Post bodies from a process of its own.

    Args:
        served: where to.
        database: process id of the postmaster.
        file: bodies, see :mod:`bench.landing.load`.
        seconds: how long.
        options: further ones of :mod:`bench.landing.load`.
    """
    command = [sys.executable, "-m", "bench.landing.load", served.port, file, "--seconds", seconds, *options]
    found, app, server = _post_by(command, served, database)
    other = {status: number for status, number in found["statuses"].items() if status != "202"}
    accepted = max(found["accepted"], 1)
    return Posted(
        found["a_second"], found["p50"], found["p99"], app / accepted, server / accepted, other, found["late"]
    )


def post_flat_out(served: Served, database: int, file: Path, seconds: float, clients: int) -> Posted:
    """Post without a pause, by wrk where it is there: a client in Python takes more of the machine than the service.

    Args:
        served: where to.
        database: process id of the postmaster.
        file: bodies, see :mod:`bench.landing.load`.
        seconds: how long.
        clients: how many requests are on their way at once.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        return post(served, database, file, seconds, "--clients", clients)
    script = Path(__file__).with_name("wrk.lua")
    command = [wrk, "-t1", f"-c{clients}", f"-d{round(seconds)}s", "--timeout", "30s", "-s", script]
    command += [f"http://127.0.0.1:{served.port}", "--", file]
    found, app, server = _post_by(command, served, database)
    other = {name: found[name] for name in ("refused", "lost") if found[name]}
    accepted = max(found["answers"] - found["refused"], 1)
    return Posted(accepted / found["seconds"], found["p50"], found["p99"], app / accepted, server / accepted, other, 0)


def client() -> str:
    """Name what posts without a pause."""
    return "wrk" if shutil.which("wrk") else "a client in Python, which takes most of the machine (install wrk)"


def _post_by(command: Sequence[object], served: Served, database: int) -> tuple[dict[str, Any], float, float]:
    # What the client says in its last line, and microseconds of processor of service and database meanwhile.
    app, server = cpu_seconds(served.pid), cpu_seconds(database)
    done = subprocess.run([str(word) for word in command], cwd=PROJECT, stdout=subprocess.PIPE, check=True)
    app, server = cpu_seconds(served.pid) - app, cpu_seconds(database) - server
    return json.loads(done.stdout.splitlines()[-1]), 1e6 * app, 1e6 * server
