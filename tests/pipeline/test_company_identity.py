"""A company is one whatever domain it is sent under, and never a host that many share; conflicts are listed."""

from __future__ import annotations

import random
import re
from datetime import timedelta
from typing import Any

import pytest

from tests.bodies import START, discovery, firmographics, job, profile
from tests.conformance.cases import cases, registry
from tests.harness import Body, Warehouse

KINDS = [
    "company_discovery",
    "company_firmographics",
    "company_upsert",
    "leadmagic_company_enrichment",
    "person_profile",
]
READERS = ("--select", *(f"extracted__{kind}+,config.materialized:incremental" for kind in KINDS))
"""The tables that read what is delivered here, at any distance."""

TABLES = ("companies", "company_domain_aliases", "company_attribute_offers", "company_locations")
SHARED_HOSTS = ["facebook.com", "square.site", "linktr.ee", "bit.ly", "github.com"]
"""The last is also a company: pages on it are nobody's, it is a key by itself."""


def found_at(domain: str, resolved: str | None, day: int, live: Any = True, **fields: Any) -> Body:
    """Return a search hit of a company whose site was found at another domain."""
    resolution = {"is_live": live, "resolved_domain": resolved, "redirects_to_another_domain": resolved != domain}
    return Body(
        "clay-find-companies", discovery(domain, resolved_domain=resolution, **fields), START + timedelta(days=day)
    )


def mixed_deliveries(seed: int, count: int) -> list[Body]:
    """Return deliveries of several sources over few domains that lead to each other, away and home again."""
    rng = random.Random(seed)
    domains = [f"{letter}.example" for letter in "abcdefgh"]
    bodies = []
    for number in range(count):
        at = START + timedelta(hours=rng.randrange(9000), seconds=number)
        domain, name = rng.choice(domains), rng.choice(["Acme", "Globex", None, "null", ""])
        place = rng.choice(
            [{}, {"city": "Austin", "state": "TX", "country": "US"}, {"city": "Lyon", "country": "France"}]
        )
        kind = rng.randrange(5)
        payload: dict[str, Any]
        if kind == 0:
            workflow = "clay-find-companies"
            target = rng.choice([*domains, *domains, "www.facebook.com", "hugedomains.com", None])
            live = rng.choice([True, True, "true", False, None])
            payload = discovery(
                domain,
                name=name,
                country=place.get("country"),
                resolved_domain={"is_live": live, "resolved_domain": target},
            )
            payload["raw_company_location_payload"] = place
        elif kind == 1:
            workflow = "clay-company-firmographics"
            payload = firmographics(
                domain, name=name, country=rng.choice([None, "FR", "US"]), founded=rng.randrange(1990, 2000)
            )
        elif kind == 2:
            workflow = "leadmagic-company"
            payload = {"domain": domain, "companyName": name, "headquarters": place}
        elif kind == 3:
            workflow = "upsert-core-company-full"
            payload = {"domain": domain, "name": name, **place}
        else:
            workflow = "clay-person-profile"
            payload = profile(f"p{number % 5}", [job(rng.choice("ABCDEFGH"), "CEO", "2020")])
        bodies.append(Body(workflow, payload, at))
    return bodies


DELIVERIES = mixed_deliveries(seed=3, count=220)


def build_in(warehouse: Warehouse, bodies: list[Body], parts: int) -> dict[str, list[str]]:
    size = -(-len(bodies) // parts)
    for start in range(0, len(bodies), size):
        warehouse.land(bodies[start : start + size])
        warehouse.build()
    return warehouse.core()


@pytest.fixture(scope="module")
def reference(module_warehouse: Warehouse) -> dict[str, list[str]]:
    return build_in(module_warehouse, DELIVERIES, 1)


def test_the_deliveries_have_aliases_and_companies(
    reference: dict[str, list[str]], module_warehouse: Warehouse
) -> None:
    assert all(reference[table] for table in TABLES)
    assert module_warehouse.one("select count(*) from core.company_domain_aliases") >= 2
    assert not module_warehouse.sql(
        "select domain from core.companies where domain in (select alias_domain from core.company_domain_aliases)"
    )
    assert not module_warehouse.sql("select * from core.companies where name in ('null', '') or city in ('null', '')")
    assert not module_warehouse.sql(
        "select * from core.companies where city = 'Austin' and country = 'France'"
        " or city = 'Lyon' and country = 'United States' or city = 'Lyon' and state = 'TX'"
    )
    assert module_warehouse.one("select count(*) from core.companies where city is not null") >= 2


@pytest.mark.parametrize(
    ("seed", "parts"), [pytest.param(1, 12, marks=pytest.mark.long), pytest.param(2, 4, marks=pytest.mark.long), (3, 1)]
)
def test_order_and_increments_do_not_matter(
    reference: dict[str, list[str]], warehouse: Warehouse, seed: int, parts: int
) -> None:
    shuffled = random.Random(seed).sample(DELIVERIES, len(DELIVERIES))
    found = build_in(warehouse, shuffled, parts)
    assert {name: found[name] for name in TABLES} == {name: reference[name] for name in TABLES}
    assert found == reference
    assert not warehouse.sql("select * from ops.current_gaps")


def test_full_refresh_changes_nothing(reference: dict[str, list[str]], module_warehouse: Warehouse) -> None:
    module_warehouse.build("--full-refresh", *READERS)
    assert module_warehouse.core() == reference


def companies(warehouse: Warehouse) -> dict[str, str | None]:
    return dict(warehouse.sql("select domain, name from core.companies order by domain"))


def test_an_alias_comes_moves_on_and_goes_home(warehouse: Warehouse) -> None:
    warehouse.land([found_at("old.example", None, 1, name="Old", industry="Mills"), found_at("acme.example", None, 1)])
    warehouse.build()
    assert companies(warehouse) == {"acme.example": "Acme", "old.example": "Old"}
    for day, target, expected in [
        (2, "acme.example", {"acme.example": "Acme"}),
        (3, "fresh.example", {"acme.example": "Acme", "fresh.example": "Old"}),
        (4, "old.example", {"acme.example": "Acme", "old.example": "Old"}),
        (5, "WWW.Acme.example", {"acme.example": "Acme"}),
        (6, "linktr.ee", {"acme.example": "Acme"}),
    ]:
        warehouse.land([found_at("old.example", target, day, name="Old", industry="Mills")])
        warehouse.build()
        assert companies(warehouse) == expected, target
        assert not warehouse.sql("select * from ops.current_gaps")
    offers = warehouse.sql(
        "select attribute, value, why, offered_for from core.company_attribute_offers where is_winner"
    )
    assert ("industry", "Mills", "only offer", "old.example") in offers
    assert ("name", "Acme", "own domain before an alias", "acme.example") in offers
    assert warehouse.one("select count(*) from ops.known_company_domains where alias_domain = 'old.example'") == 1


@pytest.mark.long
def test_a_lost_alias_is_a_gap_and_is_healed(warehouse: Warehouse) -> None:
    warehouse.land([found_at("old.example", "acme.example", 1), found_at("acme.example", "acme.example", 1)])
    warehouse.build()
    before = warehouse.core()
    for loss in (
        "delete from reference.company_domain_aliases where alias_domain = 'old.example'",
        "delete from extracted.company_redirects where alias_domain = 'old.example'",
    ):
        warehouse.sql(loss)
        gaps = warehouse.sql("select core_table, entity_key from ops.current_gaps")
        assert ("reference.company_domain_aliases", "old.example") in gaps
        statuses = warehouse.dbt("test", "--select", "no_coalescing_gap_in_reference_company_domain_aliases").statuses
        assert set(statuses.values()) == {"fail"}
        warehouse.build("--vars", "{heal: true}", *READERS)
        assert not warehouse.sql("select * from ops.current_gaps")
        assert warehouse.core() == before


def with_domain(value: Any, host: str) -> Any:
    """Return a body in which every web address but those of LinkedIn is one at another host."""
    if isinstance(value, dict):
        return {key: with_domain(element, host) for key, element in value.items()}
    if isinstance(value, list):
        return [with_domain(element, host) for element in value]
    address = r"(https?://)?(www\.)?([a-z0-9-]+\.)+[a-z]{2,}(/\S*)?"
    if isinstance(value, str) and re.fullmatch(address, value, re.I) and "linkedin" not in value.lower():
        return f"https://www.{host}/somebody"
    return value


def test_a_shared_host_becomes_nobodys_key(warehouse: Warehouse) -> None:
    """Whatever workflow it comes through. For whom a monitor watches (client_domain) is what its user typed in."""
    bodies = {slug: cases(slug)["full"].body for slug in registry()}
    assert sum(with_domain(body, "bit.ly") != body for body in bodies.values()) > 90
    for host in SHARED_HOSTS:
        warehouse.land([Body(slug, with_domain(body, host)) for slug, body in bodies.items()])
    warehouse.build()
    assert (
        warehouse.one("select count(*) from extracted.company_discovery where rejected_reason = 'shared_domain'") >= 8
    )
    columns = warehouse.sql(
        "select table_name, column_name from information_schema.columns"
        " where table_schema = 'core' and column_name ~ '(^|_)domain$' and column_name <> 'client_domain'"
    )
    assert ("companies", "domain") in columns
    keyed = {
        (table, column)
        for table, column in columns
        if warehouse.one(f"select exists (select from core.{table} where {column} = any(%s))", [SHARED_HOSTS])
    }
    assert not keyed


def linked(domain: str, url: str, day: int, workflow: str = "clay-find-companies") -> Body:
    """Return a record of a company with its LinkedIn page."""
    at = START + timedelta(days=day)
    if workflow == "clay-find-companies":
        return Body(workflow, discovery(domain, linkedin_url=url), at)
    return Body(workflow, firmographics(domain, url=url), at)


@pytest.mark.long
def test_conflicts_of_companies_are_listed(warehouse: Warehouse) -> None:
    page = "https://www.linkedin.com/company/"
    quiet = [
        linked("one.example", f"{page}one", 1),
        linked("one.example", "http://linkedin.com/company/ONE/about/", 2, "clay-company-firmographics"),
        linked("two.example", f"{page}corrected", 1),
        linked("two.example", f"{page}two", 2),
        linked("two.example", f"{page}1234", 2, "clay-company-firmographics"),
        linked("old.example", f"{page}one", 3),
        found_at("old.example", "one.example", 4),
    ]
    warehouse.land(quiet)
    warehouse.build()
    test = ("test", "--select", "companies_have_one_linkedin_url_and_one_domain")
    assert not warehouse.sql("select * from ops.company_identity_conflicts")
    changes = (
        "select source_kind, domain, linkedin_url, records, is_shown_by_core from ops.company_url_changes order by 3"
    )
    assert warehouse.sql(changes) == [
        ("company_discovery", "two.example", f"{page}corrected", 1, False),
        ("company_discovery", "two.example", f"{page}two", 1, False),
    ]
    assert set(warehouse.dbt(*test).statuses.values()) == {"pass"}
    warehouse.land(
        [
            linked("one.example", f"{page}other", 5, "clay-company-firmographics"),
            linked("three.example", f"{page}two", 5),
            linked("github.com", f"{page}two", 5),
        ]
    )
    warehouse.build()
    listed = warehouse.sql(
        "select conflict, conflict_key, domain, linkedin_url, workflow_slug, is_shown_by_core, is_shared_domain"
        " from ops.company_identity_conflicts order by conflict, domain, linkedin_url, workflow_slug"
    )
    search, facts = "clay-find-companies", "clay-company-firmographics"
    assert listed == [
        ("two_domains_for_one_url", f"{page}two", "github.com", f"{page}two", search, True, True),
        ("two_domains_for_one_url", f"{page}two", "three.example", f"{page}two", search, True, False),
        ("two_domains_for_one_url", f"{page}two", "two.example", f"{page}two", search, False, False),
        ("two_urls_for_one_domain", "one.example", "one.example", f"{page}one", search, False, False),
        ("two_urls_for_one_domain", "one.example", "one.example", f"{page}one", search, False, False),
        ("two_urls_for_one_domain", "one.example", "one.example", f"{page}other", facts, True, False),
    ]
    assert [row[1:] for row in warehouse.sql(changes) if row[0] == "company_firmographics"] == [
        ("one.example", f"{page}one", 1, False),
        ("one.example", f"{page}other", 1, True),
    ]
    outcome = warehouse.dbt(*test)
    assert set(outcome.statuses.values()) == {"warn"}
    assert outcome.success, "a conflict is no reason to stop a build"


def found_email(person: str, day: int) -> Body:
    """Return an answer of a finder of addresses."""
    body = {**cases("leadmagic-email")["full"].body, "person_linkedin_url": f"https://www.linkedin.com/in/{person}"}
    return Body("leadmagic-email", body, START + timedelta(days=day))


def test_an_address_of_two_people_is_listed(warehouse: Warehouse) -> None:
    test = ("test", "--select", "emails_belong_to_one_person")
    warehouse.land([found_email("ada", 1), found_email("ada", 2)])
    warehouse.build()
    assert set(warehouse.dbt(*test).statuses.values()) == {"pass"}
    warehouse.land([found_email("bo", 3)])
    warehouse.build()
    listed = warehouse.sql(
        "select split_part(person_linkedin_url, '/', 5), is_shown_by_core from ops.email_conflicts order by 1"
    )
    assert listed == [("ada", True), ("bo", False)]
    assert set(warehouse.dbt(*test).statuses.values()) == {"warn"}


@pytest.mark.long
def test_a_domain_of_many_names_is_listed(warehouse: Warehouse) -> None:
    names = ["Harbour Lab", "Meadow Institute", "Quarry Press", "Anchor College", "Willow Unit"]
    warehouse.land([Body("clay-find-companies", discovery("campus.example", name=name)) for name in names])
    warehouse.land([Body("clay-find-companies", discovery("acme.example", name=f"Acme {name}")) for name in names])
    warehouse.land([found_at(f"sold{number}.example", "seller.example", number) for number in range(5)])
    warehouse.build()
    listed = warehouse.sql("select domain, finding, times, junk_kind from ops.shared_domains order by domain")
    assert listed == [
        ("campus.example", "shared_by_many", 5, None),
        ("seller.example", "redirect_target_of_many", 5, None),
    ]


@pytest.mark.long
def test_the_newest_observation_wins_and_nothing_never_does(warehouse: Warehouse) -> None:
    """Within a source the time of observation decides, not the order of arrival; null, '' and 'null' offer nothing."""
    for name, refreshed in [
        ("Newer", "2026-02-01T00:00:00Z"),
        ("Older", "2025-02-01T00:00:00Z"),
        (None, "2026-03-01T00:00:00Z"),
        ("", "2026-03-02T00:00:00Z"),
        (" NULL ", "2026-03-03T00:00:00Z"),
    ]:
        warehouse.land(
            [Body("clay-company-firmographics", firmographics("acme.example", name=name, last_refresh=refreshed))]
        )
        warehouse.build()
        assert companies(warehouse) == {"acme.example": "Newer"}
    warehouse.land([Body("clay-find-companies", discovery("acme.example", name="Newest of a lesser source"))])
    warehouse.build()
    assert companies(warehouse) == {"acme.example": "Newer"}


def test_an_alias_of_the_seed_that_names_an_alias_is_found(warehouse: Warehouse) -> None:
    test = ("test", "--select", "domain_aliases_name_no_alias")
    assert set(warehouse.dbt(*test).statuses.values()) == {"pass"}
    warehouse.sql("insert into reference.domain_aliases values ('a.example', 'aboutamazon.com', 'a chain')")
    assert set(warehouse.dbt(*test).statuses.values()) == {"fail"}
