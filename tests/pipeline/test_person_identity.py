"""A person known by a hashed id and by a public address is one person only when a body says so, in any order."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.bodies import START, job, profile
from tests.harness import Body, Warehouse

LINKEDIN = "https://www.linkedin.com/in/"
READERS = (
    "--select",
    *(
        f"extracted__{kind}+,config.materialized:incremental"
        for kind in ("person_profile", "person_discovery", "salesnav_scrapes_person", "person_email", "job_change")
    ),
    "extracted__person_title_enrichment+,config.materialized:incremental",
)
TABLES = ("people", "person_work_history", "person_emails", "person_job_titles", "signals")
RECORDS = ("person_profile", "salesnav_scrapes_person", "person_email", "job_change", "person_title_enrichment")


def at(day: int) -> str:
    return (START + timedelta(days=day)).isoformat()


def lead(member: str, urn: str | None = None, **fields: Any) -> dict[str, Any]:
    """Return a body of salesnav-person."""
    named = {"first_name": "Ada", "last_name": "Brightwater", "location": "Austin, Texas, United States", **fields}
    return {"person_linkedin_sales_nav_url": member, "linkedin_user_profile_urn": urn, **named}


def answer(asked: str, slug: str, jobs: list[dict[str, Any]], refreshed: str, **fields: Any) -> dict[str, Any]:
    """Return a body of clay-person-profile that was asked for one address and answers with another."""
    body = profile(slug, jobs, refreshed, name="Ada Brightwater", url=LINKEDIN + slug, **fields)
    return {**body, "linkedin_url": asked}


def deliveries(tag: str) -> list[Body]:
    """Return what several workflows say of one person: a lead and an address by id, a profile, and the evidence."""
    member, slug = f"{LINKEDIN}ACwAA{tag}x", f"ada-{tag}"
    vp, founder = job("Acme", "VP Sales", "2024-01-01"), job("Zeta", "Founder", "2020-01-01", is_current=False)
    found = {"email": f"ada@{tag}.example", "status": "valid", "first_name": "Ada", "last_name": "Brightwater"}
    moved = {"fullProfile": {"url": member, "name": "Ada", "latest_experience": vp, "experience": [vp]}}
    return [
        Body(
            "salesnav-person",
            lead(
                f"https://www.linkedin.com/sales/lead/ACwAA{tag}x,NAME_SEARCH,{tag}",
                f"urn:li:fsd_profile:ACwAA{tag}x",
                job_title="VP Sales",
                company_name="Acme",
                domain="acme.example",
                profile_headline="Sells",
            ),
            at(1),
        ),
        Body("clay-person-profile", answer(LINKEDIN + slug, slug, [founder], at(2), headline="Older"), at(2)),
        Body("clay-person-profile", answer(member, slug, [vp, founder], at(3)), at(3)),
        Body("leadmagic-email", {"person_linkedin_url": member, "leadmagic_raw_payload": found}, at(4)),
        Body("signal-job-change-v2", {"client_domain": "client.example", "raw_job_change_payload": moved}, at(5)),
    ]


def facts(warehouse: Warehouse, tag: str) -> dict[str, list[str]]:
    """Return what core says of one person, with the time of the body in place of the id of its record."""
    union = " union all ".join(f"select record_id, received_at from extracted.{kind}" for kind in RECORDS)
    times = {str(record): str(received) for record, received in warehouse.sql(union)}
    said: dict[str, list[str]] = {}
    for table in TABLES:
        pattern = f"%ada-{tag}%|%ACwAA{tag}x%|%@{tag}.example%"
        query = f"select to_jsonb(t) - 'id' - 'event_key' - 'event_group' from core.{table} as t"
        rows = warehouse.sql(f"{query} where t::text like any (string_to_array(%s, '|'))", [pattern])
        texts = sorted(json.dumps(row[0], sort_keys=True) for row in rows)
        for record, received in times.items():
            texts = [text.replace(record, received) for text in texts]
        said[table] = [text.replace(tag, "tag") for text in texts]
    return said


ORDERS = {f"o{number:03}": order for number, order in enumerate(itertools.permutations(range(5)))}


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    """Every order of the deliveries, each a person of its own, one delivery a build; the last person all at once."""
    known = {
        "linkedin_url": LINKEDIN + "known",
        "latest_title": "VP Sales",
        "seniority_level": "VP",
        "job_function": "Sales",
    }
    module_warehouse.land([Body("clay-find-people-title-enrichment", known)])
    for step in range(5):
        bodies = [deliveries(tag)[order[step]] for tag, order in ORDERS.items()]
        module_warehouse.land(bodies + (deliveries("whole") if step == 4 else []))
        module_warehouse.build()
    return module_warehouse


def test_it_is_one_person_under_the_public_address(built: Warehouse) -> None:
    assert built.sql("select count(*), count(*) filter (where linkedin_url_type = 'salesnav') from core.people") == [
        (len(ORDERS) + 2, 0)
    ]
    person = built.rows("select * from core.people where linkedin_slug = 'ada-whole'")[0]
    assert person["linkedin_user_profile_urn"] == "urn:li:fsd_profile:ACwAAwholex"
    assert (person["title"], person["company_domain"], person["headline"]) == ("VP Sales", "acme.example", "Older")
    jobs = built.sql(
        "select title, linkedin_url_type from core.person_work_history where linkedin_url = %s order by 1",
        [LINKEDIN + "ada-whole"],
    )
    assert jobs == [("Founder", "real"), ("VP Sales", "real")]
    for table, column in (("person_emails", "linkedin_url"), ("signals", "person_linkedin_url")):
        assert built.sql(f"select count(*) from core.{table} where {column} = %s", [LINKEDIN + "ada-whole"]) == [(1,)]


def test_the_order_of_deliveries_does_not_matter(built: Warehouse) -> None:
    whole = facts(built, "whole")
    assert all(whole[table] for table in TABLES)
    for tag in ORDERS:
        assert facts(built, tag) == whole, ORDERS[tag]


def test_values_come_from_records_that_say_them(built: Warehouse) -> None:
    [(sources,)] = built.sql("select attribute_sources from core.people where linkedin_slug = 'ada-whole'")
    said = {
        str(record): json.dumps(payload)
        for record, payload in built.sql(
            "select e.record_id, p.payload from raw.payloads as p join"
            " (select record_id, payload_id from extracted.person_profile"
            " union all select record_id, payload_id from extracted.salesnav_scrapes_person) as e using (payload_id)"
        )
    }
    values = built.rows("select * from core.people where linkedin_slug = 'ada-whole'")[0]
    names = {"latest_title": "title", "latest_company": "company_name", "latest_company_domain": "company_domain"}
    assert {"full_name", "first_name", "latest_title", "linkedin_user_profile_urn"} <= set(sources)
    for attribute, source in sources.items():
        column = names.get(attribute, attribute)
        if column in values and attribute != "country":
            assert str(values[column]) in said[source["source_id"]], attribute


def test_old_addresses_lead_to_the_person(built: Warehouse) -> None:
    aliases = built.sql(
        "select alias_linkedin_url, workflow_source, identifier is not null from reference.person_aliases"
        " where person_linkedin_url = %s order by 1",
        [LINKEDIN + "ada-whole"],
    )
    assert aliases == [
        (LINKEDIN + "ACwAAwholex", "clay-person-profile", True),
        ("https://www.linkedin.com/sales/lead/ACwAAwholex", "clay-person-profile", True),
    ]


def test_nothing_is_missing_and_a_full_refresh_changes_nothing(built: Warehouse) -> None:
    assert built.sql("select * from ops.current_gaps where core_table not like 'core.compan%%'") == []
    unexplained = built.sql("select workflow_slug from ops.landing_ledger where unexplained > 0 or in_core < extracted")
    assert unexplained == []
    before = built.core()
    built.build("--full-refresh", *READERS)
    assert built.core() == before


def test_a_second_build_writes_nothing(built: Warehouse) -> None:
    count = "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables where schemaname in ('core')"
    before = built.one(count)
    built.build()
    assert built.one(count) == before


def test_what_is_lost_is_found_and_healed(built: Warehouse) -> None:
    before = built.core()
    for table in ("people", "person_work_history", "person_emails"):
        built.sql(f"delete from core.{table} where linkedin_url = '{LINKEDIN}ada-whole'")
    lost = {row[0] for row in built.sql("select core_table from ops.current_gaps where core_table like 'core.p%%'")}
    assert {"core.people", "core.person_work_history", "core.person_emails"} <= lost
    built.sql("delete from reference.person_identities where linkedin_url like '%%ACwAAwhole%%'")
    assert built.sql("select entity_key from ops.person_identity_gaps") == [(LINKEDIN + "ACwAAwholex",)]
    evidence = "delete from extracted.person_identifiers where linkedin_url like '%%ACwAAo000x' returning linkedin_url"
    assert built.sql(evidence) == [(LINKEDIN + "ACwAAo000x",)]
    gaps = built.sql("select core_table from ops.person_identity_gaps order by 1")
    assert gaps == [("extracted.person_identifiers",), ("reference.person_identities",)]
    built.build("--vars", "{heal: true}", *READERS)
    assert built.core() == before
    assert built.sql("select * from ops.person_identity_gaps") == []


def people(warehouse: Warehouse) -> set[str]:
    return {slug for (slug,) in warehouse.sql("select split_part(linkedin_url, '/', 5) from core.people")}


def test_without_evidence_nobody_is_merged(warehouse: Warehouse) -> None:
    """Same name, ids that differ in case, two public addresses in one body: all stay apart. Odd ids stop nothing."""
    warehouse.land(
        [
            Body("salesnav-person", lead(LINKEDIN + "ACwAAbC")),
            Body("salesnav-person", lead(LINKEDIN + "ACwAAbc")),
            Body("clay-person-profile", answer(LINKEDIN + "ada", "ada", [], at(1), profile_id=7)),
            Body("clay-person-profile", answer(LINKEDIN + "ada-two", "ada-three", [], at(1))),
            Body("clay-person-profile", profile("bo", [], profile_id=7, name="Bo Else")),
            Body("clay-person-profile", profile("zero", [], profile_id=0, name="Zero")),
            Body("clay-person-profile", profile("nought", [], profile_id=0, name="Zero")),
            Body("clay-person-profile", profile("odd", [], profile_id={"a": [1]}, url=["x"])),
            Body("salesnav-person", lead(LINKEDIN + "odd-urn", "urn:li:member:99999999999999999999")),
            Body("salesnav-person", lead("ACwAA", "urn:li:" + "(" * 300)),
        ]
    )
    warehouse.build()
    assert people(warehouse) == {"ACwAAbC", "ACwAAbc", "ada", "ada-two", "bo", "zero", "nought", "odd", "odd-urn"}
    assert warehouse.sql("select conflict, linkedin_urls from ops.person_identity_conflicts") == [
        ("number_of_several_people", [LINKEDIN + "ada", LINKEDIN + "bo"])
    ]


@pytest.mark.parametrize(
    "evidence",
    [
        Body("salesnav-person", lead(LINKEDIN + "Ada", "urn:li:fs_salesProfile:(ACwAAbC)"), at(1)),
        Body(
            "salesnav-person", lead("https://linkedin.com/sales/lead/ACwAAbC,N,x", linkedin_url=LINKEDIN + "ada"), at(1)
        ),
        Body("clay-find-people", {"linkedin_url": LINKEDIN + "ACwAAbC", "raw_payload": {"url": LINKEDIN + "ada"}}),
        Body("clay-person-profile", {**profile("ada", []), "linkedin_user_profile_urn": "urn:li:fsd_profile:ACwAAbC"}),
        Body("clay-find-people-title-enrichment", {"linkedin_url": LINKEDIN + "ada", "profile_urn": "ACwAAbC"}),
        Body(
            "clay-signal-job-change",
            {
                "person_linkedin_url": "https://www.linkedin.com/sales/people/ACwAAbC,x",
                "person_record_raw_payload": {"url": LINKEDIN + "ada", "name": "Ada"},
            },
        ),
    ],
    ids=["urn beside an address", "address beside an id", "search hit", "urn beside a profile", "bare id", "signal"],
)
@pytest.mark.long
def test_bodies_of_other_workflows_are_evidence(warehouse: Warehouse, evidence: Body) -> None:
    warehouse.land(
        [Body("salesnav-person", lead(LINKEDIN + "ACwAAbC")), Body("clay-person-profile", profile("ada", []))]
    )
    warehouse.build()
    assert people(warehouse) == {"ACwAAbC", "ada"}
    warehouse.land([evidence])
    warehouse.build()
    assert people(warehouse) == {"ada"}


def test_a_contradiction_undoes_a_merge_and_is_listed(warehouse: Warehouse) -> None:
    jobs = [job("Acme", "VP Sales", "2024-01-01")]
    warehouse.land([Body("salesnav-person", lead(LINKEDIN + "ACwAAbC"), at(1))])
    warehouse.land([Body("clay-person-profile", answer(LINKEDIN + "ACwAAbC", "ada", jobs, at(2)), at(2))])
    warehouse.build()
    assert people(warehouse) == {"ada"}
    warehouse.land([Body("clay-person-profile", answer(LINKEDIN + "ACwAAbC", "eve", [], at(3)), at(3))])
    warehouse.build()
    assert people(warehouse) == {"ACwAAbC"}
    assert warehouse.sql("select distinct linkedin_url from core.person_work_history") == [(LINKEDIN + "ACwAAbC",)]
    assert warehouse.sql(
        "select conflict, linkedin_urls, jsonb_array_length(evidence) from ops.person_identity_conflicts"
    ) == [("several_public_urls", [LINKEDIN + "ACwAAbC", LINKEDIN + "ada", LINKEDIN + "eve"], 3)]
    before = warehouse.core()
    warehouse.build("--full-refresh", *READERS)
    assert warehouse.core() == before


@pytest.mark.long
def test_a_number_under_one_name_follows_a_new_address(warehouse: Warehouse) -> None:
    """The older vanity address goes to the newer one, also when its profile arrives later."""
    new = Body("clay-person-profile", profile("ada-new", [], at(5), profile_id=7, name="Ada B"), at(5))
    old = Body(
        "clay-person-profile", profile("ada-old", [job("Acme", "VP", "2020")], at(1), profile_id=7, name="ADA B"), at(6)
    )
    warehouse.land([new, Body("salesnav-person", lead(LINKEDIN + "ada-old", "urn:li:fsd_profile:ACoAAbC"), at(2))])
    warehouse.build()
    assert people(warehouse) == {"ada-new", "ada-old"}
    warehouse.land([old])
    warehouse.build()
    assert people(warehouse) == {"ada-new"}
    assert warehouse.sql("select distinct linkedin_url from core.person_work_history") == [(LINKEDIN + "ada-new",)]
