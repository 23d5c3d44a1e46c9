"""One connection of a service: the right database, one role, settings for one transaction, made anew when lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from time import monotonic

import psycopg
from psycopg.pq.abc import PGresult
from psycopg.rows import TupleRow

from ingest import logs, pipeline
from ingest.identity import Identity, WrongDatabase, connect_problem

Check = Callable[[psycopg.AsyncConnection], Awaitable[Identity]]

KEEPALIVE = {
    "keepalives": "1",
    "keepalives_idle": "30",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
FIRST_PAUSE = 0.1
_CALL = b"hq_call"


class Unavailable(Exception):
    """The database did not answer; the same request may be made again later."""


class DatabaseUnavailable(Unavailable):
    """Nothing of this call is known to be done, and the connection has been given up.

    Attributes:
        maybe_committed: True when the connection was lost after the server may have been told to commit.
        reason: class and SQLSTATE of the error; never its text.
    """

    def __init__(self, reason: str, *, maybe_committed: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.maybe_committed = maybe_committed


class CallFailed(Exception):
    """The call was rolled back and the connection is in order.

    Attributes:
        sqlstate: of the error; '' when the driver refused a value before it was sent.
    """

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


class Connection:
    """A connection that runs one transaction a call. Not for use by two tasks at once."""

    def __init__(
        self,
        url: str,
        *,
        application_name: str,
        role: str,
        begin: str,
        statement_timeout: float,
        check: Check,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """Prepare, without connecting.

        Args:
            url: libpq URL of the warehouse.
            application_name: as PostgreSQL shows it.
            role: the role that every transaction takes on.
            begin: statement that begins a transaction, before settings, timeouts and role are set.
            statement_timeout: seconds that one call may take.
            check: makes sure that a new connection leads to the right database.
            settings: of PostgreSQL, for each transaction.
        """
        self._settings = settings or {}
        self._url = url
        self._application_name = application_name
        self._role = role
        self._begin_with = begin
        self._statement_timeout = statement_timeout
        self._check = check
        self._connection: psycopg.AsyncConnection | None = None
        self._begin = b""
        self._prepared = b""
        self._ahead: pipeline.Call | None = None  # has left when the result before it arrived
        self._under_way: pipeline.Call | None = None
        self._in_doubt = False  # the server may have been told to commit
        self.direct = False
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
                    application_name=self._application_name,
                    **KEEPALIVE,  # type: ignore[arg-type]
                )
                identity = await self._check(connection)
                await self._take_over(connection, identity)
        except BaseException as error:
            if connection is not None:
                await _close_quietly(connection)
            if isinstance(error, TimeoutError):
                raise psycopg.errors.ConnectionTimeout("timeout") from None
            raise
        self._connection = connection
        self.identity = identity
        return identity

    async def connect_within(self, timeout: float, longest_pause: float) -> Identity:
        """Connect, waiting for a database that is still starting.

        Args:
            timeout: seconds to wait for the database.
            longest_pause: seconds between attempts, at most.

        Returns:
            What was found.

        Raises:
            WrongDatabase: it must not be used.
            DatabaseUnavailable: it could not be reached in time; ``reason`` says why.
        """
        deadline = monotonic() + timeout
        pause = FIRST_PAUSE
        while True:
            try:
                return await self.connect(timeout=max(2.0, deadline - monotonic()))
            except psycopg.Error as error:
                if monotonic() + pause > deadline:
                    raise DatabaseUnavailable(connect_problem(error)) from None
                logs.line(event="waiting for database", reason=connect_problem(error))
                await asyncio.sleep(pause)
                pause = min(pause * 2, longest_pause)

    async def connect_again(self, longest_pause: float, wanted: Callable[[], bool]) -> bool:
        """Connect to a database that was lost, for as long as it takes.

        Args:
            longest_pause: seconds between attempts, at most.
            wanted: asked before each attempt; False ends it.

        Returns:
            True once it is connected, False when it was no longer wanted.
        """
        pause = FIRST_PAUSE
        while wanted():
            try:
                identity = await self.connect()
            except (psycopg.Error, WrongDatabase, OSError) as error:
                reason = connect_problem(error) if isinstance(error, psycopg.Error) else str(error)
                logs.line(event="database away", reason=reason, next_attempt_seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, longest_pause)
            else:
                logs.line(event="database back", database=identity.database)
                return True
        return False

    async def close(self) -> None:
        """Close the connection, if there is one."""
        connection, self._connection = self._connection, None
        self._ahead = self._under_way = None
        if connection is not None:
            await _close_quietly(connection)

    async def check_again(self) -> Identity:
        """Make sure that the open connection still leads to the right database.

        Returns:
            What was found.

        Raises:
            DatabaseUnavailable: the database failed.
            WrongDatabase: it must not be used any more.
        """
        connection = self._usable()
        try:
            return await self._check(connection)
        except psycopg.Error as error:
            raise await self._unavailable(error) from None

    async def transaction(
        self, statement: str, arguments: Sequence[object], forgiven: Callable[[psycopg.Error], bool]
    ) -> list[TupleRow]:
        """Run one statement in a transaction of its own.

        Args:
            statement: SQL with placeholders.
            arguments: their values.
            forgiven: tells whether an error leaves the database in order, so that the connection may be kept.

        Returns:
            The rows; the transaction is committed.

        Raises:
            CallFailed: it was rolled back for a forgiven error.
            DatabaseUnavailable: it failed for another one; the connection is closed.
        """
        connection = self._usable()
        async with self._patience():
            try:
                await connection.execute(self._begin)
                cursor = await connection.execute(statement.encode("ascii"), arguments)
                rows = await cursor.fetchall()
                self._in_doubt = True
                await connection.execute(b"commit")
                return rows
            except psycopg.Error as error:
                if forgiven(error) and not connection.closed and not self._in_doubt:
                    await self._roll_back(connection)
                    raise CallFailed(error.sqlstate or "") from None
                raise await self._unavailable(error, committing=self._in_doubt) from None

    async def prepared_transaction(
        self,
        statement: bytes,
        parameters: Callable[[], pipeline.Parameters],
        forgiven: Callable[[psycopg.Error], bool],
        following: pipeline.Following,
    ) -> PGresult:
        """Run one statement in a transaction of its own, prepared, in one round trip: for a connection that is direct.

        Args:
            statement: SQL with ``$1`` for parameters.
            parameters: makes their values in PostgreSQL's binary format; not asked when the call has left already.
            forgiven: tells whether an error leaves the database in order, so that the connection may be kept.
            following: makes the parameters of the next call of the same statement, or None when there is none. It is
                asked when the result arrives, and that call leaves at once: the next use of this connection must be it.

        Returns:
            The result, its values as text; the transaction is committed.

        Raises:
            CallFailed: it was rolled back for a forgiven error.
            DatabaseUnavailable: it failed for another one; the connection is closed.
        """
        connection = self._usable()
        call, self._ahead = self._ahead, None
        values = parameters() if call is None else ()
        async with self._patience():
            try:
                if call is None:
                    if pipeline.has_ended(connection):
                        raise psycopg.OperationalError("the connection has ended")
                    if statement != self._prepared:
                        await pipeline.prepare(connection, _CALL, statement)
                        self._prepared = statement
                    call = pipeline.Call(connection.pgconn, _CALL)
                    call.send(values)
                self._in_doubt = True
                self._under_way = call
                result = await call.result(following)
                self._ahead = call.ahead
                return result
            except psycopg.Error as error:
                refused = error.diag.severity_nonlocalized == "ERROR"  # and so rolled back
                if refused and forgiven(error) and not connection.closed:
                    raise CallFailed(error.sqlstate or "") from None
                raise await self._unavailable(error, committing=self._in_doubt and not refused) from None

    def look(self) -> None:
        """See whether the result of the call under way has arrived, before the event loop comes to it. Never raises.

        A round of the loop may have many requests to read; what waits behind them would leave only after the last.
        """
        call = self._under_way
        while call is not None and call.arrived():
            call = self._under_way = call.ahead

    @asynccontextmanager
    async def _patience(self) -> AsyncIterator[None]:
        # The server ends a call in time; this ends the wait for a server that is silent altogether. A connection that
        # a call was cancelled on is in an unknown state: given up.
        self._in_doubt = False
        try:
            async with asyncio.timeout(self._statement_timeout + 5):
                yield
        except TimeoutError:
            await self.close()
            raise DatabaseUnavailable("no answer", maybe_committed=self._in_doubt) from None
        except (CallFailed, DatabaseUnavailable):
            raise
        except BaseException:
            await self.close()
            raise

    async def _take_over(self, connection: psycopg.AsyncConnection, identity: Identity) -> None:
        # Behind a pooler the server names another process than the one that greeted; only a connection of our own keeps
        # prepared statements, settings and role. From a pooler they are taken for each transaction: the session is
        # given to others afterwards.
        row = await (await connection.execute("select pg_backend_pid()")).fetchone()
        self.direct = row is not None and row[0] == connection.info.backend_pid
        milliseconds = int(self._statement_timeout * 1000)
        wanted = {
            **self._settings,
            "statement_timeout": str(milliseconds),
            "lock_timeout": str(milliseconds // 2),
        }
        if identity.user != self._role:
            wanted["role"] = self._role
        local = "false" if self.direct else "true"
        settings = ", ".join(f"set_config('{name}', '{value}', {local})" for name, value in wanted.items())
        self._begin, self._prepared = self._begin_with.encode("ascii"), b""
        if self.direct:
            await connection.execute(f"select {settings}".encode("ascii"))
        else:
            self._begin += f"; select {settings}".encode("ascii")

    def _usable(self) -> psycopg.AsyncConnection:
        if self._connection is None or self._connection.closed:
            raise DatabaseUnavailable("not connected")
        return self._connection

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


async def _close_quietly(connection: psycopg.AsyncConnection) -> None:
    with suppress(psycopg.Error, OSError):
        await connection.close()
