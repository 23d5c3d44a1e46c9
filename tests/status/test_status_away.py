"""The database goes and comes back, answers take long, the service is told to stop, the database is the wrong one."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import psycopg
import pytest

from ingest import postgres, setup, tokens
from ingest.config import ConfigError
from ingest.connection import Unavailable
from ingest.identity import WrongDatabase, check_identity_as_reader
from ingest.status.pool import Busy, Limits, Pool
from ingest.status.settings import StatusSettings, status_settings
from ingest.tokens import TokenBook
from tests.harness import PROJECT, Body, Warehouse, database, database_url
from tests.ingest.running import Running, RunningStatus, own_server, running, running_with_token, wait_for, warehouse_id
from tests.status.asking import COMPANY, PATH, ask, assert_problem, of_workflow

ONE = {"entity_type": "company", "entity_key": "acme.example"}
ACME = Body(COMPANY, {"company_domain": "acme.example", "raw_payload": {"name": "Acme", "domain": "acme.example"}})
BLOCKED = "select count(*) from pg_stat_activity where application_name = 'hq-status' and wait_event_type = 'Lock'"
URL = "postgresql://somebody:very-secret@127.0.0.1:1/nowhere"  # pragma: allowlist secret


@contextmanager
def open_status(warehouse: Warehouse, folder: Path, **settings: str) -> Iterator[tuple[Running, httpx.Client]]:
    """Run a status service that asks for no token."""
    with (
        running(warehouse.url, folder, "--open", environment=settings, kind=RunningStatus) as service,
        service.client() as client,
    ):
        yield service, client


def elsewhere(warehouse: Warehouse) -> Warehouse:
    """Return the maintenance database of the same server."""
    return Warehouse(database_url(warehouse.url, "postgres"))


def name_of(warehouse: Warehouse) -> str:
    """Return the name of a database."""
    return urlsplit(warehouse.url).path.lstrip("/")


def terminate(warehouse: Warehouse) -> None:
    """End every connection of the service."""
    elsewhere(warehouse).sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and application_name = 'hq-status'",
        [name_of(warehouse)],
    )


def allow_connections(warehouse: Warehouse, allowed: bool) -> None:
    """Let nobody, or everybody, connect to a database."""
    with elsewhere(warehouse).connect() as connection:
        connection.execute(f"alter database {name_of(warehouse)} allow_connections {allowed}".encode())


def test_a_connection_that_died_unnoticed_costs_no_answer(warehouse: Warehouse, folder: Path) -> None:
    with open_status(warehouse, folder) as (_, client):
        for _ in range(3):
            assert client.post(PATH, json=ONE).status_code == 200
            terminate(warehouse)
            assert client.post(PATH, json=ONE).status_code == 200
            terminate(warehouse)
            assert client.get("/ready").status_code == 200


def test_while_the_database_is_away_the_answer_is_503_and_it_recovers_by_itself(
    warehouse: Warehouse, folder: Path
) -> None:
    warehouse.land([ACME])
    with open_status(warehouse, folder) as (service, client):
        assert client.post(PATH, json=ONE).status_code == 200
        allow_connections(warehouse, False)
        terminate(warehouse)
        for _ in range(5):
            answer = client.post(PATH, json=ONE)
            assert_problem(answer, 503, "database-away")
            assert int(answer.headers["retry-after"]) > 0
        assert_problem(client.get("/api/workflows"), 503, "database-away")
        wait_for(lambda: client.get("/ready").status_code == 503, 10)
        assert client.get("/health").status_code == 200
        allow_connections(warehouse, True)
        wait_for(lambda: client.post(PATH, json=ONE).status_code == 200, 20)
        assert of_workflow(ask(client, "company", "acme.example"), COMPANY)
        wait_for(lambda: client.get("/ready").status_code == 200, 5)
        assert "database back" in service.log
        assert "Traceback" not in service.log


@pytest.mark.long
def test_a_server_that_is_stopped_killed_and_started_again_is_found_again(folder: Path) -> None:
    with own_server() as server:
        setup.initialise(PROJECT, server.url)
        own = Warehouse(server.url)
        built = own.dbt("build", "--resource-type", "model", "--resource-type", "snapshot")
        assert built.success, built.failed()
        own.land([ACME])
        with open_status(own, folder) as (service, client):
            assert of_workflow(ask(client, "company", "acme.example"), COMPANY)
            for stop in (server.kill, lambda: postgres.stop(server.folder)):
                stop()
                assert_problem(client.post(PATH, json=ONE), 503, "database-away")
                server.start()
                wait_for(lambda: client.post(PATH, json=ONE).status_code == 200, 30)
                assert of_workflow(ask(client, "company", "acme.example"), COMPANY)
            assert service.stop() == 0


def test_told_to_stop_it_finishes_what_is_under_way(warehouse: Warehouse, folder: Path) -> None:
    answers: list[httpx.Response] = []
    with open_status(warehouse, folder, HQ_STATUS_STATEMENT_TIMEOUT="60") as (service, client):
        assert client.get("/docs").status_code == 200  # the list of workflows has been read
        with warehouse.connect() as connection, connection.transaction():
            connection.execute("lock table raw.payloads in access exclusive mode")
            asking = threading.Thread(target=lambda: answers.append(client.post(PATH, json=ONE)))
            asking.start()
            wait_for(lambda: elsewhere(warehouse).one(BLOCKED), 20)
            service.process.terminate()
            asking.join(1)
            assert asking.is_alive()
        asking.join(20)
        assert service.ended() == 0
    assert [answer.status_code for answer in answers] == [200]


def test_an_answer_that_takes_too_long_is_given_up_and_says_so(warehouse: Warehouse, folder: Path) -> None:
    with open_status(warehouse, folder, HQ_STATUS_STATEMENT_TIMEOUT="1") as (_, client):
        assert client.post(PATH, json=ONE).status_code == 200
        with warehouse.connect() as connection, connection.transaction():
            connection.execute("lock table raw.payloads in access exclusive mode")
            answer = client.post(PATH, json=ONE)
            assert_problem(answer, 503, "too-slow")
            assert int(answer.headers["retry-after"]) > 0
        assert client.post(PATH, json=ONE).status_code == 200


def test_connections_are_bounded_and_who_waits_too_long_is_told_so(module_warehouse: Warehouse) -> None:
    settings = StatusSettings(database_url=module_warehouse.url, tokens=TokenBook({}), open=True, connections=2)

    async def scenario() -> None:
        pool = Pool(settings, Limits(waiting=2, wait_seconds=0.5))
        await pool.start(10)
        slow = [asyncio.create_task(pool.fetch("select pg_sleep(1.5)")) for _ in range(2)]
        await asyncio.sleep(0.5)
        waiting = [asyncio.create_task(pool.fetch("select 1")) for _ in range(2)]
        await asyncio.sleep(0.1)
        with pytest.raises(Busy):
            await pool.fetch("select 1")  # no more may wait
        for task in waiting:
            with pytest.raises(Busy):
                await task  # waited long enough
        await asyncio.gather(*slow)
        assert await asyncio.gather(*(pool.fetch("select 1") for _ in range(3))) == [[(1,)]] * 3
        count = "select count(*)::int from pg_stat_activity where application_name = 'hq-status'"
        assert await pool.fetch(count + " and datname = current_database()") == [(2,)]
        await pool.stop(5)
        with pytest.raises(Unavailable):
            await pool.fetch("select 1")

    asyncio.run(scenario())


def test_what_has_not_been_built_is_said_so(warehouse: Warehouse, folder: Path) -> None:
    with warehouse.connect() as connection:
        connection.execute("drop function reference.get_enrichment_status cascade")
    with open_status(warehouse, folder) as (_, client):
        for answer in (client.post(PATH, json=ONE), client.get("/ready")):
            assert "hq build" in assert_problem(answer, 503, "not-built")["detail"]
        assert client.get("/health").status_code == 200


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("delete from raw.warehouse_identity", "no identity"),
        ("drop table raw.warehouse_identity", "hq init"),
        ("drop function reference.warehouse_identity", "hq init"),
        ("update raw.warehouse_identity set schema_version = 1", "landing schema 1.*`hq init` of this release"),
        ("update raw.warehouse_identity set schema_version = 99", "landing schema 99.*deploy the release"),
        ("update raw.warehouse_identity set system_identifier = 1", "hq rebase"),
        ("update raw.warehouse_identity set warehouse_id = gen_random_uuid()", "HQ_WAREHOUSE_ID"),
    ],
)
def test_a_database_that_is_not_right_is_refused(module_warehouse: Warehouse, change: str, what: str) -> None:
    expected = UUID(warehouse_id(module_warehouse))

    async def scenario() -> None:
        async with await psycopg.AsyncConnection.connect(module_warehouse.url) as connection:
            assert (await check_identity_as_reader(connection, expected)).warehouse_id == expected
            await connection.execute(change.encode())
            with pytest.raises(WrongDatabase, match=what):
                await check_identity_as_reader(connection, expected)
            await connection.rollback()

    asyncio.run(scenario())


def test_another_warehouse_is_not_served(module_warehouse: Warehouse, folder: Path) -> None:
    wrong = {"HQ_WAREHOUSE_ID": str(uuid.uuid4())}
    with running_with_token(module_warehouse, folder, wrong, kind=RunningStatus) as service:
        assert service.ended() == 3
        assert "HQ_WAREHOUSE_ID" in service.log
        assert "Traceback" not in service.log


def test_a_warehouse_that_is_exchanged_underneath_is_not_ready(warehouse: Warehouse, folder: Path) -> None:
    with running_with_token(warehouse, folder, kind=RunningStatus) as service, service.client() as client:
        assert client.get("/ready").status_code == 200
        with warehouse.connect() as connection:
            connection.execute("update raw.warehouse_identity set warehouse_id = gen_random_uuid()")
        wait_for(lambda: client.get("/ready").status_code == 503, 10)
        assert_problem(client.get("/ready"), 503, "wrong-database")


def test_an_empty_database_is_not_served(server_url: str, folder: Path) -> None:
    with (
        database(server_url, "hq_test_status_empty") as empty,
        running(empty.url, folder, "--open", kind=RunningStatus) as service,
    ):
        assert service.ended() == 3
        assert "hq init" in service.log


def test_a_database_that_does_not_come_is_waited_for_then_given_up(folder: Path) -> None:
    settings = {"HQ_STARTUP_TIMEOUT": "1"}
    with running(URL, folder, "--open", environment=settings, kind=RunningStatus) as service:
        assert service.ended() == 3
        assert "no server answers" in service.log
        assert "very-secret" not in service.log


def test_settings_are_those_of_this_service_and_show_no_secret() -> None:
    token, entry = tokens.new_token("a")
    with pytest.raises(ConfigError, match="HQ_STATUS_TOKENS"):
        status_settings({"HQ_DATABASE_URL": URL, "HQ_INGEST_TOKENS": entry, "HQ_WAREHOUSE_ID": str(uuid.uuid4())})
    with pytest.raises(ConfigError, match="HQ_STATUS_DATABASE_URL"):
        status_settings({"HQ_INGEST_DATABASE_URL": URL})
    with pytest.raises(ConfigError, match="--open"):
        status_settings({"HQ_DATABASE_URL": URL}, open_to_all=True, host="0.0.0.0")
    with pytest.raises(ConfigError, match="HQ_STATUS_CONNECTIONS"):
        wrong = {"HQ_DATABASE_URL": URL, "HQ_STATUS_CONNECTIONS": "0"}
        status_settings(wrong, open_to_all=True, host="127.0.0.1")
    book = {"HQ_STATUS_DATABASE_URL": URL, "HQ_STATUS_TOKENS": entry, "HQ_WAREHOUSE_ID": str(uuid.uuid4())}
    settings = status_settings(book)
    assert settings.database_url == URL
    assert "very-secret" not in repr(settings)
    assert token not in repr(settings)
