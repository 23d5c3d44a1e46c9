"""Kill -9 under load, of the service and of PostgreSQL: whatever was acknowledged is in raw."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.harness import Warehouse
from tests.ingest.running import PERSON, OwnServer, Running, own_server, post_many, running, wait_for

MANY = 3_000
"""Deliveries, so many that the kill comes while they are under way."""


@pytest.fixture(scope="module")
def own(cluster: Path) -> Iterator[OwnServer]:
    """Return a server of this module, with an initialised warehouse, that may be killed."""
    with own_server(cluster) as server:
        yield server


def deliveries(run: str, number: int) -> list[tuple[str, bytes, dict[str, str]]]:
    return [(PERSON, b'{"run": "%s", "n": %d}' % (run.encode(), n), {}) for n in range(number)]


def acknowledged(base: str, run: str, number: int, while_sending: Callable[[], None]) -> set[str]:
    """Post with 32 in flight while something happens; return the payload ids of every 202."""
    disturbance = threading.Thread(target=while_sending)
    disturbance.start()
    answers = asyncio.run(post_many(base, deliveries(run, number), 32))
    disturbance.join()
    statuses = {answer.status_code for answer in answers if answer is not None}
    assert statuses <= {202, 503}
    return {answer.json()["payload_id"] for answer in answers if answer is not None and answer.status_code == 202}


def stored(warehouse: Warehouse) -> set[str]:
    return {str(payload_id) for (payload_id,) in warehouse.sql("select payload_id from raw.payloads")}


def once_landing(warehouse: Warehouse, what: Callable[[], None]) -> Callable[[], None]:
    """Do something as soon as deliveries are seen to land, however long a busy machine takes to begin."""
    count = "select count(*) from raw.payloads"
    before = warehouse.one(count)

    def wait_and_do() -> None:
        wait_for(lambda: warehouse.one(count) > before + 100, 30)
        what()

    return wait_and_do


def test_a_killed_service_has_stored_whatever_it_acknowledged(warehouse: Warehouse, folder: Path) -> None:
    for run in range(2):
        with running(warehouse.url, folder, "--open") as service:
            base = service.base
            ids = acknowledged(base, f"service {run}", MANY, once_landing(warehouse, service.kill))
        assert 0 < len(ids) < MANY
        assert ids <= stored(warehouse)


def test_a_service_that_is_told_to_stop_finishes_what_it_took(warehouse: Warehouse, folder: Path) -> None:
    with running(warehouse.url, folder, "--open") as service:
        base = service.base
        ids = acknowledged(base, "stop", MANY, once_landing(warehouse, service.process.terminate))
        assert service.ended() == 0
        assert "stopped" in service.log
    assert ids == stored(warehouse)


def test_a_killed_server_has_stored_whatever_was_acknowledged_and_the_service_recovers(
    own: OwnServer, folder: Path
) -> None:
    warehouse = Warehouse(own.url)
    with running(own.url, folder, "--open") as service:
        base = service.base
        for run in range(2):

            def crash() -> None:
                own.kill()
                own.start()

            ids = acknowledged(base, f"server {run}", MANY, once_landing(warehouse, crash))
            assert 0 < len(ids) < MANY
            wait_for(lambda: ready(base), 30)
            again = acknowledged(base, f"after {run}", 50, lambda: None)
            assert len(again) == 50
            assert ids | again <= stored(warehouse)
        assert service.process.poll() is None


def test_while_the_database_is_stopped_the_service_says_so_and_comes_back_by_itself(
    own: OwnServer, folder: Path
) -> None:
    with running(own.url, folder, "--open") as service, service.client() as client:
        assert client.get("/ready").status_code == 200
        own.kill()
        for _ in range(2):
            answer = client.post(f"/ingest/{PERSON}", content=b"{}")
            assert answer.status_code == 503
            assert int(answer.headers["retry-after"]) > 0
            assert answer.headers["content-type"] == "application/problem+json"
            assert not {"postgres", "psycopg", "connection"} & set(answer.text.lower().split())
        assert client.get("/health").status_code == 200
        time.sleep(1)
        assert client.get("/ready").status_code == 503
        own.start()
        wait_for(lambda: ready(service.base), 30)
        assert client.post(f"/ingest/{PERSON}", content=b"{}").status_code == 202
        assert_events(service, "database away", "database back")


def ready(base: str) -> bool:
    return httpx.get(f"{base}/ready", trust_env=False, timeout=10).status_code == 200


def assert_events(service: Running, *names: str) -> None:
    assert set(names) <= {str(event.get("event")) for event in service.events()}
