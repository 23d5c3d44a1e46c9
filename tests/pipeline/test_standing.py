"""What stands is left alone by a build, and what was touched, by a delivery or by hand, is made and tested again."""

from __future__ import annotations

import pytest
from dbt.artifacts.resources.types import NodeType
from dbt.contracts.graph.manifest import Manifest

from tests.harness import COMPANIES, Body, DbtOutcome, Warehouse, database, manifest

CHECK, ADS, GAPS = "extracted__ads_check", "core__company_ads", "ops__company_ads_gaps"
SEED, FUNCTION = "junk_domains", "normalize_domain"
TEST = "no_coalescing_gap_in_core_company_ads"
CONTRACT = "extracted__ads_check_keeps_its_contract"
SELECTION = ("--select", CHECK, ADS, GAPS, SEED, FUNCTION, TEST, "--exclude-resource-type", "unit_test")
ORDINARY = "create or replace function reference.normalize_domain(text) returns text language sql immutable as"


def ads(domain: str) -> Body:
    """Return a check of a company's advertisements."""
    return Body("meta-ads", {"domain": domain, "meta_ads_payload": {"results": [], "number_of_ads": 0}})


def build(warehouse: Warehouse, *more: str) -> DbtOutcome:
    """Build a few nodes of every sort with their tests."""
    outcome = warehouse.dbt("build", *SELECTION, *more)
    return outcome


def made(warehouse: Warehouse) -> dict[str, object]:
    """Return when each node was made or passed last, by its name."""
    return {node.split(".")[2]: at for node, at in warehouse.sql("select node, built_at from ops.built_nodes")}


def generation(warehouse: Warehouse, model: str) -> int:
    return int(warehouse.one("select generation from ops.model_generations where model = %s", [model]))


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    module_warehouse.land([ads("first.example")])
    outcome = build(module_warehouse)
    assert outcome.success, outcome.failed()
    return module_warehouse


def test_a_build_with_nothing_new_makes_and_tests_nothing(built: Warehouse) -> None:
    before, number = made(built), generation(built, ADS)
    assert {CHECK, ADS, GAPS, SEED, CONTRACT} <= before.keys()
    outcome = build(built)
    assert outcome.success
    assert {CHECK, ADS, GAPS, SEED, FUNCTION, CONTRACT} <= outcome.statuses.keys(), "all of them are told as done"
    assert made(built) == before
    assert generation(built, ADS) == number


def test_a_copy_under_another_name_stands(warehouse: Warehouse) -> None:
    before = made(warehouse)
    assert {CHECK, ADS, GAPS} <= before.keys()
    outcome = warehouse.dbt("build", "--select", CHECK, ADS, GAPS, "--resource-type", "model")
    assert {CHECK, ADS, GAPS} <= outcome.statuses.keys() and outcome.success
    assert made(warehouse) == before


def test_a_delivery_is_built_with_what_reads_it(built: Warehouse) -> None:
    before, numbers = made(built), (generation(built, CHECK), generation(built, ADS))
    built.land([ads("second.example")])
    assert build(built).success
    assert built.one("select count(*) from core.company_ads") == 2
    assert (generation(built, CHECK), generation(built, ADS)) == (numbers[0] + 1, numbers[1] + 1)
    after = made(built)
    assert after[CONTRACT] != before[CONTRACT], "its table was written"
    assert (after[GAPS], after[SEED]) == (before[GAPS], before[SEED])


def test_a_model_that_failed_is_built_by_the_next_build(built: Warehouse) -> None:
    built.land([ads("third.example")])
    built.sql("alter table core.company_ads add constraint broken check (domain <> 'third.example') not valid")
    assert build(built).statuses[ADS] == "error"
    built.sql("alter table core.company_ads drop constraint broken")
    assert build(built).success
    assert built.one("select count(*) from core.company_ads where domain = 'third.example'") == 1


def test_what_was_changed_by_hand_is_made_again(built: Warehouse) -> None:
    view = built.one("select pg_get_viewdef('ops.company_ads_gaps')")
    rows = built.table("reference.junk_domains")
    source = built.one("select prosrc from pg_proc where oid = 'reference.normalize_domain'::regproc")
    built.sql(
        "create or replace view ops.company_ads_gaps as select null::text as core_table, null::text as extracted_table,"
        " null::text as workflow_slug, null::text as entity_key, null::timestamptz as since where false"
    )
    built.sql("delete from reference.junk_domains where ctid = (select min(ctid) from reference.junk_domains)")
    name = built.one("select proargnames[1] from pg_proc where oid = 'reference.normalize_domain'::regproc")
    built.sql(
        f"{ORDINARY} 'select null::text'"
        if not name
        else f"{ORDINARY.replace('(text)', f'({name} text)')} $$ select null::text $$"
    )
    assert build(built).success
    assert built.one("select pg_get_viewdef('ops.company_ads_gaps')") == view
    assert built.table("reference.junk_domains") == rows
    assert built.one("select prosrc from pg_proc where oid = 'reference.normalize_domain'::regproc") == source


def test_a_view_that_is_gone_is_made_again(built: Warehouse) -> None:
    built.sql("drop view ops.company_ads_gaps cascade")
    assert built.dbt("run", "--select", GAPS, "ops__current_gaps").success
    assert built.one("select to_regclass('ops.company_ads_gaps') is not null")


def test_a_value_lost_by_hand_is_found_by_the_next_build(built: Warehouse) -> None:
    kept = built.one("select observed_at from extracted.ads_check where domain = 'first.example'")
    built.sql("update extracted.ads_check set observed_at = null where domain = 'first.example'")
    assert build(built).statuses[CONTRACT] == "fail"
    assert build(built).statuses[CONTRACT] == "fail", "what has failed does not stand"
    assert built.dbt("test", "--select", CONTRACT).statuses[CONTRACT] == "fail"
    built.sql("update extracted.ads_check set observed_at = %s where domain = 'first.example'", [kept])
    assert build(built).statuses[CONTRACT] == "pass"


def test_a_row_deleted_by_hand_is_a_gap_for_the_next_build(built: Warehouse) -> None:
    built.sql("delete from core.company_ads where domain = 'first.example'")
    assert build(built).statuses[TEST] in ("warn", "fail")
    assert build(built, "--vars", "{heal: true}").success
    assert built.one("select count(*) from core.company_ads where domain = 'first.example'") == 1
    built.sql("truncate core.company_ads")
    assert build(built).statuses[TEST] in ("warn", "fail")
    assert build(built, "--vars", "{heal: true}").success


def test_a_pass_stands_for_a_day_and_no_sweep(built: Warehouse) -> None:
    def age(hours: int) -> None:
        built.sql(
            "update ops.built_nodes set built_at = built_at - make_interval(hours => %s) where node like %s",
            [hours, f"%{CONTRACT}%"],
        )

    def passed() -> object:
        return made(built)[CONTRACT]

    assert build(built).success
    age(23)
    before = passed()
    assert build(built).success
    assert passed() == before
    age(2)
    assert build(built).success
    assert passed() != before
    before = passed()
    assert build(built, "--vars", "{sweep: full}").success
    assert passed() != before


def test_a_test_that_fails_is_not_forgotten(built: Warehouse) -> None:
    built.sql("update extracted.ads_check set observed_at = null where domain = 'second.example'")
    built.land([ads("fourth.example")])
    assert build(built).statuses[CONTRACT] == "fail"
    assert build(built).statuses[CONTRACT] == "fail", "nothing is new, and yet it has not passed"
    built.sql("update extracted.ads_check set observed_at = received_at where observed_at is null")
    assert build(built).success


SAMPLES = {"uuid": "00000000-0000-0000-0000-000000000000", "boolean": "true", "date": "2026-01-01", "text": "?"}


def contracts(parsed: Manifest) -> list[str]:
    found = (node.unique_id for node in parsed.nodes.values() if node.resource_type == NodeType.Test)
    return [id_ for id_ in found if "_keeps_its_contract" in id_]


def test_every_promise_of_every_contract_can_be_broken(built: Warehouse) -> None:
    """Each contract is asked about two rows that break all of its promises, and names each of them."""
    assert built.dbt("compile", "--select", "test_name:contract").success
    parsed = manifest()
    names = contracts(parsed)
    assert len(names) > 90
    promises = 0
    with built.connect() as connection:
        for name in names:
            node = parsed.nodes[name]
            told = node.test_metadata.kwargs  # type: ignore[union-attr]
            one_of = told.get("one_of", {})
            table = parsed.nodes[node.attached_node].relation_name  # type: ignore[union-attr,index]
            types = dict(
                connection.execute(
                    "select attname, format_type(atttypid, null) from pg_attribute where attrelid = %s::regclass"
                    " and attnum > 0 and not attisdropped",
                    [table],
                ).fetchall()
            )
            filled = {*told.get("unique", []), *one_of}
            row = {column: SAMPLES.get(types[column], "0") for column in filled}
            values = ", ".join(
                f"'{row[column]}'::{kind} as {column}" if column in row else f"null::{kind} as {column}"
                for column, kind in types.items()
            )
            nulls = ", ".join(f"null::{kind}" for kind in types.values())
            broken = f"(select {values} union all select {values} union all select {nulls}) as broken"
            assert table in (node.compiled_code or "")  # type: ignore[union-attr]
            asked = node.compiled_code.replace(str(table), broken)  # type: ignore[union-attr]
            found = {(promise, column) for promise, column, _ in connection.execute(asked.encode()).fetchall()}
            expected = {("not_null", column) for column in told.get("not_null", [])}
            expected |= {("unique", column) for column in told.get("unique", [])}
            expected |= {("one_of", column) for column in one_of}
            assert found == expected, name
            promises += len(expected)
    assert promises > 300


@pytest.mark.long
def test_builds_that_leave_what_stands_end_where_sweeps_end(
    warehouse: Warehouse, server_url: str, template: str
) -> None:
    from tests.bodies import mixture

    deliveries = mixture(seed=41, count=90)
    with database(server_url, "hq_test_standing_whole", template) as whole:
        for start in range(0, 90, 30):
            warehouse.land(deliveries[start : start + 30])
            whole.land(deliveries[start : start + 30])
            warehouse.build()
            warehouse.build()
            whole.build("--vars", "{sweep: full}")
        assert warehouse.core() == whole.core()
        assert warehouse.dbt("snapshot").success
        assert warehouse.sql("select * from ops.pending_news") == []


def test_what_a_build_asks_first_costs_no_more_when_more_has_landed(warehouse: Warehouse) -> None:
    questions = ("select ops.survey()", "select ops.check_transaction_ids()", "select * from ops.pending_news")

    def pages() -> dict[str, int]:
        found = {}
        with warehouse.connect() as connection:
            connection.execute("vacuum analyze")  # as autovacuum does
            for question in questions * 3:  # the first times it reads the catalogue as well
                query = f"explain (analyze, buffers, format json) {question}"
                row = connection.execute(query.encode()).fetchone()
                assert row
                found[question] = row[0][0]["Plan"]["Shared Hit Blocks"] + row[0][0]["Plan"]["Shared Read Blocks"]
        return found

    def land_and_build(numbers: range) -> None:
        warehouse.land([Body("clay-find-companies", {"company_domain": f"company-{n}.example"}) for n in numbers])
        warehouse.build(*COMPANIES)

    land_and_build(range(100))
    few = pages()
    land_and_build(range(100, 3000))
    many = pages()
    # 2,900 more bodies: asked about one by one they would be ten times as many pages.
    assert max(many[question] - few[question] for question in questions) < 290, (few, many)


def test_a_build_leaves_no_quiet_workflow_behind(warehouse: Warehouse) -> None:
    """What the next build asks first would read all that landed since the quietest workflow had news."""
    behind = (
        "select count(*) from ops.model_positions where starts_with(source, 'raw.payloads/') and position <="
        " (select max(landed_xid::text::bigint) from raw.payloads)"
    )
    warehouse.land([Body("clay-find-companies", {"company_domain": "acme.example"})])
    assert warehouse.one(behind) > 50
    warehouse.build()
    assert warehouse.one(behind) == 0
    warehouse.land([Body("clay-find-people", {"company_domain": "acme.example", "raw_payload": {}})])
    warehouse.build("--select", "extracted__company_discovery")
    assert warehouse.sql(behind.replace("count(*)", "distinct source")) == [("raw.payloads/clay-find-people",)]


def test_positions_of_models_that_are_gone_hold_no_build_back(warehouse: Warehouse) -> None:
    """Nor do those of checks of quality, which wait for somebody to accept what is new and belong to themselves."""
    landed = "select ops.survey() -> 'landed'"
    warehouse.land([Body("clay-find-companies", {"company_domain": "acme.example"})])
    warehouse.build()
    assert warehouse.one(landed) == {}
    enter = "insert into ops.model_positions (model, source, position) values (%s, %s, 1)"
    kept = [
        ("quality/formats", "raw.payloads/clay-find-companies"),
        ("quality/columns", "extracted__company_discovery"),
    ]
    for model, source in kept:
        warehouse.sql(enter, [model, source])
    assert warehouse.one(landed) == {}
    for source in ("raw.payloads/clay-find-companies", "extracted__company_discovery"):
        warehouse.sql(enter, ["extracted__of_another_release", source])
    assert set(warehouse.one(landed)) == {"clay-find-companies"}
    warehouse.build("--select", CHECK)
    odd = "select model, source from ops.model_positions where model like 'quality/%%' or model = any (%s)"
    assert set(warehouse.sql(odd, [["extracted__of_another_release"]])) == set(kept)
    assert warehouse.one("select min(position) from ops.model_positions where model like 'quality/%%'") == 1
    assert warehouse.one(landed) == {}
    assert warehouse.one("select count(distinct model) > 50 from ops.model_positions")
