"""``python -m bench.leads --people 1000000 [--out FILE.md]``: how long the dashboard waits for leads."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from bench.leads import plans, world
from bench.leads.questions import QUESTIONS, Question
from ingest import dbt, postgres, setup

PROJECT = Path(__file__).resolve().parents[2]


def build(url: str, *arguments: str) -> float:
    """Run dbt and return its seconds.

    Raises:
        SystemExit: dbt failed.
    """
    began = time.perf_counter()
    # A view reads the snapshots, so that they have to be there.
    kinds = ["--resource-type", "model", "--resource-type", "snapshot"]
    code = dbt.run(PROJECT, url, ["build", *kinds, *arguments], quiet=True)
    if code:
        sys.exit(code)
    return time.perf_counter() - began


def measure(connection: psycopg.Connection[Any], question: Question, calls: int) -> tuple[str, ...]:
    """Return a row of the table: question, milliseconds of the middle and of one in twenty, and what was read."""
    cursor = psycopg.ClientCursor(connection)
    times = []
    for number in range(calls + 3):
        began = time.perf_counter()
        cursor.execute(question.sql.encode(), question.arguments(number)).fetchall()
        times.append(1000 * (time.perf_counter() - began))
    warm = sorted(times[3:])
    plan = plans.explain(connection, question.sql, question.arguments(1), analyze=True)
    middle, slow = statistics.median(warm), warm[max(0, -(-len(warm) * 95 // 100) - 1)]
    return question.name, f"{middle:.1f}", f"{slow:.1f}", plans.summary(connection, plan)


def report(people: int, calls: int, url: str) -> str:
    """Generate, build and ask; return the figures as Markdown."""
    lines = []
    build(url)
    with psycopg.connect(url, autocommit=True) as connection:
        world.generate(connection, people)
    first = build(url, "--select", *world.MODELS)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")
        counts = connection.execute(
            "select count(*), count(*) filter (where missing_fields = '{}'), pg_table_size('core.lead_records') >> 20,"
            " pg_indexes_size('core.lead_records') >> 20, current_setting('server_version') from core.lead_records"
        ).fetchone()
        assert counts
        concerned = world.touch(connection, ["company-900.example"], 1000)
        again = build(url, "--select", *world.MODELS)
        whole = world.touch(connection, ["company-2.example"], 0)
        large = build(url, "--select", *world.MODELS)
        connection.execute("vacuum analyze core.lead_records")
        lines += [
            f"{counts[0]:,} people, {counts[1]:,} of them visible leads; PostgreSQL {counts[4]} with its defaults,"
            f" {os.cpu_count()} processors. `core.lead_records`: {counts[2]:,} MB and {counts[3]:,} MB of indexes.",
            "",
            f"- all of them arrive at once: {first:.0f} s",
            f"- a thousand people and one company with news ({concerned:,} leads): {again:.0f} s",
            f"- one large employer renamed ({whole:,} leads): {large:.0f} s",
            f"- nothing new: {build(url, '--select', *world.MODELS):.0f} s (dbt's own start)",
            "",
            f"Milliseconds over {calls} calls with other arguments each:",
            "",
            "| Question | p50 | p95 | What one call reads |",
            "|---|---:|---:|---|",
        ]
        for question in QUESTIONS:
            lines.append("| " + " | ".join(measure(connection, question, calls)) + " |")
            print(lines[-1], flush=True)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the command line, measure in a server of its own, and print or write the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.leads", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000, help="how many to generate")
    parser.add_argument("--calls", type=int, default=60, help="calls of each question")
    parser.add_argument("--out", type=Path, help="file for the figures")
    options = parser.parse_args()
    (PROJECT / ".hq").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-leads-", dir=PROJECT / ".hq"))
    server = postgres.start(folder)
    try:
        url = server.url()
        setup.initialise(PROJECT, url)
        text = report(options.people, options.calls, url)
    finally:
        postgres.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
