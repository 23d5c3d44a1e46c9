"""The description of the status service: an OpenAPI document and a plain page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from ingest import openapi
from ingest.catalogue import Workflow
from ingest.status.asked import ENTITY_TYPES, LONGEST_KEY, MOST_WORKFLOWS

TITLE = "HQ Master Data: status"
STATUSES = {
    "requested": "asked of a model or provider; its answer has not landed",
    "landed": "landed and waits for the next build",
    "quarantined": "kept as bytes, because it could not be read",
    "rejected": "read and refused; `rejected_reason` says why",
    "extracted": "a good record that is not (yet) in core",
    "coalesced": "in core",
}
EXAMPLES: dict[str, dict[str, object]] = {
    "one": {"entity_type": "company", "entity_key": "https://www.acme.example/about"},
    "many": {"entity_type": "company", "entity_keys": ["acme.example", "vendor.example"]},
    "of several types": {
        "entities": [
            {"entity_type": "company", "entity_key": "acme.example"},
            {"entity_type": "person", "entity_key": "linkedin.com/in/nobody-example"},
        ],
        "workflows": ["clay-find-companies", "clay-person-profile"],
    },
}


def _nullable(kind: str, description: str, **more: object) -> dict[str, object]:
    return {"type": [kind, "null"], "description": description, **more}


def _time(description: str) -> dict[str, object]:
    return _nullable("string", description, format="date-time")


def _object(properties: dict[str, Any]) -> dict[str, object]:
    return {"type": "object", "required": list(properties), "properties": properties}


_KEY = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "description": "Key in any spelling."}
_TYPE = {"type": "string", "enum": list(ENTITY_TYPES)}
_WORKFLOW = _object(
    {
        "workflow": {"type": "string", "description": "Registered slug."},
        "status": {
            "type": "string",
            "enum": list(STATUSES),
            "description": "; ".join(f"{status}: {meaning}" for status, meaning in STATUSES.items()),
        },
        "requested_at": _time("When it was asked for."),
        "first_landed_at": _time("When the first delivery landed."),
        "landed_at": _time("When the newest delivery landed."),
        "coalesced_at": _time("When the newest delivery landed that core has taken in."),
        "records": _nullable("integer", "Good records."),
        "rejected_reason": _nullable("string", "Why it was rejected."),
        "quarantine_code": _nullable("string", "Why it is in quarantine."),
        "source": _nullable("string", "Whose token delivered it."),
        "payload_id": _nullable("string", "The newest delivery.", format="uuid"),
        "freshness": _object(
            {
                "expected_hours": _nullable("integer", "Hours after which the registry wants it again."),
                "age_hours": _nullable("number", "Hours since the newest delivery."),
                "fresh": _nullable("boolean", "Whether it is younger than that."),
            }
        ),
        "core": _object(
            {
                "table": _nullable("string", "Table of core that the workflow feeds."),
                "present": _nullable("boolean", "Whether the entity is in it."),
            }
        ),
        "replaced_by": _nullable("string", "Workflow to call in its place."),
    }
)
_ENTITY = _object(
    {
        "entity_type": _TYPE,
        "entity_key": {"type": "string", "description": "As given."},
        "normalized_key": _nullable("string", "What it comes to, aliases followed; null when it is no such key."),
        "workflows": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/WorkflowStatus"},
            "description": "One for each workflow that has anything about it.",
        },
        "not_enriched": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Active workflows of this type of entity that have nothing about it.",
        },
    }
)
_AS_OF = {"type": "string", "format": "date-time", "description": "When the database was asked."}
_STATUS = _object({"as_of": _AS_OF, "entities": {"type": "array", "items": {"$ref": "#/components/schemas/Entity"}}})
_LISTED = _object(
    {
        "workflow_slug": {"type": "string", "description": "Registered slug."},
        **{
            name: _nullable("string", "As the registry says.")
            for name in (
                "provider", "platform", "payload_type", "entity_type", "kind", "record_kind", "description",
                "raw_table", "extracted_table", "core_table",
            )
        },
        "coalesces_to_core": {"type": "boolean", "description": "Whether it feeds core."},
        "is_active": {"type": "boolean", "description": "Whether it should still be called."},
        "replaced_by": _nullable("string", "Workflow to call in its place."),
        "expected_freshness_hours": _nullable("integer", "Hours after which the registry wants an entity again."),
        "landed": {"type": "integer", "description": "Deliveries, with those that wait."},
        "waiting": {"type": "integer", "description": "Deliveries since the last build."},
        "runs": {"type": "integer", "description": "Entities that it has anything about, as built."},
        "awaiting_build": {"type": "integer", "description": "Runs of status landed."},
        **{
            status: {"type": "integer", "description": f"Runs of this status: {STATUSES[status]}."}
            for status in STATUSES
            if status != "landed"
        },
        "first_landed_at": _time("When the first delivery landed."),
        "last_landed_at": _time("When the newest delivery landed."),
        "open_gaps": {"type": "integer", "description": "Keys that core lacks."},
        "is_stale": _nullable("boolean", "Whether it has been silent for longer than expected."),
    }
)  # fmt: skip
_WORKFLOWS = _object(
    {"as_of": _AS_OF, "workflows": {"type": "array", "items": {"$ref": "#/components/schemas/Workflow"}}}
)
_REFUSALS = {
    "400": "The request cannot be understood.",
    "401": "Token missing or not accepted.",
    "408": "The request did not arrive in time.",
    "413": "Request too large.",
    "503": "Cannot answer now. Ask again after Retry-After seconds.",
}


def document(workflows: Sequence[Workflow], *, needs_token: bool, most_keys: int) -> dict[str, object]:
    """Describe the service.

    Args:
        workflows: the registered workflows.
        needs_token: whether requests must carry a token.
        most_keys: most entities in one request.

    Returns:
        An OpenAPI 3.1 document.
    """
    paths: dict[str, object] = {
        "/api/enrichment/status": {
            "post": {
                "operationId": "enrichment_status",
                "summary": "Status of one or many entities, per workflow",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": _request([workflow.slug for workflow in workflows], most_keys),
                            "examples": {name: {"value": value} for name, value in EXAMPLES.items()},
                        }
                    },
                },
                "responses": _responses("Status", ("400", "401", "408", "413", "503")),
            }
        },
        "/api/workflows": {
            "get": {
                "operationId": "workflows",
                "summary": "Registered workflows with counts, last delivery, gaps and replacement",
                "responses": _responses("Workflows", ("401", "503")),
            }
        },
    }
    return openapi.service(
        TITLE,
        "What has been enriched, when, how fresh it is, and what of it is in core. It only reads.",
        paths,
        {
            "Status": _STATUS,
            "Entity": _ENTITY,
            "WorkflowStatus": _WORKFLOW,
            "Workflows": _WORKFLOWS,
            "Workflow": _LISTED,
        },
        needs_token=needs_token,
    )


def page(workflows: Sequence[Workflow]) -> str:
    """Describe the service to a person.

    Args:
        workflows: the registered workflows.

    Returns:
        One HTML page that loads nothing else.
    """
    examples = "".join(
        f"<h3>{escape(name)}</h3><pre>{escape(json.dumps(value, indent=2))}</pre>" for name, value in EXAMPLES.items()
    )
    statuses = "".join(
        f"<tr><td><code>{status}</code></td><td>{escape(meaning)}</td></tr>" for status, meaning in STATUSES.items()
    )
    rows = "".join(
        f"<tr><td><code>{escape(workflow.slug)}</code></td><td>{escape(workflow.entity_type or '')}</td>"
        f"<td>{escape(workflow.description)}</td></tr>"
        for workflow in workflows
    )
    return openapi.html(
        TITLE,
        "<p>Unless the service is open, send <code>Authorization: Bearer &lt;token&gt;</code>. "
        "<code>GET /api/workflows</code> lists the workflows with their counts. "
        "<code>POST /api/enrichment/status</code> takes:</p>"
        f"{examples}<h2>Statuses</h2><table>{statuses}</table><h2>Workflows</h2><table>{rows}</table>",
    )


def _request(slugs: list[str], most_keys: int) -> dict[str, object]:
    workflows = {
        "type": "array",
        "items": {"type": "string", "examples": slugs[:3]},
        "minItems": 1,
        "maxItems": MOST_WORKFLOWS,
        "description": "Tell of these workflows only: slugs, aliases or function names.",
    }
    entity = {**_object({"entity_type": _TYPE, "entity_key": _KEY}), "additionalProperties": False}
    forms = (
        {"entity_type": _TYPE, "entity_key": _KEY},
        {"entity_type": _TYPE, "entity_keys": _several(_KEY, most_keys)},
        {"entities": _several(entity, most_keys)},
    )
    return {
        "oneOf": [
            {
                "type": "object",
                "required": list(form),
                "properties": {**form, "workflows": workflows},
                "additionalProperties": False,
            }
            for form in forms
        ]
    }


def _several(items: dict[str, Any], most: int) -> dict[str, object]:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most}


def _responses(schema: str, refusals: Sequence[str]) -> dict[str, object]:
    return {
        "200": openapi.answers("The answer.", schema),
        **{status: openapi.answers(_REFUSALS[status], "Problem") for status in refusals},
    }
