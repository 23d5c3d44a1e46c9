"""Bodies of fictional companies and persons in the envelopes that callers send."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.harness import Body

START = datetime(2026, 1, 1, tzinfo=UTC)


def discovery(domain: str | None, **fields: Any) -> dict[str, Any]:
    """Return a body of clay-find-companies."""
    return {"company_domain": domain, "workflow_slug": "clay-find-companies", "raw_payload": {"name": "Acme", **fields}}


def firmographics(domain: str, **fields: Any) -> dict[str, Any]:
    """Return a body of clay-company-firmographics."""
    return {"company_domain": domain, "workflow_slug": "clay-company-firmographics", "raw_payload": fields}


def job(company: str, title: str | None, start: str, **fields: Any) -> dict[str, Any]:
    """Return one entry of a profile's experience."""
    domain = f"{company.lower()}.example"
    return {"company": company, "title": title, "start_date": start, "company_domain": domain, **fields}


def profile(slug: str, jobs: list[dict[str, Any]], refreshed: str | None = None, **fields: Any) -> dict[str, Any]:
    """Return a body of clay-person-profile."""
    url = f"https://www.linkedin.com/in/{slug}"
    payload = {"name": slug.title(), "experience": jobs, "last_refresh": refreshed, **fields}
    return {"linkedin_url": url, "workflow_slug": "clay-person-profile", "raw_payload": payload}


def customers(origin: str, names: list[str], **fields: Any) -> dict[str, Any]:
    """Return a body of company-customers-structured."""
    listed = [{"companyName": name, "url": "", "hasCaseStudy": False} for name in names]
    return {"origin_company_domain": origin, "customers": listed, **fields}


def news(domain: str, amount: float, day: str, title: str = "Acme raises money") -> dict[str, Any]:
    """Return a body of clay-signal-news-fundraising with a funding round in US dollars."""
    funding = {"amount": amount, "currency": "USD", "announcedOn": day}
    event = {"newsData": {"publishDate": day, "title": title}, "fundingData": funding}
    return {"company_domain": domain, "raw_event_payload": event, "news_title": title}


def mixture(seed: int, count: int) -> list[Body]:
    """Return deliveries over few companies and persons, so that most of them meet others for the same key.

    Every body has its own receipt time; about one in ten is an earlier body once more.
    """
    rng = random.Random(seed)
    companies = [f"Firm{number}" for number in range(8)]
    people = [f"person-{number}" for number in range(6)]
    bodies: list[Body] = []
    for number in range(count):
        at = START + timedelta(minutes=rng.randrange(500_000), seconds=number % 60, milliseconds=number)
        company, person = rng.choice(companies), rng.choice(people)
        domain = f"{company.lower()}.example"
        kind = rng.randrange(7)
        if bodies and rng.random() < 0.1:
            again = rng.choice(bodies)
            bodies.append(Body(again.workflow, again.payload, at))
            continue
        payload: dict[str, Any]
        if kind == 0:
            workflow = "clay-find-companies"
            payload = discovery(
                domain,
                name=rng.choice([company, f"{company} Inc.", None]),
                country=rng.choice(["US", "null", "Germany"]),
                total_funding_amount_range_usd=rng.choice(["$1M - $5M", "Funding unknown", None, "$250M+"]),
            )
        elif kind == 1:
            workflow = "clay-company-firmographics"
            payload = firmographics(
                domain,
                name=rng.choice([company, ""]),
                employee_count=rng.choice([None, "1,234", 17]),
                last_refresh=rng.choice([None, "2026-02-18 03:36:51.601", "2025-11-01T00:00:00Z"]),
            )
        elif kind in (2, 3):
            workflow = "clay-person-profile"
            jobs = [
                job(
                    rng.choice(companies),
                    rng.choice(["CEO", "VP Sales"]),
                    rng.choice(["2020", "Jan 2021", "2022-05-01"]),
                )
                for _ in range(rng.randrange(4))
            ]
            payload = profile(person, jobs, rng.choice([None, "2026-02-18 03:36:51.601", "2026-02-10 03:36:51.601"]))
        elif kind == 4:
            workflow = "clay-find-people"
            payload = {
                "linkedin_url": f"http://linkedin.com/in/{person.upper()}/",
                "raw_payload": {"name": person, "domain": domain, "latest_experience_title": rng.choice(["CTO", None])},
            }
        elif kind == 5:
            workflow = "company-customers-structured"
            payload = customers(domain, rng.sample(companies, 2), origin_company_name=rng.choice([company, None]))
        else:
            workflow = "clay-signal-news-fundraising"
            payload = news(
                domain, rng.choice([1e6, 5e6, 2.5e7]), rng.choice(["2025-03-01", "2025-03-20", "2025-09-01"])
            )
        bodies.append(Body(workflow, payload, at))
    return bodies
