"""The registered workflows, read from the seed: it is there without a database too."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

SEED = Path("seeds/registry/enrichment_workflow_registry.csv")


@dataclass(frozen=True)
class Registered:
    """One row of the registry.

    Attributes:
        slug: name of the workflow.
        provider: whose data it is.
        platform: where the work is done before a body arrives.
        kind: what its calls do.
        payload_type: sort of content.
        entity_type: what a body speaks of.
        description: one sentence on what arrives.
        raw_table: where bodies land, with its schema.
        record_kind: kind of record that bodies are parsed as, '' when none.
        extracted_table: table of the parsed record, with its schema, or ''.
        core_table: main table of core that is fed, with its schema, or ''.
        key_column: column of the extracted table that names the entity.
        key_type: how the key is normalised.
        key_paths: where in a body the key may be, in order of preference.
        payload_paths: where in a body the provider's object may be; empty for flat bodies.
        aliases: other names under which it may be called, the old function name first.
        is_active: False when callers should stop using it.
        replaced_by: the workflow to use in its place, or ''.
        expected_hours: hours after which silence is worth a look; None where there is no rhythm.
        notes: where catalogue and practice differ.
    """

    slug: str
    provider: str
    platform: str
    kind: str
    payload_type: str
    entity_type: str
    description: str
    raw_table: str
    record_kind: str
    extracted_table: str
    core_table: str
    key_column: str
    key_type: str
    key_paths: tuple[str, ...]
    payload_paths: tuple[str, ...]
    aliases: tuple[str, ...]
    is_active: bool
    replaced_by: str
    expected_hours: int | None
    notes: str


def read(project: Path) -> list[Registered]:
    """Read the registry.

    Args:
        project: folder of the dbt project.

    Returns:
        Every registered workflow, in the order of the seed.
    """
    with (project / SEED).open(encoding="utf-8", newline="") as lines:
        return [_registered(row) for row in csv.DictReader(lines)]


def _registered(row: dict[str, str]) -> Registered:
    hours = row["expected_freshness_hours"]
    return Registered(
        slug=row["workflow_slug"],
        provider=row["provider"],
        platform=row["platform"],
        kind=row["kind"],
        payload_type=row["payload_type"],
        entity_type=row["entity_type"],
        description=row["description"],
        raw_table=row["raw_table"],
        record_kind=row["record_kind"],
        extracted_table=row["extracted_table"],
        core_table=row["core_table"],
        key_column=row["key_column"],
        key_type=row["key_type"],
        key_paths=_array(row["key_paths"]),
        payload_paths=_array(row["payload_paths"]),
        aliases=tuple(name for name in (row["modal_function_name"], *_array(row["slug_aliases"])) if name),
        is_active=row["is_active"] == "true",
        replaced_by=row["replaced_by"],
        expected_hours=int(hours) if hours else None,
        notes=row["notes"],
    )


def _array(literal: str) -> tuple[str, ...]:
    """Read an array literal of PostgreSQL; the seed holds plain words only, so nothing is quoted."""
    return tuple(item.strip('"') for item in literal.strip("{}").split(",") if item)
