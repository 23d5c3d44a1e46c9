"""How much of the time a process that only asks for the time does not get to run: nobody's wait can be shorter."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from os import cpu_count

NOTED = 0.001
"""Seconds; a shorter pause is the system's own work."""


@dataclass(frozen=True)
class Stalls:
    """Pauses of processes that do nothing else.

    Attributes:
        share: of their time in which one stood still for a millisecond or more.
        longest: pause, in ms.
    """

    share: float
    longest: float


def spin(seconds: float) -> list[float]:
    """Ask for the time again and again, and return the pauses between two answers, in seconds.

    Args:
        seconds: how long.
    """
    last = time.perf_counter()
    until, pauses = last + seconds, []
    while last < until:
        now = time.perf_counter()
        if now - last >= NOTED:
            pauses.append(now - last)
        last = now
    return pauses


def stalls(seconds: float) -> Stalls:
    """Let one process per processor spin.

    Args:
        seconds: how long.
    """
    spinning = cpu_count() or 1
    with ProcessPoolExecutor(spinning) as pool:
        pauses = [pause for found in pool.map(spin, [seconds] * spinning) for pause in found]
    return Stalls(sum(pauses) / (seconds * spinning), 1e3 * max(pauses, default=0.0))
