"""The books of the schedule: written while a run goes on, so that `hq runs` shows it and the next run knows of it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

import psycopg

from ingest.errors import Failure
from ingest.schedule.alert import Broken
from ingest.schedule.plan import Plan
from ingest.schedule.results import SKIPPED, DbtResults
from ingest.warehouse import connect

T = TypeVar("T")

PATIENCE_SECONDS = 90.0
"""How long the books wait for a database that restarts."""

_INVOCATION_SQL = """
insert into ops.dbt_invocations (
    invocation_id, run_id, step, arguments, started_at, ended_at, exit_code, dbt_version, has_results, nodes, failed,
    skipped
) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing
"""
_NODE_SQL = """
insert into ops.dbt_node_results (
    invocation_id, unique_id, name, resource_type, status, seconds, rows_affected, failures, message, finished_at
) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing
"""
_DIED_SQL = """
with died as (
    update ops.scheduled_runs set status = 'died' where status = 'running' returning run_id
)
update ops.scheduled_steps as s set status = 'died'
from died where s.run_id = died.run_id and s.status = 'running'
"""
_DEATHS_SQL = """
select step from (
    select r.status, s.step, row_number() over (order by r.started_at desc) as nth
    from ops.scheduled_runs as r
    left join lateral (
        select step from ops.scheduled_steps where run_id = r.run_id order by position desc limit 1
    ) as s on true
    where r.kind <> 'idle'
) as last_two
where nth <= 2 and status = 'died'
order by nth
"""
_ALERTED_SQL = """
select alert_key, started_at > now() - make_interval(secs => %s), broken
from ops.scheduled_runs where alert = 'sent' order by started_at desc limit 1
"""


class Books:
    """Writes the books of one run. Every entry is its own transaction; a restart of the database is waited out.

    Args:
        url: libpq URL of the warehouse, as its owner.
    """

    def __init__(self, url: str) -> None:
        self.run_id = uuid4()
        self._url = url
        self._connection: psycopg.Connection | None = None
        self._position = 0

    def ask(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; when the connection is lost, again on a new one.

        Args:
            statement: may be run twice.
            parameters: of the statement.

        Returns:
            Its rows.

        Raises:
            Failure: the database did not come back in time.
            psycopg.Error: the statement is refused.
        """

        def work(connection: psycopg.Connection) -> list[tuple[Any, ...]]:
            cursor = connection.execute(statement.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

        return self._patiently(work)

    def _patiently(self, work: Callable[[psycopg.Connection], T]) -> T:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                if self._connection is None:
                    self._connection = connect(self._url, autocommit=True, application_name="hq run books")
                return work(self._connection)
            except (psycopg.OperationalError, Failure):
                self.close()
                if time.monotonic() >= deadline:
                    raise Failure("The warehouse did not come back, so this run could not write its books.") from None
                time.sleep(0.5)

    def close(self) -> None:
        """Close the connection; the next entry opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def descriptors(self) -> list[int]:
        """Return the descriptor of the connection, if there is one: a fork must let go of it."""
        return [] if self._connection is None or self._connection.closed else [self._connection.fileno()]

    def mark_the_dead(self) -> list[str]:
        """Note that earlier runs were killed. The lock of the build must be held: nobody else can be at work.

        Returns:
            The steps in which the last two runs died, newest first; one or none when they did not both die.
        """
        self.ask(_DIED_SQL)
        return [str(row[0]) for row in self.ask(_DEATHS_SQL)]

    def begin(self, plan: Plan, digest: str, code_version: str) -> None:
        """Enter the run.

        Args:
            plan: what it will do.
            digest: of the project.
            code_version: commit id, or ''.
        """
        status = "idle" if plan.kind == "idle" else "running"
        self.ask(
            "insert into ops.scheduled_runs"
            " (run_id, kind, reason, status, selection, owes_build, project_hash, code_version, process_id, exit_code,"
            " ended_at) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, case when %s then clock_timestamp() end)"
            " on conflict do nothing",
            (
                self.run_id,
                plan.kind,
                plan.reason,
                status,
                plan.selection,
                plan.selection != [],
                digest,
                code_version or None,
                os.getpid(),
                0 if plan.kind == "idle" else None,
                plan.kind == "idle",
            ),
        )

    def step_began(self, step: str) -> int:
        """Enter that a step begins.

        Args:
            step: its name.

        Returns:
            Its number in the run.
        """
        self._position += 1
        self.ask(
            "insert into ops.scheduled_steps (run_id, position, step, status) values (%s, %s, %s, 'running')"
            " on conflict do nothing",
            (self.run_id, self._position, step),
        )
        return self._position

    def step_ended(self, position: int, status: str, exit_code: int | None, detail: str) -> None:
        """Enter how a step ended.

        Args:
            position: of :meth:`step_began`.
            status: of ops.scheduled_steps.
            exit_code: of its program, or None.
            detail: in a few words.
        """
        self.ask(
            "update ops.scheduled_steps set status = %s, ended_at = clock_timestamp(), exit_code = %s, detail = %s"
            " where run_id = %s and position = %s",
            (status, exit_code, detail or None, self.run_id, position),
        )

    def invocation(
        self,
        step: str,
        arguments: Sequence[str],
        began: datetime,
        ended: datetime,
        exit_code: int,
        results: DbtResults | None,
    ) -> None:
        """Enter one dbt command with what it did to each node.

        Args:
            step: that ran it.
            arguments: of dbt.
            began: when it began.
            ended: when it ended.
            exit_code: of dbt.
            results: what it left behind, or None.
        """
        nodes = results.nodes if results else []
        invocation_id: UUID = results.invocation_id if results else uuid4()
        skipped = sum(node.status == SKIPPED for node in nodes)
        failed = sum(not node.is_good for node in nodes) - skipped
        command = (
            invocation_id,
            self.run_id,
            step,
            list(arguments),
            began,
            ended,
            exit_code,
            results.dbt_version if results else None,
            results is not None,
            len(nodes),
            failed,
            skipped,
        )

        def work(connection: psycopg.Connection) -> None:
            with connection.transaction(), connection.cursor() as cursor:
                cursor.execute(_INVOCATION_SQL, command)
                if nodes:
                    cursor.executemany(_NODE_SQL, [(invocation_id, *astuple(node)) for node in nodes])

        self._patiently(work)

    def build_ended(self) -> None:
        """Enter that the build came to its end: nothing is owed any more, by this run or an earlier one."""
        self.ask("update ops.scheduled_runs set owes_build = false where owes_build")

    def end(self, status: str, exit_code: int, broken: Sequence[Broken]) -> None:
        """Enter how the run ended.

        Args:
            status: of ops.scheduled_runs.
            exit_code: of the command.
            broken: what broke.
        """
        self.ask(
            "update ops.scheduled_runs set status = %s, exit_code = %s, broken = %s, ended_at = clock_timestamp()"
            " where run_id = %s",
            (status, exit_code, json.dumps([asdict(item) for item in broken]), self.run_id),
        )

    def alerted(self, outcome: str, key: str) -> None:
        """Enter what became of the alert.

        Args:
            outcome: sent, failed or known.
            key: digest of what was alerted.
        """
        self.ask(
            "update ops.scheduled_runs set alert = %s, alert_key = %s where run_id = %s", (outcome, key, self.run_id)
        )

    def last_alert(self, again_hours: float) -> tuple[str, bool, list[dict[str, str]]] | None:
        """Find the last alert that was sent.

        Args:
            again_hours: hours after which it is to be sent once more.

        Returns:
            Its key ('' for the word that all is well), whether it is younger than that, and what was broken.
        """
        rows = self.ask(_ALERTED_SQL, (again_hours * 3600,))
        return (str(rows[0][0]), bool(rows[0][1]), list(rows[0][2])) if rows else None
