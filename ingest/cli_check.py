"""Commands ``hq check`` and ``hq new-workflow``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ingest.errors import Failure


def register(app: typer.Typer) -> None:
    """Add the commands to ``hq``."""
    app.command("check")(check)


def _project() -> Path:
    from ingest.config import project_dir

    return project_dir()


def check(
    database: Annotated[bool, typer.Option("--database", help="Compare the warehouse with the files as well.")] = False,
    service: Annotated[str | None, typer.Option(help="Address of a landing service to compare as well.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="Only list the rules.")] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Let dbt parse the project in any case.")] = False,
) -> None:
    """Test that registry, raw tables, models, gap tests, bodies and documents agree; exit code 1 when they do not."""
    from ingest import check as checks
    from ingest import warehouse
    from ingest.check import database as deployed
    from ingest.check.project import load

    if rules:
        for one in checks.RULES:
            typer.echo(f"{one.name:24} {one.says}")
        return
    root = _project()
    project = load(root, refresh=refresh)
    findings = checks.check(project)
    if database:
        with warehouse.connect(warehouse.owner_url(root), autocommit=True) as connection:
            findings += deployed.check(project, connection)
    if service:
        findings += deployed.check_service(project, _document(service))
    if as_json:
        json.dump([vars(finding) for finding in findings], sys.stdout, indent=1)
        typer.echo()
    else:
        for finding in findings:
            typer.echo(f"{finding.rule}: {finding.where}: {finding.what}")
    typer.echo(f"{len(checks.RULES)} rules, {len(project.registry)} workflows, {len(findings)} findings.", err=True)
    raise typer.Exit(1 if findings else 0)


def _document(service: str) -> object:
    import httpx

    try:
        answer = httpx.get(service.rstrip("/") + "/openapi.json", timeout=20)
        answer.raise_for_status()
        return answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Failure(f"The service could not be asked for /openapi.json ({type(error).__name__}).") from None
