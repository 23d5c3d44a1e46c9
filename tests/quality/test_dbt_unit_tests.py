"""dbt's own unit tests pass; that every parser and every model of core has one is a rule of `hq check`."""

from __future__ import annotations

from tests.harness import Warehouse


def test_they_pass(module_warehouse: Warehouse) -> None:
    module_warehouse.build()
    outcome = module_warehouse.dbt("test", "--select", "test_type:unit")
    assert outcome.success, outcome.failed()
    assert len(outcome.statuses) >= 40
