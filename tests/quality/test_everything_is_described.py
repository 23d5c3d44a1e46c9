"""YAML is complete: every model, column, seed, macro, function, source and snapshot says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from dbt.artifacts.resources.types import NodeType
from dbt.contracts.graph.manifest import Manifest

from tests.harness import Warehouse, manifest

OURS = "hq_master_data"


@pytest.fixture(scope="module")
def parsed(module_warehouse: Warehouse) -> Manifest:
    """Return the manifest of the project; models are built so that their real columns can be compared."""
    module_warehouse.build()
    return manifest()


def undescribed(nodes: Any, kinds: set[str]) -> Iterator[str]:
    for node in nodes:
        if node.resource_type not in kinds or node.package_name != OURS:
            continue
        if not node.description.strip():
            yield node.name
        for column in getattr(node, "columns", {}).values():
            if not column.description.strip():
                yield f"{node.name}.{column.name}"


def test_models_seeds_and_sources(parsed: Manifest) -> None:
    assert not list(undescribed(parsed.nodes.values(), {"model", "seed", "snapshot"}))
    assert not list(undescribed(parsed.sources.values(), {"source"}))


def test_functions_and_their_arguments(parsed: Manifest) -> None:
    functions = list(parsed.functions.values())
    assert len(functions) > 30
    assert not list(undescribed(functions, {"function"}))
    assert not [(f.name, a.name) for f in functions for a in f.arguments if not (a.description or "").strip()]


def test_macros_and_their_arguments(parsed: Manifest) -> None:
    macros = [macro for macro in parsed.macros.values() if macro.package_name == OURS]
    assert len(macros) > 20
    assert not [macro.name for macro in macros if not macro.description.strip()]
    assert not [(m.name, a.name) for m in macros for a in m.arguments if not (a.description or "").strip()]


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


def test_macros_and_models_are_small(parsed: Manifest) -> None:
    macros = {m.name: len(m.macro_sql.splitlines()) for m in parsed.macros.values() if m.package_name == OURS}
    models = {n.name: len(n.raw_code.splitlines()) for n in parsed.nodes.values() if n.resource_type == NodeType.Model}
    assert not {name: lines for name, lines in macros.items() if lines > 60}
    assert not {name: lines for name, lines in models.items() if lines > 140}


def test_every_kind_of_record_in_the_registry_has_its_model(parsed: Manifest, module_warehouse: Warehouse) -> None:
    names = {node.name for node in parsed.nodes.values()}
    kinds = module_warehouse.sql(
        "select distinct record_kind from reference.enrichment_workflow_registry where record_kind is not null"
    )
    assert kinds
    assert not {kind for (kind,) in kinds if f"extracted__{kind}" not in names}
    tables = module_warehouse.sql(
        "select extracted_table, core_table from reference.enrichment_workflow_registry where record_kind is not null"
    )
    relations = {
        f"{node.schema}.{node.alias}" for node in parsed.nodes.values() if node.resource_type == NodeType.Model
    }
    assert {name for row in tables for name in row if name} <= relations


def test_core_reads_no_raw_table(parsed: Manifest) -> None:
    """Layering: core reads extracted, core and seeds; extracted alone reads raw; ops may read all."""
    reads_raw = {
        node.name
        for node in parsed.nodes.values()
        if node.resource_type == NodeType.Model and any(name.endswith("raw.payloads") for name in node.depends_on.nodes)
    }
    assert reads_raw
    assert all(name.startswith(("extracted__", "ops__")) for name in reads_raw)
