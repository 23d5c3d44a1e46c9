"""What has news, and what comes after it, is enough: core is the same as after full builds, row for row."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from ingest.schedule.books import Books
from ingest.schedule.plan import Plan, decide
from tests.bodies import mixture
from tests.harness import TABLES, Body, Warehouse, database

DIGEST = "d1"


def full_run(warehouse: Warehouse) -> None:
    """Enter into the books that a full run has been: the template is built."""
    books = Books(warehouse.url)
    books.begin(Plan("full", "test"), DIGEST, "")
    books.build_ended()
    books.end("ok", 0, [])
    books.close()


def selected_run(warehouse: Warehouse) -> tuple[Plan, set[str]]:
    """Do what `hq run` does: ask, build what has news, move on. Returns the plan and the names of what was built."""
    with warehouse.connect() as connection:
        plan = decide(connection, DIGEST)
        if plan.kind == "idle":
            return plan, set()
        assert plan.kind == "selected", plan
        skipped = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
        built = warehouse.dbt("build", *skipped, "--select", *(plan.selection or []))
        assert built.success, built.failed()
        connection.execute("select ops.settle_positions()")
    return plan, set(built.statuses)


def waves(bodies: Sequence[Body], count: int) -> list[list[Body]]:
    """Cut deliveries so that most waves hold few workflows."""
    by_workflow = sorted(bodies, key=lambda body: body.workflow)
    size = -(-len(by_workflow) // count)
    cut = [by_workflow[start : start + size] for start in range(0, len(by_workflow), size)]
    random.Random(5).shuffle(cut)
    return cut


def contents(warehouse: Warehouse) -> dict[str, list[str]]:
    """Return every row of core, extracted and the tables of reference that models write."""
    tables = warehouse.sql(
        "select schemaname || '.' || tablename from pg_tables where schemaname = 'extracted'"
        " or exists (select from ops.model_generations where model = 'reference__' || tablename)"
    )
    found = {name: warehouse.table(name, without=["changed_in", "payload_id"]) for (name,) in tables}
    return {**found, **warehouse.core()}


@pytest.mark.parametrize(("count", "parts"), [(60, 2), pytest.param(400, 9, marks=pytest.mark.long)])
def test_selected_runs_leave_what_full_runs_leave(
    warehouse: Warehouse, server_url: str, template: str, count: int, parts: int
) -> None:
    deliveries = mixture(seed=21, count=count)
    full_run(warehouse)
    built = []
    for wave in waves(deliveries, parts):
        warehouse.land(wave)
        plan, names = selected_run(warehouse)
        assert plan.kind == "selected"
        built.append(names)
        assert warehouse.one("select count(*) from ops.pending_news") == 0
    assert selected_run(warehouse)[0].kind == "idle"
    with database(server_url, "hq_test_selected_whole", template) as whole:
        whole.land(deliveries)
        every = whole.dbt("run", *TABLES)
        assert every.success
        assert all(set(every.statuses) - names for names in built), "a selected run left no table out"
        assert contents(warehouse) == contents(whole)
        assert warehouse.core()["companies"]
        assert warehouse.core()["people"]


@pytest.mark.long
def test_a_build_that_is_left_out_would_be_seen(warehouse: Warehouse, server_url: str, template: str) -> None:
    deliveries = mixture(seed=22, count=60)
    full_run(warehouse)
    warehouse.land(deliveries)
    warehouse.build("--select", "extracted__company_discovery")  # and not what comes after it
    assert warehouse.one("select count(*) from ops.pending_news where kind = 'written'") > 0
    selected_run(warehouse)
    with database(server_url, "hq_test_selected_other", template) as whole:
        whole.land(deliveries)
        whole.build()
        assert contents(warehouse) == contents(whole)
        whole.land([Body("clay-find-companies", {"company_domain": "new.example", "raw_payload": {"name": "New"}})])
        whole.build()
        assert contents(warehouse) != contents(whole)
