"""Places of companies and persons: of one record, without words for none, and also where no text came with them."""

from __future__ import annotations

from typing import Any

from tests.bodies import discovery
from tests.harness import Body, Warehouse

DAYS = [f"2026-03-{day:02} 12:00:00+00" for day in range(1, 4)]
AUSTIN = {"city": "Austin", "state": "Texas", "country": "United States"}


def member(slug: str) -> str:
    return f"https://www.linkedin.com/in/{slug}"


def alone(name: str, slug: str) -> dict[str, Any]:
    """Return a body of a kind of person's record with the parsed place alone."""
    url = member(slug)
    bodies: dict[str, dict[str, Any]] = {
        "clay-find-people-title-enrichment": {
            "linkedin_url": url,
            "full_name": "Dana Four",
            **AUSTIN,
            "has_city": True,
            "has_state": True,
            "has_country": True,
            "latest_title": "CFO",
        },
        "clay-find-people": {
            "linkedin_url": url,
            "raw_payload": {"name": "Bo Two", "location_name": None, "structured_location": AUSTIN},
        },
        "clay-find-people-location-parsed": {
            "linkedin_url": url,
            "raw_person_payload": {"name": "Cy Three"},
            "raw_person_parsed_location_payload": {**AUSTIN, "hasCity": True},
        },
        "salesnav-person": {
            "person_linkedin_sales_nav_url": url,
            "first_name": "Eve",
            "last_name": "Five",
            "parsed_location": AUSTIN,
        },
    }
    return bodies[name]


KINDS = {
    "clay-find-people-title-enrichment": "titled",
    "clay-find-people": "found",
    "clay-find-people-location-parsed": "parsed",
    "salesnav-person": "exported",
}


def located(warehouse: Warehouse, slug: str) -> tuple[Any, ...]:
    (place,) = warehouse.sql(
        "select city, state, country from core.person_locations where linkedin_url = %s", [member(slug)]
    )
    return place


def test_a_parsed_place_needs_no_text(warehouse: Warehouse) -> None:
    warehouse.land([Body(name, alone(name, slug), DAYS[0]) for name, slug in KINDS.items()])
    warehouse.build()
    assert {slug: located(warehouse, slug) for slug in KINDS.values()} == dict.fromkeys(
        KINDS.values(), ("Austin", "Texas", "United States")
    )
    assert warehouse.sql("select count(*) from core.lead_records where person_country = 'United States'") == [(4,)]

    # News of a place are heard, and never mixed with what an older record said.
    moved = {**alone("clay-find-people", "found")}
    moved["raw_payload"] = {"name": "Bo Two", "structured_location": {"country": "Canada"}}
    title = {**alone("clay-find-people-title-enrichment", "titled"), "city": None, "state": None, "country": "Canada"}
    profile = {"linkedin_url": member("exported"), "country": "FR", "full_name": "Eve Five"}
    warehouse.land(
        [
            Body("clay-find-people", moved, DAYS[1]),
            Body("clay-find-people-title-enrichment", title, DAYS[1]),
            Body("clay-person-profile", {"linkedin_url": member("exported"), "raw_payload": profile}, DAYS[1]),
        ]
    )
    warehouse.build()
    assert located(warehouse, "found") == (None, None, "Canada")
    assert located(warehouse, "titled") == (None, None, "Canada")
    assert located(warehouse, "exported") == (None, None, "France")
    assert located(warehouse, "parsed") == ("Austin", "Texas", "United States")
    assert not warehouse.sql("select 1 from ops.leads_gaps")
    before = warehouse.sql("select * from core.person_locations order by linkedin_url")
    warehouse.sql("delete from core.person_locations returning linkedin_url")
    warehouse.build("--vars", "{heal: true}")
    assert warehouse.sql("select * from core.person_locations order by linkedin_url") == before


def test_the_place_of_a_company_is_of_one_record(warehouse: Warehouse) -> None:
    def magic(**place: str | None) -> dict[str, Any]:
        return {"domain": "lead.example", "raw_payload": {"companyName": "Lead", "headquarter": place}}

    def shop(**place: str) -> dict[str, Any]:
        return {"domain": "shop.example", "name": "Shop", **place}

    warehouse.land(
        [
            Body("leadmagic-company", magic(city="Paris", geographicArea="IDF", country="FR"), DAYS[0]),
            Body("leadmagic-company", magic(city=None, geographicArea="Bavaria", country="DE"), DAYS[1]),
            Body("nostra-ecom-company", shop(city="Austin", state="Texas", country="US"), DAYS[0]),
            Body("nostra-ecom-company", shop(city="", state="California", country="US"), DAYS[1]),
            Body(
                "clay-find-companies",
                discovery("text.example", location="Austin, Texas", country="United States"),
                DAYS[0],
            ),
            Body("clay-find-companies", discovery("text.example", country="Germany"), DAYS[1]),
        ]
    )
    warehouse.build()
    places = {
        ("lead.example", None, "Bavaria", "Germany"),
        ("shop.example", "Austin", "Texas", "United States"),
        ("text.example", None, None, "Germany"),
    }
    assert set(warehouse.sql("select domain, city, state, country from core.company_locations")) == places
    assert set(warehouse.sql("select domain, city, state, country from core.companies")) == places


def test_a_word_for_none_is_no_answer_for_others(warehouse: Warehouse) -> None:
    none = {"has_city": "false", "has_state": "false", "has_country": "false"}
    warehouse.land(
        [
            Body("clay-person-location-lookup", {"location_name": "Georgia", "country": "Georgia"}, DAYS[0]),
            Body(
                "salesnav-company",
                {
                    "company_name": "Peach",
                    "domain": "peach.example",
                    "registered_address_raw": "Georgia",
                    "city": "Unknown",
                    "state": "N/A",
                    "country": "Unknown",
                    **none,
                },
                DAYS[1],
            ),
            Body(
                "clay-find-companies-location-parsed",
                {
                    "company_domain": "dune.example",
                    "raw_company_payload": {"location": "Dubai"},
                    "raw_company_location_payload": {"city": "Dubai", "state": "None", "hasState": False},
                },
                DAYS[1],
            ),
        ]
    )
    warehouse.build()
    answers = warehouse.sql("select location_key, city, state, country from reference.location_lookup")
    assert set(answers) == {("georgia", None, None, "Georgia"), ("dubai", "Dubai", None, None)}
