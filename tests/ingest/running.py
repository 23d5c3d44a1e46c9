"""What these suites share: a service as a process of its own, a server that may be killed, many requests at once."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psycopg

from ingest import postgres, tokens
from tests.harness import PROJECT, TEMPLATE, Warehouse, create_database, drop_database, start_copy

T = TypeVar("T")
PERSON = "clay-person-profile"
COMPANY = "clay-find-companies"

HEALTHY_JSON = b'{"linkedin_url": "https://www.linkedin.com/in/nobody-example", "n": 1}'
HOSTILE = {
    "nul escape": (b'{"a": "\\u0000"}', "nul_character"),
    "no json": (b'{"a": ', "invalid_json"),
    "empty": (b"", "invalid_json"),
    "bad utf-8": (b'{"a": "\xff\xfe"}', "invalid_encoding"),
    "nul byte": (b'{"a": "\x00"}', "invalid_encoding"),
    "lone surrogate": (b'{"a": "\\ud800"}', "invalid_json"),
    "too deep": (b"[" * 60_000 + b"]" * 60_000, "too_deep"),
    "huge exponent": (b'{"a": 1e999999}', "number_out_of_range"),
    "utf-16": '{"a": 1}'.encode("utf-16"), "form": b"a=1&b=2", "nan": b'{"a": NaN}',
}  # fmt: skip
"""Bodies that jsonb does not hold, with the reason code where it is certain."""


def hostile_bodies() -> dict[str, tuple[bytes, str | None]]:
    """Return the hostile bodies, each with its reason code or None."""
    return {name: body if isinstance(body, tuple) else (body, None) for name, body in HOSTILE.items()}


class Running:
    """A landing service in a process of its own."""

    command = "serve"
    variables = "HQ_INGEST"

    def __init__(self, url: str, folder: Path, *options: str, environment: Mapping[str, str] | None = None) -> None:
        self.log_file = folder / f"service-{time.monotonic_ns()}.log"
        variables = {name: value for name, value in os.environ.items() if not name.startswith("HQ_")}
        variables |= {f"{self.variables}_DATABASE_URL": url, **(environment or {})}
        command = [sys.executable, "-m", "ingest.cli", self.command, "--port", "0", *options]
        with self.log_file.open("w") as out:
            self.process = subprocess.Popen(command, cwd=PROJECT, env=variables, stderr=out, stdout=out)
        self.token: str | None = None

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    def events(self) -> list[dict[str, Any]]:
        """Return the lines of the log; every one must be JSON."""
        return [json.loads(line) for line in self.log.splitlines()]

    @property
    def base(self) -> str:
        """Wait until it listens, and return its address."""

        def port() -> int | None:
            assert self.process.poll() is None, self.log
            listening = [event for event in self.events() if event.get("event") == "listening"]
            return listening[0]["port"] if listening else None

        return f"http://127.0.0.1:{wait_for(port, 40)}"

    def client(self, **options: Any) -> httpx.Client:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return httpx.Client(base_url=self.base, headers=headers, timeout=20, trust_env=False, **options)

    def stop(self) -> int:
        """Stop it in an orderly way and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self) -> None:
        """Kill it as a crash would."""
        self.process.kill()
        self.process.wait(10)

    def ended(self, timeout: float = 40) -> int:
        """Wait for it to end by itself and return its exit code."""
        return self.process.wait(timeout)


class RunningStatus(Running):
    """A status service in a process of its own."""

    command = "serve-status"
    variables = "HQ_STATUS"


@contextmanager
def running(
    url: str,
    folder: Path,
    *options: str,
    environment: Mapping[str, str] | None = None,
    kind: type[Running] = Running,
) -> Iterator[Running]:
    """Run a service for as long as the context lasts."""
    service = kind(url, folder, *options, environment=environment)
    try:
        yield service
    finally:
        if service.process.poll() is None:
            service.kill()


@contextmanager
def running_with_token(
    warehouse: Warehouse,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    kind: type[Running] = Running,
) -> Iterator[Running]:
    """Run a service that asks for the token of a source named ``test``."""
    token, entry = tokens.new_token("test")
    needed = {f"{kind.variables}_TOKENS": entry, "HQ_WAREHOUSE_ID": str(warehouse_id(warehouse))}
    with running(warehouse.url, folder, environment={**needed, **(environment or {})}, kind=kind) as service:
        service.token = token
        yield service


def warehouse_id(warehouse: Warehouse) -> str:
    """Return the identity of a warehouse."""
    return str(warehouse.one("select warehouse_id from raw.warehouse_identity"))


def wait_for(condition: Callable[[], T | None], seconds: float) -> T:
    """Wait until a condition returns something, and return it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        result = condition()
        if result:
            return result
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def cut_off(warehouse: Warehouse) -> int:
    """End the connections of the landing service, wait until they are gone, and return how many there were."""
    with warehouse.connect() as connection:
        row = connection.execute(
            "select count(*) filter (where pg_terminate_backend(pid, 10000)) from pg_stat_activity"
            " where datname = current_database() and application_name = 'hq-ingest'"
        ).fetchone()
    assert row is not None
    return int(row[0])


class OwnServer:
    """An embedded server of one test, which may kill it."""

    def __init__(self, folder: Path, cluster: Path | None) -> None:
        self.folder = folder
        self.server = start_copy(cluster, folder) if cluster else postgres.start(folder)
        if cluster:
            drop_database(self.server.url("postgres"), "hq")
            create_database(self.server.url("postgres"), "hq", TEMPLATE)

    @property
    def url(self) -> str:
        return self.server.url()

    def kill(self) -> None:
        """Kill every process of the cluster as a power cut would, and wait until they are gone."""
        processes = [self.server.pid, *_children(self.server.pid)]
        for pid in processes:
            with suppress(ProcessLookupError):  # without its postmaster a backend ends by itself
                os.kill(pid, signal.SIGKILL)
        wait_for(lambda: not any(_alive(pid) for pid in processes), 20)

    def start(self) -> None:
        """Start it again; it recovers from its log."""
        for attempt in range(5):
            try:
                self.server = postgres.start(self.folder)
                return
            except (RuntimeError, psycopg.OperationalError):
                if attempt == 4:
                    raise
                time.sleep(1)


@contextmanager
def own_server(cluster: Path | None = None) -> Iterator[OwnServer]:
    """Run a server in a temporary folder for as long as the context lasts; with the prepared cluster a warehouse."""
    folder = Path(tempfile.mkdtemp(prefix="hq-"))
    try:
        yield OwnServer(folder / "pg", cluster)
    finally:
        postgres.stop(folder / "pg")
        shutil.rmtree(folder, ignore_errors=True)


async def post_many(
    base: str, bodies: Sequence[tuple[str, bytes, Mapping[str, str]]], in_flight: int, timeout: float = 20
) -> list[httpx.Response | None]:
    """Post bodies with so many in flight; an answer is None when the connection failed."""
    answers: list[httpx.Response | None] = [None] * len(bodies)
    waiting = iter(enumerate(bodies))
    limits = httpx.Limits(max_connections=in_flight)
    async with httpx.AsyncClient(base_url=base, timeout=timeout, limits=limits, trust_env=False) as client:

        async def work() -> None:
            for place, (workflow, body, headers) in waiting:
                try:
                    answers[place] = await client.post(f"/ingest/{workflow}", content=body, headers=dict(headers))
                except httpx.TransportError:
                    await asyncio.sleep(0.01)

        await asyncio.gather(*(work() for _ in range(in_flight)))
    return answers


def _children(pid: int) -> list[int]:
    text = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(number) for number in text.split()]


def _alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")
