"""What the service may do in the database: read core and reference as hq_reader, in read-only transactions."""

from __future__ import annotations

import asyncio
from pathlib import Path

import psycopg
import pytest

from ingest import warehouse as owner
from ingest.connection import CallFailed
from ingest.status.pool import reader
from ingest.status.settings import StatusSettings
from ingest.tokens import TokenBook
from tests.harness import Warehouse
from tests.ingest.running import RunningStatus, running
from tests.status.asking import PATH

WRITING = {
    "insert": "insert into reference.domain_aliases select * from reference.domain_aliases limit 0",
    "delete from core": "delete from core.companies",
    "update of raw": "update raw.payloads set headers = null",
    "land": "select * from raw.land(array['x'], array[''::bytea])",
    "temporary table": "create temporary table t (n integer)",
    "truncate": "truncate core.companies",
}
READING_ELSEWHERE = ("raw.payloads", "raw.quarantine", "extracted.company_discovery", "ops.landing_ledger")


def settings_of(warehouse: Warehouse) -> StatusSettings:
    return StatusSettings(database_url=warehouse.url, tokens=TokenBook({}), open=True)


def refusal(warehouse: Warehouse, statement: str) -> str:
    """Run a statement through a connection of the service and return the SQLSTATE with which it is refused."""

    async def scenario() -> str:
        connection = reader(settings_of(warehouse))
        await connection.connect()
        try:
            with pytest.raises(CallFailed) as failed:
                await connection.transaction(statement, (), lambda _: True)
            return failed.value.sqlstate
        finally:
            await connection.close()

    return asyncio.run(scenario())


@pytest.mark.parametrize("name", WRITING)
def test_a_connection_of_the_service_cannot_write(module_warehouse: Warehouse, name: str) -> None:
    # Read-only transaction, or no right.
    assert refusal(module_warehouse, WRITING[name]) in ("25006", "42501")


@pytest.mark.parametrize("relation", READING_ELSEWHERE)
def test_it_sees_no_body_and_nothing_of_the_other_layers(module_warehouse: Warehouse, relation: str) -> None:
    assert refusal(module_warehouse, f"select * from {relation}") == "42501"


def test_its_role_could_not_write_in_any_transaction(module_warehouse: Warehouse) -> None:
    writable = module_warehouse.sql(
        "select c.oid::regclass::text from pg_class as c join pg_namespace as n on n.oid = c.relnamespace"
        " where n.nspname in ('raw', 'extracted', 'core', 'reference', 'ops', 'history')"
        " and c.relkind in ('r', 'p', 'v', 'm')"
        " and has_table_privilege('hq_reader', c.oid, 'insert, update, delete, truncate')"
    )
    assert writable == []
    with module_warehouse.connect() as connection:
        connection.execute("set role hq_reader")
        for name in ("insert", "delete from core", "update of raw", "land", "truncate"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(WRITING[name].encode())


def test_what_it_may_call_with_the_rights_of_the_owner_only_reads(module_warehouse: Warehouse) -> None:
    borrowed = module_warehouse.sql(
        "select p.oid::regproc::text, p.provolatile, array_to_string(p.proconfig, ',')"
        " from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace"
        " where p.prosecdef and n.nspname in ('core', 'reference')"
        " and has_function_privilege('hq_reader', p.oid, 'execute')"
        " order by 1"
    )
    names = {name for name, _, _ in borrowed}
    assert {"reference.warehouse_identity"} <= names
    assert all(volatility in (b"s", "s", b"i", "i") for _, volatility, _ in borrowed)
    assert all("search_path" in (config or "") for _, _, config in borrowed)


def test_a_second_hq_init_takes_no_right_from_the_reader(module_warehouse: Warehouse) -> None:
    """A view calls its functions with the rights of whoever reads it."""
    with module_warehouse.connect() as connection:
        owner.apply_ddl(connection)
    relations = [
        name
        for (name,) in module_warehouse.sql(
            "select oid::regclass::text from pg_class where relkind in ('r', 'p', 'v')"
            " and relnamespace in ('core'::regnamespace, 'reference'::regnamespace)"
        )
    ]
    assert len(relations) > 100
    refused = []
    with module_warehouse.connect() as connection:
        connection.execute("set role hq_reader")
        for name in relations:
            try:
                connection.execute(f"select * from {name} limit 0")
            except psycopg.errors.InsufficientPrivilege as error:
                refused.append((name, str(error)))
    assert refused == []
    rights = (
        "select count(*) from pg_proc"
        " where pronamespace = 'ops'::regnamespace and has_function_privilege(%s, oid, 'execute')"
    )
    assert [module_warehouse.one(rights, [role]) for role in ("hq_reader", "hq_ingest")] == [1, 0]


def test_a_role_that_is_neither_reader_nor_owner_is_refused(module_warehouse: Warehouse, folder: Path) -> None:
    url = module_warehouse.url.replace("postgres@", "hq_ingest@", 1)
    with running(url, folder, "--open", kind=RunningStatus) as service:
        assert service.ended() == 3
        assert "hq_reader" in service.log


def test_connected_as_hq_reader_it_answers(module_warehouse: Warehouse, folder: Path) -> None:
    url = module_warehouse.url.replace("postgres@", "hq_reader@", 1)
    with running(url, folder, "--open", kind=RunningStatus) as service, service.client() as client:
        assert client.get("/ready").status_code == 200
        question = {"entity_type": "company", "entity_key": "acme.example"}
        assert client.post(PATH, json=question).status_code == 200
        assert client.get("/api/workflows").status_code == 200
