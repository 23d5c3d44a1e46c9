"""Prepared statements in one round trip: libpq's pipeline mode, for the one call that is made for every few requests.

psycopg's own cursors need some 0.2 ms of Python for each statement; here a call of three costs half of that.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Sequence

import psycopg
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

TEXT, BYTEA = 25, 17
"""Types of elements, by their number in PostgreSQL's catalogue."""

Statement = tuple[bytes, Sequence[bytes | None]]
"""Name of a prepared statement, and its parameters in binary."""


def array(element_type: int, values: Sequence[bytes | None]) -> bytes:
    """Write values as an array in PostgreSQL's binary format.

    Args:
        element_type: TEXT (the bytes are UTF-8) or BYTEA.
        values: elements; None is null.
    """
    if not values:
        return struct.pack("!iii", 0, 0, element_type)
    parts = [struct.pack("!iiiii", 1, None in values, element_type, len(values), 1)]
    length = struct.Struct("!i").pack
    for value in values:
        if value is None:
            parts.append(length(-1))
        else:
            parts += (length(len(value)), value)
    return b"".join(parts)


async def prepare(connection: psycopg.AsyncConnection, statements: Sequence[tuple[bytes, bytes]]) -> None:
    """Prepare statements for the life of the connection.

    Args:
        connection: open, in autocommit mode, with nothing under way.
        statements: names, and SQL with ``$1`` for parameters.

    Raises:
        psycopg.Error: the server refused one, or the connection is lost.
    """
    with _Pipeline(connection) as pipeline:
        for name, sql in statements:
            pipeline.server.send_prepare(name, sql)
        await pipeline.answers(len(statements))


async def execute(connection: psycopg.AsyncConnection, statements: Sequence[Statement]) -> list[PGresult]:
    """Run prepared statements in one round trip; when one fails, those after it are not run.

    Args:
        connection: open, in autocommit mode, with nothing under way.
        statements: what to run, in order.

    Returns:
        A result for each, its values as text.

    Raises:
        psycopg.Error: the server refused one (the transaction block, if there is one, is still to be ended), or the
            connection is lost.
    """
    with _Pipeline(connection) as pipeline:
        for name, parameters in statements:
            pipeline.server.send_query_prepared(name, parameters, [1] * len(parameters))
        return await pipeline.answers(len(statements))


class _Pipeline:
    """Pipeline mode for as long as the context lasts."""

    def __init__(self, connection: psycopg.AsyncConnection) -> None:
        self.server: PGconn = connection.pgconn
        self._results: list[PGresult] = []
        self._nones = 0
        self._complete = False

    def __enter__(self) -> _Pipeline:
        self.server.enter_pipeline_mode()
        return self

    def __exit__(self, *_: object) -> None:
        if not self._complete:
            self.server.finish()  # given up half-way: what comes now belongs to nobody

    async def answers(self, expected: int) -> list[PGresult]:
        self.server.pipeline_sync()
        loop = asyncio.get_running_loop()
        socket = self.server.socket
        done: asyncio.Future[None] = loop.create_future()

        def attempt(step: Callable[[], bool], finished: Callable[[], object]) -> None:
            try:
                if step():
                    finished()
            except psycopg.Error as error:
                if not done.done():
                    done.set_exception(error)

        def answered() -> None:
            if not done.done():
                done.set_result(None)

        loop.add_reader(socket, attempt, lambda: self._read(expected), answered)
        try:
            if not self._flushed():
                loop.add_writer(socket, attempt, self._flushed, lambda: loop.remove_writer(socket))
            await done
            self._complete = True
        finally:
            loop.remove_reader(socket)
            loop.remove_writer(socket)
        self.server.exit_pipeline_mode()
        for result in self._results:
            if result.status == ExecStatus.FATAL_ERROR:
                raise psycopg.errors.error_from_result(result)
        return self._results

    def _flushed(self) -> bool:
        return self.server.flush() == 0

    def _read(self, expected: int) -> bool:
        # Each result is followed by None; the one of the synchronisation comes last.
        server = self.server
        server.consume_input()
        while not server.is_busy():
            result = server.get_result()
            if result is None:
                self._nones += 1
                if server.status != ConnStatus.OK or self._nones > expected + 1:
                    raise psycopg.OperationalError("the connection is lost")
            elif result.status == ExecStatus.PIPELINE_SYNC:
                return True
            else:
                self._results.append(result)
        return False
