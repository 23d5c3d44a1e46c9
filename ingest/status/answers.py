"""From the rows of ``reference.get_enrichment_status`` to the answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from ingest.catalogue import Workflow
from ingest.status.asked import Entity

STATUS_SQL = """
select
    asked.given_key,
    coalesce(
        status.entity_key,
        case
            when asked.entity_type = 'person' then reference.person_member_url(asked.given_key)
            else coalesce(
                reference.normalize_company_linkedin_url(asked.given_key), reference.normalize_domain(asked.given_key)
            )
        end
    ),
    status.workflow_slug, status.status, status.requested_at, status.first_landed_at, status.last_landed_at,
    status.coalesced_at, status.records, status.rejected_reason, status.quarantine_code,
    status.source, status.payload_id::text, status.core_table, status.is_in_core, status.expected_freshness_hours,
    (extract(epoch from now() - status.last_landed_at) / 3600)::float8, status.is_fresh, status.replaced_by
from (select %b::text as entity_type, unnest(%b::text[]) as given_key) as asked
left join reference.get_enrichment_status(%b::text, %b::text[], %b::text[]) as status
    on status.given_key = asked.given_key
order by status.workflow_slug
"""
REGISTRY_SQL = """
select workflow_slug, modal_function_name, slug_aliases, description, is_active, replaced_by, entity_type, provider
from reference.enrichment_workflow_registry order by workflow_slug
"""
WORKFLOWS_SQL = "select to_jsonb(workflow) from reference.workflow_status as workflow order by workflow_slug"
READY_SQL = "select count(*) from reference.get_enrichment_status('company', '{}', null)"

Rows = Iterable[Sequence[Any]]


def arguments(entity_type: str, keys: Sequence[str], workflows: Sequence[str] | None) -> tuple[object, ...]:
    """Return the values for the placeholders of :data:`STATUS_SQL`.

    Args:
        entity_type: of all keys.
        keys: as given, each once.
        workflows: slugs of the only workflows to tell of, or None for all.
    """
    slugs = None if workflows is None else list(workflows)
    return (entity_type, list(keys), entity_type, list(keys), slugs)


def by_key(rows: Rows) -> dict[str, tuple[str | None, list[dict[str, object]]]]:
    """Gather the rows of one question.

    Args:
        rows: of :data:`STATUS_SQL`.

    Returns:
        By given key, the normalised key and what each workflow has for it.
    """
    found: dict[str, tuple[str | None, list[dict[str, object]]]] = {}
    for row in rows:
        _, workflows = found.setdefault(row[0], (row[1], []))
        if row[2] is not None:
            workflows.append(_workflow(row))
    return found


def entity(
    asked: Entity, found: tuple[str | None, list[dict[str, object]]], expected: Collection[str]
) -> dict[str, object]:
    """Make the answer about one entity.

    Args:
        asked: the entity.
        found: its normalised key and its workflows, of :func:`by_key`.
        expected: slugs of the workflows that could have something for it, in the order to list them.

    Returns:
        What goes into the answer as JSON.
    """
    normalized_key, workflows = found
    have = {workflow["workflow"] for workflow in workflows}
    return {
        "entity_type": asked.entity_type,
        "entity_key": asked.entity_key,
        "normalized_key": normalized_key,
        "workflows": workflows,
        "not_enriched": [slug for slug in expected if slug not in have],
    }


def expected_of(workflows: Sequence[Workflow], entity_type: str, only: Collection[str] | None) -> list[str]:
    """Name the workflows that one would call for an entity.

    Args:
        workflows: the registered ones.
        entity_type: of the entity.
        only: slugs that were asked for, or None for all.

    Returns:
        Slugs of the active ones that nothing replaces.
    """
    return [
        workflow.slug
        for workflow in workflows
        if workflow.entity_type == entity_type
        and workflow.is_active
        and workflow.replaced_by is None
        and (only is None or workflow.slug in only)
    ]


def _workflow(row: Sequence[Any]) -> dict[str, object]:
    age = row[16]
    return {
        "workflow": row[2],
        "status": row[3],
        "requested_at": _time(row[4]),
        "first_landed_at": _time(row[5]),
        "landed_at": _time(row[6]),
        "coalesced_at": _time(row[7]),
        "records": row[8],
        "rejected_reason": row[9],
        "quarantine_code": row[10],
        "source": row[11],
        "payload_id": row[12],
        "freshness": {
            "expected_hours": row[15],
            "age_hours": None if age is None else round(max(age, 0.0), 2),
            "fresh": row[17],
        },
        "core": {"table": row[13], "present": row[14]},
        "replaced_by": row[18],
    }


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()
