"""``python -m bench resident``: a build with nothing new, idle and small runs, checks of gaps.

It makes a warehouse in a temporary folder, lands person bodies, builds once, and measures what comes after.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

import psycopg

from bench.bodies import bodies
from bench.command import main
from bench.deliveries import land
from bench.figures import Figure, figure
from bench.resident.meter import SETTINGS, Meter, command, timed
from bench.server import own_server
from ingest import dbt, gaps, setup
from ingest.config import project_dir
from ingest.schedule.books import Books
from ingest.schedule.plan import Plan, project_hash
from ingest.schedule.resident import Resident
from ingest.schedule.settings import ScheduleSettings

PART = "resident"
PERSONS = {"small": 2_000, "full": 100_000}
REPEATS = {"small": 3, "full": 5}
_HQ = (sys.executable, "-m", "ingest.cli")


def run(size: str, out: Path) -> list[Figure]:
    """Measure.

    Args:
        size: ``small`` or ``full``.
        out: folder for results; nothing is written there but by the caller.

    Returns:
        The figures.
    """
    with own_server(SETTINGS) as server, tempfile.TemporaryDirectory(prefix="hq-bench-") as folder:
        return _Bench(Meter(server), Path(folder), PERSONS[size], REPEATS[size]).figures()


class _Bench:
    def __init__(self, meter: Meter, folder: Path, persons: int, repeats: int) -> None:
        self._meter, self._persons, self._repeats = meter, persons, repeats
        self._project = project_dir()
        target = str(folder / "target")
        os.environ.update(DBT_TARGET_PATH=target, DBT_LOG_PATH=target, HQ_DATABASE_URL=meter.url)
        self._environment = {**os.environ, **dbt.environment(self._project, meter.url)}

    def figures(self) -> list[Figure]:
        self._make()
        with self._meter.connect() as connection:
            jobs = _count(connection, "extracted.person_experience")
            on = f"{self._persons:,} person bodies, {jobs:,} jobs"
            return [*self._builds(on), *self._runs(on), *self._gaps(connection, on)]

    def _make(self) -> None:
        setup.initialise(self._project, self._meter.url)
        with self._meter.connect() as connection:
            land(connection, bodies("person", self._persons))
        for _ in range(2):  # the second one makes the tests of what the first one made stand
            self._build()
            with self._meter.connect() as connection:
                connection.execute("select ops.settle_positions()")
        with self._meter.connect() as connection:
            connection.execute("vacuum analyze")
        books = Books(self._meter.url)
        books.begin(Plan("full", "bench"), project_hash(self._project), "")
        books.build_ended()
        books.end("ok", 0, [])
        books.close()

    def _build(self, *more: str) -> int:
        arguments = [dbt.program(), "--quiet", "build", "--exclude-resource-type", "unit_test", *more]
        return command(arguments, self._project, self._environment)

    def _builds(self, on: str) -> list[Figure]:
        found, walls, statements = [], [], 0
        for _ in range(self._repeats):
            self._meter.forget()
            with self._meter.spent() as spent:
                self._build()
            found.append(spent.database)
            walls.append(spent.wall)
            statements = spent.statements
        self._meter.forget()
        with self._meter.spent() as sweep:
            self._build("--vars", "{sweep: full}")
        return [
            figure(PART, "build with nothing new: database time", statistics.median(found), "s", at_most=1.0,
                   note=f"all models, seeds, functions, snapshots and data tests; {statements} statements; {on}"),
            figure(PART, "build with nothing new: until it ends", statistics.median(walls), "s",
                   note="dbt itself, as a program"),
            figure(PART, "the same as a sweep: database time", sweep.database, "s",
                   note=f"everything made and tested again; {sweep.statements} statements"),
        ]  # fmt: skip

    def _runs(self, on: str) -> list[Figure]:
        afresh = []
        for _ in range(self._repeats):
            afresh.append(timed(lambda: command([*_HQ, "run"], self._project, self._environment)))
        resident = Resident(self._project, self._meter.url, ScheduleSettings(), 60.0, say=lambda line: None)
        prepared = timed(resident.prepare)
        idle = [timed(resident.once) for _ in range(self._repeats * 3)]
        asked = []
        with self._meter.connect() as connection:
            for _ in range(self._repeats * 3):
                asked.append(timed(lambda: connection.execute("select count(*) from ops.pending_news").fetchone()))
        beside, walls, inside = [], [], []
        for turn in range(self._repeats):
            with self._meter.connect() as connection:
                land(connection, (_ads(turn, number) for number in range(10)))
            self._meter.forget()
            with self._meter.spent() as spent:
                resident.once()
            beside.append(spent.wall - spent.database)
            walls.append(spent.wall)
            inside.append(spent.database)
        return [
            figure(PART, "idle run, resident", statistics.median(idle), "s", at_most=0.5, note=on),
            figure(PART, "idle run, started afresh", statistics.median(afresh), "s", at_most=5.0, note="`hq run`"),
            figure(PART, "what has news: a statement", statistics.median(asked) * 1000, "ms", note="ops.pending_news"),
            figure(PART, "run with news of one workflow, resident, less database time", statistics.median(beside), "s",
                   at_most=2.0, note=f"{statistics.median(walls):.2f} s with {statistics.median(inside):.2f} s in it"),
            figure(PART, "getting ready once", prepared, "s", note="loading dbt, parsing the project"),
        ]  # fmt: skip

    def _gaps(self, connection: psycopg.Connection, on: str) -> list[Figure]:
        sweeps = [timed(lambda: gaps.check(connection, "bench")) for _ in range(2)]
        news = []
        for turn in range(self._repeats):
            land(connection, bodies("person", 100, seed=7, start=turn * 100))
            self._build("--select", "config.materialized:incremental", "--exclude-resource-type", "test")
            news.append(timed(lambda: gaps.check(connection, "bench", sweep=False)))
        return [
            figure(PART, "gap check of the news", statistics.median(news), "s", at_most=5.0,
                   note=f"100 persons with news; {on}"),
            figure(PART, "gap check, sweep of all keys", statistics.median(sweeps), "s", note=on),
        ]  # fmt: skip


def _ads(turn: int, number: int) -> tuple[str, bytes]:
    payload = {"domain": f"news-{turn}-{number}.example", "meta_ads_payload": {"results": [], "number_of_ads": 0}}
    return "meta-ads", json.dumps(payload).encode()


def _count(connection: psycopg.Connection, name: str) -> int:
    row = connection.execute(f"select count(*) from {name}".encode()).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    sys.exit(main(PART, __doc__, run))
