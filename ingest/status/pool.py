"""A bounded number of connections that can only read; away is noticed once, and ends by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import psycopg
from psycopg.rows import TupleRow

from ingest import logs
from ingest.connection import CallFailed, Connection, DatabaseUnavailable, Unavailable
from ingest.identity import Identity, WrongDatabase, check_identity_as_reader
from ingest.status.settings import StatusSettings

# What the question or the state of a table can be the cause of, and a new connection would not mend: data, serialising,
# names and rights, limits, locks. 57014 is the statement timeout.
_FORGIVEN_CLASSES = frozenset({"22", "3F", "40", "42", "54", "55", "P0"})
_QUERY_CANCELED = "57014"


class Busy(Exception):
    """As many are waiting as may wait, or one has waited long enough."""


@dataclass(frozen=True)
class Limits:
    """Bounds of the pool.

    Attributes:
        waiting: most questions that may wait for a connection.
        wait_seconds: that one question may wait.
        longest_backoff: seconds between attempts to connect, at most.
    """

    waiting: int = 256
    wait_seconds: float = 5.0
    longest_backoff: float = 5.0


def reader(settings: StatusSettings) -> Connection:
    """Prepare a connection that can only read.

    Args:
        settings: of the service.

    Returns:
        A connection whose transactions are read-only and run as hq_reader.
    """
    return Connection(
        settings.database_url,
        application_name="hq-status",
        role="hq_reader",
        begin="begin read only",
        statement_timeout=settings.statement_timeout,
        check=lambda connection: check_identity_as_reader(connection, settings.warehouse_id),
    )


class Pool:
    """Connections that are ready to answer, the one used last first."""

    def __init__(self, settings: StatusSettings, limits: Limits | None = None, first: str = "select") -> None:
        """Prepare, without connecting.

        Args:
            settings: of the service.
            limits: bounds; the defaults when None.
            first: question that a new connection is asked before any other: planning takes longer than answering.
        """
        self._limits = limits or Limits()
        self._first = first
        self._idle = [reader(settings) for _ in range(settings.connections)]
        self._count = settings.connections
        self._free = asyncio.Semaphore(settings.connections)
        self._waiting = 0
        self._available = False
        self._stopping = False
        self._recovering: asyncio.Task[None] | None = None

    async def start(self, timeout: float) -> Identity:
        """Open the connections, waiting for a database that is still starting.

        Args:
            timeout: seconds to wait for the database.

        Returns:
            The database that was found.

        Raises:
            WrongDatabase: it must not be used.
            DatabaseUnavailable: it could not be reached in time.
        """
        identity = await self._idle[-1].connect_within(timeout, self._limits.longest_backoff)
        with suppress(Unavailable, WrongDatabase):
            await self._prepare(self._idle[-1])
            for connection in self._idle[:-1]:
                await self._connect(connection)
        self._available = True
        return identity

    async def stop(self, timeout: float) -> None:
        """Let what is under way finish, then disconnect.

        Args:
            timeout: seconds that this may take.
        """
        self._stopping = True
        self._available = False
        if self._recovering is not None:
            self._recovering.cancel()
            with suppress(asyncio.CancelledError):
                await self._recovering
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                for _ in range(self._count):
                    await self._free.acquire()
        for connection in self._idle:
            await connection.close()

    async def fetch(self, statement: str, arguments: Sequence[object] = ()) -> list[TupleRow]:
        """Ask the database.

        Args:
            statement: SQL with placeholders, which only reads.
            arguments: their values.

        Returns:
            The rows.

        Raises:
            Busy: no connection became free in time.
            Unavailable: the database is away.
            CallFailed: the database refused the question.
        """
        connection = await self._take()
        try:
            return await self._fetch_or_retry(connection, statement, arguments)
        except Unavailable:
            self._recover()
            raise
        finally:
            self._give_back(connection)

    async def check(self) -> Identity:
        """Make sure that this is still the right database.

        Returns:
            What was found.

        Raises:
            WrongDatabase: it must not be used any more.
            Busy: no connection became free in time.
            Unavailable: the database is away.
        """
        connection = await self._take()
        try:
            if connection.connected:
                with suppress(DatabaseUnavailable):
                    return await connection.check_again()
            return await self._connect(connection)
        except Unavailable:
            self._recover()
            raise
        finally:
            self._give_back(connection)

    async def _take(self) -> Connection:
        if not self._available:
            raise Unavailable
        if self._waiting >= self._limits.waiting:
            raise Busy
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.wait_seconds):
                await self._free.acquire()
        except TimeoutError:
            raise Busy from None
        finally:
            self._waiting -= 1
        return self._idle.pop()

    def _give_back(self, connection: Connection) -> None:
        # Connected ones on top: another one is opened only when all of them are busy.
        self._idle.insert(len(self._idle) if connection.connected else 0, connection)
        self._free.release()

    async def _fetch_or_retry(
        self, connection: Connection, statement: str, arguments: Sequence[object]
    ) -> list[TupleRow]:
        if connection.connected:
            # A connection that had died unnoticed is no reason to refuse: a question may be asked again.
            with suppress(DatabaseUnavailable):
                return await connection.transaction(statement, arguments, _forgiven)
        if not self._available:
            raise Unavailable
        try:
            await self._connect(connection)
        except WrongDatabase as error:
            logs.line(event="wrong database", detail=str(error))
            raise Unavailable from None
        return await connection.transaction(statement, arguments, _forgiven)

    async def _connect(self, connection: Connection) -> Identity:
        try:
            identity = await connection.connect(timeout=2.0)
        except (psycopg.Error, OSError) as error:
            raise DatabaseUnavailable(type(error).__name__) from None
        await self._prepare(connection)
        return identity

    async def _prepare(self, connection: Connection) -> None:
        with suppress(CallFailed):  # whoever asks is told why
            await connection.transaction(self._first, (), _forgiven)

    def _recover(self) -> None:
        if self._available and not self._stopping:
            self._available = False
            self._recovering = asyncio.create_task(self._until_back(), name="status pool")

    async def _until_back(self) -> None:
        await self._free.acquire()
        connection = self._idle.pop()
        try:
            await connection.connect_again(self._limits.longest_backoff, lambda: not self._stopping)
            with suppress(Unavailable):
                await self._prepare(connection)
            self._available = connection.connected and not self._stopping
        finally:
            self._give_back(connection)


def _forgiven(error: psycopg.Error) -> bool:
    if error.sqlstate is None:
        return isinstance(error, psycopg.DataError)
    return error.sqlstate[:2] in _FORGIVEN_CLASSES or error.sqlstate == _QUERY_CANCELED
