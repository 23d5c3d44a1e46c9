"""Law 9: gaps are found by comparing tables, named, and closed by a heal."""

from __future__ import annotations

import pytest

from tests.bodies import job, mixture, profile
from tests.conformance.cases import cases, registry
from tests.harness import Body, Warehouse

INCREMENTAL = [
    "case_study_champions",
    "companies",
    "company_ads",
    "company_business_model",
    "company_comparison_pages",
    "company_customers",
    "company_funding",
    "company_icp_verdicts",
    "company_inferences",
    "company_job_postings",
    "company_predictleads_technologies",
    "company_public",
    "company_similar_companies_preview",
    "company_technologies",
    "company_vc_investors",
    "company_webinars",
    "icp_criteria",
    "lead_past_employers",
    "lead_records",
    "people",
    "person_career_steps",
    "person_emails",
    "person_events",
    "person_job_titles",
    "person_locations",
    "person_work_history",
    "signals",
    "target_client_icps",
    "vc_firms",
]
"""Tables of core; the rest of core are views."""

SEVERAL = [
    "case_study_buyers",
    "case_study_champions",
    "cb_vc_portfolio",
    "company_builtwith",
    "company_comparison_pages",
    "company_customers",
    "company_enrich_similar",
    "company_google_ads",
    "company_inferred_values",
    "company_linkedin_ads",
    "company_meta_ads",
    "company_predictleads",
    "company_vc_investors",
    "company_webinars",
    "person_education",
    "person_experience",
]
"""Tables of extracted with several rows to a record, which its parent counts."""

SOURCE = (
    "updated_at = updated_at - interval '1 day',"
    " attribute_sources = jsonb_set(attribute_sources, '{{{0},{1}}}', '\"{2}\"')"
)
LOSE = "delete from core.{0} where ctid = (select min(ctid) from core.{0}) returning 1"

GOLDEN = ["companies", "people"]
UNDATED = ["lead_past_employers", "lead_records", "person_career_steps", "person_events", "person_job_titles"]
UNDATED += ["person_locations", "person_work_history"]
DATED = [table for table in INCREMENTAL if table not in GOLDEN + UNDATED]
"""Tables of core whose rows say of when the newest record behind them is."""

AGE = (
    "update core.{0} set updated_at = updated_at - interval '1 day'"
    " where ctid = (select min(ctid) from core.{0}) returning 1"
)
"""Makes a row one that a newer record should have changed."""

UNHEARD = {
    "companies": [
        ("description", "description = null", "description is not null"),
        ("name", SOURCE.format("name", "observed_at", "2001-01-01T00:00:00Z"), "attribute_sources ? 'name'"),
        (
            "industry",
            SOURCE.format("industry", "source_kind", "person_experience"),
            "attribute_sources #>> '{industry,source_kind}' = 'company_firmographics'",
        ),
    ],
    "people": [
        ("headline", "headline = null", "headline is not null"),
        ("latest_title", SOURCE.format("latest_title", "observed_at", "2001-01-01T00:00:00Z"), "title is not null"),
        (
            "full_name",
            SOURCE.format("full_name", "source_kind", "nostra_ecom_people"),
            "attribute_sources #>> '{full_name,source_kind}' = 'person_profile'",
        ),
    ],
}
"""What somebody did to golden records: attribute, assignment, and to which of them."""


LISTS = [
    Body(
        "company-enrich-similar-single",
        {
            "domain": "acme.example",
            "provider_response": {
                "items": [
                    {"id": "1", "name": "Moss", "domain": "moss.example"},
                    {"id": "9", "name": "Moss again", "domain": "www.moss.example"},
                    {"id": "2", "name": "Reed", "domain": "reed.example"},
                ]
            },
        },
    ),
    Body(
        "gemini-extract-case-study-details",
        {
            "origin_company_domain": "vendor.example",
            "case_study_url": "https://vendor.example/stories/acme",
            "company_customer_name": "Acme",
            "llm_response": {
                "customer_company_domain": "acme.example",
                "champions": [
                    {"full_name": "Ada Example", "job_title": "CTO", "company_name": "Acme"},
                    {"full_name": "Bo Example", "job_title": "CFO", "company_name": "Acme"},
                ],
                "confidence": "high",
            },
        },
    ),
    Body(
        "infer-webinars",
        {"domain": "acme.example", "llm_response": {"webinars": ["Moss at scale", "moss at  scale", "Reed", "None"]}},
    ),
    Body(
        "infer-comparison-page-exists",
        {
            "domain": "acme.example",
            "llm_response": {
                "comparison_pages": [
                    {"url": "/vs/moss", "competitor": "Moss"},
                    {"url": "https://acme.example/vs/moss/", "competitor": "Moss", "title": "Acme or Moss"},
                    {"url": "/vs/reed", "competitor": "Reed"},
                ]
            },
        },
    ),
    Body(
        "google-ads",
        {
            "domain": "acme.example",
            "google_ads_payload": {"ads": [{"creative_id": "C1"}, {"creative_id": "C1"}, {"creative_id": "C2"}]},
        },
    ),
    Body("linkedin-ads", {"domain": "acme.example", "linkedin_ads_payload": {"ads": [{"ad_id": "1"}, {"ad_id": "2"}]}}),
    Body("meta-ads", {"domain": "acme.example", "meta_ads_payload": {"results": [{"id": "1"}, {"id": "2"}]}}),
    Body(
        "predictleads-techstack",
        {"domain": "acme.example", "predictleads_payload": {"technologies": [{"title": "Moss"}, {"title": "Reed"}]}},
    ),
    Body(
        "clay-person-profile",
        profile(
            "ada-example",
            [job("Acme", "CTO", "2024"), job("Reed", "Engineer", "2020", end_date="2023")],
            education=[{"school_name": "School of Moss"}, {"school_name": "School of Reed", "degree": "BA"}],
        ),
    ),
]
"""Records that list several, where the cases of the workflow list one."""


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    module_warehouse.land(mixture(seed=5, count=150))
    module_warehouse.land([Body(workflow, cases(workflow)["full"].body) for workflow in registry()] + LISTS)
    module_warehouse.build()
    return module_warehouse


def gap_tests(warehouse: Warehouse) -> dict[str, str]:
    return warehouse.dbt("test", "--select", "tag:coalescing_gap").statuses


def test_a_whole_warehouse_has_no_gap(built: Warehouse) -> None:
    assert set(gap_tests(built).values()) == {"pass"}


def test_the_tables_are_all_there_are(built: Warehouse) -> None:
    found = built.sql(
        "select table_name from information_schema.tables where table_schema = 'core'"
        " and table_type = 'BASE TABLE' order by 1"
    )
    assert [name for (name,) in found] == INCREMENTAL


@pytest.mark.parametrize("table", INCREMENTAL)
def test_a_missing_row_of_core_is_found_and_named(built: Warehouse, table: str) -> None:
    """Only the table that lost a row has a gap."""
    with built.connect() as connection, connection.transaction(force_rollback=True):
        assert connection.execute(LOSE.format(table)).fetchall()
        gaps = connection.execute(
            "select core_table, workflow_slug, entity_key, since from ops.current_gaps"
        ).fetchall()
    assert {gap[0] for gap in gaps} == {f"core.{table}"}
    assert all(value for gap in gaps for value in gap[1:])


def test_missing_rows_of_every_table_fail_its_test_and_are_healed(built: Warehouse) -> None:
    before = built.core()
    for table in INCREMENTAL:
        assert built.sql(LOSE.format(table))
    statuses = gap_tests(built)
    assert {name for name, status in statuses.items() if status == "fail"} >= {
        f"no_coalescing_gap_in_core_{table}" for table in INCREMENTAL
    }
    built.build()
    assert built.one("select count(*) from ops.current_gaps") > 0, "an ordinary build has no reason to look back"
    built.build("--vars", "{heal: true}")
    assert built.core() == before
    assert set(gap_tests(built).values()) == {"pass"}


def test_rows_that_newer_records_should_have_changed_are_found_and_healed(built: Warehouse) -> None:
    """The keys are all there. A golden record has lost a value, shows an older one, or one of a worse source."""
    before = built.core()
    for table in DATED:
        with built.connect() as connection, connection.transaction(force_rollback=True):
            assert connection.execute(AGE.format(table)).fetchall()
            gaps = connection.execute("select distinct core_table from ops.current_gaps").fetchall()
        assert gaps == [(f"core.{table}",)], "only the table with the older row has a gap"
    for table in DATED:
        assert built.sql(AGE.format(table))
    unheard = set()
    for table, changes in UNHEARD.items():
        for attribute, assignment, condition in changes:
            row = f"(select min(ctid) from core.{table} where {condition})"
            assert built.sql(f"update core.{table} set {assignment} where ctid = {row} returning 1")
            unheard.add((f"core.{table}", attribute))
    told = "select distinct core_table, split_part(entity_key, ' / ', 2) from ops.current_gaps where "
    golden = "core_table in ('core.companies', 'core.people')"
    assert set(built.sql(told + golden)) == unheard
    assert {table for table, _ in built.sql(f"{told} not {golden}")} == {f"core.{table}" for table in DATED}
    built.build("--vars", "{heal: true}")
    assert built.core() == before
    assert built.one("select count(*) from ops.current_gaps") == 0


def test_a_record_that_never_became_an_offer_is_found_and_healed(built: Warehouse) -> None:
    """The company or person is known by other records, or by an older one of the kind."""
    before = built.core()
    told = "select count(distinct entity_key), min(core_table), max(core_table), min(extracted_table)"
    told += " from ops.current_gaps"
    for entity, key, table in (("company", "domain", "companies"), ("person", "linkedin_url", "people")):
        offers, kind = f"extracted.{entity}_attributes", f"{entity}_discovery"
        own = f"attribute = '{key}' and source_kind = '{kind}'"
        expected = (
            built.one(f"select count(*) from {offers} where {own}"),
            *2 * [f"core.{table}"],
            f"extracted.{kind}",
        )
        for change in (
            f"update {offers} set observed_at = observed_at - interval '1 day' where {own}",
            f"delete from {offers} where source_kind = '{kind}'",
        ):
            with built.connect() as connection, connection.transaction(force_rollback=True):
                connection.execute(change.encode())
                assert connection.execute(told).fetchall() == [expected]
    for entity in ("company", "person"):
        built.sql(f"delete from extracted.{entity}_attributes where source_kind = '{entity}_discovery' returning 1")
    built.build("--vars", "{heal: true}")
    assert built.one("select count(*) from ops.current_gaps") == 0
    assert built.core() == before


@pytest.mark.parametrize(
    "table",
    [
        "company_discovery",
        pytest.param("company_customer_research", marks=pytest.mark.long),
        pytest.param("person_profile", marks=pytest.mark.long),
    ],
)
def test_a_hole_in_extracted_is_unexplained_until_healed(built: Warehouse, table: str) -> None:
    before = built.core()
    where = "where ctid = (select min(ctid) from {} where rejected_reason is null)".format(f"extracted.{table}")
    built.sql(f"delete from extracted.{table} {where}")
    assert built.one("select sum(unexplained) from ops.landing_ledger") > 0
    statuses = built.dbt("test", "--select", "tag:landing_ledger").statuses
    assert statuses["landing_ledger_has_nothing_unexplained"] == "fail"
    built.build("--vars", "{heal: true}")
    assert built.one("select sum(unexplained) from ops.landing_ledger") == 0
    assert built.core() == before


def test_one_of_several_rows_of_a_record_is_missed_and_made_again(built: Warehouse) -> None:
    """The others that are still there do not stand for it."""

    def rows() -> dict[str, list[str]]:
        return {table: built.table(f"extracted.{table}", without=["changed_in"]) for table in SEVERAL}

    before, core = rows(), built.core()
    for table in SEVERAL:
        one = (
            f"select max(ctid) from extracted.{table} group by entity_key, record_id having count(*) > 1"
            " order by entity_key, record_id limit 1"
        )
        assert built.sql(f"delete from extracted.{table} where ctid = ({one}) returning 1"), table
    gaps = built.sql("select core_table, extracted_table, workflow_slug, entity_key, since from ops.current_gaps")
    assert [gap[0] for gap in sorted(gaps)] == [f"extracted.{table}" for table in SEVERAL]
    assert all(value for gap in gaps for value in gap)
    assert {name for name, status in gap_tests(built).items() if status == "fail"} == {"no_coalescing_gap_before_core"}
    built.build("--vars", "{heal: true}")
    assert rows() == before
    assert built.core() == core
    assert built.one("select count(*) from ops.current_gaps") == 0


def test_a_check_of_the_news_counts_the_rows_of_records_that_changed(built: Warehouse) -> None:
    with built.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("select ops.check_gaps('before')")
        for table in SEVERAL:
            one = f"select max(ctid) from extracted.{table} group by entity_key, record_id having count(*) > 1 limit 1"
            connection.execute(f"delete from extracted.{table} where ctid = ({one})")
        news = "select opened from ops.check_gaps('news', p_sweep => false)"
        assert connection.execute(news).fetchall() == [(0,)], "nothing is new to it"
        connection.execute("update ops.gap_positions set generation = 0 where source_table like 'extracted.%'")
        assert connection.execute(news).fetchall() == [(len(SEVERAL),)]


def test_an_emptied_extracted_is_built_again(built: Warehouse) -> None:
    """Every parent and every child takes its rows in once more, and core is what it was."""
    before = built.core()
    tables = built.sql(
        "select table_name from information_schema.tables where table_schema = 'extracted'"
        " and table_type = 'BASE TABLE' order by 1"
    )
    filled = [name for (name,) in tables if built.one(f"select exists (select from extracted.{name})")]
    for (name,) in tables:
        built.sql(f"delete from extracted.{name}")
    built.build("--vars", "{heal: true}")
    assert [name for (name,) in tables if built.one(f"select exists (select from extracted.{name})")] == filled
    assert len(filled) > 60
    assert built.core() == before
    assert built.one("select sum(unexplained) from ops.landing_ledger") == 0
    assert built.one("select count(*) from ops.current_gaps") == 0
