"""Law 5, last part: a dump restored on a server with other transaction ids is noticed and can be re-based."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ingest import postgres
from tests.bodies import discovery
from tests.harness import COMPANIES, TEMPLATE, Body, Warehouse, scratch, start_copy


@pytest.fixture
def servers(cluster: Path) -> Iterator[tuple[postgres.Server, postgres.Server]]:
    """Two servers; the first has the prepared warehouse, and its transaction ids are far ahead."""
    folders = [scratch() / f"hq-test-{name}-{os.getpid()}" for name in ("old", "new")]
    old, new = start_copy(cluster, folders[0]), postgres.start(folders[1])
    try:
        with psycopg.connect(old.url("postgres"), autocommit=True) as connection:
            for _ in range(3000):
                connection.execute("select pg_current_xact_id()")
        yield old, new
    finally:
        for folder in folders:
            postgres.stop(folder)
            shutil.rmtree(folder, ignore_errors=True)


def land(warehouse: Warehouse, *domains: str) -> None:
    warehouse.land([Body("clay-find-companies", discovery(domain)) for domain in domains])


def test_a_restored_dump_is_noticed_and_rebased(servers: tuple[postgres.Server, postgres.Server]) -> None:
    old, new = servers
    source, target = Warehouse(old.url(TEMPLATE)), Warehouse(new.url())
    land(source, "built.example")
    source.build(*COMPANIES)
    land(source, "pending.example")
    dump = subprocess.run([old.bin_dir / "pg_dump", source.url], capture_output=True, check=True).stdout
    with target.connect() as connection:
        connection.execute("create role hq_ingest login")
        connection.execute("create role hq_reader login")
    subprocess.run([new.bin_dir / "psql", "-q", target.url], input=dump, capture_output=True, check=True)
    land(target, "after.example")

    outcome = target.dbt("run", *COMPANIES)
    assert not outcome.success
    assert "restored dump" in " ".join(outcome.messages.values())

    target.sql("select ops.rebase_landed_xid()")
    target.build(*COMPANIES)
    assert {row[0] for row in target.sql("select domain from core.companies")} == {
        "built.example",
        "pending.example",
        "after.example",
    }
    assert target.one("select sum(unexplained + awaiting_build) from ops.landing_ledger") == 0
    land(target, "later.example")
    target.build(*COMPANIES)
    assert target.one("select count(*) from core.companies") == 4
