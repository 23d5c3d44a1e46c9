"""dbt's own unit tests pass, and every parser and every model of core has one."""

from __future__ import annotations

from dbt.artifacts.resources.types import NodeType

from tests.harness import Warehouse, manifest


def test_they_pass(module_warehouse: Warehouse) -> None:
    module_warehouse.build()
    outcome = module_warehouse.dbt("test", "--select", "test_type:unit")
    assert outcome.success, outcome.failed()
    assert len(outcome.statuses) >= 40


def test_no_model_is_without(module_warehouse: Warehouse) -> None:
    tested = {test.model for test in manifest().unit_tests.values()}
    models = {
        node.name
        for node in manifest().nodes.values()
        if node.resource_type == NodeType.Model
        and node.schema in ("extracted", "core")
        and node.config.materialized != "view"
    }
    assert models
    assert models <= tested
