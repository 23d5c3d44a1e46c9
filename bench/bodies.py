"""Bodies of any number for the measurements: the same ones every time, each from its number alone.

The i-th body of a kind depends on (seed, kind, i) and on nothing else, so that `start` goes on where another run ended,
and a larger base begins with the smaller one. People, companies and investors are fictional. One body in twenty is sent
again (half of these changed), one in fifty has a value of an odd form.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

KINDS = ("person", "company", "customers", "funding")
"""What bodies are about."""

UNIVERSE = 500_000
"""How many companies there are; people work at the first ones more often."""


def _parts(text: str, separator: str) -> list[str]:
    return text.split(separator)


FIRST = _parts(
    "Ada Bela Cora Dario Edda Fenn Gita Hugo Ines Jaro Kaya Lior Mira Nils Oona Pavo Quin Rhea Sami Tove Ulla Veit"
    " Wren Xeno Yara Zeno Amé Björk Çağla Đura Élan Fróði Łucja Øyvin Şule Žiga 伟 陽子 Анна Νίκος",
    " ",
)
LAST = _parts(
    "Alder Birke Cedar Dorn Esche Farn Ginst Hasel Iris Jasmin Klee Linde Moos Nelke Olive Pappel Quitte Rose Salbei"
    " Tanne Ulme Vogelbeere Weide Ysop Zirbe O'Holm Mac-Thorn d'Aster Müßig Kłos Ångren Núñez Østby Ilex Rowan Sorrel",
    " ",
)
ADJECTIVES = _parts(
    "amber brisk calm daring early fair gentle hollow ivory jolly keen lucid mellow noble open plain quiet rapid"
    " silver tidal upper vivid warm young zesty azure bold copper dusky ember frosty golden hazel iron jade kindred",
    " ",
)
NOUNS = _parts(
    "anchor bridge canyon delta engine forge garden harbour island junction kiln lantern meadow needle orchard pillar"
    " quarry river signal timber union valley window yard zephyr arrow beacon compass dune estuary field grove heron",
    " ",
)
SUFFIXES = ("", "", "", " Inc.", " GmbH", " Ltd", ", LLC", " S.A.", " Group", " Technologies", " & Partners")
INDUSTRIES = _parts(
    "Software Development|Financial Services|Hospitals and Health Care|Retail|Construction|Advertising Services|"
    "Biotechnology Research|Real Estate|Law Practice|Insurance|Higher Education|IT Services and IT Consulting",
    "|",
)
SIZES = _parts(
    "1 employee|2-10 employees|11-50 employees|51-200 employees|201-500 employees|501-1,000 employees|"
    "1,001-5,000 employees|5,001-10,000 employees|10,001+ employees",
    "|",
)
COUNTRIES = ("United States", "United Kingdom", "Germany", "India", "France", "Canada", "Brazil", "Poland", "Japan")
RANKS = _parts(
    "|Senior |Lead |Principal |Head of |Director of |VP |VP of |Junior |Associate |Chief |Sr. |Manager, |Global |Staff "
    "|Assistant |Interim |Regional |Group |Deputy |Co-",
    "|",
)
AREAS = _parts(
    "Sales|Marketing|Engineering|Software Engineer|Product|Operations|Finance|Human Resources|Legal Counsel|"
    "Account Executive|Customer Success|Data Scientist|Business Development|Recruiter|Procurement|Security|Designer|"
    "Founder|Research|Partnerships|Solutions Architect|Supply Chain|Controller|Quality|Support Specialist|Consultant",
    "|",
)
TAILS = _parts(
    "||||||||| Manager| - EMEA| (North America)|, Enterprise|, Strategic Accounts| II| III| & Analytics|, Cloud|"
    " Specialist| APAC| / Growth|, Mid-Market| 🚀| Officer| Team Lead| (contract)",
    "|",
)
ROUNDS = ("Pre-Seed", "Seed", "Series A", "Series B", "Series C", "Series D", "Private Equity", "Debt Financing")
RANGES = ("$1M - $5M", "$5M - $10M", "$10M - $25M", "$25M - $50M", "$50M - $100M", "$100M - $250M", "$250M+")
REVENUES = ("0-500K", "500K-1M", "1M-5M", "5M-10M", "10M-25M", "25M-75M", "75M-200M", "200M-500M", "500M-1B")
STATUSES = ("Seed", "Early Stage Venture", "Late Stage Venture", "M&A")
WORDS = _parts(
    "built led owned grew the team a process with for across regions and budgets of renewals onboarding pipelines"
    " customers platform quarterly reporting roadmap hiring partners vendors launch migration data quality ● coverage",
    " ",
)
ODD_DATES = ("Present", "Jan 2019", "2020", "2021-13-40", "0000-00-00", "", "null", "08-2016", "vor 3 Jahren", 2018)
ODD_VALUES: tuple[Any, ...] = (
    None,
    "",
    "null",
    [],
    {},
    0,
    "n/a",
    " \u00a0 ",
    "\u202eabc",
    "x" * 3000,
    ["null", None],
    True,
)
"""What stands where something else is expected."""


def bodies(
    kind: str, count: int, seed: int = 1, start: int = 0, unreadable: float = 0.0
) -> Iterator[tuple[str, bytes]]:
    """Yield the bodies of a kind from number `start` on.

    Args:
        kind: one of KINDS.
        count: how many.
        seed: another seed gives other bodies.
        start: number of the first one.
        unreadable: share of bodies between 0 and 1 that PostgreSQL cannot hold as jsonb; the others stay the same.

    Yields:
        Slug of the workflow, and the body as it is posted.

    Raises:
        KeyError: there is no such kind.
    """
    make = _MAKERS[kind]
    for number in range(start, start + count):
        chance = random.Random(f"{seed}/{kind}/{number}")
        spoil, again = chance.random(), chance.random()
        about = number
        if again < 0.05 and number:
            about = chance.randrange(number)
        slug, payload = make(random.Random(f"{seed}/{kind}/about/{about}"), about)
        if again < 0.025 and about != number:
            payload["resent_note"] = f"refreshed {number}"
            _change(payload, chance)
        posted: dict[str, Any] | list[dict[str, Any]] = payload
        if chance.random() < 0.02:
            posted = _odd(payload, chance)
        data = json.dumps(posted, ensure_ascii=chance.random() < 0.5, separators=(",", ":")).encode()
        if spoil < unreadable:
            data = data[: len(data) * 2 // 3] if number % 2 else b'{"broken": "\\u0000", ' + data[1:]
        yield slug, data


def company_of(number: int) -> tuple[str, str, str]:
    """Return name, domain and LinkedIn page of the n-th company."""
    adjective = ADJECTIVES[number % len(ADJECTIVES)]
    noun = NOUNS[number // len(ADJECTIVES) % len(NOUNS)]
    serial = number // (len(ADJECTIVES) * len(NOUNS))
    name = f"{adjective.title()} {noun.title()}" + (f" {serial}" if serial else "") + SUFFIXES[number % len(SUFFIXES)]
    slug = f"{adjective}-{noun}" + (f"-{serial}" if serial else "")
    return name, f"{slug}.example", f"https://www.linkedin.com/company/{slug}"


def _person(chance: random.Random, number: int) -> tuple[str, dict[str, Any]]:
    first, last = chance.choice(FIRST), chance.choice(LAST)
    ascii_name = f"{first}-{last}".encode("ascii", "ignore").decode().lower().replace("'", "").strip("-") or "p"
    slug = f"{ascii_name}-{number:x}{chance.randrange(4096):03x}"
    url = chance.choice(
        ("https://www.linkedin.com/in/{}", "https://www.linkedin.com/in/{}/", "http://linkedin.com/in/{}")
    )
    if number % 211 == 7:
        url, slug = "https://www.linkedin.com/in/{}", f"ACwAAB{number:08x}Xq{chance.randrange(16**8):08X}"
    jobs, month = [], 2026 * 12 - int(60 * chance.random() ** 2)
    for place in range(_how_many_jobs(chance)):
        length = 3 + int(70 * chance.random() ** 2)
        job = _job(chance, month - length, None if place == 0 and chance.random() < 0.9 else month)
        jobs.append(job)
        month -= length + (chance.randrange(6) if chance.random() < 0.3 else 0)
    now = jobs[0] if jobs else {}
    country = chance.choice(COUNTRIES)
    payload: dict[str, Any] = {
        "linkedin_url": url.format(slug),
        "workflow_slug": "clay-person-profile",
        "raw_payload": {
            "url": url.format(slug),
            "name": f"{first} {last}",
            "slug": slug,
            "first_name": first,
            "last_name": last,
            "title": now.get("title"),
            "org": now.get("company"),
            "headline": f"{now.get('title')} at {now.get('company')}" if now else None,
            "country": country,
            "location_name": f"City {int(900 * chance.random() ** 2)}, {country}" if chance.random() < 0.9 else None,
            "connections": chance.randrange(501),
            "num_followers": chance.randrange(20_000),
            "summary": _text(chance, 40) if chance.random() < 0.6 else None,
            "dob": None,
            "awards": None,
            "languages": [{"language": "English", "proficiency": None}] if chance.random() < 0.4 else None,
            "education": [_school(chance) for _ in range(chance.randrange(3))],
            "experience": jobs,
            "latest_experience": now or None,
            "jobs_count": len(jobs),
            "last_refresh": f"2026-{1 + number % 3:02}-{1 + number % 28:02}T{number % 24:02}:30:17.856882+00:00",
        },
    }
    return "clay-person-profile", payload


def _how_many_jobs(chance: random.Random) -> int:
    return chance.choices((0, 1, 2, 3, 4, 5, 6, 7, 8), (1, 6, 11, 18, 21, 18, 12, 8, 5))[0]


def _job(chance: random.Random, since: int, until: int | None) -> dict[str, Any]:
    name, domain, page = company_of(int(UNIVERSE * chance.random() ** 2))
    known = chance.random()
    return {
        "title": chance.choice(RANKS) + AREAS[int(len(AREAS) * chance.random() ** 1.5)] + chance.choice(TAILS),
        "company": name,
        "company_domain": domain if known < 0.75 else None,
        "url": page if known < 0.85 else None,
        "org_id": int(known * 10**8),
        "locality": f"City {int(900 * chance.random() ** 2)}" if chance.random() < 0.6 else None,
        "summary": _text(chance, 18) if chance.random() < 0.3 else None,
        "start_date": _month(since),
        "end_date": None if until is None else _month(until),
        "is_current": until is None,
    }


def _school(chance: random.Random) -> dict[str, Any]:
    start = chance.randrange(1980, 2020)
    return {
        "school_name": f"{chance.choice(NOUNS).title()} University",
        "degree": chance.choice(("BA", "BSc", "MSc", "PhD", None)),
        "field_of_study": chance.choice(("Economics", "Law", "Physics", None)),
        "start_date": f"{start}-01-01",
        "end_date": f"{start + 4}-01-01",
    }


def _company(chance: random.Random, number: int) -> tuple[str, dict[str, Any]]:
    name, domain, page = company_of(number)
    country, size = chance.choice(COUNTRIES), int(len(SIZES) * chance.random() ** 1.5)
    place = f"City {int(900 * chance.random() ** 2)}, ST"
    common = {
        "name": name,
        "domain": domain,
        "size": SIZES[size],
        "type": chance.choice(("Privately Held", "Public Company", "Nonprofit", None)),
        "country": country,
        "industry": INDUSTRIES[int(len(INDUSTRIES) * chance.random() ** 2)],
        "description": _text(chance, 60) if chance.random() < 0.85 else None,
        "annual_revenue": chance.choice(REVENUES),
        "total_funding_amount_range_usd": chance.choice((None, *RANGES)),
        "clay_company_id": number,
        "resolved_domain": {"is_live": True, "resolved_domain": domain, "redirects_to_another_domain": False},
    }
    if number % 3 == 2:
        found = {**common, "linkedin_url": page, "location": place, "industries": [common["industry"]]}
        return "clay-find-companies", {"company_domain": domain, "raw_payload": found}
    office = {
        "address": f"{place} {10000 + number % 90000}",
        "is_primary": True,
        "inferred_location": {"locality": place},
    }
    full = {
        **common,
        "url": page,
        "slug": page.rsplit("/", 1)[1],
        "website": f"http://www.{domain}/",
        "locality": place,
        "founded": 1950 + chance.randrange(76) if chance.random() < 0.8 else None,
        "employee_count": int(10 ** (size * 0.55 + chance.random())),
        "follower_count": chance.randrange(50_000),
        "locations": [office],
        "specialties": chance.sample(WORDS, 4),
        "last_refresh": f"2026-{1 + number % 3:02}-{1 + number % 28:02}T23:30:17.856882+00:00",
        "derived_datapoints": {"industry": [common["industry"]], "description": _text(chance, 30)},
    }
    return "clay-company-firmographics", {"company_domain": domain, "raw_payload": full}


def _customers(chance: random.Random, number: int) -> tuple[str, dict[str, Any]]:
    name, domain, page = company_of(int(UNIVERSE * chance.random()))
    listed = []
    for _ in range(chance.randrange(1, 12)):
        customer = company_of(int(UNIVERSE * chance.random() ** 2))[0]
        told = chance.random() < 0.4
        story = f"https://{domain}/customers/{customer.lower().replace(' ', '-').strip('.,')}"
        listed.append({"companyName": customer, "url": story if told else "", "hasCaseStudy": told})
    research = {
        "response": _text(chance, 40),
        "customers": listed,
        "reasoning": _text(chance, 60),
        "confidence": chance.choice(("high", "medium", "low")),
        "stepsTaken": [f"Visited https://{domain}/page-{step}" for step in range(chance.randrange(6))],
    }
    origin = {"origin_company_domain": domain, "origin_company_name": name}
    if number % 2:
        return "company-customers-structured", {**origin, **research}
    wrapped = {**origin, "origin_company_linkedin_url": page, "raw_payload": research}
    return "claygent-get-all-company-customers", wrapped


def _funding(chance: random.Random, number: int) -> tuple[str, dict[str, Any]]:
    name, domain, page = company_of(int(UNIVERSE * chance.random()))
    money = 10 ** chance.randrange(5, 9) * chance.randrange(1, 10)
    investors = [f"{chance.choice(NOUNS).title()} Capital {int(400 * chance.random() ** 2)}" for _ in range(13)]
    many = chance.randrange(1, 8)
    if number % 3 == 0:
        asked: dict[str, Any] = {"company_name": name, "company_domain": domain, "company_linkedin_url": page}
        asked["vc_og"] = investors[0]
        asked |= {f"vc_{place}": investors[place] if place < many else None for place in range(1, 13)}
        return "clay-company-vc-investors", {**asked, "workflow_slug": "clay-company-vc-investors"}
    row: dict[str, Any] = {
        "company_name": name,
        "domain": domain,
        "city": f"City {int(900 * chance.random() ** 2)}",
        "country": chance.choice(COUNTRIES),
        "short_description": _text(chance, 12),
        "employee_range": chance.choice(("1-10", "11-50", "51-100", "101-250", "1001-5000")),
        "last_funding_date": _month(2026 * 12 - chance.randrange(120)),
        "last_funding_type": chance.choice(ROUNDS),
        "last_funding_amount": str(money),
        "total_funding_amount": str(money * 2),
        "founded_date": f"{chance.randrange(1990, 2024)}-01-01",
        "estimated_revenue_range": chance.choice(("$1M to $10M", "$10M to $50M", "$100M to $500M", None)),
        "funding_status": chance.choice(STATUSES),
        "operating_status": "Active",
        "company_linkedin_url": page,
        "vc": investors[0],
    }
    row |= {f"vc{place}": investors[place] if place < many else None for place in range(1, 13)}
    return "cb-vc-portfolio", row


def _month(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}-01"


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randrange(words // 2, words + 1))).capitalize() + "."


def _change(payload: dict[str, Any], chance: random.Random) -> None:
    """Let a delivery bring something newer about the same one."""
    inner = payload.get("raw_payload")
    if not isinstance(inner, dict):
        return
    inner["last_refresh"] = f"2026-04-{1 + chance.randrange(28):02}T00:00:00+00:00"
    if isinstance(inner.get("experience"), list) and inner["experience"]:
        inner["experience"][0]["end_date"] = "2026-03-01"
        inner["experience"].insert(0, _job(chance, 2026 * 12 + 3, None))
    else:
        inner["description"] = _text(chance, 30)


def _odd(payload: dict[str, Any], chance: random.Random) -> dict[str, Any] | list[dict[str, Any]]:
    """Return the body with one value of a form that nobody expects."""
    form = chance.randrange(8)
    inner = payload.get("raw_payload")
    if form == 0 and inner is not None:
        return {**payload, "raw_payload": json.dumps(inner)}
    if form == 1:
        return [payload]
    if form == 2 and inner is not None:
        return {**payload, "raw_payload": chance.choice(ODD_VALUES)}
    target = inner if isinstance(inner, dict) else payload
    lists = [key for key, value in target.items() if isinstance(value, list) and value]
    if form in (3, 4) and isinstance(target.get("experience"), list) and target["experience"]:
        chance.choice(target["experience"])[chance.choice(("start_date", "end_date"))] = chance.choice(ODD_DATES)
    elif form == 5 and lists:
        target[chance.choice(lists)] = chance.choice(ODD_VALUES)
    elif form == 6 and lists:
        target[chance.choice(lists)].append(chance.choice(ODD_VALUES))
    else:
        target[chance.choice(list(target))] = chance.choice(ODD_VALUES)
    return payload


_MAKERS: dict[str, Callable[[random.Random, int], tuple[str, dict[str, Any]]]] = {
    "person": _person,
    "company": _company,
    "customers": _customers,
    "funding": _funding,
}
