"""The short way of the usual delivery: a whole request in one read, accepted without a task or an ASGI message.

Everything else (a body in pieces, gzip, no token, a full lane, pipelined requests) goes the way of uvicorn and ASGI.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState


class Wire(HttpToolsProtocol):
    """uvicorn's protocol, which offers a complete request to the application before it starts a task for it.

    The application has ``at_once(exchange) -> bool``: True when it has taken the request and will answer it.
    """

    def __init__(self, config: Config, server_state: ServerState, app_state: dict[str, Any], _loop: Any = None) -> None:  # noqa: ANN401
        """Serve one connection; uvicorn calls this."""
        super().__init__(config, server_state, app_state, _loop)
        self._at_once: Callable[[Exchange], bool] | None = getattr(config.app, "at_once", None)
        self._reading = False
        self._waiting: tuple[RequestResponseCycle, Any] | None = None

    def data_received(self, data: bytes) -> None:
        """Read; a request that is not complete by now is begun as uvicorn does."""
        self._reading = self._at_once is not None
        super().data_received(data)
        self._reading = False
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            super()._start_asgi_task(*waiting)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401
        if self._reading and app is self.app and not cycle.waiting_for_100_continue:
            self._waiting = cycle, app
        else:
            super()._start_asgi_task(cycle, app)

    def on_message_complete(self) -> None:
        """Offer the request to the application, now that all of it is there."""
        super().on_message_complete()
        waiting = self._waiting
        if waiting is None or waiting[0] is not self.cycle or self.cycle.more_body or not self._at_once:
            return
        self._waiting = None
        if not self._at_once(Exchange(self, self.cycle)):
            super()._start_asgi_task(*waiting)

    def start(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401
        """Go on with a request in a task of its own, as if it had never been offered."""
        super()._start_asgi_task(cycle, app)


class Exchange:
    """One request that is all there, and the way to answer it."""

    __slots__ = ("_cycle", "_wire", "body", "scope")

    def __init__(self, wire: Wire, cycle: RequestResponseCycle) -> None:
        """Keep what is needed; the body is that of the request as sent."""
        self._wire = wire
        self._cycle = cycle
        self.scope: Any = cycle.scope
        self.body = bytes(cycle.body)

    def answer(self, head: bytes, content: bytes) -> None:
        """Send a whole answer, unless the sender has gone.

        Args:
            head: status line and headers of the answer, each with its line end.
            content: the body; its length is added to the head.
        """
        cycle = self._cycle
        if cycle.disconnected or cycle.transport.is_closing():
            return
        parts = [head]
        parts += [b"%b: %b\r\n" % header for header in cycle.default_headers]
        if not cycle.keep_alive:
            parts.append(b"connection: close\r\n")
        parts += [b"content-length: %d\r\n\r\n" % len(content), content]
        cycle.response_started = cycle.response_complete = True
        cycle.transport.write(b"".join(parts))
        if not cycle.keep_alive:
            cycle.transport.close()
        cycle.on_response()

    @property
    def backed_up(self) -> bool:
        """Tell whether the sender does not read its answers."""
        return bool(self._cycle.flow.write_paused)

    def go_on(self, app: Any) -> None:  # noqa: ANN401
        """Answer by an ASGI application after all, in a task of its own."""
        self._wire.start(self._cycle, app)
