"""``hq demo``: everything once, with the sample data, in front of your eyes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console
from rich.panel import Panel

from ingest import reports, setup, warehouse
from ingest.errors import Failure
from ingest.landing import Delivery
from ingest.lines import find_files, read_file

IN_FLIGHT = 32
ATTEMPTS = 5


@dataclass
class Posted:
    """What the service answered.

    Attributes:
        landed: new deliveries.
        repeats: deliveries that it already had.
        quarantined: of the new ones, those kept as bytes, by reason code.
        refused: answers that mean nothing was kept, by status.
    """

    landed: int = 0
    repeats: int = 0
    quarantined: Counter[str] = field(default_factory=Counter)
    refused: Counter[int] = field(default_factory=Counter)


def run(project: Path) -> int:
    """Start the embedded server, land the samples over HTTP, build, and show the books.

    Args:
        project: folder of the dbt project.

    Returns:
        0 when everything went well, else the exit code of the step that did not.

    Raises:
        Failure: a step could not be done.
    """
    console = Console()
    files = find_files([project / "samples"])
    with _step(console, "1/5 database"):
        url = warehouse.owner_url(project)
    with _step(console, "2/5 schemas, roles, functions, seeds, raw tables (hq init)"):
        setup.initialise(project, url)
    deliveries = [line.delivery for path in files for line, _ in read_file(path) if line.delivery is not None]
    with _step(console, f"3/5 {len(deliveries)} sample webhooks over HTTP (hq serve)"), _service(project, url) as base:
        posted = asyncio.run(_post_all(base, deliveries))
    with _step(console, "4/5 from raw to extracted to core (hq build)"):
        code = setup.build(project, url, wait=60, quiet=True)
    if code != 0:
        raise Failure("The build failed: the output above says where; `hq build` shows all of it.", code)
    with _step(console, "5/5 documentation (hq docs)"):
        page = setup.write_docs(project, url)
    with warehouse.connect(url, autocommit=True) as connection:
        books = reports.ledger(connection)
    reports.show(reports.ledger_table(books))
    console.print(Panel(_closing_words(posted, page), title="HQ Master Data", expand=False))
    return 1 if posted.refused else 0


@contextmanager
def _step(console: Console, what: str) -> Iterator[None]:
    with console.status(what):
        yield
    console.print(f"[green]done[/green]  {what}", highlight=False)


@contextmanager
def _service(project: Path, url: str) -> Iterator[str]:
    log = project / ".hq" / "demo-service.log"
    log.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "ingest.cli", "serve", "--open", "--port", "0"]
    # Another warehouse that the shell may name has no business in the demo.
    environment = {
        name: value for name, value in os.environ.items() if name not in ("HQ_INGEST_DATABASE_URL", "HQ_WAREHOUSE_ID")
    }
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=project, env={**environment, "HQ_DATABASE_URL": url}, stderr=out)
        try:
            yield f"http://127.0.0.1:{asyncio.run(_port(process, log))}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


async def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    for _ in range(600):
        for text in log.read_text().splitlines():
            if '"listening"' in text:
                return int(json.loads(text)["port"])
        if process.poll() is not None:
            break
        await asyncio.sleep(0.1)
    raise Failure(f"The landing service did not start: its log is {log}.")


async def _post_all(base: str, deliveries: list[Delivery]) -> Posted:
    posted = Posted()
    waiting = iter(deliveries)
    limits = httpx.Limits(max_connections=IN_FLIGHT)
    async with httpx.AsyncClient(base_url=base, limits=limits, timeout=30, trust_env=False) as client:

        async def work() -> None:
            for delivery in waiting:
                _count(posted, await _post(client, delivery))

        await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
    return posted


async def _post(client: httpx.AsyncClient, delivery: Delivery) -> httpx.Response:
    headers = {"content-type": "application/json", "idempotency-key": delivery.idempotency_key or ""}
    for attempt in range(ATTEMPTS):
        try:
            answer = await client.post(f"/ingest/{delivery.workflow}", content=delivery.body, headers=headers)
        except httpx.TransportError:
            answer = httpx.Response(503)
        if answer.status_code < 500:
            break
        await asyncio.sleep(0.5 * 2**attempt)
    return answer


def _count(posted: Posted, answer: httpx.Response) -> None:
    if answer.status_code not in (202, 404):
        posted.refused[answer.status_code] += 1
        return
    content = answer.json()
    if content["repeat"]:
        posted.repeats += 1
        return
    posted.landed += 1
    if content["quarantined"]:
        posted.quarantined[content["quarantine_code"]] += 1


def _closing_words(posted: Posted, page: Path) -> str:
    words = [f"{posted.landed} deliveries landed."]
    if posted.repeats:
        words.append(f"Landed nothing twice: {posted.repeats} were already there.")
    words += [f"In quarantine as {code}: {number} (hq quarantine list)." for code, number in posted.quarantined.items()]
    words += [f"NOT accepted, status {status}: {number}." for status, number in posted.refused.items()]
    words += [
        "",
        f"Documentation of every table: {page}",
        "Go on: hq ledger | hq gaps check | hq serve --open | hq build | hq db url (for psql) | hq db stop",
    ]
    return "\n".join(words)
