"""What a scheduled run is to do: everything, what has news, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from ingest import erasure

FOLDERS = ("models", "macros", "seeds", "functions", "snapshots", "tests")
SUFFIXES = frozenset({".sql", ".yml", ".yaml", ".csv"})
TABLES = ("config.materialized:incremental", "config.materialized:snapshot")
"""Selection of every model that holds rows; views show what is there and need a build only when their code changes."""

_LAST_FULL_SQL = """
select project_hash, started_at < now() - make_interval(secs => %s)
from ops.scheduled_runs
where kind = 'full' and status in ('ok', 'warned', 'failed') and not owes_build
order by started_at desc limit 1
"""
# A full run that built and was then cut off is not tried again at once.
_TRIED_SQL = """
select exists (
    select from ops.scheduled_runs
    where kind = 'full' and status in ('died', 'interrupted', 'stopped') and not owes_build
        and project_hash = %s and started_at > now() - interval '1 hour'
)
"""
_OWED_SQL = "select selection from ops.scheduled_runs where owes_build order by started_at"
_PENDING_SQL = "select distinct model from ops.pending_news order by model"
_RETRY_SQL = "select name, resource_type from ops.nodes_to_retry order by name"
_OPEN_GAPS_SQL = """
select exists (select from ops.coalescing_gaps where state in ('settling', 'open'))
"""
_HAS_RECORD_SQL = """
select exists (
    select from pg_catalog.pg_attribute
    where attrelid = to_regclass('ops.coalescing_gaps') and attname = 'state' and not attisdropped
)
"""


@dataclass(frozen=True)
class Plan:
    """What a run is to do.

    Attributes:
        kind: full, selected or idle.
        reason: why, for a person.
        selection: selectors of dbt; None stands for everything, an empty list for nothing.
        rebuild: True when an erasure asks for a full refresh first.
        check_gaps: True when gaps are to be checked though nothing is built.
    """

    kind: str
    reason: str
    selection: list[str] | None = None
    rebuild: bool = False
    check_gaps: bool = True


def project_hash(project: Path) -> str:
    """Digest what dbt builds from.

    Args:
        project: folder of the dbt project.

    Returns:
        A digest that changes with every model, macro, seed, function, snapshot, test or setting.
    """
    digest = hashlib.sha256()
    for path in [project / "dbt_project.yml", *sorted(_files(project))]:
        digest.update(f"{path.relative_to(project).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(project: Path) -> list[Path]:
    return [path for folder in FOLDERS for path in (project / folder).rglob("*") if path.suffix in SUFFIXES]


def project_stamp(project: Path) -> str:
    """Tell one state of the project's files from another without reading them.

    Args:
        project: folder of the dbt project.

    Returns:
        A digest of names, sizes and times of change. When it is the same, so is :func:`project_hash`; not the reverse.
    """
    digest = hashlib.sha256()
    for path in [project / "dbt_project.yml", *sorted(_files(project))]:
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def decide(
    connection: psycopg.Connection,
    digest: str,
    *,
    full: bool = False,
    select: Sequence[str] = (),
    full_hours: float = 24,
) -> Plan:
    """Ask what has news and what is due. The lock of the build should be held.

    Args:
        connection: of the owner, in autocommit mode.
        digest: of :func:`project_hash`.
        full: True asks for a full run.
        select: selectors of dbt that are asked for instead.
        full_hours: hours after which a full run is due.

    Returns:
        The plan.

    Raises:
        psycopg.Error: the database could not be asked.
    """
    rebuild = erasure.rebuild_is_due(connection)
    if select:
        return Plan("selected", "asked for by selection", list(select), rebuild)
    reason = "asked for" if full else _why_full(connection, digest, full_hours)
    if reason is None and rebuild:
        reason = "an erasure asks for every table to be made anew"
    owed = [row[0] for row in connection.execute(_OWED_SQL).fetchall()]
    if reason is None and any(selection is None for selection in owed):
        reason = "the last full build did not come to its end"
    retry = [] if reason else connection.execute(_RETRY_SQL).fetchall()
    if any(kind in ("seed", "function") for _, kind in retry):
        reason = "a seed or function failed last time"
    if reason is not None:
        return Plan("full", reason, None, rebuild)
    pending = [row[0] for row in connection.execute(_PENDING_SQL).fetchall()]
    if pending or retry or owed:
        said = {"with news": len(pending), "to try again": len(retry), "cut off builds": len(owed)}
        reason = ", ".join(f"{number} {what}" for what, number in said.items() if number)
        left = [selector for selection in owed for selector in selection]
        return Plan("selected", reason, selectors(pending, retry, left))
    if _has_open_gaps(connection):
        return Plan("selected", "gaps are open", [])
    return Plan("idle", "nothing has news", [], check_gaps=False)


def selectors(pending: Iterable[str], retry: Iterable[tuple[str, str]], owed: Iterable[str] = ()) -> list[str]:
    """Name what is to be built: each model with everything after it that holds rows, and the tests of these.

    Args:
        pending: models that have news.
        retry: name and resource type of nodes that failed or were skipped.
        owed: selectors of builds that did not come to their end.

    Returns:
        Selectors of dbt, each once.
    """
    chosen: dict[str, None] = {}
    for model in pending:
        chosen.update(dict.fromkeys(f"{model}+,{tables}" for tables in TABLES))
    for name, kind in retry:
        chosen[name] = None
        if kind in ("model", "snapshot"):
            chosen.update(dict.fromkeys(f"{name}+,{tables}" for tables in TABLES))
    chosen.update(dict.fromkeys(owed))
    return list(chosen)


def _why_full(connection: psycopg.Connection, digest: str, full_hours: float) -> str | None:
    row = connection.execute("select to_regclass('ops.pending_news') is null").fetchone()
    if row and row[0]:
        return "nothing has been built here yet"
    last = connection.execute(_LAST_FULL_SQL, (full_hours * 3600,)).fetchone()
    if last is not None and last[0] == digest and not last[1]:
        return None
    tried = connection.execute(_TRIED_SQL, (digest,)).fetchone()
    if tried and tried[0]:
        return None
    if last is None:
        return "there has been no full run yet"
    return "the project has changed" if last[0] != digest else f"the last full run began {full_hours:g} hours ago"


def _has_open_gaps(connection: psycopg.Connection) -> bool:
    has_record = connection.execute(_HAS_RECORD_SQL).fetchone()
    if not has_record or not has_record[0]:
        return False
    found = connection.execute(_OPEN_GAPS_SQL).fetchone()
    return bool(found and found[0])
