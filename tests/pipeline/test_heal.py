"""Law 9: gaps are found by comparing tables, named, and closed by a heal."""

from __future__ import annotations

import pytest

from tests.bodies import mixture
from tests.harness import Warehouse

TABLES = ["companies", "people", "person_work_history", "company_funding", "company_customers"]


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    module_warehouse.land(mixture(seed=5, count=150))
    module_warehouse.build()
    return module_warehouse


def gap_tests(warehouse: Warehouse) -> dict[str, str]:
    return warehouse.dbt("test", "--select", "tag:coalescing_gap").statuses


def test_a_whole_warehouse_has_no_gap(built: Warehouse) -> None:
    assert set(gap_tests(built).values()) == {"pass"}


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_row_of_core_is_found_named_and_healed(built: Warehouse, table: str) -> None:
    before = built.core()
    lost = built.sql(f"delete from core.{table} where ctid = (select min(ctid) from core.{table}) returning 1")
    assert lost
    statuses = gap_tests(built)
    assert statuses.pop(f"no_coalescing_gap_in_core_{table}") == "fail"
    assert set(statuses.values()) == {"pass"}
    gap = built.rows("select * from ops.coalescing_gaps")[0]
    assert gap["core_table"] == f"core.{table}"
    assert gap["workflow_slug"]
    assert gap["entity_key"]
    assert gap["since"]
    built.build()
    assert built.one("select count(*) from ops.coalescing_gaps") > 0, "an ordinary build has no reason to look back"
    built.build("--vars", "{heal: true}")
    assert built.core() == before
    assert set(gap_tests(built).values()) == {"pass"}


@pytest.mark.parametrize("table", ["company_discovery", "company_customer_research", "person_profile"])
def test_a_hole_in_extracted_is_unexplained_until_healed(built: Warehouse, table: str) -> None:
    before = built.core()
    where = "where ctid = (select min(ctid) from {} where rejected_reason is null)".format(f"extracted.{table}")
    built.sql(f"delete from extracted.{table} {where}")
    assert built.one("select sum(unexplained) from ops.landing_ledger") > 0
    statuses = built.dbt("test", "--select", "tag:landing_ledger").statuses
    assert statuses["landing_ledger_has_nothing_unexplained"] == "fail"
    built.build("--vars", "{heal: true}")
    assert built.one("select sum(unexplained) from ops.landing_ledger") == 0
    assert built.core() == before


def test_children_that_are_missing_are_healed(built: Warehouse) -> None:
    before = built.core()
    built.sql("delete from extracted.person_experience")
    built.sql("delete from extracted.company_customers")
    built.sql("delete from core.person_work_history")
    assert built.one("select count(*) from ops.coalescing_gaps where core_table = 'core.person_work_history'") > 0
    assert built.one("select count(*) from ops.coalescing_gaps where core_table = 'core.company_customers'") > 0
    built.build("--vars", "{heal: true}")
    assert built.one("select count(*) from ops.coalescing_gaps") == 0
    assert built.core() == before
