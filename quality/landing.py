"""The stage before the build: formats of the bodies that landed, and how many there are."""

from __future__ import annotations

from datetime import datetime

import psycopg
from psycopg import sql

from quality.judge import Check, Finding, Judge, no_rows
from quality.rules import Rule, Rules

MOST_BODIES = 2000
"""Bodies of a workflow that are looked into in one check, a fair sample when more have landed."""

LUCK = 0.000001
"""A key is missed only where it is less likely than this that so many bodies lack it by chance."""

_COLUMNS = (
    "workflow_slug, key_path, parent_before, parent_now, present_before, present_now, filled_before, filled_now,"
    " types_before, types_now, likely_new_key"
)
_KNOWN = "parent_before >= {history}"
_MISSED = "power((1 - {before} / (parent_before + 1))::numeric, parent_now::numeric) < " + f"{LUCK:f}"
_VANISHED = " and present_before >= {threshold} * parent_before and parent_now >= {news} and present_now = 0 and "
_EMPTIED = " and filled_before >= {threshold} * parent_before and present_now >= {news} and filled_now = 0 and "
_FORMATS: dict[str, tuple[str, str]] = {
    "key_vanished": (
        "No key that was nearly always there is missing in every body",
        _KNOWN + _VANISHED + _MISSED.format(before="present_before"),
    ),
    "key_renamed": (
        "No unknown key stands in just the bodies in which a known one beside it is missing",
        _KNOWN + " and filled_before >= {threshold} * parent_before and parent_now >= {news} and likely_new_key <> ''",
    ),
    "key_emptied": (
        "No key that nearly always had a value is empty in every body",
        _KNOWN + _EMPTIED + _MISSED.format(before="filled_before"),
    ),
    "shape_changed": (
        "No object or list became a plain value, and none the reverse",
        "filled_before >= {history} and filled_now >= {news} and new_shape_bodies > {threshold} * filled_now",
    ),
    "type_changed": (
        "No value changed its type",
        "filled_before >= {history} and filled_now >= {news} and new_type_bodies > {threshold} * filled_now",
    ),
    "key_appeared": (
        "No key is new",
        _KNOWN + " and present_before = 0 and present_now >= {news} and present_now > {threshold} * parent_now",
    ),
    "key_rarer": (
        "No key is in far fewer bodies than before",
        _KNOWN + " and parent_now >= {news} and present_now > 0 and key_path <> '$'"
        " and present_before / parent_before - present_now / parent_now > {threshold}",
    ),
    "null_rate": (
        "No key is empty far more often than before",
        "present_before >= {history} and present_now >= {news} and filled_now > 0"
        " and filled_before / present_before - filled_now / present_now > {threshold}",
    ),
    "quarantine_rate": (
        "Not far more bodies than before are unreadable",
        _KNOWN + " and key_path = '$' and parent_now >= {news}"
        " and present_before / parent_before - present_now / parent_now > {threshold}",
    ),
}
_VOLUMES: dict[str, tuple[str, str]] = {
    "volume_drop": (
        "The last whole day brought about as many bodies as a slow day",
        "is_over and days_before >= {history} and low > 0 and bodies < {threshold} * low",
    ),
    "volume_spike": (
        "No day brought many times the bodies of a busy day",
        "days_before >= {history} and bodies >= {news} and bodies > {threshold} * high",
    ),
}


_OPEN_SQL = """
select r.expectation, r.unexpected, r.details
from ops.quality_results as r
where r.stage = 'landing' and r.subject = %(workflow)s and not r.is_met and r.severity = 'critical'
    and r.run_id = (
        select last.run_id from ops.quality_results as last
        where last.stage = 'landing' and last.suite = %(workflow)s order by last.checked_at desc limit 1
    )
    and r.checked_at > coalesce(
        (select max(a.accepted_at) from ops.quality_acceptances as a where a.subject = %(workflow)s), '-infinity'
    )
"""


def check(connection: psycopg.Connection, judge: Judge, rules: Rules, at: datetime) -> list[Finding]:
    """Compare what landed with what is known, and take it in where nothing stops.

    A workflow without history only gets its profile. One that stops is looked at again, with all that has landed since
    its format was last accepted, until the operator accepts it or passes over it.

    Args:
        connection: of the owner, in autocommit mode.
        judge: of this run.
        rules: what is expected.
        at: now, for the day of the volumes.

    Returns:
        All findings.
    """
    connection.execute("select ops.look_at_landed(%s)", (MOST_BODIES,))
    known = connection.execute(
        "select substr(w.source, 14), exists (select from ops.payload_profiles as p where p.workflow_slug ="
        " substr(w.source, 14)) from ops.quality_windows as w where w.source like 'raw.payloads/%' order by 1"
    ).fetchall()
    findings: list[Finding] = []
    taken: list[str] = []
    for workflow, has_history in known:
        found = _formats(connection, judge, rules, workflow) if has_history else []
        found += _still_open(connection, rules, workflow, found)
        findings += found
        if not any(finding.stops for finding in found):
            taken.append(workflow)
    connection.execute("select ops.take_in_formats(%s)", (taken,))
    return findings + _volumes(connection, judge, rules, at)


def _formats(connection: psycopg.Connection, judge: Judge, rules: Rules, workflow: str) -> list[Finding]:
    batch = sql.SQL("select * from ops.payload_comparisons where workflow_slug = {}").format(sql.Literal(workflow))
    checks = [
        Check(workflow, rule, no_rows(rule, description, _COLUMNS, condition))
        for kind, (description, condition) in _FORMATS.items()
        if (rule := rules.of(kind, workflow)) is not None
    ]
    return judge.judge(workflow, batch.as_string(connection), checks)


def _still_open(connection: psycopg.Connection, rules: Rules, workflow: str, found: list[Finding]) -> list[Finding]:
    """Return what stopped at the last check and is not seen now, as bodies that landed since may only hide it."""
    kept = connection.execute(_OPEN_SQL, {"workflow": workflow}).fetchall()
    seen = {finding.rule.expectation for finding in found if finding.stops}
    still: list[Finding] = []
    for kind, unexpected, details in kept:
        rule = rules.of(kind, workflow)
        if kind in _FORMATS and kind not in seen and rule is not None and rule.severity == "critical":
            found[:] = [finding for finding in found if finding.rule.expectation != kind]
            still.append(Finding(workflow, workflow, rule, False, unexpected, details or []))
    return still


def _volumes(connection: psycopg.Connection, judge: Judge, rules: Rules, at: datetime) -> list[Finding]:
    batch = sql.SQL("select * from ops.volume_comparisons({})").format(sql.Literal(at)).as_string(connection)
    workflows = [slug for (slug,) in connection.execute("select distinct workflow_slug from ops.payload_volumes")]
    checks: list[Check] = []
    for kind, (description, condition) in _VOLUMES.items():
        by_rule: dict[Rule, list[str]] = {}
        for workflow in workflows:
            rule = rules.of(kind, workflow)
            if rule is not None:
                by_rule.setdefault(rule, []).append(workflow)
        for rule, slugs in by_rule.items():
            among = sql.SQL("workflow_slug in ({})").format(sql.SQL(", ").join(map(sql.Literal, slugs)))
            expectation = no_rows(rule, description, "*", f"{condition} and {among.as_string(connection)}")
            checks.append(Check(rule.subject, rule, expectation))
    return judge.judge("volumes", batch, checks)
