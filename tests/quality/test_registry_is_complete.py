"""A workflow of the registry without bodies, model, key, description or gap test fails here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from dbt.artifacts.resources.types import NodeType
from dbt.contracts.graph.manifest import Manifest

from tests.conformance.cases import FOLDER, cases, registry
from tests.harness import Warehouse, manifest

PREFIX = "model.hq_master_data."


@pytest.fixture(scope="module")
def parsed(module_warehouse: Warehouse) -> Manifest:
    """Return the manifest of the project, with the models built."""
    module_warehouse.build()
    return manifest()


def model(parsed: Manifest, table: str) -> str:
    """Return the unique id of the model of a table."""
    unique_id = PREFIX + table.replace(".", "__", 1)
    assert unique_id in parsed.nodes, f"no model makes {table}"
    return unique_id


def upstream(parsed: Manifest, unique_id: str) -> Iterator[str]:
    """Yield a model of core and those that it is a view of."""
    yield unique_id
    if parsed.nodes[unique_id].config.materialized == "view":
        for parent in parsed.parent_map[unique_id]:
            if parent.startswith((PREFIX + "core__", PREFIX + "extracted__", PREFIX + "reference__")):
                yield from upstream(parsed, parent)


def test_each_has_bodies_and_no_body_is_nobodys() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(registry())
    assert all("full" in cases(workflow) and "sparse" in cases(workflow) for workflow in registry())


def test_each_has_a_description_and_says_why_when_it_does_not_coalesce() -> None:
    for slug, row in registry().items():
        assert row["description"], slug
        if row["coalesces_to_core"] == "false":
            assert "coalesce" in row["description"] or "belongs in core" in row["description"], slug


def test_each_has_a_model_of_its_kind_and_its_table(parsed: Manifest) -> None:
    for slug, row in registry().items():
        assert row["record_kind"], slug
        assert parsed.nodes[model(parsed, "extracted." + row["record_kind"])].config.materialized == "incremental"
        model(parsed, row["extracted_table"])


def test_each_has_its_key_in_the_table(parsed: Manifest) -> None:
    wrong = {}
    for slug, row in registry().items():
        table = parsed.nodes[model(parsed, row["extracted_table"])]
        parent = parsed.nodes[model(parsed, "extracted." + row["record_kind"])]
        if row["key_paths"] != "{}" and row["key_column"] not in {*table.columns, *parent.columns}:
            wrong[slug] = row["key_column"]
    assert not wrong


def test_each_table_of_core_has_its_gap_test(parsed: Manifest) -> None:
    tested = {
        f"{schema}__{node.name.removeprefix(f'no_coalescing_gap_in_{schema}_')}"
        for node in parsed.nodes.values()
        for schema in ("core", "reference")
        if node.resource_type == NodeType.Test and node.name.startswith(f"no_coalescing_gap_in_{schema}_")
    }
    wrong = set()
    for row in registry().values():
        if row["core_table"]:
            sources = {name.removeprefix(PREFIX) for name in upstream(parsed, model(parsed, row["core_table"]))}
            if "extracted__company_attributes" in sources:
                sources.add("core__companies")  # a view of what is offered to the golden record
            if not sources & tested:
                wrong.add(row["core_table"])
    assert not wrong
