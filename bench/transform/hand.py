"""The same increment by hand: one statement from raw to core."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

STATEMENT = Path(__file__).with_name("people.sql")

IDS = (
    "linkedin_user_profile_urn profile_urn profileUrn entity_urn entityUrn member_urn person_linkedin_sales_nav_url"
    " sales_navigator_url sales_nav_url"
)

TABLES = {
    "profile": ("extracted.person_profile", "entity_key, record_id"),
    "job": ("extracted.person_experience", "entity_key, record_id, experience_order"),
    "history": ("core.person_work_history", "linkedin_url, id"),
}
"""What the statement writes, with the keys."""


def columns(connection: psycopg.Connection[Any], table: str) -> list[str]:
    """Return the columns of a table in their order."""
    query = (
        "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped"
        " order by attnum"
    )
    return [name for (name,) in connection.execute(query, [table]).fetchall()]


def statement(connection: psycopg.Connection[Any], low: int, high: int, generation: int) -> str:
    """Return the hand-written statement for one window of raw.

    Args:
        connection: to the warehouse, for the lists of columns.
        low: first transaction id of the window.
        high: first one after it.
        generation: number that the rows of extracted get.
    """
    parts = {"lo": str(low), "hi": str(high), "generation": str(generation)}
    for part, origin in (("doc", "doc"), ("body", "payload")):
        parts[f"ids_of_{part}"] = ", ".join(f"reference.json_text({origin} -> '{name}')" for name in IDS.split())
    for name, (table, key) in TABLES.items():
        listed = columns(connection, table)
        values = [column for column in listed if column not in key.split(", ")]
        compared = [column for column in values if column != "changed_in"]
        parts[f"{name}_columns"] = ", ".join(listed)
        parts[f"qualified_{name}_columns"] = ", ".join(f"{name}.{column}" for column in listed)
        parts[f"{name}_set"] = ", ".join(f"{column} = excluded.{column}" for column in values)
        parts[f"{name}_differs"] = (
            f"(old.{', old.'.join(compared)}) is distinct from (excluded.{', excluded.'.join(compared)})"
        )
    return STATEMENT.read_text(encoding="utf-8").format(**parts)


def window(connection: psycopg.Connection[Any]) -> tuple[int, int]:
    """Return the window that the next build of the profiles reads."""
    row = connection.execute(
        "select position, pg_snapshot_xmin(pg_current_snapshot())::text::bigint from ops.model_positions"
        " where model = 'extracted__person_profile' and source = 'raw.payloads/clay-person-profile'"
    ).fetchone()
    assert row, "the base has not been built"
    return int(row[0]), int(row[1])


def digest(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """Return a digest of what each table holds, apart from the numbers of writings."""
    found = {}
    for table, _ in TABLES.values():
        listed = ", ".join(name for name in columns(connection, table) if name != "changed_in")
        query = f"select count(*)::text || ' ' || sum(hashtextextended(row({listed})::text, 0))::text from {table}"
        row = connection.execute(query.encode()).fetchone()
        found[table] = str(row[0]) if row else ""
    return found
