"""The steps of a run: which program each one is, and what its outcome means."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psycopg

from ingest import dbt
from ingest.schedule import process, results
from ingest.schedule.alert import Broken
from ingest.schedule.books import Books
from ingest.schedule.results import SKIPPED, DbtResults, NodeResult
from ingest.schedule.warm import DBT_COMMANDS, Forked, Warm, fork

DO_MODEL = (
    "Correct it; the rows wait, and the next run builds it and what reads it. `hq runs --failed` shows what dbt said"
)
DO_TEST = "Look at the rows that it found; the next run tests again. `hq runs --failed` shows what dbt said"
DO_PROGRAM = "Read the log of the step; the next run tries again"


@dataclass
class Outcome:
    """How a step ended.

    Attributes:
        status: ok, warned, failed, absent, not_due.
        detail: in a few words.
        exit_code: of its program, or None.
        broken: what broke.
        skipped: nodes of dbt that were left out behind what broke.
        ended_well: False when a dbt command did not come to its end.
    """

    status: str
    detail: str = ""
    exit_code: int | None = None
    broken: list[Broken] = field(default_factory=list)
    skipped: int = 0
    ended_well: bool = True


@dataclass(frozen=True)
class Site:
    """Where the programs of a run work.

    Attributes:
        project: folder of the dbt project.
        url: libpq URL of the warehouse, as its owner.
        logs: folder for what the programs print; None lets them print.
        lock: connection that holds the lock of the build.
        books: of this run.
        step_timeout: seconds that a program may take.
        warm: process to fork for a step; None starts every program afresh.
    """

    project: Path
    url: str
    logs: Path | None
    lock: psycopg.Connection
    books: Books
    step_timeout: float
    warm: Warm | None = None

    def log_of(self, step: str) -> Path | None:
        """Return the file for what the programs of a step print, or None."""
        return self.logs / f"{step.replace(' ', '-')}.log" if self.logs else None

    def forked(
        self, step: str, environment: Mapping[str, str], work: Callable[[], int] | None
    ) -> Callable[[], Forked] | None:
        """Return what starts a step as a fork, or None when it is to start afresh.

        Args:
            step: name, for its log.
            environment: variables of its program.
            work: what a warm process does for it; None when that cannot do it.
        """
        if work is None:
            return None
        log, close = self.log_of(step), [self.lock.fileno(), *self.books.descriptors()]
        return lambda: fork(work, environment=environment, folder=self.project, log=log, close=close)

    def target(self) -> Path:
        """Return the folder in which dbt writes its results."""
        return self.project / os.environ.get("DBT_TARGET_PATH", "target")


def run_dbt(site: Site, step: str, arguments: Sequence[str], results_file: str = "run_results.json") -> Outcome:
    """Run one dbt command and enter what it did.

    Args:
        site: of the run.
        step: that it belongs to.
        arguments: command and options.
        results_file: what it writes into its target folder.

    Returns:
        The outcome.

    Raises:
        LockLost: see :func:`ingest.schedule.process.run`.
        Interrupted: likewise.
    """
    path = site.target() / results_file
    path.unlink(missing_ok=True)
    # dbt writes such variables into its results, which tells them from those of another command.
    environment = {
        **dbt.environment(site.project, site.url),
        "DBT_ENV_CUSTOM_ENV_HQ_RUN_ID": str(site.books.run_id),
    }
    began = datetime.now(UTC)
    options = ["--no-use-colors", *arguments]
    warm = site.warm if arguments[0] in DBT_COMMANDS else None
    start = site.forked(step, environment, partial(warm.dbt, options) if warm else None)
    command = [dbt.program(), *options]
    code = process.run(command, site.project, environment, site.log_of(step), site.lock, site.step_timeout, start)
    found = results.read(path, site.books.run_id)
    site.books.invocation(step, arguments, began, datetime.now(UTC), code, found)
    return judge(step, code, found)


def judge(step: str, code: int, found: DbtResults | None) -> Outcome:
    """Say what the results of a dbt command mean.

    Args:
        step: that ran it.
        code: exit code of dbt.
        found: what it left behind, or None.

    Returns:
        The outcome.
    """
    nodes = found.nodes if found else []
    skipped = sum(node.status == SKIPPED for node in nodes)
    broken = [_broken(step, node) for node in nodes if not node.is_good and node.status != SKIPPED]
    if code != 0 and not broken:
        what = "it took too long and was ended" if code == process.EXIT_TOO_LONG else f"dbt ended with {code}"
        broken = [Broken(step, "dbt", what, DO_PROGRAM)]
    warned = sum(node.status == "warn" for node in nodes)
    counted = [f"{len(nodes)} nodes" if found else "no results"]
    counted += [f"{number} {name}" for number, name in ((warned, "warned"), (len(broken), "broken")) if number]
    counted += [f"{skipped} skipped"] if skipped else []
    status = "failed" if broken else "warned" if warned else "ok"
    return Outcome(status, ", ".join(counted), code, broken, skipped, ended_well=found is not None and code in (0, 1))


def freshness(site: Site) -> Outcome:
    """Ask how old what landed last is. A silent source is a warning: nothing is wrong with what there is.

    Args:
        site: of the run.

    Returns:
        The outcome, ok or warned.
    """
    outcome = run_dbt(site, "freshness", ["source", "freshness"], "sources.json")
    if outcome.broken:
        names = sorted({item.name for item in outcome.broken})
        detail = "not fresh: " + ", ".join(names) if outcome.ended_well else outcome.detail
        return Outcome("warned", detail, outcome.exit_code)
    return outcome


def build_arguments(selection: Sequence[str] | None, *, heal: bool = False) -> list[str]:
    """Make the arguments of a build.

    Args:
        selection: selectors of dbt; None for everything.
        heal: True compares keys as well.

    Returns:
        Arguments of dbt. Seeds have a step of their own; unit tests say nothing about data.
    """
    arguments = ["build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "seed"]
    if heal:
        arguments += ["--vars", '{"heal": true}']
    elif selection is None:
        arguments += ["--vars", '{"sweep": "full"}']
    if selection is not None:
        arguments += ["--select", *selection]
    return arguments


def run_hq(site: Site, step: str, arguments: Sequence[str], what: str, do: str) -> Outcome:
    """Run another command of ``hq``, if this release has it.

    Args:
        site: of the run.
        step: that it is.
        arguments: command and options.
        what: what it means when the command says no (exit code 1).
        do: what a person is to do then.

    Returns:
        The outcome; absent when there is no such command.

    Raises:
        LockLost: see :func:`ingest.schedule.process.run`.
        Interrupted: likewise.
    """
    words = list(itertools.takewhile(lambda word: not word.startswith("-"), arguments))
    if not has_command(*words):
        return Outcome("absent", f"this release has no `hq {' '.join(words)}`")
    command = [sys.executable, "-m", "ingest.cli", *arguments]
    environment = {"HQ_DATABASE_URL": site.url}
    start = site.forked(step, environment, partial(site.warm.hq, arguments) if site.warm else None)
    code = process.run(command, site.project, environment, site.log_of(step), site.lock, site.step_timeout, start)
    if code == 0:
        return Outcome("ok", exit_code=0)
    if code == 1:
        return Outcome("failed", what, 1, [Broken(step, "hq " + " ".join(arguments), what, do)])
    ended = "took too long and was ended" if code == process.EXIT_TOO_LONG else f"ended with {code}"
    return Outcome("failed", ended, code, [Broken(step, "hq " + " ".join(arguments), ended, DO_PROGRAM)])


def has_command(*words: str) -> bool:
    """Tell whether a command of ``hq`` is registered.

    Args:
        words: command, and its command where it is a group.

    Returns:
        True when it can be called.
    """
    import typer

    from ingest.cli import app

    found: object = typer.main.get_command(app)
    for word in words:
        found = getattr(found, "commands", {}).get(word)
    return found is not None


def check_gaps(site: Site, check: Callable[..., object], step: str, *, sweep: bool) -> Outcome:
    """Compare extracted with core and keep the record of gaps.

    Args:
        site: of the run.
        check: ``ingest.gaps.check``.
        step: its name in the books.
        sweep: True compares all keys, False those with news and open gaps.

    Returns:
        The outcome; broken are open gaps that a heal did not close.

    Raises:
        LockLost: the lock was lost.
    """
    from ingest.warehouse import connect

    process.check_lock(site.lock)
    with connect(site.url, autocommit=True, application_name="hq run gaps") as connection:
        report = check(connection, str(site.books.run_id), sweep=sweep)
    counts = {name: int(getattr(report, name)) for name in ("opened", "open", "healed", "known", "survived_heal")}
    detail = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items() if number) or "no gap"
    broken = []
    if counts["survived_heal"]:
        what = f"{counts['survived_heal']} gaps survived a heal"
        do = "`hq gaps` lists them; correct the model, or excuse them in the seed known_gaps"
        broken.append(Broken(step, "ops.coalescing_gaps", what, do))
    return Outcome("failed" if broken else "ok", detail, None, broken)


def _broken(step: str, node: NodeResult) -> Broken:
    if node.resource_type == "test" and node.status == "fail":
        found = "rows" if node.failures is None else f"{node.failures} rows"
        return Broken(step, node.name, f"test found {found}", DO_TEST)
    if node.resource_type == "source":
        return Broken(step, node.name, "is not fresh", "See whether its senders work")
    return Broken(step, node.name, f"{node.resource_type} ended with {node.status}", DO_MODEL)
