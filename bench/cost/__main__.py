"""``python -m bench.cost [--size small|full]``: bytes on disk per body in each layer, with and without raw.

Bodies of four kinds are landed and built by the real models in a server of its own. What an empty warehouse takes
(seeds, indexes without rows) is not counted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import psycopg

from bench import deliveries, figures
from bench.bodies import bodies
from bench.command import main
from bench.figures import Figure
from bench.reads.__main__ import build
from bench.server import own_server
from ingest import setup

PROJECT = Path(__file__).resolve().parents[2]
PART = "cost"
BODIES = {"small": 4_000, "full": 200_000}
MIXTURE = {"person": 0.6, "company": 0.25, "customers": 0.1, "funding": 0.05}
LAYERS = ("raw", "extracted", "core", "reference", "ops", "history")

SIZES = """
    select n.nspname, sum(pg_table_size(c.oid))::bigint, sum(pg_indexes_size(c.oid))::bigint
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = any(%s)
    group by n.nspname
"""
LARGEST = """
    select c.oid::regclass::text, pg_total_relation_size(c.oid)
    from pg_class as c where c.relkind = 'r' and c.relnamespace = %s::regnamespace order by 2 desc limit 3
"""

Sizes = dict[str, tuple[int, int]]
"""Layer to bytes of its tables and of its indexes."""


def land(connection: psycopg.Connection[Any], count: int) -> int:
    """Land the mixture in batches.

    Args:
        connection: the owner's, in autocommit mode.
        count: how many bodies.

    Returns:
        Bytes of the bodies as they were sent.
    """
    return sum(deliveries.land(connection, bodies(kind, round(count * share))) for kind, share in MIXTURE.items())


def sizes(connection: psycopg.Connection[Any]) -> Sizes:
    """Return what each layer takes."""
    found = connection.execute(SIZES, [list(LAYERS)]).fetchall()
    return {layer: (int(tables), int(indexes)) for layer, tables, indexes in found}


def by_compression(connection: psycopg.Connection[Any]) -> list[Figure]:
    """Write the landed bodies once more with each way of compression that the server has."""
    row = connection.execute("select enumvals from pg_settings where name = 'default_toast_compression'").fetchone()
    ways, found = list(row[0]) if row else [], []
    for way in ways:
        connection.execute(f"create temporary table compressed_{way} (payload jsonb compression {way})".encode())
        # Made anew on the way: a value that is copied keeps the compression that it has.
        connection.execute(
            f"insert into compressed_{way} select payload || '{{}}' from raw.payloads"
            " where jsonb_typeof(payload) = 'object'".encode()
        )
        row = connection.execute(
            f"select pg_table_size('compressed_{way}')::float8 / count(*) from compressed_{way}".encode()
        ).fetchone()
        assert row
        found.append(figures.figure(PART, f"bodies alone, compressed by {way}", row[0], "bytes a body"))
    if "lz4" not in ways:
        note = "this server was built without lz4; see docs/guide/cost.md"
        found = [*found[:-1], figures.figure(PART, found[-1].name, found[-1].value, "bytes a body", note=note)]
    return found


def report(connection: psycopg.Connection[Any], empty: Sizes, full: Sizes, count: int, sent: int) -> list[Figure]:
    """Make figures of what the bodies added to each layer.

    Args:
        connection: the owner's.
        empty: sizes before the first body.
        full: sizes with all of them.
        count: number of bodies.
        sent: their bytes as they were sent.
    """
    found = [figures.figure(PART, "a body as it is sent", sent / count, "bytes", note=f"{count:,} bodies")]
    whole = 0.0
    kept = 0.0
    for layer in LAYERS:
        tables, indexes = (
            (after - before) / count for after, before in zip(full[layer], empty.get(layer, (0, 0)), strict=True)
        )
        largest = connection.execute(LARGEST, [layer]).fetchall()
        note = ", ".join(f"{name} {size / count:,.0f}" for name, size in largest if size / count >= 1)
        limit = ("as sent", sent / count)
        found.append(figures.figure(PART, f"{layer}: tables", tables, "bytes a body", limit=limit, note=note))
        found.append(figures.figure(PART, f"{layer}: indexes", indexes, "bytes a body", limit=limit))
        whole += tables + indexes
        kept += tables + indexes if layer != "raw" else 0.0
    limit = ("as sent", sent / count)
    found.append(figures.figure(PART, "everything, raw kept", whole, "bytes a body", limit=limit))
    note = "what would stay if raw were archived elsewhere; nothing in the project deletes it"
    found.append(figures.figure(PART, "everything but raw", kept, "bytes a body", limit=limit, note=note))
    return found


def run(size: str, out: Path) -> list[Figure]:
    """Land, build, vacuum and weigh.

    Args:
        size: ``small`` or ``full``.
        out: folder of the results; unused.

    Returns:
        Bytes per body, by layer.

    Raises:
        RuntimeError: dbt failed.
    """
    count = BODIES[size]
    with own_server() as server:
        setup.initialise(PROJECT, server.url())
        build(server.url())
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("vacuum analyze")
            empty = sizes(connection)
            sent = land(connection, count)
        build(server.url())
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("vacuum analyze")
            found = report(connection, empty, sizes(connection), count, sent)
            return found + by_compression(connection)


if __name__ == "__main__":
    sys.exit(main(PART, __doc__, run))
