"""The same increment by hand: one statement from raw to core, and by dbt's default, a merge that knows no index."""

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


def copy_for_default(connection: psycopg.Connection[Any]) -> None:
    """Make the tables as dbt's default leaves them: the same rows, no index, no key."""
    connection.execute("create schema if not exists usual")
    for table, _ in TABLES.values():
        name = table.split(".")[1]
        connection.execute(f"create table if not exists usual.{name} as table {table}".encode())
        connection.execute(f"analyze usual.{name}".encode())


def default_increment(connection: psycopg.Connection[Any], selects: dict[str, str]) -> None:
    """Do what dbt does for `materialized: incremental` with a unique key and `received_at > max(received_at)`.

    Args:
        connection: to the warehouse, in autocommit mode.
        selects: by table the SQL of its model, reading the tables of schema `usual` and news by `received_at`.
    """
    for table, key in TABLES.values():
        name = table.split(".")[1]
        listed = columns(connection, table)
        connection.execute(f"create temporary table {name}__dbt_tmp as ({selects[table]})".encode())
        matched = " and ".join(f"source.{column} = target.{column}" for column in key.split(", "))
        assigned = ", ".join(f"{column} = source.{column}" for column in listed)
        offered = ", ".join(f"source.{column}" for column in listed)
        connection.execute(
            (
                f"merge into usual.{name} as target using {name}__dbt_tmp as source on {matched}"
                f" when matched then update set {assigned}"
                f" when not matched then insert ({', '.join(listed)}) values ({offered})"
            ).encode()
        )
        connection.execute(f"drop table {name}__dbt_tmp".encode())
