"""Runs of enrichments: every status by landing and building, the live view, any order of deliveries, any rebuild."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.bodies import discovery, mixture, profile
from tests.conformance.cases import cases, registry
from tests.harness import Body, Warehouse

RUNS = ("reference__enrichment_deliveries", "reference__enrichment_runs")
COMPANIES = (
    "extracted__company_discovery",
    "extracted__company_redirects",
    "extracted__company_attributes",
    "core__companies",
    "reference__company_domain_aliases",
    *RUNS,
)
TRIALS = (
    "extracted__company_inference",
    "extracted__company_inferred_values",
    "extracted__workflow_request",
    "core__company_inferences",
    *RUNS,
)
PEOPLE = (
    "extracted__person_discovery",
    "extracted__person_profile",
    "extracted__person_identifiers",
    "extracted__person_attributes",
    "core__people",
    "reference__person_identities",
    *RUNS,
)
"""What the bodies of these tests need; the rest of the warehouse stays as the template has it."""

DAY = datetime(2026, 3, 1, tzinfo=UTC)
ASKED = {"domain": "acme.example", "pricing_page_url": "https://acme.example/pricing"}
ANSWERED = {**ASKED, "llm_response": {"free_trial": "yes", "explanation": "14 days on every plan."}}
PUBLIC = "https://www.linkedin.com/in/ada-example"
MEMBER = "https://www.linkedin.com/sales/lead/ACwAAbCdEfG,NAME_SEARCH,x"


def at(day: int) -> datetime:
    return DAY + timedelta(days=day)


def answers(warehouse: Warehouse, entity_type: str, *keys: str | None, workflows: list[str] | None = None) -> Any:
    return warehouse.rows(
        "select * from reference.get_enrichment_status(%s, %s, %s)", [entity_type, list(keys), workflows]
    )


def answer(warehouse: Warehouse, entity_type: str, key: str, workflow: str) -> dict[str, Any]:
    rows = answers(warehouse, entity_type, key, workflows=[workflow])
    assert len(rows) == 1, rows
    return dict(rows[0])


def built(warehouse: Warehouse) -> list[str]:
    """Return the runs without the ids of deliveries, which another server gives otherwise."""
    return warehouse.table("reference.enrichment_runs", without=["payload_id"])


def assert_live_view_is(warehouse: Warehouse) -> None:
    """Compare the function with the view, for every entity that is no alias."""
    for entity_type in ("company", "person"):
        keys = [
            key
            for (key,) in warehouse.sql(
                "select distinct entity_key from reference.enrichment_status"
                " where entity_type = %s and entity_key not in ('', 'old.example', 'new.example')",
                [entity_type],
            )
        ]
        told = {(row["given_key"], row["workflow_slug"]): row for row in answers(warehouse, entity_type, *keys)}
        for row in warehouse.rows(
            "select * from reference.enrichment_status where entity_type = %s and entity_key = any(%s)",
            [entity_type, keys],
        ):
            same = told[row["entity_key"], row["workflow_slug"]]
            for column in set(row) & set(same) - {"entity_key"}:
                assert row[column] == same[column], (column, row, same)


# Each status, as it is reached.


def test_nothing_is_known_of_what_was_never_sent(warehouse: Warehouse) -> None:
    assert answers(warehouse, "company", "nobody.example", None, "") == []
    assert answers(warehouse, "nothing", "acme.example") == []
    assert warehouse.sql("select * from reference.get_enrichment_status(null, null)") == []


@pytest.fixture(scope="module")
def story(module_warehouse: Warehouse) -> Warehouse:
    return module_warehouse


def test_a_body_is_known_as_soon_as_it_has_landed(story: Warehouse) -> None:
    story.land(
        [Body("infer-free-trial", ASKED, at(0)), Body("lookup-company-name", {"domain": "WWW.acme.example"}, at(0))]
    )
    found = answer(story, "company", "https://www.Acme.example/pricing?x=1", "infer-free-trial")
    assert (found["status"], found["entity_key"], found["first_landed_at"]) == ("landed", "acme.example", at(0))
    assert found["is_in_core"] is False
    assert found["core_table"] == "core.company_free_trial"
    assert answer(story, "company", "acme.example", "lookup-company-name")["status"] == "requested"
    assert_live_view_is(story)


def test_a_question_without_an_answer_is_requested(story: Warehouse) -> None:
    story.build("--select", *TRIALS)
    found = answer(story, "company", "acme.example", "infer-free-trial")
    assert (found["status"], found["requested_at"], found["rejected_reason"]) == ("requested", at(0), "no_answer")
    assert answer(story, "company", "acme.example", "lookup-company-name")["status"] == "requested"
    assert_live_view_is(story)


def test_an_answer_waits_and_is_then_coalesced(story: Warehouse) -> None:
    story.land([Body("infer-free-trial", ANSWERED, at(1))])
    found = answer(story, "company", "acme.example", "infer-free-trial")
    assert (found["status"], found["requested_at"], found["last_landed_at"]) == ("landed", at(0), at(1))
    assert_live_view_is(story)
    story.build("--select", *TRIALS)
    found = answer(story, "company", "acme.example", "infer-free-trial")
    assert (found["status"], found["requested_at"], found["coalesced_at"]) == ("coalesced", at(0), at(1))
    assert (found["is_in_core"], found["records"], found["rejected_reason"]) == (True, 2, None)
    assert_live_view_is(story)


def test_what_is_coalesced_stays_so_while_more_is_on_its_way(story: Warehouse) -> None:
    story.land([Body("infer-free-trial", {**ANSWERED, "company_name": "Acme"}, at(2))])
    found = answer(story, "company", "acme.example", "infer-free-trial")
    assert (found["status"], found["last_landed_at"], found["coalesced_at"]) == ("coalesced", at(2), at(1))


def test_a_body_that_cannot_be_used_is_rejected_with_its_reason(story: Warehouse) -> None:
    story.land([Body("clay-find-companies", {"company_domain": "bad.example", "raw_payload": ["no", "object"]}, at(0))])
    assert answer(story, "company", "bad.example", "clay-find-companies")["status"] == "landed"
    story.build("--select", *COMPANIES)
    found = answer(story, "company", "bad.example", "clay-find-companies")
    assert (found["status"], found["rejected_reason"]) == ("rejected", "nested_payload_is_no_object")
    story.land([Body("clay-find-companies", discovery("bad.example"), at(1))])
    assert answer(story, "company", "bad.example", "clay-find-companies")["status"] == "landed"
    story.build("--select", *COMPANIES)
    found = answer(story, "company", "bad.example", "clay-find-companies")
    assert (found["status"], found["rejected_reason"], found["records"]) == ("coalesced", None, 2)


def test_what_reaches_no_table_of_core_is_extracted(story: Warehouse) -> None:
    body = {"location_name": "Bonn, Germany", "city": "Bonn", "country": "Germany"}
    story.land([Body("clay-company-location-lookup", body, at(0))])
    story.build("--select", "extracted__location_lookup", *RUNS)
    found = answer(story, "company", "BONN, Germany", "clay-company-location-lookup")
    assert (found["status"], found["core_table"], found["is_in_core"]) == ("extracted", None, False)
    assert_live_view_is(story)


def test_a_quarantined_body_is_found_by_the_key_that_its_bytes_name(story: Warehouse) -> None:
    nul = json.dumps(discovery("nul.example", description="a\x00b")).encode()
    cut = b'{"company_domain": "https://Cut.example/", "raw_payload": {"name": '
    wide = json.dumps(discovery("wide.example")).encode("utf-16-le")
    landed = story.land(
        [Body("clay-find-companies", payload, at(0)) for payload in (nul, cut, wide, b"\xff\x00 nothing")]
    )
    assert [one["quarantine_code"] for one in landed] == [
        "nul_character",
        "invalid_json",
        "invalid_encoding",
        "invalid_encoding",
    ]
    for _ in range(2):
        for domain, code in (("nul", "nul_character"), ("cut", "invalid_json"), ("wide", "invalid_encoding")):
            found = answer(story, "company", f"{domain}.example", "clay-find-companies")
            assert (found["status"], found["quarantine_code"]) == ("quarantined", code)
        assert_live_view_is(story)
        story.build("--select", *COMPANIES)
    body = nul.replace(b"\\u0000", b"")
    story.sql("select * from raw.replay_quarantined(%s, %s)", [landed[0]["payload_id"], body])
    assert answer(story, "company", "nul.example", "clay-find-companies")["status"] == "landed"
    story.build("--select", *COMPANIES)
    found = answer(story, "company", "nul.example", "clay-find-companies")
    assert (found["status"], found["quarantine_code"], found["records"]) == ("coalesced", None, 1)


def test_what_was_erased_is_in_no_run(story: Warehouse) -> None:
    story.sql(
        "select * from raw.land(array['clay-find-companies'], array[''::bytea], null, null, null, array['erased'])"
    )
    before = built(story)
    story.build("--select", *RUNS)
    assert built(story) == before
    assert story.one("select count(*) from reference.enrichment_unreadable") == 0


def test_an_alias_answers_for_its_company(story: Warehouse) -> None:
    moved = discovery("old.example", resolved_domain={"resolved_domain": "new.example", "is_live": True})
    story.land(
        [Body("clay-find-companies", discovery("new.example"), at(0)), Body("clay-find-companies", moved, at(1))]
    )
    story.build("--select", *COMPANIES)
    alias = story.sql("select domain from reference.company_domain_aliases where alias_domain = 'old.example'")
    assert alias == [("new.example",)]
    for spelling in ("old.example", "http://www.new.example"):
        found = answer(story, "company", spelling, "clay-find-companies")
        assert (found["entity_key"], found["status"], found["records"]) == ("new.example", "coalesced", 2)


def test_every_address_of_a_person_answers_for_the_person(story: Warehouse) -> None:
    found = {"linkedin_url": MEMBER, "raw_payload": {"name": "Ada Example", "url": PUBLIC}}
    story.land([Body("clay-find-people", found, at(0))])
    assert answer(story, "person", MEMBER, "clay-find-people")["status"] == "landed"
    story.build("--select", *PEOPLE)
    story.land([Body("clay-person-profile", profile("ada-example", []), at(1))])
    story.build("--select", *PEOPLE)
    for spelling in (MEMBER, "linkedin.com/in/Ada-Example/", "https://www.linkedin.com/in/ACwAAbCdEfG"):
        rows = {row["workflow_slug"]: row for row in answers(story, "person", spelling)}
        assert set(rows) == {"clay-find-people", "clay-person-profile"}, spelling
        assert {row["entity_key"] for row in rows.values()} == {PUBLIC}


def test_workflows_may_be_named_in_any_way(story: Warehouse) -> None:
    name = story.one(
        "select modal_function_name from reference.enrichment_workflow_registry"
        " where workflow_slug = 'infer-free-trial'"
    )
    assert {row["workflow_slug"] for row in answers(story, "company", "acme.example", workflows=[name])} == {
        "infer-free-trial"
    }
    assert answers(story, "company", "acme.example", workflows=[]) == []


def test_freshness_is_that_of_the_registry(story: Warehouse) -> None:
    story.land([Body("clay-find-companies", discovery("fresh.example"))])
    assert answer(story, "company", "fresh.example", "clay-find-companies")["is_fresh"] is True
    assert answer(story, "company", "bad.example", "clay-find-companies")["is_fresh"] is False
    assert answer(story, "company", "acme.example", "infer-free-trial")["is_fresh"] is None


def test_a_reader_may_ask_and_sees_no_raw_table(story: Warehouse) -> None:
    with story.connect() as connection:
        connection.execute("set role hq_reader")
        query = "select status from reference.get_enrichment_status('company', '{acme.example}', '{infer-free-trial}')"
        assert connection.execute(query).fetchall() == [("coalesced",)]
        assert connection.execute("select count(*) from reference.enrichment_status").fetchall()
        assert connection.execute("select count(*) from reference.workflow_status").fetchall() == [(len(registry()),)]


# The runs come of the deliveries and nothing else.


def test_a_second_build_writes_nothing(story: Warehouse) -> None:
    story.build("--select", *{*COMPANIES, *TRIALS, *PEOPLE})
    before = story.sql("select xmin::text, ctid::text from reference.enrichment_runs order by 2")
    story.build("--select", *RUNS)
    assert story.sql("select xmin::text, ctid::text from reference.enrichment_runs order by 2") == before


def test_runs_rebuilt_from_scratch_are_equal(story: Warehouse) -> None:
    before = built(story), story.table("reference.enrichment_deliveries", without=["changed_in"])
    story.build("--full-refresh", "--select", *RUNS)
    assert (built(story), story.table("reference.enrichment_deliveries", without=["changed_in"])) == before


def test_lost_rows_are_gaps_until_healed(story: Warehouse) -> None:
    before = built(story)
    gaps = "select core_table, entity_key from ops.enrichment_runs_gaps"
    assert story.sql(gaps) == []
    story.sql(
        "delete from reference.enrichment_runs where entity_key = 'acme.example' and workflow_slug = 'infer-free-trial'"
    )
    assert set(story.sql(gaps)) == {("reference.enrichment_runs", "acme.example")}
    story.sql("delete from reference.enrichment_deliveries where entity_key = 'bad.example'")
    assert set(story.sql(gaps)) == {
        ("reference.enrichment_runs", "acme.example"),
        ("reference.enrichment_deliveries", "bad.example"),
    }
    story.sql("delete from reference.enrichment_runs where entity_key = 'bad.example'")
    story.build("--select", *RUNS, "--vars", "{heal: true}")
    assert built(story) == before
    assert story.sql(gaps) == []


@pytest.mark.long
def test_reading_raw_again_counts_nothing_twice(story: Warehouse) -> None:
    """As after `hq rebase`: every position on raw is back at the start."""
    before = built(story)
    story.sql("update ops.model_positions set position = 0 where model = 'reference__enrichment_deliveries'")
    story.build("--select", *RUNS)
    assert built(story) == before


def test_status_is_true_between_the_two_tables(story: Warehouse) -> None:
    """A build takes the bodies in before it knows what core has made of them."""
    story.land([Body("clay-find-companies", discovery("between.example"), at(5))])
    story.build("--select", "extracted__company_discovery", "reference__enrichment_deliveries")
    assert answer(story, "company", "between.example", "clay-find-companies")["status"] == "extracted"
    assert_live_view_is(story)
    story.build("--select", *COMPANIES)
    assert answer(story, "company", "between.example", "clay-find-companies")["status"] == "coalesced"


def test_workflow_status_counts_the_runs(story: Warehouse) -> None:
    rows = {row["workflow_slug"]: row for row in story.rows("select * from reference.workflow_status")}
    assert set(rows) == set(registry())
    trial = rows["infer-free-trial"]
    assert (trial["landed"], trial["coalesced"], trial["runs"], trial["last_landed_at"]) == (3, 1, 1, at(2))
    story.land([Body("infer-free-trial", {**ASKED, "domain": "more.example"}, at(9))])
    trial = story.rows("select * from reference.workflow_status where workflow_slug = 'infer-free-trial'")[0]
    assert (trial["landed"], trial["waiting"], trial["last_landed_at"], trial["is_stale"]) == (4, 1, at(9), None)
    assert rows["clay-find-people"]["is_stale"] is True
    assert rows["company-customers-v2"]["replaced_by"] == "company-customers-structured"


def deliveries() -> list[Body]:
    bodies = [
        body
        for body in mixture(seed=3, count=160)
        if body.workflow in ("clay-find-companies", "clay-find-people", "clay-person-profile")
    ]
    bodies += [Body("infer-free-trial", ASKED, at(0)), Body("infer-free-trial", ANSWERED, at(1))]
    bodies += [
        Body("infer-free-trial", ANSWERED, at(7)),
        Body("lookup-company-name", {"domain": "firm1.example"}, at(3)),
    ]
    moved = discovery("firm2.example", resolved_domain={"resolved_domain": "firm3.example", "is_live": True})
    return [*bodies, Body("clay-find-companies", moved, at(400))]


@pytest.fixture(scope="module")
def in_one_build(server_url: str, template: str) -> Any:
    from tests.harness import database

    with database(server_url, "hq_test_runs_at_once", template) as at_once:
        at_once.land(deliveries())
        at_once.build("--select", *{*COMPANIES, *TRIALS, *PEOPLE})
        yield built(at_once)


@pytest.mark.parametrize(("seed", "parts"), [(1, 2), pytest.param(2, 5, marks=pytest.mark.long)])
def test_order_and_increments_do_not_matter(
    in_one_build: list[str], warehouse: Warehouse, seed: int, parts: int
) -> None:
    bodies = deliveries()
    random.Random(seed).shuffle(bodies)
    for part in range(parts):
        warehouse.land(bodies[part::parts])
        warehouse.build("--select", *{*COMPANIES, *TRIALS, *PEOPLE})
    assert built(warehouse) == in_one_build


@pytest.mark.long
def test_every_workflow_has_its_run_and_core_says_the_same(warehouse: Warehouse) -> None:
    """The whole registry: what the books of the build say of a record is what its run says."""
    warehouse.land([Body(workflow, cases(workflow)["full"].body) for workflow in registry()])
    assert warehouse.one("select count(distinct workflow_slug) from reference.enrichment_status") == len(registry())
    warehouse.build()
    assert warehouse.one("select count(distinct workflow_slug) from reference.enrichment_runs") == len(registry())
    assert warehouse.sql("select * from ops.enrichment_runs_gaps") == []
    wrong = warehouse.sql(
        "select d.workflow_slug, d.entity_key, r.status, record.is_in_core from reference.enrichment_deliveries as d"
        " join reference.enrichment_runs as r using (workflow_slug, entity_type, entity_key)"
        " join ops.extracted_records as record on record.record_id = d.record_id"
        " where d.outcome = 'extracted' and (r.status = 'coalesced') <> record.is_in_core"
    )
    # A search for a list is in no book of core; its runs are one for each company of the list, and some are there.
    assert {row[0] for row in wrong} <= {"company-enrich-similar-batch"}
    before = built(warehouse)
    warehouse.build("--full-refresh", "--select", *RUNS)
    assert built(warehouse) == before


LARGE = "(relname in ('enrichment_runs', 'enrichment_deliveries') or schemaname = 'raw' or schemaname = 'core')"


def test_a_question_reads_by_index(warehouse: Warehouse) -> None:
    """With 30,000 runs and 30,000 bodies: counted are the rows that a call reads of tables as a whole."""
    with warehouse.connect() as connection:
        connection.execute(
            "insert into raw.payloads (raw_table, entity_key, payload_id, workflow_slug, payload, body_sha256)"
            " select 'raw.company_discovery', 'company-' || n || '.example', gen_random_uuid(), 'clay-find-companies',"
            " '{}', sha256(n::text::bytea) from generate_series(1, 30000) as n"
        )
        connection.execute(
            "insert into reference.enrichment_runs (id, workflow_slug, entity_type, entity_key, status, landed_at,"
            " last_landed_at, records) select gen_random_uuid(), 'infer-free-trial', 'company',"
            " 'company-' || n || '.example', 'coalesced', now(), now(), 1 from generate_series(1, 30000) as n"
        )
        connection.execute("vacuum analyze")
        counted = f"select coalesce(sum(seq_tup_read), 0) from pg_stat_xact_all_tables where {LARGE}"
        question = "select count(*) from reference.get_enrichment_status('company', %s)"
        keys = [f"https://company-{number}.example/" for number in range(100, 150)]
        with connection.transaction():
            assert connection.execute(question, [keys]).fetchall() == [(100,)]
            assert connection.execute(counted.encode()).fetchall() == [(0,)]
        with connection.transaction(force_rollback=True):
            connection.execute("alter table reference.enrichment_runs drop constraint enrichment_runs_pkey")
            assert connection.execute(question, [keys]).fetchall() == [(100,)]
            read = connection.execute(counted.encode()).fetchall()[0][0]
            assert read >= 30_000, "a missing index would be seen"
