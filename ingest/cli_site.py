"""``hq site``: build the static site, and show it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ingest.errors import Failure

app = typer.Typer(no_args_is_help=True, help="The site: guide, catalogue of workflows, tables and charts.")

Out = Annotated[Path | None, typer.Option(help="Folder of the site; else HQ_SITE_DIR, else target/site.")]


@app.command("build")
def site_build(
    out: Out = None,
    database: Annotated[bool, typer.Option(help="Ask the warehouse for figures; without, they are left out.")] = True,
    dbt_docs: Annotated[bool, typer.Option("--dbt-docs/--no-dbt-docs", help="Make dbt's own pages anew.")] = True,
) -> None:
    """Build the site from guide, registry, manifest and live counts. It needs no database."""
    from ingest.config import project_dir
    from ingest.site import build

    project = project_dir()
    url = _url(project) if database else None
    built = build.build(project, url, (out or build.output(project)).absolute(), with_dbt=dbt_docs)
    for sentence in [*built.notes, *built.warnings]:
        typer.echo(sentence, err=True)
    typer.echo(f"{built.pages} pages in {built.seconds:.0f} s: {built.folder / 'index.html'}")


@app.command("serve")
def site_serve(
    out: Out = None,
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8082,
) -> None:
    """Show the site on loopback until interrupted."""
    from ingest.config import project_dir
    from ingest.site import build, serve

    folder = (out or build.output(project_dir())).absolute()
    if not (folder / "index.html").is_file():
        raise Failure(f"There is no site in {folder}: run `hq site build` first.")
    raise typer.Exit(serve.serve(folder, port))


def _url(project: Path) -> str | None:
    """Find the warehouse; an embedded server is started only where there is one."""
    from ingest import warehouse

    if not os.environ.get("HQ_DATABASE_URL") and not warehouse.embedded_dir(project).is_dir():
        return None
    return warehouse.owner_url(project)
