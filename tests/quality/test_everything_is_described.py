"""YAML names exactly the columns that exist; that it describes all of them is a rule of `hq check`."""

from __future__ import annotations

import pytest
from dbt.artifacts.resources.types import NodeType
from dbt.contracts.graph.manifest import Manifest

from tests.harness import Warehouse, manifest


@pytest.fixture(scope="module")
def parsed(module_warehouse: Warehouse) -> Manifest:
    """Return the manifest of the project; models are built so that their real columns can be compared."""
    module_warehouse.build()
    return manifest()


def test_yaml_names_exactly_the_columns_that_exist(parsed: Manifest, module_warehouse: Warehouse) -> None:
    wrong = {}
    for node in [*parsed.nodes.values(), *parsed.sources.values()]:
        if node.resource_type not in (NodeType.Model, NodeType.Seed, NodeType.Source):
            continue
        listed = set(node.columns)
        real = {
            name
            for (name,) in module_warehouse.sql(
                "select column_name from information_schema.columns where table_schema = %s and table_name = %s",
                [node.schema, node.identifier if node.resource_type == NodeType.Source else node.alias],
            )
        }
        if listed != real:
            wrong[node.name] = listed ^ real
    assert not wrong
