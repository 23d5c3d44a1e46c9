"""Fixtures: one service with a token on one warehouse for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.harness import Warehouse
from tests.ingest.running import Running, running_with_token


@pytest.fixture(scope="module")
def service(module_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a service that takes bodies of at most 200 kB, which must arrive within two seconds."""
    limits = {"HQ_MAX_BODY_BYTES": "200000", "HQ_BODY_TIMEOUT": "2", "HQ_COMMIT": "abc1234"}
    with running_with_token(module_warehouse, tmp_path_factory.mktemp("service"), limits) as started:
        yield started


@pytest.fixture(scope="module")
def client(service: Running) -> Iterator[httpx.Client]:
    """Return a client that presents a valid token."""
    with service.client() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for the log of a service."""
    return tmp_path
