"""``hq run`` and ``hq runs``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from ingest.errors import Failure


def register(app: typer.Typer) -> None:
    """Add the commands of the schedule.

    Args:
        app: the command ``hq``.
    """
    app.command()(run)
    app.command()(runs)


def run(
    full: Annotated[
        bool, typer.Option("--full", help="Everything with all tests, docs and site; else what has news.")
    ] = False,
    heal: Annotated[bool, typer.Option("--heal", help="A full run that also compares keys; closes every gap.")] = False,
    select: Annotated[list[str] | None, typer.Option(help="Build this instead, in dbt's syntax.")] = None,
    wait: Annotated[float, typer.Option(help="Seconds to wait for another build to end.", min=0)] = 0,
    verbose: Annotated[bool, typer.Option("--verbose", help="Let dbt print here instead of into .hq/runs.")] = False,
    every: Annotated[
        float | None, typer.Option(help="Stay, and do what is due every so many seconds, with dbt kept ready.", min=0.1)
    ] = None,
) -> None:
    """Do what is due: seeds, quality, build, gaps, heal, docs. Exit code 75: another one is at work."""
    from ingest.schedule.run import run as run_schedule
    from ingest.schedule.settings import schedule_settings

    project, url = _project_and_url()
    settings = schedule_settings()
    expected = os.environ.get("HQ_WAREHOUSE_ID", "")
    if every is not None:
        if full or heal or select or wait:
            raise Failure(
                "--every does what is due; a run with --full, --heal, --select or --wait is one of its own.", 2
            )
        from ingest.schedule.resident import Resident

        stays = Resident(project, url, settings, every, expected=expected, verbose=verbose, say=typer.echo)
        raise typer.Exit(stays.stay())
    raise typer.Exit(
        run_schedule(
            project,
            url,
            settings,
            full=full,
            heal=heal,
            select=select or [],
            wait=wait,
            verbose=verbose,
            expected=expected,
            say=typer.echo,
        )
    )


def runs(
    run_id: Annotated[UUID | None, typer.Option("--run", help="Only this one, with its steps.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="What broke last, and what dbt said.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 10,
    idle: Annotated[bool, typer.Option("--idle", help="Also those that had nothing to do.")] = False,
) -> None:
    """Show the last scheduled runs with their steps, also of one that is at work."""
    from ingest import reports, warehouse
    from ingest.schedule import report

    _, url = _project_and_url()
    with warehouse.connect(url, autocommit=True) as connection:
        if failed:
            reports.show(report.failures_table(connection, run_id))
        else:
            reports.show(report.runs_table(connection, run_id, limit, idle=idle))


def _project_and_url() -> tuple[Path, str]:
    from ingest.config import project_dir
    from ingest.warehouse import owner_url

    project = project_dir()
    return project, owner_url(project)
