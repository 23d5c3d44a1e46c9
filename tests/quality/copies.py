"""A copy of the project in which files may be broken or added."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.harness import PROJECT

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".hq", "target", "logs", "build", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info"
)


def copy_project(folder: Path) -> Path:
    """Copy the project, with what dbt has parsed of it, so that only changes are parsed again."""
    copy = folder / "project"
    shutil.copytree(PROJECT, copy, ignore=LEFT_OUT)
    parsed = PROJECT / ".hq" / "check"
    if parsed.is_dir():
        shutil.copytree(parsed, copy / ".hq" / "check")
    return copy


def hq(
    copy: Path, *arguments: str, url: str | None = None, path: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run hq of a copy of the project."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("HQ_")}
    variables |= {"PYTHONPATH": str(copy), "COLUMNS": "200"} | ({"HQ_DATABASE_URL": url} if url else {})
    command = [sys.executable, "-m", "ingest.cli", *arguments]
    return subprocess.run(command, cwd=path or copy, env=variables, capture_output=True, text=True, check=False)
