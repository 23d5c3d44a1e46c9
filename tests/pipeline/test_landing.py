"""raw.land: every registered workflow lands under each of its names; the ingest role has this one door."""

from __future__ import annotations

import csv
import json
import uuid
from typing import Any

import psycopg
import pytest

from ingest import warehouse as owner
from ingest.errors import Failure
from tests.harness import PROJECT, Body, Warehouse

REGISTER = (
    "insert into reference.enrichment_workflow_registry (workflow_slug, entity_type, modal_function_name,"
    " slug_aliases, raw_table, key_type, key_paths, raw_table_aliases, is_active, record_kind, payload_paths)"
    " values ('brand-new', 'company', 'ingest_brand_new', '{}', 'raw.brand_new', 'domain', '{company_domain}',"
    " '{}', true, 'company_discovery', '{}')"
)


def registry() -> list[dict[str, str]]:
    """Return the rows of the registry seed."""
    with (PROJECT / "seeds/registry/enrichment_workflow_registry.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def array(literal: str) -> list[str]:
    """Return the elements of a PostgreSQL array of plain words."""
    return [word for word in literal.strip("{}").split(",") if word]


def test_all_107_workflows_land_in_their_raw_table_under_every_name(module_warehouse: Warehouse) -> None:
    rows = registry()
    assert len(rows) > 100
    names = [
        (name, row)
        for row in rows
        for name in [row["workflow_slug"], row["modal_function_name"], *array(row["slug_aliases"])]
    ]
    answers = module_warehouse.land([Body(name, {"called": name}) for name, _ in names])
    for (name, row), answer in zip(names, answers, strict=True):
        assert answer["workflow_slug"] == row["workflow_slug"], name
        assert answer["quarantine_code"] is None
    landed: dict[str, Any] = dict(
        module_warehouse.sql("select payload ->> 'called', tableoid::regclass::text from raw.payloads")
    )
    assert landed == {name: row["raw_table"] for name, row in names}


def test_other_names_of_raw_tables_are_views_of_the_same_bodies(module_warehouse: Warehouse) -> None:
    body = {"origin_company_domain": "vendor.example", "customers": []}
    module_warehouse.land([Body("company-customers-structured", body)])
    assert (
        module_warehouse.one(
            "select count(*) from raw.claygent_customers_structured_raw where payload = %s::jsonb",
            ['{"origin_company_domain": "vendor.example", "customers": []}'],
        )
        == 1
    )
    for row in registry():
        for name in array(row["raw_table_aliases"]):
            assert module_warehouse.one("select to_regclass(%s) is not null", [name]), name


def test_an_unknown_workflow_is_kept_and_lands_once_it_is_registered(warehouse: Warehouse) -> None:
    answer = warehouse.land([Body("brand-new", {"company_domain": "acme.example"})])[0]
    assert (answer["workflow_slug"], answer["quarantine_code"]) == (None, "unknown_workflow")
    replay = "select * from raw.replay_quarantined(%s)"
    assert warehouse.rows(replay, [answer["payload_id"]])[0]["quarantine_code"] == "unknown_workflow"
    warehouse.sql(REGISTER)
    assert warehouse.one("select raw.sync_registry()") == len(registry()) + 1
    assert warehouse.rows(replay, [answer["payload_id"]])[0]["quarantine_code"] is None
    assert warehouse.sql("select entity_key, workflow_slug from raw.brand_new") == [("acme.example", "brand-new")]
    assert warehouse.rows(replay, [answer["payload_id"]])[0]["quarantine_code"] is None
    assert warehouse.one("select count(*) from raw.brand_new") == 1, "replaying twice lands once"
    # One row in the registry was all that it took: an existing kind of record reads the new workflow.
    warehouse.build()
    assert warehouse.one("select count(*) from core.companies where domain = 'acme.example'") == 1
    books = warehouse.rows("select * from ops.landing_ledger where workflow_slug = 'brand-new'")[0]
    assert (books["landed"], books["extracted"], books["quarantined"], books["quarantined_open"]) == (2, 1, 1, 0)


def test_a_new_raw_table_waits_for_no_reader_and_no_landing_for_it(warehouse: Warehouse) -> None:
    """A dump reads all raw tables for as long as it takes."""
    warehouse.sql(REGISTER)
    with psycopg.connect(warehouse.url) as dump, psycopg.connect(warehouse.url) as registering:
        dump.execute("select count(*) from raw.payloads")
        registering.execute("set lock_timeout = '1s'")
        registering.execute("select raw.sync_registry()")
        with warehouse.connect(options="-c lock_timeout=1s") as landing:
            land = "select quarantine_code from raw.land(array[%s], array['{}'::bytea])"
            assert landing.execute(land, ["clay-find-companies"]).fetchall() == [(None,)]
            assert landing.execute(land, ["brand-new"]).fetchall() == [("unknown_workflow",)]
            registering.commit()
            assert landing.execute(land, ["brand-new"]).fetchall() == [(None,)]
    assert warehouse.one("select count(*) from raw.brand_new") == 1
    assert made_of(warehouse, "brand_new") == made_of(warehouse, "quarantine")


def made_of(warehouse: Warehouse, name: str) -> list[tuple[Any, ...]]:
    """Return what a partition is made of, without its names: columns, constraints, indexes."""
    relation = f"raw.{name}"
    columns = warehouse.sql(
        "select attname, format_type(atttypid, atttypmod), attnotnull, attstorage::text, attcompression::text,"
        " attislocal, attinhcount::int, pg_get_expr(adbin, adrelid) from pg_attribute"
        " left join pg_attrdef on adrelid = attrelid and adnum = attnum"
        " where attrelid = %s::regclass and attnum > 0 order by attnum",
        [relation],
    )
    constraints = warehouse.sql(
        "select pg_get_constraintdef(oid), conislocal, coninhcount::int from pg_constraint"
        " where conrelid = %s::regclass order by 1",
        [relation],
    )
    indexes = warehouse.sql(
        "select split_part(pg_get_indexdef(indexrelid), ' USING ', 2), indisunique, inhparent::regclass::text"
        " from pg_index left join pg_inherits on inhrelid = indexrelid where indrelid = %s::regclass order by 1",
        [relation],
    )
    assert len(indexes) == 4
    assert all(parent for *_, parent in indexes)
    return [*columns, *constraints, *indexes]


def test_hq_init_and_landing_do_not_wait_for_each_other(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owner, "LOCK_ATTEMPTS", 1)
    monkeypatch.setattr(owner, "LOCK_TIMEOUT", 0.5)
    with psycopg.connect(warehouse.url) as landing, psycopg.connect(warehouse.url) as dump:
        landing.execute("select raw.land(array['clay-find-companies'], array['{}'::bytea])")
        for name in ("raw.payloads", "ops.model_generations", "ops.gap_checks", "ops.coalescing_gaps"):
            dump.execute(f"select count(*) from {name}".encode())
        with warehouse.connect() as connection:
            assert owner.apply_ddl(connection)
            assert owner.sync_registry(connection) == len(registry())


def test_a_lock_that_hq_init_does_not_get_is_told_with_who_holds_it(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owner, "LOCK_ATTEMPTS", 2)
    monkeypatch.setattr(owner, "LOCK_TIMEOUT", 0.1)
    monkeypatch.setattr(owner, "LOCK_PAUSE", 0)
    with psycopg.connect(warehouse.url, application_name="somebody") as holder, warehouse.connect() as connection:
        holder.execute("lock table raw.payloads in access exclusive mode")
        pid = holder.info.backend_pid
        for change in (owner.apply_ddl, owner.sync_registry):
            with pytest.raises(Failure, match=rf"2 attempts of 0.1 s.*server process {pid} \(somebody, since "):
                change(connection)
        holder.rollback()
        assert owner.apply_ddl(connection)


def test_a_name_that_two_workflows_claim_is_refused(warehouse: Warehouse) -> None:
    warehouse.sql(
        "update reference.enrichment_workflow_registry set slug_aliases = '{clay-find-people}'"
        " where workflow_slug = 'clay-find-companies'"
    )
    with pytest.raises(psycopg.errors.RaiseException, match="clay-find-people"):
        warehouse.sql("select raw.sync_registry()")


def test_a_key_makes_a_delivery_land_once_and_a_body_without_one_is_always_kept(module_warehouse: Warehouse) -> None:
    key = str(uuid.uuid4())
    body = {"company_domain": "once.example"}
    first, second = module_warehouse.land([Body("clay-find-companies", body, key=key)] * 2)
    third = module_warehouse.land([Body("ingest_clay_find_companies", body, key=key)])[0]
    assert [first["is_repeat"], second["is_repeat"], third["is_repeat"]] == [False, True, True]
    assert first["payload_id"] == second["payload_id"] == third["payload_id"]
    other = module_warehouse.land([Body("clay-find-companies", {"company_domain": "other.example"}, key=key)])[0]
    assert not other["is_repeat"], "another body is another delivery, whatever its key"
    kept = module_warehouse.land([Body("clay-find-companies", body)] * 2)
    assert len({answer["payload_id"] for answer in kept}) == 2


def test_one_bad_body_harms_no_neighbour(module_warehouse: Warehouse) -> None:
    bodies = [Body("clay-find-companies", {"n": n}) for n in range(3)]
    bodies.insert(1, Body("clay-find-companies", b'{"a": "\\u0000"}'))
    bodies.insert(3, Body("clay-find-companies", b"[" * 100_000))
    answers = module_warehouse.land(bodies)
    assert [answer["ordinal"] for answer in answers] == [1, 2, 3, 4, 5]
    codes = [answer["quarantine_code"] for answer in answers]
    assert codes == [None, "nul_character", None, "too_deep", None]
    kept = module_warehouse.one("select raw.quarantine_body(%s)", [answers[1]["payload_id"]])
    assert bytes(kept) == b'{"a": "\\u0000"}'


def test_the_ingest_role_can_land_and_nothing_else(module_warehouse: Warehouse) -> None:
    with module_warehouse.connect() as connection:
        connection.execute("set role hq_ingest")
        connection.execute("select * from raw.land(array['clay-find-companies'], array['{}'::bytea])")
        for statement in (
            "select * from raw.payloads",
            "insert into raw.payloads default values",
            "delete from raw.payloads",
            "select * from raw.workflow_routes",
            "select raw.sync_registry()",
            "create table raw.mine (a int)",
            "select * from reference.enrichment_workflow_registry",
            "create schema mine",
            "select raw.quarantine_body(gen_random_uuid())",
            "select * from ops.model_positions",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_reader_can_read_core_and_reference_and_nothing_else(module_warehouse: Warehouse) -> None:
    module_warehouse.build()
    with module_warehouse.connect() as connection:
        connection.execute("set role hq_reader")
        connection.execute("select count(*) from core.companies")
        connection.execute("select count(*) from reference.enrichment_workflow_registry")
        for statement in (
            "select * from raw.payloads",
            "select * from extracted.person_profile",
            "delete from core.people",
            "select * from ops.landing_ledger",
            "select raw.land('{}', '{}')",
            "create table core.mine (a int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_an_unreadable_key_never_stops_a_landing(module_warehouse: Warehouse) -> None:
    for value in ("x" * 1_000_000, {"a": 1}, [1], None, "\U0001f600" * 500, "http://"):
        answer = module_warehouse.land([Body("clay-find-companies", {"company_domain": value})])[0]
        assert answer["quarantine_code"] is None
    assert module_warehouse.one("select max(length(entity_key)) from raw.payloads") < 600


def test_the_short_way_to_a_key_finds_what_the_search_through_all_paths_finds(module_warehouse: Warehouse) -> None:
    texts = ["a.example", " WWW.A.Example/ ", "", "null", "NULL ", "\u200b", "\ufeffa.example", "[]", "7", "\U0001f600"]
    texts += [
        '{"key": "b.example"}',
        "https://linkedin.com/in/Ann-Example/",
        "linkedin.com/company/a-b",
        "Ann@Example.com",
    ]
    texts += ["x" * 700]
    others: list[object] = [None, 7, True, [], {"key": "b.example"}]
    payloads: list[object] = [{"key": value} for value in [*texts, *others]]
    payloads += [{"key": text, "then": "c.example"} for text in texts]
    payloads += [
        {"in": {"key": "d.example"}},
        {"in": '{"key": "d.example"}'},
        {"in": ["d.example"]},
        [],
        7,
        "a.example",
    ]
    different = module_warehouse.sql(
        """
        select tried.body, tried.type, tried.found, searched.key
        from (
            select body, paths, type, raw.entity_key(body, paths, type) as found
            from unnest(%s::jsonb[]) as body
            cross join unnest(array['domain', 'person_linkedin_url', 'company_linkedin_url', 'email', 'name']) as type
            cross join (values ('{key,then}'::text[]), ('{in.key,then}')) as listed (paths)
        ) as tried
        cross join lateral
            (select raw.normalised_key(reference.json_text(reference.json_at(body, paths)), type) as key) as searched
        where tried.found <> case when octet_length(searched.key) <= 600 then searched.key else '' end
        """,
        [[json.dumps(payload) for payload in payloads]],
    )
    assert different == []


def test_a_workflow_that_gets_its_model_later_is_read_from_its_first_body_on(warehouse: Warehouse) -> None:
    registry = (
        "update reference.enrichment_workflow_registry set record_kind = {} where workflow_slug = 'salesnav-company'"
    )
    warehouse.sql(registry.format("null"))
    warehouse.land([Body("clay-find-companies", {"company_domain": "known.example"})])
    warehouse.land([Body("salesnav-company", {"domain": "early.example"})])
    warehouse.build()
    waiting = "select awaiting_model, extracted from ops.landing_ledger where workflow_slug = 'salesnav-company'"
    assert warehouse.sql(waiting) == [(1, 0)]
    warehouse.sql(registry.format("'company_upsert'"))
    assert warehouse.one("select sum(unexplained) from ops.landing_ledger") == 0
    warehouse.build()
    assert warehouse.sql(waiting) == [(0, 1)]
    assert warehouse.one("select count(*) from core.companies where domain = 'early.example'") == 1


@pytest.mark.long
def test_a_change_of_key_paths_counts_no_body_twice(warehouse: Warehouse) -> None:
    body = Body("clay-find-companies", {"company_domain": "one.example", "other": "two.example"})
    warehouse.land([body])
    warehouse.build()
    warehouse.sql(
        "update reference.enrichment_workflow_registry set key_paths = '{other,company_domain}'"
        " where workflow_slug = 'clay-find-companies'"
    )
    warehouse.sql("select raw.sync_registry()")
    warehouse.land([body])
    assert warehouse.one("select count(distinct entity_key) from raw.payloads") == 2
    warehouse.build()
    assert warehouse.sql("select landed, extracted, unexplained from ops.landing_ledger") == [(2, 2, 0)]
    outcome = warehouse.dbt("test", "--select", "extracted__company_discovery", "test_type:data")
    assert outcome.success, outcome.failed()
