"""Every dbt test of this project's own fails when what it guards is broken."""

from __future__ import annotations

import pytest

from tests.bodies import discovery
from tests.harness import Body, Warehouse

REGISTRY = "reference.enrichment_workflow_registry"
RECORDS = "extracted.company_discovery"
KEPT = (REGISTRY, RECORDS, "raw.payloads")

BREAKS = {
    "assert_registry_names_collide_with_nothing": (
        f"update {REGISTRY} set slug_aliases = '{{clay-find-people}}' where workflow_slug = 'clay-find-companies'"
    ),
    "assert_registry_coalesces_exactly_with_a_core_table": (
        f"update {REGISTRY} set core_table = null where workflow_slug = 'clay-find-companies'"
    ),
    "assert_registry_replacements_exist": (
        f"update {REGISTRY} set replaced_by = 'nobody' where workflow_slug = 'clay-find-companies'"
    ),
    "assert_landed_workflows_are_registered": f"delete from {REGISTRY} where workflow_slug = 'clay-find-companies'",
    "landing_ledger_balances": (
        "insert into extracted.company_discovery select (jsonb_populate_record(null::extracted.company_discovery,"
        """ to_jsonb(record) || '{"entity_key": "another"}')).* from extracted.company_discovery as record"""
    ),
    "landing_ledger_has_nothing_unexplained": "delete from extracted.company_discovery",
    "every_record_has_its_delivery": "delete from raw.payloads",
}


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    module_warehouse.land([Body("clay-find-companies", discovery("acme.example"))])
    module_warehouse.build()
    for table in KEPT:
        module_warehouse.sql(f"create table ops.saved_{table.split('.')[1]} as table {table}")
    return module_warehouse


@pytest.mark.parametrize("name", BREAKS)
def test_it_passes_and_then_fails(built: Warehouse, name: str) -> None:
    assert built.dbt("test", "--select", name).statuses == {name: "pass"}
    built.sql(BREAKS[name])
    assert built.dbt("test", "--select", name).statuses == {name: "fail"}
    for table in KEPT:
        built.sql(f"delete from {table}")
        built.sql(f"insert into {table} select * from ops.saved_{table.split('.')[1]}")
