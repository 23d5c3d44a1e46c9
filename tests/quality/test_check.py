"""`hq check`: nothing is wrong in this project, and each rule finds what it is for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ingest import check
from ingest.check import database as deployed
from ingest.check.project import Project, load
from ingest.check.rule import Finding
from ingest.errors import Failure
from tests.harness import PROJECT, Body, Warehouse
from tests.quality.copies import copy_project, hq

CSV = "seeds/registry/enrichment_workflow_registry.csv"
BOOKS = "models/ops/ops__extracted_records.sql"
SUBJECTS = "macros/status/subjects_of_entities.sql"
LABELS = "seeds/reference/customer_source_labels.csv"
GUIDE = "docs/guide/landing.md"
Manifest = dict[str, Any]


@pytest.fixture(scope="module")
def project() -> Project:
    return load(PROJECT)


@pytest.fixture(scope="module")
def copy(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(copy_project(tmp_path_factory.mktemp("check")), project.manifest)


def test_nothing_is_wrong_here(project: Project) -> None:
    assert check.check(project) == []


FILES = [
    ("registry-columns", CSV, "replaced_by,expected", "replaced,expected"),
    ("registry-columns", CSV, "never reached core in the prior system", "never reached core, ever"),
    ("registry-values", CSV, "clay-find-companies,clay,clay,", "clay-find-companies,clay,fax,"),
    ("registry-values", CSV, "clay-find-companies,clay,clay,", "Clay Find Companies,clay,clay,"),
    ("registry-values", CSV, ",168,never reached core in", ",weekly,never reached core in"),
    ("registry-words", CSV, "company_discovery,{raw_payload}", "company_discovery,{raw'payload}"),
    ("registry-names", CSV, 'raw_company_payload.website}",{}', 'raw_company_payload.website}",{clay-find-people}'),
    ("registry-coalesces", CSV, "ingest_clay_find_companies,true", "ingest_clay_find_companies,false"),
    ("registry-coalesces", CSV, "does not coalesce", "is not kept"),
    ("registry-replacements", CSV, ",company-customers-structured,,", ",no-such-workflow,,"),
    ("raw-tables", CSV, "raw.company_payloads", "raw.refusals"),
    ("raw-tables", CSV, "raw.company_payloads", "raw.Company Payloads"),
    ("kind-has-model", CSV, "ingest,company_discovery,", "ingest,company_discoveries,"),
    ("kind-has-model", CSV, "ingest,company_discovery,", "ingest,,"),
    ("model-has-kind", "models/extracted/company/extracted__company_public.sql", "s('company_pub", "s('company_re"),
    ("model-has-kind", CSV, "ingest,ads_check,", "ingest,ad_check,"),
    ("kind-in-runs", SUBJECTS, "        'location_lookup': {'core': []},\n", ""),
    ("kind-in-runs", SUBJECTS, "'location_lookup'", "'location_look_up'"),
    ("kind-in-books", BOOKS, "    'location_lookup': none,\n", ""),
    ("kind-in-books", BOOKS, "'location_lookup'", "'location_look_up'"),
    ("extracted-table", CSV, "extracted.company_discovery_location_parsed", "extracted.nobody"),
    ("extracted-table", CSV, "extracted.company_discovery_location_parsed", "extracted.person_discovery"),
    ("extracted-table", CSV, "true,true,company_domain,domain", "true,true,company_key,domain"),
    ("named-workflows", "models/extracted/company/extracted__claygent_customers.sql", "claygent'", "claygemt'"),
    ("named-workflows", CSV, "extracted.company_discovery_location_parsed", "extracted.company_discovery"),
    ("core-table", CSV, "extracted.company_public,core.company_public", "extracted.company_public,core.nobody"),
    ("core-table", CSV, "extracted.company_public,core.company_public", "extracted.company_public,core.icp_criteria"),
    ("conformance-cases", "tests/conformance/cases/nobodys.json", "", "{}"),
    ("conformance-cases", "tests/conformance/cases/job-posting.json", '"sparse"', '"thin"'),
    ("conformance-cases", CSV, "clay-find-companies,clay,", "clay-find-firms,clay,"),
    ("openapi-examples", "ingest/examples.json", '"clay-find-companies":', '"clay-find-firms":'),
    ("bodies-registered", "samples/funding.ndjson", "clay-signal-news-fundraising", "clay-signal-news"),
    ("bodies-registered", "tests/conformance/judgements.json", '"clay-find-companies"', '"clay-find-firms"'),
    ("test-bodies", "tests/conformance/test_target_client_views.py", 'Body("icp-indus', 'Body("icp-in'),
    ("seeds-registered", LABELS, "manual-company-customers,", "manual-customers,"),
    ("kinds-with-seeds", LABELS, "manual-company-customers,manual,payload\n", ""),
    ("kinds-with-seeds", "seeds/reference/inference_questions.csv", "infer-sales-motion,", "infer-free-trial,"),
    ("kinds-with-seeds", "seeds/reference/inference_answers.csv", "sales_motion,", "motion,"),
    ("documented-columns", "docs/guide/new-workflow.md", "| `key_type` |", "| `key_sort` |"),
    ("documented-commands", "README.md", "| `hq ledger` |", "| `hq books` |"),
    ("documented-commands", GUIDE, "`hq replay`", "`hq play`"),
    ("documented-commands", GUIDE, "`hq quarantine replay --strip-nul`", "`hq quarantine drop`"),
    ("documented-commands", "docs/guide/operating.md", "`make clean`", "`make clear`"),
    ("documented-relations", "docs/guide/operating.md", "`ops.landing_ledger`", "`ops.landing_book`"),
    ("documented-workflows", GUIDE, "/ingest/infer-free-trial", "/ingest/infer-trial"),
    ("documented-settings", "docs/guide/operating.md", "| `HQ_WAREHOUSE_ID` |", "| `HQ_WAREHOUSE` |"),
    ("documented-files", "docs/guide/architecture.md", "`ingest/lane.py`", "`ingest/line.py`"),
    ("documented-files", "docs/README.md", "](guide/leads.md)", "](guide/lead.md)"),
    ("documents-in-index", "docs/README.md", "](guide/leads.md)", "](guide/landing.md)"),
    ("documents-in-index", "docs/decisions/0001-again.md", "", "# 0001 Again"),
]
"""Rule, file, what stands there, what is put in its place everywhere; a file that is not there is made."""


@contextmanager
def broken(root: Path, path: str, old: str, new: str) -> Iterator[None]:
    file = root / path
    before = file.read_text(encoding="utf-8") if file.exists() else None
    assert old in (before or "")
    file.write_text((before or "").replace(old, new) if old else new, encoding="utf-8")
    try:
        yield
    finally:
        file.unlink() if before is None else file.write_text(before, encoding="utf-8")


def found(project: Project, rule: str) -> list[Finding]:
    return check.check(project, [one for one in check.RULES if one.name == rule])


@pytest.mark.parametrize(("rule", "path", "old", "new"), FILES)
def test_a_broken_file_is_found(copy: Project, rule: str, path: str, old: str, new: str) -> None:
    with broken(copy.root, path, old, new):
        assert found(Project(copy.root, copy.manifest), rule)


def model(manifest: Manifest, name: str) -> Any:
    return manifest["nodes"][f"model.hq_master_data.{name}"]


def without(manifest: Manifest, part: str, name: str) -> None:
    manifest[part] = {key: node for key, node in manifest[part].items() if node["name"] != name}


def unread(manifest: Manifest, reader: str, name: str) -> None:
    depends = model(manifest, reader)["depends_on"]
    depends["nodes"] = [one for one in depends["nodes"] if not one.endswith(name)]


def read(manifest: Manifest, reader: str, parent: str) -> None:
    model(manifest, reader)["depends_on"]["nodes"].append(parent)


def gaps_now(manifest: Manifest) -> str:
    return Project(PROJECT, manifest).gaps_now


def gap_test(manifest: Manifest) -> Any:
    return next(one for one in manifest["nodes"].values() if one["name"] == "no_coalescing_gap_in_core_company_public")


MODELS: list[tuple[str, Callable[[Manifest], Any]]] = [
    ("kind-has-model", lambda m: model(m, "extracted__job_posting")["config"].update(materialized="view")),
    ("core-has-workflow", lambda m: model(m, "core__company_public")["depends_on"].update(nodes=[])),
    ("gap-test", lambda m: without(m, "nodes", "no_coalescing_gap_in_core_company_public")),
    ("gap-test", lambda m: gap_test(m)["test_metadata"]["kwargs"].update(condition="core_table = 'core.people'")),
    ("gap-test", lambda m: gap_test(m).update(tags=[])),
    ("gap-test", lambda m: gap_test(m).update(name="no_coalescing_gap_in_core_nobody")),
    ("gap-test", lambda m: unread(m, "ops__company_public_gaps", "core__company_public")),
    ("gap-view", lambda m: unread(m, gaps_now(m), "ops__company_public_gaps")),
    ("coalescing-is-guarded", lambda m: without(m, "nodes", "no_coalescing_gap_in_core_company_public")),
    ("unit-test", lambda m: without(m, "unit_tests", "company_public_keeps_what_was_given")),
    ("table-settings", lambda m: model(m, "core__company_public")["config"]["contract"].update(enforced=False)),
    ("table-settings", lambda m: model(m, "core__company_public").update(constraints=[])),
    ("table-settings", lambda m: model(m, "extracted__company_public")["config"].update(unique_key=None)),
    ("table-settings", lambda m: model(m, "core__company_public").update(alias="x" * 64)),
    ("layers", lambda m: read(m, "core__people", "source.hq_master_data.raw.payloads")),
    ("layers", lambda m: read(m, "core__people", "model.hq_master_data.ops__rejections")),
    ("described", lambda m: model(m, "core__people").update(description=" ")),
    ("described", lambda m: model(m, "core__people")["columns"]["full_name"].update(description="")),
    ("described", lambda m: m["macros"]["macro.hq_master_data.deliveries"]["arguments"][0].update(description=None)),
    ("small", lambda m: model(m, "core__people").update(raw_code="\n" * 141)),
    ("small", lambda m: m["macros"]["macro.hq_master_data.deliveries"].update(macro_sql="\n" * 61)),
]  # fmt: skip
"""Rule, and a change of what dbt parsed."""


@pytest.fixture(scope="module")
def written(project: Project) -> str:
    return json.dumps(project.manifest)


@pytest.mark.parametrize(("rule", "change"), MODELS)
def test_a_broken_model_is_found(written: str, rule: str, change: Callable[[Manifest], Any]) -> None:
    manifest = json.loads(written)
    change(manifest)
    assert found(Project(PROJECT, manifest), rule)


def test_every_rule_has_a_case() -> None:
    assert {rule.name for rule in check.RULES} == {case[0] for case in (*FILES, *MODELS)}


@pytest.mark.long
def test_changed_models_are_parsed_again(copy: Project) -> None:
    """No database is needed; what is wrong in the files is found through what dbt makes of them."""
    folder = copy.root / "models"
    (folder / "ops" / "ops__orphan_gaps.sql").write_text("select 1 as core_table", encoding="utf-8")
    text = "{%- set plan = plan_window(landed_sources('nobody')) -%}\nselect 1 as entity_key"
    (folder / "extracted" / "company" / "extracted__nobody.sql").write_text(text, encoding="utf-8")
    answer = hq(copy.root, "check", "--json")
    assert answer.returncode == 1, answer.stderr
    findings = {(one["rule"], one["where"]) for one in json.loads(answer.stdout)}
    wrong = {one for one in findings if not one[0].startswith("document")}
    assert wrong == {
        ("gap-view", "ops__orphan_gaps"),
        ("described", "ops__orphan_gaps"),
        ("described", "extracted__nobody"),
        ("model-has-kind", "models/extracted/company/extracted__nobody.sql"),
        ("unit-test", "extracted__nobody"),
        ("table-settings", "extracted__nobody"),
    }


@pytest.mark.long
def test_a_project_that_cannot_be_parsed_is_said_to_be(copy: Project) -> None:
    (copy.root / "models" / "ops" / "ops__nothing.sql").write_text("select * from {{ ref('nobody') }}")
    with pytest.raises(Failure, match="depends on a node named 'nobody'"):
        load(copy.root)


DATABASE = {
    "deployed-registry": "delete from reference.enrichment_workflow_registry where workflow_slug = 'job-posting'",
    "deployed-registry: notes": "update reference.enrichment_workflow_registry set notes = 'changed by hand'",
    "deployed-routes": "update raw.workflow_routes set raw_table = 'raw.vc_firms' where called_as = 'job-posting'",
    "deployed-routes: extra": (
        "insert into raw.workflow_routes select 'not-in-the-seed', workflow_slug, raw_table, key_type, key_paths"
        " from raw.workflow_routes limit 1"
    ),
    "deployed-routes: listed": "delete from raw.registered_workflows where workflow_slug = 'job-posting'",
    "deployed-raw-tables": "drop table raw.job_posting_payloads",
    "deployed-raw-tables: extra": "create table raw.nobodys partition of raw.payloads for values in ('raw.nobodys')",
    "deployed-raw-tables: view": "drop view raw.clay_job_change_payloads",
    "deployed-relations": "drop table core.company_public cascade",
    "deployed-relations: column": "alter table core.company_public add column by_hand text",
    "deployed-relations: view": "drop view ops.rejections; create table ops.rejections (workflow_slug text)",
    "deployed-relations: function": "drop function reference.stable_uuid(text) cascade",
    "landed-workflows": "update raw.payloads set workflow_slug = 'taken-out' where workflow_slug = 'job-posting'",
    "landed-workflows: table": (
        "update raw.payloads set raw_table = 'raw.vc_firms' where raw_table = 'raw.job_posting_payloads'"
    ),
    "landed-workflows: waiting": (
        "update raw.payloads set workflow_slug = 'vc-portfolio' where raw_table = 'raw.quarantine'"
    ),
}


@pytest.fixture(scope="module")
def landed(module_warehouse: Warehouse) -> Warehouse:
    module_warehouse.land([Body("job-posting", {"domain": "acme.example"}), Body("no-such-workflow", {"n": 1})])
    return module_warehouse


def test_a_warehouse_of_these_files_is_as_they_say(project: Project, landed: Warehouse) -> None:
    with landed.connect() as connection:
        assert deployed.check(project, connection) == []


@pytest.mark.parametrize("name", DATABASE)
def test_a_difference_of_the_warehouse_is_found(project: Project, landed: Warehouse, name: str) -> None:
    with landed.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute(DATABASE[name].encode())
        assert name.partition(":")[0] in {finding.rule for finding in deployed.check(project, connection)}


def test_a_service_serves_what_is_registered(project: Project) -> None:
    paths: dict[str, Any] = {f"/ingest/{slug}": {} for slug in project.registry}
    assert deployed.check_service(project, {"paths": paths}) == []
    del paths["/ingest/job-posting"]
    paths["/ingest/not-registered"] = {}
    assert {one.where for one in deployed.check_service(project, {"paths": paths})} == {"job-posting", "not-registered"}
    assert len(deployed.check_service(project, "no document")) == len(project.registry)
