"""A warehouse with a base of landed bodies, and the increments that are landed on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from bench import deliveries
from bench.bodies import bodies


@dataclass(frozen=True)
class Size:
    """How much is landed: for every person half a company and a fifth of a funding event.

    Attributes:
        people: number of person bodies.
    """

    people: int

    def counts(self) -> dict[str, int]:
        """Return the number of bodies by kind."""
        return {"company": self.people // 2, "funding": self.people // 5, "person": self.people}


def land(connection: psycopg.Connection[Any], kind: str, count: int, start: int = 0) -> None:
    """Land bodies of a kind, as the service does.

    Args:
        connection: the owner's, in autocommit mode.
        kind: one of :data:`bench.bodies.KINDS`.
        count: how many.
        start: number of the first one.
    """
    deliveries.land(connection, bodies(kind, count, start=start), _times(start))


def land_base(url: str, size: Size) -> None:
    """Land the base and let the planner know it, as autovacuum would have done by then."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set synchronous_commit = off")
        for kind, count in size.counts().items():
            land(connection, kind, count)
        connection.execute("vacuum analyze raw.payloads")


def land_increment(url: str, size: Size, number: int, count: int = 1000) -> None:
    """Land the n-th increment on a base: `count` people and in proportion what else there is."""
    with psycopg.connect(url, autocommit=True) as connection:
        for kind, many in Size(count).counts().items():
            land(connection, kind, many, size.counts()[kind] + number * many)


def _times(start: int) -> Iterator[str]:
    """Yield when bodies were received: one a second, so that a replay lands the same."""
    second = start
    while True:
        day, rest = divmod(second, 86_400)
        yield f"2026-{4 + day // 28:02}-{1 + day % 28:02} {rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}+00"
        second += 1
