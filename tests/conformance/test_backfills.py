"""What the prior system filled by hand, months later and in pieces, comes out of an ordinary build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bodies import discovery, firmographics
from tests.harness import Body, Warehouse

ADA = "https://www.linkedin.com/in/ada-brightwater-0001"
NIL = "https://www.linkedin.com/in/sparse-person-0002"
AUSTIN = {"city": "Austin", "state": "Texas", "country": "United States"}


def found(url: str, **fields: Any) -> Body:
    """Return a search hit of a person."""
    return Body("clay-find-people", {"linkedin_url": url, "raw_payload": fields})


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Iterator[Warehouse]:
    """Land what the recipes of the prior system worked on, and build once."""
    module_warehouse.land(
        [
            found(ADA, location_name="Austin, Texas, United States", latest_experience_title="vp  sales"),
            found(NIL, location_name="Nowhere", latest_experience_title="Chief Happiness Wrangler"),
            found(ADA, latest_experience_start_date="2023-04"),
            Body(
                "clay-person-location-lookup",
                {"location_name": " austin, TEXAS,  united states", **AUSTIN, "has_city": True},
            ),
            Body(
                "clay-find-people-title-enrichment",
                {
                    "linkedin_url": "https://www.linkedin.com/in/other-0003",
                    "latest_title": "VP Sales",
                    "cleaned_job_title": "VP Sales",
                    "seniority_level": "VP",
                    "job_function": "Sales",
                },
            ),
            Body("clay-company-firmographics", firmographics("wunderground.com", name="WUNDERGROUND LLC")),
            Body("cleaned-company-name", {"domain": "wunderground.com", "cleaned_company_name": "Wunderground"}),
            Body("cleaned-company-name", {"domain": "wunderground.com", "cleaned_company_name": "null"}),
            Body(
                "vc-portfolio",
                {
                    "company_name": "Lumen Relay",
                    "domain": "lumen-relay.example",
                    "long_description": "Builds laser links between ships.",
                },
            ),
            Body("clay-company-firmographics", firmographics("lumen-relay.example", description="Laser links")),
            Body("clay-find-companies", discovery("lumen-relay.example", description="links")),
            Body("clay-find-companies", discovery("google.com", description="Search.")),
            Body(
                "clay-find-companies",
                discovery("acme.example", total_funding_amount_range_usd="$5M - $10M", name="Acme"),
            ),
        ]
    )
    module_warehouse.build()
    yield module_warehouse


def test_funding_from_discovery(built: Warehouse) -> None:
    rows = built.sql("select matched_funding_range from core.company_funding where domain = 'acme.example'")
    assert rows == [("$5M - $10M",)]


def test_person_tenure(built: Warehouse) -> None:
    assert (
        str(built.one("select job_start_date from core.person_tenure where linkedin_url = %s", [ADA])) == "2023-04-01"
    )


def test_person_locations(built: Warehouse) -> None:
    """The look-up folds case and spaces; who cannot be placed keeps the text and nothing is made up."""
    rows = built.sql(
        "select linkedin_url, city, state, country, raw_location from core.person_locations"
        " where linkedin_url = any(%s) order by linkedin_url",
        [[ADA, NIL]],
    )
    assert rows == [
        (ADA, "Austin", "Texas", "United States", "Austin, Texas, United States"),
        (NIL, None, None, None, "Nowhere"),
    ]


def test_person_job_titles(built: Warehouse) -> None:
    rows = built.rows("select * from core.person_job_titles where linkedin_url = any(%s)", [[ADA, NIL]])
    rows.sort(key=lambda row: str(row["linkedin_url"]))
    assert [row["linkedin_url"] for row in rows] == [ADA, NIL]
    assert (rows[1]["matched_cleaned_job_title"], rows[1]["matched_seniority_source"]) == (
        "Chief Happiness Wrangler",
        "chief",
    )
    assert rows[0]["matched_cleaned_job_title"] == "VP Sales"
    assert (rows[0]["matched_seniority"], rows[0]["matched_job_function"]) == ("VP", "Sales")
    assert rows[0]["source"] == "person_discovery"


def test_cleaned_company_names(built: Warehouse) -> None:
    rows = built.sql("select name, cleaned_name from core.companies where domain = 'wunderground.com'")
    assert rows == [("WUNDERGROUND LLC", "Wunderground")]


def test_company_descriptions(built: Warehouse) -> None:
    """Each source keeps its own; the golden record takes the venture portfolio's before firmographics and discovery."""
    rows = built.sql("select domain, source, description from core.company_descriptions order by domain, source")
    assert rows == [
        ("google.com", "company_discovery", "Search."),
        ("lumen-relay.example", "company_discovery", "links"),
        ("lumen-relay.example", "company_firmographics", "Laser links"),
        ("lumen-relay.example", "vc_portfolio", "Builds laser links between ships."),
    ]
    best = built.one("select description from core.companies where domain = 'lumen-relay.example'")
    assert best == "Builds laser links between ships."


def test_nothing_is_left_behind(built: Warehouse) -> None:
    assert not built.rows("select * from ops.current_gaps")
