"""``hq quality``: whether bodies and tables are what they used to be."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ingest.errors import Failure

if TYPE_CHECKING:
    from quality.run import Report

app = typer.Typer(
    help="Compare what landed, or what was built, with what is known; exit code 1 when something critical changed.",
    invoke_without_command=True,
)

Wait = Annotated[float, typer.Option(help="Seconds to wait for another check to end.", min=0)]


@app.callback()
def quality(
    context: typer.Context,
    stage: Annotated[
        Literal["landing", "warehouse"] | None, typer.Option(help="`landing` before a build, `warehouse` after it.")
    ] = None,
    wait: Wait = 0,
    spare_pages: Annotated[
        bool, typer.Option("--spare-pages", help="Make no new Data Docs when all was met and still is.")
    ] = False,
) -> None:
    """Check a stage: critical changes end it with exit code 1, warnings are shown, 75: another check is at work."""
    if context.invoked_subcommand is not None:
        return
    if stage is None:
        raise Failure("Say which stage: `hq quality --stage landing` or `--stage warehouse`.", 2)
    project, url = _where()
    run = _package()
    report = run.check(url, stage, docs_folder(project), wait=wait, spare_pages=spare_pages)
    _show(report)
    raise typer.Exit(1 if report.stops else 0)


@app.command()
def accept(
    subject: Annotated[str, typer.Argument(help="Workflow, or table such as core.people, that changed.")],
    reason: Annotated[str | None, typer.Option(help="Why, for the books; no personal data.")] = None,
    pass_over: Annotated[
        bool, typer.Option("--pass-over", help="Do not learn from it: what was expected before still is.")
    ] = False,
    wait: Wait = 0,
) -> None:
    """Take a changed format or table as the new normal; the next check compares with it."""
    _, url = _where()
    typer.echo(_package().accept(url, subject, reason, learn=not pass_over, wait=wait))


def docs_folder(project: Path) -> Path:
    """Return where the Data Docs go: ``quality`` in the target folder of dbt, with a folder for each stage.

    Args:
        project: folder of the dbt project.

    Returns:
        The folder; it may not exist yet.
    """
    return project / os.environ.get("DBT_TARGET_PATH", "target") / "quality"


def _where() -> tuple[Path, str]:
    from ingest.config import project_dir
    from ingest.warehouse import owner_url

    project = project_dir()
    return project, owner_url(project)


def _package() -> ModuleType:
    try:
        from quality import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("great_expectations", "quality"):
            raise Failure("Great Expectations is not installed here: install the extra `quality`.") from None
        raise
    return run


def _show(report: Report) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from ingest import reports
    from quality import pages

    unmet = report.unmet
    if unmet:
        table = Table(title=f"Not as expected ({report.stage})", box=SIMPLE_HEAD, title_justify="left")
        for name in ("severity", "subject", "expectation", "where"):
            table.add_column(name, overflow="fold")
        for finding in unmet:
            table.add_row(finding.rule.severity, finding.subject, finding.rule.expectation, pages.where(finding))
        reports.show(table)
    typer.echo(f"{len(report.findings)} expectations checked, {len(unmet)} not met.")
    typer.echo(f"Data Docs: {report.page}")
    if report.stops:
        typer.echo(
            "Critical: compare the Data Docs with the provider. Correct the models, or take the new format as normal"
            " with `hq quality accept SUBJECT`."
        )
