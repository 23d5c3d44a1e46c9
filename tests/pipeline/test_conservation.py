"""Law 3 on real data: every body that the service accepted is accounted for."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.cases import cases, registry
from tests.harness import SHARED, Warehouse
from tests.ingest.running import running

pytestmark = pytest.mark.shared

CONNECTIONS = 32
Post = tuple[str, bytes]


def open_data() -> Iterator[Post]:
    """Yield the bodies of the open data."""
    for path in sorted((SHARED / "data").glob("*.ndjson.gz")):
        with gzip.open(path, "rt") as lines:
            for line in lines:
                item = json.loads(line)
                yield item["workflow_slug"], json.dumps(item["payload"], ensure_ascii=False).encode()


def contract_bodies() -> Iterator[Post]:
    """Yield the bodies of every workflow of the registry."""
    for workflow in sorted(registry()):
        for case in cases(workflow).values():
            yield workflow, json.dumps(case.body, ensure_ascii=False).encode()


async def post_all(port: int, posts: list[Post]) -> Counter[int]:
    """Post bodies over kept-alive connections and count the answers by status.

    A bare client: an HTTP library would spend most of the test's time on its own work.
    """
    statuses: Counter[int] = Counter()
    waiting = iter(posts)

    async def work() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for workflow, body in waiting:
            head = f"POST /ingest/{workflow} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = int(answer.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            statuses[int(answer.split(b" ", 2)[1])] += 1
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(work() for _ in range(CONNECTIONS)))
    return statuses


def test_every_accepted_body_is_accounted_for(module_warehouse: Warehouse, tmp_path: Path) -> None:
    posts = [*open_data(), *contract_bodies()]
    assert len(posts) > 70_000
    with running(module_warehouse.url, tmp_path, "--open") as service:
        port = int(service.base.rsplit(":", 1)[1])
        statuses = asyncio.run(post_all(port, posts))
    assert statuses == {202: len(posts)}
    assert module_warehouse.one("select count(*) from raw.payloads") == len(posts)

    outcome = module_warehouse.dbt("build", "--exclude-resource-type", "unit_test")
    assert outcome.success, outcome.failed()

    ledger = {
        row["workflow_slug"]: row
        for row in module_warehouse.rows(
            "select workflow_slug, sum(landed) as landed, sum(quarantined) as quarantined, sum(extracted) as extracted,"
            " sum(rejected) as rejected, sum(awaiting_model) as awaiting_model, sum(awaiting_build) as awaiting_build,"
            " sum(unexplained) as unexplained from ops.landing_ledger group by 1"
        )
    }
    landed = Counter(workflow for workflow, _ in posts)
    assert set(landed) == set(registry())
    assert {workflow: row["landed"] for workflow, row in ledger.items()} == landed
    for workflow, row in ledger.items():
        assert row["unexplained"] == row["quarantined"] == row["awaiting_build"] == 0, workflow
        assert row["awaiting_model"] == 0, workflow
        assert row["extracted"] + row["rejected"] == row["landed"], workflow
    assert module_warehouse.one("select count(*) from ops.current_gaps") == 0
    no_reason = "select count(*) from ops.rejections where rejected_reason = ''"
    assert module_warehouse.one(no_reason) == 0
