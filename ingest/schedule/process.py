"""Runs the program of a step while the lock of the build is watched."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from types import FrameType

import psycopg

from ingest.dbt import end_with_parent
from ingest.schedule.warm import Forked

GRACE_SECONDS = 20.0
"""What a program has to end by itself after a signal; dbt cancels its queries meanwhile."""

LOOK_SECONDS = 2.0
"""How often the connection that holds the lock is asked whether it still does."""

EXIT_TOO_LONG = 124
"""Exit code of a program that was ended because it took too long, as of ``timeout``."""


class LockLost(Exception):
    """The connection that held the lock of the build is gone, so another build may begin at any moment."""


class Interrupted(Exception):
    """A signal asked this process to end.

    Attributes:
        exit_code: 128 and the number of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn SIGTERM and SIGINT into :class:`Interrupted` for as long as the context lasts; main thread only."""

    def ask_to_end(number: int, frame: FrameType | None) -> None:
        # Once: a second signal must not cut off the entry into the books.
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted(number)

    before = {number: signal.signal(number, ask_to_end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_after_step() -> None:
    """Let SIGUSR1 ask this process to end once the present step has ended; main thread only."""
    signal.signal(signal.SIGUSR1, _remember)


_asked: list[int] = []


def _remember(number: int, frame: FrameType | None) -> None:
    _asked.append(number)


def between_steps() -> None:
    """End here when that was asked for.

    Raises:
        Interrupted: it was.
    """
    if _asked:
        raise Interrupted(signal.SIGTERM)


def check_lock(lock: psycopg.Connection) -> None:
    """Ask the connection that holds the lock whether it lives.

    Args:
        lock: of :func:`ingest.warehouse.build_lock`.

    Raises:
        LockLost: it does not.
    """
    try:
        lock.execute("select 1")
    except psycopg.Error:
        raise LockLost from None


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    log: Path | None,
    lock: psycopg.Connection,
    timeout: float,
    start: Callable[[], Forked] | None = None,
) -> int:
    """Run a program to its end.

    Args:
        command: program and arguments.
        folder: to run it in.
        environment: variables beside those of this process.
        log: file for what it prints; None lets it print.
        lock: connection that holds the lock of the build.
        timeout: seconds that it may take.
        start: starts it in another way: as a fork of a warm process.

    Returns:
        Its exit code; EXIT_TOO_LONG when it was ended for taking too long.

    Raises:
        LockLost: the lock was lost; the program has been ended.
        Interrupted: this process was asked to end; the program has been ended.
    """
    check_lock(lock)
    with log.open("ab") if log else nullcontext() as out:
        process: subprocess.Popen[bytes] | Forked = (
            start()
            if start
            else subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT if log else None,
                # A group of its own: an interrupt of the terminal reaches this process alone, which ends the program.
                process_group=0,
                preexec_fn=end_with_parent(),
            )
        )
        try:
            return _watch(process, lock, timeout)
        except BaseException:
            _end(process)
            raise


def _watch(process: subprocess.Popen[bytes] | Forked, lock: psycopg.Connection, timeout: float) -> int:
    deadline = time.monotonic() + timeout
    look = time.monotonic() + LOOK_SECONDS
    while True:
        try:
            return process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            pass
        if time.monotonic() >= deadline:
            _end(process)
            return EXIT_TOO_LONG
        if time.monotonic() >= look:
            check_lock(lock)
            look = time.monotonic() + LOOK_SECONDS


def _end(process: subprocess.Popen[bytes] | Forked) -> None:
    # dbt cancels its queries at SIGINT; who was started with that ignored understands SIGTERM.
    for number in (signal.SIGINT, signal.SIGTERM):
        if process.poll() is None:
            _signal(process, number)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=GRACE_SECONDS / 2)
    _signal(process, signal.SIGKILL)  # whatever is left of its group
    process.wait()


def _signal(process: subprocess.Popen[bytes] | Forked, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
