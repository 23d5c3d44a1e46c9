"""A workflow of a known kind of record: a row of the registry, its cases and its example."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.check.project import REGISTRY, Project, literal
from ingest.check.rules_registry import SLUG
from ingest.errors import Failure
from ingest.scaffold.fields import Field
from ingest.scaffold.files import Changes

KIND = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CASES = "tests/conformance/cases"
LABELS = "seeds/reference/customer_source_labels.csv"


@dataclass(frozen=True)
class Request:
    """What is asked for.

    Attributes:
        slug: of the new workflow.
        kind: kind of record.
        body: a body of it, without data of real persons.
        description: one sentence on what arrives.
        provider: whose data it is.
        platform: where the work is done before a body arrives.
        entity: what a body speaks of; '' takes that of the kind.
        raw_table: '' makes one from the slug.
        extracted_table: '' takes that of the kind.
        core_table: '' takes that of the kind; 'none' when nothing is coalesced.
        payload_paths: keys of the provider's object; the kind's when empty.
        key_paths: paths of the key; the kind's when empty.
        freshness: hours after which silence is worth a look, or ''.
        label: how core names the source of customers, or ''.
        fields: columns of a new kind.
    """

    slug: str
    kind: str
    body: Mapping[str, Any]
    description: str
    provider: str
    platform: str = "clay"
    entity: str = ""
    raw_table: str = ""
    extracted_table: str = ""
    core_table: str = ""
    payload_paths: Sequence[str] = ()
    key_paths: Sequence[str] = ()
    freshness: str = ""
    label: str = ""
    fields: Sequence[Field] = field(default=())

    def check(self, project: Project) -> None:
        """Tell whether it can be done.

        Args:
            project: that it is to be added to.

        Raises:
            Failure: it cannot.
        """
        if not SLUG.fullmatch(self.slug):
            raise Failure("A slug is lower-case words and numbers joined by hyphens, such as acme-find-companies.", 2)
        if self.slug in project.registry:
            raise Failure(f"{self.slug} is registered already.", 2)
        if not KIND.fullmatch(self.kind) or len(self.kind) > 40:
            raise Failure("A kind of record is lower-case words joined by underscores, such as company_offices.", 2)

    def missing_path(self) -> str | None:
        """Name a path that the body does not have, among those that were given; None when it has one of each sort."""
        for paths in (self.key_paths, self.payload_paths):
            if paths and all(value_at(self.body, path) is None for path in paths):
                return paths[0]
        return None


def load_body(path: Path) -> dict[str, Any]:
    """Read a body.

    Args:
        path: of a file with one JSON object.

    Returns:
        The object.

    Raises:
        Failure: the file holds none.
    """
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Failure(f"{path} cannot be read as JSON ({type(error).__name__}).", 2) from None
    if not isinstance(body, dict):
        raise Failure(f"{path} holds no JSON object.", 2)
    return body


def value_at(body: object, path: str) -> object:
    """Return the value at a dot path; None when there is none."""
    for key in path.split("."):
        body = body.get(key) if isinstance(body, dict) else None
    return body


def provider_object(body: Mapping[str, Any], payload_paths: Sequence[str]) -> Mapping[str, Any]:
    """Return the provider's object as the models open it: at the first path that holds one, else the body."""
    nested = (value_at(body, path) for path in payload_paths)
    return next((value for value in nested if isinstance(value, dict)), body)


def sparse(body: Mapping[str, Any], row: Mapping[str, str]) -> dict[str, Any]:
    """Return the body with nothing but its key, in the same envelope."""
    paths = literal(row["key_paths"]) or []
    path = next((path for path in paths if value_at(body, path) is not None), None)
    result: dict[str, Any] = {one: {} for one in literal(row["payload_paths"]) or [] if isinstance(body.get(one), dict)}
    inner = result
    keys = path.split(".") if path else []
    for key in keys[:-1]:
        inner = inner.setdefault(key, {})
    if path is not None:
        inner[keys[-1]] = value_at(body, path)
    return result


def registry_row(request: Request, project: Project) -> dict[str, str]:
    """Make the row of a workflow of a known kind; what is not asked for is taken from the kind's first workflow.

    Args:
        request: what is asked for.
        project: with the kind.

    Returns:
        Value by column.
    """
    like = next(row for row in project.registry.values() if row["record_kind"] == request.kind)
    words = request.slug.replace("-", "_")
    core = like["core_table"] if not request.core_table else request.core_table.replace("none", "")
    return {
        **like,
        "workflow_slug": request.slug,
        "provider": request.provider,
        "platform": request.platform,
        "entity_type": request.entity or like["entity_type"],
        "description": described(request.description, core),
        "raw_table": request.raw_table or f"raw.{words}"[:60],
        "extracted_table": request.extracted_table or f"extracted.{request.kind}",
        "core_table": core,
        "modal_function_name": f"ingest_{words}",
        "coalesces_to_core": str(bool(core)).lower(),
        "is_active": "true",
        "payload_paths": array(request.payload_paths) if request.payload_paths else like["payload_paths"],
        "key_paths": array(request.key_paths) if request.key_paths else like["key_paths"],
        "slug_aliases": "{}",
        "raw_table_aliases": "{}",
        "replaced_by": "",
        "expected_freshness_hours": request.freshness,
        "notes": "",
    }


def described(description: str, core: str) -> str:
    """Return the description with what the check asks of one that does not coalesce."""
    sentence = description.strip().rstrip(".") + "."
    return (
        sentence if core or "coalesce" in sentence else f"{sentence} It does not coalesce: no table of core holds it."
    )


def array(members: Sequence[str]) -> str:
    """Write a PostgreSQL array literal of plain words."""
    return "{" + ",".join(members) + "}"


def bodies(changes: Changes, request: Request, row: Mapping[str, str], core: Mapping[str, Any] | None) -> None:
    """Add the cases and the example of a workflow.

    Args:
        changes: that they are added to.
        request: what is asked for.
        row: of the registry.
        core: rows that core must have after the full body, by table.
    """
    good: dict[str, Any] = {f"extracted.{request.kind}": [{}]}
    full = {"body": request.body, "expected": {"accepted": True, "extracted": good, "core": core}}
    nothing = {"accepted": True, "extracted": None, "core": None}
    cases = {"full": full, "sparse": {"body": sparse(request.body, row), "expected": nothing}}
    changes.new(f"{CASES}/{request.slug}.json", json.dumps(cases, indent=1, ensure_ascii=False) + "\n")
    changes.json_entry("ingest/examples.json", request.slug, request.body)


def core_rows(row: Mapping[str, str], project: Project, body: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the row of core that a body must make, as far as the registry tells: the one with its domain.

    Args:
        row: of the registry.
        project: with the models.
        body: that is posted.

    Returns:
        Rows by table; None when nobody can tell from the registry.
    """
    node = project.model(row["core_table"])
    if node is None or row["key_type"] != "domain":
        return None
    paths = literal(row["key_paths"]) or []
    sent = next((value for path in paths if isinstance(value := value_at(body, path), str)), "")
    plain = re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", sent)
    column = next((name for name in (row["key_column"], "domain", "company_domain") if name in node["columns"]), None)
    return {row["core_table"]: [{column: sent}]} if plain and column else None


def add(changes: Changes, request: Request, project: Project) -> list[str]:
    """Add a workflow of a known kind.

    Args:
        changes: that it is added to.
        request: what is asked for.
        project: with the kind.

    Returns:
        What is left to do by hand.
    """
    row = registry_row(request, project)
    changes.row(REGISTRY, row)
    bodies(changes, request, row, core_rows(row, project, request.body))
    left = []
    if request.kind == "company_customer_research" or request.kind.startswith("case_study_"):
        values = {"workflow_slug": request.slug, "source": request.label or request.slug, "domain_source": "payload"}
        changes.row(LABELS, values)
    if request.kind == "company_inference":
        left.append("Add its rows to seeds/reference/inference_questions.csv and inference_answers.csv.")
    left.append(f"Say in {CASES}/{request.slug}.json what must come of the body: columns of extracted and of core.")
    return left
