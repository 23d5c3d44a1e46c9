"""Law 6: the same deliveries give the same core, whatever their order and however they are cut into builds."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.bodies import mixture
from tests.harness import Body, Warehouse, database

DELIVERIES = mixture(seed=11, count=240)
KINDS = [
    "company_customer_research",
    "company_discovery",
    "company_firmographics",
    "person_discovery",
    "person_profile",
    "signal_news_fundraising",
]
READERS = ("--select", *(f"extracted__{kind}+,config.materialized:incremental" for kind in KINDS))
"""The tables that read what is delivered here, at any distance."""


def build_in(warehouse: Warehouse, bodies: list[Body], parts: int) -> dict[str, list[str]]:
    size = -(-len(bodies) // parts)
    for start in range(0, len(bodies), size):
        warehouse.land(bodies[start : start + size])
        warehouse.build()
    return warehouse.core()


@pytest.fixture(scope="module")
def reference(module_warehouse: Warehouse) -> dict[str, list[str]]:
    return build_in(module_warehouse, DELIVERIES, 1)


def test_the_deliveries_reach_every_table_of_core(reference: dict[str, list[str]]) -> None:
    for table in ("companies", "people", "person_work_history", "company_funding", "company_customers"):
        assert reference[table], table


@pytest.mark.parametrize(
    ("seed", "parts"), [(2, 3), *(pytest.param(*case, marks=pytest.mark.long) for case in ((1, 8), (3, 1)))]
)
def test_order_and_increments_do_not_matter(
    reference: dict[str, list[str]], warehouse: Warehouse, seed: int, parts: int
) -> None:
    shuffled = random.Random(seed).sample(DELIVERIES, len(DELIVERIES))
    assert build_in(warehouse, shuffled, parts) == reference


def test_repeats_do_not_matter(reference: dict[str, list[str]], module_warehouse: Warehouse) -> None:
    module_warehouse.land(DELIVERIES[:100])
    module_warehouse.build()
    assert module_warehouse.core() == reference


def test_full_refresh_changes_nothing(reference: dict[str, list[str]], module_warehouse: Warehouse) -> None:
    module_warehouse.build("--full-refresh", *READERS)
    assert module_warehouse.core() == reference


def test_a_difference_would_be_seen(reference: dict[str, list[str]], server_url: str, template: str) -> None:
    with database(server_url, "hq_test_order_other", template) as other:
        changed: Any = build_in(other, DELIVERIES[:-40], 1)
        assert changed != reference
