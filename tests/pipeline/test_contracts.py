"""The contract folders: each body lands, and what must come out of it is in extracted and in core."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.harness import PROJECT, SHARED, Body, Warehouse, database

pytestmark = pytest.mark.shared

FOLDERS = SHARED / "contracts" / "payloads"
CASES = ["full", "odd", "sparse"]
CORE = {
    "core.companies",
    "core.people",
    "core.person_work_history",
    "core.company_funding",
    "core.company_customers",
    "core.company_types",
    "core.company_descriptions",
    "core.company_revenue",
    "core.company_employee_range",
    "core.company_locations",
    "core.person_locations",
    "core.person_tenure",
    "core.person_past_employer",
    "core.person_promotions",
}
"""Tables and views of core that exist so far; expectations of others (job titles) wait for their models."""

LATER = {("core.person_locations", "city"), ("core.person_locations", "state")}
"""Columns that wait: the city of a person comes with the parsing of locations."""


def workflows() -> list[str]:
    """Return the workflows whose records a model reads, as the registry seed says."""
    with (PROJECT / "seeds/registry/enrichment_workflow_registry.csv").open() as lines:
        return sorted(row["workflow_slug"] for row in csv.DictReader(lines) if row["record_kind"])


@dataclass(frozen=True)
class Landed:
    """A body of a contract folder.

    Attributes:
        payload_id: what raw.land answered.
        expected: the part of expected.json for this body.
        extracted_table: table of extracted that the registry names.
    """

    payload_id: str
    expected: dict[str, Any]
    extracted_table: str


def folder(workflow: str) -> Path:
    return FOLDERS / workflow


def plain(value: Any) -> Any:
    """Return a value of the database as JSON would hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def holds(row: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Tell whether a row has every expected value."""
    return all(key in row and plain(row[key]) == value for key, value in expected.items())


def relation_exists(warehouse: Warehouse, name: str) -> bool:
    return bool(warehouse.one("select to_regclass(%s) is not null", [name]))


@dataclass(frozen=True)
class Outcome:
    """What came of the bodies.

    Attributes:
        warehouses: warehouse by workflow.
        landed: deliveries by workflow and case.
        core: tables of core after each case, by workflow and case.
    """

    warehouses: dict[str, Warehouse]
    landed: dict[tuple[str, str], Landed]
    core: dict[tuple[str, str], dict[str, list[dict[str, Any]]]]


def build_cases(warehouse: Warehouse, group: list[str], outcome: Outcome) -> None:
    """Land all full bodies of a group and build, then all odd ones, then all sparse ones."""
    tables = dict(warehouse.sql("select workflow_slug, extracted_table from reference.enrichment_workflow_registry"))
    for case in CASES:
        for workflow in group:
            outcome.warehouses[workflow] = warehouse
            body = folder(workflow) / f"{case}.json"
            if not body.exists():
                continue
            answer = warehouse.land([Body(workflow, body.read_bytes())])[0]
            expected = json.loads((folder(workflow) / "expected.json").read_text())[case]
            outcome.landed[workflow, case] = Landed(answer["payload_id"], expected, tables[workflow])
        warehouse.build()
        core = {name: warehouse.rows(f"select * from {name}") for name in CORE}
        outcome.core.update({(workflow, case): core for workflow in group})


@pytest.fixture(scope="module")
def built(server_url: str, template: str) -> Iterator[Outcome]:
    """Build every case; the two workflows that speak of the same vendor and customer have warehouses of their own."""
    apart = "company-customers-v2"
    outcome = Outcome({}, {}, {})
    with ExitStack() as stack:
        for name, group in [("together", [w for w in workflows() if w != apart]), ("apart", [apart])]:
            warehouse = stack.enter_context(database(server_url, f"hq_test_contracts_{name}_{os.getpid()}", template))
            build_cases(warehouse, group, outcome)
        yield outcome


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("workflow", workflows())
def test_extracted(built: Outcome, workflow: str, case: str) -> None:
    warehouse, landed = built.warehouses[workflow], built.landed
    if (workflow, case) not in landed:
        pytest.skip("the contract has no such body")
    delivery = landed[workflow, case]
    assert delivery.expected["accepted"]
    expected = delivery.expected["extracted"]
    if isinstance(expected, str):
        expected = {delivery.extracted_table: [{}]} if "one row" in expected and has_key(workflow, case) else {}
    for label, rows in expected.items():
        if label.startswith("mapped."):
            continue  # the prior system's look-up step; core holds what it was for
        name = label if relation_exists(warehouse, label) else delivery.extracted_table
        actual = warehouse.rows(f"select * from {name} where payload_id = %s", [delivery.payload_id])
        for row in rows:
            assert any(holds(found, row) for found in actual), (label, row, actual)
        if rows != [{}]:
            assert len(actual) == len(rows), (label, actual)


def has_key(workflow: str, case: str) -> bool:
    """Customer research without customers has no row per customer."""
    return "customers" not in workflow or workflow == "manual-company-customers"


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("workflow", workflows())
def test_core(built: Outcome, workflow: str, case: str) -> None:
    landed, core = built.landed, built.core
    if (workflow, case) not in landed:
        pytest.skip("the contract has no such body")
    for part in ("core", "core_eventual"):
        for table, rows in (landed[workflow, case].expected.get(part) or {}).items():
            if table not in CORE:
                continue
            for expected in rows:
                row = {key: value for key, value in expected.items() if (table, key) not in LATER}
                assert any(holds(found, row) for found in core[workflow, case][table]), (table, row)


@pytest.mark.parametrize("workflow", workflows())
def test_books(built: Outcome, workflow: str) -> None:
    warehouse = built.warehouses[workflow]
    books = warehouse.rows("select * from ops.landing_ledger where workflow_slug = %s", [workflow])[0]
    assert books["landed"] == books["extracted"]
    assert warehouse.one("select count(*) from ops.coalescing_gaps") == 0


def test_a_missing_value_is_noticed() -> None:
    assert not holds({"name": "Acme"}, {"name": "Other"})
    assert not holds({}, {"name": None})
