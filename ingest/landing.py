"""One connection to ``raw.land``: what is handed over comes back landed, or has not been landed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from uuid import UUID

import psycopg
from psycopg.rows import TupleRow

from ingest.identity import Identity, check_identity

LAND_SQL = """
select ordinal, payload_id::text, workflow_slug, is_repeat, quarantine_code
from raw.land(%b::text[], %b::bytea[], %b::timestamptz[], %b::text[], %b::text[]::jsonb[], %b::text[])
"""
# Arrays travel in binary: as text, psycopg needs ten times the time of the client for them.

REFUSALS_SQL = """
select count(raw.count_refusal(refused.reason, refused.workflow))
from unnest(%b::text[], %b::text[], %b::integer[]) as refused (reason, workflow, times)
cross join generate_series(1, refused.times)
"""
REGISTRY_SQL = """
select workflow_slug, modal_function_name, slug_aliases, description, is_active, replaced_by, entity_type, provider
from raw.registered_workflows order by workflow_slug
"""

LAST_RESORT_CODE = "landing_failed"
"""Reason code of a body that the database refused even alone, for a reason that ``raw.land`` does not know."""

# What a body can be the cause of: its data, a limit, a constraint, a deadlock, time. Everything else (no space, no
# permission, no such function, read-only, shutdown) is the state of the database, and no body is tried alone for it.
_BODY_CLASSES = frozenset({"21", "22", "23", "40", "54", "P0"})
_QUERY_CANCELED = "57014"

KEEPALIVE = {
    "keepalives": "1",
    "keepalives_idle": "30",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One body on its way to the database.

    Attributes:
        workflow: slug, alias or function name as called; no NUL.
        body: the bytes.
        idempotency_key: key of the delivery, or None.
        headers: JSON object of harmless headers as text, or None.
        received_at: original time of a replayed delivery; None means now.
        quarantine_code: why the bytes could not be opened, when that is known before landing.
    """

    workflow: str
    body: bytes
    idempotency_key: str | None = None
    headers: str | None = None
    received_at: datetime | None = None
    quarantine_code: str | None = None


@dataclass(frozen=True, slots=True)
class Landed:
    """One landed body; it is committed.

    Attributes:
        payload_id: identity of the delivery.
        workflow_slug: the registered slug, or None when no workflow is registered under that name.
        is_repeat: True when the same delivery had been landed before.
        quarantine_code: why the body is in quarantine, or None.
    """

    payload_id: str
    workflow_slug: str | None
    is_repeat: bool
    quarantine_code: str | None


@dataclass(frozen=True, slots=True)
class Workflow:
    """One registered workflow, as the service lists it."""

    slug: str
    function_name: str
    aliases: tuple[str, ...]
    description: str
    is_active: bool
    replaced_by: str | None
    entity_type: str | None
    provider: str | None


class DatabaseUnavailable(Exception):
    """Nothing of this call is known to be landed, and the connection has been given up.

    Attributes:
        maybe_committed: True when the connection was lost while COMMIT was under way.
        reason: class and SQLSTATE of the error; never its text.
    """

    def __init__(self, reason: str, *, maybe_committed: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.maybe_committed = maybe_committed


class _CallFailed(Exception):
    """The call was rolled back and the connection is in order: one of the bodies may be the cause."""


class Landing:
    """Lands deliveries through one connection. Not for use by two tasks at once."""

    def __init__(
        self, url: str, expected: UUID | None, *, statement_timeout: float = 20.0, fallback_seconds: float = 30.0
    ) -> None:
        """Prepare, without connecting.

        Args:
            url: libpq URL of the warehouse.
            expected: warehouse that it must be; None accepts any.
            statement_timeout: seconds that one call may take.
            fallback_seconds: seconds that landing body by body may take after a call failed.
        """
        self._url = url
        self._expected = expected
        self._statement_timeout = statement_timeout
        self._fallback_seconds = fallback_seconds
        self._connection: psycopg.AsyncConnection | None = None
        self._begin = b""
        self.identity: Identity | None = None

    @property
    def connected(self) -> bool:
        """Tell whether there is a connection that is not known to be broken."""
        return self._connection is not None and not self._connection.closed

    async def connect(self, timeout: float = 5.0) -> Identity:
        """Connect and make sure that this is the right database.

        Args:
            timeout: seconds that connecting may take.

        Returns:
            What was found.

        Raises:
            psycopg.Error: the database could not be reached or asked.
            WrongDatabase: it must not be used.
        """
        await self.close()
        connection: psycopg.AsyncConnection | None = None
        try:
            async with asyncio.timeout(timeout + 5):
                connection = await psycopg.AsyncConnection.connect(
                    self._url,
                    autocommit=True,
                    prepare_threshold=None,  # prepared statements do not survive a transaction pooler
                    connect_timeout=max(2, int(timeout)),
                    application_name="hq-ingest",
                    **KEEPALIVE,  # type: ignore[arg-type]
                )
                identity = await check_identity(connection, self._expected)
        except BaseException as error:
            if connection is not None:
                await _close_quietly(connection)
            if isinstance(error, TimeoutError):
                raise psycopg.errors.ConnectionTimeout("timeout") from None
            raise
        milliseconds = int(self._statement_timeout * 1000)
        # Settings and role last for the transaction only: a pooler gives the session to others afterwards.
        begin = (
            f"begin; set local statement_timeout = {milliseconds}; set local lock_timeout = {milliseconds // 2}; "
            "set local synchronous_commit = on"
        )
        if identity.user != "hq_ingest":
            begin += "; set local role hq_ingest"
        self._begin = begin.encode("ascii")
        self._connection = connection
        self.identity = identity
        return identity

    async def close(self) -> None:
        """Close the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await _close_quietly(connection)

    async def land(self, deliveries: Sequence[Delivery]) -> list[Landed | None]:
        """Land deliveries; when this returns, every one that has an answer is committed.

        Args:
            deliveries: one or more.

        Returns:
            One answer per delivery, in their order; None for one that could not be landed, which harms no other.

        Raises:
            DatabaseUnavailable: the database failed; none of them is known to be landed.
        """
        try:
            return list(await self._land_together(deliveries))
        except _CallFailed:
            return await self._land_one_by_one(deliveries)

    async def count_refusals(self, refusals: Sequence[tuple[str, str, int]]) -> None:
        """Count refused requests.

        Args:
            refusals: reason, workflow as called, how many.

        Raises:
            DatabaseUnavailable: they were not counted.
        """
        reasons, workflows, times = zip(*refusals, strict=True)
        await self._transaction(REFUSALS_SQL, (list(reasons), list(workflows), list(times)))

    async def workflows(self) -> list[Workflow]:
        """List the registered workflows.

        Returns:
            All of them, by slug.

        Raises:
            DatabaseUnavailable: the database failed.
        """
        rows = await self._transaction(REGISTRY_SQL, ())
        return [Workflow(row[0], row[1], tuple(row[2]), row[3] or "", row[4], row[5], row[6], row[7]) for row in rows]

    async def check(self) -> Identity:
        """Make sure that bodies can be landed now: right database, writable, entry point callable.

        Returns:
            What was found.

        Raises:
            DatabaseUnavailable: the database failed.
            WrongDatabase: it must not be used (any more).
        """
        connection = self._usable()
        try:
            identity = await check_identity(connection, self._expected)
        except psycopg.Error as error:
            raise await self._unavailable(error) from None
        await self._land_together(())
        return identity

    def _usable(self) -> psycopg.AsyncConnection:
        if self._connection is None or self._connection.closed:
            raise DatabaseUnavailable("not connected")
        return self._connection

    async def _land_together(self, deliveries: Sequence[Delivery]) -> list[Landed]:
        rows = await self._transaction(LAND_SQL, _arguments(deliveries))
        answers = {row[0]: Landed(row[1], row[2], row[3], row[4]) for row in rows}
        return [answers[ordinal] for ordinal in range(1, len(deliveries) + 1)]

    async def _land_one_by_one(self, deliveries: Sequence[Delivery]) -> list[Landed | None]:
        deadline = monotonic() + self._fallback_seconds
        answers: list[Landed | None] = []
        for delivery in deliveries:
            answers.append(await self._land_alone(delivery) if monotonic() < deadline else None)
        return answers

    async def _land_alone(self, delivery: Delivery) -> Landed | None:
        for attempt in (delivery, replace(delivery, headers=None, quarantine_code=LAST_RESORT_CODE)):
            try:
                return (await self._land_together((attempt,)))[0]
            except _CallFailed:
                continue
            except DatabaseUnavailable:
                # Those before it are committed and have to be answered so; those after it fail as this one does.
                return None
        return None

    async def _transaction(self, statement: str, arguments: Sequence[object]) -> list[TupleRow]:
        connection = self._usable()
        committing = False
        try:
            # The server ends a call in time; this ends the wait for a server that is silent altogether.
            async with asyncio.timeout(self._statement_timeout + 5):
                await connection.execute(self._begin)
                cursor = await connection.execute(statement.encode("ascii"), arguments)
                rows = await cursor.fetchall()
                committing = True
                await connection.execute(b"commit")
        except psycopg.Error as error:
            if _may_be_the_body(error) and not connection.closed and not committing:
                await self._roll_back(connection)
                raise _CallFailed from None
            raise await self._unavailable(error, committing=committing) from None
        except TimeoutError:
            await self.close()
            raise DatabaseUnavailable("no answer", maybe_committed=committing) from None
        except BaseException:
            await self.close()  # cancelled half-way
            raise
        return rows

    async def _roll_back(self, connection: psycopg.AsyncConnection) -> None:
        try:
            await connection.execute(b"rollback")
        except psycopg.Error as error:
            raise await self._unavailable(error) from None

    async def _unavailable(self, error: psycopg.Error, *, committing: bool = False) -> DatabaseUnavailable:
        # Any failure of the database itself is answered by a new connection, which checks its identity again.
        await self.close()
        reason = f"{type(error).__name__} {error.sqlstate or ''}".rstrip()
        return DatabaseUnavailable(reason, maybe_committed=committing)


def _arguments(deliveries: Sequence[Delivery]) -> tuple[object, ...]:
    def some(values: list[object]) -> list[object] | None:
        return values if any(value is not None for value in values) else None

    return (
        [delivery.workflow for delivery in deliveries],
        [delivery.body for delivery in deliveries],
        some([delivery.received_at for delivery in deliveries]),
        some([delivery.idempotency_key for delivery in deliveries]),
        some([delivery.headers for delivery in deliveries]),
        some([delivery.quarantine_code for delivery in deliveries]),
    )


def _may_be_the_body(error: psycopg.Error) -> bool:
    if error.sqlstate is None:
        return isinstance(error, psycopg.DataError)
    return error.sqlstate[:2] in _BODY_CLASSES or error.sqlstate == _QUERY_CANCELED


async def _close_quietly(connection: psycopg.AsyncConnection) -> None:
    with suppress(psycopg.Error, OSError):
        await connection.close()
