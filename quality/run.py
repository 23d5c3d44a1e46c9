"""One run of a stage: judge, write the results and the Data Docs; and accepting what changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4

import psycopg

from ingest import warehouse as owner
from ingest.errors import Failure
from quality import landing, pages, warehouse
from quality.judge import Finding, Judge
from quality.rules import load

Stage = Literal["landing", "warehouse"]
LOCK = (owner.LOCK[0], owner.LOCK[1] + 50)
"""Key of the advisory lock that keeps two checks apart. It is not that of a build, within which checks run."""

NEWS_SHARE = 0.9
"""What weighs, once accepted, as this share of a profile: old keys are no longer expected, new ones are."""

WEIGHT_CAP = 5000
"""Most bodies or rows that a profile remembers: what came long ago fades."""


@dataclass(frozen=True)
class Report:
    """What a run found.

    Attributes:
        run_id: of ``ops.quality_results``.
        stage: 'landing' or 'warehouse'.
        findings: of every expectation.
        page: first page of the Data Docs of the stage.
    """

    run_id: UUID
    stage: Stage
    findings: Sequence[Finding]
    page: Path

    @property
    def unmet(self) -> list[Finding]:
        """What is not as expected, critical first."""
        return sorted((f for f in self.findings if not f.is_met), key=lambda f: (not f.stops, f.suite, f.subject))

    @property
    def stops(self) -> bool:
        """True when the run has to end here."""
        return any(finding.stops for finding in self.findings)


def check(
    url: str, stage: Stage, docs: Path, *, at: datetime | None = None, wait: float = 0, spare_pages: bool = False
) -> Report:
    """Run a stage.

    Args:
        url: libpq URL of the warehouse, as its owner.
        stage: 'landing' before a build, 'warehouse' after it.
        docs: folder for the Data Docs; those of this stage are made anew.
        at: now, for the days of volumes; the clock when None.
        wait: seconds to wait for another check to end.
        spare_pages: True leaves the Data Docs alone when they say that all is met, and it still is.

    Returns:
        What was found; everything is in ``ops.quality_results`` as well.

    Raises:
        Failure: another check is at work (exit code 75), or the seed is wrong.
    """
    with _alone(url, wait) as connection:
        rules, judge = load(connection), Judge(url)
        if stage == "landing":
            findings = landing.check(connection, judge, rules, at or datetime.now(UTC))
        else:
            findings = warehouse.check(connection, judge, rules)
        run_id, folder = uuid4(), docs / stage
        report = Report(run_id, stage, findings, folder / "index.html")
        keep_pages = spare_pages and report.page.exists() and not report.unmet and _all_was_met(connection, stage)
        _store(connection, run_id, stage, findings)
        if keep_pages:
            return report
        shutil.rmtree(folder, ignore_errors=True)
        if findings:
            judge.write_docs(folder)
            pages.clean(folder)
        met = [finding for finding in findings if finding.is_met]
        pages.write_index(docs, stage, [*report.unmet, *met], f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        return report


def accept(url: str, subject: str, reason: str | None, *, learn: bool = True, wait: float = 0) -> str:
    """Take what changed as the new normal, or pass over it.

    Args:
        url: libpq URL of the warehouse, as its owner.
        subject: workflow, or table of extracted or core with its schema.
        reason: for the books; no personal data.
        learn: False passes over what is new, and expects what was expected before.
        wait: seconds to wait for a check to end.

    Returns:
        What was accepted, as a sentence.

    Raises:
        Failure: there is no such workflow or table, or a check is at work (exit code 75).
    """
    share = NEWS_SHARE if learn else 0.0
    with _alone(url, wait) as connection, connection.transaction():
        connection.execute("insert into ops.quality_acceptances (subject, reason) values (%s, %s)", (subject, reason))
        if subject.startswith("core."):
            if not learn:
                raise Failure("A table of core is judged as a whole: it can be accepted, not passed over.", 2)
            if not warehouse.profile_core(connection, load(connection), subject):
                raise Failure(f"There is no table {subject}.", 2)
            return f"{subject} is accepted as it is now."
        if subject.startswith("extracted."):
            connection.execute("select ops.look_at_extracted()")
            connection.execute("select ops.take_in_columns(%s, %s, %s)", ([subject], WEIGHT_CAP, share))
            rows = _number(connection, "select news from ops.quality_windows where source = %s", _model(subject))
            if rows is None:
                raise Failure(f"Nothing of {subject} waits to be accepted.", 2)
            return f"{rows} new rows of {subject} are {'accepted' if learn else 'passed over'}."
        if _number(connection, "select 1 from raw.registered_workflows where workflow_slug = %s", subject) is None:
            raise Failure(f"{subject} is no registered workflow, and no table of extracted or core.", 2)
        connection.execute("select ops.look_at_landed(%s, %s)", (landing.MOST_BODIES, subject))
        bodies = _number(
            connection, "select news from ops.quality_windows where source = %s", f"raw.payloads/{subject}"
        )
        connection.execute("select ops.take_in_formats(%s, %s, %s)", ([subject], WEIGHT_CAP, share))
        if not learn:
            return f"{bodies or 0} bodies of {subject} are passed over; what was expected before still is."
        return f"{bodies or 0} bodies of {subject} are accepted; what they look like is what is expected from now on."


def _model(table: str) -> str:
    return table.replace(".", "__", 1)


def _number(connection: psycopg.Connection, query: str, argument: str) -> int | None:
    row = connection.execute(query.encode(), (argument,)).fetchone()
    return int(row[0]) if row else None


@contextmanager
def _alone(url: str, wait: float) -> Iterator[psycopg.Connection]:
    with owner.connect(url, autocommit=True, application_name="hq quality") as connection:
        # Positions of a restored dump mean nothing here; a build would refuse as well.
        connection.execute("select ops.check_transaction_ids()")
        connection.execute("select set_config('lock_timeout', %s, false)", (f"{max(1, int(wait * 1000))}ms",))
        try:
            connection.execute("select pg_advisory_lock(%s, %s)", LOCK)
        except psycopg.errors.LockNotAvailable:
            message = "Another check of quality is at work: wait for it with --wait SECONDS, or try later."
            raise Failure(message, owner.EXIT_BUSY) from None
        connection.execute("set lock_timeout = 0")
        yield connection


def _all_was_met(connection: psycopg.Connection, stage: Stage) -> bool:
    row = connection.execute(
        "select bool_and(is_met) from ops.quality_results where run_id ="
        " (select run_id from ops.quality_results where stage = %s order by checked_at desc limit 1)",
        [stage],
    ).fetchone()
    return bool(row and row[0])


def _store(connection: psycopg.Connection, run_id: UUID, stage: Stage, findings: Sequence[Finding]) -> None:
    with connection.transaction():
        connection.execute("delete from ops.quality_results where checked_at < now() - interval '400 days'")
        connection.cursor().executemany(
            "insert into ops.quality_results"
            " (run_id, stage, suite, subject, expectation, severity, is_met, unexpected, details)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)",
            [_row(run_id, stage, finding) for finding in findings],
        )


def _row(run_id: UUID, stage: Stage, finding: Finding) -> tuple[object, ...]:
    details = json.dumps(finding.details, default=str) if finding.details else None
    told = (finding.rule.expectation, finding.rule.severity, finding.is_met, finding.unexpected, details)
    return (run_id, stage, finding.suite, finding.subject, *told)
