"""``hq verify``: compute every table anew from what it is made of, write nothing, and compare."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from ingest import dbt, warehouse
from ingest.errors import Failure
from ingest.setup import TABLES

RUN_DEPENDENT = ("changed_in",)
"""Columns that say which writing changed a row: another number each time a table is made."""

_SCHEMAS = ("extracted", "reference", "core")
"""Schemas whose tables follow from the bodies alone, in the order in which they do. A table of ops keeps a history."""

_BEHIND = "select distinct model from ops.pending_news where kind = 'written' and model = any(%s) order by model"

_COLUMNS = """
select attname, format_type(atttypid, atttypmod)
from pg_catalog.pg_attribute
where attrelid = %s::regclass and attnum > 0 and not attisdropped and attname <> all(%s)
order by attnum
"""


@dataclass(frozen=True)
class Table:
    """A table that a model fills row by row.

    Attributes:
        model: its name in dbt.
        schema: of the table.
        name: of the table.
        key: columns of its key.
        query: what a full refresh would fill it with, of what it has taken in.
        unless: predicate of rows that the model only makes to have them dropped; empty when there are none.
    """

    model: str
    schema: str
    name: str
    key: tuple[str, ...]
    query: str
    unless: str


@dataclass(frozen=True)
class Compared:
    """How a table compares with what a full refresh would fill it with.

    Attributes:
        table: schema and name.
        model: its name in dbt.
        rows: rows of the table.
        missing: rows that it ought to have and has not.
        extra: rows that it has and ought not to.
        changed: rows with another value in some column.
        columns: changed rows by column, those without any left out.
        keys: keys of some of these rows.
        seconds: how long it took.
    """

    table: str
    model: str
    rows: int
    missing: int
    extra: int
    changed: int
    columns: dict[str, int] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def differs(self) -> int:
        """Number of rows that are not as they should be."""
        return self.missing + self.extra + self.changed


def verify(
    project: Path, url: str, *, select: Sequence[str] = (), keys: int = 0, wait: float = 0
) -> Iterator[Compared]:
    """Compare tables with what a full refresh would fill them with, one after the other, while no build is at work.

    Bodies that landed since the last build are not looked at.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse, as its owner; no transaction pooler.
        select: models in dbt's syntax; all tables when empty.
        keys: how many keys of differing rows to tell.
        wait: seconds to wait for a build to end.

    Yields:
        A result for each table, those of extracted first.

    Raises:
        Failure: a build is at work (exit code 75), dbt could not compile, nothing is selected, or the last build did
            not reach all tables.
    """
    with warehouse.build_lock(url, wait):
        tables = _compiled(project, url, select)
        if not tables:
            raise Failure("No table is selected: name models as dbt does, for example `--select core__companies`.")
        with warehouse.connect(url, autocommit=True) as connection:
            behind = connection.execute(_BEHIND, [[table.model for table in tables]]).fetchall()
            if behind:
                raise Failure(f"The last build did not reach {behind[0][0]}: run `hq build` first.")
            for table in tables:
                yield _compare(connection, table, keys)


def sentence(found: Compared) -> str:
    """Say in a line how a table compares.

    Args:
        found: of :func:`verify`.

    Returns:
        Numbers and names of columns; no value and no key.
    """
    told = [
        f"{count:,} {what}"
        for count, what in ((found.missing, "missing"), (found.extra, "too many"), (found.changed, "changed"))
        if count
    ]
    columns = f" ({', '.join(f'{name} {count:,}' for name, count in found.columns.items())})" if found.columns else ""
    outcome = f"DIFFERS: {', '.join(told)}{columns}" if told else "same"
    return f"{found.table}: {found.rows:,} rows, {outcome} ({found.seconds:.1f} s)"


def _compiled(project: Path, url: str, select: Sequence[str]) -> list[Table]:
    chosen = [f"{tables},{one}" for tables in TABLES for one in select] or [*TABLES]
    with tempfile.TemporaryDirectory(prefix="hq-verify-") as folder:
        arguments = ["compile", "--full-refresh", "--target-path", folder, "--vars", json.dumps({"as_of_build": True})]
        arguments += ["--select", *chosen, "--exclude", "resource_type:test", "resource_type:unit_test"]
        code = dbt.run(project, url, arguments, quiet=True)
        if code != 0:
            raise Failure("dbt could not compile the project: its output above says why.", code)
        nodes = _read(folder, "manifest.json")["nodes"]
        compiled = {one["unique_id"]: one["compiled_code"] for one in _read(folder, "run_results.json")["results"]}
    tables = [_table(nodes[node], query) for node, query in compiled.items() if nodes[node]["schema"] in _SCHEMAS]
    return sorted(tables, key=lambda table: (_SCHEMAS.index(table.schema), table.name))


def _read(folder: str, name: str) -> dict[str, Any]:
    return dict(json.loads((Path(folder) / name).read_text(encoding="utf-8")))


def _table(node: dict[str, Any], query: str) -> Table:
    key = node["config"]["unique_key"]
    return Table(
        model=node["name"],
        schema=node["schema"],
        name=node["alias"],
        key=(key,) if isinstance(key, str) else tuple(key),
        query=query,
        unless=node["config"]["meta"].get("drop_when", ""),
    )


def _compare(connection: psycopg.Connection[Any], table: Table, keys: int) -> Compared:
    began = time.perf_counter()
    relation = sql.Identifier(table.schema, table.name)
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        connection.execute("set local work_mem = '128MB'")
        typed = connection.execute(_COLUMNS, [relation.as_string(connection), list(RUN_DEPENDENT)]).fetchall()
        [row] = connection.execute(_comparison(table, relation, typed, keys)).fetchall()
    rows, missing, extra, changed, by_column, named = row
    differing = {name: count for (name, _), count in zip(typed, by_column, strict=True) if count}
    return Compared(
        f"{table.schema}.{table.name}", table.model, rows, missing, extra, changed, differing, tuple(named or ()),
        time.perf_counter() - began,
    )  # fmt: skip


def _comparison(table: Table, relation: sql.Identifier, typed: Sequence[tuple[str, str]], keys: int) -> sql.Composed:
    names = [sql.Identifier(name) for name, _ in typed]
    made = [
        sql.SQL("{}::{} as {}").format(name, sql.SQL(kind), name) for name, (_, kind) in zip(names, typed, strict=True)
    ]
    first = sql.Identifier(table.key[0])
    both = sql.SQL("made.{0} is not null and kept.{0} is not null").format(first)
    other = [sql.SQL("made.{0} is distinct from kept.{0}").format(name) for name in names]
    changed = sql.SQL("{} and ({})").format(both, sql.SQL(" or ").join(other))
    named = sql.SQL(" || ' / ' || ").join(
        sql.SQL("coalesce(made.{0}, kept.{0})::text").format(sql.Identifier(column)) for column in table.key
    )
    told = sql.SQL("(array_agg({0} order by {0}) filter (where ({1}) is not false))[1:{2}]").format(
        named,
        sql.SQL("made.{0} is null or kept.{0} is null or {1}").format(first, changed),
        sql.Literal(keys),
    )
    return sql.SQL(
        "with made as (select {made} from ({query}\n) as made{unless})"
        " select count(kept.{first}), count(*) filter (where kept.{first} is null),"
        " count(*) filter (where made.{first} is null), count(*) filter (where {changed}), array[{columns}], {told}"
        " from made full join {relation} as kept on {matched}"
    ).format(
        made=sql.SQL(", ").join(made),
        query=sql.SQL(table.query),
        unless=sql.SQL(f" where ({table.unless}) is not true" if table.unless else ""),
        first=first,
        changed=changed,
        columns=sql.SQL(", ").join(sql.SQL("count(*) filter (where {} and {})").format(both, one) for one in other),
        told=told if keys else sql.SQL("null::text[]"),
        relation=relation,
        matched=sql.SQL(" and ").join(
            sql.SQL("made.{0} = kept.{0}").format(sql.Identifier(column)) for column in table.key
        ),
    )
