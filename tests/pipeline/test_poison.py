"""Law 4: no body, however hostile, stops a build or vanishes; its neighbours come through."""

from __future__ import annotations

import copy
import json
import random
import re
import string
from typing import Any

import pytest

from tests.bodies import customers, discovery, firmographics, job, news, profile
from tests.conformance.cases import cases, registry
from tests.harness import Body, Warehouse

GOOD: dict[str, dict[str, Any]] = {
    "clay-find-companies": discovery(
        "good.example",
        linkedin_company_id=1,
        size="11-50 employees",
        industries=["Software"],
        annual_revenue="1M-5M",
        total_funding_amount_range_usd="$1M - $5M",
        derived_datapoints={"a": 1},
        resolved_domain={"resolved_domain": "good.example"},
    ),
    "clay-find-companies-location-parsed": {
        "company_domain": "good.example",
        "raw_company_payload": {"name": "Good"},
        "raw_company_location_payload": {"city": "Austin", "hasCity": True},
    },
    "clay-company-firmographics": firmographics(
        "good.example",
        name="Good",
        org_id=1,
        founded=2010,
        employee_count=7,
        locations=[{"is_primary": True}],
        specialties=["a"],
        last_refresh="2026-01-01 00:00:00",
        total_funding_amount_range_usd="$1M - $5M",
    ),
    "clay-person-profile": profile(
        "good",
        [job("Acme", "CEO", "2020-01-01", end_date="2021-01-01", org_id=5, is_current=False)],
        "2026-01-01 00:00:00",
        education=[{"school_name": "School", "start_date": "2001"}],
        languages=[{"l": 1}],
        latest_experience={"title": "CEO", "start_date": "2020-01-01"},
        profile_id=1,
        connections=5,
    ),
    "clay-find-people": {
        "linkedin_url": "https://www.linkedin.com/in/good",
        "raw_payload": {"name": "Good", "domain": "good.example", "latest_experience_start_date": "2020-01"},
    },
    "company-customers-structured": customers("good.example", ["Acme", "Globex"], confidence="high"),
    "company-customers-claygent": {
        "origin_company_domain": "good.example",
        "claygent_output": {"result": "Acme, Globex", "stepsTaken": ["https://good.example/case/acme"]},
    },
    "manual-company-customers": {
        "origin_company_domain": "good.example",
        "company_customer_name": "Acme",
        "company_customer_domain": "acme.example",
        "has_case_study": True,
    },
    "clay-signal-news-fundraising": news("good.example", 1e6, "2026-01-01"),
}

ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("infer-sales-motion", {"domain": "good.example", "llm_response": {"sales_motion": "self_serve"}}),
    (
        "infer-company-country",
        {"domain": "good.example", "llm_response": {"city": "Austin", "state": "Texas", "country": "United States"}},
    ),
    ("infer-company-industry", {"domain": "good.example", "llm_response": "- Banking\n- Retail"}),
    ("infer-company-industry", {"domain": "good.example", "llm_response": ["Banking", "Retail"]}),
    ("infer-company-employee-range", {"domain": "good.example", "llm_response": {"employee_range": "11-50"}}),
    ("infer-company-linkedin-url", {"domain": "good.example", "llm_response": "linkedin.com/company/good"}),
    ("fetch-meta-description", {"domain": "good.example", "meta_description": "Good things", "title": "Good"}),
    ("infer-webinars", {"domain": "good.example", "llm_response": {"webinars": ["Good talk", {"title": "Good"}]}}),
    (
        "infer-comparison-page-exists",
        {"domain": "good.example", "llm_response": {"has_comparison_pages": True, "pages": ["/vs", {"url": "/vs/a"}]}},
    ),
    (
        "company-enrich-similar-single",
        {"domain": "good.example", "raw_response": {"items": [{"id": "7", "name": "Alike"}]}},
    ),
    (
        "clay-company-firmographics",
        {
            "company_domain": "N/A",
            "raw_payload": {
                "data": {
                    "company_name": "Good",
                    "company_id": "7",
                    "domain": "good.example",
                    "linkedin_url": "https://www.linkedin.com/company/good",
                    "industries": ["Software Development"],
                    "specialties": "a, b",
                    "hq_city": "Austin",
                    "tagline": "Good",
                }
            },
        },
    ),
    (
        "job-posting",
        {
            "domain": "good.example",
            "job_posting_payload": {
                "job_id": 1,
                "title": "Chef",
                "location": "Austin, TX",
                "location_data": [{"city": "A"}],
            },
        },
    ),
]
"""Forms that no case of a workflow has: of each type of question to a model an answer, and what names nothing else."""


HOSTILE: list[Any] = [
    None,
    "",
    "null",
    True,
    -1,
    0,
    1e308,
    10**40,
    "Infinity",
    "-Infinity",
    "NaN",
    "year 99999",
    "99999-12-31",
    "2021-02-30",
    "0000-00-00",
    "infinity",
    "now",
    "epoch",
    "x" * 1_000_000,
    "%ff%fe%",
    "\u202e\u0007\ud7ff",
    "{",
    "[1",
    '{"a": {"b": [1, {"c": null}]}}',
    '"just text"',
    [],
    {},
    [[]],
    [None, 1, "x", {"a": []}],
    [{"companyName": {"x": 1}}],
    {"a": {"a": {"a": {"a": 1}}}},
    "https://",
    "http://[::1]:99999/",
    "www.",
    "...",
    "a@b@c",
    "'; drop table core.people; --",
    "$" * 300,
    "1" * 5000,
    "9" * 19,
    "-9223372036854775809",
    "1e400",
    "Ω" * 4000,
]


INCOMPRESSIBLE = "".join(random.Random(1).choices(string.ascii_letters + string.digits, k=9000))
"""Too long for an index entry, also when it is compressed."""


def wide(count: int) -> str:
    """Return letters of four bytes each, whose bytes do not repeat: short in characters, long in an index."""
    return "".join(random.Random(count).choices([chr(number) for number in range(0x20000, 0x2A000)], k=count))


WIDE_DOMAIN = ".".join(wide(count) for count in (60, 59, 58, 57)) + ".example"


def widest() -> list[Body]:
    """Return bodies with keys as wide as their rules let through, so that they do not fit one index row together."""
    domain = WIDE_DOMAIN
    person = f"https://www.linkedin.com/in/{wide(140)}"
    study = {
        "case_study_url": f"https://good.example/{wide(470)}",
        "origin_company_domain": domain,
        "company_customer_name": wide(300),
        "llm_response": {"champions": [{"full_name": wide(299), "job_title": "CEO"}]},
    }
    company = firmographics(domain, name="Wide", industry="Software Development", country=wide(290), employee_count=7)
    worker = profile("wide", [{**job("Wide", "VP Sales", "2020-01-01", is_current=True), "company_domain": domain}])
    worker["raw_payload"].update({"country": wide(280), "location_name": "Austin, Texas"})
    asked = {"domain": domain, "provider_response": {"items": [{"name": wide(300)}, {"id": wide(900)}]}}
    return [
        Body("gemini-extract-case-study-details", study),
        Body("clay-company-firmographics", company),
        Body("clay-person-profile", {**worker, "linkedin_url": person}),
        Body("company-enrich-similar-single", asked),
        Body("company-customers-structured", customers(domain, [wide(300)])),
    ]


FEW: list[Any] = [
    None,
    "null",
    True,
    -1,
    10**40,
    "2021-02-30",
    "99999-12-31",
    [],
    {},
    [[]],
    [None, 1, "x", {"a": []}],
    '{"a": {"b": [1, {"c": null}]}}',
    "https://",
    INCOMPRESSIBLE,
]
"""What every field of every kind of record is replaced with."""


def envelopes() -> list[str]:
    """Return one workflow for each kind of record and each envelope of it."""
    found: dict[tuple[str, str], str] = {}
    for slug, row in sorted(registry().items()):
        if slug not in GOOD:
            found.setdefault((row["record_kind"], row["payload_paths"]), slug)
    return list(found.values())


def paths(value: Any, prefix: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside a body."""
    found: list[tuple[Any, ...]] = []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, child in inner:
        found += [(*prefix, key), *paths(child, (*prefix, key))]
    return found


def replaced(body: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """Return the body with one value replaced."""
    changed = copy.deepcopy(body)
    place: Any = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


def on_its_own(body: Any, number: int) -> Any:
    """Return the body about a company and a person that no other body names, so that no better value hides this one."""
    text = json.dumps(body)
    for name, own in ((r"[a-z0-9-]+\.example", f"only{number}.example"), (r"/in/[a-z0-9-]+", f"/in/only-{number}")):
        text = re.sub(name, own, text)
    return json.loads(text)


def alone() -> list[Body]:
    """Return every body of every kind with each of its fields too long, each about an entity of its own."""
    bodies: list[Body] = []
    known = [(workflow, GOOD.get(workflow) or cases(workflow)["full"].body) for workflow in {*GOOD, *envelopes()}]
    for workflow, good in sorted(known, key=lambda one: one[0]) + ANSWERS:
        for number in range(len(paths(good))):
            own = on_its_own(good, len(bodies))
            bodies.append(Body(workflow, replaced(own, paths(own)[number], INCOMPRESSIBLE)))
    return bodies


def corpus() -> list[Body]:
    bodies = [Body(workflow, good) for workflow, good in GOOD.items()]
    for workflow, good in GOOD.items():
        bodies += [Body(workflow, replaced(good, path, value)) for path in paths(good) for value in HOSTILE]
        bodies += [Body(workflow, value) for value in HOSTILE]
        bodies += [Body(workflow, json.dumps(good).replace(": ", ": " + "[" * 40, 1).encode())]
        bodies += [
            Body(workflow, raw) for raw in (b"", b"\x00", b"\xff\xfe", b'{"a":"\\u0000"}', b"[" * 30_000, b"{}", b"nul")
        ]
        bodies += [Body(workflow, b'{"a":"\\ud800"}'), Body(workflow, b'{"n":1e999999}'), Body(workflow, b'{"n":NaN}')]
    for workflow in envelopes():
        good = cases(workflow)["full"].body
        bodies.append(Body(workflow, good))
        bodies += [Body(workflow, replaced(good, path, value)) for path in paths(good) for value in FEW]
        bodies += [Body(workflow, value) for value in HOSTILE]
    for workflow, good in ANSWERS:
        bodies.append(Body(workflow, good))
        bodies += [Body(workflow, replaced(good, path, value)) for path in paths(good) for value in FEW]
    return bodies + alone() + widest()


@pytest.fixture(scope="module")
def poisoned(module_warehouse: Warehouse) -> tuple[Warehouse, int]:
    bodies = corpus()
    for start in range(0, len(bodies), 200):
        module_warehouse.land(bodies[start : start + 200])
    return module_warehouse, len(bodies)


def test_every_model_is_built(poisoned: tuple[Warehouse, int]) -> None:
    warehouse, _ = poisoned
    outcome = warehouse.dbt("run")
    assert outcome.success, outcome.failed()


def test_nothing_vanishes(poisoned: tuple[Warehouse, int]) -> None:
    warehouse, count = poisoned
    books = warehouse.rows(
        "select sum(landed) as landed, sum(quarantined) as quarantined, sum(extracted) as extracted,"
        " sum(rejected) as rejected, sum(unexplained) as unexplained from ops.landing_ledger"
    )[0]
    assert books["landed"] == count
    assert books["unexplained"] == 0
    assert books["landed"] == books["quarantined"] + books["extracted"] + books["rejected"]
    assert books["quarantined"] > 0
    assert books["rejected"] > 0


def test_the_widest_come_through(poisoned: tuple[Warehouse, int]) -> None:
    """What is long in bytes is in core, not rejected; a visible lead is in the indexes of its pages."""
    warehouse, _ = poisoned
    for table, key in (
        ("core.company_customers", "origin_company_domain"),
        ("core.case_study_champions", "origin_company_domain"),
        ("extracted.company_enrich_similar", "input_domain"),
        ("core.leads", "company_domain"),
    ):
        assert warehouse.one(f"select count(*) from {table} where {key} = %s", [WIDE_DOMAIN]) > 0, table


def test_the_good_come_through(poisoned: tuple[Warehouse, int]) -> None:
    warehouse, _ = poisoned
    assert warehouse.one("select count(*) from core.companies where domain = 'good.example'") == 1
    assert warehouse.one("select count(*) from core.people where linkedin_slug = 'good'") == 1
    assert (
        warehouse.one(
            "select count(*) from core.company_customers where customer_name = 'Globex' and"
            " origin_company_domain = 'good.example'"
        )
        == 1
    )
    assert warehouse.one("select count(*) from ops.current_gaps") == 0


@pytest.mark.long
def test_the_second_build_changes_nothing(poisoned: tuple[Warehouse, int]) -> None:
    warehouse, _ = poisoned
    warehouse.build()  # this test may run alone
    before = warehouse.core()
    warehouse.build("--full-refresh")
    assert warehouse.core() == before
