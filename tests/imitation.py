"""A warehouse that looks to the planner as if millions were in it: rows of no meaning, and statistics of many more."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

ROWS = 300
"""Rows that each table gets; enough for statistics."""

BELIEVED = 2_000_000
"""Rows that the planner believes each table to have."""

FEW = {"workflow_slug", "source_kind", "attribute", "source", "event_kind", "rejected_reason", "experience_order"}
"""Columns that hold a handful of different values in any warehouse."""

_TABLES = """
    select c.oid::regclass::text, c.relnamespace::regnamespace::text
    from pg_class as c
    where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('extracted', 'core', 'reference')
        and exists (
            select from ops.model_generations as g
            where g.model = c.relname or g.model = c.relnamespace::regnamespace || '__' || c.relname
        )
    order by 1
"""

_COLUMNS = """
    select a.attname, format_type(a.atttypid, a.atttypmod)
    from pg_attribute as a where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped
    order by a.attnum
"""


def growing_tables(connection: psycopg.Connection[Any]) -> list[str]:
    """Return the tables of models that are written by increments, with their schema."""
    return [name for name, _ in connection.execute(_TABLES).fetchall()]


def fill(connection: psycopg.Connection[Any]) -> None:
    """Fill every growing table, and let the planner believe in millions of rows; then let a little of it be news.

    Args:
        connection: a superuser's, in autocommit mode, to a warehouse in which every model was built on nothing.
    """
    tables = growing_tables(connection)
    for table in tables:
        _insert(connection, table, 1, ROWS, 1)
    _land(connection, ROWS)
    connection.execute("update ops.model_generations set generation = 1")
    connection.execute("update ops.model_positions set position = 1 where source not like 'raw.payloads/%'")
    connection.execute(
        "update ops.model_positions set position = pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        " where source like 'raw.payloads/%'"
    )
    connection.execute("vacuum analyze")
    connection.execute(
        "update pg_class as c set reltuples = %s where c.relkind in ('r', 'i') and c.reltuples > 0 and ("
        " c.oid in (select inhrelid from pg_inherits) or c.oid = any(%s::regclass[])"
        " or c.oid in (select indexrelid from pg_index where indrelid = any(%s::regclass[])))",
        [BELIEVED, tables, tables],
    )
    _land(connection, 1)
    for table in tables:
        _insert(connection, table, ROWS + 1, ROWS + 3, 2)
    connection.execute("update ops.model_generations set generation = 2")


def _insert(connection: psycopg.Connection[Any], table: str, first: int, last: int, generation: int) -> None:
    columns = connection.execute(_COLUMNS, [table]).fetchall()
    keys = {
        name
        for (name,) in connection.execute(
            "select a.attname from pg_index as i, pg_attribute as a where i.indrelid = %s::regclass and i.indisunique"
            " and a.attrelid = i.indrelid and a.attnum = any(i.indkey)",
            [table],
        ).fetchall()
    }
    values = [sql.SQL(_value(name, kind, generation, name in keys)) for name, kind in columns]
    statement = sql.SQL("insert into {} select {} from generate_series({}, {}) as n on conflict do nothing").format(
        sql.SQL(table), sql.SQL(", ").join(values), first, last
    )
    connection.execute(statement)


def _value(name: str, kind: str, generation: int, is_key: bool) -> str:
    if name == "changed_in":
        return str(generation)
    number = "n % 5" if name in FEW and not is_key else "n"
    if kind.endswith("[]"):
        return f"array['v' || {number}]::{kind}" if kind.startswith("text") else f"'{{}}'::{kind}"
    if kind == "text":
        return f"'v' || {number}"
    if kind in ("bigint", "integer", "smallint", "double precision") or kind.startswith("numeric"):
        return f"({number} % 9)::{kind}" if kind.startswith("numeric(") and not is_key else f"({number})::{kind}"
    if kind == "boolean":
        return "n % 2 = 0"
    if kind == "uuid":
        return f"md5(({number})::text)::uuid"
    if kind == "date":
        return f"date '2020-01-01' + ({number})::integer"
    if kind.startswith("timestamp"):
        return f"timestamptz '2020-01-01 00:00:00+00' + ({number}) * interval '1 hour'"
    if kind == "jsonb":
        return "jsonb_build_object('a', n)"
    return f"null::{kind}"


def _land(connection: psycopg.Connection[Any], each: int) -> None:
    connection.execute(
        "insert into raw.payloads (raw_table, entity_key, payload_id, workflow_slug, payload, body_sha256)"
        " select registry.raw_table, 'v' || n, gen_random_uuid(), registry.workflow_slug,"
        " jsonb_build_object('a', repeat('x', 200)), sha256(convert_to(n::text, 'UTF8'))"
        " from reference.enrichment_workflow_registry as registry, generate_series(1, %s) as n",
        [each],
    )
    connection.execute(
        "insert into raw.payloads (raw_table, payload_id, workflow_slug, body, body_sha256, quarantine_code)"
        " select 'raw.quarantine', gen_random_uuid(), 'unknown-' || n, 'x', sha256('x'), 'unknown_workflow'"
        " from generate_series(1, %s) as n",
        [each],
    )
