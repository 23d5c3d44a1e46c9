"""The short way of a whole request answers as the long way does, and so does a connection through a pooler."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import time
from collections.abc import Sequence

import pytest

from ingest.connection import DatabaseUnavailable
from ingest.landing import Delivery, Landing
from ingest.pipeline import BYTEA, TEXT, array
from tests.harness import Warehouse
from tests.ingest.running import HEALTHY_JSON, PERSON, Running, cut_off, hostile_bodies, running_with_token

Answer = tuple[int, dict[str, str], bytes]


def request(service: Running, path: str, body: bytes, *headers: str, method: str = "POST") -> bytes:
    token = [] if "anonymous" in headers else [f"Authorization: Bearer {service.token}"]
    further = [header for header in headers if header != "anonymous"]
    lines = [f"{method} {path} HTTP/1.1", "Host: test", f"Content-Length: {len(body)}", *token, *further]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def exchange(service: Running, pieces: Sequence[bytes], answers: int = 1) -> list[Answer]:
    """Send pieces with a pause after each, and read so many answers."""
    port = int(service.base.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(0.05 if len(pieces) > 1 else 0)
        with connection.makefile("rb") as stream:
            return [_answer(stream) for _ in range(answers)]


def _answer(stream: object) -> Answer:
    readline, read = stream.readline, stream.read  # type: ignore[attr-defined]
    status = int(readline().split()[1])
    headers = {}
    while (line := readline().decode().strip()) != "":
        name, _, value = line.partition(": ")
        headers[name] = value
    return status, headers, read(int(headers["content-length"]))


@pytest.mark.parametrize(
    "path, body, headers, status",
    [
        (f"/ingest/{PERSON}", HEALTHY_JSON, (), 202),
        (f"/ingest/{PERSON}/", HEALTHY_JSON, ("Connection: close",), 202),
        (f"/ingest/{PERSON}", b'{"a": "\\u0000"}', (), 202),
        (f"/ingest/{PERSON}", gzip.compress(HEALTHY_JSON, mtime=0), ("Content-Encoding: gzip",), 202),
        (f"/ingest/{PERSON}", HEALTHY_JSON, ("anonymous",), 401),
        ("/ingest/no-such-workflow", HEALTHY_JSON, (), 404),
        (f"/ingest/{PERSON}", b" " * 200_001, (), 413),
        ("/elsewhere", HEALTHY_JSON, (), 404),
    ],
)
def test_a_whole_request_is_answered_as_one_in_pieces(
    service: Running, path: str, body: bytes, headers: Sequence[str], status: int
) -> None:
    whole = request(service, path, body, *headers)
    ((status_whole, headers_whole, body_whole),) = exchange(service, [whole])
    ((status_pieces, headers_pieces, body_pieces),) = exchange(service, [whole[:30], whole[30:-5], whole[-5:]])
    assert status_whole == status_pieces == status
    one, other = json.loads(body_whole), json.loads(body_pieces)
    for known in (one, other):
        known.pop("payload_id", None)
        known.pop("detail", None)
    assert one == other
    for known in (headers_whole, headers_pieces):
        known.pop("date", None)
        known.pop("content-length", None)
    assert headers_whole == headers_pieces


def test_requests_sent_at_once_over_one_connection_are_answered_in_their_order(
    service: Running, module_warehouse: Warehouse
) -> None:
    together = b"".join(request(service, f"/ingest/{PERSON}", b'{"n": %d}' % number) for number in range(5))
    answers = exchange(service, [together], 5)
    assert [status for status, _, _ in answers] == [202] * 5
    stored = dict(module_warehouse.sql("select payload_id::text, payload from raw.payloads"))
    assert [stored[json.loads(body)["payload_id"]]["n"] for _, _, body in answers] == list(range(5))


def test_a_sender_that_leaves_before_its_answer_harms_nobody(service: Running) -> None:
    port = int(service.base.rsplit(":", 1)[1])
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(request(service, f"/ingest/{PERSON}", HEALTHY_JSON))
    assert exchange(service, [request(service, f"/ingest/{PERSON}", HEALTHY_JSON)])[0][0] == 202
    assert "Traceback" not in service.log


def test_both_ways_to_call_raw_land_answer_alike(warehouse: Warehouse) -> None:
    bodies = [HEALTHY_JSON, *(body for body, _ in hostile_bodies().values()), b"{}"]
    deliveries = [Delivery(PERSON, body, f"key-{n}", '{"x-clay-a": "ü"}') for n, body in enumerate(bodies)]
    deliveries += [Delivery("no-such-workflow", b"{}"), Delivery(PERSON, b"{}", "key-0")]

    async def land(direct: bool) -> list[tuple[object, ...]]:
        landing = Landing(warehouse.url, None)
        await landing.connect()
        assert landing.direct
        landing.direct = direct
        answers = await landing.land(deliveries)
        await landing.close()
        return [(a and a.workflow_slug, a and a.is_repeat, a and a.quarantine_code) for a in answers]

    first, again = asyncio.run(land(direct=True)), asyncio.run(land(direct=False))
    assert [(slug, code) for slug, _, code in first] == [(slug, code) for slug, _, code in again]
    assert [repeat for _, repeat, _ in first] == [False] * len(deliveries)
    assert [repeat for _, repeat, _ in again] == [True] * len(deliveries)  # its identity is made with a delivery


def test_a_lost_connection_is_noticed_and_known_not_to_have_committed(warehouse: Warehouse) -> None:
    async def scenario() -> None:
        landing = Landing(warehouse.url, None)
        await landing.connect()
        await landing.land([Delivery(PERSON, b"{}")])
        cut_off(warehouse)
        with pytest.raises(DatabaseUnavailable) as lost:
            await asyncio.wait_for(landing.land([Delivery(PERSON, b"{}")]), 10)
        assert not lost.value.maybe_committed
        assert not landing.connected

    asyncio.run(scenario())
    assert warehouse.one("select count(*) from raw.payloads") == 1


def test_a_connection_that_is_lost_during_a_call_may_have_committed(warehouse: Warehouse) -> None:
    async def scenario() -> None:
        landing = Landing(warehouse.url, None)
        await landing.connect()
        await landing.land([Delivery(PERSON, b"{}")])
        with warehouse.connect() as other:
            other.execute("select pg_advisory_lock(18513, 3)")
            call = asyncio.create_task(landing.land([Delivery(PERSON, b"{}")]))
            await asyncio.sleep(0.3)
            cut_off(warehouse)
            with pytest.raises(DatabaseUnavailable) as lost:
                await asyncio.wait_for(call, 10)
        assert lost.value.maybe_committed
        assert not landing.connected

    asyncio.run(scenario())
    assert warehouse.one("select count(*) from raw.payloads") == 1


def test_an_error_of_the_commit_is_a_refusal_that_rolled_back(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        connection.execute(
            "create function raw.refuse() returns trigger language plpgsql as $$ begin"
            " if new.payload ->> 'n' = '13' then raise check_violation; end if; return null; end $$;"
            "create constraint trigger refuse after insert on raw.person_payloads"
            " deferrable initially deferred for each row execute function raw.refuse()"
        )

    async def scenario() -> list[str | None]:
        landing = Landing(warehouse.url, None)
        await landing.connect()
        answers = await landing.land([Delivery(PERSON, b'{"n": %d}' % number) for number in (12, 13, 14)])
        assert landing.connected
        await landing.close()
        return [answer.quarantine_code if answer else "none" for answer in answers]

    assert asyncio.run(scenario()) == [None, "landing_failed", None]
    assert warehouse.one("select count(*) from raw.payloads") == 3


def test_arrays_in_binary_are_what_the_server_reads(warehouse: Warehouse) -> None:
    texts, bodies = [b"a", None, "ü\U0001f680".encode(), b""], [b"", b"\x00\xff", None, b"x" * 70_000]
    with warehouse.connect() as connection:
        for kind, values in ((TEXT, texts), (BYTEA, bodies), (TEXT, [])):
            result = connection.pgconn.exec_params(
                b"select array(select encode(x, 'hex') from unnest($1::bytea[]) as x)::text"
                if kind == BYTEA
                else b"select array(select encode(convert_to(x, 'UTF8'), 'hex') from unnest($1::text[]) as x)::text",
                [array(kind, values)],
                param_formats=[1],
            )
            wanted = ",".join("NULL" if v is None else v.hex() or '""' for v in values)
            assert result.get_value(0, 0) == b"{%b}" % wanted.encode()


@pytest.mark.long
def test_two_thousand_open_connections_and_slow_senders_do_not_stop_it(warehouse: Warehouse, folder: object) -> None:
    with running_with_token(warehouse, folder, {"HQ_BODY_TIMEOUT": "30"}) as service:  # type: ignore[arg-type]
        port = int(service.base.rsplit(":", 1)[1])
        whole = request(service, f"/ingest/{PERSON}", HEALTHY_JSON)

        async def scenario() -> list[int]:
            begun = [await asyncio.open_connection("127.0.0.1", port) for _ in range(200)]
            for _, writer in begun:
                writer.write(whole[:-4])
            idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(1800)]
            statuses = []
            for _, writer in idle:
                writer.write(whole)
            for reader, _ in idle:
                statuses.append(int((await reader.readuntil(b"\r\n\r\n"))[9:12]))
            for reader, writer in begun:
                writer.write(whole[-4:])
                statuses.append(int((await reader.readuntil(b"\r\n\r\n"))[9:12]))
            for _, writer in begun + idle:
                writer.close()
            return statuses

        from ingest.serve import allow_connections

        allow_connections()
        assert asyncio.run(asyncio.wait_for(scenario(), 120)) == [202] * 2000
    assert warehouse.one("select count(*) from raw.payloads") == 2000
