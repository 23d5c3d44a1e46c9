"""The service refuses to serve from the wrong place, to the wrong people, or without durability."""

from __future__ import annotations

import hashlib
import json
import uuid
from pathlib import Path

import pytest

from ingest import tokens
from ingest import warehouse as owner
from ingest.config import ConfigError, service_settings
from tests.harness import Warehouse, database, database_url
from tests.ingest.running import own_server, running, running_with_token, wait_for, warehouse_id

URL = "postgresql://somebody:very-secret@127.0.0.1:1/nowhere"  # pragma: allowlist secret


def test_open_is_for_loopback_only(warehouse: Warehouse, folder: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "example.com"):
        with running(warehouse.url, folder, "--open", "--host", host) as service:
            assert service.ended() == 2
            assert "loopback" in service.log or "127.0.0.1" in service.log
            assert "Traceback" not in service.log
    with running(warehouse.url, folder, "--open") as service, service.client() as client:
        assert client.post("/ingest/clay-person-profile", content=b"{}").status_code == 202


@pytest.mark.parametrize(
    ("tokens_json", "what"),
    [
        ("", "hq token new"),
        ("{}", "hq token new"),
        ('{"a": []}', "hq token new"),
        ("{", "not JSON"),
        ("[]", "JSON object"),
        ('{"a": "0"}', "source a"),
        ('{"a": ["plain-token"]}', "source a"),
        ('{"a b": []}', "source"),
    ],
)
def test_a_service_without_tokens_refuses_to_start(tokens_json: str, what: str) -> None:
    environment = {"HQ_INGEST_DATABASE_URL": URL, "HQ_INGEST_TOKENS": tokens_json, "HQ_WAREHOUSE_ID": str(uuid.uuid4())}
    with pytest.raises(ConfigError, match=what) as refused:
        service_settings(environment)
    assert "very-secret" not in str(refused.value)
    assert "plain-token" not in str(refused.value)


@pytest.mark.parametrize("wrong", ["", "nonsense"])
def test_a_service_with_tokens_must_know_its_warehouse(wrong: str) -> None:
    environment = {"HQ_DATABASE_URL": URL, "HQ_INGEST_TOKENS": tokens.new_token("a")[1], "HQ_WAREHOUSE_ID": wrong}
    with pytest.raises(ConfigError, match="HQ_WAREHOUSE_ID"):
        service_settings(environment)


@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_numbers_are_numbers(value: str) -> None:
    with pytest.raises(ConfigError, match="HQ_MAX_BODY_BYTES"):
        service_settings({"HQ_DATABASE_URL": URL, "HQ_MAX_BODY_BYTES": value}, open_to_all=True, host="127.0.0.1")


def test_settings_never_show_a_secret() -> None:
    token, entry = tokens.new_token("a")
    environment = {"HQ_DATABASE_URL": URL, "HQ_INGEST_TOKENS": entry, "HQ_WAREHOUSE_ID": str(uuid.uuid4())}
    shown = repr(service_settings(environment))
    assert "very-secret" not in shown
    assert token not in shown
    assert tokens.TokenBook.from_json(entry).source_of(token.encode()) == "a"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("delete from raw.warehouse_identity", "no identity"),
        ("drop table raw.warehouse_identity", "hq init"),
        ("update raw.warehouse_identity set schema_version = 1", "run `hq init` of this release"),
        ("update raw.warehouse_identity set schema_version = 99", "landing schema 99"),
        ("update raw.warehouse_identity set system_identifier = 1", "hq rebase"),
        ("alter database {name} set default_transaction_read_only = on", "read-only"),
        ("alter database {name} set synchronous_commit = off", "synchronous_commit"),
    ],
)
def test_a_database_that_is_not_right_is_not_served(warehouse: Warehouse, folder: Path, change: str, what: str) -> None:
    name = warehouse.one("select current_database()")
    expected = warehouse_id(warehouse)
    with warehouse.connect() as connection:
        connection.execute(change.format(name=name).encode())
    token, entry = tokens.new_token("test")
    environment = {"HQ_INGEST_TOKENS": entry, "HQ_WAREHOUSE_ID": expected}
    with running(warehouse.url, folder, environment=environment) as service:
        assert service.ended() == 3
        assert what in service.log
        assert "Traceback" not in service.log
        assert token not in service.log


def test_another_warehouse_is_not_served(warehouse: Warehouse, folder: Path) -> None:
    with running_with_token(warehouse, folder, {"HQ_WAREHOUSE_ID": str(uuid.uuid4())}) as service:
        assert service.ended() == 3
        assert "HQ_WAREHOUSE_ID" in service.log


def test_an_empty_database_is_not_served(server_url: str, folder: Path) -> None:
    with database(server_url, "hq_test_empty") as empty, running(empty.url, folder, "--open") as service:
        assert service.ended() == 3
        assert "hq init" in service.log


def test_a_database_that_does_not_come_is_waited_for_then_given_up(folder: Path) -> None:
    with running(URL, folder, "--open", environment={"HQ_STARTUP_TIMEOUT": "2"}) as service:
        assert service.ended() == 3
        assert "no server answers" in service.log
        assert "waiting for database" in service.log
        assert "very-secret" not in service.log


def test_a_database_that_is_still_starting_is_waited_for(warehouse: Warehouse, folder: Path) -> None:
    name = warehouse.one("select current_database()")
    elsewhere = Warehouse(database_url(warehouse.url, "postgres"))
    with elsewhere.connect() as connection:
        connection.execute(f"alter database {name} allow_connections false".encode())
    with running(warehouse.url, folder, "--open") as service:
        wait_for(lambda: "waiting for database" in service.log, 20)
        with elsewhere.connect() as connection:
            connection.execute(f"alter database {name} allow_connections true".encode())
        with service.client() as client:
            assert client.get("/ready").status_code == 200


def test_a_server_that_loses_what_it_acknowledged_is_not_served(folder: Path) -> None:
    with own_server() as server:
        with owner.connect(server.url, autocommit=True) as connection:
            owner.apply_ddl(connection)
            connection.execute("alter system set fsync = off")
            connection.execute("select pg_reload_conf()")
        with running(server.url, folder, "--open") as service:
            assert service.ended() == 3
            assert "fsync = off" in service.log


def test_tokens_rotate_without_a_gap(warehouse: Warehouse, folder: Path) -> None:
    (old, _), (new, _), (other, _) = (tokens.new_token("clay") for _ in range(3))
    book = {"clay": [digest(old), digest(new)], "second": [digest(other)]}
    environment = {"HQ_INGEST_TOKENS": json.dumps(book), "HQ_WAREHOUSE_ID": warehouse_id(warehouse)}
    with running(warehouse.url, folder, environment=environment) as service, service.client() as client:
        for token, status in ((old, 202), (new, 202), (other, 202), (old[:-1], 401), (digest(old), 401)):
            headers = {"authorization": f"Bearer {token}"}
            assert client.post("/ingest/clay-person-profile", content=b"{}", headers=headers).status_code == status
    sources = warehouse.sql("select headers ->> 'hq-source' from raw.payloads order by received_at")
    assert sources == [("clay",), ("clay",), ("second",)]


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
