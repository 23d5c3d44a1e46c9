"""Quarantined bodies can be listed, repaired where nothing has to be guessed, and landed again."""

from __future__ import annotations

import gzip
import json

import pytest

from ingest import quarantine
from tests.harness import Body, Warehouse
from tests.ingest.running import COMPANY, PERSON

OBJECT = b'{"a": "\xc3\xbc"}'
REPAIRABLE = {
    "gzip": (gzip.compress(OBJECT), "gzip opened"),
    "utf-16 with mark": (OBJECT.decode().encode("utf-16"), "UTF-16 decoded"),
    "utf-16-le": (OBJECT.decode().encode("utf-16-le"), "UTF-16 decoded"),
    "utf-16-be": (OBJECT.decode().encode("utf-16-be"), "UTF-16 decoded"),
    "mark": (b"\xef\xbb\xbf" + OBJECT, "byte order mark removed"),
    "gzip of a mark": (gzip.compress(b"\xef\xbb\xbf" + OBJECT), "gzip opened + byte order mark removed"),
}


@pytest.mark.parametrize("name", REPAIRABLE)
def test_what_happened_on_the_way_is_undone(warehouse: Warehouse, name: str) -> None:
    body, repairs = REPAIRABLE[name]
    when = "2026-02-03 04:05:06+00"
    landed = warehouse.land([Body(PERSON, body, received_at=when)])
    assert landed[0]["quarantine_code"] is not None
    with warehouse.connect() as connection:
        outcome = quarantine.replay(connection, [landed[0]["payload_id"]])
        assert dict(outcome.replayed) == {repairs: 1}
        again = quarantine.replay(connection, [landed[0]["payload_id"]])
        assert again.replayed.total() == 1
        kept = quarantine.listed(connection, None, None, None)
    assert [bool(body.replayed_at) for body in kept] == [True]
    assert warehouse.sql("select payload from raw.payloads where payload is not null") == [(json.loads(OBJECT),)]
    assert warehouse.one("select count(distinct received_at) from raw.payloads") == 1


def test_nul_is_only_taken_out_on_request(warehouse: Warehouse) -> None:
    bodies = [b'{"a": "x\\u0000y"}', b'{"a": "x\x00y"}', b'{"a": "x\\\\u0000y"}']
    landed = warehouse.land([Body(PERSON, body) for body in bodies])
    assert [answer["quarantine_code"] is None for answer in landed] == [False, False, True]
    ids = [answer["payload_id"] for answer in landed[:2]]
    with warehouse.connect() as connection:
        assert quarantine.replay(connection, ids).remaining.total() == 2
        assert quarantine.replay(connection, ids, strip_nul=True).replayed == {"NUL removed": 2}
    assert sorted(value for (value,) in warehouse.sql("select payload ->> 'a' from raw.payloads")  if value) == [
        "x\\u0000y", "xy", "xy",
    ]  # fmt: skip


def test_an_escaped_backslash_before_u0000_is_no_nul() -> None:
    assert quarantine.repair(rb'{"a": "\\u0000"}', strip_nul=True) == (rb'{"a": "\\u0000"}', [])
    assert quarantine.repair(rb'{"a": "\\\u0000"}', strip_nul=True) == (rb'{"a": "\\"}', ["NUL removed"])


@pytest.mark.parametrize("body", [b"", b"x", b"\x1f\x8bnot gzip", b"\xff\xfe\x00", b"{", b"\x00", b"\xff"])
def test_what_cannot_be_repaired_stays(warehouse: Warehouse, body: bytes) -> None:
    landed = warehouse.land([Body(PERSON, body)])
    with warehouse.connect() as connection:
        outcome = quarantine.replay(connection, [landed[0]["payload_id"]], strip_nul=False)
    assert (outcome.replayed.total(), outcome.remaining.total()) == (0, 1)
    assert warehouse.one("select count(*) from raw.payloads") == 1


def test_a_workflow_that_is_registered_later_gets_its_bodies(warehouse: Warehouse) -> None:
    landed = warehouse.land([Body("brand-new", {"n": 1}), Body(PERSON, b"{"), Body("other", {"n": 2})])
    ids = [answer["payload_id"] for answer in landed]
    with warehouse.connect() as connection:
        assert quarantine.replay(connection, ids).remaining == {"unknown_workflow": 2, "invalid_json": 1}
        connection.execute(
            "insert into raw.workflow_routes select 'brand-new', workflow_slug, raw_table, key_type, key_paths"
            " from raw.workflow_routes where called_as = %s",
            [COMPANY],
        )
        assert quarantine.replay(connection, ids).replayed == {"": 1}
        open_ones = [kept.workflow for kept in quarantine.listed(connection, None, None, 2)]
        assert sorted(open_ones) == sorted([PERSON, "other"])
        assert [kept.code for kept in quarantine.listed(connection, "other", None, None)] == ["unknown_workflow"]
        assert quarantine.listed(connection, None, "no_such_code", None) == []
    assert warehouse.sql("select workflow_slug from raw.payloads where payload is not null") == [(COMPANY,)]
