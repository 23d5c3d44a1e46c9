"""The stage after the build: new rows of extracted beside those before, tables of core beside the last check."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from quality.judge import (
    Check,
    ExpectColumnKLDivergenceToBeLessThan,
    ExpectColumnProportionOfNonNullValuesToBeBetween,
    ExpectTableRowCountToBeBetween,
    Finding,
    Judge,
    no_rows,
    severity,
)
from quality.rules import Rules

MOST_ROWS = 200_000
"""Rows of a table of core whose columns are looked at; of a larger one a sample of its pages."""

MOST_VALUES = 200
"""Different values of a column whose distribution is kept; with more it is no list of words, and is not kept."""

UNSEEN = 0.02
"""Weight that is held back for values that were never seen; without it a single one would be infinitely unexpected."""

_CORE_SQL = """
select
    c.relname,
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where not a.attnotnull), '{}'),
    greatest(c.reltuples, 0)::bigint
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = 'core' and c.relkind = 'r'
group by c.relname, c.reltuples
order by c.relname
"""
_LESS_FULL = "rows_before >= {history} and rows_now >= {news} and share_before - share_now > {threshold}"
_EXTRACTED: dict[str, tuple[str, str]] = {
    "rejected_rate": ("Not far more records than before are rejected", "column_name = ''"),
    "column_null_rate": ("No column of new records is empty far more often than before", "column_name <> ''"),
}


@dataclass(frozen=True)
class _Column:
    """What is known of a column of core; the column '' is the table itself.

    Attributes:
        rows: rows of the table.
        filled: share of them with a value.
        shares: share of each value; empty when it is not kept.
    """

    rows: float
    filled: float
    shares: dict[str, float]


@dataclass
class _Table:
    """A table of core.

    Attributes:
        name: with its schema.
        rows: number of rows, exact.
        whole: SQL of the table.
        source: SQL of what is looked at: the table, or a sample of it.
        filled: share of filled values by column.
        shares: share of each value, by column whose distribution is expected.
    """

    name: str
    rows: int
    whole: str
    source: str
    filled: dict[str, float] = field(default_factory=dict)
    shares: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def is_sampled(self) -> bool:
        """True when only a part is looked at."""
        return self.source != self.whole


def check(connection: psycopg.Connection, judge: Judge, rules: Rules) -> list[Finding]:
    """Compare tables with what is known of them, and take them in where nothing stops.

    Args:
        connection: of the owner, in autocommit mode.
        judge: of this run.
        rules: what is expected.

    Returns:
        All findings.
    """
    return _extracted(connection, judge, rules) + _core(connection, judge, rules)


def profile_core(connection: psycopg.Connection, rules: Rules, relation: str) -> bool:
    """Write the profile of a table of core as it is now.

    Args:
        connection: of the owner, in autocommit mode.
        rules: what is expected; says which distributions are kept.
        relation: table with its schema.

    Returns:
        False when there is no such table.
    """
    for name, columns, estimate in connection.execute(_CORE_SQL).fetchall():
        if f"core.{name}" == relation:
            _take_in(connection, _look_at(connection, rules, name, columns, estimate))
            return True
    return False


def _extracted(connection: psycopg.Connection, judge: Judge, rules: Rules) -> list[Finding]:
    connection.execute("select ops.look_at_extracted()")
    relations = [
        name for (name,) in connection.execute("select distinct relation from ops.column_news order by 1").fetchall()
    ]
    known = {
        name for (name,) in connection.execute("select distinct relation from ops.column_comparisons()").fetchall()
    }
    findings: list[Finding] = []
    for relation in relations:
        if relation not in known:
            continue
        batch = sql.SQL("select * from ops.column_comparisons() where relation = {}").format(sql.Literal(relation))
        checks = [
            Check(relation, rule, no_rows(rule, description, "*", f"{among} and {_LESS_FULL}"))
            for kind, (description, among) in _EXTRACTED.items()
            if (rule := rules.of(kind, relation)) is not None
        ]
        findings += judge.judge(_suite(relation), batch.as_string(connection), checks)
    stopped = {finding.subject for finding in findings if finding.stops}
    # A table in whose window no row changed has nothing to add; its position moves on all the same.
    windows = connection.execute(
        "select 'extracted.' || substr(source, 12) from ops.quality_windows where source like 'extracted\\_\\_%'"
    ).fetchall()
    connection.execute("select ops.take_in_columns(%s)", ([name for (name,) in windows if name not in stopped],))
    return findings


def _core(connection: psycopg.Connection, judge: Judge, rules: Rules) -> list[Finding]:
    findings: list[Finding] = []
    for name, nullable, estimate in connection.execute(_CORE_SQL).fetchall():
        table = _look_at(connection, rules, name, nullable, estimate)
        before = {
            column: _Column(weight, filled / weight if weight else 0, shares or {})
            for column, weight, filled, shares in connection.execute(
                "select column_name, row_weight, filled, shares from ops.column_profiles where relation = %s",
                (table.name,),
            ).fetchall()
        }
        rows, columns = _row_checks(rules, table, before), _column_checks(rules, table, before)
        if table.is_sampled:
            found = judge.judge(_suite(table.name), table.whole, rows)
            found += judge.judge(f"{_suite(table.name)}-sample", table.source, columns)
        else:
            found = judge.judge(_suite(table.name), table.source, rows + columns)
        findings += found
        if not any(finding.stops for finding in found):
            _take_in(connection, table)
    return findings


def _row_checks(rules: Rules, table: _Table, before: dict[str, _Column]) -> list[Check]:
    rule = rules.of("row_count", table.name)
    if rule is None or "" not in before or before[""].rows < rule.least_history:
        return []
    least = math.ceil(rule.threshold * before[""].rows)
    expectation = ExpectTableRowCountToBeBetween(min_value=least, severity=severity(rule))
    return [Check(table.name, rule, expectation)]


def _column_checks(rules: Rules, table: _Table, before: dict[str, _Column]) -> list[Check]:
    checks: list[Check] = []
    if table.rows == 0:
        return []
    for column in table.filled:
        name, known = f"{table.name}.{column}", before.get(column)
        rule = rules.of("column_null_rate", name)
        if known is None:
            continue
        if rule is not None and known.rows >= rule.least_history and known.filled > rule.threshold:
            fullness = ExpectColumnProportionOfNonNullValuesToBeBetween(
                column=column,
                min_value=round(known.filled - rule.threshold, 6),
                severity=severity(rule),
            )
            checks.append(Check(name, rule, fullness))
        rule = rules.of("distribution", name)
        if rule is not None and known.shares and table.shares.get(column) and known.rows >= rule.least_history:
            distribution = ExpectColumnKLDivergenceToBeLessThan(
                column=column,
                partition_object={"values": list(known.shares), "weights": list(known.shares.values())},
                threshold=rule.threshold,
                tail_weight_holdout=UNSEEN,
                severity=severity(rule),
            )
            checks.append(Check(name, rule, distribution))
    return checks


def _look_at(connection: psycopg.Connection, rules: Rules, name: str, columns: list[str], estimate: int) -> _Table:
    """Count a table, and how full its columns are."""
    relation = sql.Identifier("core", name)
    listed = sql.SQL(", ").join(map(sql.Identifier, columns)) if columns else sql.SQL("1 as one")
    whole = sql.SQL("select {} from {}").format(listed, relation)
    source = whole
    if estimate > MOST_ROWS:
        share = sql.Literal(100.0 * MOST_ROWS / estimate)
        source = whole + sql.SQL(" tablesample system ({}) repeatable (1)").format(share)
    counts = sql.SQL(", ").join(
        [sql.SQL("count(*)"), *(sql.SQL("count({})").format(sql.Identifier(column)) for column in columns)]
    )
    rows = connection.execute(sql.SQL("select count(*) from {}").format(relation)).fetchone()
    seen = connection.execute(sql.SQL("select {} from ({}) as t").format(counts, source)).fetchone()
    looked_at, *filled = seen or (0, *(0 for _ in columns))
    table = _Table(f"core.{name}", rows[0] if rows else 0, whole.as_string(connection), source.as_string(connection))
    table.filled = {
        column: number / looked_at if looked_at else 0.0 for column, number in zip(columns, filled, strict=True)
    }
    for column in columns:
        if rules.of("distribution", f"{table.name}.{column}") is not None:
            table.shares[column] = _shares(connection, source, column)
    return table


def _shares(connection: psycopg.Connection, source: sql.Composed, column: str) -> dict[str, float]:
    counted = connection.execute(
        sql.SQL(
            "select {0}::text, count(*) from ({1}) as t where {0} is not null group by 1 order by 1 limit {2}"
        ).format(sql.Identifier(column), source, sql.Literal(MOST_VALUES + 1))
    ).fetchall()
    if len(counted) > MOST_VALUES:
        return {}
    total = sum(number for _, number in counted)
    return {value: number / total for value, number in counted}


def _take_in(connection: psycopg.Connection, table: _Table) -> None:
    columns = ["", *table.filled]
    shares = [json.dumps(table.shares[column]) if table.shares.get(column) else None for column in columns]
    connection.execute(
        "select ops.take_in_core(%s, %s, %s::text[], %s::float8[], %s::text[]::jsonb[])",
        (table.name, table.rows, columns, [1.0, *table.filled.values()], shares),
    )


def _suite(relation: str) -> str:
    return relation.replace(".", "-")
