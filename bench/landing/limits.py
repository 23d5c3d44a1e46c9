"""What landing stands beside: pgbench with the same bodies one by one, and COPY of the same rows ready-made."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bench.server import cpu_seconds
from ingest.postgres import Server

SINGLE = "create table if not exists bench_single (like raw.payloads including all)"
"""Where pgbench inserts: a table with the columns, defaults, checks and indexes of raw.payloads."""

ROW = "raw_table, entity_key, payload_id, workflow_slug, received_at, payload, body_sha256, headers"

Row = tuple[Any, ...]
"""Values of ROW; payload and headers are text."""


@dataclass(frozen=True)
class Speed:
    """How fast bodies went in.

    Attributes:
        a_second: bodies.
        cpu: microseconds of processor that all processes of the server used for one body.
    """

    a_second: float
    cpu: float


@dataclass(frozen=True)
class Paced(Speed):
    """How long bodies waited that came at a pace.

    Attributes:
        p50: half of them waited less for their commit, in ms, counted from when each was due.
        p99: 99 of 100, the same.
    """

    p50: float
    p99: float


def pgbench_program() -> Path | None:
    """Find pgbench: on the path, or where Debian puts it; None when there is none."""
    found = shutil.which("pgbench")
    places = [Path(found)] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"), reverse=True)
    return next((place for place in places if place.is_file()), None)


def pgbench(
    server: Server, bodies: Sequence[tuple[str, bytes]], rows: Sequence[Row], seconds: float, clients: int = 32
) -> Speed:
    """Insert bodies one by one, prepared, a transaction each: the limit of a row at a time.

    pgbench gets each body as a variable, so that it travels as a parameter; one script a body. What else stands in its
    row is ready-made: neither key nor hash is computed.

    Args:
        server: with the table.
        bodies: what to insert, some dozens.
        rows: theirs, of :func:`ready_rows`.
        seconds: how long.
        clients: connections.

    Returns:
        The speed.

    Raises:
        RuntimeError: pgbench failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        return _inserted(server, bodies, rows, seconds, clients, Path(folder))


def paced_pgbench(
    server: Server,
    bodies: Sequence[tuple[str, bytes]],
    rows: Sequence[Row],
    seconds: float,
    rate: float,
    clients: int = 32,
) -> Paced:
    """Insert bodies as :func:`pgbench` does, at random moments, whatever the answers take.

    Args:
        server: with the table.
        bodies: what to insert, some dozens.
        rows: theirs, of :func:`ready_rows`.
        seconds: how long.
        rate: bodies a second on average.
        clients: connections.

    Returns:
        The speed, and what bodies waited.

    Raises:
        RuntimeError: pgbench failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder) / "waits"
        options = ["-R", str(rate), "-l", "--log-prefix", str(prefix)]
        speed = _inserted(server, bodies, rows, seconds, clients, Path(folder), options)
        # The third column: microseconds from when it was due until it was committed.
        waits = [float(line.split()[2]) / 1e3 for log in Path(folder).glob("waits*") for line in log.open()]
    parts = statistics.quantiles(waits, n=100)
    return Paced(speed.a_second, speed.cpu, parts[49], parts[98])


def _inserted(
    server: Server,
    bodies: Sequence[tuple[str, bytes]],
    rows: Sequence[Row],
    seconds: float,
    clients: int,
    folder: Path,
    further: Sequence[str] = (),
) -> Speed:
    # What pgbench does with a script for each body, written into the folder.
    program = pgbench_program()
    if program is None:
        raise RuntimeError("pgbench is not installed (Debian: postgresql-client, postgresql-contrib)")
    row_of = {row[6]: row for row in rows}
    options: list[str] = [*further]
    for number, (_, body) in enumerate(bodies):
        table, key, _, slug, _, _, digest, headers = row_of[sha256(body).digest()]
        known = [sql.Literal(value).as_string(None) for value in (table, key, slug, "\\x" + digest.hex(), headers)]
        script = folder / f"{number}.sql"
        script.write_text(
            "insert into bench_single"
            " (raw_table, entity_key, workflow_slug, body_sha256, headers, payload_id, payload)"
            f" values ({', '.join(known)}, gen_random_uuid(), :b{number}::jsonb);\n",
            encoding="utf-8",
        )
        options += ["-D", f"b{number}={body.decode('utf-8')}", "-f", str(script)]
    used = cpu_seconds(server.pid)
    command = [str(program), "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(round(seconds))]
    command += ["-h", server.socket_dir, "-U", "postgres", *options, "hq"]
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    done_rows = re.search(r"transactions actually processed: (\d+)", done.stdout)
    speed = re.search(r"tps = ([0-9.]+)", done.stdout)
    if done.returncode or not done_rows or not speed:
        raise RuntimeError(f"pgbench failed: {done.stderr[-500:]}")
    return Speed(float(speed[1]), 1e6 * (cpu_seconds(server.pid) - used) / int(done_rows[1]))


def ready_rows(
    connection: psycopg.Connection[Any], bodies: Sequence[tuple[str, bytes]], headers: str | None = None
) -> list[Row]:
    """Make rows of bodies as raw.land makes them, and take them out again, so that nothing is left to do for others.

    Args:
        connection: the owner's, in autocommit mode.
        bodies: slug of the workflow and body.
        headers: kept with each of them, a JSON object; none when None.
    """
    with connection.transaction(force_rollback=True):
        connection.execute(
            b"select count(*) from raw.land(%b::text[], %b::bytea[], p_headers => array_fill(%s::jsonb, array[%s]))",
            ([slug for slug, _ in bodies], [body for _, body in bodies], headers, len(bodies)),
        )
        rows = connection.execute(
            f"select {ROW.replace('payload,', 'payload::text,').replace('headers', 'headers::text')} from raw.payloads"
            " where payload is not null and landed_xid = pg_current_xact_id()"
        ).fetchall()
    return rows


def copy(server: Server, connection: psycopg.Connection[Any], rows: Sequence[Row], seconds: float, into: str) -> Speed:
    """COPY rows again and again, 20,000 a transaction, with new identities each time.

    Args:
        server: with the table.
        connection: the owner's, in autocommit mode.
        rows: of :func:`ready_rows`.
        seconds: how long, at least.
        into: the table.

    Returns:
        The speed.
    """
    text = [_copied(row) for row in rows]
    began, used, done = time.monotonic(), cpu_seconds(server.pid), 0
    while time.monotonic() - began < seconds:
        with connection.cursor() as cursor, cursor.copy(f"copy {into} ({ROW}) from stdin".encode()) as stream:
            inside = 0
            while inside < 20_000 and time.monotonic() - began < seconds:
                for head, tail in text:
                    stream.write(head + os.urandom(16).hex() + tail)
                inside += len(text)
        done += inside
    return Speed(done / (time.monotonic() - began), 1e6 * (cpu_seconds(server.pid) - used) / done)


def _copied(row: Row) -> tuple[str, str]:
    # A line in COPY's text format, in two parts between which the identity goes.
    def text(value: object) -> str:
        if value is None:
            return "\\N"
        if isinstance(value, bytes):
            return "\\\\x" + value.hex()
        plain = str(value)
        for one, other in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
            plain = plain.replace(one, other)
        return plain

    return text(row[0]) + "\t" + text(row[1]) + "\t", "\t" + "\t".join(text(value) for value in row[3:]) + "\n"


def copy_count(
    server: Server, connection: psycopg.Connection[Any], rows: Sequence[Row], count: int, into: str
) -> Speed:
    """COPY so many rows, 20,000 a transaction; see :func:`copy`."""
    text = [_copied(row) for row in rows]
    began, used, done = time.monotonic(), cpu_seconds(server.pid), 0
    while done < count:
        upto = min(done + 20_000, count)
        with connection.cursor() as cursor, cursor.copy(f"copy {into} ({ROW}) from stdin".encode()) as stream:
            for number in range(done, upto):
                head, tail = text[number % len(text)]
                stream.write(head + os.urandom(16).hex() + tail)
        done = upto
    return Speed(done / (time.monotonic() - began), 1e6 * (cpu_seconds(server.pid) - used) / done)
