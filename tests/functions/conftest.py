"""A database that holds the functions of the project, and the one way in which the tests here talk to it."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from tests.harness import database


@pytest.fixture(scope="session")
def sql(server_url: str, template: str) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """Run one statement and give its rows."""
    with (
        database(server_url, f"hq_functions_{os.getpid()}", template) as warehouse,
        warehouse.connect(options="-c statement_timeout=60s") as connection,
    ):

        def run(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
            return connection.execute(statement.encode(), parameters).fetchall()

        yield run
