"""``python -m bench.landing.load PORT FILE``: posts bodies over loopback, as a process of its own, and counts answers.

It shares the machine with what it measures, so it does as little as possible: requests are made beforehand, an answer
is read as far as its length. The result is a line of JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import cast

import uvloop

from ingest.serve import allow_connections


@dataclass
class Count:
    """What came of it.

    Attributes:
        waits: milliseconds from when a request was due to its whole answer, of accepted ones.
        statuses: how many answers of each status; 0 for a connection that broke.
        late: requests that were sent after they were due, because every connection was busy.
    """

    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    late: int = 0


class Client(asyncio.Protocol):
    """One connection that is kept open; ``ask`` sends a request, ``answered`` is set by its answer."""

    def __init__(self, counted: Count, ready: asyncio.Queue[Client] | None = None) -> None:
        """Prepare; ``ready`` gets this client after each answer."""
        self._counted = counted
        self._ready = ready
        self._received = b""
        self._due = 0.0
        self.again: list[bytes] | None = None
        self.until = 0.0
        self.transport: asyncio.Transport | None = None
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the transport."""
        self.transport = cast(asyncio.Transport, transport)

    def ask(self, request: bytes, due: float) -> None:
        """Send a request."""
        assert self.transport
        self._due = due
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Read an answer; then send the next request at once, or say that this client is free."""
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        at = self._received.lower().find(b"content-length: ", 0, end)
        length = int(self._received[at + 16 : self._received.find(b"\r", at)])
        if len(self._received) < end + 4 + length:
            return
        status = int(self._received[9:12])
        self._received = b""
        now = perf_counter()
        self._counted.statuses[status] += 1
        if status == 202:
            self._counted.waits.append(1000 * (now - self._due))
        if self._ready is not None:
            self._ready.put_nowait(self)
        elif self.again is not None and now < self.until:
            self.ask(random.choice(self.again), now)
        elif not self.done.done():
            self.done.set_result(None)

    def connection_lost(self, _: Exception | None) -> None:
        """Count a connection that broke while an answer was due."""
        if not self.done.done():
            self._counted.statuses[0] += 1
            self.done.set_result(None)


def requests(file: Path) -> list[bytes]:
    """Make a request of each line of a file: workflow, tab, body."""
    made = []
    for line in file.read_bytes().split(b"\n"):
        slug, _, body = line.partition(b"\t")
        if slug:
            head = b"POST /ingest/%s HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n" % slug
            made.append(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    return made


async def closed(port: int, made: list[bytes], clients: int, seconds: float, idle: int = 0) -> Count:
    """Let clients post one body after the other, without a pause.

    Args:
        port: of the service on loopback.
        made: requests to choose from.
        clients: how many post side by side.
        seconds: how long.
        idle: further connections that post one body each and then stay open.
    """
    loop = asyncio.get_running_loop()
    counted = Count()
    sleeping = []
    for _ in range(idle):
        client = (await loop.create_connection(lambda: Client(counted), "127.0.0.1", port))[1]
        client.ask(made[0], perf_counter())
        sleeping.append(client)
    await asyncio.gather(*(client.done for client in sleeping))
    working = []
    for _ in range(clients):
        client = (await loop.create_connection(lambda: Client(counted), "127.0.0.1", port))[1]
        client.again = made
        working.append(client)
    counted.waits.clear()
    counted.statuses.clear()
    until = perf_counter() + seconds
    for client in working:
        client.until = until
        client.ask(random.choice(made), perf_counter())
    await asyncio.wait([client.done for client in working], timeout=seconds + 30)
    for client in working + sleeping:
        assert client.transport
        client.transport.close()
    return counted


async def paced(port: int, made: list[bytes], rate: float, seconds: float, clients: int) -> Count:
    """Post at random moments, so many a second on average, whatever the answers take.

    Args:
        port: of the service on loopback.
        made: requests to choose from.
        rate: bodies a second.
        seconds: how long.
        clients: most requests on their way at once.
    """
    loop = asyncio.get_running_loop()
    counted = Count()
    ready: asyncio.Queue[Client] = asyncio.Queue()
    every = [
        (await loop.create_connection(lambda: Client(counted, ready), "127.0.0.1", port))[1] for _ in range(clients)
    ]
    for client in every:
        ready.put_nowait(client)
    due = perf_counter()
    end = due + seconds
    while (due := due + random.expovariate(rate)) < end:
        pause = due - perf_counter()
        if pause > 0.0005:
            await asyncio.sleep(pause)
        counted.late += ready.empty()
        (await ready.get()).ask(random.choice(made), due)
    for _ in every:
        await asyncio.wait_for(ready.get(), 30)
    for client in every:
        assert client.transport
        client.done.cancel()
        client.transport.close()
    return counted


def main() -> None:
    """Read the command line, post, print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.landing.load", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rate", type=float, default=0, help="bodies a second; 0 posts without a pause")
    parser.add_argument("--idle", type=int, default=0, help="further connections that stay open")
    given = parser.parse_args()
    allow_connections()
    made = requests(given.file)
    gc.disable()  # its pauses are not the waits of the service
    began, used = time.monotonic(), time.process_time()
    counted = uvloop.run(
        paced(given.port, made, given.rate, given.seconds, given.clients)
        if given.rate
        else closed(given.port, made, given.clients, given.seconds, given.idle)
    )
    waits = sorted(counted.waits) or [float("nan")]
    result = {
        "accepted": counted.statuses[202],
        "a_second": counted.statuses[202] / given.seconds,
        "statuses": {str(status): number for status, number in sorted(counted.statuses.items())},
        "p50": statistics.median(waits),
        "p99": waits[min(len(waits) - 1, int(len(waits) * 0.99))],
        "most": waits[-1],
        "late": counted.late,
        "seconds": time.monotonic() - began,
        "cpu": time.process_time() - used,
    }
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
