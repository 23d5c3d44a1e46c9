"""Requests over loopback: as fast as so many clients can, or so many a second whatever the answers take."""

from __future__ import annotations

import asyncio
import random
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter


@dataclass
class Times:
    """Milliseconds that answers took.

    Attributes:
        milliseconds: one per answer.
        seconds: how long asking went on.
        refused: answers that were not 200.
    """

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    refused: int = 0

    def add(self, other: Times) -> None:
        """Add the times of another round."""
        self.milliseconds += other.milliseconds
        self.seconds += other.seconds
        self.refused += other.refused

    def percentile(self, share: float) -> float:
        """Return the milliseconds within which this share of the answers came, 0 < share < 1."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")

    def row(self) -> list[str]:
        """Return answers a second, p50, p95, p99 and the longest, as text."""
        middle = statistics.median(self.milliseconds) if self.milliseconds else float("nan")
        figures = [middle, self.percentile(0.95), self.percentile(0.99), max(self.milliseconds, default=float("nan"))]
        return [f"{len(self.milliseconds) / max(self.seconds, 1e-9):.0f}", *(f"{figure:.1f}" for figure in figures)]


@dataclass(frozen=True)
class Request:
    """One request: method and path, and a body or none."""

    line: str
    body: bytes = b""

    def data(self) -> bytes:
        """Return what goes over the wire."""
        return f"{self.line} HTTP/1.1\r\nHost: bench\r\nContent-Length: {len(self.body)}\r\n\r\n".encode() + self.body


class Client:
    """One connection that is kept open. It does as little as possible, since it shares the processors."""

    def __init__(self, host: str, port: int) -> None:
        """Prepare, without connecting."""
        self._address = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: Request) -> int:
        """Send a request and read the whole answer; returns its status."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._address, limit=4 * 1024 * 1024)
        reader, writer = self._streams
        writer.write(request.data())
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.partition(b":")[2]))
        return int(head[9:12])

    def close(self) -> None:
        """Close the connection."""
        if self._streams is not None:
            self._streams[1].close()


async def at_once(address: tuple[str, int], clients: int, seconds: float, make: Callable[[], Request]) -> Times:
    """Let clients ask one question after the other.

    Args:
        address: of the service.
        clients: how many ask side by side.
        seconds: how long.
        make: makes the next request.

    Returns:
        What each answer took.
    """
    times = Times(seconds=seconds)
    end = perf_counter() + seconds

    async def work() -> None:
        client = Client(*address)
        while (began := perf_counter()) < end:
            times.refused += await client.ask(make()) != 200
            times.milliseconds.append(1000 * (perf_counter() - began))
        client.close()

    await asyncio.gather(*(work() for _ in range(clients)))
    return times


async def steady(address: tuple[str, int], rate: int, seconds: float, make: Callable[[], Request]) -> Times:
    """Ask at random moments, so many times a second, and do not wait for one answer before the next question.

    Args:
        address: of the service.
        rate: questions a second, on average.
        seconds: how long.
        make: makes the next request.

    Returns:
        What each answer took from the moment at which its question was due.
    """
    times = Times(seconds=seconds)
    idle: list[Client] = []
    clients: list[Client] = []
    asking: set[asyncio.Task[None]] = set()

    async def ask(due: float) -> None:
        client = idle.pop() if idle else Client(*address)
        if client not in clients:
            clients.append(client)
        times.refused += await client.ask(make()) != 200
        times.milliseconds.append(1000 * (perf_counter() - due))
        idle.append(client)

    due = perf_counter()
    end = due + seconds
    while (due := due + random.expovariate(rate)) < end:
        await asyncio.sleep(max(0.0, due - perf_counter()))
        task = asyncio.create_task(ask(due))
        asking.add(task)
        task.add_done_callback(asking.discard)
    await asyncio.gather(*asking)
    for client in clients:
        client.close()
    return times
