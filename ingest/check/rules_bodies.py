"""Rules about bodies: each workflow has its cases and its example, and no body is nobody's."""

from __future__ import annotations

import ast
import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from ingest.check.project import Project
from ingest.check.rule import Rule, rule

RULES: list[Rule] = []
CASES = "tests/conformance/cases"


@rule(RULES, "Every workflow has a file of cases with a full and a sparse body, and every such file a workflow.")
def _conformance_cases(project: Project) -> Iterator[tuple[str, str]]:
    files = {path.removeprefix(f"{CASES}/").removesuffix(".json"): path for path, _ in project.files(CASES, "*.json")}
    for slug in project.registry:
        if slug not in files:
            yield slug, f"has no {CASES}/{slug}.json"
    for slug, path in files.items():
        if slug not in project.registry:
            yield path, "is the test body of no registered workflow"
        cases = _json(project.text(path))
        if not isinstance(cases, dict) or not {"full", "sparse"} <= cases.keys():
            yield path, "has no full and sparse case"
        elif not all(isinstance(case, dict) and {"body", "expected"} <= case.keys() for case in cases.values()):
            yield path, "a case has a body and what is expected"


@rule(RULES, "Every workflow shows an example body in the description of the service, and no other name does.")
def _openapi_examples(project: Project) -> Iterator[tuple[str, str]]:
    examples = _json(project.text("ingest/examples.json"))
    for slug in sorted(set(examples if isinstance(examples, dict) else ()) ^ project.registry.keys()):
        yield slug, "is in only one of the registry and ingest/examples.json"


@rule(RULES, "Samples, recorded bodies and judgements name registered workflows.")
def _bodies_registered(project: Project) -> Iterator[tuple[str, str]]:
    for folder in ("samples", "bench"):
        for path, text in project.files(folder, "*.ndjson"):
            named = {str((_json(line) or {}).get("workflow_slug")) for line in text.splitlines() if line.strip()}
            for slug in sorted(named - project.registry.keys()):
                yield path, f"{slug!r} is no registered workflow"
    judgements = _json(project.text("tests/conformance/judgements.json")) or []
    recorded = _json(project.text("tests/conformance/provider_bodies.json")) or {}
    for path, named in (
        ("tests/conformance/judgements.json", {slug for entry in judgements for slug in entry["workflows"]}),
        ("tests/conformance/provider_bodies.json", {entry["workflow"] for entry in recorded.values()}),
    ):
        for slug in sorted(named - project.registry.keys()):
            yield path, f"{slug!r} is no registered workflow"


@rule(
    RULES,
    "A test lands bodies of registered workflows; an unknown one is `no-such-...` or the file says `unknown_workflow`.",
)
def _test_bodies(project: Project) -> Iterator[tuple[str, str]]:
    names = {row["modal_function_name"] for row in project.registry.values()} | project.registry.keys()
    for path, text in project.files("tests", "*.py"):
        if "Body(" not in text or "unknown_workflow" in text:
            continue
        for call in ast.walk(ast.parse(text)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Body" and call.args:
                slug = call.args[0]
                if (
                    isinstance(slug, ast.Constant)
                    and isinstance(slug.value, str)
                    and not slug.value.startswith("no-such-")
                    and slug.value not in names
                ):
                    yield f"{path}:{call.lineno}", f"{slug.value!r} is no registered workflow"


@rule(RULES, "A seed with a column workflow_slug names registered workflows.")
def _seeds_registered(project: Project) -> Iterator[tuple[str, str]]:
    for path, text in project.files("seeds/reference", "*.csv"):
        for row in csv.DictReader(io.StringIO(text)):
            slug = row.get("workflow_slug")
            if slug and slug not in project.registry:
                yield path, f"{slug!r} is no registered workflow"


@rule(RULES, "A kind that is read with the help of a seed has the workflow's rows there.")
def _kinds_with_seeds(project: Project) -> Iterator[tuple[str, str]]:
    labels = {row["workflow_slug"] for row in _rows(project, "customer_source_labels")}
    asked = _rows(project, "inference_questions")
    questions = {row["workflow_slug"] for row in asked}
    for slug, row in project.registry.items():
        kind = row["record_kind"]
        if slug not in labels and (kind == "company_customer_research" or kind.startswith("case_study_")):
            yield slug, "has no row in seeds/reference/customer_source_labels.csv"
        if slug not in questions and kind == "company_inference":
            yield slug, "has no row in seeds/reference/inference_questions.csv"
    answered = {row["attribute"] for row in _rows(project, "inference_answers")}
    for attribute in sorted({row["attribute"] for row in asked if row["answer_type"] == "enum"} - answered):
        yield attribute, "has no row in seeds/reference/inference_answers.csv"


def _rows(project: Project, seed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(project.text(f"seeds/reference/{seed}.csv"))))


def _json(text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None
