"""Law 5: a transaction that commits behind a running build is not missed."""

from __future__ import annotations

import threading
import time
from typing import Any

import psycopg

from tests.bodies import discovery, profile
from tests.harness import COMPANIES, Warehouse

LAND = "select * from raw.land(%s::text[], %s::bytea[])"


def names(warehouse: Warehouse) -> set[str]:
    return {name for (name,) in warehouse.sql("select domain from core.companies")}


def body(domain: str) -> bytes:
    import json

    return json.dumps(discovery(domain)).encode()


def test_a_body_that_commits_late_is_read_by_the_next_build(warehouse: Warehouse) -> None:
    with psycopg.connect(warehouse.url) as slow:
        slow.execute(LAND, [["clay-find-companies"], [body("slow.example")]])
        # A later transaction commits first: by id, by time and by transaction id it lies behind the slow one.
        with warehouse.connect() as fast:
            fast.execute(LAND, [["clay-find-companies"], [body("fast.example")]])
        warehouse.build(*COMPANIES)
        seen_while_open = names(warehouse)
        slow.commit()
    warehouse.build(*COMPANIES)
    assert "slow.example" not in seen_while_open
    assert names(warehouse) == {"slow.example", "fast.example"}


def test_a_watermark_on_the_highest_id_would_lose_it(warehouse: Warehouse) -> None:
    """The same story, told with the window that this project does not use: the slow body lies below the maximum."""
    with psycopg.connect(warehouse.url) as slow:
        slow.execute(LAND, [["clay-find-companies"], [body("slow.example")]])
        with warehouse.connect() as fast:
            fast.execute(LAND, [["clay-find-companies"], [body("fast.example")]])
        highest = warehouse.one("select max(landed_xid)::text from raw.payloads")
        slow.commit()
    missed = warehouse.one("select count(*) from raw.payloads where landed_xid < %s::xid8", [highest])
    assert missed == 1


def test_nothing_is_missed_while_writers_are_slow(warehouse: Warehouse) -> None:
    stop = threading.Event()
    landed: list[str] = []
    errors: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            with psycopg.connect(warehouse.url) as connection:
                number = 0
                while not stop.is_set():
                    domains = [f"w{writer}-{number}-{part}.example" for part in range(3)]
                    connection.execute(LAND, [["clay-find-companies"] * 3, [body(domain) for domain in domains]])
                    slug = f"p{writer}-{number}"
                    connection.execute(LAND, [["clay-person-profile"], [_profile(slug)]])
                    time.sleep(0.05 * (writer + 1))
                    connection.commit()
                    landed.extend(domains)
                    number += 1
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(2):
        warehouse.build()
    stop.set()
    for thread in threads:
        thread.join()
    warehouse.build()
    assert not errors
    assert len(landed) > 50
    assert set(landed) <= names(warehouse)
    ledger: Any = warehouse.rows("select sum(landed) as landed, sum(extracted) as extracted from ops.landing_ledger")[0]
    assert ledger["landed"] == ledger["extracted"]
    assert warehouse.one("select count(*) from ops.current_gaps") == 0


def _profile(slug: str) -> bytes:
    import json

    return json.dumps(profile(slug, [{"title": "CEO", "company": "Acme"}])).encode()
