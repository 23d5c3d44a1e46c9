"""What an increment of leads touches, on a base and on one ten times its size."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from bench import figures, pairs
from bench.figures import Figure
from bench.leads import world
from bench.server import cpu_seconds
from ingest import postgres

PART = "reads"
ROUNDS = 3
TOUCHED = (
    "select sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit + idx_blks_read, 0)"
    " + coalesce(toast_blks_hit + toast_blks_read, 0))::bigint from pg_statio_user_tables"
)
"""Pages of tables and indexes that were asked for, those of the system catalogue left out."""


@dataclass(frozen=True)
class Increment:
    """One build of leads with a little news.

    Attributes:
        leads: that had to be looked at.
        pages: of user tables and indexes that were touched.
        cpu: seconds of the server's processes, those for dbt's questions to the catalogue included.
        seconds: with dbt's start.
    """

    leads: int
    pages: int
    cpu: float
    seconds: float


def copy(server: postgres.Server, template: str, database: str) -> None:
    """Make a database as a copy of one that nobody is connected to."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        statement = sql.SQL("create database {} template {}")
        connection.execute(statement.format(sql.Identifier(database), sql.Identifier(template)))


def build_once(server: postgres.Server, database: str, people: int, build: Callable[[str], float]) -> Increment:
    """Let people and a company bring news, and build.

    Args:
        server: the bench's server.
        database: with generated people.
        people: how many bring news; 0 for a build with nothing new.
        build: builds the leads in the database of a URL.

    Returns:
        What it took.
    """
    with psycopg.connect(server.url(database), autocommit=True) as connection:
        leads = world.touch(connection, ["company-900.example"], people) if people else 0
    time.sleep(0.2)  # statistics of the connection that just closed
    before, cpu = _touched(server, database), cpu_seconds(server.pid)
    seconds = build(server.url(database))
    time.sleep(0.2)
    return Increment(leads, _touched(server, database) - before, cpu_seconds(server.pid) - cpu, seconds)


def compare(server: postgres.Server, bases: dict[int, str], build: Callable[[str], float]) -> list[Figure]:
    """Build the same increments on both bases in turn.

    Args:
        server: the bench's server.
        bases: number of people to database, the smaller one first.
        build: builds the leads in the database of a URL.

    Returns:
        Pages and processor time, beside those of the smaller base.
    """
    designs = {name: lambda name=name: build_once(server, name, 1000, build) for name in bases.values()}
    (few, small), (many, large) = bases.items()
    taken = pairs.alternate(designs, ROUNDS)
    idle = build_once(server, large, 0, build)
    note = f"{taken[large][-1].leads:,} leads, {statistics.median(one.seconds for one in taken[large]):.1f} s with dbt"
    found = []
    for name, unit, goal in (("pages", "pages", 1.25), ("cpu", "s", 1.6)):
        values = {base: [float(getattr(one, name)) for one in taken[base]] for base in (small, large)}
        found.append(
            pairs.beside(
                PART,
                f"increment of leads at {many:,} people, {name}",
                values[large],
                unit,
                (f"at {few:,}", values[small]),
                at_most=goal,
                note=note,
            )
        )
    note = f"{idle.cpu:.2f} s of processor time, {idle.seconds:.1f} s with dbt's start"
    found.append(figures.figure(PART, "build of leads with nothing new", float(idle.pages), "pages", note=note))
    return found


def _touched(server: postgres.Server, database: str) -> int:
    with psycopg.connect(server.url(database)) as connection:
        row = connection.execute(TOUCHED.encode()).fetchone()
    return int(row[0]) if row else 0
