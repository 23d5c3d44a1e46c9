"""Fixtures: one server for the session, one initialised warehouse for each test."""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest import postgres, setup
from tests.harness import (
    PROJECT,
    SHARED,
    TEMPLATE,
    Warehouse,
    adopt_manifest,
    create_database,
    database,
    dbt_target,
    drop_database,
    keep_manifest,
    scratch,
    start_copy,
)

_numbers = itertools.count(1)


def _run() -> str:
    """Return the name of this run of pytest, which its workers inherit."""
    return os.environ["HQ_TEST_RUN"]


def _prepared() -> Path:
    """Return the folder of what the workers of this run share; its name stays short for the sake of sockets."""
    return scratch() / f"hq-test-{_run()}"


@contextmanager
def _first_of_the_run(made: Path) -> Iterator[bool]:
    """Let one worker make something while the others wait; yield whether it is still to be made."""
    made.parent.mkdir(parents=True, exist_ok=True)
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not made.exists()


def _build_template(server_url: str, name: str, manifest: Path) -> None:
    """Make the warehouse that tests get copies of: initialised, without data, every model built and standing.

    The second build knows what the first one wrote; whatever runs in a copy is then due to the test.
    """
    fresh = create_database(server_url, name)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DBT_TARGET_PATH", str(dbt_target()))  # what it parses is not parsed again
        setup.initialise(PROJECT, fresh.url)
    for _ in range(2):
        built = fresh.dbt("build", "--resource-type", "model", "--resource-type", "snapshot")
        assert built.success, built.failed()
    keep_manifest(manifest)


@pytest.fixture(scope="session")
def cluster() -> Path:
    """Folder of a stopped cluster with the template in it; it is made once in a run, and copied."""
    manifest = _prepared() / "cluster.manifest"
    with _first_of_the_run(manifest) as is_first:
        if is_first:
            server = postgres.start(_prepared() / "pg")
            try:
                _build_template(server.url("postgres"), TEMPLATE, manifest)
            finally:
                postgres.stop(_prepared() / "pg")
    adopt_manifest(manifest)
    return _prepared() / "pg"


@pytest.fixture(scope="session")
def server_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """URL of a server whose role may create databases: HQ_DATABASE_URL, else an embedded server of each worker.

    The horizon of transactions belongs to a whole server, so that workers with one in common wait for each other.
    """
    configured = os.environ.get("HQ_DATABASE_URL")
    if configured:
        yield configured
        return
    own = _prepared() / os.environ.get("PYTEST_XDIST_WORKER", "own")
    server = start_copy(request.getfixturevalue("cluster"), own)
    try:
        yield server.url("postgres")
    finally:
        postgres.stop(own)


@pytest.fixture(scope="session")
def template(server_url: str) -> str:
    """Name of an initialised warehouse without data, every model built once; tests get copies of it."""
    if not os.environ.get("HQ_DATABASE_URL"):
        return TEMPLATE
    name = f"{TEMPLATE}_{_run()}"
    manifest = _prepared() / "template.manifest"
    with _first_of_the_run(manifest) as is_first:
        if is_first:
            _build_template(server_url, name, manifest)
    adopt_manifest(manifest)
    return name


FIRST = (
    "schedule/test_selected_runs.py",
    "quality/test_check.py",
    "conformance/test_workflows.py",
    "quality/test_new_workflow.py",
    "quality/test_dbt_unit_tests.py",
    "pipeline/test_heal.py",
    "functions/test_answer_functions.py",
    "functions/test_functions_are_total.py",
    "site/test_site.py",
    "ingest/test_crashes.py",
    "pipeline/test_erasure.py",
    "pipeline/test_poison.py",
)
"""Files that take longest go first, so that no worker ends minutes before the other. Between the first ones stand two
that need no warehouse: a worker is busy with them while the other makes the template."""


def pytest_configure(config: pytest.Config) -> None:
    """Name the run."""
    if not hasattr(config, "workerinput"):
        os.environ["HQ_TEST_RUN"] = str(os.getpid())
        _clear_up_after_killed_runs()


def _clear_up_after_killed_runs() -> None:
    """Stop the servers of runs that could not do so themselves, and give back the memory that they hold."""
    for left in scratch().glob("hq-test-*"):
        run = left.name.rpartition("-")[2]
        if run.isdigit() and not Path(f"/proc/{run}").exists() and os.access(left, os.W_OK):
            for folder in (left, *left.iterdir()):
                if folder.is_dir():
                    postgres.stop(folder)
            shutil.rmtree(left, ignore_errors=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove what the workers shared, once all of them have ended."""
    if hasattr(session.config, "workerinput") or not _prepared().exists():
        return
    configured = os.environ.get("HQ_DATABASE_URL")
    if configured:
        drop_database(configured, f"{TEMPLATE}_{_run()}")
    shutil.rmtree(_prepared(), ignore_errors=True)


@pytest.fixture
def warehouse(server_url: str, template: str) -> Iterator[Warehouse]:
    """Return an initialised, empty warehouse that is this test's own."""
    with database(server_url, f"hq_test_{os.getpid()}_{next(_numbers)}", template) as fresh:
        yield fresh


@pytest.fixture(scope="module")
def module_warehouse(server_url: str, template: str) -> Iterator[Warehouse]:
    """Return an initialised, empty warehouse that the tests of one module share."""
    with database(server_url, f"hq_test_{os.getpid()}_{next(_numbers)}", template) as fresh:
        yield fresh


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest files go first; skip what needs the folder of contracts and open data where there is none."""
    places = {PROJECT / "tests" / name: place for place, name in enumerate(FIRST)}
    assert all(path.exists() for path in places), "a file of FIRST is gone"
    items.sort(key=lambda item: places.get(item.path, len(places)))
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the folder of contracts and open data is not here"))
