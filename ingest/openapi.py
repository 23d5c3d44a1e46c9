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
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do."},
        "payload_id": {"type": "string", "format": "uuid", "description": "With 404: where the body was kept."},
        "pointer": {"type": "string", "description": "With 400: JSON pointer to the member in question."},
        "nearest": {"type": "string", "description": "The registered slug that may have been meant."},
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
    return service(
        "HQ Master Data: landing",
        "Every body is kept before it is judged; 202 is answered after COMMIT.",
        {f"/ingest/{workflow.slug}": _path(workflow, bodies) for workflow in workflows},
        {"Accepted": _ACCEPTED},
        needs_token=needs_token,
    )


def service(
    title: str, description: str, paths: dict[str, object], schemas: dict[str, object], *, needs_token: bool
) -> dict[str, object]:
    """Put the description of a service together.

    Args:
        title: name of the service.
        description: one sentence on it.
        paths: its paths, as OpenAPI has them.
        schemas: its schemas by name; that of problems comes along.
        needs_token: whether requests must carry a token.

    Returns:
        An OpenAPI 3.1 document.
    """
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": __version__, "description": description},
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        **({"security": [{"token": []}]} if needs_token else {}),
    }


def html(title: str, content: str) -> str:
    """Return a page that loads nothing else.

    Args:
        title: of the page.
        content: its body in HTML.
    """
    return (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{escape(title)}</title>"
        "<style>body{font:15px/1.5 system-ui;margin:2rem}td{vertical-align:top;padding:.3rem .8rem .3rem 0}"
        f"pre{{max-width:50rem;overflow:auto}}</style><h1>{escape(title)}</h1>{content}</html>"
    )


def answers(description: str, schema: str) -> dict[str, object]:
    """Return the description of an answer in JSON.

    Args:
        description: of the answer.
        schema: name of its schema; ``Problem`` for an error.
    """
    media = "application/problem+json" if schema == "Problem" else "application/json"
    return {"description": description, "content": {media: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


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
    return html(
        "HQ Master Data: landing",
        "<p>Send each body with <code>POST</code> and, unless the service is open, "
        "<code>Authorization: Bearer &lt;token&gt;</code>. 202 is answered after COMMIT. The same "
        "<code>Idempotency-Key</code> lands the same body once.</p>"
        f"<table><tr><th>Path<th>Workflow<th>Example</tr>{rows}</table>",
    )


def _path(workflow: Workflow, bodies: dict[str, object]) -> dict[str, object]:
    media: dict[str, object] = {"schema": {"description": "Any body; it is kept as it is."}}
    if workflow.slug in bodies:
        media["example"] = bodies[workflow.slug]
    responses = {"202": answers("Kept and committed.", "Accepted")}
    responses |= {status: answers(description, "Problem") for status, description in _REFUSALS.items()}
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
