"""Fixtures: one status service with a token on one warehouse for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.harness import Warehouse
from tests.ingest.running import Running, RunningStatus, running_with_token

MOST_KEYS = 20


@pytest.fixture(scope="module")
def status(module_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a status service that takes at most twenty entities a request."""
    settings = {"HQ_STATUS_MOST_KEYS": str(MOST_KEYS), "HQ_BODY_TIMEOUT": "2", "HQ_COMMIT": "abc1234"}
    folder = tmp_path_factory.mktemp("status")
    with running_with_token(module_warehouse, folder, settings, kind=RunningStatus) as started:
        yield started


@pytest.fixture(scope="module")
def client(status: Running) -> Iterator[httpx.Client]:
    """Return a client that presents a valid token."""
    with status.client() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for the log of a service."""
    return tmp_path
