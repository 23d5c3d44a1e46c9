"""What the server spends: processor time of all its processes, pages touched, and the time of dbt's statements."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.server import cpu_seconds
from ingest import postgres

SETTINGS = {
    "autovacuum": "off",
    "logging_collector": "on",
    "log_destination": "jsonlog",
    "log_directory": "statements",
    "log_rotation_size": "0",
}
"""No worker spends what is not measured; durations of statements are read from the log."""

_NODE = re.compile(r'"node_id": "[a-z]+\.[a-z_]+\.([^"]+)"')
_DURATION = re.compile(r"^duration: ([0-9.]+) ms  (?:statement|execute [^:]*|plan): *(.*)$", re.DOTALL)
_MODEL = re.compile(
    r"^\s*(?:/\*.*?\*/\s*)?(?:create temporary table|insert into|delete from|create  ?table)", re.DOTALL
)


@dataclass(frozen=True)
class Spent:
    """What something has cost.

    Attributes:
        seconds: by the clock.
        cpu: processor seconds of the whole server.
        pages: buffers that were asked for, found or read.
        statements: database milliseconds of the models' own statements (what reads news and writes it).
        overhead: database milliseconds of all others: windows, metadata, commits.
        nodes: milliseconds by model, both kinds.
    """

    seconds: float
    cpu: float
    pages: int
    statements: float = 0.0
    overhead: float = 0.0
    nodes: dict[str, float] = field(default_factory=dict)


class Meter:
    """Measures what runs between two readings of a server that does nothing else."""

    def __init__(self, server: postgres.Server, database: str = "hq") -> None:
        self._server = server
        self._database = database

    def measure(self, work: Callable[[], object], *, logged: bool = False) -> Spent:
        """Do something and tell what it has cost.

        Args:
            work: opens connections of its own and closes them.
            logged: True also reads the durations of its statements from the log.

        Returns:
            The cost; what logging adds is part of it.
        """
        self._settle(logged)
        pages, cpu, began = self._pages(), cpu_seconds(self._server.pid), time.perf_counter()
        work()
        seconds = time.perf_counter() - began
        self._settle(False)
        spent = Spent(seconds, cpu_seconds(self._server.pid) - cpu, self._pages() - pages)
        if not logged:
            return spent
        statements, overhead, nodes = self._durations()
        return Spent(spent.seconds, spent.cpu, spent.pages, statements, overhead, nodes)

    def _settle(self, logged: bool) -> None:
        with psycopg.connect(self._server.url("postgres"), autocommit=True) as connection:
            connection.execute(f"alter system set log_min_duration_statement = {0 if logged else -1}".encode())
            if logged:
                for file in self._logs():
                    file.write_text("")
            connection.execute("select pg_reload_conf()")
            while connection.execute(
                "select count(*) from pg_stat_activity where datname = %s and pid <> pg_backend_pid()", [self._database]
            ).fetchone() != (0,):
                time.sleep(0.05)
            time.sleep(0.3)

    def _pages(self) -> int:
        with psycopg.connect(self._server.url("postgres"), autocommit=True) as connection:
            row = connection.execute(
                "select blks_hit + blks_read from pg_stat_database where datname = %s", [self._database]
            ).fetchone()
        return int(row[0]) if row else 0

    def _logs(self) -> list[Path]:
        return sorted((self._server.data_dir / "statements").glob("*.json"))

    def _durations(self) -> tuple[float, float, dict[str, float]]:
        statements = overhead = 0.0
        nodes: dict[str, float] = {}
        for file in self._logs():
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
                entry = _entry(line)
                found = _DURATION.match(entry.get("message", "")) if entry.get("dbname") == self._database else None
                if not found:
                    continue
                spent, query = float(found[1]), found[2]
                node = _NODE.search(query)
                nodes[node[1] if node else ""] = nodes.get(node[1] if node else "", 0.0) + spent
                if _MODEL.match(query):
                    statements += spent
                else:
                    overhead += spent
        return statements, overhead, nodes


def _entry(line: str) -> dict[str, str]:
    try:
        found = json.loads(line.lstrip("\0"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
