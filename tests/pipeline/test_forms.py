"""Forms of providers' bodies that say in another place, or under another key, what core wants to know."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness import Body, Warehouse

TIGARD = {"locality": "Tigard", "admin_district": "OR", "country_iso": "US", "country_region": "United States"}
ROUND = {"round": "Series E", "amount": 4000000000, "currency": "USD", "date": "2025-01-15", "investors": ["Reed VC"]}
JOB = {
    "title": "CRO",
    "company": "Newco",
    "company_domain": "newco.example",
    "url": "https://www.linkedin.com/company/newco",
    "start_date": "2026-01-01",
    "is_current": True,
}
OLD_JOB = {**JOB, "title": "VP", "company_domain": "oldco.example", "url": "https://www.linkedin.com/company/oldco"}


def member(slug: str) -> str:
    return f"https://www.linkedin.com/in/{slug}"


def firmographics(domain: str, **values: Any) -> Body:
    return Body("clay-company-firmographics", {"company_domain": domain, "raw_payload": {"name": "F", **values}})


def found(domain: str, **values: Any) -> Body:
    return Body("clay-find-companies", {"company_domain": domain, "raw_payload": {"name": "D", **values}})


def leadmagic(domain: str, **values: Any) -> Body:
    return Body("leadmagic-company", {"domain": domain, "raw_payload": {"companyName": "L", **values}})


def moved(slug: str, **profile: Any) -> Body:
    payload = {
        "confidence": 90,
        "newCompany": JOB["url"],
        "fullProfile": {"url": member(slug), "experience": [OLD_JOB, JOB], **profile},
    }
    return Body("signal-job-change-v2", {"client_domain": "client.example", "raw_job_change_payload": payload})


def study(champions: Any, *, in_list: bool = False) -> Body:
    answer = {"customer_company_domain": "toasty.example", "champions": champions, "confidence": "high"}
    body = {
        "origin_company_domain": "list.example" if in_list else "object.example",
        "case_study_url": "https://vendor.example/cs/1",
        "company_customer_name": "Toasty",
        "llm_response": [answer] if in_list else answer,
    }
    return Body("gemini-extract-case-study-details", body)


BODIES = [
    firmographics("inferred.example", locations=[{"address": "Tigard, OR, US", "inferred_location": TIGARD}]),
    firmographics(
        "told.example",
        locality="Austin, Texas, United States",
        country="US",
        locations=[{"inferred_location": TIGARD}],
    ),
    firmographics("city-alone.example", locality="Tigard", locations=[{"inferred_location": TIGARD}]),
    firmographics("slug.example", slug="slug-co"),
    found("places.example", structured_locations=[{"city": "Leeds", "state": "England", "country_iso": "GB"}]),
    found("trades.example", industry=None, industries=["Software Development"]),
    found("words.example", industry="Retail", industries="Retail, Software Development"),
    found("area.example", location="Vancouver, Canada Area"),
    found("atlanta.example", location="Atlanta, Georgia", country="United States"),
    found("tbilisi.example", location="Tbilisi, Georgia", country="Georgia"),
    found("either.example", location="Rome, Georgia"),
    found("leith.example", location="Leith, Scotland", country="United Kingdom"),
    found("toronto.example", location="Toronto, CA", country="Canada"),
    found("krakow.example", location="Kraków, Polska"),
    found("bengaluru.example", location="Bengaluru, Karnataka 560001, India"),
    found("spaced.example", location="Austin,\u00a0 Texas", country="United\u00a0States", type="Privately  Held"),
    found("semicolons.example", industry="Museums; Historical Sites; and Zoos"),
    leadmagic(
        "flagged.example",
        headquarter={"postalCode": "53113"},
        locations=[{"city": "Ulm", "country": "DE"}, {"city": "Bonn", "country": "DE", "headquarter": True}],
    ),
    leadmagic("only.example", headquarter=None, locations=[{"city": "Bonn", "country": "DE"}]),
    leadmagic("which.example", headquarter=None, locations=[{"city": "Bonn"}, {"city": "Ulm"}]),
    Body("clay-signal-news-fundraising", {"company_domain": "round.example", "raw_event_payload": ROUND}),
    moved("null-latest", latest_experience=None),
    moved("empty-latest", latest_experience={}),
    moved("other-latest", latest_experience=OLD_JOB),
    study([{"name": "Ada Example", "title": "CTO"}], in_list=True),
    study({"champion_full_name": "Bo Example", "champion_job_title": "CFO"}),
    Body(
        "infer-webinars",
        {
            "domain": "webinars.example",
            "has_webinars": True,
            "webinars": [{"title": "A", "topic": "Sales"}, {"title": "B"}],
            "webinar_topics": ["AI", "Sales"],
        },
    ),
    Body(
        "infer-comparison-page-exists",
        {
            "domain": "rivals.example",
            "has_comparison_pages": True,
            "comparison_pages": [{"url": "/vs/x", "title": "vs X"}],
            "competitors_mentioned": ["X"],
        },
    ),
    Body(
        "clay-find-people",
        {
            "linkedin_url": member("matched"),
            "raw_payload": {
                "name": "Cy Example",
                "latest_experience_title": None,
                "matched_experience": {"job_title": "VP Finance", "company_name": "Notion", "start_date": "2021-06"},
            },
        },
    ),
    Body(
        "clay-person-profile",
        {"linkedin_url": member("person"), "raw_person_payload": {"name": "Dee Example", "experience": [JOB]}},
    ),
    # What is said to be a list is sent as its only entry, or as names alone.
    firmographics("lone-office.example", locations={"address": "Tigard, OR, US", "inferred_location": TIGARD}),
    found("lone-place.example", structured_locations='{"city": "Leeds", "state": "England", "country_iso": "GB"}'),
    leadmagic("lone-site.example", headquarter=None, locations={"city": "Bonn", "country": "DE"}),
    Body(
        "clay-person-profile",
        {
            "linkedin_url": member("lone"),
            "raw_payload": {
                "experience": {"title": "Founder", "company": "Solo", "company_domain": "solo.example"},
                "education": {"school_name": "Saltmarsh College of Arts", "degree": "BSc"},
            },
        },
    ),
    moved("lone-job", experience={**JOB, "title": "COO"}),
    Body(
        "company-customers-structured",
        {"origin_company_domain": "lone-customer.example", "customers": {"companyName": "Upwork"}},
    ),
    Body(
        "company-customers-structured",
        {"origin_company_domain": "names-alone.example", "customers": ["Acme, Inc.", "None", "Globex"]},
    ),
    Body(
        "company-customers-structured",
        {"origin_company_domain": "lone-answer.example", "claygent_output": [{"companyName": "Initech"}]},
    ),
    Body(
        "leadmagic-email",
        {"person_linkedin_url": member("missed"), "leadmagic_raw_payload": {"message": "Email not found"}},
    ),
    Body(
        "apollo-people-cleaned",
        {"people": [{"id": "1", "first_name": "Eve", "last_name": "Hu***n", "name": "Eve Hu***n",
                     "linkedin_url": member("masked")}]},
    ),
    Body(
        "clay-company-firmographics",
        {"company_domain": "other-key.example", "raw_company_payload": [{
            "name": "K", "country": "Perú", "founded": "1999-05", "size": "2-10 employees", "employee_count": 0}]},
    ),
    Body(
        "salesnav-company",
        {"domain": "trade-list.example", "industries": "Technology, Information and Internet, Retail"},
    ),
    leadmagic("raised.example", total_funding="50M"),
    Body("cb-vc-portfolio", {"company_name": "H", "domain": "raised.example", "vc": "A",
                             "total_funding_amount": "$10M to $50M"}),
    Body(
        "apollo-scrape",
        {"domain": "raised.example", "company_name": "H", "company_total_funding": "330800000",
         "company_latest_funding_type": "Series F", "company_latest_funding_amount": "175000000",
         "last_fund_raised_at": "2021-07-28T00:00:00.000+00:00"},
    ),
    Body("meta-ads", {"domain": "no-ads.example", "meta_ads_payload": {"message": "No ads found for this domain"}}),
    Body(
        "meta-ads",
        {"domain": "two-ads.example", "meta_ads_payload": {"results": [
            [{"adArchiveID": "1", "snapshot": {"body": {"markup": {"__html": "Buy"}}}}],
            [{"adArchiveID": "2", "snapshot": {"body": {"text": "Sell"}}}]]}},
    ),
    Body("google-ads", {"domain": "one-ad.example", "google_ads_payload": {"ads": {"creative_id": "CR1"}}}),
    Body(
        "company-enrich-similar-single",
        {"domain": "asked.example", "provider_response": {"items": [
            {"name": "R", "domain": "rival.example", "keywords": "crm, sales tools"}]}},
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    module_warehouse.land(BODIES)
    module_warehouse.build()
    return module_warehouse


EXPECTED = {
    "select domain, city, state, country from core.companies where domain in"
    " ('inferred.example', 'places.example', 'flagged.example', 'only.example', 'which.example',"
    "  'lone-office.example', 'lone-place.example', 'lone-site.example', 'city-alone.example') order by domain": [
        ("city-alone.example", "Tigard", "OR", "United States"),
        ("flagged.example", "Bonn", None, "Germany"),
        ("inferred.example", "Tigard", "OR", "United States"),
        ("lone-office.example", "Tigard", "OR", "United States"),
        ("lone-place.example", "Leeds", "England", "United Kingdom"),
        ("lone-site.example", "Bonn", None, "Germany"),
        ("only.example", "Bonn", None, "Germany"),
        ("places.example", "Leeds", "England", "United Kingdom"),
        ("which.example", None, None, None),
    ],
    "select domain, company_city, company_country from core.companies_full"
    " where domain in ('area.example', 'told.example') order by domain": [
        ("area.example", "Vancouver", "Canada"),
        ("told.example", "Austin", "United States"),
    ],
    "select domain, company_city, company_state, company_country from core.companies_full where domain in"
    " ('atlanta.example', 'tbilisi.example', 'either.example', 'leith.example', 'toronto.example',"
    "  'krakow.example', 'bengaluru.example', 'spaced.example') order by domain": [
        ("atlanta.example", "Atlanta", "Georgia", "United States"),
        ("bengaluru.example", "Bengaluru", "Karnataka", "India"),
        ("either.example", None, None, None),
        ("krakow.example", "Kraków", None, "Poland"),
        ("leith.example", "Leith", "Scotland", "United Kingdom"),
        ("spaced.example", "Austin", "Texas", "United States"),
        ("tbilisi.example", "Tbilisi", None, "Georgia"),
        ("toronto.example", "Toronto", None, "Canada"),
    ],
    "select matched_type from core.company_types where domain = 'spaced.example'": [("Private Company",)],
    "select matched_industry from core.company_industries where domain = 'semicolons.example'": [
        ("Museums, Historical Sites, and Zoos",)
    ],
    "select linkedin_url from core.companies where domain = 'slug.example'": [
        ("https://www.linkedin.com/company/slug-co",)
    ],
    "select domain, industry from core.companies where domain in ('trades.example', 'words.example') order by domain": [
        ("trades.example", "Software Development"),
        ("words.example", "Retail"),
    ],
    "select industries from extracted.company_discovery where domain = 'words.example'": [
        (["Retail", "Software Development"],)
    ],
    "select round_type, announced_on::text, funding_amount, investors from extracted.signal_news_fundraising": [
        ("Series E", "2025-01-15", 4000000000, ["Reed VC"])
    ],
    "select person_linkedin_url, new_job_title, new_company_domain from extracted.job_change order by 1": [
        (member("empty-latest"), "CRO", "newco.example"),
        (member("lone-job"), "COO", "newco.example"),
        (member("null-latest"), "CRO", "newco.example"),
        (member("other-latest"), "VP", "oldco.example"),
    ],
    "select origin_company_domain, full_name, job_title from core.case_study_champions order by 1": [
        ("list.example", "Ada Example", "CTO"),
        ("object.example", "Bo Example", "CFO"),
    ],
    "select webinar_topics from core.company_webinars": [(["Sales", "AI"],)],
    "select competitors_mentioned from core.company_comparison_pages": [(["X"],)],
    "select latest_title, latest_company, latest_start_date::text from extracted.person_discovery": [
        ("VP Finance", "Notion", "2021-06-01")
    ],
    "select linkedin_url, first_name, last_name, full_name from core.people"
    f" where linkedin_url in ('{member('masked')}', '{member('person')}') order by 1": [
        (member("masked"), "Eve", None, None),
        (member("person"), "Dee", "Example", "Dee Example"),
    ],
    "select company_domain, title from core.person_work_history order by 1": [
        ("newco.example", "CRO"),
        ("solo.example", "Founder"),
    ],
    "select school_name, degree from extracted.person_education": [("Saltmarsh College of Arts", "BSc")],
    "select origin_company_domain, customer_name from core.company_customers"
    " where origin_company_domain in ('lone-answer.example', 'lone-customer.example', 'names-alone.example')"
    " order by 1, 2": [
        ("lone-answer.example", "Initech"),
        ("lone-customer.example", "Upwork"),
        ("names-alone.example", "Acme, Inc."),
        ("names-alone.example", "Globex"),
    ],
    "select email, email_status_canonical, rejected_reason from extracted.person_email": [(None, "not_found", None)],
    "select country, founded_year, employee_count from core.companies where domain = 'other-key.example'": [
        ("Peru", 1999, None)
    ],
    "select employee_range from core.company_employee_range where domain = 'other-key.example'": [("1-10",)],
    "select raw_industry, matched_industry from core.company_industries where domain = 'trade-list.example'": [
        ("Technology, Information and Internet", "Technology, Information and Internet")
    ],
    "select source, raw_funding_amount, raw_funding_range, matched_funding_range from core.company_funding"
    " where domain = 'raised.example' order by 1": [
        ("apollo_scrape", 330800000, None, "$250M - $500M"),
        ("crunchbase_portfolio_company", None, "$10M to $50M", "$25M - $50M"),
        ("leadmagic_company_enrichment", 50000000, None, "$50M - $100M"),
    ],
    "select funding_date::text, funding_type, amount from core.company_funding_rounds"
    " where domain = 'raised.example'": [("2021-07-28", "Series F", 175000000)],
    "select domain, is_running_ads, ad_count from core.company_ads order by 1": [
        ("no-ads.example", False, 0),
        ("one-ad.example", True, 1),
        ("two-ads.example", True, 2),
    ],
    "select ad_creative_body from extracted.company_meta_ads order by ad_id": [("Buy",), ("Sell",)],
    "select creative_id from extracted.company_google_ads": [("CR1",)],
    "select company_keywords from extracted.company_enrich_similar": [(["crm", "sales tools"],)],
    "select count(*) from ops.current_gaps": [(0,)],
}


@pytest.mark.parametrize("statement", EXPECTED)
def test_it_is_read(built: Warehouse, statement: str) -> None:
    assert built.sql(statement) == EXPECTED[statement]
