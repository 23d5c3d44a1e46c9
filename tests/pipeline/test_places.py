"""Places of companies and persons: of one record, without words for none."""

from __future__ import annotations

from typing import Any

from tests.bodies import discovery
from tests.harness import Body, Warehouse

DAYS = [f"2026-03-{day:02} 12:00:00+00" for day in range(1, 4)]


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
