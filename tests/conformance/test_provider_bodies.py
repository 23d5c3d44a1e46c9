"""Real shapes of providers: each body is parsed, with the fields that it brings, or rejected for its true reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.cases import registry
from tests.harness import SHARED, Body, Warehouse

pytestmark = pytest.mark.shared

EXPECTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "provider_bodies.json").read_text())


@pytest.fixture(scope="module")
def records(module_warehouse: Warehouse) -> dict[str, dict[str, Any]]:
    """Land every body and return its record by the name of the file."""
    answers = module_warehouse.land(
        [Body(entry["workflow"], (SHARED / "payloads" / name).read_bytes()) for name, entry in EXPECTED.items()]
    )
    module_warehouse.build()
    found = {}
    for (name, entry), answer in zip(EXPECTED.items(), answers, strict=True):
        kind = registry()[entry["workflow"]]["record_kind"]
        query = f"select * from extracted.{kind} where payload_id = %s"
        found[name] = module_warehouse.rows(query, [answer["payload_id"]])[0]
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_parsed_or_rejected_for_its_true_reason(records: dict[str, dict[str, Any]], name: str) -> None:
    record, expected = records[name], EXPECTED[name]
    assert record["rejected_reason"] == expected.get("rejected")
    assert not [column for column in expected.get("filled", []) if record[column] in (None, [], {}, "")]


def test_none_is_left_out_and_none_is_silently_empty() -> None:
    """Only bodies of endpoints outside the catalogue are not here."""
    names = {path.name for path in (SHARED / "payloads").glob("*.json")}
    assert set(EXPECTED) <= names
    assert len(EXPECTED) > 0.95 * len(names)
    assert all(entry.get("filled") or entry.get("rejected") for entry in EXPECTED.values())
