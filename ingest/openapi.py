"""The description of the service: an OpenAPI document and a plain page, both made from the registry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from ingest import __version__
from ingest.catalogue import Workflow

_ACCEPTED = {
    "type": "object",
    "required": ["payload_id", "workflow_slug", "repeat", "quarantined"],
    "properties": {
        "payload_id": {"type": "string", "format": "uuid", "description": "Identity of the delivery."},
        "workflow_slug": {"type": "string", "description": "Registered slug of the workflow."},
        "repeat": {"type": "boolean", "description": "The same delivery had been landed before; nothing was added."},
        "quarantined": {"type": "boolean", "description": "The bytes are kept but are no JSON that can be stored."},
        "quarantine_code": {"type": "string", "description": "Why it is in quarantine."},
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do."},
        "payload_id": {"type": "string", "format": "uuid", "description": "With 404: where the body was kept."},
        "nearest": {"type": "string", "description": "With 404: the registered slug that may have been meant."},
    },
}
_REFUSALS = {
    "401": "Token missing or not accepted; the body was not read.",
    "404": "Unknown workflow; the body is kept in quarantine.",
    "413": "Body too large; not kept.",
    "503": "Cannot store now; nothing was acknowledged. Send it again after Retry-After seconds.",
}


def examples() -> dict[str, object]:
    """Read the packaged example bodies.

    Returns:
        One example body per slug; empty when the package holds none.
    """
    source = files("ingest").joinpath("examples.json")
    if not source.is_file():
        return {}
    content = json.loads(source.read_text(encoding="utf-8"))
    return content if isinstance(content, dict) else {}


def document(workflows: Sequence[Workflow], *, needs_token: bool) -> dict[str, object]:
    """Describe the service.

    Args:
        workflows: the registered workflows.
        needs_token: whether requests must carry a token.

    Returns:
        An OpenAPI 3.1 document with one path per registered workflow.
    """
    bodies = examples()
    result: dict[str, object] = {
        "openapi": "3.1.0",
        "info": {
            "title": "HQ Master Data: landing",
            "version": __version__,
            "description": "Every body is kept before it is judged; 202 is answered after COMMIT.",
        },
        "paths": {f"/ingest/{workflow.slug}": _path(workflow, bodies) for workflow in workflows},
        "components": {
            "schemas": {"Accepted": _ACCEPTED, "Problem": _PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
    if needs_token:
        result["security"] = [{"token": []}]
    return result


def page(workflows: Sequence[Workflow]) -> str:
    """Describe the service to a person.

    Args:
        workflows: the registered workflows.

    Returns:
        One HTML page that loads nothing else.
    """
    bodies = examples()
    rows = "".join(
        f"<tr><td><code>/ingest/{escape(workflow.slug)}</code></td><td>{escape(_description(workflow))}</td>"
        f"<td>{_example_cell(bodies.get(workflow.slug))}</td></tr>"
        for workflow in workflows
    )
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>HQ Master Data: landing</title>"
        "<style>body{font:15px/1.5 system-ui;margin:2rem}td{vertical-align:top;padding:.3rem .8rem .3rem 0}"
        "pre{max-width:50rem;overflow:auto}</style>"
        "<h1>HQ Master Data: landing</h1><p>Send each body with <code>POST</code> and, unless the service is open, "
        "<code>Authorization: Bearer &lt;token&gt;</code>. 202 is answered after COMMIT. The same "
        "<code>Idempotency-Key</code> lands the same body once.</p>"
        f"<table><tr><th>Path<th>Workflow<th>Example</tr>{rows}</table></html>"
    )


def _path(workflow: Workflow, bodies: dict[str, object]) -> dict[str, object]:
    media: dict[str, object] = {"schema": {"description": "Any body; it is kept as it is."}}
    if workflow.slug in bodies:
        media["example"] = bodies[workflow.slug]
    responses: dict[str, object] = {
        "202": {
            "description": "Kept and committed.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accepted"}}},
        }
    }
    for status, description in _REFUSALS.items():
        problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        responses[status] = {"description": description, "content": problem}
    return {
        "post": {
            "operationId": workflow.slug,
            "summary": workflow.slug,
            "description": _description(workflow),
            "tags": [workflow.provider or "other"],
            "deprecated": not workflow.is_active or workflow.replaced_by is not None,
            "parameters": [
                {
                    "name": "Idempotency-Key",
                    "in": "header",
                    "schema": {"type": "string"},
                    "description": "The same key with the same body lands once.",
                }
            ],
            "requestBody": {"required": True, "content": {"application/json": media}},
            "responses": responses,
        }
    }


def _description(workflow: Workflow) -> str:
    if workflow.replaced_by:
        return f"{workflow.description} Replaced by {workflow.replaced_by}.".strip()
    return workflow.description


def _example_cell(example: object) -> str:
    if example is None:
        return ""
    text = json.dumps(example, indent=2, ensure_ascii=False)
    return f"<details><summary>example</summary><pre>{escape(text)}</pre></details>"
