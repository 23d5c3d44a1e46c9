"""Shows the built site on loopback."""

from __future__ import annotations

import signal
from pathlib import Path

import uvicorn

from ingest.site.service import Site

HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        for server in self.servers:
            for socket in server.sockets:
                print(f"http://{HOST}:{socket.getsockname()[1]}/ (Ctrl+C ends it)", flush=True)


def serve(folder: Path, port: int) -> int:
    """Serve until told to stop by SIGTERM or SIGINT.

    Args:
        folder: of the built site.
        port: to listen on; 0 takes a free one, which is printed.

    Returns:
        Exit code: 0 after a normal stop, 1 when the port is taken.
    """
    server = _Server(
        uvicorn.Config(Site(folder, None), host=HOST, port=port, log_level="warning", access_log=False, lifespan="on")
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    server.run()
    return 0 if server.started else 1
