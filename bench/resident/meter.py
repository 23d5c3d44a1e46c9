"""Database time of a command: the durations that the server logs, statement by statement."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from ingest import postgres

OWN = "bench"
SETTINGS = {"log_min_duration_statement": "0", "log_line_prefix": "@%a@ "}
"""Of the server that is measured."""

_LINE = re.compile(rb"(?m)^@(?P<name>[^@]*)@ LOG:  duration: (?P<ms>[0-9.]+) ms")


@dataclass
class Spent:
    """What a command took.

    Attributes:
        wall: seconds until it ended.
        database: seconds of its statements in the database.
        statements: how many these were.
    """

    wall: float = 0.0
    database: float = 0.0
    statements: int = 0


class Meter:
    """Measures commands against one server.

    Args:
        server: that runs with SETTINGS.
    """

    def __init__(self, server: postgres.Server) -> None:
        self._log = server.data_dir / "log"
        self.url = server.url()

    def connect(self) -> psycopg.Connection:
        """Open a connection whose statements are not counted."""
        return psycopg.connect(self.url, autocommit=True, application_name=OWN)

    @contextmanager
    def spent(self) -> Iterator[Spent]:
        """Measure what is done in the context."""
        found, start = Spent(), self._log.stat().st_size
        began = time.monotonic()
        yield found
        found.wall = time.monotonic() - began
        time.sleep(0.2)
        with self._log.open("rb") as log:
            log.seek(start)
            for line in _LINE.finditer(log.read()):
                if line["name"] != OWN.encode():
                    found.database += float(line["ms"]) / 1000
                    found.statements += 1

    def forget(self) -> None:
        """Empty the log."""
        self._log.write_bytes(b"")


def command(arguments: list[str], folder: Path, environment: dict[str, str]) -> int:
    """Run a program quietly; what it printed is shown when it did not end well."""
    done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        print(done.stdout[-3000:], done.stderr[-3000:], file=sys.stderr)
    return done.returncode


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    began = time.monotonic()
    work()
    return time.monotonic() - began
