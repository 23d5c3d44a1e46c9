"""``python -m bench.status [--runs 1000000] [--out FILE.md]``: how long callers of the status service wait.

Generates runs in a server of its own, serves them on loopback, and asks. Every figure stands beside that of ``/health``
under the same load, taken in turn, so that what the machine adds can be told from what the service needs. Exit code 1
when a page of one entity misses the goal.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import uvloop

from bench.figures import Figure, figure
from bench.server import PROJECT, own_server, running
from bench.status.load import Request, Times, at_once, steady
from ingest import dbt, setup

ROWS = Path(__file__).with_name("rows.sql")
HEALTH = Request("GET /health")
STATUS = "POST /api/enrichment/status"
MODELS = ["+reference__enrichment_status", "+reference__workflow_status"]
"""What the service reads, with all that it is made of."""
WORKFLOWS = ["clay-find-companies", "clay-company-firmographics", "builtwith-techstack"]


@dataclass(frozen=True)
class Question:
    """One kind of question.

    Attributes:
        name: what is asked, as people read it.
        make: makes a request with other keys each time.
        has_goal: True where the goal counts.
    """

    name: str
    make: Callable[[], Request]
    has_goal: bool = True


def questions(runs: int) -> list[Question]:
    """Return the questions.

    Args:
        runs: how many there are.
    """
    companies, people = max(runs // 16, 10), max(runs // 6, 10)

    def company() -> str:
        return f"https://www.company-{random.randint(1, companies)}.example/about"

    def person() -> str:
        return f"linkedin.com/in/person-{random.randint(1, people)}"

    def ask(content: dict[str, object]) -> Request:
        return Request(STATUS, json.dumps(content).encode())

    def of_companies(**more: object) -> Request:
        return ask({"entity_type": "company", **more})

    return [
        Question("one company", lambda: of_companies(entity_key=company())),
        Question("one person", lambda: ask({"entity_type": "person", "entity_key": person()})),
        Question("one company, three workflows", lambda: of_companies(entity_key=company(), workflows=WORKFLOWS)),
        Question(
            "one company by its LinkedIn page",
            lambda: of_companies(entity_key=f"linkedin.com/company/company-{random.randint(1, companies)}/"),
        ),
        Question("one unknown company", lambda: of_companies(entity_key=f"unknown-{random.random()}.example")),
        Question("50 companies", lambda: of_companies(entity_keys=[company() for _ in range(50)]), False),
    ]


def generate(connection: psycopg.Connection[Any], runs: int, fresh: int) -> None:
    """Fill the tables that the service reads, and land bodies that no build has read yet.

    Args:
        connection: the owner's, in autocommit mode.
        runs: how many runs.
        fresh: how many bodies wait for the next build.
    """
    connection.execute(ROWS.read_text(encoding="utf-8").replace(":runs", str(runs)).encode())
    connection.execute(
        "select count(*) from raw.land((select array_agg('clay-find-companies'::text) from generate_series(1, %(n)s)),"
        " (select array_agg(convert_to(jsonb_build_object('company_domain', 'company-' || n || '.example')::text,"
        " 'UTF8')) from generate_series(1, %(n)s) as n))",
        {"n": fresh},
    )
    connection.execute("vacuum analyze")


@contextmanager
def serving(url: str) -> Iterator[tuple[str, int]]:
    """Run the service for as long as the context lasts, and return its address."""
    with running(["ingest.cli", "serve-status", "--open", "--port", "0"], HQ_STATUS_DATABASE_URL=url) as served:
        yield "127.0.0.1", served.port


def measure(
    address: tuple[str, int], question: Question, load: tuple[str, int], seconds: float, rounds: int
) -> tuple[Times, Times]:
    """Ask a question and, in turn, whether the service is alive.

    Args:
        address: of the service.
        question: what to ask.
        load: ``clients`` or ``a second``, and how many.
        seconds: that all rounds of the question take together.
        rounds: how often to change between the two.

    Returns:
        Times of the question, and of the other.
    """
    kind, number = load
    ask = at_once if kind == "clients" else steady
    asked, alive = Times(), Times()
    uvloop.run(ask(address, number, 0.3, question.make))  # connections open, caches warm
    for _ in range(rounds):
        asked.add(uvloop.run(ask(address, number, seconds / rounds, question.make)))
        alive.add(uvloop.run(ask(address, number, seconds / rounds / 4, lambda: HEALTH)))
    return asked, alive


def report(url: str, options: argparse.Namespace) -> tuple[str, bool]:
    """Ask every question under every load; returns the figures as Markdown, and whether the goal was met."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(
            "select (select count(*) from reference.enrichment_runs), (select count(*) from raw.payloads),"
            " current_setting('server_version')"
        ).fetchone()
    assert row
    lines = [
        f"{row[0]:,} runs, {row[1]:,} bodies, {options.fresh:,} of them since the last build; PostgreSQL {row[2]},"
        f" {os.cpu_count()} processors, which the callers share; load of the machine"
        f" {os.getloadavg()[0]:.1f} when asking began.",
        "",
        "| Question | Load | answers/s | p50 | p95 | p99 | longest | p99 of /health |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    met = True
    loads = [("clients", n) for n in options.clients] + [("a second", n) for n in options.rates]
    with serving(url) as address:
        for load in loads:
            for question in questions(options.runs):
                asked, alive = measure(address, question, load, options.seconds, options.rounds)
                cells = [question.name, f"{load[1]} {load[0]}", *asked.row(), alive.row()[3]]
                lines.append("| " + " | ".join(cells) + " |")
                print(lines[-1], flush=True)
                if asked.refused:
                    lines.append(f"\n{asked.refused} of them were refused.\n")
                met = met and not asked.refused
                if question.has_goal and load in (("clients", 1), ("a second", options.rates[0])):
                    met = met and asked.percentile(0.99) < options.goal
    return "\n".join(lines) + "\n", met


@contextmanager
def world(runs: int, fresh: int) -> Iterator[str]:
    """Start a server with so many runs; yield its URL.

    Args:
        runs: how many runs.
        fresh: how many bodies wait for the next build.

    Raises:
        RuntimeError: dbt could not build what the service reads.
    """
    with own_server() as server:
        url = server.url()
        setup.initialise(PROJECT, url)
        if dbt.run(PROJECT, url, ["run", "--select", *MODELS], quiet=True):
            raise RuntimeError("dbt could not build what the service reads")
        with psycopg.connect(url, autocommit=True) as connection:
            generate(connection, runs, fresh)
        yield url


def run(size: str, out: Path) -> list[Figure]:
    """Measure how long one caller waits for each question.

    Args:
        size: ``small`` or ``full``.
        out: not used; figures are returned.

    Returns:
        The figures: p99 of each question beside that of ``/health`` in turn.
    """
    runs, seconds = (20_000, 4.0) if size == "small" else (1_000_000, 20.0)
    found = []
    with world(runs, 1_000) as url, serving(url) as address:
        for question in questions(runs):
            asked, alive = measure(address, question, ("clients", 1), seconds, 4)
            found.append(
                figure("status", f"{question.name}: p99 over HTTP", asked.percentile(0.99), "ms",
                       at_most=50 if question.has_goal else None,
                       note=f"{runs:,} runs; p50 {asked.percentile(0.5):.1f} ms; beside it `/health` p99"
                            f" {alive.percentile(0.99):.1f} ms; refused {asked.refused}")
            )  # fmt: skip
    return found


def main() -> int:
    """Read the command line, measure in a server of its own, and print or write the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.status", description=__doc__)
    parser.add_argument("--runs", type=int, default=20_000, help="how many to generate")
    parser.add_argument("--fresh", type=int, default=1_000, help="bodies that landed since the last build")
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8], help="that ask without a pause")
    parser.add_argument("--rates", type=int, nargs="+", default=[25, 50], help="questions a second")
    parser.add_argument("--seconds", type=float, default=4, help="for each question and load")
    parser.add_argument("--rounds", type=int, default=4, help="how often question and /health take turns")
    parser.add_argument(
        "--goal", type=float, default=50, help="milliseconds, p99 of one entity, one client or first rate"
    )
    parser.add_argument("--out", type=Path, help="file for the figures")
    options = parser.parse_args()
    with world(options.runs, options.fresh) as url:
        text, met = report(url, options)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    print(text)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
