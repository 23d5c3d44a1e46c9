"""A prepared statement as a transaction of its own in one round trip: for the call that is made for every few requests.

psycopg's own cursors need some 0.2 ms of Python for each statement, and three of them for a transaction.
"""

from __future__ import annotations

import asyncio
import select
import struct
from collections.abc import Callable, Sequence

import psycopg
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

TEXT, BYTEA, UUIDS = 25, 17, 2950
"""Types of elements, by their number in PostgreSQL's catalogue."""


def array(element_type: int, values: Sequence[bytes | None]) -> bytes:
    """Write values as an array in PostgreSQL's binary format.

    Args:
        element_type: TEXT (the bytes are UTF-8), BYTEA or UUIDS (16 bytes each).
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


def has_ended(connection: psycopg.AsyncConnection) -> bool:
    """Tell whether the server has something to say to a connection that waits for nothing: that it has ended.

    Args:
        connection: open, with nothing under way.
    """
    waiting = select.poll()  # select() refuses sockets beyond the first 1,024
    waiting.register(connection.pgconn.socket, select.POLLIN)
    return bool(waiting.poll(0))


async def prepare(connection: psycopg.AsyncConnection, name: bytes, statement: bytes) -> None:
    """Prepare a statement for the life of the connection.

    Args:
        connection: open, in autocommit mode, with nothing under way.
        name: of the statement.
        statement: SQL with ``$1`` for parameters.

    Raises:
        psycopg.Error: the server refused it, or the connection is lost.
    """
    await _Call(connection.pgconn).result(lambda server: server.send_prepare(name, statement))


async def execute(connection: psycopg.AsyncConnection, name: bytes, parameters: Sequence[bytes | None]) -> PGresult:
    """Run a prepared statement as a transaction of its own.

    Args:
        connection: open, in autocommit mode, with nothing under way.
        name: of the statement.
        parameters: in binary.

    Returns:
        The result, its values as text; the transaction is committed.

    Raises:
        psycopg.Error: the server refused it and rolled it back (the connection is in order), or the connection is lost.
    """
    call = _Call(connection.pgconn)
    return await call.result(lambda server: server.send_query_prepared(name, parameters, [1] * len(parameters)))


class _Call:
    """One statement on its way."""

    def __init__(self, server: PGconn) -> None:
        self._server = server
        self._result: PGresult | None = None
        self._done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def result(self, send: Callable[[PGconn], None]) -> PGresult:
        loop, socket = asyncio.get_running_loop(), self._server.socket
        complete = False
        try:
            send(self._server)
            loop.add_reader(socket, self._attempt, self._read)
            if not self._flushed():
                loop.add_writer(socket, self._attempt, self._flush)
            await self._done
            complete = True
        finally:
            loop.remove_reader(socket)
            loop.remove_writer(socket)
            if not complete:
                self._server.finish()  # given up half-way: what comes now belongs to nobody
        if self._result is None:
            raise psycopg.OperationalError("the server did not answer")
        if self._result.status == ExecStatus.FATAL_ERROR:
            raise psycopg.errors.error_from_result(self._result)
        return self._result

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except psycopg.Error as error:
            if not self._done.done():
                self._done.set_exception(error)

    def _flush(self) -> None:
        if self._flushed():
            asyncio.get_running_loop().remove_writer(self._server.socket)

    def _flushed(self) -> bool:
        return self._server.flush() == 0

    def _read(self) -> None:
        # The result comes first; an error of the commit comes after it, and counts. None ends them.
        server = self._server
        server.consume_input()
        while not server.is_busy():
            result = server.get_result()
            if result is not None:
                self._result = result
                continue
            if server.status != ConnStatus.OK:
                raise psycopg.OperationalError("the connection is lost")
            if not self._done.done():
                self._done.set_result(None)
            return
