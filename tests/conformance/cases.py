"""The cases of the conformance suite: bodies, what must come of them, and where this project judges otherwise."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.harness import PROJECT

CASES = ("full", "odd", "sparse")
FOLDER = Path(__file__).parent / "cases"
JUDGEMENTS = Path(__file__).parent / "judgements.json"
TABLES = ("extracted", "core", "core_eventual", "reference")


@dataclass(frozen=True)
class Case:
    """One body and what must come of it.

    Attributes:
        workflow: slug of the registry.
        name: full, odd or sparse.
        body: what is posted, an answer of a model or a provider included.
        extracted: rows by table of extracted; a table without rows must have no good row of this body.
        one_row: True when only one good row in the workflow's own table is asked for.
        core: rows by table of core or reference that must be there after the case is built.
        follows: True when the rows describe the state after the full body.
    """

    workflow: str
    name: str
    body: Any
    extracted: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    one_row: bool = False
    core: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    follows: bool = False


@cache
def registry() -> dict[str, dict[str, str]]:
    """Return the rows of the registry seed by slug."""
    with (PROJECT / "seeds/registry/enrichment_workflow_registry.csv").open(encoding="utf-8") as lines:
        return {row["workflow_slug"]: row for row in csv.DictReader(lines)}


@cache
def judgements() -> list[dict[str, Any]]:
    """Return what this project expects otherwise than the contract, each with its reason."""
    return list(json.loads(JUDGEMENTS.read_text(encoding="utf-8")))


def written(workflow: str) -> dict[str, Any]:
    """Return the cases of a workflow as they are written down."""
    return dict(json.loads((FOLDER / f"{workflow}.json").read_text(encoding="utf-8")))


def judged(workflow: str, case: str, expected: dict[str, Any]) -> dict[str, Any]:
    """Return expectations with the project's own judgements in their place."""
    expected = {key: expected.get(key) for key in (*TABLES, "after")}
    for entry in judgements():
        if workflow not in entry["workflows"] or case not in entry.get("cases", CASES):
            continue
        if "follows" in entry:
            expected["after"] = "full" if entry["follows"] else None
        if "extracted" in entry and entry.get("replaces"):
            expected["extracted"] = entry["extracted"]
        for part in TABLES:
            found = expected[part]
            if not isinstance(found, dict):
                continue
            tables = {name: rows for name, rows in found.items() if name not in entry.get("not_tables", ())}
            for table, columns in entry.get("not_columns", {}).items():
                kept = tables.get(table, [])
                tables[table] = [{key: row[key] for key in row if key not in columns} for row in kept]
                if not kept:
                    del tables[table]
            expected[part] = tables
        for table, rows in entry.get("tables", {}).items():
            part = "extracted" if table.startswith("extracted.") else "core"
            expected[part] = {**(expected[part] or {}), table: rows}
    return expected


@cache
def cases(workflow: str) -> dict[str, Case]:
    """Return the cases of a workflow by name."""
    found = {}
    for name, entry in written(workflow).items():
        expected = judged(workflow, name, entry["expected"])
        body = entry["body"]
        answers = [judgement["answer"] for judgement in judgements() if applies(judgement, workflow, name)]
        for answer in [entry.get("answer"), *answers]:
            body = {**body, **answer} if answer else body
        tables = {key: value for part in TABLES[1:] for key, value in (expected[part] or {}).items()}
        stated = expected["extracted"]
        in_reference = {} if not isinstance(stated, dict) else {k: v for k, v in stated.items() if k[:2] == "re"}
        found[name] = Case(
            workflow,
            name,
            body,
            {k: v for k, v in stated.items() if k not in in_reference} if isinstance(stated, dict) else {},
            isinstance(stated, str),
            {**tables, **in_reference},
            expected["after"] == "full",
        )
    return found


def applies(judgement: dict[str, Any], workflow: str, case: str) -> bool:
    """Tell whether a judgement gives the body of a case its answer."""
    return "answer" in judgement and workflow in judgement["workflows"] and case in judgement.get("cases", CASES)


def same(found: Any, expected: Any) -> bool:
    """Tell whether a value of the database is the one of the contract: dates and times compare as such."""
    if expected is None or found is None:
        return found is expected
    if isinstance(found, UUID):
        return bool(str(found) == expected)
    if isinstance(found, datetime) and isinstance(expected, str):
        meant = datetime.fromisoformat(expected.replace("Z", "+00:00"))
        return found == (meant if meant.tzinfo else meant.replace(tzinfo=UTC))
    if isinstance(found, date) and isinstance(expected, str):
        return found.isoformat() == expected[:10]
    if isinstance(found, Decimal | int) and not isinstance(found, bool) and isinstance(expected, int | float):
        return float(found) == float(expected)
    return bool(found == expected)


def holds(row: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Tell whether a row has every expected value."""
    return all(key in row and same(row[key], value) for key, value in expected.items())
