"""``hq run --every``: a process that stays, asks what has news, and forks a run whenever it is time."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from ingest.errors import Failure
from ingest.schedule import process
from ingest.schedule.plan import project_hash, project_stamp
from ingest.schedule.run import run
from ingest.schedule.settings import ScheduleSettings
from ingest.schedule.warm import Forked, Warm, fork, warm_up

EXIT_FAILURE = 70
"""Exit code of a run that could not begin; its message has been printed."""

_UNTOLD_TWICE = frozenset({2, EXIT_FAILURE, 75})


class Resident:
    """Runs the schedule for as long as it is let.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse, as its owner; no transaction pooler.
        settings: of the schedule.
        every: seconds from the beginning of one run to that of the next.
        expected: HQ_WAREHOUSE_ID, or '' for any.
        verbose: True lets the programs print.
        say: prints a line.
    """

    def __init__(
        self,
        project: Path,
        url: str,
        settings: ScheduleSettings,
        every: float,
        *,
        expected: str = "",
        verbose: bool = False,
        say: Callable[[str], None] = print,
    ) -> None:
        self._project, self._url, self._settings, self._every = project, url, settings, every
        self._expected, self._verbose, self._say = expected, verbose, say
        self._warm: Warm | None = None
        self._child: Forked | None = None
        self._asked = 0
        self._woken, self._wake = os.pipe()
        self._last_code = 0

    def stay(self, most_runs: int | None = None) -> int:
        """Run until a signal asks to end; a run at work ends after its present step then, at a second signal at once.

        Args:
            most_runs: end after so many runs; None goes on.

        Returns:
            0, as asked.
        """
        before = {number: signal.signal(number, self._end) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            runs = 0
            while not self._asked and (most_runs is None or runs < most_runs):
                began = time.monotonic()
                self.prepare()
                if not self._asked:
                    self._last_code = self.once()
                runs += 1
                self._rest(max(0.0, began + self._every - time.monotonic()) if runs != most_runs else 0.0)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(self._woken)
            os.close(self._wake)
        return 0

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._asked += 1
        with suppress(OSError):
            os.write(self._wake, b"x")
        if self._child is not None and self._child.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self._child.pid, signal.SIGUSR1 if self._asked == 1 else signal.SIGTERM)

    def _rest(self, seconds: float) -> None:
        if seconds and not self._asked:
            select.select([self._woken], [], [], seconds)

    def prepare(self) -> None:
        """Parse the project when that has not been done; after a change of it, begin again as a fresh process."""
        stamp = project_stamp(self._project)
        if self._warm is None:
            self._warm = warm_up(self._project, self._url)
            return
        if stamp == self._warm.stamp:
            return
        if project_hash(self._project) == self._warm.digest:
            self._warm.stamp = stamp
            return
        self._say("the project has changed: parsing it anew")
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the same program again

    def once(self) -> int:
        """Do one run in a fork.

        Returns:
            Its exit code.
        """
        self._child = fork(self._run)
        if self._asked:  # a signal came while the fork was made
            with suppress(ProcessLookupError):
                os.kill(self._child.pid, signal.SIGUSR1)
        return self._child.wait()

    def _run(self) -> int:
        process.end_after_step()
        try:
            return run(
                self._project,
                self._url,
                self._settings,
                verbose=self._verbose,
                expected=self._expected,
                say=self._say,
                warm=self._warm,
                alert_failure=self._last_code not in _UNTOLD_TWICE,
            )
        except Failure as failure:
            self._say(str(failure))
            return EXIT_FAILURE if failure.exit_code in (0, 1) else failure.exit_code
