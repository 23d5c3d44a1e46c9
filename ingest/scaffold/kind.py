"""A new kind of record: parser, table of core, gap test, unit tests, and their places in the lists."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from ingest.check.project import REGISTRY, Project
from ingest.errors import Failure
from ingest.scaffold import workflow
from ingest.scaffold.fields import Field
from ingest.scaffold.files import Changes

BOOKS = "models/ops/ops__extracted_records.sql"
RUNS = "macros/status/subjects_of_tables.sql"
HEAL = "tests/pipeline/test_heal.py"
VALUES = "seeds/registry/_registry__seeds.yml"
KEYS = {
    "company": ("domain", "company_domain", "company_domain", "Domain of the company, aliases followed."),
    "target_client": ("domain", "company_domain", "company_domain", "Domain of the client, aliases followed."),
    "person": ("person_linkedin_url", "linkedin_url", "person_linkedin_url", "Canonical LinkedIn URL of the person."),
}
"""Sort of entity to key type, key column of extracted, its name in reasons, its description."""

SEEDS = """      - input: ref('domain_aliases')
        rows:
          - {alias_domain: old.example, domain: acme.example}
      - input: ref('junk_domains')
        rows:
          - {domain: bit.ly, kind: shortener, is_also_company: false}"""


def check(request: workflow.Request, project: Project) -> None:
    """Tell whether a kind can be made.

    Args:
        request: what is asked for.
        project: that it is to be added to.

    Raises:
        Failure: it cannot.
    """
    if request.entity not in KEYS:
        raise Failure(f"{request.kind} is a new kind of record: say --entity {', '.join(KEYS)}.", 2)
    if not request.fields or not request.key_paths:
        raise Failure(f"{request.kind} is a new kind of record: say --key-path, and --field name=path:type each.", 2)
    if len({one.name for one in request.fields}) != len(request.fields):
        raise Failure("Two fields have the same name.", 2)
    if request.core_table not in ("", "none") and request.entity == "person":
        raise Failure("A table of core by person is written by hand, because it follows merged addresses.", 2)
    missing = request.missing_path()
    if missing:
        raise Failure(f"The body has nothing at {missing}.", 2)
    if f"extracted__{request.kind}" in project.models:
        raise Failure(f"There is a model extracted__{request.kind}, and no workflow carries that kind.", 2)


def add(changes: Changes, request: workflow.Request, project: Project) -> list[str]:
    """Add a workflow and its new kind of record.

    Args:
        changes: that it is added to.
        request: what is asked for.
        project: that the kind is new to.

    Returns:
        What is left to do by hand.
    """
    key_type, key_column, key_name, key_description = KEYS[request.entity]
    core = "" if request.core_table in ("", "none") else request.core_table
    table = core.removeprefix("core.")
    words = request.slug.replace("-", "_")
    row = {
        "workflow_slug": request.slug,
        "provider": request.provider,
        "platform": request.platform,
        "payload_type": request.kind,
        "entity_type": request.entity,
        "description": workflow.described(request.description, core),
        "raw_table": request.raw_table or f"raw.{words}"[:60],
        "extracted_table": f"extracted.{request.kind}",
        "core_table": core,
        "modal_function_name": f"ingest_{words}",
        "coalesces_to_core": str(bool(core)).lower(),
        "is_active": "true",
        "key_column": key_column,
        "key_type": key_type,
        "kind": "ingest",
        "record_kind": request.kind,
        "payload_paths": workflow.array(request.payload_paths),
        "key_paths": workflow.array(request.key_paths),
        "slug_aliases": "{}",
        "raw_table_aliases": "{}",
        "expected_freshness_hours": request.freshness,
    }
    changes.row(REGISTRY, row)
    values = r"(?s)- name: record_kind\n.*?\n +values:\n((?: +- \w+)(?:\n +- \w+)*)"
    changes.list_line(VALUES, values, f"- {request.kind}", comma=False)
    expected = workflow.core_rows(row, _with_core(project, core), request.body) if core else None
    workflow.bodies(changes, request, row, expected)
    words_of = _words(request, table, key_column, key_name, key_description)
    _extracted(changes, request, words_of)
    stands = f"['core__{table}', 'domain', 'company_domain']" if core else "none"
    changes.list_line(BOOKS, r"(?s)set parents = \{\n(.*?)\n\} -%\}", f"'{request.kind}': {stands}", comma=True)
    changes.list_line(RUNS, r"(?s)return\(\{\n(.*?)\n    \}\)", _subject(request, key_column, table), comma=True)
    if core:
        _core(changes, request, project, words_of, table)
    left = ["Put words into the descriptions of the columns, and odd bodies into the unit tests."]
    left.append(
        f"Say in {workflow.CASES}/{request.slug}.json what must come of the body: columns of extracted and core."
    )
    if not core:
        left.append(
            "Nothing of it reaches core: attributes of a company or person are a source in its attributes model."
        )
    return left


def _subject(request: workflow.Request, key_column: str, table: str) -> str:
    follows = "" if request.entity == "target_client" else f", 'follows': '{request.entity}'"
    stands = f"['core__{table}.domain']" if table and table != "none" else "[]"
    return f"'{request.kind}': {{'key': 'record.{key_column}'{follows}, 'core': {stands}}}"


def _with_core(project: Project, core: str) -> Project:
    model = {"resource_type": "model", "package_name": "hq_master_data", "name": core.replace(".", "__", 1)}
    nodes = {**project.manifest["nodes"], "new": {**model, "columns": {"domain": {}}}}
    return Project(project.root, {**project.manifest, "nodes": nodes})


def _words(
    request: workflow.Request, table: str, key_column: str, key_name: str, key_description: str
) -> dict[str, str]:
    doc = workflow.provider_object(request.body, request.payload_paths)
    key = next(workflow.value_at(request.body, path) for path in request.key_paths)
    names = [one.name for one in request.fields]
    tested = [one for one in request.fields if one.expected(doc) is not None]
    rows = {
        "full": [f"{one.name}: {one.expected(doc)}" for one in tested],
        "blank": [f"{one.name}: null" for one in tested],
    }
    sentence = request.description.strip().rstrip(".") + "."
    return {
        "kind": request.kind,
        "table": table,
        "slug": request.slug,
        "description": sentence,
        "key": key_column,
        "key_name": key_name,
        "key_description": key_description,
        "key_value": json.dumps(key, ensure_ascii=False),
        "payload_paths": json.dumps(list(request.payload_paths)),
        "key_paths": json.dumps(list(request.key_paths)),
        "body": json.dumps(request.body, ensure_ascii=False).replace("'", "''"),
        "seeds": SEEDS if request.entity != "person" else "$",
        "names": ", ".join(names),
        "record_names": ", ".join(f"record.{name}" for name in names),
        **{name: _indented(lines, 10) for name, lines in rows.items()},
    }


def _indented(lines: Sequence[str], width: int) -> str:
    return "\n".join(" " * width + line for line in lines) or "$"


def _columns(fields: Sequence[Field]) -> str:
    lines = []
    for one in fields:
        lines += [f"- name: {one.name}", f"  data_type: {one.data_type}", f"  description: As sent at `{one.path}`."]
    return _indented(lines, 6)


def _extracted(changes: Changes, request: workflow.Request, words: Mapping[str, str]) -> None:
    folder = f"models/extracted/{request.entity}"
    template = "extracted_person.sql" if request.entity == "person" else "extracted_company.sql"
    columns = _indented([f"{one.sql()} as {one.name}," for one in request.fields], 4)
    changes.template(f"{folder}/extracted__{request.kind}.sql", template, {**words, "columns": columns})
    described = {**words, "columns": _columns(request.fields)}
    changes.template(f"{folder}/_{request.kind}__models.yml", "extracted_models.yml", described)
    changes.template(f"{folder}/_{request.kind}__unit_tests.yml", "extracted_unit_tests.yml", words)


def _core(changes: Changes, request: workflow.Request, project: Project, words: Mapping[str, str], table: str) -> None:
    folder = f"models/core/{request.entity}"
    newest = _indented([f"{{{{ newest_value('{one.name}') }}}}," for one in request.fields], 8)
    columns = _indented([f"{one.name}," for one in request.fields], 4)
    changes.template(f"{folder}/core__{table}.sql", "core.sql", {**words, "newest": newest, "columns": columns})
    described = {**words, "columns": _columns(request.fields)}
    changes.template(f"{folder}/_{table}__models.yml", "core_models.yml", described)
    values = [f"case when sent.has_values then {one.sample()[0]} end as {one.name}," for one in request.fields]
    full = [f"{one.name}: {one.sample()[1]}" for one in request.fields]
    tested = {**words, "values": _indented(values, 14), "full": _indented(full, 10)}
    changes.template(f"{folder}/_{table}__unit_tests.yml", "core_unit_tests.yml", tested)
    changes.template(f"models/ops/ops__{table}_gaps.sql", "gaps.sql", words)
    changes.template(f"models/ops/_ops_{table}__models.yml", "gaps_models.yml", words)
    path = f"models/ops/{project.gaps_now}.sql"
    changes.last_item(path, r"(?s)set parts = \[\n(.*?)\n\] -%\}", f"'ops__{table}_gaps'")
    changes.list_line(HEAL, r"(?s)INCREMENTAL = \[\n(.*?)\n\]", f'"{table}"', comma=True)
