"""The books of the schedule, laid out for a person."""

from __future__ import annotations

from uuid import UUID

import psycopg
from rich.box import SIMPLE_HEAD
from rich.table import Table

RUNS_SQL = """
select
    r.run_id, to_char(r.started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), r.kind, r.status, r.exit_code,
    extract(epoch from coalesce(r.ended_at, case when r.status = 'running' then clock_timestamp() end) - r.started_at),
    r.reason, r.alert
from ops.scheduled_runs as r
where (%(run)s::uuid is null and (r.kind <> 'idle' or %(idle)s)) or r.run_id = %(run)s::uuid
order by r.started_at desc, r.run_id
limit %(limit)s
"""
STEPS_SQL = """
select
    s.run_id, s.step, s.status, s.exit_code,
    extract(epoch from coalesce(s.ended_at, case when s.status = 'running' then clock_timestamp() end) - s.started_at),
    s.detail
from ops.scheduled_steps as s
where s.run_id = any(%s) order by s.run_id, s.position
"""
FAILURES_SQL = """
select i.step, n.name, n.resource_type, n.status, n.failures, n.message
from ops.dbt_node_results as n
join ops.dbt_invocations as i on i.invocation_id = n.invocation_id
where i.run_id = coalesce(%s::uuid, (
        select run_id from ops.scheduled_runs where broken <> '[]' order by started_at desc limit 1
    ))
    and n.status not in ('success', 'pass', 'no-op', 'reused')
order by i.started_at, n.status = 'skipped', n.name
"""


def runs_table(connection: psycopg.Connection, run_id: UUID | None, limit: int, *, idle: bool) -> Table:
    """Lay out runs with their steps, the newest first.

    Args:
        connection: of the owner.
        run_id: only this one, or None.
        limit: at most so many.
        idle: True shows also those that had nothing to do.

    Returns:
        A table.
    """
    found = connection.execute(RUNS_SQL, {"run": run_id, "limit": limit, "idle": idle}).fetchall()
    steps = connection.execute(STEPS_SQL, ([row[0] for row in found],)).fetchall()
    table = Table(title=f"{len(found)} runs", box=SIMPLE_HEAD, title_justify="left")
    for name in ("began (UTC)", "what", "status"):
        table.add_column(name, no_wrap=True)
    table.add_column("seconds", justify="right")
    table.add_column("exit", justify="right")
    table.add_column("detail", overflow="fold")
    for key, began, kind, status, code, seconds, reason, alerted in found:
        said = f"{reason}; alert {alerted}" if alerted else str(reason)
        table.add_row(began, str(kind), str(status), _seconds(seconds), _text(code), f"{said} ({key})")
        for of, step, outcome, step_code, took, detail in steps:
            if of == key:
                table.add_row("", f"  {step}", str(outcome), _seconds(took), _text(step_code), str(detail or ""))
    return table


def failures_table(connection: psycopg.Connection, run_id: UUID | None) -> Table:
    """Lay out the nodes that did not end well.

    Args:
        connection: of the owner.
        run_id: of a run; the last one in which something broke when None.

    Returns:
        A table.
    """
    found = connection.execute(FAILURES_SQL, (run_id,)).fetchall()
    table = Table(title=f"{len(found)} nodes did not end well", box=SIMPLE_HEAD, title_justify="left")
    for name in ("step", "name", "kind", "status", "rows", "what dbt said"):
        table.add_column(name, overflow="fold")
    for row in found:
        table.add_row(*(_text(value) for value in row))
    return table


def _seconds(value: object) -> str:
    return "" if value is None else f"{float(str(value)):.1f}"


def _text(value: object) -> str:
    return "" if value is None else str(value)
