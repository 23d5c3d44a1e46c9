"""The same models by other means: dbt's default incremental, and tables made anew by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import psycopg

from bench.transform.hand import TABLES, columns

MODELS = {
    "extracted__person_profile": "extracted.person_profile",
    "extracted__person_experience": "extracted.person_experience",
    "core__person_work_history": "core.person_work_history",
}

_WINDOW = re.compile(r"arrived\.landed_xid < '\d+'::xid8\s+and \(arrived\.landed_xid >= '\d+'::xid8\s*\)")
_NEWS = re.compile(r"(parent|news)\.changed_in > \d+ and (?:parent|news)\.changed_in <= \d+")
_UNTIL = re.compile(r"\b\w+\.changed_in <= \d+")


def moved(query: str, schema: str) -> str:
    """Let a compiled model read the tables of another schema, without the rows that only say that others go."""
    query = query.split("-- Who has no career any more")[0]
    for table in MODELS.values():
        own, name = table.split(".")
        query = re.sub(rf'"[^"]+"\."{own}"\."{name}"', f"{schema}.{name}", query)
    return query


def copy(connection: psycopg.Connection[Any]) -> None:
    """Make the tables as dbt's default leaves them: the same rows, no index, no key."""
    connection.execute("drop schema if exists usual cascade")
    connection.execute("create schema usual")
    for table in MODELS.values():
        name = table.split(".")[1]
        connection.execute(f"create table usual.{name} as table {table}".encode())
        connection.execute(f"analyze usual.{name}".encode())


def default_increment(connection: psycopg.Connection[Any], compiled: Mapping[str, str]) -> None:
    """Do what dbt does for `materialized: incremental` with a unique key and `received_at > max(received_at)`.

    Args:
        connection: to the warehouse, in autocommit mode.
        compiled: SQL of the models as compiled for an increment that has not been taken in.
    """
    newest = {"extracted__person_profile": "received_at", "extracted__person_experience": "received_at"}
    for model, table in MODELS.items():
        name = table.split(".")[1]
        key = next(keys for written, keys in TABLES.values() if written == table).split(", ")
        after = f"received_at > (select max({newest.get(model, 'created_at')}) from usual.{name})"
        query = _WINDOW.sub(f"arrived.{after}", moved(compiled[model], "usual"))
        query = _NEWS.sub(rf"\1.{after}", query, count=1)
        listed = columns(connection, f"usual.{name}")
        matched = " and ".join(f"fresh.{column} = old.{column}" for column in key)
        assigned = ", ".join(f"{column} = fresh.{column}" for column in listed)
        offered = ", ".join(f"fresh.{column}" for column in listed)
        connection.execute(f"create temporary table {name}__dbt_tmp as ({query})".encode())
        connection.execute(
            (
                f"merge into usual.{name} as old using {name}__dbt_tmp as fresh on {matched}"
                f" when matched then update set {assigned}"
                f" when not matched then insert ({', '.join(listed)}) values ({offered})"
            ).encode()
        )
        connection.execute(f"drop table {name}__dbt_tmp".encode())


def make_anew(connection: psycopg.Connection[Any], compiled: Mapping[str, str]) -> None:
    """Make the tables from nothing as by hand: CREATE TABLE AS with the planner's two faults put right, then indexes.

    Args:
        connection: to the warehouse, in autocommit mode.
        compiled: SQL of the models as compiled for a full refresh.
    """
    connection.execute("drop schema if exists anew cascade")
    connection.execute("create schema anew")
    connection.execute("set enable_memoize = off")
    connection.execute("set parallel_tuple_cost = 0")
    for model, table in MODELS.items():
        name = table.split(".")[1]
        # The parents have been made under the number of the next writing.
        query = _UNTIL.sub("true", moved(compiled[model], "anew"))
        connection.execute(f"create table anew.{name} as ({query})".encode())
        for (made,) in connection.execute(
            "select pg_get_indexdef(indexrelid) from pg_index where indrelid = %s::regclass", [table]
        ).fetchall():
            statement = re.sub(r"INDEX \S+ ON \S+", f"INDEX ON anew.{name}", made)
            connection.execute(statement.encode())
    ours, theirs = ({table: _rows(connection, table, schema) for table in MODELS.values()} for schema in ("", "anew"))
    if ours != theirs:
        raise AssertionError(f"the tables made by hand hold other rows: {theirs}, ours {ours}")


def _rows(connection: psycopg.Connection[Any], table: str, schema: str) -> int:
    name = f"{schema}.{table.split('.')[1]}" if schema else table
    row = connection.execute(f"select count(*) from {name}".encode()).fetchone()
    return int(row[0]) if row else 0
