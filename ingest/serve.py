"""Runs a service on uvicorn."""

from __future__ import annotations

import resource
import signal

import uvicorn
from starlette.types import ASGIApp

from ingest import logs
from ingest.wire import Wire


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if not self.started:
            return
        for server in self.servers:
            for socket in server.sockets:
                host, port = socket.getsockname()[:2]
                logs.line(event="listening", host=host, port=port)


MOST_FILES = 65_536


def allow_connections() -> None:
    """Let this process open as many connections as the system allows it: often only 1,024 are unless it asks."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(app: ASGIApp, host: str, port: int) -> int:
    """Serve until told to stop by SIGTERM or SIGINT; requests under way are finished first.

    Args:
        app: the service.
        host: address to listen on.
        port: port to listen on; 0 takes a free one, which the log names.

    Returns:
        Exit code: 0 after a normal stop, 3 when the service refused to start.
    """
    logs.take_over()
    allow_connections()
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http=Wire,
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=25,
    )
    server = _Server(config)
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn stops gracefully and then raises the signal again; an orderly stop ends with 0 all the same.
        signal.signal(number, lambda *_: None)
    server.run()
    return 0 if server.started else 3
