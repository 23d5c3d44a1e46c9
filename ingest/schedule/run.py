"""``hq run``: one entry point that brings the warehouse up to date and says what broke."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from ingest import erasure, warehouse
from ingest.config import warehouse_id
from ingest.errors import Failure
from ingest.schedule import alert, steps
from ingest.schedule.alert import Broken
from ingest.schedule.books import Books
from ingest.schedule.plan import TABLES, Plan, decide, project_hash
from ingest.schedule.process import Interrupted, LockLost, between_steps, interruptible
from ingest.schedule.settings import ScheduleSettings
from ingest.schedule.steps import Outcome, Site
from ingest.schedule.warm import Warm

KEPT_LOGS = 20

_GAPPED_SQL = """
select distinct core_table from ops.coalescing_gaps
where state in ('settling', 'open') and (heals_survived = 0 or %s) order by core_table
"""
_STUCK_SQL = """
select extract(epoch from now() - started_at)
from ops.scheduled_runs where status = 'running' order by started_at desc limit 1
"""
_UNTOLD = frozenset({"running", "ok", "idle"})


@dataclass
class Progress:
    """What a run has seen so far.

    Attributes:
        say: prints a line for a person.
        broken: what broke.
        skipped: nodes that were left out behind it.
        warned: True when a step ended with a warning.
        done: steps that were gone through, whatever their outcome.
    """

    say: Callable[[str], None]
    broken: list[Broken] = field(default_factory=list)
    skipped: int = 0
    warned: bool = False
    done: set[str] = field(default_factory=set)


class Stopped(Exception):
    """Data quality keeps the run from building."""


def run(
    project: Path,
    url: str,
    settings: ScheduleSettings,
    *,
    full: bool = False,
    heal: bool = False,
    select: Sequence[str] = (),
    wait: float = 0,
    verbose: bool = False,
    expected: str = "",
    say: Callable[[str], None] = print,
    warm: Warm | None = None,
    alert_failure: bool = True,
) -> int:
    """Do what is due, under the lock of the build.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse, as its owner; no transaction pooler.
        settings: of the schedule.
        full: True asks for a full run.
        heal: True lets the build compare keys as well.
        select: selectors of dbt to build instead of what has news.
        wait: seconds to wait for another build to end.
        verbose: True lets the programs print; else what they print goes to files in ``.hq/runs``.
        expected: HQ_WAREHOUSE_ID, or '' for any.
        say: prints a line.
        warm: what a resident process has ready; steps are forks of it.
        alert_failure: False sends no alert when the run cannot begin: that has been told.

    Returns:
        0 all well (also with warnings, and with nothing to do), 1 something broke, 128 and the number of a signal.

    Raises:
        Failure: another build is at work (exit code 75), or the warehouse cannot be used.
    """
    code: int | None = None
    try:
        with interruptible(), warehouse.build_lock(url, wait) as lock:
            code = _run(project, url, settings, lock, full, heal, select, verbose, expected, say, warm)
    except Interrupted as signalled:
        return signalled.exit_code
    except Failure as failure:
        if code is not None:
            return code or 1  # the lock was lost, as the books and the alert say already
        if alert_failure:
            _alert_of_failure(url, settings, failure)
        raise
    return code


def _run(
    project: Path,
    url: str,
    settings: ScheduleSettings,
    lock: psycopg.Connection,
    full: bool,
    heal: bool,
    select: Sequence[str],
    verbose: bool,
    expected: str,
    say: Callable[[str], None],
    warm: Warm | None,
) -> int:
    began = time.monotonic()
    check_warehouse(lock, warehouse_id(expected))
    books = Books(url)
    digest = warm.digest if warm else project_hash(project)
    deaths = books.mark_the_dead()
    plan = decide(lock, digest, full=full or heal, select=select, full_hours=settings.full_hours)
    books.begin(plan, digest, settings.code_version)
    say(f"{plan.kind} run {books.run_id}: {plan.reason}")
    if plan.kind == "idle":
        lock.execute("select ops.settle_positions()")
        books.close()
        return 0
    progress = Progress(say)
    if len(deaths) == 2 and deaths[0] == deaths[1]:
        # Told at once, because this run may die like them; when it does not, all is well again.
        do = "Look why the process is killed (memory, time limit); this run tries again"
        killed = Progress(say, [Broken(deaths[0], "hq run", "the last two runs were killed in this step", do)])
        _tell(books, settings, plan, "running", 0.0, killed)
    logs = None if verbose else _log_folder(project, books.run_id)
    site = Site(project, url, logs, lock, books, settings.step_timeout, warm)
    status, code = "failed", 1
    try:
        _go_through(site, plan, progress, heal=heal)
        status = "failed" if progress.broken else "warned" if progress.warned else "ok"
    except Stopped:
        status = "stopped"
    except LockLost:
        do = "Nothing, if the database was restarted: the next run takes up what is left"
        progress.broken.append(Broken("lock", "database", "the connection with the lock of the build was lost", do))
    except Interrupted as signalled:
        status, code = "interrupted", signalled.exit_code
    except (Failure, psycopg.Error, OSError) as error:
        name = str(error) if isinstance(error, Failure) else type(error).__name__
        progress.broken.append(Broken("run", "hq run", f"it could not go on: {name}", steps.DO_PROGRAM))
    code = 0 if status in ("ok", "warned") else code
    books.end(status, code, progress.broken)
    books.ask("select ops.forget_runs(make_interval(days => %s))", (round(settings.history_days),))
    if status not in ("interrupted",):
        _tell(books, settings, plan, status, time.monotonic() - began, progress)
    books.close()
    for item in progress.broken:
        say(f"  {item.step}: {item.name}: {item.what}. {item.do}.")
    if progress.broken and logs:
        say(f"  logs: {logs}")
    say(f"{status}, {time.monotonic() - began:.1f} s")
    return code


def _go_through(site: Site, plan: Plan, progress: Progress, *, heal: bool) -> None:
    is_full = plan.kind == "full"
    if is_full:
        _step(site, progress, "freshness", lambda: steps.freshness(site))
        _step(site, progress, "seed", lambda: steps.run_dbt(site, "seed", ["seed"]))
    if plan.selection != []:
        found = _step(site, progress, "quality landing", lambda: _quality(site, "landing", spare_pages=not is_full))
        if found.exit_code == 1:
            raise Stopped
        if plan.rebuild:
            _step(site, progress, "rebuild", lambda: _rebuild(site))
        arguments = steps.build_arguments(plan.selection, heal=heal)
        built = _step(site, progress, "build", lambda: steps.run_dbt(site, "build", arguments))
        if not built.ended_well:
            return
        site.books.build_ended()
    _gaps(site, progress, again=is_full)
    if is_full:
        _step(site, progress, "quality warehouse", lambda: _quality(site, "warehouse"))
        _step(site, progress, "docs", lambda: steps.run_dbt(site, "docs", ["docs", "generate", "--static"]))
        _step(site, progress, "site", lambda: _site(site))


def _step(site: Site, progress: Progress, name: str, do: Callable[[], Outcome]) -> Outcome:
    between_steps()
    began = time.monotonic()
    with _entered(site.books, name) as entry:
        outcome = entry(do())
    seconds = time.monotonic() - began
    progress.say(f"  {name:<18} {outcome.status:<8} {seconds:7.1f} s  {outcome.detail}".rstrip())
    told = {item.name for item in progress.broken}  # a heal meets what broke in the build
    progress.broken += [item for item in outcome.broken if item.name not in told]
    progress.skipped += outcome.skipped
    progress.warned |= outcome.status == "warned"
    progress.done.add(name)
    return outcome


@contextmanager
def _entered(books: Books, name: str) -> Iterator[Callable[[Outcome], Outcome]]:
    position = books.step_began(name)
    try:

        def enter(outcome: Outcome) -> Outcome:
            books.step_ended(position, outcome.status, outcome.exit_code, outcome.detail)
            return outcome

        yield enter
    except LockLost:
        books.step_ended(position, "failed", None, "the lock of the build was lost")
        raise
    except Interrupted:
        books.step_ended(position, "interrupted", None, "this process was asked to end")
        raise
    except Exception as error:
        books.step_ended(position, "failed", None, type(error).__name__)
        raise


def _quality(site: Site, stage: str, *, spare_pages: bool = False) -> Outcome:
    what = {
        "landing": "what landed is not as it was before, so nothing was built",
        "warehouse": "expectations of the warehouse are not met",
    }[stage]
    do = "`ops.quality_results` names the expectations; what landed waits and is built by the run after"
    arguments = ["quality", "--stage", stage, *(["--spare-pages"] if spare_pages else [])]
    return steps.run_hq(site, f"quality {stage}", arguments, what, do)


def _site(site: Site) -> Outcome:
    return steps.run_hq(site, "site", ["site", "build"], "the site could not be made", steps.DO_PROGRAM)


def _rebuild(site: Site) -> Outcome:
    arguments = ["run", "--full-refresh", "--select", "config.materialized:incremental"]
    outcome = steps.run_dbt(site, "rebuild", arguments)
    if outcome.exit_code == 0:
        erasure.rebuilt(site.lock)
    return outcome


def _gaps(site: Site, progress: Progress, *, again: bool) -> None:
    if importlib.util.find_spec("ingest.gaps") is None:
        _step(site, progress, "gap check", lambda: Outcome("absent", "this release keeps no record of gaps"))
        return
    check = importlib.import_module("ingest.gaps").check
    found = _step(site, progress, "gap check", lambda: steps.check_gaps(site, check, "gap check", sweep=again))
    failed = {item.name for item in progress.broken}
    tables = [row[0] for row in site.books.ask(_GAPPED_SQL, (again,))]
    models = [table.replace(".", "__") for table in tables]
    models = [model for model in models if model not in failed]
    if not models:
        return
    # The check after the heal speaks for both.
    progress.broken = [item for item in progress.broken if item not in found.broken]
    chosen = [f"{edge},{tables_}" for model in models for edge in (f"+{model}", f"{model}+") for tables_ in TABLES]
    arguments = steps.build_arguments(chosen, heal=True)
    healed = _step(site, progress, "heal", lambda: steps.run_dbt(site, "heal", arguments))
    if healed.ended_well:
        _step(site, progress, "gap check again", lambda: steps.check_gaps(site, check, "gap check", sweep=False))
    else:
        progress.broken += found.broken


def check_warehouse(connection: psycopg.Connection, expected: UUID | None) -> None:
    """Refuse another warehouse, and one that was restored from another server.

    Args:
        connection: of the owner.
        expected: the warehouse that it has to be; None accepts any.

    Raises:
        Failure: it must not be built; the message says what to do.
    """
    found = warehouse.warehouse_id(connection)
    if expected is not None and found != expected:
        raise Failure(f"This is warehouse {found}, not the one of HQ_WAREHOUSE_ID: check HQ_DATABASE_URL.", 2)
    if not _exists(connection, "ops.scheduled_runs"):
        raise Failure("The schedule of this release has no books here yet: run `hq init` first.")
    try:
        connection.execute("select ops.check_transaction_ids()")
    except psycopg.errors.RaiseException:
        raise Failure("This looks like a restored dump: run `hq rebase` once, then `hq run`.") from None


def _exists(connection: psycopg.Connection, relation: str) -> bool:
    row = connection.execute("select to_regclass(%s) is not null", (relation,)).fetchone()
    return bool(row and row[0])


def _tell(
    books: Books, settings: ScheduleSettings, plan: Plan, status: str, seconds: float, progress: Progress
) -> None:
    last = books.last_alert(settings.alert_again_hours)
    key = alert.key_of(progress.broken)
    if not key:
        # All is well again only when everything that was broken has been gone through again.
        if last is None or not last[0] or not {_step_of(item) for item in last[2]} <= progress.done:
            return
    elif last is not None and last[0] == key and last[1]:
        books.alerted("known", key)
        return
    if not settings.alert_url:
        return
    run: dict[str, Any] = {
        "run_id": str(books.run_id),
        "kind": plan.kind,
        "status": status,
        "seconds": round(seconds, 1),
    }
    sent = alert.send(settings.alert_url, alert.message(run, progress.broken, progress.skipped))
    books.alerted("sent" if sent else "failed", key)
    if not sent:
        progress.say("  the alert could not be sent: HQ_ALERT_URL does not take it")


def _step_of(item: dict[str, str]) -> str:
    # Some steps are not part of every run that is well; another one speaks for them.
    return {"lock": "gap check", "run": "gap check", "heal": "gap check", "rebuild": "build"}.get(
        item["step"], item["step"]
    )


def _alert_of_failure(url: str, settings: ScheduleSettings, failure: Failure) -> None:
    what, run_id = str(failure), "none"
    if failure.exit_code == warehouse.EXIT_BUSY:
        seconds = _stuck_seconds(url)
        if seconds < settings.full_hours * 3600:
            return
        what = f"a run has been at work for {seconds / 3600:.0f} hours"
    if settings.alert_url:
        broken = [Broken("run", "hq run", what.rstrip("."), "Until then nothing is built; what lands waits")]
        run = {"run_id": run_id, "kind": "none", "status": "failed", "seconds": 0.0}
        alert.send(settings.alert_url, alert.message(run, broken))


def _stuck_seconds(url: str) -> float:
    with suppress(Failure, psycopg.Error), warehouse.connect(url, autocommit=True) as connection:
        row = connection.execute(_STUCK_SQL).fetchone()
        return float(row[0]) if row else 0.0
    return 0.0


def _log_folder(project: Path, run_id: UUID) -> Path:
    folder = project / ".hq" / "runs"
    logs = folder / f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{str(run_id)[:8]}"
    logs.mkdir(parents=True, exist_ok=True)
    for old in sorted(path for path in folder.iterdir() if path.is_dir())[:-KEPT_LOGS]:
        shutil.rmtree(old, ignore_errors=True)
    return logs
