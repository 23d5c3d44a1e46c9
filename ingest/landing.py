"""One connection to ``raw.land``: what is handed over comes back landed, or has not been landed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from time import monotonic
from uuid import UUID

import psycopg
from psycopg.pq.abc import PGresult
from psycopg.rows import TupleRow

from ingest.catalogue import Workflow
from ingest.connection import CallFailed, Connection, DatabaseUnavailable
from ingest.identity import Identity, check_identity
from ingest.pipeline import BYTEA, TEXT, UUIDS, Parameters, array

LAND_SQL = """
select ordinal, payload_id::text, workflow_slug, is_repeat, quarantine_code
from raw.land(
    %b::text[], %b::bytea[], %b::timestamptz[], %b::text[], %b::text[]::jsonb[], %b::text[], %b::uuid[], %b::bytea[]
)
"""
# Arrays travel in binary: as text, psycopg needs ten times the time of the client for them.

LAND_PREPARED = b"""
select ordinal, payload_id, workflow_slug, is_repeat, quarantine_code
from raw.land(
    $1::text[], $2::bytea[], $3::text[]::timestamptz[], $4::text[], $5::text[]::jsonb[], $6::text[],
    $7::uuid[], $8::bytea[]
)
"""

REFUSALS_SQL = """
select count(raw.count_refusal(refused.reason, refused.workflow))
from unnest(%b::text[], %b::text[], %b::integer[]) as refused (reason, workflow, times)
cross join generate_series(1, refused.times)
"""
REGISTRY_SQL = """
select workflow_slug, modal_function_name, slug_aliases, description, is_active, replaced_by, entity_type, provider
from raw.registered_workflows order by workflow_slug
"""

HASHED_HERE_BYTES = 1024 * 1024
"""Longest body whose SHA-256 is made here: the event loop waits for it, some 5 ms for a longer one."""

LAST_RESORT_CODE = "landing_failed"
"""Reason code of a body that the database refused even alone, for a reason that ``raw.land`` does not know."""

# What a body can be the cause of: its data, a limit, a constraint, a deadlock, time. Everything else (no space, no
# permission, no such function, read-only, shutdown) is the state of the database, and no body is tried alone for it.
_BODY_CLASSES = frozenset({"21", "22", "23", "40", "54", "P0"})
_QUERY_CANCELED = "57014"


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
        identity: 16 random bytes that it is known by when it has no key; made with it.
        body_sha256: of the body; None for one that is left to the database. Made with it: while it waits, not when the
            connection is free and all that wait go.
    """

    workflow: str
    body: bytes
    idempotency_key: str | None = None
    headers: str | None = None
    received_at: datetime | None = None
    quarantine_code: str | None = None
    identity: bytes = field(init=False, repr=False)
    body_sha256: bytes | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make identity and hash, in a fraction of the time that a server without OpenSSL needs."""
        object.__setattr__(self, "identity", _random_uuid(os.urandom(16)))
        hashed = sha256(self.body).digest() if len(self.body) <= HASHED_HERE_BYTES else None
        object.__setattr__(self, "body_sha256", hashed)


Following = Callable[[], Sequence[Delivery] | None]


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


class Landing(Connection):
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
        super().__init__(
            url,
            application_name="hq-ingest",
            role="hq_ingest",
            begin="begin",
            settings={"synchronous_commit": "on"},
            statement_timeout=statement_timeout,
            check=lambda connection: check_identity(connection, expected),
        )
        self._fallback_seconds = fallback_seconds
        self._expected: Sequence[Delivery] | None = None

    async def land(self, deliveries: Sequence[Delivery], following: Following | None = None) -> list[Landed | None]:
        """Land deliveries; when this returns, every one that has an answer is committed.

        Args:
            deliveries: one or more.
            following: names the deliveries of the next call, or None when there is none. It is asked when the result of
                this one arrives, so that they are on their way before its answers are read; the next call of this
                method must be for them.

        Returns:
            One answer per delivery, in their order; None for one that could not be landed, which harms no other.

        Raises:
            DatabaseUnavailable: the database failed; none of them is known to be landed.
        """
        try:
            return list(await self._land_together(deliveries, following))
        except CallFailed:
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
        return [Workflow.from_row(row) for row in rows]

    async def check(self) -> Identity:
        """Make sure that bodies can be landed now: right database, writable, entry point callable.

        Returns:
            What was found.

        Raises:
            DatabaseUnavailable: the database failed.
            WrongDatabase: it must not be used (any more).
        """
        identity = await self.check_again()
        await self._land_together(())
        return identity

    async def _land_together(self, deliveries: Sequence[Delivery], following: Following | None = None) -> list[Landed]:
        if self.direct:

            def ahead() -> Parameters | None:
                self._expected = following() if following else None
                return _parameters(self._expected) if self._expected else None

            expected, self._expected = self._expected, None
            if expected is not None and expected is not deliveries:
                await self.close()  # a call for others is under way: its answers must never be given to these
                raise DatabaseUnavailable("not the deliveries that were named")
            result = await self.prepared_transaction(
                LAND_PREPARED, lambda: _parameters(deliveries), _may_be_the_body, ahead
            )
            answers = dict(_landed(result, row) for row in range(result.ntuples))
        else:
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
            except CallFailed:
                continue
            except DatabaseUnavailable:
                # Those before it are committed and have to be answered so; those after it fail as this one does.
                return None
        return None

    async def _transaction(self, statement: str, arguments: Sequence[object]) -> list[TupleRow]:
        return await self.transaction(statement, arguments, _may_be_the_body)


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
        [UUID(bytes=delivery.identity) for delivery in deliveries],
        [delivery.body_sha256 for delivery in deliveries],
    )


def _parameters(deliveries: Sequence[Delivery]) -> list[bytes | None]:
    # The same as _arguments, in binary.
    def texts(values: list[str | None]) -> bytes | None:
        if not any(value is not None for value in values):
            return None
        return array(TEXT, [None if value is None else value.encode("utf-8") for value in values])

    times = [delivery.received_at for delivery in deliveries]
    return [
        array(TEXT, [delivery.workflow.encode("utf-8") for delivery in deliveries]),
        array(BYTEA, [delivery.body for delivery in deliveries]),
        texts([None if time is None else time.isoformat() for time in times]),
        texts([delivery.idempotency_key for delivery in deliveries]),
        texts([delivery.headers for delivery in deliveries]),
        texts([delivery.quarantine_code for delivery in deliveries]),
        array(UUIDS, [delivery.identity for delivery in deliveries]),
        array(BYTEA, [delivery.body_sha256 for delivery in deliveries]),
    ]


def _random_uuid(noise: bytes) -> bytes:
    # Version 4 of RFC 9562, as gen_random_uuid() makes it.
    return noise[:6] + bytes((noise[6] & 0x0F | 0x40, noise[7], noise[8] & 0x3F | 0x80)) + noise[9:]


def _landed(result: PGresult, row: int) -> tuple[int, Landed]:
    ordinal, payload_id, slug, is_repeat, code = (result.get_value(row, column) for column in range(5))
    assert ordinal and payload_id  # noqa: S101 - raw.land never answers null here
    landed = Landed(str(payload_id, "ascii"), _text(slug), is_repeat == b"t", _text(code))
    return int(ordinal), landed


def _text(value: bytes | None) -> str | None:
    return None if value is None else str(value, "utf-8")


def _may_be_the_body(error: psycopg.Error) -> bool:
    if error.sqlstate is None:
        return isinstance(error, psycopg.DataError)
    return error.sqlstate[:2] in _BODY_CLASSES or error.sqlstate == _QUERY_CANCELED
