"""``python -m bench.reads [--size small|full]``: reads at 50,000 or 1,000,000 people, and increments of leads.

A server of its own holds generated people on whom the real models made the leads. Every question is asked many times
with other arguments, in turn with a lead by its key, so that what the machine adds can be told from what it needs.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

from bench import figures
from bench.command import main
from bench.figures import Figure
from bench.leads import plans, world
from bench.leads.questions import QUESTIONS, Question, status_questions
from bench.reads import increments
from bench.server import own_server
from bench.status.__main__ import generate as generate_runs
from ingest import dbt, postgres, setup

PROJECT = Path(__file__).resolve().parents[2]
PART = "reads"
PEOPLE = {"small": 50_000, "full": 1_000_000}
CALLS = {"small": 40, "full": 200}
GOAL = 20.0
"""Milliseconds within which 95 of 100 pages are to be answered."""
PROBE = "select * from core.lead_records where linkedin_url = %s"
PROBE_OF_STATUS = "select * from reference.enrichment_workflow_registry where workflow_slug = 'clay-find-companies'"


def build(url: str, *arguments: str) -> float:
    """Build models and snapshots (a view reads them), no tests, and return the seconds.

    Raises:
        RuntimeError: dbt failed.
    """
    began = time.perf_counter()
    kinds = ["--resource-type", "model", "--resource-type", "snapshot"]
    if dbt.run(PROJECT, url, ["build", *kinds, *arguments], quiet=True):
        raise RuntimeError("dbt failed: run it by hand for the reason")
    return time.perf_counter() - began


def settle(connection: psycopg.Connection[Any]) -> None:
    """Let a loaded database be as one at rest: the planner knows it, and nothing of the load is still to be written."""
    connection.execute("vacuum analyze")
    connection.execute("checkpoint")


def timed(cursor: psycopg.Cursor[Any], query: str, arguments: list[Any]) -> float:
    """Ask, take all rows, and return the milliseconds."""
    began = time.perf_counter()
    cursor.execute(query.encode(), arguments).fetchall()
    return 1000 * (time.perf_counter() - began)


def slow(times: list[float]) -> float:
    """Return the time within which 95 of 100 were answered."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def measure(connection: psycopg.Connection[Any], question: Question, calls: int, keys: list[str]) -> Figure:
    """Ask a question in turn with one row by its key.

    Args:
        connection: to the warehouse.
        question: what to ask.
        calls: how often.
        keys: addresses of people, for the probe; where there are none it is a workflow by its name.

    Returns:
        The p95, with its goal where a page waits for the answer.
    """
    cursor = psycopg.ClientCursor(connection)
    for number in range(3):
        timed(cursor, question.sql, question.arguments(calls + number))
    times, probes = [], []
    for number in range(calls):
        times.append(timed(cursor, question.sql, question.arguments(number)))
        key = [keys[number % len(keys)]] if keys else []
        probes.append(timed(cursor, PROBE if keys else PROBE_OF_STATUS, key))
    plan = plans.explain(connection, question.sql, question.arguments(1), analyze=True)
    note = f"p50 {statistics.median(times):.1f}; a {'lead' if keys else 'workflow'} by key"
    note += f" p50 {statistics.median(probes):.2f}, p95 {slow(probes):.2f}; {plans.summary(connection, plan)}"
    return figures.figure(
        PART,
        question.name,
        slow(times),
        "ms p95",
        at_most=GOAL if question.is_page or question.is_deep else None,
        note=note,
    )


def of_leads(server: postgres.Server, people: int, calls: int) -> list[Figure]:
    """Generate people, let the models make leads of them, ask, and build increments on this and on a tenth of it."""
    found = []
    bases = {people // 10: "tenth", people: "whole"}
    for size, database in bases.items():
        increments.copy(server, "hq", database)
        with psycopg.connect(server.url(database), autocommit=True) as connection:
            world.generate(connection, size)
        seconds = build(server.url(database), "--select", *world.MODELS)
        with psycopg.connect(server.url(database), autocommit=True) as connection:
            settle(connection)
    with psycopg.connect(server.url("whole"), autocommit=True) as connection:
        row = connection.execute(
            "select count(*) filter (where missing_fields = '{}'), pg_table_size('core.lead_records') / 1048576.0,"
            " pg_indexes_size('core.lead_records') / 1048576.0 from core.lead_records"
        ).fetchone()
        assert row
        note = f"{people:,} people, {row[0]:,} visible; table {row[1]:,.0f} MiB, indexes {row[2]:,.0f} MiB"
        found.append(figures.figure(PART, "leads, all at once (dbt and all)", seconds, "s", note=note))
        urls = connection.execute("select linkedin_url from core.lead_records tablesample system (1) limit 500")
        keys = [url for (url,) in urls.fetchall()]
        for question in QUESTIONS:
            found.append(measure(connection, question, calls if question.is_page else max(calls // 5, 5), keys))
            print(figures.table(found)[-1], flush=True)
    return found + increments.compare(server, bases, lambda url: build(url, "--select", *world.MODELS))


def of_status(server: postgres.Server, runs: int, calls: int) -> list[Figure]:
    """Generate runs of enrichments, and ask for the status of entities and of all workflows."""
    increments.copy(server, "hq", "status")
    with psycopg.connect(server.url("status"), autocommit=True) as connection:
        generate_runs(connection, runs, 1000)
        settle(connection)
        found = []
        for question in status_questions(runs):
            found.append(measure(connection, question, calls if question.is_page else 5, []))
            print(figures.table(found)[-1], flush=True)
    return found


def run(size: str, out: Path) -> list[Figure]:
    """Measure everything in a server of its own.

    Args:
        size: ``small`` or ``full``.
        out: folder of the results; unused, nothing but the figures is kept.

    Returns:
        The figures.

    Raises:
        RuntimeError: dbt failed.
    """
    with own_server() as server:
        setup.initialise(PROJECT, server.url())
        build(server.url())
        return of_leads(server, PEOPLE[size], CALLS[size]) + of_status(server, PEOPLE[size], CALLS[size])


if __name__ == "__main__":
    sys.exit(main(PART, __doc__, run))
