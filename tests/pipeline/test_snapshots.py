"""Snapshots: what core said and since when, at the cost of what changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.bodies import discovery, firmographics
from tests.harness import Body, Warehouse

URL = "https://www.linkedin.com/in/ada"
SNAPSHOTS = ("history.person_employers", "history.person_titles", "history.companies")


def hit(day: str, company: str, title: str) -> Body:
    """Return a search hit of Ada, received on a day."""
    payload = {
        "name": "Ada Brightwater",
        "domain": f"{company.lower()}.example",
        "latest_experience_company": company,
        "latest_experience_title": title,
    }
    return Body("clay-find-people", {"linkedin_url": URL, "raw_payload": payload}, f"{day}T00:00:00Z")


def enriched(day: str, seniority: str) -> Body:
    """Return what a model says of Ada's title."""
    payload = {
        "linkedin_url": URL,
        "latest_title": "VP Sales",
        "cleaned_job_title": "VP Sales",
        "job_function": "Sales",
        "seniority_level": seniority,
    }
    return Body("clay-find-people-title-enrichment", payload, f"{day}T00:00:00Z")


MODELS = ("--select", *(f"+{name},config.materialized:incremental" for name in ("core__people", "core__companies")))
TITLES = ("+core__person_job_titles,config.materialized:incremental",)


def take(warehouse: Warehouse, *arguments: str) -> None:
    outcome = warehouse.dbt("build", "--resource-type", "snapshot", *arguments)
    assert outcome.success, outcome.failed()


def build(warehouse: Warehouse, *bodies: Body, arguments: tuple[str, ...] = (), more: tuple[str, ...] = ()) -> None:
    warehouse.land(bodies)
    warehouse.build(*arguments, *MODELS, *more)
    take(warehouse, *arguments)


def employers(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    return warehouse.sql(
        "select is_known, company_name, title, to_char(dbt_valid_from at time zone 'UTC', 'YYYY-MM-DD'),"
        " to_char(dbt_valid_to at time zone 'UTC', 'YYYY-MM-DD') from history.person_employers order by dbt_valid_from"
    )


def state(warehouse: Warehouse) -> dict[str, list[str]]:
    return {name: warehouse.table(name) for name in SNAPSHOTS}


@pytest.mark.long
def test_three_builds_with_changes_between(warehouse: Warehouse) -> None:
    """A row holds from its observation until the next one; what stays the same is no row."""
    build(warehouse)
    assert state(warehouse) == {name: [] for name in SNAPSHOTS}
    build(warehouse, hit("2025-01-10", "Acme", "Director"))
    build(warehouse, hit("2025-06-10", "Acme", "VP"))
    build(warehouse, hit("2025-07-10", "Acme", "VP"))
    build(warehouse, hit("2025-09-10", "Beta", "CRO"))
    assert employers(warehouse) == [
        (True, "Acme", "Director", "2025-01-10", "2025-06-10"),
        (True, "Acme", "VP", "2025-06-10", "2025-09-10"),
        (True, "Beta", "CRO", "2025-09-10", None),
    ]
    changes = warehouse.sql(
        "select change, previous_company_name, company_name, previous_title, title, is_correction"
        " from ops.person_changes_seen order by occurred_before"
    )
    assert changes == [
        ("title", "Acme", "Acme", "Director", "VP", False),
        ("employer", "Acme", "Beta", "VP", "CRO", False),
    ]


@pytest.mark.long
def test_companies_and_titles(warehouse: Warehouse) -> None:
    first = Body("clay-find-companies", discovery("acme.example", size="11-50"), "2025-01-10T00:00:00Z")
    build(warehouse, first, hit("2025-01-10", "Acme", "VP Sales"), enriched("2025-01-11", "VP"), more=TITLES)
    grown = firmographics("acme.example", name="Acme", employee_count=70, last_refresh="2025-06-10T00:00:00Z")
    build(
        warehouse,
        Body("clay-company-firmographics", grown, "2025-06-11T00:00:00Z"),
        hit("2025-06-11", "Acme", "VP Sales"),
    )
    build(warehouse, more=TITLES)
    companies = warehouse.sql(
        "select name, size_range, employee_count, observed_at = dbt_valid_from, dbt_valid_to is null"
        " from history.companies where domain = 'acme.example' order by dbt_valid_from"
    )
    assert companies == [("Acme", "11-50", None, True, False), ("Acme", "11-50", 70, True, True)]
    titles = warehouse.sql("select job_title, is_known from history.person_titles where dbt_valid_to is null")
    assert titles == [("VP Sales", True)]


@pytest.mark.long
def test_a_build_without_news_adds_nothing(warehouse: Warehouse) -> None:
    company = Body("clay-find-companies", discovery("acme.example"))
    build(warehouse, hit("2025-01-10", "Acme", "Director"), company)
    before = state(warehouse)
    build(warehouse)
    build(warehouse, hit("2025-01-10", "Acme", "Director"))
    build(warehouse, arguments=("--vars", "{heal: true}"))
    build(warehouse, arguments=("--full-refresh",))
    assert state(warehouse) == before


@pytest.mark.long
def test_an_older_delivery_that_comes_late_changes_nothing(warehouse: Warehouse) -> None:
    build(warehouse, hit("2025-06-10", "Acme", "VP"))
    before = warehouse.table("history.person_employers")
    build(warehouse, hit("2025-01-10", "Beta", "Director"))
    assert warehouse.table("history.person_employers") == before


@pytest.mark.long
def test_an_older_delivery_of_a_better_source_is_a_correction(warehouse: Warehouse) -> None:
    """It was not known before: the row before keeps its start, and the new one holds from the snapshot on."""
    payload = {"name": "Ada", "latest_experience": {"company": "Acme", "title": "CRO"}, "last_refresh": "2025-06-10"}
    profile = Body("clay-person-profile", {"linkedin_url": URL, "raw_payload": payload}, "2025-06-10T00:00:00Z")
    build(warehouse, profile)
    began: datetime = warehouse.one("select now()")
    build(warehouse, hit("2025-01-10", "Beta", "CRO"))
    rows = warehouse.sql(
        "select company_name, dbt_valid_from, dbt_valid_to, observed_at from history.person_employers order by 2"
    )
    assert [row[0] for row in rows] == ["Acme", "Beta"]
    assert rows[0][1] < rows[0][2] == rows[1][1]
    assert rows[1][1] >= began > rows[1][3]
    assert warehouse.sql("select is_correction from ops.person_changes_seen") == [(True,)]
    build(warehouse, hit("2025-08-10", "Acme", "CEO"))
    spans = warehouse.sql("select dbt_valid_from, dbt_valid_to from history.person_employers order by 1")
    assert all(end is None or start < end for start, end in spans)
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]


@pytest.mark.long
def test_a_person_who_leaves_core_and_comes_back(warehouse: Warehouse) -> None:
    """Only a comparison of all keys sees a row of core that is gone."""
    build(warehouse, hit("2025-06-10", "Acme", "VP"))
    warehouse.sql("delete from core.people")
    take(warehouse, "--vars", "{heal: true}")
    assert [row[:3] for row in employers(warehouse)] == [(True, "Acme", "VP"), (False, None, None)]
    build(warehouse, arguments=("--vars", "{heal: true}"))
    assert [row[:3] for row in employers(warehouse)] == [
        (True, "Acme", "VP"),
        (False, None, None),
        (True, "Acme", "VP"),
    ]


def test_one_row_of_a_key_holds_now(warehouse: Warehouse) -> None:
    build(warehouse, hit("2025-06-10", "Acme", "VP"))
    with pytest.raises(Exception, match="person_employers_current"):
        warehouse.sql("insert into history.person_employers select * from history.person_employers")


@pytest.mark.long
def test_a_failed_snapshot_is_taken_by_the_next_build(warehouse: Warehouse) -> None:
    """Its position is written with its rows, in one transaction."""
    build(warehouse, hit("2025-01-10", "Acme", "Director"))
    warehouse.sql("alter table history.person_employers add constraint no_vp check (title <> 'VP')")
    warehouse.land([hit("2025-06-10", "Acme", "VP")])
    warehouse.build(*MODELS)
    assert warehouse.dbt("snapshot").statuses["history__person_employers"] == "error"
    assert len(employers(warehouse)) == 1
    warehouse.sql("alter table history.person_employers drop constraint no_vp")
    build(warehouse)
    assert [row[2] for row in employers(warehouse)] == ["Director", "VP"]


@pytest.mark.long
def test_only_rows_of_changed_keys_are_read(warehouse: Warehouse) -> None:
    """The comparison finds the rows by their key, however many there are (law 12)."""
    build(warehouse, hit("2025-01-10", "Acme", "Director"))
    warehouse.sql(
        "insert into history.person_employers"
        " (linkedin_url, is_known, seen_from, recorded_at, dbt_scd_id, dbt_valid_from)"
        " select 'https://www.linkedin.com/in/p' || n, true, now(), now(), md5(n::text), now()"
        " from generate_series(1, 20000) as n"
    )
    warehouse.sql("analyze history.person_employers")
    read = "select coalesce(seq_tup_read, 0) from pg_stat_user_tables where relname = 'person_employers'"
    before = warehouse.one(read)
    build(warehouse, hit("2025-06-10", "Acme", "VP"))
    warehouse.sql("select pg_stat_force_next_flush()")
    assert warehouse.one(read) - before < 20000
