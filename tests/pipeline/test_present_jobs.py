"""The present job of a person is of one record of each source, in any order; a job that is listed twice is one."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest

from tests.bodies import START, job, profile
from tests.harness import Body, Warehouse

ACME = job("Acme", "VP Sales", "2020-01-01")
BETA = job("Beta", "CEO", "2025-01-01")
CAREERS: dict[str, tuple[list[dict[str, Any]], tuple[str | None, ...]]] = {
    "no-domain": ([ACME, {**BETA, "company_domain": None}], ("CEO", "Beta", None, "2025-01-01")),
    "no-start": ([ACME, {**BETA, "start_date": None}], ("CEO", "Beta", "beta.example", None)),
    "no-name": ([ACME, {**BETA, "company": None}], ("CEO", None, "beta.example", "2025-01-01")),
    "no-title": ([ACME, {**BETA, "title": None}], (None, "Beta", "beta.example", "2025-01-01")),
    "same": (
        [ACME, {**ACME, "company_domain": None, "start_date": None}],
        ("VP Sales", "Acme", "acme.example", "2020-01-01"),
    ),
    "back": ([BETA, ACME, {**BETA, "company_domain": None}], ("CEO", "Beta", None, "2025-01-01")),
}
"""Latest jobs by the day on which a profile told them, and what core is to say."""

READERS = ("extracted__person_attributes", "core__people", "core__lead_records", "core__person_work_history")


def answer(name: str, order: tuple[int, ...], day: int) -> Body:
    """Return the profile of one day of one person; each order of the days is a person of its own."""
    slug = f"{name}-{''.join(str(one) for one in order)}"
    latest = CAREERS[name][0][day]
    body = profile(slug, [latest], (START + timedelta(days=day)).isoformat(), latest_experience=latest)
    return Body("clay-person-profile", body)


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    """Every order of the records of every career, one record of each person a build."""
    orders = [
        (name, order) for name, (jobs, _) in CAREERS.items() for order in itertools.permutations(range(len(jobs)))
    ]
    twice = [ACME, BETA, ACME, {**ACME, "end_date": "2024-01-01"}]
    module_warehouse.land([Body("clay-person-profile", profile("twice", twice, START.isoformat()))])
    for step in range(3):
        module_warehouse.land([answer(name, order, order[step]) for name, order in orders if step < len(order)])
        module_warehouse.build()
    return module_warehouse


@pytest.mark.parametrize("name", CAREERS)
def test_it_is_of_one_record_in_any_order(built: Warehouse, name: str) -> None:
    said = built.sql(
        "select distinct title, company_name, company_domain, job_start_date::text from core.people"
        " where linkedin_slug like %s",
        [f"{name}-%"],
    )
    assert said == [CAREERS[name][1]]


def test_a_job_that_is_listed_twice_is_one(built: Warehouse) -> None:
    for table in ("person_work_history", "person_career_steps"):
        jobs = f"select company_name from core.{table} where linkedin_url like '%%/twice' order by company_name"
        assert built.sql(jobs) == [("Acme",), ("Acme",), ("Beta",)]
    assert built.one("select count(*) from extracted.person_experience where linkedin_url like '%%/twice'") == 4


def test_what_was_replaced_or_listed_twice_is_no_gap(built: Warehouse) -> None:
    assert built.sql("select * from ops.current_gaps where core_table not like 'core.compan%%'") == []


def test_a_full_refresh_changes_nothing(built: Warehouse) -> None:
    before = built.core()
    built.build("--full-refresh", "--select", *(f"{model},config.materialized:incremental" for model in READERS))
    assert built.core() == before
