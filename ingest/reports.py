"""What the warehouse says about itself: the ledger, the gaps, the quarantine."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg.rows import TupleRow
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from ingest.erasure import Erased
from ingest.errors import Failure
from ingest.quarantine import Kept

LEDGER_SQL = """
select
    ledger.workflow_slug,
    sum(ledger.landed)::bigint,
    sum(ledger.parsed)::bigint,
    sum(ledger.extracted)::bigint,
    sum(ledger.rejected)::bigint,
    sum(ledger.in_core)::bigint,
    sum(ledger.quarantined)::bigint,
    sum(ledger.quarantined_open)::bigint,
    sum(ledger.awaiting_model + ledger.awaiting_build)::bigint,
    sum(ledger.unexplained)::bigint,
    max(case when registry.coalesces_to_core then registry.core_table end),
    coalesce(max(gaps.open), 0)::bigint
from ops.landing_ledger as ledger
left join reference.enrichment_workflow_registry as registry on registry.workflow_slug = ledger.workflow_slug
left join (select workflow_slug, count(*) as open from ops.current_gaps group by workflow_slug) as gaps
    on gaps.workflow_slug = ledger.workflow_slug
group by ledger.workflow_slug
order by ledger.workflow_slug
"""
GAPS_SQL = """
select core_table, workflow_slug, entity_key, since, extracted_table
from ops.current_gaps order by core_table, since, entity_key
"""

ERASURES_SQL = """
select erasure_id, kind, asked_at, asked_by, reference, swept_at, rebuilt_at,
    coalesce((select sum(c.value::bigint) from jsonb_each_text(counts) as c), 0)
from ops.erasures order by asked_at, erasure_id
"""


@dataclass(frozen=True)
class LedgerRow:
    """The books of one workflow, all days together. Every number counts deliveries, ``open_gaps`` keys.

    Attributes:
        workflow: registered slug, or the name as it was called.
        landed: accepted.
        parsed: stored as JSON.
        extracted: of these, in extracted as good rows.
        rejected: of these, in extracted with a reason why they are of no use.
        in_core: of the extracted, those whose company, person or customer list is in core.
        quarantined: kept as bytes.
        quarantined_open: of these, not yet landed again.
        waiting: parsed, but their model has not been built since or does not exist.
        unexplained: parsed and missing; always 0 when the books balance.
        core_table: where the workflow coalesces, or None.
        open_gaps: keys that are missing there.
    """

    workflow: str
    landed: int
    parsed: int
    extracted: int
    rejected: int
    in_core: int
    quarantined: int
    quarantined_open: int
    waiting: int
    unexplained: int
    core_table: str | None
    open_gaps: int


@dataclass(frozen=True)
class Gap:
    """A key that is in extracted and missing in core."""

    core_table: str
    workflow: str
    entity_key: str
    since: datetime | None
    extracted_table: str


def ledger(connection: psycopg.Connection) -> list[LedgerRow]:
    """Read the books.

    Args:
        connection: of the owner.

    Returns:
        One row per workflow that has landed anything.

    Raises:
        Failure: the models have not been built yet.
    """
    return [LedgerRow(*row) for row in _query(connection, LEDGER_SQL)]


def gaps(connection: psycopg.Connection) -> list[Gap]:
    """Read the open gaps.

    Args:
        connection: of the owner.

    Returns:
        Every open gap.

    Raises:
        Failure: the models have not been built yet.
    """
    return [Gap(*row) for row in _query(connection, GAPS_SQL)]


def ledger_table(rows: Sequence[LedgerRow]) -> Table:
    """Lay out the books.

    Args:
        rows: of :func:`ledger`.

    Returns:
        A table with a total.
    """
    numbers = ["landed", "parsed", "extracted", "rejected", "quarantined", "waiting", "unexplained"]
    numbers = [name for name in numbers if name in numbers[:5] or any(getattr(row, name) for row in rows)]
    table = Table(
        title="The books: landed = parsed + quarantined", show_footer=True, box=SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    table.add_column("workflow", "total", overflow="fold")
    for name in numbers:
        table.add_column(
            name, str(sum(getattr(row, name) for row in rows)), justify="right", no_wrap=True, min_width=len(name)
        )
    table.add_column("in core", str(sum(row.in_core for row in rows)), justify="right", min_width=7)
    table.add_column("gaps", str(sum(row.open_gaps for row in rows)), justify="right", min_width=4)
    for row in rows:
        table.add_row(
            row.workflow, *(str(getattr(row, name) or "") for name in numbers), _in_core(row), str(row.open_gaps)
        )
    return table


def gaps_table(rows: Sequence[Gap], limit: int | None = None) -> Table:
    """Lay out the open gaps.

    Args:
        rows: of :func:`gaps`.
        limit: show at most so many; all when None.

    Returns:
        A table.
    """
    table = Table(title=f"{len(rows)} open gaps")
    for name in ("core table", "workflow", "key", "since", "extracted table"):
        table.add_column(name, overflow="fold")
    for row in rows[:limit]:
        table.add_row(row.core_table, row.workflow, row.entity_key, _time(row.since), row.extracted_table)
    return table


def quarantine_table(rows: Sequence[Kept]) -> Table:
    """Lay out quarantined bodies.

    Args:
        rows: of :func:`ingest.quarantine.listed`.

    Returns:
        A table.
    """
    table = Table(title=f"{len(rows)} bodies in quarantine")
    table.add_column("payload", no_wrap=True)
    for name in ("workflow", "reason", "received"):
        table.add_column(name, overflow="fold")
    table.add_column("bytes", justify="right")
    table.add_column("replayed")
    for row in rows:
        replayed = _time(row.replayed_at)
        table.add_row(str(row.payload_id), row.workflow, row.code, _time(row.received_at), str(row.size), replayed)
    return table


def erasure_table(erased: Erased) -> Table:
    """Lay out what an erasure did, or would do.

    Args:
        erased: of :mod:`ingest.erasure`.

    Returns:
        A table without a key.
    """
    keys = ", ".join(f"{number} {kind}" for kind, number in erased.keys.items())
    title = f"{'Would go' if erased.erasure_id is None else 'Gone'}; keys: {keys or 'all that were ever erased'}"
    table = Table(title=title, show_footer=True, box=SIMPLE_HEAD, title_justify="left")
    table.add_column("table", "total")
    table.add_column("what")
    table.add_column("rows", str(sum(number for _, _, number in erased.rows)), justify="right")
    for name, outcome, number in erased.rows:
        table.add_row(name, outcome, str(number))
    return table


def erasures_table(connection: psycopg.Connection) -> Table:
    """Lay out the books of erasure.

    Args:
        connection: of the owner.

    Returns:
        A table without a key.
    """
    rows = connection.execute(ERASURES_SQL).fetchall()
    table = Table(title=f"{len(rows)} erasures", box=SIMPLE_HEAD)
    for name in ("erasure", "what", "asked", "by", "reference", "swept", "made anew"):
        table.add_column(name, overflow="fold")
    table.add_column("rows", justify="right")
    for erasure_id, kind, asked_at, asked_by, reference, swept_at, rebuilt_at, number in rows:
        times = (_time(swept_at), _time(rebuilt_at))
        table.add_row(str(erasure_id), kind, _time(asked_at), asked_by, reference or "", *times, str(number))
    return table


def show(table: Table) -> None:
    """Print a table; into a pipe or file its columns are kept whole.

    Args:
        table: what to print.
    """
    Console(width=None if sys.stdout.isatty() else 150).print(table)


def _query(connection: psycopg.Connection, statement: str) -> list[TupleRow]:
    try:
        return connection.execute(statement.encode("ascii")).fetchall()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName, psycopg.errors.UndefinedColumn):
        raise Failure("The models of this release have not been built here: run `hq build` first.") from None


def _in_core(row: LedgerRow) -> str:
    return "-" if row.core_table is None else str(row.in_core)


def _time(value: datetime | None) -> str:
    return value.strftime("%Y-%m-%d %H:%M:%S") if value else ""
