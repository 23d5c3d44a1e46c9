"""Each workflow's bodies land over HTTP and come out, in extracted and in core, as its contract says."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.conformance.cases import CASES, Case, cases, holds, registry
from tests.harness import SHARED, Warehouse, database
from tests.ingest.running import running

WORKFLOWS = sorted(registry())
APART = {
    "company-customers-v2": 1,
    "upsert-core-company-full": 1,
    "clay-company-vc-investors": 1,
    "leadmagic-email": 1,
    "gemini-extract-case-study-details": 1,
    "case-study-buyers": 2,
    "extract-case-study-buyer": 2,
}
"""Workflows that speak of an entity which others speak of in the same cases; they get warehouses of their own."""


@dataclass
class Outcome:
    """What came of the bodies.

    Attributes:
        warehouses: warehouse by workflow.
        payloads: id of the delivery by workflow and case.
        core: rows by table after a case, by workflow and case.
    """

    warehouses: dict[str, Warehouse] = field(default_factory=dict)
    payloads: dict[tuple[str, str], str] = field(default_factory=dict)
    core: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = field(default_factory=dict)


def read(warehouse: Warehouse, names: set[str]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the tables that exist."""
    exist = warehouse.sql("select name from unnest(%s::text[]) as name where to_regclass(name) is not null", [[*names]])
    return {name: warehouse.rows(f"select * from {name}") for (name,) in exist}


def build_cases(warehouse: Warehouse, client: httpx.Client, group: list[str], outcome: Outcome) -> None:
    """Post all full bodies of a group and build, then all odd ones, then all sparse ones."""
    names = {name for workflow in group for case in cases(workflow).values() for name in case.core}
    for name in CASES:
        for workflow in group:
            outcome.warehouses[workflow] = warehouse
            if name in cases(workflow):
                answer = client.post(f"/ingest/{workflow}", json=cases(workflow)[name].body)
                assert answer.status_code == 202, answer.text
                outcome.payloads[workflow, name] = answer.json()["payload_id"]
        warehouse.build()
        core = read(warehouse, names)
        outcome.core.update({(workflow, name): core for workflow in group})


@pytest.fixture(scope="module")
def built(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    """Build every case of every workflow."""
    outcome = Outcome()
    with ExitStack() as stack:
        for number in sorted({0, *APART.values()}):
            group = [workflow for workflow in WORKFLOWS if APART.get(workflow, 0) == number]
            name = f"hq_test_conformance_{number}_{os.getpid()}"
            warehouse = stack.enter_context(database(server_url, name, template))
            folder = tmp_path_factory.mktemp("service")
            with running(warehouse.url, folder, "--open") as service, service.client() as client:
                build_cases(warehouse, client, group, outcome)
        yield outcome


ALL = [pytest.param(workflow, case, id=f"{workflow}-{case}") for workflow in WORKFLOWS for case in cases(workflow)]


@pytest.mark.parametrize(("workflow", "name"), ALL)
def test_extracted(built: Outcome, workflow: str, name: str) -> None:
    warehouse, case = built.warehouses[workflow], cases(workflow)[name]
    payload = built.payloads[workflow, name]
    expected = {registry()[workflow]["extracted_table"]: [{}]} if case.one_row else case.extracted
    for label, rows in expected.items():
        found = good_rows(warehouse, label, payload, case)
        for row in rows:
            assert any(holds(one, row) for one in found), (label, row, found)
        assert case.follows or len(found) == len(rows), (label, found)


def good_rows(warehouse: Warehouse, table: str, payload: str, case: Case) -> list[dict[str, Any]]:
    """Return the good rows of a body; all of the table when the case describes its state after the full body."""
    rows = warehouse.rows(f"select * from {table}")
    return [
        row
        for row in rows
        if row.get("rejected_reason") is None and (case.follows or str(row["payload_id"]) == payload)
    ]


@pytest.mark.parametrize(("workflow", "name"), ALL)
def test_core(built: Outcome, workflow: str, name: str) -> None:
    core = built.core[workflow, name]
    for table, rows in cases(workflow)[name].core.items():
        assert table in core, f"there is no {table}"
        for row in rows:
            assert any(holds(one, row) for one in core[table]), (table, row, core[table])


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_books(built: Outcome, workflow: str) -> None:
    """Every body is in the model of its kind, good or with a reason; nothing eligible is missing in core."""
    warehouse = built.warehouses[workflow]
    books = warehouse.rows("select * from ops.landing_ledger where workflow_slug = %s", [workflow])[0]
    assert books["landed"] == len(cases(workflow)) == books["extracted"] + books["rejected"]
    assert not warehouse.rows("select * from ops.current_gaps where workflow_slug = %s", [workflow])


def test_a_second_build_changes_nothing(built: Outcome) -> None:
    warehouse = built.warehouses["clay-find-companies"]
    before = warehouse.core()
    warehouse.build()
    assert warehouse.core() == before
    warehouse.build("--full-refresh")
    assert warehouse.core() == before


def test_a_missing_value_is_noticed() -> None:
    assert not holds({"name": "Acme"}, {"name": "Other"})
    assert not holds({}, {"name": None})


@pytest.mark.shared
def test_the_cases_are_those_of_the_contract() -> None:
    """The copies in this project say what the contract says, where its folder is at hand."""
    folder = SHARED / "contracts" / "payloads"
    written_down = {path.name for path in folder.iterdir() if path.is_dir()} & set(WORKFLOWS)
    assert len(written_down) > 100
    for workflow in sorted(written_down):
        for name in CASES:
            path = folder / workflow / f"{name}.json"
            assert path.exists() == (name in cases(workflow)), (workflow, name)
            if path.exists():
                written = json.loads(path.read_text(encoding="utf-8"))
                body = cases(workflow)[name].body
                assert {key: body[key] for key in written} == written, (workflow, name)
