"""The live counts that the pages show. Counts, codes and times only: no key, name or body leaves the warehouse here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, LiteralString

import psycopg

UNREGISTERED = "(not registered)"
"""What the pages call names that no workflow bears; the names themselves may say anything."""

TIMEOUT = "60s"

LEDGER_SQL = """
select
    coalesce(registry.workflow_slug, '(not registered)') as slug, ledger.landed_on,
    sum(ledger.landed)::bigint, sum(ledger.extracted)::bigint, sum(ledger.in_core)::bigint,
    sum(ledger.rejected)::bigint, sum(ledger.quarantined)::bigint, sum(ledger.quarantined_open)::bigint,
    sum(ledger.awaiting_model + ledger.awaiting_build)::bigint, sum(ledger.unexplained)::bigint
from ops.landing_ledger as ledger
left join reference.enrichment_workflow_registry as registry on ledger.workflow_slug = registry.workflow_slug
group by 1, 2 order by 1, 2
"""

LAST_LANDED_SQL = """
select payloads.workflow_slug, max(payloads.received_at)
from raw.payloads
where payloads.raw_table <> 'raw.quarantine'
group by 1
"""

REJECTIONS_SQL = """
select workflow_slug, rejected_reason, sum(records)::bigint from ops.rejections group by 1, 2 order by 1, 3 desc, 2
"""

QUARANTINED_SQL = """
select workflow_slug, quarantine_code, count(*)
from raw.payloads
where quarantine_code is not null and raw_table <> 'raw.quarantine'
group by 1, 2 order by 1, 3 desc, 2
"""

GAPS_SQL = """
select workflow_slug, core_table, count(*) from ops.current_gaps group by 1, 2 order by 1, 2
"""

GAP_DAYS_SQL = """
select day, sum(opened)::bigint, sum(healed)::bigint
from (
    select (first_seen_at at time zone 'UTC')::date as day, 1 as opened, 0 as healed from ops.coalescing_gaps
    union all
    select (healed_at at time zone 'UTC')::date, 0, 1 from ops.coalescing_gaps where healed_at is not null
) as changes
group by 1 order by 1
"""

TYPES_SQL = """
select namespace.nspname || '.' || class.relname, attribute.attname,
    pg_catalog.format_type(attribute.atttypid, attribute.atttypmod)
from pg_catalog.pg_attribute as attribute
inner join pg_catalog.pg_class as class on attribute.attrelid = class.oid
inner join pg_catalog.pg_namespace as namespace on class.relnamespace = namespace.oid
where namespace.nspname in ('raw', 'extracted', 'core', 'reference', 'ops', 'history')
    and class.relkind in ('r', 'p', 'v', 'm') and attribute.attnum > 0 and not attribute.attisdropped
"""


@dataclass(frozen=True)
class LedgerDay:
    """What became of the bodies of a workflow that were received on one day (UTC).

    Attributes:
        slug: registered workflow, or :data:`UNREGISTERED`.
        day: day of receipt.
        landed: bodies accepted.
        extracted: of these with a good record.
        in_core: of these whose entity is in core.
        rejected: with a record that says why it goes no further.
        quarantined: kept as bytes.
        quarantined_open: of these not yet landed again.
        waiting: for a build or a model.
        unexplained: read by a build and nowhere; 0 when the books balance.
    """

    slug: str
    day: date
    landed: int
    extracted: int
    in_core: int
    rejected: int
    quarantined: int
    quarantined_open: int
    waiting: int
    unexplained: int


@dataclass(frozen=True)
class GapDay:
    """Gaps of one day (UTC): how many were opened and healed, and how many were open at its end."""

    day: date
    opened: int
    healed: int
    still_open: int


@dataclass
class Facts:
    """What the warehouse said; a part that it could not answer is None, and ``missing`` says why.

    Attributes:
        read_at: when, by the clock of the database; None without a database.
        ledger: the books by workflow and day.
        last_landed: newest receipt by workflow.
        rejections: records by workflow and reason.
        quarantined: bodies by workflow and code.
        gaps: keys that are missing now, by workflow and table of core.
        gap_days: gaps over time.
        types: SQL type by relation and column.
        missing: one sentence for each part that could not be read.
    """

    read_at: datetime | None = None
    ledger: list[LedgerDay] | None = None
    last_landed: dict[str, datetime] | None = None
    rejections: dict[str, list[tuple[str, int]]] | None = None
    quarantined: dict[str, list[tuple[str, int]]] | None = None
    gaps: dict[str, list[tuple[str, int]]] | None = None
    gap_days: list[GapDay] | None = None
    types: dict[str, dict[str, str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Totals:
    """The books of one workflow over all days, or of several; see :class:`LedgerDay`."""

    landed: int = 0
    extracted: int = 0
    in_core: int = 0
    rejected: int = 0
    quarantined: int = 0
    quarantined_open: int = 0
    waiting: int = 0
    unexplained: int = 0


def totals(days: Sequence[LedgerDay]) -> Totals:
    """Add up days of the books.

    Args:
        days: any of :attr:`Facts.ledger`.

    Returns:
        Their sums.
    """
    return Totals(*(sum(getattr(day, name) for day in days) for name in Totals.__dataclass_fields__))


def read(connection: psycopg.Connection) -> Facts:
    """Ask the warehouse for everything that the pages show, all as of one moment; nothing is written.

    Args:
        connection: of the owner, outside a transaction.

    Returns:
        The answers. What is not there or takes too long is left out and named.
    """
    facts = Facts()
    connection.execute("begin isolation level repeatable read read only")
    try:
        connection.execute("select set_config('statement_timeout', %s, true)", [TIMEOUT])
        facts.read_at = connection.execute("select now()").fetchall()[0][0]
        ledger = _ask(connection, facts, "the books", LEDGER_SQL)
        facts.ledger = None if ledger is None else [LedgerDay(*row) for row in ledger]
        last = _ask(connection, facts, "the newest deliveries", LAST_LANDED_SQL)
        facts.last_landed = None if last is None else dict(last)
        facts.rejections = _by_workflow(_ask(connection, facts, "rejections", REJECTIONS_SQL))
        facts.quarantined = _by_workflow(_ask(connection, facts, "quarantine", QUARANTINED_SQL))
        facts.gaps = _by_workflow(_ask(connection, facts, "gaps", GAPS_SQL))
        facts.gap_days = _gap_days(_ask(connection, facts, "gaps over time", GAP_DAYS_SQL))
        for relation, column, sql_type in _ask(connection, facts, "types of columns", TYPES_SQL) or ():
            facts.types.setdefault(relation, {})[column] = sql_type
    finally:
        connection.rollback()
    return facts


def _ask(connection: psycopg.Connection, facts: Facts, what: str, query: LiteralString) -> list[tuple[Any, ...]] | None:
    connection.execute("savepoint question")
    try:
        rows = connection.execute(query).fetchall()
    except psycopg.OperationalError:
        if connection.broken:
            raise
        reason = f"the answer took longer than {TIMEOUT}"
    except psycopg.errors.InsufficientPrivilege:
        reason = "this role may not read them"
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName, psycopg.errors.UndefinedColumn):
        reason = "their tables have not been built here"
    else:
        connection.execute("release savepoint question")
        return rows
    connection.execute("rollback to savepoint question")
    facts.missing.append(f"No figures on {what}: {reason}.")
    return None


def _by_workflow(rows: list[tuple[Any, ...]] | None) -> dict[str, list[tuple[str, int]]] | None:
    if rows is None:
        return None
    found: dict[str, list[tuple[str, int]]] = {}
    for slug, what, number in rows:
        found.setdefault(slug, []).append((what, number))
    return found


def _gap_days(rows: list[tuple[Any, ...]] | None) -> list[GapDay] | None:
    if rows is None:
        return None
    days: list[GapDay] = []
    still_open = 0
    for day, opened, healed in rows:
        still_open += opened - healed
        days.append(GapDay(day, opened, healed, still_open))
    return days
