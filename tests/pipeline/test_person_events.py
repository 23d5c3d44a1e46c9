"""Hires, departures and promotions: out of careers, merged with signals and with what changed between two sightings."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bodies import job, profile
from tests.harness import Body, Warehouse

READERS = ("--select", "+core__person_events,config.materialized:incremental")
URL = "https://www.linkedin.com/in/"
SEEN = "2026-02-18T00:00:00Z"

Job = tuple[str, str, str | None, str | None]
"""Company, title, start, end; without an end the job goes on."""


def career(slug: str, jobs: list[Job], refreshed: str = SEEN) -> Body:
    """Return a profile with these jobs, newest first."""
    listed = [
        {k: v for k, v in job(company, title, start or "", end_date=end, is_current=end is None).items() if v != ""}
        for company, title, start, end in jobs
    ]
    return Body("clay-person-profile", profile(slug, listed, refreshed), SEEN)


def sighting(slug: str, day: str, company: str, title: str | None, **fields: Any) -> Body:
    """Return a search hit of a person, received on a day."""
    payload = {
        "name": slug,
        "domain": f"{company.lower()}.example",
        "latest_experience_company": company,
        "latest_experience_title": title,
        **fields,
    }
    return Body("clay-find-people", {"linkedin_url": URL + slug, "raw_payload": payload}, f"{day}T12:00:00Z")


def promotion(slug: str, day: str | None, title: str, company: str | None = None, **fields: Any) -> Body:
    """Return a signal of a promotion; its profile names the company, if any."""
    event: dict[str, Any] = {"newTitle": [title], "previousTitle": ["Director"]}
    if company:
        latest = {"company": company, "company_domain": f"{company.lower()}.example", "title": title}
        event["fullProfile"] = {"url": URL + slug, "latest_experience": latest}
    payload = {"person_linkedin_url": URL + slug, "promotion_event_raw_payload": event, "new_title": title}
    return Body("clay-signal-promotion", {**payload, "start_date_with_new_title": day, **fields}, SEEN)


def hired(slug: str, company: str, day: str | None = None, at: str = SEEN) -> Body:
    """Return a signal: with a day a change of job, without one a new hire."""
    person = {"person_linkedin_url": URL + slug}
    named = f"{company.lower()}.example"
    if day is None:
        return Body("clay-signal-new-hire", {**person, "company_domain": named, "company_name": company}, at)
    new = {"new_company_domain": named, "new_company_name": company, "start_date_at_new_job": day}
    return Body("clay-signal-job-change", {**person, **new}, at)


def client_promotion(slug: str, client: str, day: str, title: str, company: str) -> Body:
    """Return a promotion that a monitor has seen for a client."""
    domain = f"{company.lower()}.example"
    latest = {"company": company, "company_domain": domain, "title": title, "start_date": day}
    person = {"url": URL + slug, "latest_experience": latest}
    event = {"newTitle": [title], "previousTitle": ["Director"], "fullProfile": person}
    return Body("signal-promotion-v2", {"client_domain": client, "raw_promotion_payload": event}, SEEN)


CAREERS: dict[str, tuple[list[Job], list[tuple[str, str, str, str | None]]]] = {
    # slug: jobs, then (kind, company, day, previous title) in order of kind and day
    "gap-of-89-days": (
        [("Acme", "VP", "2021-03-30", None), ("Acme", "Director", "2019-01-15", "2020-12-31")],
        [("hire", "acme", "2019-01-15", None), ("promotion", "acme", "2021-03-30", "Director")],
    ),
    "gap-of-90-days": (
        [("Acme", "VP", "2021-03-31", None), ("Acme", "Director", "2019-01-15", "2020-12-31")],
        [("hire", "acme", "2019-01-15", None), ("promotion", "acme", "2021-03-31", "Director")],
    ),
    "gap-of-91-days": (
        [("Acme", "VP", "2021-04-01", None), ("Acme", "Director", "2019-01-15", "2020-12-31")],
        [
            ("departure", "acme", "2020-12-31", None),
            ("hire", "acme", "2019-01-15", None),
            ("hire", "acme", "2021-04-01", None),
        ],
    ),
    "same-title": (
        [("Acme", "vp  Sales", "2021-01-01", None), ("Acme", "VP Sales", "2019-01-15", "2020-12-31")],
        [("hire", "acme", "2019-01-15", None)],
    ),
    "other-company": (
        [("Beta", "VP", "2021-01-01", None), ("Acme", "Director", "2019-01-15", "2020-12-31")],
        [
            ("departure", "acme", "2020-12-31", None),
            ("hire", "acme", "2019-01-15", None),
            ("hire", "beta", "2021-01-01", None),
        ],
    ),
    "overlap-of-90-days": (
        [("Acme", "VP", "2020-10-02", None), ("Acme", "Director", "2019-01-15", "2020-12-31")],
        [("hire", "acme", "2019-01-15", None), ("promotion", "acme", "2020-10-02", "Director")],
    ),
    "overlap-of-91-days": (
        [("Acme", "VP", "2020-10-01", None), ("Acme", "Director", "2019-01-15", "2020-12-31")],
        [("hire", "acme", "2019-01-15", None)],
    ),
    "a-role-beside-hides-nothing": (
        [
            ("Acme", "VP", "2021-01-01", None),
            ("Acme", "Board Member", "2020-06-01", None),
            ("Acme", "Director", "2019-01-15", "2020-12-31"),
        ],
        [("hire", "acme", "2019-01-15", None), ("promotion", "acme", "2021-01-01", "Director")],
    ),
    "months": (
        [("Acme", "VP", "Mar 2021", "Jun 2023"), ("Acme", "Director", "Jan 2019", "Dec 2020")],
        [
            ("departure", "acme", "2023-06-01", None),
            ("hire", "acme", "2019-01-01", None),
            ("promotion", "acme", "2021-03-01", "Director"),
        ],
    ),
    "years-that-meet": (
        [("Acme", "VP", "2021", None), ("Acme", "Director", "2019", "2021")],
        [("hire", "acme", "2019-01-01", None), ("promotion", "acme", "2021-01-01", "Director")],
    ),
    "years-that-do-not-meet": (
        [("Acme", "VP", "2023", None), ("Acme", "Director", "2019", "2021")],
        [
            ("departure", "acme", "2021-01-01", None),
            ("hire", "acme", "2019-01-01", None),
            ("hire", "acme", "2023-01-01", None),
        ],
    ),
    "a-month-within-the-year": (
        [("Acme", "VP", "Jun 2021", None), ("Acme", "Director", "2019", "2021")],
        [("hire", "acme", "2019-01-01", None), ("promotion", "acme", "2021-06-01", "Director")],
    ),
    "boomerang": (
        [
            ("Acme", "VP", "2023-05-01", None),
            ("Beta", "VP", "2021-01-10", "2023-04-20"),
            ("Acme", "Director", "2019-01-15", "2020-12-31"),
        ],
        [
            ("departure", "acme", "2020-12-31", None),
            ("departure", "beta", "2023-04-20", None),
            ("hire", "acme", "2019-01-15", None),
            ("hire", "acme", "2023-05-01", None),
            ("hire", "beta", "2021-01-10", None),
        ],
    ),
    "another-job-there-goes-on": (
        [("Acme", "Advisor", "2020-01-01", None), ("Acme", "CEO", "2018-01-01", "2024-01-01")],
        [("hire", "acme", "2018-01-01", None)],
    ),
    "no-dates": ([("Acme", "CEO", None, None), ("Acme", "VP", "2018-01-01", "2020-01-01")], []),
    "an-end-to-come": (
        [("Acme", "CEO", "2018-01-01", "2027-01-01")],
        [("hire", "acme", "2018-01-01", None)],
    ),
}


@pytest.fixture(scope="module")
def careers(module_warehouse: Warehouse) -> Warehouse:
    module_warehouse.land([career(slug, jobs) for slug, (jobs, _) in CAREERS.items()])
    module_warehouse.build(*READERS)
    return module_warehouse


def events(warehouse: Warehouse, slug: str, columns: str) -> list[tuple[Any, ...]]:
    return warehouse.sql(
        f"select {columns} from core.person_events where linkedin_url = %s"
        " order by event_kind, client_domain, company_domain, occurred_on, id",
        [URL + slug],
    )


@pytest.mark.parametrize("slug", CAREERS)
def test_a_career_tells_hires_departures_and_promotions(careers: Warehouse, slug: str) -> None:
    found = events(
        careers, slug, "event_kind, split_part(company_domain, '.', 1), occurred_on::text, previous_title, sources"
    )
    assert [row[:4] for row in found] == CAREERS[slug][1]
    assert all(row[4] == ["work_history"] for row in found)


def test_promotions_are_those_of_careers(careers: Warehouse) -> None:
    expected = sorted(
        (URL + slug, f"{company}.example", day, previous)
        for slug, (_, told) in CAREERS.items()
        for kind, company, day, previous in told
        if kind == "promotion"
    )
    found = careers.sql(
        "select linkedin_url, company_domain, promotion_date::text, previous_title from core.person_promotions"
        " where new_title = 'VP' and company_name = 'Acme' and id is not null order by 1"
    )
    assert found == expected


def test_dates_keep_their_precision(careers: Warehouse) -> None:
    columns = "occurred_on_precision, earliest_on::text, latest_on::text"
    assert events(careers, "months", columns)[2] == ("month", "2021-03-01", "2021-03-31")
    assert events(careers, "years-that-meet", columns)[1] == ("year", "2021-01-01", "2021-12-31")
    assert events(careers, "boomerang", columns)[0] == ("day", "2020-12-31", "2020-12-31")


def test_a_return_is_a_second_stay(careers: Warehouse) -> None:
    found = careers.sql(
        "select title, stay, start_event, end_event from core.person_career_steps where linkedin_url = %s"
        " and company_domain = 'acme.example' order by start_date",
        [URL + "boomerang"],
    )
    assert found == [("Director", 1, "hire", "departure"), ("VP", 2, "hire", None)]


def test_a_newer_profile_takes_events_back(warehouse: Warehouse) -> None:
    """What a career no longer tells is told no more, also when nothing is left."""
    warehouse.land([career("ada", [("Acme", "VP", "2020-01-01", "2021-01-01")])])
    warehouse.build(*READERS)
    assert [row[0] for row in events(warehouse, "ada", "event_kind")] == ["departure", "hire"]
    warehouse.land([career("ada", [("Acme", "VP", None, None)], "2026-02-19T00:00:00Z")])
    warehouse.build(*READERS)
    assert events(warehouse, "ada", "event_kind") == []


MERGED: dict[str, tuple[list[Body], list[tuple[Any, ...]]]] = {
    # slug: deliveries, then (kind, client, company, day, precision, earliest, latest, title, sources)
    "a-signal-finer-than-the-career": (
        [
            career(
                "a-signal-finer-than-the-career",
                [("Acme", "VP Sales", "Mar 2025", None), ("Acme", "Director", "2024-01-01", "Feb 2025")],
            ),
            promotion("a-signal-finer-than-the-career", "2025-03-10", "Vice President of Sales"),
        ],
        [
            ("hire", "", "acme", "2024-01-01", "day", "2024-01-01", "2024-01-01", "Director", ["work_history"]),
            (
                *("promotion", "", "acme", "2025-03-10", "day", "2025-03-10", "2025-03-10", "VP Sales"),
                ["signal", "work_history"],
            ),
        ],
    ),
    "a-signal-of-another-time": (
        [
            career(
                "a-signal-of-another-time",
                [("Acme", "VP", "2025-03-01", None), ("Acme", "Director", "2024-01-01", "2025-02-28")],
            ),
            promotion("a-signal-of-another-time", "2025-04-02", "SVP", "Acme"),
        ],
        [
            ("hire", "", "acme", "2024-01-01", "day", "2024-01-01", "2024-01-01", "Director", ["work_history"]),
            ("promotion", "", "acme", "2025-03-01", "day", "2025-03-01", "2025-03-01", "VP", ["work_history"]),
            ("promotion", "", "acme", "2025-04-02", "day", "2025-04-02", "2025-04-02", "SVP", ["signal"]),
        ],
    ),
    "two-signals-of-one-hire": (
        [
            hired("two-signals-of-one-hire", "Acme", "2026-01-05"),
            hired("two-signals-of-one-hire", "Acme", at="2026-02-01T00:00:00Z"),
        ],
        [("hire", "", "acme", "2026-01-05", "day", "2026-01-05", "2026-01-05", None, ["signal"])],
    ),
    "a-hire-without-a-day": (
        [hired("a-hire-without-a-day", "Acme", at="2026-02-01T00:00:00Z")],
        [("hire", "", "acme", "2026-02-01", None, None, "2026-02-01", None, ["signal"])],
    ),
    "another-employer-seen": (
        [
            sighting("another-employer-seen", "2025-01-10", "Acme", "VP"),
            sighting("another-employer-seen", "2025-06-10", "Beta", "CRO"),
            hired("another-employer-seen", "Beta", "2025-03-15"),
        ],
        [
            ("departure", "", "acme", "2025-06-10", None, "2025-01-10", "2025-06-10", "VP", ["observed_change"]),
            (
                *("hire", "", "beta", "2025-03-15", "day", "2025-03-15", "2025-03-15", "CRO"),
                ["observed_change", "signal"],
            ),
        ],
    ),
    "another-title-seen": (
        [
            sighting("another-title-seen", "2025-01-10", "Acme", "Director"),
            sighting("another-title-seen", "2025-06-10", "Acme", "VP", latest_experience_start_date="Mar 2025"),
            sighting("another-title-seen", "2025-07-10", "ACME", "vp"),
        ],
        [("promotion", "", "acme", "2025-03-01", "month", "2025-03-01", "2025-03-31", "VP", ["observed_change"])],
    ),
    "seen-before-the-profile": (
        [
            sighting("seen-before-the-profile", "2025-01-10", "Acme", "Director"),
            sighting("seen-before-the-profile", "2025-06-10", "Beta", "VP"),
            career(
                "seen-before-the-profile",
                [("Beta", "VP", "2025-04-01", None), ("Gamma", "VP", "2020-01-01", "2025-03-31")],
            ),
        ],
        [
            ("departure", "", "gamma", "2025-03-31", "day", "2025-03-31", "2025-03-31", "VP", ["work_history"]),
            (
                *("hire", "", "beta", "2025-04-01", "day", "2025-04-01", "2025-04-01", "VP"),
                ["observed_change", "work_history"],
            ),
            ("hire", "", "gamma", "2020-01-01", "day", "2020-01-01", "2020-01-01", "VP", ["work_history"]),
        ],
    ),
    "seen-after-the-profile": (
        [
            career("seen-after-the-profile", [("Acme", "VP", "2020-01-01", None)]),
            sighting("seen-after-the-profile", "2026-01-10", "Acme", "VP"),
            sighting("seen-after-the-profile", "2026-06-10", "Beta", "CRO"),
        ],
        [
            ("departure", "", "acme", "2026-06-10", None, "2026-01-10", "2026-06-10", "VP", ["observed_change"]),
            ("hire", "", "acme", "2020-01-01", "day", "2020-01-01", "2020-01-01", "VP", ["work_history"]),
            ("hire", "", "beta", "2026-06-10", None, "2026-01-10", "2026-06-10", "CRO", ["observed_change"]),
        ],
    ),
    "a-domain-that-moved": (
        [
            sighting("a-domain-that-moved", "2025-01-10", "Acme", "VP"),
            sighting("a-domain-that-moved", "2025-06-10", "Acme", "VP", domain="acme-group.example"),
        ],
        [],
    ),
    "told-to-a-client": (
        [
            career(
                "told-to-a-client",
                [("Acme", "VP", "Mar 2025", None), ("Acme", "Director", "2024-01-01", "Feb 2025")],
            ),
            client_promotion("told-to-a-client", "buyer.example", "2025-03-10", "VP", "Acme"),
            client_promotion("told-to-a-client", "buyer.example", "2024-09-01", "Head", "Acme"),
        ],
        [
            ("hire", "", "acme", "2024-01-01", "day", "2024-01-01", "2024-01-01", "Director", ["work_history"]),
            ("promotion", "", "acme", "2025-03-01", "month", "2025-03-01", "2025-03-31", "VP", ["work_history"]),
            ("promotion", "buyer", "acme", "2024-09-01", "day", "2024-09-01", "2024-09-01", "Head", ["signal"]),
            ("promotion", "buyer", "acme", "2025-03-10", "day", "2025-03-10", "2025-03-10", "VP", ["signal"]),
        ],
    ),
    "a-first-scan": (
        [
            Body(
                "clay-signal-promotion",
                {
                    "person_linkedin_url": URL + "a-first-scan",
                    "new_title": "VP",
                    "promotion_event_raw_payload": {"isInitialCheck": True},
                },
                SEEN,
            )
        ],
        [],
    ),
    "years-are-different-jobs": (
        [
            career(
                "years-are-different-jobs",
                [
                    ("Acme", "VP", "2024", None),
                    ("Acme", "Director", "2024", "2024"),
                    ("Acme", "Manager", "2022", "2024"),
                ],
            ),
            promotion("years-are-different-jobs", "2024-06-01", "VP", "Acme"),
        ],
        [
            ("hire", "", "acme", "2022-01-01", "year", "2022-01-01", "2022-12-31", "Manager", ["work_history"]),
            ("promotion", "", "acme", "2024-01-01", "year", "2024-01-01", "2024-12-31", "Director", ["work_history"]),
            (
                "promotion",
                "",
                "acme",
                "2024-06-01",
                "day",
                "2024-06-01",
                "2024-06-01",
                "VP",
                ["signal", "work_history"],
            ),
        ],
    ),
}
COLUMNS = (
    "event_kind, split_part(client_domain, '.', 1), split_part(company_domain, '.', 1), occurred_on::text,"
    " occurred_on_precision, earliest_on::text, latest_on::text, title, sources"
)
DELIVERIES = [body for bodies, _ in MERGED.values() for body in bodies]


@pytest.fixture(scope="module")
def merged(careers: Warehouse) -> Warehouse:
    careers.land(DELIVERIES)
    careers.build(*READERS)
    return careers


@pytest.mark.parametrize("slug", MERGED)
def test_one_event_is_one_row(merged: Warehouse, slug: str) -> None:
    assert events(merged, slug, COLUMNS) == MERGED[slug][1]


def test_a_client_is_told_which_row_is_the_same(merged: Warehouse) -> None:
    """Its own row names the public one; the public one says nothing of the client's signal."""
    columns = "client_domain, id, same_event_id, jsonb_array_length(member_ids)"
    _, public, other, own = events(merged, "told-to-a-client", columns)
    assert own[0] == other[0] == "buyer.example"
    assert (own[2], other[2], public[2]) == (public[1], None, None)
    assert public[3] == 1


def test_signals_are_found_by_their_id(merged: Warehouse) -> None:
    lost = merged.one(
        "select count(*) from core.signals as s where s.person_linkedin_url is not null"
        " and not exists (select from core.person_events as e"
        " where s.person_linkedin_url = e.linkedin_url and e.member_ids ? s.id::text)"
    )
    assert lost == 0


@pytest.mark.long
def test_the_order_of_deliveries_does_not_matter(merged: Warehouse, warehouse: Warehouse) -> None:
    """One at a time, backwards, in many builds: the same rows; a full refresh and a repeat change nothing."""
    bodies = [*reversed(DELIVERIES), *(career(slug, jobs) for slug, (jobs, _) in CAREERS.items())]
    for batch in _batches(bodies, 9):
        warehouse.land(batch)
        warehouse.build(*READERS)
    expected = {name: merged.table(name) for name in ("core.person_events", "core.person_career_steps")}
    assert {name: warehouse.table(name) for name in expected} == expected
    warehouse.land(bodies[:20])
    warehouse.build(*READERS)
    warehouse.build("--full-refresh", *READERS)
    assert {name: warehouse.table(name) for name in expected} == expected


def _batches(bodies: list[Body], size: int) -> list[list[Body]]:
    return [bodies[start : start + size] for start in range(0, len(bodies), size)]


def test_a_build_without_news_writes_nothing(merged: Warehouse) -> None:
    written = "select max(xmin::text::bigint), count(*) from core.person_events"
    before = merged.sql(written)
    merged.build(*READERS)
    assert merged.sql(written) == before


def test_lost_events_are_found_and_healed(merged: Warehouse) -> None:
    before = merged.table("core.person_events")
    merged.sql(
        "delete from core.person_events where linkedin_url in (%s, %s)", [URL + "months", URL + "told-to-a-client"]
    )
    gaps = merged.sql("select distinct entity_key from ops.person_events_gaps order by 1")
    assert gaps == [(URL + "months",), (URL + "told-to-a-client",)]
    merged.build("--vars", "{heal: true}", *READERS)
    assert merged.table("core.person_events") == before
    assert merged.one("select count(*) from ops.person_events_gaps") == 0
