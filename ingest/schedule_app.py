"""The schedule on Modal: one function by day that does what is due, one by night that compares every key.

Deploy it from a checkout: ``HQ_COMMIT=$(git rev-parse HEAD) modal deploy -m ingest.schedule_app``.
The secret ``hq-schedule`` holds HQ_DATABASE_URL (the owner, no transaction pooler) and HQ_WAREHOUSE_ID; HQ_ALERT_URL
and the other settings of docs/guide/scheduling.md may be in it as well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

import modal

NAME = "hq-schedule"
SECRET_KEYS = ["HQ_DATABASE_URL", "HQ_WAREHOUSE_ID"]

DUE_CRON = "*/10 * * * *"
"""What is due: every ten minutes."""

NIGHTLY_CRON = "15 3 * * *"
"""Everything, with a comparison of all keys: every night (UTC)."""

BUSY = 75
TIMEOUT_SECONDS = 6 * 3600
PROJECT = "/root/project"
"""Folder of the dbt project in the image."""

FOLDERS = ["models", "macros", "seeds", "functions", "snapshots", "tests", "docs"]
PACKAGES = ["ingest", "quality"]
FILES = ["dbt_project.yml", "profiles.yml.example", "pyproject.toml"]
LEFT_OUT = frozenset({".py", ".pyc", ".json"})

REQUIREMENTS = [
    "dbt-core==1.11.16",
    "dbt-postgres==1.11.0",
    "psycopg[binary]==3.3.9",
    "httpx==0.28.1",
    "typer==0.29.2",
    "rich==15.0.0",
    "great-expectations[postgresql]==1.24.1",
    "furo==2025.12.19",
    "myst-parser==5.2.0",
    "plotly==7.1.0",
    "sphinx==9.0.4",
]
"""What the steps of a run import, with the pins of ``pyproject.toml`` (a test compares them)."""


def left_out_of_package(path: Path) -> bool:
    """Tell whether a file of the package stays out of the image.

    Args:
        path: of the file.

    Returns:
        True for what is neither code, DDL nor example.
    """
    return path.suffix not in {".py", ".sql", ".json"}


def left_out_of_project(path: Path) -> bool:
    """Tell whether a file of the dbt project stays out of the image.

    Args:
        path: of the file.

    Returns:
        True for Python and its test data: dbt reads none of it.
    """
    return path.suffix in LEFT_OUT


def _image() -> modal.Image:
    checkout = Path(__file__).resolve().parent.parent
    packages = [name for name in PACKAGES if (checkout / name / "__init__.py").exists()]
    built = (
        modal.Image.debian_slim(python_version="3.12")
        .pip_install(*REQUIREMENTS)
        .env({"HQ_COMMIT": os.environ.get("HQ_COMMIT", ""), "HQ_PROJECT_DIR": PROJECT})
        .add_local_python_source(*packages, ignore=left_out_of_package)
    )
    for folder in FOLDERS:
        built = built.add_local_dir(checkout / folder, f"{PROJECT}/{folder}", ignore=left_out_of_project)
    for name in FILES:
        built = built.add_local_file(checkout / name, f"{PROJECT}/{name}")
    return built


app = modal.App(NAME)
image = _image()
secret = modal.Secret.from_name(NAME, required_keys=SECRET_KEYS)


@app.function(
    image=image,
    secrets=[secret],
    schedule=modal.Cron(DUE_CRON, timezone="UTC"),
    max_containers=1,
    timeout=TIMEOUT_SECONDS,
    retries=0,
)
def due() -> None:
    """Do what is due; a run that is at work already is left alone."""
    hq_run()


@app.function(
    image=image,
    secrets=[secret],
    schedule=modal.Cron(NIGHTLY_CRON, timezone="UTC"),
    max_containers=1,
    timeout=TIMEOUT_SECONDS,
    retries=0,
)
def nightly() -> None:
    """Compare every key, run every test and write the docs; waits for a run that is at work."""
    hq_run("--heal", "--wait", "1800")


def hq_run(*options: str) -> None:
    """Run ``hq run`` as a process of its own and hand on the signal by which a container is asked to end.

    Args:
        options: of ``hq run``.

    Raises:
        RuntimeError: it did not end well, so that Modal shows the call as failed.
    """
    process = subprocess.Popen([sys.executable, "-m", "ingest.cli", "run", *options])

    def hand_on(number: int, frame: FrameType | None) -> None:
        process.send_signal(signal.SIGTERM)

    try:
        before = {number: signal.signal(number, hand_on) for number in (signal.SIGINT, signal.SIGTERM)}
    except ValueError:
        before = {}  # not the main thread: the container ends this process, and the run with its process
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if code not in (0, BUSY):
        raise RuntimeError(f"hq run ended with {code}: `hq runs` shows what broke")
