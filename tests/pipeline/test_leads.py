"""What the dashboard reads of leads, by views and functions, against rows worked out by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from psycopg import errors

from tests.bodies import profile
from tests.harness import Body, Warehouse, database
from tests.pipeline.leads_cases import BODIES, FIRST, HIDDEN, LEADS, found, title, url, worked

COLUMNS = [
    "person_id",
    "linkedin_url",
    "linkedin_slug",
    "full_name",
    "linkedin_url_type",
    "linkedin_user_profile_urn",
    "person_city",
    "person_state",
    "person_country",
    "matched_cleaned_job_title",
    "matched_job_function",
    "matched_seniority",
    "job_start_date",
    "company_id",
    "company_domain",
    "company_name",
    "company_linkedin_url",
    "company_city",
    "company_state",
    "company_country",
    "matched_industry",
    "employee_range",
]
PEOPLE = [
    "id",
    "linkedin_url",
    "linkedin_slug",
    "full_name",
    "core_company_id",
    "linkedin_url_type",
    "linkedin_user_profile_urn",
    "person_city",
    "person_state",
    "person_country",
    "matched_cleaned_job_title",
    "matched_job_function",
    "matched_seniority",
    "job_start_date",
    "created_at",
    "updated_at",
]
COMPANIES = "id domain name linkedin_url company_city company_state company_country matched_industry employee_range"
KINDS = [
    "cleaned_company_names",
    "company_customer_research",
    "company_discovery",
    "company_firmographics",
    "location_lookup",
    "person_discovery",
    "person_profile",
    "person_title_enrichment",
    "vc_portfolio",
]
READERS = ("--select", *(f"extracted__{kind}+,config.materialized:incremental" for kind in KINDS))
"""The tables that read what is delivered here, at any distance."""
LATER = FIRST + timedelta(days=30)


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Iterator[Warehouse]:
    module_warehouse.land(BODIES)
    module_warehouse.build()
    yield module_warehouse


def whole(warehouse: Warehouse, slug: str, known: dict[str, Any]) -> dict[str, Any]:
    """Return a lead as readers see it: what is expected of it, and what follows from its keys."""
    ((person_id, company_id),) = warehouse.sql(
        "select reference.stable_uuid(%s), (select id from core.companies where domain = %s)",
        [url(slug), known["company_domain"]],
    )
    keys = {"person_id": person_id, "company_id": company_id, "linkedin_url": url(slug), "linkedin_slug": slug}
    row = {**keys, "full_name": slug.title(), "linkedin_url_type": "real", "linkedin_user_profile_urn": None, **known}
    return {column: row[column] for column in COLUMNS}


def slugs(warehouse: Warehouse, query: str, parameters: Any = ()) -> list[str]:
    return [row["linkedin_slug"] for row in warehouse.rows(query, parameters)]


def test_leads(built: Warehouse) -> None:
    rows = built.rows("select * from core.leads order by linkedin_url")
    assert rows == [whole(built, slug, known) for slug, known in LEADS.items()]
    assert list(rows[0]) == COLUMNS


def test_hidden_leads_say_what_is_missing(built: Warehouse) -> None:
    rows = built.rows(
        "select * from core.hidden_leads where linkedin_slug not like 'titled-%%' order by linkedin_url", []
    )
    expected = [{**whole(built, slug, known), "missing_fields": lacks} for slug, (known, lacks) in HIDDEN.items()]
    assert rows == expected
    assert list(rows[0]) == [*COLUMNS, "missing_fields"]


def test_every_person_is_a_lead_or_a_hidden_one(built: Warehouse) -> None:
    assert (
        built.sql(
            "select linkedin_url from core.people"
            " except all (select linkedin_url from core.leads union all select linkedin_url from core.hidden_leads)"
        )
        == []
    )
    assert built.one("select count(*) from core.people") == len(LEADS) + len(HIDDEN) + 3


def test_recently_promoted(built: Warehouse) -> None:
    """Ada was promoted twice at Acme; the newer one counts, and who is hidden or has left is not there."""
    (row,) = built.rows("select * from core.leads_recently_promoted")
    promotion = {"previous_title": "Director of Sales", "new_title": "VP Sales", "promotion_date": date(2023, 4, 1)}
    assert row == {**whole(built, "ada", LEADS["ada"]), **promotion}
    assert list(row) == [*COLUMNS, *promotion]


def test_at_vc_portfolio(built: Warehouse) -> None:
    rows = built.rows("select * from core.leads_at_vc_portfolio order by vc_name")
    ada = whole(built, "ada", LEADS["ada"])
    assert rows == [
        {**ada, "vc_name": name, "vc_company_description": "Anvils"} for name in ("Accel", "Borough Road Ventures")
    ]
    assert list(rows[0]) == [*COLUMNS, "vc_name", "vc_company_description"]


def test_companies_full(built: Warehouse) -> None:
    rows = built.rows(
        "select * from core.companies_full where domain = any(%s) order by domain",
        [["acme.example", "borealis.example", "cetus.example"]],
    )
    assert list(rows[0]) == COMPANIES.split()
    values = [tuple(row.values())[1:] for row in rows]
    linkedin = "https://www.linkedin.com/company/acme"
    assert values == [
        ("acme.example", "Acme", linkedin, "Austin", "Texas", "United States", "Software Development", "251-500"),
        ("borealis.example", "Borealis", None, None, None, "Germany", "Financial Services", "11-50"),
        ("cetus.example", "Cetus", None, None, None, None, None, None),
    ]
    assert [row["id"] for row in rows] == [
        identity
        for (identity,) in built.sql(
            "select id from core.companies where domain = any(%s) order by domain", [[row["domain"] for row in rows]]
        )
    ]


def test_people_full(built: Warehouse) -> None:
    (row,) = built.rows("select * from core.people_full where linkedin_slug = 'ada'")
    assert list(row) == PEOPLE
    lead = whole(built, "ada", LEADS["ada"])
    assert {name: row[name] for name in PEOPLE if name in lead} == {n: lead[n] for n in PEOPLE if n in lead}
    assert (row["id"], row["core_company_id"]) == (lead["person_id"], lead["company_id"])
    assert (row["created_at"], row["updated_at"]) == (FIRST + timedelta(hours=7), FIRST + timedelta(hours=8))
    assert built.one("select count(*) from core.people_full") == built.one("select count(*) from core.people")


PAST = "select * from core.get_leads_by_past_employer(%s, %s, %s)"
CUSTOMERS = "select * from core.get_leads_by_company_customers(%s, %s, %s)"


@pytest.mark.parametrize(
    ("domains", "expected"),
    [
        (["acme.example"], ["hal"]),  # ada works there now, a job of bo's there goes on
        (["https://www.ACME.example/jobs?x"], ["hal"]),
        (["borealis.example"], ["ada"]),  # bo and hal are there
        (["borealis.example", "acme.example", "acme.example"], ["ada", "hal"]),
        (["cetus.example"], ["bo", "hal"]),
        (["doordash.com"], ["hal"]),
        (["careersatdoordash.com"], ["hal"]),  # an alias, in the question as in the profile
        (["unknown.example", None, "", "no domain"], []),
        ([], []),
        (None, []),
    ],
)
def test_leads_by_past_employer(built: Warehouse, domains: list[str] | None, expected: list[str]) -> None:
    rows = built.rows(PAST, [domains, 50, 0])
    assert rows == [whole(built, slug, LEADS[slug]) for slug in expected]


def test_leads_by_company_customers(built: Warehouse) -> None:
    """Bo left Cetus in 2023, hal in 2021 (Acme before), ada left Borealis in 2019; one row each."""
    rows = built.rows(CUSTOMERS, ["http://vendor.example/", 100, 0])
    assert rows == [whole(built, slug, LEADS[slug]) for slug in ("bo", "hal", "ada")]
    assert built.rows("select * from core.get_leads_by_company_customers('vendor.example')") == rows
    for nobody in (None, "", "unknown.example", "acme.example"):
        assert built.rows(CUSTOMERS, [nobody, 100, 0]) == []


@pytest.mark.parametrize(
    ("limit", "offset", "window"),
    [
        (1, 0, (0, 1)),
        (1, 1, (1, 2)),
        (2, 1, (1, 3)),
        (5, 3, (3, 3)),
        (0, 0, (0, 0)),
        (-3, 0, (0, 0)),
        (2, -9, (0, 2)),
        (None, None, (0, 3)),
        (2**31 - 1, 2**31 - 1, (3, 3)),
        (2**31 - 1, 0, (0, 3)),
    ],
)
def test_pages_of_the_functions(built: Warehouse, limit: int, offset: int, window: tuple[int, int]) -> None:
    query = "select * from core.get_leads_by_company_customers('vendor.example', %s::int, %s::int)"
    assert slugs(built, query, [limit, offset]) == ["bo", "hal", "ada"][slice(*window)]
    query = "select * from core.get_leads_by_past_employer(array['cetus.example','borealis.example'], %s::int, %s::int)"
    assert slugs(built, query, [limit, offset]) == ["ada", "bo", "hal"][slice(*window)]


def test_readers_may_call_the_functions_and_nothing_else(built: Warehouse) -> None:
    with built.connect() as connection:
        connection.execute("set role hq_reader")
        for view in (
            "leads",
            "hidden_leads",
            "people_full",
            "companies_full",
            "leads_recently_promoted",
            "leads_at_vc_portfolio",
        ):
            assert connection.execute(f"select count(*) from core.{view}").fetchall()
        assert len(connection.execute(PAST, [["cetus.example"], None, None]).fetchall()) == 2
        assert len(connection.execute(CUSTOMERS, ["vendor.example", None, None]).fetchall()) == 3
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("delete from core.lead_records")


def test_the_functions_are_what_they_say(built: Warehouse) -> None:
    rows = built.sql(
        "select p.proname, p.provolatile, p.proparallel, l.lanname, p.prosecdef from pg_proc as p"
        " join pg_language as l on l.oid = p.prolang where p.pronamespace = 'core'::regnamespace order by 1"
    )
    assert rows == [
        ("get_leads_by_company_customers", "s", "s", "sql", False),
        ("get_leads_by_past_employer", "s", "s", "sql", False),
    ]


def test_coverage_counts_what_is_missing(built: Warehouse) -> None:
    people = len(LEADS) + len(HIDDEN) + 3  # three are there for their titles alone
    rows = {row["field"]: row for row in built.rows("select * from ops.lead_coverage")}
    assert {row["leads"] for row in rows.values()} == {people}
    assert (rows["is_visible"]["known"], rows["is_visible"]["missing"]) == (3, people - 3)
    function, country = rows["matched_job_function"], rows["company_country"]
    assert (function["missing"], function["hides_alone"], function["is_required"]) == (3, 1, True)
    assert (country["missing"], country["hides_alone"]) == (5, 0)
    assert not rows["company_city"]["is_required"]
    assert rows["company_city"]["hides_alone"] is None
    assert (rows["company_city"]["known"], float(rows["company_city"]["share_known"])) == (3, round(3 / people, 4))


def test_coverage_is_kept_for_each_day_and_by_every_kind_of_build(built: Warehouse) -> None:
    # One day only, also where midnight passed since the warehouse was built.
    built.sql(
        "delete from ops.lead_coverage_history"
        " where measured_on < (select max(h.measured_on) from ops.lead_coverage_history as h)"
    )
    built.sql("update ops.lead_coverage_history set measured_on = current_date - 1")
    # A day ago it was made from another text, that of its day.
    built.sql("update ops.built_nodes set digest = 'of yesterday' where relation_name = 'lead_coverage_history'")
    built.sql(
        "insert into ops.lead_coverage_history select measured_on - 30, field, is_required, leads, known, missing,"
        " share_known, hides_alone from ops.lead_coverage_history where field = 'is_visible'"
    )
    yesterday = built.table("ops.lead_coverage_history")
    for arguments in ([], ["--full-refresh"], ["--full-refresh"]):
        built.build(*arguments, "--select", "ops__lead_coverage_history")
        rows = built.table("ops.lead_coverage_history")
        assert set(yesterday) < set(rows)
        assert len(rows) == len(yesterday) + built.one("select count(*) from ops.lead_coverage")
    assert built.one("select count(distinct measured_on) from ops.lead_coverage_history") == 3


def test_two_builds_at_once_keep_no_coverage_twice(built: Warehouse) -> None:
    """The table of an older warehouse is given its index by the next build that writes it."""
    again = "insert into ops.lead_coverage_history select * from ops.lead_coverage_history limit 1"
    built.sql("drop index ops.lead_coverage_once_a_day")
    built.sql("update ops.built_nodes set digest = 'of yesterday' where relation_name = 'lead_coverage_history'")
    built.build("--select", "ops__lead_coverage_history")
    with pytest.raises(errors.UniqueViolation):
        built.sql(again)


ORDERS = [pytest.param(1, 5, marks=pytest.mark.long), pytest.param(2, 2, marks=pytest.mark.long)]


@pytest.mark.parametrize(("seed", "parts"), ORDERS)
def test_order_and_increments_do_not_matter(
    built: Warehouse, server_url: str, template: str, seed: int, parts: int
) -> None:
    expected = built.core()
    shuffled = random.Random(seed).sample(BODIES, len(BODIES))
    size = -(-len(BODIES) // parts)
    with database(server_url, f"hq_test_leads_{seed}", template) as other:
        for start in range(0, len(BODIES), size):
            other.land(shuffled[start : start + size])
            other.build(*READERS)
        assert other.core() == expected
        other.build("--full-refresh", *READERS)
        assert other.core() == expected


def test_news_reach_everybody_whom_they_concern(built: Warehouse, server_url: str, template: str) -> None:
    """A company, a place and a title that become known show who was hidden for want of them; others stay untouched."""
    with database(server_url, "hq_test_leads_news", template) as other:
        other.land(BODIES)
        other.build(*READERS)
        marks = dict(other.sql("select linkedin_slug, xmin::text from core.lead_records"))
        news = [
            Body(
                "clay-find-companies",
                {
                    "company_domain": "cetus.example",
                    "raw_payload": {"name": "Cetus", "industry": "Software Development", "country": "France"},
                },
                LATER,
            ),
        ]
        other.land(news)
        other.build(*READERS)
        assert slugs(other, "select * from core.leads order by 2") == ["ada", "bo", "di", "hal"]
        after = dict(other.sql("select linkedin_slug, xmin::text from core.lead_records"))
        assert {slug for slug in marks if marks[slug] != after[slug]} == {"di"}
        other.land(
            [
                found("eva", latest_experience_title="Grand Vizier", location_name="Ys"),
                title("Grand Vizier", "Legal", "Head"),
                Body("clay-person-location-lookup", {"location_name": "ys", "city": "Ys", "country": "France"}, LATER),
                Body(
                    "clay-person-location-lookup",
                    {"location_name": "AUSTIN, Texas", "city": "Austin", "state": "TX", "country": "United States"},
                    LATER,
                ),
            ]
        )
        other.build(*READERS)
        assert slugs(other, "select * from core.leads order by 2") == ["ada", "bo", "di", "eva", "hal"]
        states = dict(other.sql("select linkedin_slug, person_state from core.leads"))
        assert states == {"ada": "TX", "bo": None, "di": "TX", "eva": None, "hal": "TX"}
        assert other.one("select company_state from core.leads where linkedin_slug = 'ada'") == "TX"
        # Who is a lead since a moment ago has left Cetus, and then works there again.
        left, back = (
            worked("cetus.example", "Scribe", "2001-01-01", "2003-01-01"),
            worked("cetus.example", "Scribe", "2024"),
        )
        for days, jobs, alumni in ((1, [left], ["bo", "eva", "hal"]), (2, [left, back], ["bo", "hal"])):
            career = [worked("acme.example", "Grand Vizier", "2025-01-01"), *jobs]
            other.land([Body("clay-person-profile", profile("eva", career), LATER + timedelta(days=days))])
            other.build(*READERS)
            assert slugs(other, PAST, [["cetus.example"], 50, 0]) == alumni
        # A list that names Acme by a former domain names the investors of Acme, each once, while that leads there.
        for number, (domain, name) in enumerate(
            [("anvils.example", "Old"), ("anvils.example", "Accel"), ("toons.example", "Old")]
        ):
            portfolio = {"company_name": "Anvils", "domain": domain, "vc_name": name}
            other.land([Body("vc-portfolio", portfolio, LATER + timedelta(days=3, hours=number))])
        for day, target, investors in (
            (4, None, ["Accel", "Borough Road Ventures"]),
            (5, "acme.example", ["Accel", "Borough Road Ventures", "Old"]),
            (6, "anvils.example", ["Accel", "Borough Road Ventures"]),
        ):
            for domain in ("anvils.example", "toons.example"):
                resolved = {"resolved_domain": target if target != "anvils.example" else domain, "is_live": True}
                payload = {"company_domain": domain, "raw_payload": {"name": "Anvils", "resolved_domain": resolved}}
                other.land([Body("clay-find-companies", payload, LATER + timedelta(days=day))])
            other.build(*READERS)
            rows = other.sql("select vc_name from core.leads_at_vc_portfolio where linkedin_slug = 'ada' order by 1")
            assert [name for (name,) in rows] == investors
            before = other.core()
            other.build("--full-refresh", *READERS)
            assert other.core() == before
        # The vendor has moved; the list of its customers names the former domain.
        former = slugs(other, CUSTOMERS, ["vendor.example", 100, 0])
        assert former
        moved = {"name": "Vendor", "resolved_domain": {"resolved_domain": "moved.example", "is_live": True}}
        payload = {"company_domain": "vendor.example", "raw_payload": moved}
        other.land([Body("clay-find-companies", payload, LATER + timedelta(days=7))])
        other.build(*READERS)
        for domain in ("moved.example", "vendor.example"):
            assert slugs(other, CUSTOMERS, [domain, 100, 0]) == former


@pytest.mark.long
def test_a_company_that_says_the_same_again_touches_nobody(built: Warehouse, server_url: str, template: str) -> None:
    with database(server_url, "hq_test_leads_again", template) as other:
        other.land(BODIES)
        other.build(*READERS)
        marks = other.sql("select linkedin_url, xmin::text from core.lead_records order by 1")
        profiles = other.sql("select domain, changed_in, xmin::text from reference.company_profiles order by 1")
        other.land([Body(body.workflow, body.payload, LATER) for body in BODIES if "compan" in body.workflow])
        other.build(*READERS)
        assert other.sql("select linkedin_url, xmin::text from core.lead_records order by 1") == marks
        assert other.sql("select domain, changed_in, xmin::text from reference.company_profiles order by 1") == profiles


def test_a_heal_compares_every_lead_with_its_parts(built: Warehouse) -> None:
    expected = built.core()
    built.sql("delete from core.lead_records where linkedin_slug = 'ada'")
    built.sql("update core.lead_records set company_name = 'Wrong', missing_fields = '{}' where linkedin_slug = 'di'")
    built.sql("update reference.company_profiles set company_country = null where domain = 'borealis.example'")
    built.sql("delete from core.person_locations where linkedin_url = %s", [url("hal")])
    built.sql("delete from reference.places")
    assert {row["core_table"] for row in built.rows("select * from ops.current_gaps")} == {
        "core.lead_records",
        "core.person_locations",
        "reference.places",
    }
    built.build("--vars", "{heal: true}", *READERS)
    assert built.core() == expected
    assert built.sql("select * from ops.current_gaps") == []
