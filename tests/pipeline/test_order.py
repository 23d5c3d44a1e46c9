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


def test_an_address_stays_with_whom_it_was_first_found_for(warehouse: Warehouse) -> None:
    """Bodies that come again, early or late, change nothing but when they first came."""

    def found(person: str, day: int) -> Body:
        answer = {"email": "sales@acme.example", "status": "valid"}
        return Body(
            "leadmagic-email",
            {"person_linkedin_url": f"https://www.linkedin.com/in/{person}", "leadmagic_raw_payload": answer},
            f"2026-03-0{day} 00:00:00+00",
        )

    def owner(*arguments: str) -> list[tuple[Any, ...]]:
        warehouse.build(*arguments, "--select", "extracted__person_email+,config.materialized:incremental")
        return warehouse.sql(
            "select linkedin_slug, updated_at::date::text from core.person_emails as e"
            " cross join lateral reference.linkedin_slug(e.linkedin_url) as linkedin_slug"
        )

    warehouse.land([found("ada", 2), found("bo", 3)])
    assert owner() == [("ada", "2026-03-03")]
    warehouse.land([found("ada", 4)])
    assert owner() == [("ada", "2026-03-04")]
    warehouse.land([found("bo", 1)])
    assert owner() == [("bo", "2026-03-04")]
    assert owner("--full-refresh") == [("bo", "2026-03-04")]


def test_a_difference_would_be_seen(reference: dict[str, list[str]], server_url: str, template: str) -> None:
    with database(server_url, "hq_test_order_other", template) as other:
        changed: Any = build_in(other, DELIVERIES[:-40], 1)
        assert changed != reference
