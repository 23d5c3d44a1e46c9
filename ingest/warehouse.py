"""The warehouse as its owner sees it: connecting, the DDL, the registry, the lock of a build."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import psycopg

from ingest.config import parse_url
from ingest.errors import Failure
from ingest.identity import connect_problem

LOCK = (0x4851, 1)
"""Key of the advisory lock that a build holds: 'HQ', 1."""

EXIT_BUSY = 75
"""Exit code of a build that found another one at work (EX_TEMPFAIL of sysexits.h)."""

LOCK_TIMEOUT = 2.0
"""Seconds that changes of tables wait for a lock: whoever asks for one after them, landing too, waits behind them."""

LOCK_ATTEMPTS = 5
LOCK_PAUSE = 1.0
"""Seconds between two attempts, in which those who waited behind go on."""

Result = TypeVar("Result")

_HOLDER_SQL = """
select a.pid, a.backend_start
from pg_catalog.pg_locks as l
join pg_catalog.pg_stat_activity as a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid = %s and l.objid = %s
  and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
"""

_AT_WORK_SQL = """
select distinct a.pid, coalesce(nullif(a.application_name, ''), a.backend_type), a.xact_start
from pg_catalog.pg_locks as l
join pg_catalog.pg_stat_activity as a on a.pid = l.pid
join pg_catalog.pg_class as c on c.oid = l.relation
where l.granted and l.pid <> pg_catalog.pg_backend_pid()
  and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
  and c.relnamespace::regnamespace::text in ('raw', 'extracted', 'core', 'reference', 'ops')
  and (a.xact_start is null or a.xact_start <= clock_timestamp() - make_interval(secs => %s))
order by a.xact_start nulls last, a.pid
limit 3
"""


def embedded_dir(project: Path) -> Path:
    """Return the folder of the embedded server.

    Args:
        project: folder of the dbt project.

    Returns:
        ``.hq/pg`` in it.
    """
    return project / ".hq" / "pg"


def owner_url(project: Path) -> str:
    """Find the warehouse.

    Args:
        project: folder of the dbt project.

    Returns:
        HQ_DATABASE_URL, else the URL of the embedded server, which is started when it does not run.

    Raises:
        Failure: the URL cannot be read, or the embedded server does not start.
    """
    url = os.environ.get("HQ_DATABASE_URL")
    if url:
        parse_url(url)
        return url
    from ingest import postgres

    try:
        return postgres.start(embedded_dir(project)).url()
    except RuntimeError as error:
        raise Failure(f"{error}.") from None


def connect(url: str, *, autocommit: bool = False, application_name: str = "hq") -> psycopg.Connection:
    """Connect as the owner.

    Args:
        url: libpq URL.
        autocommit: whether each statement is its own transaction.
        application_name: shown in ``pg_stat_activity``.

    Returns:
        An open connection.

    Raises:
        Failure: the server could not be reached.
    """
    try:
        return psycopg.connect(
            url, autocommit=autocommit, application_name=application_name, connect_timeout=10, prepare_threshold=None
        )
    except psycopg.Error as error:
        raise Failure(f"Cannot connect to the warehouse: {connect_problem(error)}.") from None


def ddl_files() -> list[tuple[str, str]]:
    """Read the versioned DDL of the package.

    Returns:
        Name and SQL of each file, in the order in which they are applied.
    """
    folder = files("ingest").joinpath("ddl")
    found = [(item.name, item.read_text(encoding="utf-8")) for item in folder.iterdir() if item.name.endswith(".sql")]
    return sorted(found)


def apply_ddl(connection: psycopg.Connection) -> list[str]:
    """Bring the landing schema up to date, in one transaction. Doing it again changes nothing.

    Args:
        connection: of the owner.

    Returns:
        Names of the files that were applied.

    Raises:
        Failure: a file could not be applied, or a table was locked for too long; nothing has been changed then.
    """

    def apply() -> list[str]:
        applied: list[str] = []
        connection.execute("set local client_min_messages = warning")
        for name, sql in ddl_files():
            try:
                connection.execute(sql.encode("utf-8"))
            except psycopg.errors.LockNotAvailable:
                raise
            except psycopg.Error as error:
                raise Failure(f"{name} could not be applied ({error.sqlstate}): {_first_line(error)}") from None
            applied.append(name)
        return applied

    return _with_short_waits(connection, apply)


def sync_registry(connection: psycopg.Connection) -> int:
    """Bring raw tables and routes in line with the registry seed.

    Args:
        connection: of the owner.

    Returns:
        Number of registered workflows.

    Raises:
        Failure: the registry is missing or wrong, or a table was locked for too long.
    """
    try:
        row = _with_short_waits(connection, lambda: connection.execute("select raw.sync_registry()").fetchone())
    except psycopg.Error as error:
        raise Failure(f"The registry could not be taken over ({error.sqlstate}): {_first_line(error)}") from None
    return int(row[0]) if row else 0


def warehouse_id(connection: psycopg.Connection) -> UUID:
    """Return the identity of the warehouse.

    Args:
        connection: of the owner.

    Returns:
        The value for HQ_WAREHOUSE_ID.

    Raises:
        Failure: there is no warehouse in this database.
    """
    with suppress(psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        row = connection.execute("select warehouse_id from raw.warehouse_identity").fetchone()
        if row is not None:
            return UUID(str(row[0]))
    raise Failure("This database holds no warehouse: run `hq init` first.")


def rebase(connection: psycopg.Connection) -> int:
    """Make a restored copy a warehouse of its own server: its landed rows get transaction ids of the past.

    Args:
        connection: of the owner, in autocommit mode.

    Returns:
        Number of landed rows that were changed.

    Raises:
        Failure: there is no warehouse in this database.
    """
    warehouse_id(connection)
    row = connection.execute("select ops.rebase_landed_xid()").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def build_lock(url: str, wait: float) -> Iterator[psycopg.Connection]:
    """Hold the lock that keeps two builds apart.

    Args:
        url: libpq URL of the warehouse; not one of a transaction pooler, which would not hold the lock.
        wait: seconds to wait for another build to end.

    Yields:
        The connection that holds the lock: while it lives, no other build runs.

    Raises:
        Failure: another build holds it (exit code 75), or the connection that held it was lost meanwhile.
    """
    with connect(url, autocommit=True, application_name="hq build lock") as connection:
        # This connection stays idle for as long as the build takes; a server may not end it for that.
        with suppress(psycopg.Error):
            connection.execute("set idle_session_timeout = 0")
        _wait_for_lock(connection, wait)
        yield connection
        try:
            connection.execute("select pg_advisory_unlock(%s, %s)", LOCK)
        except psycopg.Error:
            message = "The connection that held the build lock was lost, so another build may have run beside this one"
            raise Failure(f"{message}: run `hq build` again.") from None


def _with_short_waits(connection: psycopg.Connection, work: Callable[[], Result]) -> Result:
    """Run work in a transaction that waits for no lock for long, and again when it did not get one."""
    for attempt in range(LOCK_ATTEMPTS):
        if attempt:
            time.sleep(LOCK_PAUSE)
        with suppress(psycopg.errors.LockNotAvailable), connection.transaction():
            # Two at once would collide on "create ... if not exists"; the second one waits as long as it takes.
            connection.execute("select pg_advisory_xact_lock(%s, %s)", (LOCK[0], LOCK[1] + 1))
            connection.execute("select set_config('lock_timeout', %s, true)", (f"{int(LOCK_TIMEOUT * 1000)}ms",))
            return work()
    at_work = connection.execute(_AT_WORK_SQL, (LOCK_TIMEOUT,)).fetchall()
    named = [f"server process {pid} ({name}{f', since {since:%Y-%m-%d %H:%M:%S %Z}' if since else ''})"
             for pid, name, since in at_work]  # fmt: skip
    raise Failure(
        f"A table stayed locked for {LOCK_ATTEMPTS} attempts of {LOCK_TIMEOUT:g} s each, and nothing has been changed. "
        f"Transactions that hold locks: {', '.join(named) or 'none any more'}. Let them end, or end one with "
        "`select pg_terminate_backend(PROCESS)`, and run this again."
    )


def _wait_for_lock(connection: psycopg.Connection, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        row = connection.execute("select pg_try_advisory_lock(%s, %s)", LOCK).fetchone()
        if row is not None and row[0]:
            return
        if time.monotonic() >= deadline:
            break
        time.sleep(min(0.5, max(0.0, deadline - time.monotonic())))
    holder = connection.execute(_HOLDER_SQL, LOCK).fetchone()
    who = f"server process {holder[0]}, since {holder[1]:%Y-%m-%d %H:%M:%S %Z}" if holder else "it has just ended"
    raise Failure(f"Another build is at work ({who}): wait for it with --wait SECONDS, or try later.", EXIT_BUSY)


def _first_line(error: psycopg.Error) -> str:
    message = error.diag.message_primary or str(error).partition("\n")[0]
    return f"{message} {error.diag.message_hint or ''}".strip()
