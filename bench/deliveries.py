"""Landing bodies as the service does, without the service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import psycopg

BATCH = 1000
"""Bodies of one call of raw.land."""


def land(
    connection: psycopg.Connection[Any], deliveries: Iterable[tuple[str, bytes]], times: Iterator[str] | None = None
) -> int:
    """Land bodies, a batch a call.

    Args:
        connection: one that may call raw.land, in autocommit mode.
        deliveries: slug of the workflow and body, for instance of :func:`bench.bodies.bodies`.
        times: when each was received; now when None.

    Returns:
        Bytes of the bodies.
    """
    size, rest = 0, iter(deliveries)
    while batch := list(islice(rest, BATCH)):
        slugs, bodies = [slug for slug, _ in batch], [body for _, body in batch]
        size += sum(map(len, bodies))
        if times is None:
            connection.execute("select count(*) from raw.land(%b::text[], %b::bytea[])", [slugs, bodies])
        else:
            moments = list(islice(times, len(batch)))
            connection.execute(
                "select count(*) from raw.land(%b::text[], %b::bytea[], %s::timestamptz[])", [slugs, bodies, moments]
            )
    return size
