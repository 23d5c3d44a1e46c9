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


Parameters = Sequence[bytes | None]
"""Values in PostgreSQL's binary format."""

Following = Callable[[], Parameters | None]
"""Makes the parameters of the call that is to leave now; None when there is none."""


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
    call = Call(connection.pgconn, name)
    call.begin(lambda server: server.send_prepare(name, statement))
    await call.result()


class Call:
    """A prepared statement on its way, as a transaction of its own, over a connection with nothing else under way."""

    def __init__(self, server: PGconn, name: bytes) -> None:
        """Prepare, without sending.

        Args:
            server: in autocommit mode.
            name: of the statement.
        """
        self._server, self._socket = server, server.socket
        self._name = name
        self._result: PGresult | None = None
        self._loop = asyncio.get_running_loop()
        self._done: asyncio.Future[None] = self._loop.create_future()
        self._following: Following | None = None
        self.ahead: Call | None = None
        """The call that left when the result of this one arrived."""

    def send(self, parameters: Parameters) -> None:
        """Send the call; what goes wrong is raised by :meth:`result`.

        Args:
            parameters: in binary.
        """
        self.begin(lambda server: server.send_query_prepared(self._name, parameters, [1] * len(parameters)))

    def begin(self, send: Callable[[PGconn], None]) -> None:
        """Send whatever ``send`` sends; what goes wrong is raised by :meth:`result`."""
        self._attempt(lambda: send(self._server))
        if not self._done.done():
            self._loop.add_reader(self._socket, self._attempt, self._read)
            self._attempt(self._begin_to_flush)

    async def result(self, following: Following | None = None) -> PGresult:
        """Wait for the result.

        Args:
            following: is asked when the result has arrived and is no error; that call leaves at once, as ``ahead``.

        Returns:
            The result, its values as text; the transaction is committed.

        Raises:
            psycopg.Error: the server refused it and rolled it back (the connection is in order), or the connection is
                lost.
        """
        self._following = following
        complete = False
        try:
            await self._done
            complete = True
        finally:
            if not complete:
                self.give_up()
        if self._result is None:
            raise psycopg.OperationalError("the server did not answer")
        if self._result.status == ExecStatus.FATAL_ERROR:
            raise psycopg.errors.error_from_result(self._result)
        return self._result

    def arrived(self) -> bool:
        """Take in what the server has sent by now, without waiting; tell whether the call has ended. Never raises."""
        if not self._done.done():
            self._attempt(self._read)
        return self._done.done()

    def give_up(self) -> None:
        """End the connection: what comes now belongs to nobody."""
        if self.ahead is not None:
            self.ahead.give_up()
        self._silence()
        self._server.finish()
        self._done.cancel()

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except psycopg.Error as error:
            if not self._done.done():
                self._silence()
                self._done.set_exception(error)
                self._done.exception()  # it may be that nobody waits for it any more

    def _begin_to_flush(self) -> None:
        if self._server.flush() != 0:
            self._loop.add_writer(self._socket, self._attempt, self._flush)

    def _flush(self) -> None:
        if self._server.flush() == 0:
            self._loop.remove_writer(self._socket)

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
            self._complete()
            return

    def _complete(self) -> None:
        if self._done.done():
            return
        if self._following and self._result is not None and self._result.status != ExecStatus.FATAL_ERROR:
            self._go_on(self._following)
        if self.ahead is None:
            self._silence()
        self._done.set_result(None)

    def _go_on(self, following: Following) -> None:
        try:
            parameters = following()
        except Exception:  # whoever makes this call next meets the same
            return
        if parameters is not None:
            self.ahead = Call(self._server, self._name)
            self.ahead.send(parameters)

    def _silence(self) -> None:
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
