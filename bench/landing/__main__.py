"""``python -m bench.landing [--size small|full]``: how many bodies land a second, and what one costs."""

from __future__ import annotations

import socket
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import psycopg

from bench.bodies import bodies
from bench.command import main
from bench.figures import Figure, figure
from bench.landing import limits
from bench.landing.service import Posted, client, landing, post, post_flat_out
from bench.landing.stalls import stalls
from bench.pairs import alternate, beside, ratio, spread
from bench.server import PROJECT, Served, own_server, running, settle
from ingest import setup
from ingest.postgres import Server
from ingest.serve import allow_connections

CLIENTS = 32
MANY_CLIENTS = 128
"""Senders at once when a workflow of a large table runs; pgbench keeps its 32, where it is fastest or near it."""
IN_FLIGHT = (CLIENTS, MANY_CLIENTS)
DISTINCT = 48
"""Bodies that are posted again and again: as many as pgbench gets as variables."""

HEADERS = '{"content-type": "application/json"}'
"""What landing keeps of the headers that wrk sends; pgbench and COPY write the same row."""


def run(size: str, folder: Path) -> list[Figure]:
    """Measure landing beside pgbench, COPY and the way before, in turn.

    Args:
        size: ``small`` or ``full``.
        folder: not used; figures are returned.

    Returns:
        The figures.
    """
    rounds, seconds = (3, 6.0) if size == "small" else (7, 20.0)
    allow_connections()
    with own_server() as server, tempfile.TemporaryDirectory() as home:
        url = server.url()
        setup.initialise(PROJECT, url)
        chosen = postable(DISTINCT)
        file = Path(home) / "bodies.tsv"
        file.write_bytes(b"".join(slug.encode() + b"\t" + body + b"\n" for slug, body in chosen))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(limits.SINGLE)
            rows = limits.ready_rows(connection, chosen, HEADERS)
            with landing(url) as served, running(["bench.landing.seeds_way", url]) as before:
                found = _beside_limits(server, connection, served, before, file, chosen, rows, rounds, seconds)
                many = _many(server, served, file, seconds)
                peak = float(many[0].limit_value or 0)  # of the client in Python, which can also keep a pace
                found += _waits(server, served, file, chosen, rows, peak / 2, 2 * seconds)
                found += many
    return found


def postable(count: int) -> list[tuple[str, bytes]]:
    """Return the first bodies that a command line can carry and jsonb can hold, odd ones included."""
    chosen = []
    for slug, body in bodies("person", 4 * count):
        if len(body) < 20_000 and b"\n" not in body and b"\t" not in body and b"\\u0000" not in body:
            chosen.append((slug, body))
    return chosen[:count]


def _beside_limits(
    server: Server,
    connection: psycopg.Connection[tuple[object, ...]],
    served: Served,
    before: Served,
    file: Path,
    chosen: Sequence[tuple[str, bytes]],
    rows: Sequence[tuple[object, ...]],
    rounds: int,
    seconds: float,
) -> list[Figure]:
    def landed(clients: int) -> Posted:
        return post_flat_out(served, server.pid, file, seconds, clients)

    def as_before(clients: int) -> Posted:
        return post_flat_out(before, server.pid, file, seconds, clients)

    def one_by_one() -> limits.Speed:
        return limits.pgbench(server, chosen, rows, seconds, CLIENTS)

    def copied() -> limits.Speed:
        return limits.copy(server, connection, rows, seconds, "raw.payloads")

    landed(CLIENTS)
    # The way before goes last: what it leaves behind (connections, rows to be analysed) is at work for a while.
    designs: dict[str, Callable[[], Posted | limits.Speed]] = {
        f"landed, {CLIENTS}": partial(landed, CLIENTS),
        "pgbench": one_by_one,
        f"landed, {MANY_CLIENTS}": partial(landed, MANY_CLIENTS),
        "copy": copied,
        f"before, {CLIENTS}": partial(as_before, CLIENTS),
        f"before, {MANY_CLIENTS}": partial(as_before, MANY_CLIENTS),
    }
    took = alternate(designs, rounds)
    posted = {name: [item for item in items if isinstance(item, Posted)] for name, items in took.items()}
    single, copy = ([item for item in took[name] if isinstance(item, limits.Speed)] for name in ("pgbench", "copy"))
    found = []
    for clients in IN_FLIGHT:
        found += _flat_out(clients, posted[f"landed, {clients}"], posted[f"before, {clients}"], single, copy)
    refused = sum(sum(item.other.values()) for clients in IN_FLIGHT for item in posted[f"landed, {clients}"])
    return [*found, figure("landing", "answers that were not 202 in all of these", refused, "", at_most=0)]


def _flat_out(
    clients: int,
    ours: Sequence[Posted],
    before: Sequence[Posted],
    single: Sequence[limits.Speed],
    copy: Sequence[limits.Speed],
) -> list[Figure]:
    load, speed, middle = f"{clients} in flight", [item.a_second for item in ours], statistics.median
    return [
        beside("landing", f"bodies landed over HTTP, {load}", speed, "a second",
               (f"pgbench prepared, a row a transaction, {CLIENTS} clients", [item.a_second for item in single]),
               at_least=1.0, note=f"stretch 2.0; {spread(speed)}; posted by {client()}"),
        beside("landing", f"the same beside the way before, {load}", speed, "a second",
               ("a connection a request, a statement a table", [item.a_second for item in before]), at_least=30,
               note=f"p99 {middle([item.p99 for item in ours]):.0f} ms beside"
                    f" {middle([item.p99 for item in before]):.0f} ms"),
        beside("landing", f"the same beside COPY of ready rows, {load}", speed, "a second",
               ("COPY, 20,000 a transaction", [item.a_second for item in copy])),
        beside("landing", f"processor of the database for a body, {load}", [item.database_cpu for item in ours], "us",
               ("COPY", [item.cpu for item in copy]), at_most=1.5,
               note=f"pgbench {middle([item.cpu for item in single]):.0f} us, the way before"
                    f" {middle([item.database_cpu for item in before]):.0f} us"),
        figure("landing", f"processor of the service for a body, {load}", middle([item.app_cpu for item in ours]), "us",
               note=f"the way before {middle([item.app_cpu for item in before]):.0f} us"),
    ]  # fmt: skip


def _waits(
    server: Server,
    served: Served,
    file: Path,
    chosen: Sequence[tuple[str, bytes]],
    rows: Sequence[tuple[object, ...]],
    rate: float,
    seconds: float,
) -> list[Figure]:
    def landed() -> Posted:
        settle(server)
        return post(served, server.pid, file, seconds, "--rate", rate, "--clients", 256)

    def one_by_one() -> limits.Paced:
        settle(server)
        return limits.paced_pgbench(server, chosen, rows, seconds, rate, CLIENTS)

    # Seven rounds: autovacuum comes once a minute, in one or two of them.
    designs: dict[str, Callable[[], Posted | limits.Paced]] = {"landed": landed, "pgbench": one_by_one}
    took = alternate(designs, 7)
    ours = [item for item in took["landed"] if isinstance(item, Posted)]
    single = [item for item in took["pgbench"] if isinstance(item, limits.Paced)]
    waits = [item.p99 for item in ours]
    stood = stalls(2 * seconds)
    each = ratio([item.p99 for item in single], [item.p50 for item in single])
    return [
        beside("landing", "wait for the answer at half of the peak, p99", waits, "ms",
               ("p50", [item.p50 for item in ours]), at_most=3,
               note=f"{rate:.0f} a second at random moments, counted from when each was due;"
                    f" refused {sum(sum(item.other.values()) for item in ours)}; pgbench at that rate {each:.3g}"),
        beside("landing", "the same beside pgbench at that rate, p99", waits, "ms",
               ("pgbench prepared, a row a transaction", [item.p99 for item in single]), at_most=1.0,
               note=f"own goal; pgbench p50 {statistics.median(item.p50 for item in single):.3g} ms; {spread(waits)}"),
        figure("landing", "time in which a process that only asks for the time stands still", 100 * stood.share, "%",
               note=f"on each processor at once, pauses of 1 ms and more, the longest {stood.longest:.3g} ms"),
    ]  # fmt: skip


def _many(server: Server, served: Served, file: Path, seconds: float) -> list[Figure]:
    def alone() -> Posted:
        return post(served, server.pid, file, seconds, "--clients", CLIENTS)

    def among() -> Posted:
        # 2,000 connections stay open, and 100 senders deliver a byte now and then.
        stop = threading.Event()
        slow = threading.Thread(target=dawdle, args=(served.port, 100, stop))
        slow.start()
        try:
            return post(served, server.pid, file, seconds, "--clients", CLIENTS, "--idle", 2000)
        finally:
            stop.set()
            slow.join()

    took = alternate({"alone": alone, "among": among}, 3)
    speed = {name: [item.a_second for item in items] for name, items in took.items()}
    return [
        beside("landing", "bodies landed beside 2,000 open connections and 100 slow senders",
               speed["among"], "a second", ("without them", speed["alone"]), at_least=0.8,
               note=f"refused {sum(sum(t.other.values()) for t in took['among'])}"),
    ]  # fmt: skip


def dawdle(port: int, senders: int, stop: threading.Event) -> None:
    """Begin requests and send a byte of each body now and then, until told to stop."""
    open_ones = []
    for _ in range(senders):
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall(b"POST /ingest/clay-person-profile HTTP/1.1\r\nHost: slow\r\nContent-Length: 5000\r\n\r\n{")
        open_ones.append(one)
    while not stop.wait(0.5):
        for one in open_ones:
            try:
                one.sendall(b" ")
            except OSError:
                continue  # cut off after the time that a body may take
    for one in open_ones:
        one.close()


if __name__ == "__main__":
    sys.exit(main("landing", __doc__, run))
