"""A receiver of alerts on loopback, over real HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """What came in.

    Attributes:
        url: to post to; its path stands for a secret.
        bodies: of the requests, in order.
    """

    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def receiver(answers: Sequence[int] = ()) -> Iterator[Receiver]:
    """Receive alerts; `answers` are the status codes of the first requests, after them 200. 0 hangs up."""
    received = Receiver()
    waiting = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.bodies.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            status = waiting.pop(0) if waiting else 200
            if status:
                self.send_response(status)
                if status in (301, 307):
                    self.send_header("location", received.url)
                self.send_header("content-length", "0")
                self.end_headers()
            else:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    received.url = f"http://127.0.0.1:{server.server_port}/hooks/s3cr3t-path"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
