"""What the HQ API reads is there under the name that the contract gives it, or the guide says why it is not."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from psycopg import errors

from tests.harness import PROJECT, SHARED, Warehouse

LEFT_OUT = {
    "core.approved_domains": None,
    "core.case_study_champions": {"core_person_id"},
    "core.company_competitors": None,
    "core.company_g2": None,
    "core.company_parallel_competitors": None,
    "core.company_parallel_industries": None,
    "core.company_parallel_locations": None,
    "core.company_people_snapshot_history": None,
    "core.company_public": {"ticker"},
    "core.company_social_urls": None,
    "core.magic_link_tokens": None,
    "core.org_users": None,
    "core.orgs": None,
    "core.people": {"seniority", "department", "work_email"},
    "core.person_past_employer": {"scrape_settings_id"},
    "core.priority_companies": None,
    "reference.company_industries": {"created_at", "updated_at"},
    "reference.enrichment_workflow_registry": {
        "modal_endpoint_url",
        "api_endpoint_url",
        "new_workflow_slug",
        "usage_category",
        "workflow_type",
    },
    "reference.job_board_domains": {"description", "created_at", "updated_at"},
    "reference.job_title_lookup": {"status"},
    "reference.signals": None,
}
"""Relations (None) and columns with readers that are not made, each of them named in the guide."""

TYPES = {
    "bigint": "int8",
    "boolean": "bool",
    "date": "date",
    "integer": "int4",
    "jsonb": "jsonb",
    "text": "text",
    "timestamptz": "timestamptz",
    "uuid": "uuid",
}
"""Names of types as the catalogue of the database has them."""


@pytest.fixture(scope="module")
def relations() -> dict[str, dict[str, str]]:
    """Return columns and types by relation of core and reference that some operation reads."""
    tables: dict[str, Any] = yaml.safe_load((SHARED / "contracts" / "core_schema.yml").read_text())["tables"]
    return {
        name: {column: str(kind) for column, kind in table["columns"].items()}
        for name, table in tables.items()
        if name.startswith(("core.", "reference.")) and table.get("api_readers")
    }


@pytest.mark.shared
def test_readers_find_relations_and_columns(module_warehouse: Warehouse, relations: dict[str, dict[str, str]]) -> None:
    there: dict[str, set[str]] = {}
    for relation, column in module_warehouse.sql(
        "select table_schema || '.' || table_name, column_name from information_schema.columns"
        " where table_schema in ('core', 'reference')"
    ):
        there.setdefault(relation, set()).add(column)
    missing = {
        name: set(columns) - there[name] if name in there else None
        for name, columns in relations.items()
        if not set(columns) <= there.get(name, set())
    }
    assert missing == LEFT_OUT


@pytest.mark.shared
def test_types_are_those_that_the_contract_states(
    module_warehouse: Warehouse, relations: dict[str, dict[str, str]]
) -> None:
    """A type that the contract infers from the name alone (~) binds nobody."""
    other = set()
    for relation, column, kind in module_warehouse.sql(
        "select table_schema || '.' || table_name, column_name, udt_name::text from information_schema.columns"
        " where table_schema in ('core', 'reference')"
    ):
        stated = relations.get(relation, {}).get(column, "~").split()[0]
        if TYPES.get(stated, kind) != kind:
            other.add((relation, column))
    # The interface shows these as texts.
    assert other == {("core.target_client_views", column) for column in ("id", "created_at", "updated_at")}


def test_the_guide_says_what_is_left_out() -> None:
    guide = (PROJECT / "docs" / "guide" / "reading-core.md").read_text(encoding="utf-8")
    told = guide[guide.index("## What is not in the warehouse") : guide.index("## Where a value comes from")]
    names = {name.split(".")[1] for name, columns in LEFT_OUT.items() if columns is None}
    names |= {column for columns in LEFT_OUT.values() for column in columns or ()}
    short = {name for name in names if f"`_{name.split('_')[-1]}`" in told}
    assert {name for name in names - short if f"`{name}`" not in told and f".{name}`" not in told} == set()


def test_the_role_of_readers_reads_all_of_core_and_reference_and_nothing_else(module_warehouse: Warehouse) -> None:
    readable = module_warehouse.sql(
        "select n.nspname || '.' || c.relname from pg_class as c join pg_namespace as n on n.oid = c.relnamespace"
        " where c.relkind in ('r', 'p', 'v') and n.nspname in ('core', 'reference') order by 1"
    )
    with module_warehouse.connect() as connection:
        connection.execute("set role hq_reader")
        for (relation,) in readable:
            connection.execute(f"select * from {relation} limit 1")
        for relation in ("raw.payloads", "extracted.person_profile", "ops.landing_ledger"):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(f"select * from {relation} limit 1")
        connection.execute("set role hq_ingest")
        for call in (
            "select * from core.leads limit 1",
            "select * from core.get_leads_by_past_employer(array['acme.example'], 1, 0)",
            "select * from reference.get_enrichment_status('company', array['acme.example'])",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(call)
