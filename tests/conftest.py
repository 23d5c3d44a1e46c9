"""Fixtures: one server for the session, one initialised warehouse for each test."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator

import pytest

from ingest import postgres, setup
from tests.harness import PROJECT, SHARED, Warehouse, database

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """URL of a server whose role may create databases: HQ_DATABASE_URL, else an embedded server of its own."""
    configured = os.environ.get("HQ_DATABASE_URL")
    if configured:
        yield configured
        return
    folder = PROJECT / ".hq" / f"test-pg-{os.getpid()}"
    server = postgres.start(folder)
    try:
        yield server.url("postgres")
    finally:
        postgres.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """Name of an initialised warehouse without data, every model built once; tests get copies of it."""
    name = f"hq_test_template_{os.getpid()}"
    with database(server_url, name) as fresh:
        setup.initialise(PROJECT, fresh.url)
        built = fresh.dbt("build", "--resource-type", "model", "--resource-type", "snapshot")
        assert built.success, built.failed()
        yield name


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
    """Skip what needs the folder of contracts and open data where there is none."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the folder of contracts and open data is not here"))
