"""A small world of fictional persons and companies, and what every lead of it has to be, worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.bodies import customers, discovery, firmographics, profile
from tests.harness import Body

FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def url(slug: str) -> str:
    """Return the LinkedIn URL of a person."""
    return f"https://www.linkedin.com/in/{slug}"


def found(slug: str, **fields: Any) -> Body:
    """Return a search hit of a person."""
    return Body("clay-find-people", {"linkedin_url": url(slug), "raw_payload": {"name": slug.title(), **fields}})


def worked(domain: str | None, title: str, start: str, end: str | None = None, **fields: Any) -> dict[str, Any]:
    """Return a job of a profile; it goes on when it has no end."""
    company = (domain or "nowhere").split(".")[0].title()
    job = {"company": company, "company_domain": domain, "title": title, "start_date": start, "end_date": end}
    return {**job, "is_current": end is None, **fields}


def title(name: str, function: str | None, seniority: str | None) -> Body:
    """Return a title as worked out in a Clay table, for a person of no other interest."""
    payload = {"linkedin_url": url("titled-" + name.replace(" ", "-").lower()), "latest_title": name}
    payload |= {"cleaned_job_title": name, "job_function": function, "seniority_level": seniority}  # type: ignore[dict-item]
    return Body("clay-find-people-title-enrichment", payload)


def bought(name: str, domain: str) -> Body:
    """Return a customer of the vendor, typed by hand."""
    payload = {"origin_company_domain": "vendor.example", "company_customer_name": name}
    return Body("manual-company-customers", {**payload, "company_customer_domain": domain})


AUSTIN = {"location_name": "Austin, Texas", "city": "Austin", "state": "Texas", "country": "United States"}
PORTFOLIO = {"company_name": "Acme", "domain": "acme.example", "short_description": "Anvils"}

BODIES = [
    Body(
        "clay-company-firmographics",
        firmographics(
            "acme.example",
            name="ACME, Inc.",
            url="https://linkedin.com/company/Acme/",
            industry="software development",
            employee_count=300,
            country="US",
            locality="Austin, Texas",
        ),
    ),
    Body("cleaned-company-name", {"domain": "acme.example", "cleaned_company_name": "Acme"}),
    Body("clay-person-location-lookup", AUSTIN),
    Body(
        "clay-find-companies",
        discovery(
            "borealis.example",
            name="Borealis",
            industry="Financial Services",
            size="11-50 employees",
            country="Germany",
        ),
    ),
    title("VP Sales", "Sales", "VP"),
    title("CTO", "Engineering", "C-Level"),
    title("Wizard", "Miscellaneous", "Senior"),
    # ada: at Acme, promoted there; before that at Borealis.
    found("ada", domain="acme.example", latest_experience_title="vp  sales", location_name="austin, texas"),
    Body(
        "clay-person-profile",
        profile(
            "ada",
            [
                worked("acme.example", "VP Sales", "2023-04-01"),
                worked("acme.example", "Director of Sales", "2021-01-01", "2023-03-15"),
                worked("acme.example", "Sales Manager", "2020-02-01", "2020-12-31"),
                worked("borealis.example", "Account Executive", "2018-01-01", "2019-12-31"),
            ],
        ),
    ),
    # bo: no source knows the domain of the company; of two jobs that go on, the one at Borealis began last.
    found("bo", latest_experience_title="CTO"),
    Body(
        "clay-person-profile",
        profile(
            "bo",
            [
                worked(None, "CTO", "2010-01-01", "2015-01-01"),
                worked("borealis.example", "CTO", "2024-01-01"),
                worked("acme.example", "Advisor", "2019-01-01"),
                worked("acme.example", "Engineer", "2016-01-01", "2018-12-31"),
                worked("cetus.example", "Engineer", "2015-01-01", "2023-06-30"),
            ],
            country="DE",
        ),
    ),
    # cy: a function of Miscellaneous; di: nothing is known of Cetus; eva: neither place nor title; fay: no company.
    found("cy", domain="acme.example", latest_experience_title="Wizard", location_name="Austin, Texas"),
    found(
        "di",
        domain="cetus.example",
        latest_experience_company="Cetus",
        latest_experience_title="CTO",
        location_name="Austin, Texas",
    ),
    found("eva", domain="acme.example"),
    found("fay", latest_experience_title="VP Sales", location_name="Austin, Texas"),
    # hal: at Borealis, once at Acme, at Cetus and at DoorDash.
    found(
        "hal",
        domain="borealis.example",
        latest_experience_title="CTO",
        location_name="Austin, Texas",
        latest_experience_start_date="2022-05",
    ),
    Body(
        "clay-person-profile",
        profile(
            "hal",
            [
                worked("borealis.example", "CTO", "2022-05"),
                worked("cetus.example", "Engineer", "2020-06-01", "2021-02-01"),
                worked("acme.example", "Engineer", "2018-01-01", "2020-05-31"),
                worked("acme.example", "Intern", "2016-01-01", "2016-12-31"),
                worked("careersatdoordash.com", "Driver", "2015-01-01", "2015-12-31"),
            ],
        ),
    ),
    Body("company-customers-structured", customers("vendor.example", ["Nobody Known"])),
    bought("Acme", "acme.example"),
    bought("Cetus", "https://cetus.example/about"),
    bought("Borealis", "borealis.example"),
    Body("vc-portfolio", {**PORTFOLIO, "vc_name": "Accel"}),
    Body("vc-portfolio", {**PORTFOLIO, "vc_name": "Borough Road Ventures"}),
    Body("vc-portfolio", {"company_name": "Cetus", "domain": "cetus.example", "vc_name": "Accel"}),
]
"""Deliveries, each of them received at a time of its own."""
BODIES = [Body(body.workflow, body.payload, FIRST + timedelta(hours=number)) for number, body in enumerate(BODIES)]

ACME = {
    "company_domain": "acme.example",
    "company_name": "Acme",
    "company_linkedin_url": "https://www.linkedin.com/company/acme",
    "company_city": "Austin",
    "company_state": "Texas",
    "company_country": "United States",
    "matched_industry": "Software Development",
    "employee_range": "251-500",
}
BOREALIS = {
    "company_domain": "borealis.example",
    "company_name": "Borealis",
    "company_linkedin_url": None,
    "company_city": None,
    "company_state": None,
    "company_country": "Germany",
    "matched_industry": "Financial Services",
    "employee_range": "11-50",
}
CETUS = {**dict.fromkeys(ACME), "company_domain": "cetus.example", "company_name": "Cetus"}
IN_AUSTIN = {"person_city": "Austin", "person_state": "Texas", "person_country": "United States"}
IN_GERMANY = {"person_city": None, "person_state": None, "person_country": "Germany"}
NOWHERE = dict.fromkeys(IN_AUSTIN)
SALES = {"matched_cleaned_job_title": "VP Sales", "matched_job_function": "Sales", "matched_seniority": "VP"}
TECH = {"matched_cleaned_job_title": "CTO", "matched_job_function": "Engineering", "matched_seniority": "C-Level"}
MAGIC = {
    "matched_cleaned_job_title": "Wizard",
    "matched_job_function": "Miscellaneous",
    "matched_seniority": "Senior",
}
UNTITLED = dict.fromkeys(SALES)
TITLE_FIELDS = ["matched_job_function", "matched_seniority", "matched_cleaned_job_title"]

LEADS: dict[str, dict[str, Any]] = {
    "ada": {**IN_AUSTIN, **SALES, "job_start_date": date(2023, 4, 1), **ACME},
    "bo": {**IN_GERMANY, **TECH, "job_start_date": date(2024, 1, 1), **BOREALIS},
    "hal": {**IN_AUSTIN, **TECH, "job_start_date": date(2022, 5, 1), **BOREALIS},
}
"""The visible leads."""

HIDDEN: dict[str, tuple[dict[str, Any], list[str]]] = {
    "cy": ({**IN_AUSTIN, **MAGIC, "job_start_date": None, **ACME}, ["matched_job_function"]),
    "di": ({**IN_AUSTIN, **TECH, "job_start_date": None, **CETUS}, ["company_country", "matched_industry"]),
    "eva": ({**NOWHERE, **UNTITLED, "job_start_date": None, **ACME}, ["person_country", *TITLE_FIELDS]),
    "fay": (
        {**IN_AUSTIN, **SALES, "job_start_date": None, **dict.fromkeys(ACME)},
        ["company_name", "company_country", "matched_industry"],
    ),
}
"""The hidden ones of interest, with what they lack."""
