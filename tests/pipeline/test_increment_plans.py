"""No increment reads a table from end to end: plans, not times, of every incremental model.

The tables hold a few hundred rows, the planner believes in two million of each. What it plans to read whole for three
new rows, it would read whole in a warehouse that has grown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pytest

from bench.leads.plans import nodes
from tests import imitation
from tests.harness import TABLES, Warehouse

OUTSIDE = {"ops__lead_coverage_history"}
"""Not an increment: it counts all leads once a day."""

KNOWN: Mapping[str, set[str]] = {}
"""Models that read a table whole, with these tables."""


@pytest.fixture(scope="module")
def large(module_warehouse: Warehouse) -> Iterator[psycopg.Connection[Any]]:
    with module_warehouse.connect() as connection:
        imitation.fill(connection)
        yield connection


@pytest.fixture(scope="module")
def compiled(large: psycopg.Connection[Any], module_warehouse: Warehouse) -> dict[str, str]:
    outcome = module_warehouse.dbt("compile", *TABLES, "--exclude", "resource_type:test", "resource_type:unit_test")
    assert outcome.success, outcome.failed()
    return outcome.compiled


def read_whole(connection: psycopg.Connection[Any], query: str) -> set[str]:
    """Return the growing tables that a query would read from end to end, row by row or along an index."""
    grows = {name.split(".")[-1] for name in imitation.growing_tables(connection)}
    raw = connection.execute(
        "select inhrelid::regclass::text from pg_inherits where inhparent = 'raw.payloads'::regclass"
    )
    grows |= {name.split(".")[-1] for (name,) in raw.fetchall()}
    ((plan,),) = connection.execute(f"explain (format json) {query}".encode()).fetchall()
    found = set()
    for node in nodes(plan[0]["Plan"]):
        along_index = node["Node Type"] in ("Index Scan", "Index Only Scan") and "Index Cond" not in node
        if (node["Node Type"] == "Seq Scan" or along_index) and node["Relation Name"] in grows:
            found.add(node["Relation Name"])
    return found


def test_an_increment_reads_no_table_whole(large: psycopg.Connection[Any], compiled: dict[str, str]) -> None:
    scans = {model: read_whole(large, query) for model, query in compiled.items() if model not in OUTSIDE}
    assert {model: tables for model, tables in scans.items() if tables} == KNOWN


def test_the_plans_are_those_of_increments(compiled: dict[str, str]) -> None:
    """A plan for a first build would prove nothing."""
    assert len(compiled) > 100
    assert "changed_in > 1 and news.changed_in <= 2" in compiled["core__people"]


def test_a_scan_is_noticed(large: psycopg.Connection[Any]) -> None:
    """dbt's usual way to find what is new reads the source and itself from end to end."""
    newest = "(select max(created_at) from core.person_work_history)"
    query = f"select * from extracted.person_profile where received_at > {newest}"
    assert read_whole(large, query) == {"person_profile", "person_work_history"}


def test_a_scan_along_an_index_is_noticed(large: psycopg.Connection[Any]) -> None:
    assert read_whole(large, "select * from core.people order by linkedin_url") == {"people"}
