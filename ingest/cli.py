"""The command ``hq``."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from uuid import UUID

import typer

from ingest import cli_check, cli_gaps, cli_quality, cli_run, cli_site, cli_status, postgres
from ingest.errors import Failure

if TYPE_CHECKING:
    import psycopg

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, help="HQ Master Data, from raw to core."
)
db_app = typer.Typer(no_args_is_help=True, help="The embedded PostgreSQL server.")
quarantine_app = typer.Typer(no_args_is_help=True, help="Bodies that could not be stored as JSON.")
token_app = typer.Typer(no_args_is_help=True, help="Tokens of the services.")
erase_app = typer.Typer(no_args_is_help=True, help="Remove a person or a company from every table, for good.")
app.add_typer(db_app, name="db")
app.add_typer(quarantine_app, name="quarantine")
app.add_typer(token_app, name="token")
app.add_typer(erase_app, name="erase")
cli_check.register(app)
app.add_typer(cli_gaps.app, name="gaps")
cli_run.register(app)
app.add_typer(cli_quality.app, name="quality")
app.add_typer(cli_site.app, name="site")


def main() -> None:
    """Run the command; an expected failure ends it with one sentence instead of a traceback."""
    import psycopg

    try:
        app()
    except Failure as failure:
        _end(str(failure), failure.exit_code)
    except (psycopg.errors.InvalidSchemaName, psycopg.errors.UndefinedTable, psycopg.errors.UndefinedFunction):
        _end("This database holds no warehouse of this release: run `hq init` first.", 1)
    except psycopg.Error as error:
        _end(f"The warehouse refused it ({error.sqlstate}): {error.diag.message_primary or type(error).__name__}.", 1)
    except KeyboardInterrupt:
        sys.exit(130)


def _end(sentence: str, exit_code: int) -> NoReturn:
    typer.echo(f"hq: {sentence}", err=True)
    sys.exit(exit_code)


def _project() -> Path:
    from ingest.config import project_dir

    return project_dir()


def _url() -> str:
    from ingest.warehouse import owner_url

    return owner_url(_project())


cli_status.register(app, _url)


@db_app.command("start")
def db_start() -> None:
    """Start the embedded server (it keeps running) and print its URL."""
    from ingest import warehouse

    try:
        typer.echo(postgres.start(warehouse.embedded_dir(_project())).url())
    except RuntimeError as error:
        raise Failure(f"{error}.") from None


@db_app.command("stop")
def db_stop() -> None:
    """Stop the embedded server."""
    from ingest import warehouse

    stopped = postgres.stop(warehouse.embedded_dir(_project()))
    typer.echo("stopped" if stopped else "it was not running")


@db_app.command("url")
def db_url() -> None:
    """Print the URL of the embedded server, which must be running."""
    typer.echo(_running().url())


@db_app.command("status")
def db_status() -> None:
    """Say whether the embedded server runs; exit code 3 when it does not."""
    server = _running()
    typer.echo(f"running, process {server.pid}, {server.url()}")


def _connection() -> psycopg.Connection:
    from ingest import warehouse

    return warehouse.connect(_url(), autocommit=True)


def _running() -> postgres.Server:
    from ingest import warehouse

    server = postgres.find(warehouse.embedded_dir(_project()))
    if server is None:
        raise Failure("The embedded server does not run: start it with `hq db start`.", 3)
    return server


@app.command()
def env() -> None:
    """Print the variables that dbt needs, for `eval "$(hq env)"`. A terminal is not shown the password."""
    from ingest import dbt

    for name, value in dbt.environment(_project(), _url()).items():
        if name == "HQ_DB_PASSWORD" and value and sys.stdout.isatty():
            typer.echo(f"# {name} is only printed into a pipe")
        else:
            typer.echo(f"export {name}={shlex.quote(value)}")


@app.command()
def init() -> None:
    """Create or update schemas, roles, landing functions, seeds and raw tables. May be run at any time."""
    from ingest import setup

    url = _url()
    result = setup.initialise(_project(), url)
    typer.echo(f"{result.files} DDL files applied, {result.workflows} workflows registered.")
    typer.echo(f"HQ_WAREHOUSE_ID={result.warehouse_id}")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8080,
    open_to_all: Annotated[bool, typer.Option("--open", help="Ask for no token; loopback only.")] = False,
) -> None:
    """Run the landing service."""
    from ingest.config import service_settings
    from ingest.serve import serve as run_service
    from ingest.service import create_app

    environment = dict(os.environ)
    if not environment.get("HQ_INGEST_DATABASE_URL"):
        environment["HQ_DATABASE_URL"] = _url()
    settings = service_settings(environment, open_to_all=open_to_all, host=host)
    raise typer.Exit(run_service(create_app(settings), host, port))


@app.command()
def replay(
    paths: Annotated[list[Path], typer.Argument(help="Files .ndjson or .jsonl, also .gz, or folders of them.")],
) -> None:
    """Land recorded deliveries. Running it again lands nothing twice; exit code 1 when a line could not be landed."""
    from ingest.replay import replay_with_progress

    url = os.environ.get("HQ_INGEST_DATABASE_URL") or _url()
    result = replay_with_progress(paths, url)
    raise typer.Exit(1 if result.not_landed else 0)


@app.command()
def build(
    heal: Annotated[bool, typer.Option(help="Compare keys instead of reading the news; closes every gap.")] = False,
    full_refresh: Annotated[bool, typer.Option(help="Build every selected model anew.")] = False,
    select: Annotated[list[str] | None, typer.Option(help="Models to build, in dbt's syntax.")] = None,
    wait: Annotated[float, typer.Option(help="Seconds to wait for another build to end.", min=0)] = 0,
) -> None:
    """Bring extracted, core and ops up to date (dbt build); exit code 75 when another build is at work."""
    from ingest import setup

    raise typer.Exit(
        setup.build(_project(), _url(), heal=heal, full_refresh=full_refresh, select=select or [], wait=wait)
    )


@app.command()
def verify(
    select: Annotated[list[str] | None, typer.Option(help="Models to verify, in dbt's syntax; all tables.")] = None,
    keys: Annotated[int, typer.Option(help="Show so many keys of rows that differ.", min=0)] = 0,
    wait: Annotated[float, typer.Option(help="Seconds to wait for a build to end.", min=0)] = 0,
) -> None:
    """Compute every table anew, write nothing, and compare; exit code 1 when a row differs."""
    from ingest import verify as verification

    differing = []
    for found in verification.verify(_project(), _url(), select=select or [], keys=keys, wait=wait):
        typer.echo(verification.sentence(found))
        for key in found.keys:
            typer.echo(f"    {key}")
        if found.differs:
            differing.append(found.model)
    if differing:
        typer.echo(
            f"`hq build --full-refresh --select {' '.join(f'{model}+' for model in differing)}` makes them anew."
        )
        raise typer.Exit(1)
    typer.echo("Every row is what a full refresh would make.")


@app.command()
def ledger() -> None:
    """Show the books of every workflow: landed, parsed, extracted, rejected, quarantined, open gaps."""
    from ingest import reports

    with _connection() as connection:
        rows = reports.ledger(connection)
    reports.show(reports.ledger_table(rows))


Workflow = Annotated[str | None, typer.Option(help="Only of this workflow.")]
Code = Annotated[str | None, typer.Option(help="Only with this reason code.")]


@quarantine_app.command("list")
def quarantine_list(
    workflow: Workflow = None,
    code: Code = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 100,
) -> None:
    """List what is kept as bytes, and why; what has not been landed again comes first."""
    from ingest import quarantine, reports

    with _connection() as connection:
        rows = quarantine.listed(connection, workflow, code, limit)
    reports.show(reports.quarantine_table(rows))


@quarantine_app.command("replay")
def quarantine_replay(
    payload_ids: Annotated[list[UUID] | None, typer.Argument(help="Only these; all when none is named.")] = None,
    workflow: Workflow = None,
    code: Code = None,
    strip_nul: Annotated[bool, typer.Option("--strip-nul", help="Take NUL characters out, which loses them.")] = False,
) -> None:
    """Land again what can be read by now: newly registered workflows, gzip, UTF-16, byte order marks."""
    from ingest import quarantine

    with _connection() as connection:
        chosen = payload_ids or [
            kept.payload_id for kept in quarantine.listed(connection, workflow, code, None) if kept.replayed_at is None
        ]
        outcome = quarantine.replay(connection, chosen, strip_nul=strip_nul)
    typer.echo(f"{outcome.replayed.total()} landed again, {outcome.remaining.total()} remain in quarantine")
    for repairs, number in sorted(outcome.replayed.items()):
        typer.echo(f"  landed, {repairs or 'as they were'}: {number}")
    for reason, number in sorted(outcome.remaining.items()):
        typer.echo(f"  still {reason}: {number}")


DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would go; nothing is changed.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Reference = Annotated[str | None, typer.Option(help="Why, for the books: the number of a ticket, no personal data.")]
Build = Annotated[bool, typer.Option(help="Make the derived tables anew afterwards; else the next `hq build` does.")]
Wait = Annotated[float, typer.Option(help="Seconds to wait for a build to end.", min=0)]


@erase_app.command("person")
def erase_person(
    key: Annotated[
        str, typer.Argument(help="LinkedIn URL, member id or e-mail address; - reads it from standard input.")
    ],
    dry_run: DryRun = False,
    yes: Yes = False,
    names: Annotated[
        bool,
        typer.Option("--names", help="Also where only the full name stands, beside one of the person's companies."),
    ] = False,
    reference: Reference = None,
    build: Build = True,
    wait: Wait = 0,
) -> None:
    """Remove a person from raw, extracted, core, snapshots and quarantine, and keep them from coming back."""
    _erase("person", key, dry_run=dry_run, yes=yes, names=names, reference=reference, build=build, wait=wait)


@erase_app.command("company")
def erase_company(
    key: Annotated[str, typer.Argument(metavar="DOMAIN", help="Domain; - reads it from standard input.")],
    dry_run: DryRun = False,
    yes: Yes = False,
    reference: Reference = None,
    build: Build = True,
    wait: Wait = 0,
) -> None:
    """Remove a company, with its mentions in the records of others, and keep it from coming back."""
    _erase("company", key, dry_run=dry_run, yes=yes, names=False, reference=reference, build=build, wait=wait)


@erase_app.command("again")
def erase_again(build: Build = True, wait: Wait = 0) -> None:
    """Go through every table for everything that was ever erased: after the restore of an old dump."""
    from ingest import erasure, reports, setup, warehouse

    url = _url()
    with warehouse.build_lock(url, wait), warehouse.connect(url, autocommit=True) as connection:
        erased = erasure.erase(connection, "again", [], None)
    reports.show(reports.erasure_table(erased))
    if build and erased.rows:
        raise typer.Exit(setup.rebuild_after_erasure(_project(), url, wait=wait))


@erase_app.command("list")
def erase_list() -> None:
    """List the erasures of this warehouse: when, by which role, why, how many rows."""
    from ingest import reports

    with _connection() as connection:
        reports.show(reports.erasures_table(connection))


def _erase(
    kind: str, key: str, *, dry_run: bool, yes: bool, names: bool, reference: str | None, build: bool, wait: float
) -> None:
    from ingest import erasure, reports, setup, warehouse

    url = _url()
    if key == "-":
        key = sys.stdin.readline().strip()
    with warehouse.build_lock(url, wait), warehouse.connect(url, autocommit=True) as connection:
        tokens = erasure.tokens_of(connection, kind, key, names=names)
        if dry_run or not yes:
            planned = erasure.dry_run(connection, kind, tokens)
            reports.show(reports.erasure_table(planned))
            if not planned.rows:
                typer.echo(f"Nothing in this warehouse names this {kind}.")
        if dry_run:
            return
        if not yes:
            typer.confirm("This cannot be undone. Erase, and keep it from coming back?", abort=True)
        erased = erasure.erase(connection, kind, tokens, reference)
    reports.show(reports.erasure_table(erased))
    typer.echo(f"Erasure {erased.erasure_id} is in the books.")
    if not erased.rows:
        typer.echo(f"Nothing in this warehouse named this {kind}; its next delivery will be kept out.")
    elif build:
        raise typer.Exit(setup.rebuild_after_erasure(_project(), url, wait=wait))
    else:
        typer.echo("The next `hq build` makes the derived tables anew.")


@app.command()
def rebase(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """After a restore on another server: let the next build read every landed row again."""
    from ingest import warehouse

    url = _url()
    if not yes:
        typer.confirm(
            "Is this database to be the warehouse from now on, in place of the one it was copied from?", abort=True
        )
    with warehouse.build_lock(url, 0), warehouse.connect(url, autocommit=True) as connection:
        moved = warehouse.rebase(connection)
    typer.echo(f"{moved} landed rows rebased; the next `hq build` reads raw from the beginning.")


@app.command()
def docs(
    serve: Annotated[bool, typer.Option("--serve", help="Show it in the browser, on loopback.")] = False,
    port: Annotated[int, typer.Option(help="Port for --serve.", min=1, max=65535)] = 8081,
) -> None:
    """Write the documentation of every table and column as one page."""
    from ingest import setup

    project, url = _project(), _url()
    typer.echo(setup.write_docs(project, url))
    if serve:
        raise typer.Exit(setup.serve_docs(project, url, port))


@app.command()
def demo() -> None:
    """Show everything once, with sample data: land over HTTP, build, count. May be run again."""
    from ingest import demo as show

    raise typer.Exit(show.run(_project()))


@token_app.command("new")
def token_new(source: Annotated[str, typer.Argument(help="Who will use it.")]) -> None:
    """Make a token: shown once, here; only its digest goes into HQ_INGEST_TOKENS or HQ_STATUS_TOKENS."""
    from ingest.tokens import new_token

    try:
        token, entry = new_token(source)
    except ValueError as error:
        raise Failure(f"{error}.", 2) from None
    typer.echo(f"token (shown once):         {token}")
    typer.echo(f"entry for HQ_INGEST_TOKENS or HQ_STATUS_TOKENS: {entry}")


if __name__ == "__main__":
    main()
