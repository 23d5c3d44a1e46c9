"""The lane: what arrives during a call goes in the next one, and nobody is harmed by a neighbour."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from ingest.connection import DatabaseUnavailable
from ingest.identity import Identity
from ingest.landing import Delivery, Following, Landed, Landing
from ingest.lane import Lane, LaneFull, Limits, NotLanded
from tests.harness import Warehouse
from tests.ingest.running import (
    HEALTHY_JSON,
    PERSON,
    Running,
    cut_off,
    hostile_bodies,
    post_many,
    running_with_token,
)


class FakeLanding(Landing):
    """Remembers its calls; each one waits until it is let go."""

    def __init__(self) -> None:
        super().__init__("", None)
        self.calls: list[int] = []
        self.gate = asyncio.Semaphore(0)
        self.failing = 0
        self.up = False

    @property
    def connected(self) -> bool:
        return self.up

    async def connect(self, timeout: float = 5.0) -> Identity:
        self.up = True
        self.identity = Identity("fake", "hq_ingest", UUID(int=1), 1)
        return self.identity

    async def close(self) -> None:
        self.up = False

    async def land(self, deliveries: Sequence[Delivery], following: Following | None = None) -> list[Landed | None]:
        self.calls.append(len(deliveries))
        await self.gate.acquire()
        if self.failing:
            self.failing -= 1
            self.up = False
            raise DatabaseUnavailable("test", maybe_committed=True)
        return [Landed(delivery.body.decode(), PERSON, False, None) for delivery in deliveries]


async def started(limits: Limits | None = None) -> tuple[FakeLanding, Lane]:
    landing = FakeLanding()
    lane = Lane(landing, limits)
    await lane.start(1)
    return landing, lane


def offer(lane: Lane, *bodies: bytes) -> list[asyncio.Task[Landed]]:
    return [asyncio.create_task(lane.land(Delivery(PERSON, body))) for body in bodies]


def test_what_arrives_during_a_call_goes_together_in_the_next() -> None:
    async def scenario() -> None:
        landing, lane = await started()
        first = offer(lane, b"0")
        await asyncio.sleep(0.01)
        others = offer(lane, *(str(number).encode() for number in range(1, 8)))
        await asyncio.sleep(0.01)
        assert landing.calls == [1]
        landing.gate.release()
        landing.gate.release()
        answers = await asyncio.gather(*first, *others)
        assert landing.calls == [1, 7]
        assert [answer.payload_id for answer in answers] == [str(number) for number in range(8)]
        await lane.stop(1)

    asyncio.run(scenario())


def test_a_call_is_bounded_by_rows_and_by_bytes() -> None:
    async def scenario() -> None:
        landing, lane = await started(Limits(call_rows=3, call_bytes=100))
        tasks = offer(lane, b"0")
        await asyncio.sleep(0.01)
        tasks += offer(lane, *[b"1"] * 5, b"x" * 60, b"y" * 60, b"z" * 1000)
        await asyncio.sleep(0.01)
        for _ in range(9):
            landing.gate.release()
        await asyncio.gather(*tasks)
        assert landing.calls == [1, 3, 3, 1, 1]
        await lane.stop(1)

    asyncio.run(scenario())


@pytest.mark.parametrize("limits", [Limits(waiting_rows=2), Limits(waiting_bytes=20)])
def test_a_full_lane_refuses_at_once(limits: Limits) -> None:
    async def scenario() -> None:
        landing, lane = await started(limits)
        tasks = offer(lane, b"0" * 10)
        await asyncio.sleep(0.01)
        tasks += offer(lane, b"1" * 10, b"2" * 10)
        await asyncio.sleep(0.01)
        with pytest.raises(LaneFull):
            await lane.land(Delivery(PERSON, b"3" * 10))
        landing.gate.release()
        landing.gate.release()
        assert len(await asyncio.gather(*tasks)) == 3
        await lane.stop(1)

    asyncio.run(scenario())


def test_a_lost_connection_fails_those_in_the_call_and_those_that_wait_then_recovers() -> None:
    async def scenario() -> None:
        landing, lane = await started()
        landing.failing = 1
        tasks = offer(lane, b"0")
        await asyncio.sleep(0.01)
        tasks += offer(lane, b"1", b"2")
        landing.gate.release()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(result) for result in results] == [NotLanded] * 3
        await asyncio.sleep(0.01)
        landing.gate.release()
        assert (await lane.land(Delivery(PERSON, b"4"))).payload_id == "4"
        await lane.stop(1)

    asyncio.run(scenario())


def test_a_log_that_cannot_be_written_ends_no_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        landing, lane = await started()
        landing.failing = 1
        with pytest.raises(NotLanded):
            landing.gate.release()
            await lane.land(Delivery(PERSON, b"0"))
        landing.gate.release()
        assert (await lane.land(Delivery(PERSON, b"1"))).payload_id == "1"
        await lane.stop(1)

    full = Path("/dev/full").open("w", buffering=1)  # noqa: SIM115 (closing it fails, as every write to it does)
    with pytest.raises(OSError, match="No space left"):
        full.write("a line\n")
    with monkeypatch.context() as patch:
        patch.setattr("sys.stderr", full)
        asyncio.run(scenario())
    with suppress(OSError):
        full.close()


def test_an_error_that_nobody_thought_of_ends_no_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.lane.RECOVERY_SECONDS", 0.01)

    async def scenario() -> None:
        landing, lane = await started()
        reconnect = landing.connect_again

        async def fails_once(longest_backoff: float, goes_on: Callable[[], bool]) -> bool:
            monkeypatch.setattr(landing, "connect_again", reconnect)
            raise ZeroDivisionError

        monkeypatch.setattr(landing, "connect_again", fails_once)
        landing.failing = 1
        landing.gate.release()
        with pytest.raises(NotLanded):
            await lane.land(Delivery(PERSON, b"0"))
        await asyncio.sleep(0.1)
        landing.gate.release()
        assert (await lane.land(Delivery(PERSON, b"1"))).payload_id == "1"
        await lane.stop(1)

    asyncio.run(scenario())


def test_stopping_lands_what_waits() -> None:
    async def scenario() -> None:
        landing, lane = await started(Limits(call_rows=1))
        tasks = offer(lane, b"0", b"1", b"2")
        await asyncio.sleep(0.01)
        for _ in range(3):
            landing.gate.release()
        await lane.stop(5)
        assert [(await task).payload_id for task in tasks] == ["0", "1", "2"]
        with pytest.raises(NotLanded):
            await lane.land(Delivery(PERSON, b"3"))

    asyncio.run(scenario())


def test_stopping_keeps_its_deadline_and_fails_the_rest() -> None:
    async def scenario() -> None:
        _, lane = await started()
        tasks = offer(lane, b"0")
        await asyncio.sleep(0.01)
        tasks += offer(lane, b"1")
        await asyncio.sleep(0.01)
        await asyncio.wait_for(lane.stop(0.2), 2)
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(result) for result in results] == [NotLanded] * 2

    asyncio.run(scenario())


def test_bad_neighbours_harm_nobody(service: Running, module_warehouse: Warehouse) -> None:
    hostile = [body for body, _ in hostile_bodies().values()]
    bodies = [
        hostile[number // 7 % len(hostile)] if number % 7 == 0 else b'{"n": %d}' % number for number in range(600)
    ]
    headers = {"authorization": f"Bearer {service.token}"}
    answers = asyncio.run(post_many(service.base, [(PERSON, body, headers) for body in bodies], 64))
    stored = {
        str(row[0]): row[1:] for row in module_warehouse.sql("select payload_id, payload, body from raw.payloads")
    }
    for body, answer in zip(bodies, answers, strict=True):
        assert answer is not None
        assert answer.status_code == 202
        payload, quarantined = stored[answer.json()["payload_id"]]
        if answer.json()["quarantined"]:
            assert bytes(quarantined) == body
        else:
            assert payload == json.loads(body)
    assert sum(answer.json()["quarantined"] for answer in answers if answer) == len(range(0, 600, 7))


def test_a_constraint_that_raw_land_does_not_expect_fails_one_body_only(warehouse: Warehouse, folder: Path) -> None:
    refusing = "alter table raw.payloads add constraint odd check (payload ->> 'n' is distinct from '13')"
    with warehouse.connect() as connection:
        connection.execute(refusing)
    with running_with_token(warehouse, folder) as service:
        headers = {"authorization": f"Bearer {service.token}"}
        bodies = [(PERSON, b'{"n": %d}' % number, headers) for number in range(40)]
        answers = asyncio.run(post_many(service.base, bodies, 20))
    assert [answer.status_code for answer in answers if answer] == [202] * 40
    codes = [answer.json().get("quarantine_code") for answer in answers if answer]
    assert codes == [None] * 13 + ["landing_failed"] + [None] * 26
    assert warehouse.one("select count(*) from raw.payloads") == 40
    assert bytes(warehouse.one("select body from raw.payloads where body is not null")) == b'{"n": 13}'


def test_a_refusal_of_the_database_that_no_body_is_to_blame_for_is_answered_503(
    warehouse: Warehouse, folder: Path
) -> None:
    with running_with_token(warehouse, folder) as service, service.client() as client:
        assert client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON).status_code == 202
        with warehouse.connect() as connection:
            connection.execute("revoke execute on all functions in schema raw from hq_ingest")
        answer = client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert client.get("/ready").status_code == 503
        assert client.get("/health").status_code == 200
        with warehouse.connect() as connection:
            connection.execute("grant execute on function raw.land to hq_ingest")
        deadline = time.monotonic() + 10  # the connection is just being made anew
        while client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON).status_code != 202:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert warehouse.one("select count(*) from raw.payloads") == 2


def test_a_connection_that_died_unnoticed_costs_no_delivery(warehouse: Warehouse, folder: Path) -> None:
    with running_with_token(warehouse, folder) as service, service.client() as client:
        for _ in range(3):
            cut_off(warehouse)
            assert client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON).status_code == 202
    assert warehouse.one("select count(*) from raw.payloads") == 3


def test_landing_acts_as_the_role_that_may_do_nothing_else(warehouse: Warehouse, folder: Path) -> None:
    with warehouse.connect() as connection:
        connection.execute(
            "create table raw.seen (who text, path text); grant insert on raw.seen to public;"
            "create function raw.watch() returns trigger language plpgsql as $$ begin"
            " insert into raw.seen values (current_setting('role'), current_setting('synchronous_commit'));"
            " return new; end $$;"
            "create trigger watch after insert on raw.person_payloads for each row execute function raw.watch()"
        )
    with running_with_token(warehouse, folder) as service, service.client() as client:
        assert client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON).status_code == 202
    assert warehouse.sql("select * from raw.seen") == [("hq_ingest", "on")]


def test_the_ingest_role_itself_can_serve_and_can_read_nothing(warehouse: Warehouse, folder: Path) -> None:
    url = warehouse.url.replace("//postgres@", "//hq_ingest@")
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        pytest.skip("this server wants a password of hq_ingest")
    with running_with_token(warehouse, folder, {"HQ_INGEST_DATABASE_URL": url}) as service, service.client() as client:
        assert client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON).status_code == 202
        assert client.get("/ready").status_code == 200
        assert len(client.get("/openapi.json").json()["paths"]) > 5
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (
            "select 1 from raw.payloads", "insert into raw.refusals values (now(), 'a', 'b', 1)",
            "select raw.quarantine_list()", "select raw.sync_registry()", "create table raw.mine ()",
            "select 1 from reference.enrichment_workflow_registry", "create table public.mine ()",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
