"""``hq gaps``: what is missing in core, since when, and who has fallen silent."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import psycopg
    from rich.table import Table

    from ingest.gaps import Life, Silence

app = typer.Typer(
    invoke_without_command=True, help="Keys that are in extracted and missing in core: when seen, when closed, by what."
)

Limit = Annotated[int, typer.Option(help="Show at most so many.", min=1)]


@app.callback()
def gaps(
    context: typer.Context,
    healed: Annotated[bool, typer.Option("--healed", help="Show closed ones too.")] = False,
    now: Annotated[bool, typer.Option("--now", help="Compare keys at this moment and leave the record alone.")] = False,
    limit: Limit = 100,
) -> None:
    """Show the gaps of the last check; exit code 1 when one is neither excused nor new."""
    if context.invoked_subcommand is not None:
        return
    from ingest import gaps as record
    from ingest import reports

    with _connection() as connection:
        if now:
            _show_now(connection, limit)
            return
        last = record.last_check(connection)
        rows = record.lives(connection, healed=healed, limit=limit)
    if rows:
        reports.show(lives_table(rows))
    typer.echo(
        f"Checked {last.checked_at:%Y-%m-%d %H:%M %Z}: {last.open} open, {last.settling} settling, {last.known} known"
        + (f", {last.survived_heal} survived a heal." if last.survived_heal else ".")
    )
    if last.open:
        raise typer.Exit(1)


@app.command()
def check(
    settling: Annotated[
        float | None, typer.Option(help="Minutes before a gap counts; HQ_GAP_SETTLING_MINUTES, else 60.", min=0)
    ] = None,
    news: Annotated[bool, typer.Option("--news", help="Only keys of records that changed, and open gaps.")] = False,
    limit: Limit = 20,
) -> None:
    """Compare all keys now and carry the record on; exit code 1 when a gap is neither excused nor new."""
    from datetime import timedelta

    from ingest import gaps as record
    from ingest import reports

    delay = None if settling is None else timedelta(minutes=settling)
    with _connection() as connection:
        report = record.check(connection, f"hq gaps check {uuid.uuid4()}", settling=delay, sweep=not news)
        rows = record.lives(connection, limit=limit)
    if rows:
        reports.show(lives_table(rows))
    typer.echo(
        f"{report.opened} opened, {report.healed} healed; {report.open} open"
        f" ({report.settling} of them settling), {report.known} known, {report.survived_heal} survived a heal."
    )
    for table, number in report.tables.items():
        typer.echo(f"  {table}: {number}")
    if report.open and not report.survived_heal:
        typer.echo("`hq build --heal` closes gaps.")
    if report.is_failing:
        raise typer.Exit(1)


@app.command()
def silent() -> None:
    """Show workflows that have not delivered for longer than the registry expects; exit code 1 when one fell silent."""
    from ingest import gaps as record
    from ingest import reports

    with _connection() as connection:
        rows = record.silent(connection)
    if not rows:
        typer.echo("Every workflow with an expectation has delivered in time.")
        return
    reports.show(silence_table(rows))
    if any(row.state == "silent" for row in rows):
        raise typer.Exit(1)


def lives_table(rows: list[Life]) -> Table:
    """Lay out the record of gaps.

    Args:
        rows: of :func:`ingest.gaps.lives`.

    Returns:
        A table.
    """
    from rich.table import Table

    table = Table(title="Gaps")
    for name in ("state", "core table", "workflow", "key", "first seen", "age", "checks", "life", "what"):
        table.add_column(name, overflow="fold")
    for row in rows:
        seen = f"{row.first_seen_at:%Y-%m-%d %H:%M}"
        counts = (str(row.checks), str(row.life))
        table.add_row(row.state, row.core_table, row.workflow, row.entity_key, seen, _age(row), *counts, _what(row))
    return table


def silence_table(rows: list[Silence]) -> Table:
    """Lay out silent workflows.

    Args:
        rows: of :func:`ingest.gaps.silent`.

    Returns:
        A table.
    """
    from rich.table import Table

    table = Table(title=f"{len(rows)} silent workflows")
    for name in ("workflow", "state", "expected every", "silent for", "last received", "landed"):
        table.add_column(name, overflow="fold")
    for row in rows:
        last = f"{row.last_received_at:%Y-%m-%d %H:%M}" if row.last_received_at else ""
        if row.from_the_future:
            last += f" ({row.from_the_future} from the future)"
        silent_for = "" if row.hours is None else f"{row.hours} h"
        table.add_row(row.workflow, row.state, f"{row.expected_hours} h", silent_for, last, str(row.landed))
    return table


def _show_now(connection: psycopg.Connection, limit: int) -> None:
    from ingest import reports

    rows = reports.gaps(connection)
    if not rows:
        typer.echo("No open gap.")
        return
    reports.show(reports.gaps_table(rows, limit))
    raise typer.Exit(1)


def _age(row: Life) -> str:
    minutes = int(((row.healed_at - row.first_seen_at) if row.healed_at else row.age).total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    return f"{days} d {hours} h" if days else f"{hours} h {minutes % 60} min" if hours else f"{minutes} min"


def _what(row: Life) -> str:
    if row.healed_at is not None:
        return f"closed by {row.healed_by} {row.healed_at:%Y-%m-%d %H:%M}"
    words = [f"survived {row.heals_survived} heals"] if row.heals_survived else []
    if row.known_reason is not None:
        words.append(f"until {row.known_until}: {row.known_reason}")
    return ", ".join(words)


def _connection() -> psycopg.Connection:
    from ingest import warehouse
    from ingest.config import project_dir

    return warehouse.connect(warehouse.owner_url(project_dir()), autocommit=True)
