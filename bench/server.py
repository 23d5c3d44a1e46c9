"""A PostgreSQL of the bench's own, with durability on; the project's services beside it; what their processes use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from ingest import postgres

PROJECT = Path(__file__).resolve().parents[1]

SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "2GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "8GB",
    "min_wal_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_connections": "200",
}
"""Durability as in production; memory as on a machine of 8 GB or more."""

WAL_FILES = 128
"""Files of 16 MB that a server may write into at once."""

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """A running service.

    Attributes:
        pid: of its process.
        port: on loopback.
    """

    pid: int
    port: int


@contextmanager
def own_server(settings: Mapping[str, str] | None = None) -> Iterator[postgres.Server]:
    """Run a server for as long as the context lasts; its files go with it.

    Args:
        settings: beside, or in place of, those of SETTINGS.

    Yields:
        The server; ``server.url("hq")`` is an empty database.
    """
    home = PROJECT / ".hq"
    home.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=home))
    try:
        server = postgres.start(folder)
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            for name, value in {**SETTINGS, **(settings or {})}.items():
                statement = sql.SQL("alter system set {} = {}")
                connection.execute(statement.format(sql.Identifier(name), sql.Literal(value)))
        postgres.stop(folder)  # some of them count from a start on
        server = postgres.start(folder)
        settle(server)
        yield server
    finally:
        postgres.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(command: Sequence[str], **environment: str) -> Iterator[Served]:
    """Run a service for as long as the context lasts; it says in its log on which port it listens."""
    variables = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([sys.executable, "-m", *command], cwd=PROJECT, env=variables, stdout=log, stderr=log)
        try:
            yield Served(process.pid, _port(process, log))
        finally:
            process.terminate()
            process.wait(60)


def settle(server: postgres.Server) -> None:
    """Let a server be as one that has run for a while: it writes its log into files that it used before.

    A new one fills each file of 16 MB with zeros first: all callers wait some 40 ms for it, every few thousand bodies.
    """
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        for _ in range(WAL_FILES):
            connection.execute("select pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()")
        connection.execute("checkpoint")  # what was written before it may be used again


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process and all its children, those that have ended included.

    Args:
        pid: for PostgreSQL that of the postmaster: every backend and background worker is its child.

    Returns:
        Seconds, user and system.
    """
    total = 0.0
    for one in (pid, *children(pid)):
        fields = _stat(one)
        if fields is not None:
            own = int(fields[11]) + int(fields[12])
            ended = int(fields[13]) + int(fields[14])  # of children that have been waited for
            total += (own + ended) / _TICK
    return total


def resident_mib(pid: int) -> float:
    """Return the resident memory of one process, in MiB; 0 when it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def children(pid: int) -> list[int]:
    """Return the processes that this one has started and that still run, their children included."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields is not None:
                parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        inside = parents.get(waiting.pop(), [])
        found += inside
        waiting += inside
    return found


def _stat(pid: int) -> list[str] | None:
    # Fields of /proc/<pid>/stat from the state on: the name before it may hold anything.
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _port(process: subprocess.Popen[bytes], log: IO[str]) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        log.seek(0)
        for line in log.read().splitlines():
            if '"listening"' in line:
                return int(json.loads(line)["port"])
        time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the service does not listen:\n{log.read()}")
