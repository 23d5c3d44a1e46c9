"""Erasure: a person or a company is gone from every column of every table, stays away, and the others stay."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from ingest import erasure, quarantine
from ingest.errors import Failure
from tests.conformance.cases import cases, registry
from tests.harness import PROJECT, Body, Warehouse
from tests.searching import holders

PERSON = "https://www.linkedin.com/in/ada-brightwater-0001"
NEEDLES = ("ada-brightwater-0001", "ada.brightwater@", "a.brightwater@", "Brightwater", "900000001")
GAPPED = ["people", "person_emails", "person_work_history", "case_study_champions", "person_job_titles", "signals"]
"""Tables of core with keys of persons: URLs, addresses, and names."""
START = datetime(2026, 3, 1, tzinfo=UTC)
FENCED = (
    '```json\n{"people": [{"name": "Ada Brightwater", "url": "https:\\/\\/linkedin.com\\/in\\/ada-brightwater-0001"},'
    ' {"name": "Tobin Ashgrove"}]}\n```'
)


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
        " (select count(*) from ops.current_gaps) from ops.landing_ledger"
    )[0]


def balanced(warehouse: Warehouse) -> None:
    landed, unequal, unexplained, waiting, gaps = books(warehouse)
    assert landed == warehouse.one("select count(*) from raw.payloads")
    assert (unequal, unexplained, waiting, gaps) == (0, 0, 0, 0)


def remember_gaps(warehouse: Warehouse) -> None:
    """Let the record of gaps see the keys of everybody, once as open and once as closed."""
    for table in GAPPED:
        warehouse.sql(f"create table public.kept_{table} as select * from core.{table}")
        warehouse.sql(f"delete from core.{table}")
    warehouse.sql("select ops.check_gaps('erasure')")
    for table in GAPPED:
        warehouse.sql(f"insert into core.{table} select * from public.kept_{table}")
    warehouse.sql("select ops.check_gaps('erasure')")
    for table in GAPPED:
        warehouse.sql(f"delete from core.{table}")
    warehouse.sql("select ops.check_gaps('erasure')")
    for table in GAPPED:
        warehouse.sql(f"insert into core.{table} select * from public.kept_{table}")
        warehouse.sql(f"drop table public.kept_{table}")


@pytest.fixture(scope="module")
def erased(module_warehouse: Warehouse) -> Warehouse:
    """Return a warehouse with a history, built, in which the person was erased after a dry run that changed nothing."""
    warehouse = module_warehouse
    warehouse.land(everything())
    warehouse.build()
    remember_gaps(warehouse)
    warehouse.sql("create schema past")
    warehouse.sql(
        "create table past.people_snapshot as"
        " select p.*, 'x' as dbt_scd_id, now() as dbt_valid_from from core.people as p"
    )
    warehouse.sql("analyze")
    found = holders(warehouse, NEEDLES)
    assert {"core.people", "extracted.person_experience", "past.people_snapshot", "raw.quarantine"} <= set(found)
    assert found["ops.coalescing_gaps"] > 10
    assert warehouse.one("select count(*) from ops.coalescing_gaps where entity_key like 'ada brightwater / %%'") == 2
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


def test_gaps_of_others_stay_in_the_record(erased: Warehouse) -> None:
    """Of one open and one closed life each."""
    for key in ("https://www.linkedin.com/in/tobin-ashgrove-0007", "tobin ashgrove / %"):
        assert erased.sql(
            "select healed_at is null, count(*) > 0 from ops.coalescing_gaps where entity_key like %s"
            " group by 1 order by 1",
            [key],
        ) == [(False, True), (True, True)], key


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


def test_the_next_delivery_does_not_bring_the_person_back(erased: Warehouse) -> None:
    """In whatever spelling of the key, and wherever in the body it stands."""
    bodies = [
        Body("clay-find-people", body)
        for spelling in SPELLINGS
        for body in (
            {"linkedin_url": spelling, "raw_payload": {"name": "Ada Brightwater", "latest_experience_title": "CRO"}},
            {"raw_payload": {"profile": {"url": spelling}}},
            {
                "raw_payload": {
                    "note": "```" + json.dumps({"u": spelling}).replace("/", "\\/").replace("a", "\\u0061") + "```"
                }
            },
            json.dumps({"linkedin_url": spelling}).replace("/", "\\/").replace("n", "\\u006E").encode(),
        )
    ]
    answers = erased.land(bodies)
    assert [answer["quarantine_code"] for answer in answers] == ["erased"] * len(bodies)
    assert {answer["workflow_slug"] for answer in answers} == {"clay-find-people"}
    assert holders(erased, NEEDLES) == {}


@pytest.mark.long
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


@pytest.mark.long
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
    # A body about others that lost the person is another record: what names records differs, what they say does not.
    aside = ["source_id", "attribute_sources", "details", "record_id", "entity_key", "payload_id"]
    for (name,) in warehouse.sql("select table_name from information_schema.tables where table_schema = 'core'"):
        assert erased.table(f"core.{name}", aside) == warehouse.table(f"core.{name}", aside), name


ZED = "https://www.linkedin.com/in/zed-low-0009"


def found(slug: str, **fields: Any) -> Body:
    """Return a hit of clay-find-people."""
    return Body("clay-find-people", {"linkedin_url": f"https://www.linkedin.com/in/{slug}", "raw_payload": fields})


def email(slug: str, address: str) -> Body:
    """Return a found address of a person."""
    return Body(
        "leadmagic-email",
        {
            "person_linkedin_url": f"https://www.linkedin.com/in/{slug}",
            "leadmagic_raw_payload": {"email": address, "status": "valid"},
        },
    )


def test_a_delivery_that_is_landing_meanwhile_does_not_slip_through(warehouse: Warehouse) -> None:
    """The keys are committed first, then what began before them is waited for, then the sweep begins."""
    outcome: list[erasure.Erased] = []
    eraser = threading.Thread(target=lambda: outcome.append(erase(warehouse, "person", ZED)))
    land = "select quarantine_code from raw.land(array['clay-find-people'], array[%s::bytea])"
    body = found("zed-low-0009", name="Zed Low").data()
    with warehouse.connect() as slow:
        slow.execute("begin")
        assert slow.execute(land, [body]).fetchall() == [(None,)]
        eraser.start()
        deadline = time.monotonic() + 30
        while not warehouse.one("select count(*) from ops.erased_keys"):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert warehouse.sql(land, [body]) == [("erased",)], "from now on the keys are known"
        time.sleep(0.3)
        assert eraser.is_alive()
        assert warehouse.one("select swept_at from ops.erasures") is None
        slow.execute("commit")
    eraser.join(30)
    assert outcome[0].rows == [("raw.person_discovery", "emptied", 1)]
    assert holders(warehouse, ["zed-low", "Zed Low"]) == {}


def test_a_landing_that_does_not_end_is_named_and_the_sweep_can_be_made_later(warehouse: Warehouse) -> None:
    warehouse.land([found("zed-low-0009", name="Zed Low")])
    with warehouse.connect() as stuck, warehouse.connect() as connection:
        stuck.execute("begin")
        stuck.execute("select raw.land(array['clay-find-people'], array['{}'::bytea])")
        tokens = erasure.tokens_of(connection, "person", ZED)
        with pytest.raises(Failure, match="hq erase again") as failure:
            erasure.erase(connection, "person", tokens, None, wait=0.2)
        assert failure.value.exit_code == 75
        stuck.execute("rollback")
        assert erasure.erase(connection, "again", [], None).rows == [("raw.person_discovery", "emptied", 1)]
    assert warehouse.one("select count(*) from ops.erasures where swept_at is null") == 0
    assert holders(warehouse, ["zed-low"]) == {}


def test_a_build_that_began_before_the_sweep_cannot_write_after_it(warehouse: Warehouse) -> None:
    """Plain dbt takes no lock; it is refused as if another build had been faster."""
    warehouse.land([found("zed-low-0009", name="Zed Low")])
    with warehouse.connect() as build:
        build.execute("select ops.plan_window('extracted__person_discovery', array['raw.payloads/clay-find-people'])")
        erase(warehouse, "person", ZED)
        with pytest.raises(psycopg.errors.RaiseException, match="another build"):
            build.execute("select ops.take_in('extracted__person_discovery', 'x')")


def test_a_restored_row_is_swept_again(warehouse: Warehouse) -> None:
    """As after an old dump, once the books of erasure have been put back."""
    warehouse.land([found("zed-low-0009", name="Zed Low"), found("tobin-ashgrove-0007", name="Tobin Ashgrove")])
    warehouse.sql("create table public.dump as select * from raw.payloads")
    erase(warehouse, "person", ZED)
    warehouse.sql("delete from raw.payloads")
    warehouse.sql("insert into raw.payloads select * from public.dump")
    warehouse.sql("drop table public.dump")
    assert "raw.person_discovery" in holders(warehouse, ["zed-low"])
    with warehouse.connect() as connection:
        assert erasure.erase(connection, "again", [], None).rows == [("raw.person_discovery", "emptied", 1)]
    assert holders(warehouse, ["zed-low"]) == {}
    assert len(holders(warehouse, ["tobin-ashgrove"])) > 0


def test_a_quarantined_body_that_can_be_read_later_does_not_bring_the_person_back(warehouse: Warehouse) -> None:
    """Gzip sent without a header is opaque to landing; the replay opens it, and what was kept goes too."""
    erase(warehouse, "person", ZED)
    packed = gzip.compress(found("zed-low-0009", name="Zed Low").data())
    other = gzip.compress(found("tobin-ashgrove-0007", name="Tobin Ashgrove").data())
    answers = warehouse.land([Body("clay-find-people", packed), Body("clay-find-people", other)])
    with warehouse.connect() as connection:
        outcome = quarantine.replay(connection, [answer["payload_id"] for answer in answers])
    assert (dict(outcome.replayed), dict(outcome.remaining)) == ({"gzip opened": 1}, {"erased": 1})
    assert holders(warehouse, ["zed-low", "Zed Low"]) == {}
    assert warehouse.sql("select quarantine_code, octet_length(body) from raw.payloads order by 1 nulls last") == [
        ("erased", 0),
        ("invalid_encoding", len(other)),
        (None, None),
    ]


def test_an_address_leads_to_its_person_and_a_shared_one_stays_with_the_other(warehouse: Warehouse) -> None:
    salesnav = cases("salesnav-person")["full"].body
    warehouse.land(
        [
            Body("salesnav-person", salesnav),
            email("zed-low-0009", "zed@low.example"),
            email("zed-low-0009", "office@low.example"),
            email("tobin-ashgrove-0007", "office@low.example"),
            found("zed-low-0009", name="Zed Low"),
        ]
    )
    warehouse.build()
    assert erase(warehouse, "person", "mailto:Zed@LOW.example").keys == {"email": 1, "name": 1, "person": 1}
    assert holders(warehouse, ["zed-low", "zed@low"]) == {}
    assert warehouse.sql("select person_linkedin_url from extracted.person_email") == [
        ("https://www.linkedin.com/in/tobin-ashgrove-0007",)
    ]
    found_keys = erase(warehouse, "person", "IKENNA.obiakor@mailbox.example").keys
    assert found_keys == {"email": 1, "member": 1, "name": 1, "person": 2}, "the id alone and in both URLs"
    assert holders(warehouse, ["ACwAAExample0002AbCdEf", "Obiakor"]) == {}
    odd = {"rows": [{"n": "urn:li:fs_salesProfile:(ACwAAExample0002AbCdEf,NAME_SEARCH,x)"}, {"n": "other"}]}
    warehouse.land([Body("email-waterfall", odd)])
    assert warehouse.one("select payload from raw.payloads where workflow_slug = 'email-waterfall'") == {
        "rows": [{"n": "other"}]
    }


@pytest.mark.long
def test_a_name_alone_goes_on_demand_where_it_stands_beside_a_company_of_the_person(warehouse: Warehouse) -> None:
    def story(domain: str) -> Body:
        people = [{"fullName": "ZED  Low", "jobTitle": "CTO"}, {"fullName": "Tobin Ashgrove", "jobTitle": "CEO"}]
        said = {"customer_company_domain": domain, "people": people, "origin_company_domain": "andela.com"}
        return Body("case-study-buyers", {**said, "case_study_url": f"https://www.andela.com/{domain}"})

    warehouse.land(
        [found("zed-low-0009", name="Zed Low", domain="low.example"), story("low.example"), story("x.example")]
    )
    warehouse.build()
    names = (
        "select payload -> 'people' -> 0 ->> 'fullName' from raw.payloads"
        " where workflow_slug = 'case-study-buyers' order by payload ->> 'case_study_url'"
    )
    with warehouse.connect() as connection:
        planned = erasure.dry_run(connection, "person", erasure.tokens_of(connection, "person", ZED))
    assert [row for row in planned.rows if row[0].startswith("raw.")] == [("raw.person_discovery", "emptied", 1)]
    assert erase(warehouse, "person", ZED, names=True).keys == {"name": 1, "name_at": 1, "person": 1}
    assert warehouse.sql(names) == [("Tobin Ashgrove",), ("ZED  Low",)]
    warehouse.land([story("low.example")])
    assert sorted(warehouse.sql(names)) == [("Tobin Ashgrove",), ("Tobin Ashgrove",), ("ZED  Low",)]


def test_a_company_is_gone_and_the_people_who_worked_there_stay(warehouse: Warehouse) -> None:
    numbers = iter(range(1000))
    warehouse.land([Body(workflow, cases(workflow)["full"].body, at(next(numbers))) for workflow in registry()])
    warehouse.build()
    people = warehouse.sql("select linkedin_url from core.people order by 1")
    needles = ["contentful.com", "company/contentful"]
    assert {"core.companies", "core.person_work_history"} <= set(holders(warehouse, needles))
    done = erase(warehouse, "company", "https://www.Contentful.com/about")
    assert done.keys == {"company": 1, "domain": 1}
    assert holders(warehouse, needles) == {}
    warehouse.land([Body(workflow, cases(workflow)["full"].body) for workflow in registry()])
    warehouse.build("--full-refresh")
    assert holders(warehouse, needles) == {}
    balanced(warehouse)
    assert warehouse.sql("select linkedin_url from core.people order by 1") == people
    assert warehouse.sql("select company_name from core.person_work_history where linkedin_url = %s", [PERSON]) == [
        ("Salesforce",)
    ]


@pytest.mark.long
def test_the_command_asks_shows_and_prints_no_key(warehouse: Warehouse) -> None:
    warehouse.land([found("zed-low-0009", name="Zed Low"), email("zed-low-0009", "zed@low.example")])

    def hq(*arguments: str, said: str = "") -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "ingest.cli", "erase", *arguments],
            cwd=PROJECT,
            env={**os.environ, "HQ_DATABASE_URL": warehouse.url},
            input=said,
            capture_output=True,
            text=True,
            timeout=900,
        )
        output = done.stdout + done.stderr
        assert not any(key in output for key in ("zed", "Zed", "low.example", "Traceback")), output
        return done.returncode, output

    assert "no LinkedIn URL" in hq("person", "zed low")[1]
    assert hq("person", "zed low")[0] == hq("company", "zed low")[0] == 2
    assert "Nothing in this warehouse names this person" in hq("person", "zed@other.example", "--dry-run")[1]
    assert "Nothing in this warehouse names this company" in hq("company", "zed.example", "--dry-run")[1]
    code, output = hq("person", "-", "--dry-run", said=f"{ZED}\n")
    assert (code, "raw.person_discovery" in output, "emptied" in output) == (0, True, True)
    assert hq("person", "-", said=f"{ZED}\n")[0] == 1, "without --yes and without an answer nothing is done"
    assert warehouse.one("select count(*) from ops.erasures") == 0
    refused = hq("person", "-", "--yes", "--reference", "for zed@low.example", said=f"{ZED}\n")
    assert (refused[0], warehouse.one("select count(*) from ops.erasures")) == (1, 0)
    code, output = hq("person", "-", "--yes", "--reference", "T-17", said=f"{ZED}\n")
    assert code == 0, output
    assert holders(warehouse, ["zed-low", "Zed Low"]) == {}
    assert warehouse.one("select rebuilt_at from ops.erasures") is not None, "the build that follows makes all anew"
    listed = hq("list")[1]
    assert "T-17" in listed and "1 erasures" in listed
    with warehouse.connect() as holder:
        holder.execute("select pg_advisory_lock(18513, 1)")
        assert hq("person", "-", "--yes", said=f"{ZED}\n")[0] == 75, "a build is at work"


def test_what_is_erased_changes_nothing_for_other_bodies(warehouse: Warehouse) -> None:
    """Odd bodies land as they do in a warehouse without erasures, for the role that may only land as well."""
    bodies = [Body("clay-find-people", data) for data in ODD] + [
        Body(w, case.body) for w in registry() for case in cases(w).values()
    ]
    columns = (
        "select raw_table, entity_key, workflow_slug, payload, body, quarantine_code, body_sha256 from raw.payloads"
    )
    with warehouse.connect() as connection:
        query = "select quarantine_code from raw.land(%s::text[], %s::bytea[]) order by ordinal"
        parameters = [[body.workflow for body in bodies], [body.data() for body in bodies]]
        before = connection.execute(query, parameters).fetchall()
        rows = sorted(map(repr, connection.execute(columns).fetchall()))
        connection.execute("delete from raw.payloads")
        for kind, key in (("person", "nobody@nowhere.example"), ("company", "nowhere.example")):
            assert erasure.erase(connection, kind, erasure.tokens_of(connection, kind, key), None).rows == []
        connection.execute("set role hq_ingest")
        assert connection.execute(query, parameters).fetchall() == before
        for table in ("erased_keys", "erasure_salt", "erasures"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"select * from ops.{table}".encode())
        connection.execute("reset role")
        assert sorted(map(repr, connection.execute(columns).fetchall())) == rows


ODD = [
    b"",
    b"[" * 50_000,
    b'{"a": "\\u0000"}',
    b"\xff\xfe\x00",
    b"null",
    b'"@"',
    b"@",
    b"linkedin.com/in/",
    b"%%%2",
    b'{"slug": "x", "e": "a@b"}',
    b"\x1f\x8b\x00",
    b'{"a": 1e999999}',
    b'{"u": "\\ud800"}',
    b"AC" * 1000 + b"ACwA" * 1000,
    b"a@" * 20_000,
    b"https://linkedin.com/in/%e0%a4%a",
    '{"u": "https://linkedin.com/in/zoë"}'.encode(),
    b"a.b." * 5000,
    b"&#64;\\u00",
]
