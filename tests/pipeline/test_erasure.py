"""Erasure: a person or a company is gone from every column of every table, stays away, and the others stay."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from ingest import erasure
from ingest.errors import Failure
from tests.conformance.cases import cases, registry
from tests.harness import Body, Warehouse
from tests.searching import holders

PERSON = "https://www.linkedin.com/in/ada-brightwater-0001"
NEEDLES = ("ada-brightwater-0001", "ada.brightwater@", "a.brightwater@", "Brightwater", "900000001")
START = datetime(2026, 3, 1, tzinfo=UTC)
FENCED = '```json\n{"people": [{"name": "Ada Brightwater", "url": "https:\\/\\/linkedin.com\\/in\\/ada-brightwater-0001"}, {"name": "Tobin Ashgrove"}]}\n```'


def at(number: int) -> str:
    """Return a receipt time of its own for each body."""
    return (START + timedelta(minutes=number)).isoformat()


def mentioning() -> dict[str, tuple[Body, Any]]:
    """Return bodies about others that mention the person too, and what must be left of each."""
    other = {"fullName": "Tobin Ashgrove", "linkedinUrl": "https://www.linkedin.com/in/tobin-ashgrove-0007"}
    ada = {"fullName": "Ada Brightwater", "linkedinUrl": PERSON + "/?trk=x", "jobTitle": "VP Sales"}
    story = {
        "origin_company_name": "Andela",
        "origin_company_domain": "andela.com",
        "case_study_url": "https://www.andela.com/customer-stories/harbour",
        "customer_company_name": "Harbour Candles",
        "customer_company_domain": "harbour-candles.example",
    }
    posting = {"job_id": 77001, "company_name": "Lumen Relay", "domain": "lumen-relay.example", "job_title": "Engineer"}
    recruiter = {
        "recruiter_name": "Ada Brightwater",
        "recruiter_url": PERSON,
        "url": "https://www.linkedin.com/jobs/view/77001",
    }
    viewed = {
        "linkedin_url": "https://www.linkedin.com/in/tobin-ashgrove-0007",
        "raw_payload": {
            "name": "Tobin Ashgrove",
            "url": "https://www.linkedin.com/in/tobin-ashgrove-0007",
            "experience": [{"title": "CTO", "company": "Lumen Relay", "company_domain": "lumen-relay.example"}],
            "people_also_viewed": [
                {"name": "Ada B.", "url": "http://uk.linkedin.com/in/Ada-Brightwater-0001/"},
                {"name": "Zed Low"},
            ],
            "related": [PERSON, "https://www.linkedin.com/in/zed-low-0009"],
        },
    }
    without_viewed = json.loads(json.dumps(viewed))
    without_viewed["raw_payload"]["people_also_viewed"] = [{"name": "Zed Low"}]
    without_viewed["raw_payload"]["related"] = ["https://www.linkedin.com/in/zed-low-0009"]
    company = {"company_domain": "lumen-relay.example", "raw_payload": {"name": "Lumen Relay", "industry": "Software"}}
    asked = {
        "records": [
            {
                "full_name": "Tobin Ashgrove",
                "domain": "lumen-relay.example",
                "person_linkedin_url": other["linkedinUrl"],
            }
        ]
    }
    return {
        "a list": (Body("case-study-buyers", {**story, "people": [ada, other]}), {**story, "people": [other]}),
        "a role": (
            Body(
                "job-posting",
                {"domain": "lumen-relay.example", "job_posting_payload": {"jobPostData": {**posting, **recruiter}}},
            ),
            {
                "domain": "lumen-relay.example",
                "job_posting_payload": {"jobPostData": {**posting, "url": "https://www.linkedin.com/jobs/view/77001"}},
            },
        ),
        "another's profile": (Body("clay-person-profile", viewed), without_viewed),
        "an address of a company": (
            Body("clay-find-companies", {**company, "email": "Ada.Brightwater@MAILBOX.example"}),
            company,
        ),
        "a text": (
            Body("clay-company-firmographics", {**company, "note": "Ask ada.brightwater@mailbox.example, she knows."}),
            {**company, "note": "[erased]"},
        ),
        "JSON in a text": (
            Body("gemini-extract-case-study-details", {**story, "llm_response": FENCED}),
            {**story, "llm_response": '{"people": [{"name": "Tobin Ashgrove"}]}'},
        ),
        "a request for several": (
            Body(
                "email-waterfall",
                {"records": [*asked["records"], {"full_name": "Ada Brightwater", "person_linkedin_url": PERSON}]},
            ),
            asked,
        ),
    }


BYTES = {
    "an unknown workflow": Body(
        "no-such-flow", {"people": [{"url": PERSON, "name": "Ada Brightwater"}, {"name": "Zed Low"}]}
    ),
    "broken JSON": Body(
        "clay-find-people",
        b'{"linkedin_url": "https:\\/\\/linkedin.com\\/in\\/ADA-brightwater-0001", "name": "Ada Brightwater"',
    ),
    "a table": Body(
        "apollo-scrape", f"name,url\nAda Brightwater,{PERSON}\nZed Low,https://linkedin.com/in/zed-low-0009\n".encode()
    ),
    "UTF-16": Body("clay-find-people", json.dumps({"linkedin_url": PERSON}).encode("utf-16")),
    "a NUL": Body("clay-find-people", json.dumps({"linkedin_url": PERSON, "name": "Ada Brightwater\0"}).encode()),
    "gzip": Body("clay-find-people", gzip.compress(json.dumps({"linkedin_url": PERSON}).encode())),
    "another's": Body("clay-find-people", b'{"linkedin_url": "https://linkedin.com/in/zed-low-0009", '),
}
SPELLINGS = [
    "http://linkedin.com/in/ada-brightwater-0001",
    "HTTPS://WWW.LINKEDIN.COM/IN/ADA-BRIGHTWATER-0001/",
    "https://es.linkedin.com/in/Ada-Brightwater-0001/?originalSubdomain=es",
    "https://www.linkedin.com/in/ada%2Dbrightwater%2d0001#about",
    "linkedin.com/in/ada-brightwater-0001/details/experience/",
    "www.linkedin.com/mwlite/in/ada-brightwater-0001",
    "https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada-brightwater-0001",
]


def everything() -> list[Body]:
    """Return bodies of every workflow, bodies that mention the person, and bytes."""
    numbers = iter(range(10_000))
    full = [
        Body(workflow, cases(workflow)["full"].body, at(next(numbers)), f"key {PERSON} {workflow}")
        for workflow in registry()
    ]
    mentioned = [Body(b.workflow, b.payload, at(next(numbers))) for b, _ in mentioning().values()]
    return [*full, *mentioned, *(Body(b.workflow, b.payload, at(next(numbers))) for b in BYTES.values())]


def checksum(warehouse: Warehouse) -> dict[str, list[str]]:
    """Return every row of every table."""
    names = warehouse.sql(
        "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where c.relkind = 'r' and n.nspname in ('raw', 'extracted', 'core', 'reference', 'ops')"
    )
    return {name: sorted(row[0] for row in warehouse.sql(f"select t::text from {name} as t")) for (name,) in names}


def erase(warehouse: Warehouse, kind: str, key: str, **options: Any) -> erasure.Erased:
    with warehouse.connect() as connection:
        tokens = erasure.tokens_of(connection, kind, key, **options)
        return erasure.erase(connection, kind, tokens, "ticket 17")


def books(warehouse: Warehouse) -> tuple[Any, ...]:
    """Return what the ledger says of all bodies together, and the number of gaps."""
    return warehouse.sql(
        "select sum(landed), sum(landed - parsed - quarantined), sum(unexplained), sum(awaiting_build),"
        " (select count(*) from ops.coalescing_gaps) from ops.landing_ledger"
    )[0]


def balanced(warehouse: Warehouse) -> None:
    landed, unequal, unexplained, waiting, gaps = books(warehouse)
    assert landed == warehouse.one("select count(*) from raw.payloads")
    assert (unequal, unexplained, waiting, gaps) == (0, 0, 0, 0)


@pytest.fixture(scope="module")
def erased(module_warehouse: Warehouse) -> Warehouse:
    """Return a warehouse with a history, built, in which the person was erased after a dry run that changed nothing."""
    warehouse = module_warehouse
    warehouse.land(everything())
    warehouse.build()
    warehouse.sql("create schema history")
    warehouse.sql(
        "create table history.people_snapshot as select p.*, 'x' as dbt_scd_id, now() as dbt_valid_from from core.people as p"
    )
    warehouse.sql("analyze")
    found = holders(warehouse, NEEDLES)
    assert {"core.people", "extracted.person_experience", "history.people_snapshot", "raw.quarantine"} <= set(found)
    assert len(found) > 40
    before = checksum(warehouse)
    with warehouse.connect() as connection:
        planned = erasure.dry_run(connection, "person", erasure.tokens_of(connection, "person", PERSON))
    assert checksum(warehouse) == before
    done = erase(warehouse, "person", PERSON)
    assert (done.keys, done.rows) == (planned.keys, planned.rows)
    return warehouse


def test_the_search_finds_a_planted_value_wherever_it_is(warehouse: Warehouse) -> None:
    """What finds nothing after an erasure must find everything before it."""
    hidden = {
        "text": "select 'see ADA-Brightwater-0001 there' as c",
        "json": """select '{"a": [{"b": "linkedin.com/in/ada%2Dbrightwater-0001"}]}'::jsonb as c""",
        "list": "select array['x', 'ada-brightwater-0001'] as c",
        "escaped": r"select '{\"u\": \"\\u0061da-brightwater-0001\"}' as c",
        "bytes": "select convert_to('ada-brightwater-0001', 'UTF8') as c",
    }
    for name, query in hidden.items():
        with warehouse.connect() as connection:
            connection.execute(f"create table ops.planted_{name} as {query}".encode())
    warehouse.sql("create table ops.planted_utf16 (c bytea)")
    warehouse.sql("insert into ops.planted_utf16 values (%s)", ["ada-brightwater-0001".encode("utf-16")])
    warehouse.sql("create table ops.planted_gzip (c bytea)")
    warehouse.sql("insert into ops.planted_gzip values (%s)", [gzip.compress(b"ada-brightwater-0001")])
    warehouse.sql("create table ops.planted_sampled as select 'ada-brightwater-0001' as c from generate_series(1, 50)")
    warehouse.sql("analyze ops.planted_sampled")
    warehouse.sql("delete from ops.planted_sampled")
    warehouse.sql("create table ops.parted (c text) partition by list (c)")
    warehouse.sql("create table ops.planted_part partition of ops.parted default")
    warehouse.sql("insert into ops.parted values ('ada-brightwater-0001')")
    expected = {f"ops.planted_{name}" for name in (*hidden, "utf16", "gzip", "part")}
    assert set(holders(warehouse, ["ada-brightwater-0001"])) == {*expected, "ops.planted_sampled (statistics)"}


def test_nothing_of_the_person_is_left_in_any_column_of_any_table(erased: Warehouse) -> None:
    assert holders(erased, NEEDLES) == {}
    erased.build()
    assert holders(erased, NEEDLES) == {}
    balanced(erased)


def test_the_books_say_that_it_was_done_and_not_whom(erased: Warehouse) -> None:
    row = erased.rows("select * from ops.erasures")[0]
    assert (row["kind"], row["reference"], row["asked_by"]) == (
        "person",
        "ticket 17",
        erased.one("select session_user"),
    )
    assert row["swept_at"] and row["rebuilt_at"] is None
    assert row["keys"] == {"person": 1, "email": 2, "name": 1}
    assert row["counts"]["core.people deleted"] == 1
    assert row["counts"]["raw.person_payloads emptied"] >= 2
    salt = erased.one("select salt from ops.erasure_salt")
    assert len(salt) == 32 and erased.one("select count(*) from ops.erased_keys") == 4


def test_of_bodies_about_others_the_rest_is_kept(erased: Warehouse) -> None:
    for what, (body, left) in mentioning().items():
        kept = [
            row[0] for row in erased.sql("select payload from raw.payloads where workflow_slug = %s", [body.workflow])
        ]
        assert left in kept, what
    people = {row[0] for row in erased.sql("select linkedin_url from core.people")}
    assert {f"https://www.linkedin.com/in/{slug}" for slug in ("tobin-ashgrove-0007", "marta-solvang-0004")} <= people


def test_quarantined_bytes_are_emptied_or_lose_the_person(erased: Warehouse) -> None:
    kept = [
        bytes(row[0])
        for row in erased.sql("select body from raw.payloads where quarantine_code <> 'erased' order by received_at")
    ]
    assert kept == [
        b'{"people": [{"name": "Zed Low"}]}',
        b"name,url\nZed Low,https://linkedin.com/in/zed-low-0009\n",
        BYTES["another's"].data(),
    ]
    empty = erased.sql(
        "select distinct payload, body, entity_key, headers from raw.payloads where quarantine_code = 'erased'"
    )
    assert empty == [(None, b"", "", None)]
    assert erased.one("select count(*) from raw.quarantine_list()") == 3
    assert erased.one("select sum(quarantined_open) from ops.landing_ledger") == 3


def test_erasing_again_finds_nothing(erased: Warehouse) -> None:
    before = checksum(erased)["raw.person_payloads"]
    again = erase(erased, "person", PERSON)
    assert again.rows == []
    assert checksum(erased)["raw.person_payloads"] == before


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_next_delivery_does_not_bring_the_person_back(erased: Warehouse, spelling: str) -> None:
    body = {"linkedin_url": spelling, "raw_payload": {"name": "Ada Brightwater", "latest_experience_title": "CRO"}}
    answer = erased.land(
        [Body("clay-find-people", body), Body("clay-find-people", {"raw_payload": {"profile": {"url": spelling}}})]
    )
    assert [a["quarantine_code"] for a in answer] == ["erased", "erased"]
    assert [a["workflow_slug"] for a in answer] == ["clay-find-people"] * 2
    assert holders(erased, NEEDLES) == {}


def test_every_body_may_come_again_and_brings_nothing_back(erased: Warehouse) -> None:
    """Gzip without a header is the one body that landing cannot look into; a sweep and a replay do."""
    bodies = [body for body in everything() if body.payload != BYTES["gzip"].payload]
    before = erased.one("select count(*) from raw.payloads")
    with_key = [answer for answer, body in zip(erased.land(bodies), bodies, strict=True) if body.key]
    assert all(answer["is_repeat"] for answer in with_key), "the same delivery lands once, also when it was erased"
    assert erased.one("select count(*) from raw.payloads") == before + len(bodies) - len(with_key)
    assert holders(erased, NEEDLES) == {}
    for arguments in [(), ("--vars", "{heal: true}"), ("--full-refresh",)]:
        erased.build(*arguments)
        assert holders(erased, NEEDLES) == {}
        balanced(erased)


def test_core_is_what_it_would_be_had_the_person_never_been_delivered(warehouse: Warehouse, erased: Warehouse) -> None:
    left = {body.workflow: rest for body, rest in mentioning().values()}
    others = [
        Body(body.workflow, left[body.workflow] if number >= len(registry()) else body.payload, body.received_at)
        for number, body in enumerate(everything()[: len(registry()) + len(left)])
        if number >= len(registry())
        or "brightwater" not in json.dumps(body.payload).lower()
        or body.workflow == "email-waterfall"
    ]
    warehouse.land(others)
    warehouse.build()
    erased.build("--full-refresh")
    aside = ["source_id", "attribute_sources", "details"]
    for (name,) in warehouse.sql("select table_name from information_schema.tables where table_schema = 'core'"):
        assert erased.table(f"core.{name}", aside) == warehouse.table(f"core.{name}", aside), name
