"""A process that has dbt loaded and the project parsed: a step is a fork of it and needs neither again."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from io import StringIO
from multiprocessing.util import _run_finalizers  # type: ignore[attr-defined]
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import dbt
from ingest.schedule.plan import project_hash, project_stamp

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest
    from dbt.graph.graph import Graph

DBT_COMMANDS = frozenset({"build", "run"})
"""Commands of dbt that a fork runs; others are rare and start afresh."""

_LOADED_LATE = (
    *("dbt.task.build", "dbt.task.freshness", "dbt.task.seed"),
    *("dbt_common.clients.agate_helper", "dbt.adapters.__about__", "multiprocessing.dummy", "psycopg2.extras"),
    *("pydantic.type_adapter", "rich.table", "rich.markup", "typer._click.decorators"),
    *("ingest.reports", "ingest.schedule.relations", "ingest.schedule.saying"),
)
"""What dbt, Great Expectations and `hq` load only with the command: each fork would do it again."""

_UNHANDLED = 70


class Forked:
    """A fork of this process, with the part of :class:`subprocess.Popen` that watching it needs.

    Args:
        pid: of the fork.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, or None while it is at work."""
        if self.returncode is None:
            with suppress(ChildProcessError):
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid:
                    self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end.

        Args:
            timeout: seconds; None waits for ever.

        Returns:
            The exit code; below 0 the number of the signal that killed it.

        Raises:
            subprocess.TimeoutExpired: it is still at work.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        pause = 0.001
        while True:
            code = self.poll()
            if code is not None:
                return code
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired(["fork"], timeout or 0.0)
            time.sleep(pause)
            pause = min(0.02, pause * 2)


def fork(
    work: Callable[[], int],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    log: Path | None = None,
    close: Sequence[int] = (),
) -> Forked:
    """Do something in a fork that ends with its parent, so that a kill or a leak of it harms nobody else.

    Args:
        work: returns the exit code.
        environment: variables beside those of this process.
        folder: to work in.
        log: file for what it prints; None lets it print.
        close: descriptors that only the parent may hold, such as the connection with the lock of the build.

    Returns:
        The fork.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    parent, last_wish = os.getpid(), dbt.end_with_parent()
    pid = os.fork()
    if pid:
        return Forked(pid)
    code = _UNHANDLED
    try:
        _become_a_child(parent, last_wish, close, log)
        os.environ.update(environment or {})
        if folder is not None:
            os.chdir(folder)
        code = work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        with suppress(BaseException):
            _run_finalizers(0)  # of this process alone: the lock of an adapter of dbt is a file in memory
        # Nothing of the parent is wound up here: its connections and files are still in use.
        os._exit(code)


def _become_a_child(parent: int, last_wish: Callable[[], None] | None, close: Sequence[int], log: Path | None) -> None:
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if last_wish is not None:
        last_wish()
    if os.getppid() != parent:
        os._exit(_UNHANDLED)  # it was killed before the wish was made
    for descriptor in close:
        os.close(descriptor)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    if log is not None:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115


_OF_BUILDS = ("--no-write-json", "--log-level", "none", "--log-level-file", "none", "--cache-selected-only")


@dataclass
class Warm:
    """What a resident process keeps.

    Attributes:
        project: folder of the dbt project.
        digest: of the project that was parsed.
        stamp: of its files, by which a change is noticed without reading them.
        manifest: of dbt.
        graph: of the manifest; made with it, as the templates are compiled that builds render.
    """

    project: Path
    digest: str
    stamp: str
    manifest: Manifest
    graph: Graph = field(init=False)

    def __post_init__(self) -> None:
        """Make what follows from the manifest, so that no fork does."""
        from ingest.schedule import kept

        kept.compile_templates(self.manifest)
        self.graph = kept.graph_of(self.manifest)

    def dbt(self, arguments: Sequence[str]) -> int:
        """Run a dbt command here; to be called in a fork.

        Args:
            arguments: of dbt.

        Returns:
            Exit code as of the program dbt.
        """
        from dbt.artifacts.schemas.run import RunExecutionResult
        from dbt.cli.main import dbtRunner
        from dbt_common.events.functions import reset_metadata_vars

        from ingest.schedule import kept, relations, saying

        reset_metadata_vars()  # dbt remembers the variables of the parsing; the results of this run carry its own
        # A build writes its results only: the manifest is that of the parsing, and as long to write as a few models.
        builds = "build" in arguments
        kept.build_by(self.graph, self.manifest)
        kept.select_once()
        relations.ask_by_name()
        saying.only_what_is_heard()
        options = [*(_OF_BUILDS if builds else ()), *arguments]
        answer = dbtRunner(manifest=self.manifest, callbacks=[saying.say] if builds else []).invoke(options)
        if answer.exception is not None:
            print(f"{type(answer.exception).__name__}: {answer.exception}")
            return 2
        if builds and isinstance(answer.result, RunExecutionResult):
            answer.result.write(str(Path(os.environ.get("DBT_TARGET_PATH", "target"), "run_results.json")))
        return 0 if answer.success else 1

    def hq(self, arguments: Sequence[str]) -> int:
        """Run another command of ``hq`` here; to be called in a fork.

        Args:
            arguments: of ``hq``.

        Returns:
            Its exit code.
        """
        from ingest.cli import main

        sys.argv = ["hq", *arguments]
        main()
        return 0


def warm_up(project: Path, url: str) -> Warm | None:
    """Load dbt and what the other steps import, and parse the project.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse.

    Returns:
        What to fork; None when the project cannot be parsed: its runs start dbt afresh then, and tell of it.
    """
    from dbt.cli.main import dbtRunner
    from dbt.contracts.graph.manifest import Manifest

    with suppress(ImportError):
        import quality.run  # noqa: F401
    for name in _LOADED_LATE:
        importlib.import_module(name)

    os.environ.update(dbt.environment(project, url))
    stamp, digest = project_stamp(project), project_hash(project)
    with redirect_stdout(StringIO()):
        parsed = dbtRunner().invoke(["--log-level", "none", "parse"]).result
    if not isinstance(parsed, Manifest):
        return None
    return Warm(project, digest, stamp, parsed)
