"""Runs dbt of this environment as a process of its own, against the warehouse of the URL."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.config import dbt_environment
from ingest.errors import Failure

_PR_SET_PDEATHSIG = 1


def profiles_dir(project: Path) -> Path:
    """Write the profile that dbt reads; it takes every value from the environment.

    Args:
        project: folder of the dbt project.

    Returns:
        The folder with ``profiles.yml``.

    Raises:
        Failure: the example that it is copied from is missing.
    """
    example = project / "profiles.yml.example"
    if not example.is_file():
        raise Failure("profiles.yml.example is missing: restore it from the repository.")
    folder = project / ".hq" / "profiles"
    folder.mkdir(parents=True, exist_ok=True)
    profile, text = folder / "profiles.yml", example.read_text(encoding="utf-8")
    if not profile.is_file() or profile.read_text(encoding="utf-8") != text:
        # Another command may be reading it.
        new = folder / f"profiles.{os.getpid()}"
        new.write_text(text, encoding="utf-8")
        new.replace(profile)
    return folder


def environment(project: Path, url: str) -> dict[str, str]:
    """Make the variables that dbt needs.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse.

    Returns:
        DBT_PROFILES_DIR and the variables of :func:`ingest.config.dbt_environment`, password included.

    Raises:
        Failure: the URL or the profile cannot be read.
    """
    return {"DBT_PROFILES_DIR": str(profiles_dir(project)), **dbt_environment(url)}


def program() -> str:
    """Find the dbt of this environment.

    Returns:
        Path of the program.

    Raises:
        Failure: dbt is not installed here.
    """
    beside = Path(sys.executable).with_name("dbt")
    found = str(beside) if beside.exists() else shutil.which("dbt")
    if found is None:
        raise Failure("dbt is not installed in this environment: run `make install`.")
    return found


def run(project: Path, url: str, arguments: Sequence[str], *, quiet: bool = False) -> int:
    """Run one dbt command.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse.
        arguments: command and options.
        quiet: True shows warnings and errors only.

    Returns:
        Exit code of dbt: 0 all well, 1 something failed, 2 it could not run.

    Raises:
        Failure: dbt is not installed here.
    """
    command = [program(), *arguments]
    if quiet:
        command[1:1] = ["--log-level", "warn"]
    process = subprocess.Popen(
        command,
        cwd=project,
        env={**os.environ, **environment(project, url)},
        preexec_fn=end_with_parent(),
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        # dbt got the same signal from the terminal and cancels its queries; the lock is held until it has.
        return process.wait()


def end_with_parent() -> Callable[[], None] | None:
    """Make what a child process runs before its program, so that it ends when this process is killed.

    The lock of the build is gone then, and dbt must not go on without it.

    Returns:
        For ``preexec_fn``; None where the system has no such thing (it is Linux only).
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
