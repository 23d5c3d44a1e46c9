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
    app.command("new-workflow")(new_workflow)


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


def new_workflow(
    slug: Annotated[str | None, typer.Option(help="Name of the workflow, such as acme-find-companies.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind of record, known or new (`--kinds` lists the known).")] = None,
    body: Annotated[Path | None, typer.Option(help="File with a full body; no data of real persons.")] = None,
    description: Annotated[str | None, typer.Option(help="One sentence on what arrives.")] = None,
    provider: Annotated[str | None, typer.Option(help="Whose data it is.")] = None,
    platform: Annotated[str, typer.Option(help="clay, modal or gemini.")] = "clay",
    entity: Annotated[str, typer.Option(help="company, person or target_client; for a new kind.")] = "",
    field: Annotated[list[str] | None, typer.Option(help="For a new kind: name=path or name=path:type.")] = None,
    payload_path: Annotated[
        list[str] | None, typer.Option(help="Key of the provider's object; none when flat.")
    ] = None,
    key_path: Annotated[list[str] | None, typer.Option(help="Dot path of the key in the body.")] = None,
    raw_table: Annotated[str, typer.Option(help="Table in which bodies land; made from the slug when not given.")] = "",
    extracted_table: Annotated[str, typer.Option(help="When it is a view of the kind's table.")] = "",
    core_table: Annotated[str, typer.Option(help="core.name, or none; that of the kind when not given.")] = "",
    freshness: Annotated[str, typer.Option(help="Hours after which silence is worth a look.")] = "",
    label: Annotated[str, typer.Option(help="For customers: how core names the source.")] = "",
    kinds: Annotated[bool, typer.Option("--kinds", help="Only list the known kinds of record.")] = False,
) -> None:
    """Write what a new workflow needs: registry row, bodies, and for a new kind models, YAML, unit and gap tests."""
    from ingest.check.project import load
    from ingest.scaffold import kind as new_kind
    from ingest.scaffold import workflow
    from ingest.scaffold.fields import field as read_field
    from ingest.scaffold.files import Changes

    root = _project()
    if kinds:
        project = load(root)
        for name in sorted(project.kinds):
            slugs = [one for one, row in project.registry.items() if row["record_kind"] == name]
            typer.echo(f"{name:32} {', '.join(slugs[:3])}{' ...' if len(slugs) > 3 else ''}")
        return
    request = workflow.Request(
        slug=_asked(slug, "--slug", "Name of the workflow"),
        kind=_asked(kind, "--kind", "Kind of record"),
        body=workflow.load_body(body or Path(_asked(None, "--body", "File with a full body"))),
        description=_asked(description, "--description", "One sentence on what arrives"),
        provider=_asked(provider, "--provider", "Whose data it is"),
        platform=platform,
        entity=entity,
        raw_table=raw_table,
        extracted_table=extracted_table,
        core_table=core_table,
        payload_paths=payload_path or [],
        key_paths=key_path or [],
        freshness=freshness,
        label=label,
        fields=[read_field(one) for one in field or []],
    )
    project = load(root)
    request.check(project)
    changes = Changes(root)
    if request.kind in project.kinds:
        left = workflow.add(changes, request, project)
    else:
        new_kind.check(request, project)
        left = new_kind.add(changes, request, project)
    for path in changes.write():
        typer.echo(f"written: {path}")
    for step in [*left, "Then: hq check, hq init, hq build, hq ledger, make test."]:
        typer.echo(f"next: {step}")


def _asked(value: str | None, option: str, question: str) -> str:
    if value:
        return value
    if not sys.stdin.isatty():
        raise Failure(f"Say {option}: {question[0].lower()}{question[1:]}.", 2)
    return str(typer.prompt(question))
