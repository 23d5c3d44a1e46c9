"""What the suites share: a warehouse of its own for each test, landing without HTTP, and dbt kept warm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from pprint import pformat
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from dbt.adapters.postgres.connections import PostgresCredentials
from dbt.artifacts.resources.base import FileHash
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt.parser.manifest import extended_mashumaro_encoder, extended_mashumuro_decoder
from dbt_common.helper_types import Port
from psycopg import sql as identifiers

from ingest import dbt as project_dbt
from ingest import postgres
from ingest.schedule.plan import selectors
from tests.warm_dbt import keep_warm

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"
"""Contracts and open data beside the checkout; tests that need them are skipped elsewhere."""


keep_warm()


def scratch() -> Path:
    """Return the folder for what lasts as long as a run: in memory where there is much of it, else in the project.

    Every commit and every database made waits for its flush, whatever lies behind; in memory that costs nothing.
    """
    memory = Path("/dev/shm")
    available = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return memory if os.access(memory, os.W_OK) and available > 8 * 2**30 else PROJECT / ".hq"


def dbt_target() -> Path:
    """Return the folder that dbt of this process writes to."""
    return PROJECT / ".hq" / f"test-target-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@dataclass(frozen=True)
class Body:
    """One delivery.

    Attributes:
        workflow: slug, alias or function name.
        payload: the bytes, or a value that is written as JSON.
        received_at: when it was received; now when None.
        key: idempotency key.
    """

    workflow: str
    payload: Any
    received_at: datetime | str | None = None
    key: str | None = None

    def data(self) -> bytes:
        """Return the bytes of the body."""
        return self.payload if isinstance(self.payload, bytes) else json.dumps(self.payload).encode()


@dataclass
class DbtOutcome:
    """What a dbt command did.

    Attributes:
        success: True when nothing failed.
        statuses: status by name of node.
        messages: message by name of node.
        compiled: SQL by name of node, after `compile`.
    """

    success: bool
    statuses: dict[str, str] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    compiled: dict[str, str] = field(default_factory=dict)

    def failed(self) -> dict[str, str]:
        """Return the messages of what went wrong, by node."""
        wrong = {name for name, status in self.statuses.items() if status in ("error", "fail", "runtime error")}
        return {name: self.messages[name] for name in sorted(wrong)}


TABLES = ("--select", "config.materialized:incremental")
"""Selection of every model that is a table."""

COMPANIES = ("--select", "+core__companies,config.materialized:incremental")
"""Selection of what core.companies is made of, for tests that need a core, whichever."""

_manifest: list[Manifest] = []


@dataclass(frozen=True)
class Warehouse:
    """A database with an initialised warehouse.

    Attributes:
        url: connection URL as the owner.
    """

    url: str

    def connect(self, **options: Any) -> psycopg.Connection[tuple[Any, ...]]:
        """Open a connection as the owner."""
        return psycopg.connect(self.url, autocommit=True, **options)

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows."""
        with self.connect() as connection:
            cursor = connection.execute(query, parameters)
            return cursor.fetchall() if cursor.description else []

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Run a query and return its rows by column name."""
        with self.connect() as connection:
            cursor = connection.execute(query, parameters)
            names = [column.name for column in cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first value of a query."""
        return self.sql(query, parameters)[0][0]

    def land(self, bodies: Sequence[Body]) -> list[dict[str, Any]]:
        """Land bodies with one call of raw.land and return its answers in order."""
        query = "select * from raw.land(%s::text[], %s::bytea[], %s::timestamptz[], %s::text[]) order by ordinal"
        return self.rows(
            query,
            [
                [body.workflow for body in bodies],
                [body.data() for body in bodies],
                [body.received_at for body in bodies],
                [body.key for body in bodies],
            ],
        )

    def dbt(self, *arguments: str) -> DbtOutcome:
        """Run dbt in this process with the manifest of an earlier run, which saves parsing."""
        target = str(dbt_target())
        options = ["--project-dir", str(PROJECT), "--target-path", target, "--log-path", target]
        options += ["--log-level", "none", "--log-level-file", "none", "--no-write-json"]
        before = dict(os.environ)
        os.environ.update(project_dbt.environment(PROJECT, self.url))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if not _manifest:
                    parsed = dbtRunner().invoke(["parse", *options]).result
                    assert isinstance(parsed, Manifest), "the project cannot be parsed: run dbt parse"
                    _manifest.append(parsed)
                _point_at(_manifest[0], urlsplit(self.url).path.lstrip("/"))
                result: dbtRunnerResult = dbtRunner(manifest=_manifest[0]).invoke([*arguments, *options])
        finally:
            os.environ.clear()
            os.environ.update(before)
        if result.exception is not None:
            raise result.exception
        outcome = DbtOutcome(result.success)
        for item in getattr(result.result, "results", []):
            if item.node.resource_type == "operation" and str(item.status) == "success":
                continue  # the hook that checks the warehouse
            outcome.statuses[item.node.name] = str(item.status)
            outcome.messages[item.node.name] = str(item.message)
            outcome.compiled[item.node.name] = str(getattr(item.node, "compiled_code", ""))
        return outcome

    def parsed(self, folder: Path) -> dict[str, str]:
        """Write what is parsed for a process of its own, and return the variable that shows it there.

        dbt parses the whole project again when the database has another name.
        """
        variables = project_dbt.environment(PROJECT, self.url)
        credentials = PostgresCredentials(
            host=variables["HQ_DB_HOST"],
            port=Port(int(variables["HQ_DB_PORT"])),
            user=variables["HQ_DB_USER"],
            password=variables["HQ_DB_PASSWORD"],
            database=variables["HQ_DB_NAME"],
            schema="core",
            sslmode=variables["HQ_DB_SSLMODE"],
            connect_timeout=10,
            application_name="hq-dbt",
        )
        parsed = _manifest[0]
        _point_at(parsed, variables["HQ_DB_NAME"])
        connection = pformat(sorted(credentials.connection_info()))
        parsed.state_check.profile_hash = FileHash.from_contents(connection)
        keep_manifest(folder / "partial_parse.msgpack")
        return {"DBT_TARGET_PATH": str(folder)}

    def build(self, *arguments: str) -> DbtOutcome:
        """Run models (no tests) and demand that none failed: the tables, unless the arguments select otherwise.

        Views are in every copy of the template and read what is there. Without arguments and with news, tables that no
        news reaches are not asked: they would stand, but dbt takes 30 ms for each to find that out.
        """
        selection = () if "--select" in arguments else TABLES if arguments else self._reached_by_news()
        outcome = self.dbt("run", *arguments, *selection)
        assert outcome.success, outcome.failed()
        return outcome

    def _reached_by_news(self) -> tuple[str, ...]:
        """Return the selection of what a scheduled run builds for the news; of every table when there is none."""
        pending = [model for (model,) in self.sql("select distinct model from ops.pending_news order by model")]
        return ("--select", *selectors(pending, ())) if pending else TABLES

    def table(self, name: str, without: Sequence[str] = ()) -> list[str]:
        """Return every row of a table as text, sorted: two tables are the same when these are equal."""
        schema, relation = name.split(".")
        columns = self.sql(
            "select column_name from information_schema.columns where table_schema = %s and table_name = %s"
            " and column_name <> all(%s) order by column_name",
            [schema, relation, list(without)],
        )
        listed = ", ".join(f'"{column}"' for (column,) in columns)
        return sorted(row[0] for row in self.sql(f"select row({listed})::text from {name}"))

    def core(self) -> dict[str, list[str]]:
        """Return every table and view of core, row for row.

        Without `payload_id`, which views show as it is here: a delivery without a key has another one on each server.
        """
        names = self.sql("select table_name from information_schema.tables where table_schema = 'core' order by 1")
        return {name: self.table(f"core.{name}", without=["payload_id"]) for (name,) in names}


def hq(
    *arguments: str, url: str | None = None, timeout: float | None = 120, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line as an operator does, to its end."""
    variables = {**os.environ, **(environment or {})}
    if url is not None:
        variables["HQ_DATABASE_URL"] = url
    command = [sys.executable, "-m", "ingest.cli", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env=variables, capture_output=True, text=True, check=False, timeout=timeout
    )


def _point_at(parsed: Manifest, name: str) -> None:
    """Let a manifest speak of another database: parsing again for each test would take most of its time."""
    for node in [*parsed.nodes.values(), *parsed.sources.values(), *parsed.functions.values()]:
        if node.relation_name:
            node.relation_name = node.relation_name.replace(f'"{node.database}"', f'"{name}"', 1)
        node.database = name


def keep_manifest(file: Path) -> None:
    """Write what dbt parsed last for other workers; a command has to have run before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_manifest[0].to_msgpack(extended_mashumaro_encoder))


def adopt_manifest(file: Path) -> None:
    """Take what another worker of this run has parsed."""
    if not _manifest:
        _manifest.append(Manifest.from_msgpack(file.read_bytes(), decoder=extended_mashumuro_decoder))


def manifest() -> Manifest:
    """Return what dbt parsed last; a command has to have run before."""
    return _manifest[0]


def database_url(url: str, database: str) -> str:
    """Return the URL of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


TEMPLATE = "hq_test_template"
"""Database of the prepared cluster that tests get copies of."""


def start_copy(cluster: Path, folder: Path) -> postgres.Server:
    """Start a copy of a stopped cluster; its owner stays the same."""
    subprocess.run(["cp", "-a", cluster, folder], check=True)
    return postgres.start(folder)


def create_database(server_url: str, name: str, template: str = "template0") -> Warehouse:
    """Create a database, in place of one that an interrupted run has left behind."""
    drop_database(server_url, name)
    statement = identifiers.SQL("create database {} template {}")
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement.format(identifiers.Identifier(name), identifiers.Identifier(template)))
    return Warehouse(database_url(server_url, name))


def drop_database(server_url: str, name: str) -> None:
    """Drop a database if it is there."""
    statement = identifiers.SQL("drop database if exists {} with (force)")
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement.format(identifiers.Identifier(name)))


@contextmanager
def database(server_url: str, name: str, template: str = "template0") -> Iterator[Warehouse]:
    """Create a database for as long as the context lasts."""
    try:
        yield create_database(server_url, name, template)
    finally:
        drop_database(server_url, name)
