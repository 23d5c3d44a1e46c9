"""Rules about models: each kind of record has its parser, tables, books and gap tests, and none is nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.check.project import PACKAGE, Node, Project, literal
from ingest.check.rule import Rule, rule

RULES: list[Rule] = []
KIND = re.compile(
    r"\b(?:landed_sources|deliveries|workflows_of|answer_of|list_problem|research_of_client)\(\s*'(\w+)'"
    r"|\bnews_of_parent\(\s*'\w+',\s*'(\w+)'"
)
COMPARED = re.compile(r"\b(?:workflow_slug|workflow_source)\s*(?:=|<>|!=|(?:not )?in)\s*(\(?'[^)\n]*)")
GAP = re.compile(r"no_coalescing_gap_in_(core|reference)_(\w+)")
LINES = {"macro": 60, "model": 140}


@rule(RULES, "Every workflow has a kind of record, and each kind an incremental model that reads its bodies.")
def _kind_has_model(project: Project) -> Iterator[tuple[str, str]]:
    for slug, row in project.registry.items():
        if not row["record_kind"]:
            yield slug, "has no record_kind, so that no model reads its bodies"
    for kind in sorted(project.kinds):
        node = project.models.get(f"extracted__{kind}")
        if node is None or node["schema"] != "extracted" or node["config"]["materialized"] != "incremental":
            yield kind, f"there is no incremental model extracted__{kind}"
        elif "raw.payloads" not in project.parents[node["name"]] or f"landed_sources('{kind}')" not in node["raw_code"]:
            yield kind, f"extracted__{kind} does not read landed_sources('{kind}')"


@rule(
    RULES,
    "A model or macro names kinds of record that a workflow carries, and none else; the accepted values are those.",
)
def _model_has_kind(project: Project) -> Iterator[tuple[str, str]]:
    for folder in ("models", "macros"):
        for path, text in project.files(folder, "*.sql"):
            for found in KIND.finditer(text):
                kind = found[1] or found[2]
                if kind not in project.kinds:
                    yield path, f"no registered workflow carries the record kind {kind!r}"
    accepted = project.tests_of_seed("accepted_values").get("record_kind", {}).get("values", [])
    for kind in sorted(set(accepted) ^ project.kinds):
        yield kind, "is in only one of the registry and the accepted values of record_kind"


@rule(RULES, "The ledger knows the records of every kind: `ops__extracted_records` lists each kind, and only kinds.")
def _kind_in_books(project: Project) -> Iterator[tuple[str, str]]:
    listed = set(re.findall(r"^\s+'(\w+)': ", project.text("models/ops/ops__extracted_records.sql"), re.M))
    for kind in sorted(listed ^ project.kinds):
        yield kind, "is in only one of the registry and models/ops/ops__extracted_records.sql"


@rule(RULES, "The runs know every kind: the macros of `run_subjects` say whom each kind is about, and only kinds.")
def _kind_in_runs(project: Project) -> Iterator[tuple[str, str]]:
    texts = [project.text(f"macros/status/subjects_of_{part}.sql") for part in ("entities", "tables")]
    listed = {kind for text in texts for kind in re.findall(r"^        '(\w+)': ", text, re.M)}
    for kind in sorted(listed ^ project.kinds):
        yield kind, "is in only one of the registry and the macros of run_subjects"


@rule(RULES, "The extracted table of a workflow exists, is made of the records of its kind, and has the key column.")
def _extracted_table(project: Project) -> Iterator[tuple[str, str]]:
    for slug, row in project.registry.items():
        node = project.model(row["extracted_table"])
        parser = f"extracted__{row['record_kind']}"
        if node is None:
            yield slug, f"no model makes {row['extracted_table'] or 'its extracted table, which is not named'}"
        elif parser not in project.ancestors(node["name"]):
            yield slug, f"{row['extracted_table']} is not made of the records of {parser}"
        elif literal(row["key_paths"]):
            columns = {*node["columns"], *project.models.get(parser, {}).get("columns", {})}
            if row["key_column"] not in columns:
                yield slug, f"{row['extracted_table']} has no column {row['key_column']}, its key_column"


@rule(RULES, "A model that shows one workflow or one extracted table of the registry names a registered one.")
def _named_workflows(project: Project) -> Iterator[tuple[str, str]]:
    tables = {row["extracted_table"] for row in project.registry.values()}
    for folder in ("models", "macros", "functions", "snapshots", "tests/registry"):
        for path, text in project.files(folder, "*.sql"):
            for table in re.findall(r"\bdelivered_to\(\s*'([^']+)'\s*\)", text):
                if table not in tables:
                    yield path, f"no registered workflow has the extracted table {table!r}"
            slugs = re.findall(r"\bcustomers_delivered_by\(\s*'([^']+)'", text)
            for listed in re.findall(
                r"\b(?:workflow_slug|workflow_source)\s*(?:=|<>|!=|(?:not )?in)\s*(\(?'[^)\n]*)", text
            ):
                slugs += re.findall(r"'([\w-]+)'", listed) if "{{" not in listed else []
            for slug in slugs:
                if slug not in project.registry:
                    yield path, f"{slug!r} is no registered workflow"


@rule(RULES, "The core table of a workflow exists and is fed by the records of its kind.")
def _core_table(project: Project) -> Iterator[tuple[str, str]]:
    for slug, row in project.registry.items():
        if row["core_table"]:
            node = project.model(row["core_table"])
            if node is None:
                yield slug, f"no model makes {row['core_table']}"
            elif f"extracted__{row['record_kind']}" not in project.ancestors(node["name"]):
                yield slug, f"{row['core_table']} does not read extracted__{row['record_kind']}, at any distance"


@rule(RULES, "Every table of core is fed by a kind of record of the registry.")
def _core_has_workflow(project: Project) -> Iterator[tuple[str, str]]:
    parsers = {f"extracted__{kind}" for kind in project.kinds}
    for name in project.tables("core"):
        if not parsers & project.ancestors(name):
            yield name, "no registered workflow feeds it"


def gap_tests(project: Project) -> dict[str, Node]:
    """Return the gap tests by the name of the model that they guard."""
    found = {}
    for node in project.nodes("test").values():
        match = GAP.fullmatch(node["name"])
        if match:
            found[f"{match[1]}__{match[2]}"] = node
    return found


@rule(RULES, "Every table of core has a gap test with the tag, about itself, and the gaps of this moment compare it.")
def _gap_test(project: Project) -> Iterator[tuple[str, str]]:
    tests = gap_tests(project)
    # The gaps of the runs read every table, to say how far an enrichment came; they compare none of them.
    parts = project.parents.get(project.gaps_now, set()) - {"ops__enrichment_runs_gaps"}
    compared = {one for part in parts for one in project.ancestors(part)}
    for name in project.tables("core"):
        if name not in tests:
            yield name, f"has no test no_coalescing_gap_in_{name.replace('__', '_', 1)}"
        elif name not in compared:
            yield name, f"no model of {project.gaps_now} compares it with extracted"
    for name, test in tests.items():
        if name not in project.models:
            yield test["name"], f"there is no model {name}"
        elif not _asks_for(project, test, name):
            yield test["name"], f"does not ask for {name.replace('__', '.', 1)}"
        elif "coalescing_gap" not in test["tags"]:
            yield test["name"], "lacks the tag coalescing_gap"


def _asks_for(project: Project, test: Node, name: str) -> bool:
    condition = str(((test.get("test_metadata") or {}).get("kwargs") or {}).get("condition"))
    view = (test.get("attached_node") or "").rpartition(".")[2]
    if condition == "true":  # any gap of a view that is about this table
        return view != project.gaps_now and name in project.ancestors(view)
    return f"'{name.replace('__', '.', 1)}'" in condition


@rule(RULES, "Every model `ops__*_gaps` is a part of the gaps of this moment, or reads them.")
def _gap_view(project: Project) -> Iterator[tuple[str, str]]:
    now = project.gaps_now
    for name in project.models:
        if re.fullmatch(r"ops__\w+_gaps", name) and name != now:
            is_part = name in project.parents.get(now, set())
            if not is_part and now not in project.ancestors(name):
                yield name, f"is no part of {now}: nobody is told what it finds"


@rule(RULES, "What a workflow coalesces to is guarded by a gap test, where it is a view those it is a view of.")
def _coalescing_is_guarded(project: Project) -> Iterator[tuple[str, str]]:
    tests = gap_tests(project)
    for slug, row in project.registry.items():
        node = project.model(row["core_table"])
        if node is not None and not _viewed(project, node["name"]) & tests.keys():
            yield slug, f"no gap test guards {row['core_table']}"


def _viewed(project: Project, name: str) -> set[str]:
    found = {name}
    if project.models[name]["config"]["materialized"] == "view":
        for parent in project.parents[name]:
            if parent == "extracted__company_attributes":
                found.add("core__companies")  # a view of what is offered to the golden record
            if parent.startswith(("core__", "extracted__", "reference__")) and parent in project.models:
                found |= _viewed(project, parent)
    return found


@rule(RULES, "Every table of extracted and core has a unit test of its model.")
def _unit_test(project: Project) -> Iterator[tuple[str, str]]:
    tested = {test["model"] for test in project.manifest["unit_tests"].values()}
    for name in project.tables("extracted", "core"):
        if name not in tested:
            yield name, "has no unit test"


@rule(
    RULES,
    "A table has a unique key, one of core a contract and a key that is not null; a name is 63 characters at most.",
)
def _table_settings(project: Project) -> Iterator[tuple[str, str]]:
    for name, node in project.models.items():
        if len(node["alias"]) > 63:
            yield name, "PostgreSQL would cut its name"
    for name, node in project.tables("extracted", "core", "reference").items():
        key = node["config"].get("unique_key") or []
        if not key:
            yield name, "has no unique_key"
        if node["schema"] == "core" and not node["config"]["contract"]["enforced"]:
            yield name, "its contract is not enforced"
        if node["schema"] == "core" and not any(one["type"] == "primary_key" for one in node["constraints"]):
            yield name, "has no primary key"


@rule(RULES, "Extracted and ops alone read raw; core and reference do not read ops.")
def _layers(project: Project) -> Iterator[tuple[str, str]]:
    for name, parents in project.parents.items():
        if "raw.payloads" in parents and not name.startswith(("extracted__", "ops__", "reference__enrichment_")):
            yield name, "reads raw"
        if name.startswith(("core__", "extracted__")):
            for parent in sorted(parents):
                if parent.startswith("ops__") or (name.startswith("extracted__") and parent.startswith("core__")):
                    yield name, f"reads {parent}"


@rule(RULES, "Every model, column, seed, source, snapshot, macro, function and argument says what it is.")
def _described(project: Project) -> Iterator[tuple[str, str]]:
    parts = {
        "columns": [*project.nodes("model", "seed", "snapshot").values(), *_own(project, "sources")],
        "arguments": [*_own(project, "macros"), *_own(project, "functions")],
    }
    for part, nodes in parts.items():
        for node in nodes:
            if not (node["description"] or "").strip():
                yield node["name"], "is not described"
            inner = node[part].values() if isinstance(node[part], dict) else node[part]
            for one in inner:
                if not (one["description"] or "").strip():
                    yield f"{node['name']}.{one['name']}", "is not described"


@rule(RULES, "A macro is short and a model has one idea.")
def _small(project: Project) -> Iterator[tuple[str, str]]:
    for kind, nodes, code in (
        ("macro", _own(project, "macros"), "macro_sql"),
        ("model", list(project.models.values()), "raw_code"),
    ):
        for node in nodes:
            lines = len(node[code].splitlines())
            if lines > LINES[kind]:
                yield node["name"], f"has {lines} lines, and a {kind} at most {LINES[kind]}"


def _own(project: Project, part: str) -> list[Node]:
    return [node for node in project.manifest.get(part, {}).values() if node["package_name"] == PACKAGE]
