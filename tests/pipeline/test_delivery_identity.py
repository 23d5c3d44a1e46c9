"""What a delivery is known by: identity and hash come from the caller, or are made where they are missing."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from ingest import setup
from ingest.landing import HASHED_HERE_BYTES, Delivery, Landed, Landing
from tests.harness import PROJECT, Warehouse

WORKFLOW = "clay-find-companies"
LAND = """
    select ordinal, payload_id, is_repeat from raw.land(
        %s::text[], %s::bytea[], p_idempotency_key => %s::text[],
        p_payload_id => %s::uuid[], p_body_sha256 => %s::bytea[]
    ) order by ordinal
"""
STORED = "select payload_id, body_sha256 from raw.payloads where payload_id = any(%s::uuid[])"


def land(warehouse: Warehouse, bodies: list[bytes], **given: Any) -> list[tuple[UUID, bool]]:
    """Land bodies with what is given, and return identity and whether it is a repeat."""
    wanted = [[WORKFLOW] * len(bodies), bodies, given.get("key"), given.get("id"), given.get("hash")]
    return [(payload_id, is_repeat) for _, payload_id, is_repeat in warehouse.sql(LAND, wanted)]


def test_what_the_caller_gives_is_kept(module_warehouse: Warehouse) -> None:
    ids, bodies = [uuid4(), uuid4()], [b'{"company_domain": "a.example"}', b"no json"]
    hashes = [sha256(body).digest() for body in bodies]
    assert land(module_warehouse, bodies, id=ids, hash=hashes) == [(ids[0], False), (ids[1], False)]
    assert dict(module_warehouse.sql(STORED, [ids])) == dict(zip(ids, hashes, strict=True))


async def land_by_service(url: str, delivery: Delivery) -> Landed | None:
    """Land one delivery as the service does."""
    landing = Landing(url, None)
    await landing.connect()
    try:
        return (await landing.land([delivery]))[0]
    finally:
        await landing.close()


@pytest.mark.parametrize("missing", ["neither is given", "one identity", "one hash", "too few", "none"])
def test_what_is_missing_is_made(module_warehouse: Warehouse, missing: str) -> None:
    bodies = [b'{"company_domain": "a.example"}', b'{"company_domain": "b.example"}']
    hashes = [sha256(body).digest() for body in bodies]
    cases: dict[str, dict[str, Any]] = {
        "neither is given": {},
        "one identity": {"id": [None, uuid4()], "hash": hashes},
        "one hash": {"id": [uuid4(), uuid4()], "hash": [None, hashes[1]]},
        "too few": {"id": [uuid4()], "hash": hashes[:1]},
        "none": {"id": [], "hash": []},
    }
    given = cases[missing]
    answers = land(module_warehouse, bodies, **given)
    ids = [payload_id for payload_id, _ in answers]
    assert [is_repeat for _, is_repeat in answers] == [False, False]
    for wanted, found in zip(given.get("id", []), ids, strict=False):
        assert wanted in (None, found)
    assert dict(module_warehouse.sql(STORED, [ids])) == dict(zip(ids, hashes, strict=True))
    versions = module_warehouse.sql("select distinct substr(id::text, 15, 1) from unnest(%s::uuid[]) as id", [ids])
    assert versions == [("4",)]


def test_the_identity_of_a_delivery_with_a_key_is_never_the_callers(module_warehouse: Warehouse) -> None:
    body = [b'{"company_domain": "keyed.example"}'] * 3
    first = land(module_warehouse, body, key=["k-1", "k-1", None], id=[uuid4(), uuid4(), uuid4()])
    assert first[0][0] == first[1][0] != first[2][0]
    assert [is_repeat for _, is_repeat in first] == [False, True, False]
    again = land(module_warehouse, body[:1], key=["k-1"], id=[uuid4()])
    assert again == [(first[0][0], True)]


def test_the_same_identity_lands_once(module_warehouse: Warehouse) -> None:
    body, same = [b'{"company_domain": "once.example"}'], uuid4()
    assert land(module_warehouse, body * 2, id=[same, same]) == [(same, False), (same, True)]
    assert land(module_warehouse, body, id=[same]) == [(same, True)]
    assert module_warehouse.one("select count(*) from raw.payloads where payload_id = %s", [same]) == 1


def test_what_is_redacted_has_the_hash_of_what_is_kept(warehouse: Warehouse) -> None:
    body = b'{"person_name": "Ann Example", "linkedin_url": "https://www.linkedin.com/in/ann-erased"}'
    hashes = [sha256(body).digest()]
    with warehouse.connect() as connection:
        connection.execute(
            "insert into ops.erasures (kind, keys) values ('person', '{}');"
            "insert into ops.erased_keys select ops.key_hash('person:https://www.linkedin.com/in/ann-erased'),"
            " 'person', erasure_id from ops.erasures"
        )
    ((payload_id, _),) = warehouse.sql(
        "select payload_id, quarantine_code from raw.land(array['clay-person-profile'], array[%s::bytea],"
        " p_payload_id => array[gen_random_uuid()], p_body_sha256 => %s::bytea[])",
        [body, hashes],
    )
    kept = warehouse.one("select body_sha256 from raw.payloads where payload_id = %s", [payload_id])
    assert kept != hashes[0]


@pytest.mark.parametrize("size", [2, HASHED_HERE_BYTES, HASHED_HERE_BYTES + 1])
def test_the_service_and_the_database_make_the_same_hash(module_warehouse: Warehouse, size: int) -> None:
    body = b'"' + b"x" * (size - 2) + b'"'
    answer = asyncio.run(land_by_service(module_warehouse.url, Delivery(WORKFLOW, body)))
    assert answer is not None
    assert dict(module_warehouse.sql(STORED, [[answer.payload_id]])) == {UUID(answer.payload_id): sha256(body).digest()}


@pytest.mark.long
def test_the_entry_point_of_an_earlier_release_gives_way(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        connection.execute("drop function raw.land, raw.land_batch")
        for name in ("land", "land_batch"):
            connection.execute(
                f"""create function raw.{name}(
                    p_workflow text[], p_body bytea[], p_received_at timestamptz[] default null,
                    p_idempotency_key text[] default null, p_headers jsonb[] default null,
                    p_quarantine_code text[] default null
                ) returns table (ordinal integer) language sql as 'select 1'"""
            )
    setup.initialise(PROJECT, warehouse.url)
    with warehouse.connect() as connection:
        connection.execute("set role hq_ingest")
        assert connection.execute(LAND, [[WORKFLOW], [b"{}"], None, None, None]).fetchall()[0][2] is False
        with pytest.raises(psycopg.errors.UndefinedFunction):
            connection.execute("select raw.land(1, 2)")
