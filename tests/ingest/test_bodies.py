"""Reading bodies, opening gzip, keeping keys and headers: for whatever a sender may think of."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import bodies
from ingest.tokens import TokenBook, new_token

HEADERS = st.lists(
    st.tuples(
        st.sampled_from([b"user-agent", b"content-type", b"x-clay-row", b"x-clay-token", b"authorization", b"cookie"]),
        st.binary(max_size=700),
    )
)


def read(messages: list[dict[str, Any]], declared: int | None, cap: int = 100) -> bytes:
    waiting: Iterator[dict[str, Any]] = iter(messages)

    async def receive() -> MutableMapping[str, Any]:
        return next(waiting)

    return asyncio.run(bodies.read_body(receive, declared, cap))


def part(body: bytes, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_is_whole_or_not_at_all() -> None:
    assert read([part(b"ab", True), part(b"c", False)], None) == b"abc"
    assert read([part(b"abc", False)], 3) == b"abc"
    assert read([{"type": "http.request"}], None) == b""
    for messages, declared in (
        ([part(b"ab", True), {"type": "http.disconnect"}], None),
        ([{"type": "http.disconnect"}], 0),
        ([part(b"ab", False)], 3),
        ([part(b"abcd", False)], 3),
    ):
        with pytest.raises(bodies.BodyTruncated):
            read(messages, declared)


def test_the_cap_holds_before_the_body_has_ended() -> None:
    for messages, declared in (([part(b"x" * 60, True), part(b"x" * 60, True)], None), ([], 101)):
        with pytest.raises(bodies.BodyTooLarge):
            read(messages, declared)


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=4), st.integers(0, 5))
def test_gzip_opens_to_what_went_in(parts: list[bytes], padding: int) -> None:
    packed = b"".join(map(gzip.compress, parts)) + b"\0" * padding
    whole = b"".join(parts)
    assert bodies.gunzip(packed, len(whole)) == whole
    if whole:
        with pytest.raises(bodies.BodyTooLarge):
            bodies.gunzip(packed, len(whole) - 1)


def test_gzip_is_opened_in_pieces() -> None:
    parts = [bytes(random.Random(size).randbytes(size)) for size in (3 * bodies.PIECE + 1, 1, bodies.PIECE - 18, 0)]
    packed = b"".join(map(gzip.compress, parts))
    assert bodies.gunzip(packed, 5 * bodies.PIECE) == b"".join(parts)
    assert bodies.gunzip(packed + b"\0" * 2 * bodies.PIECE, 5 * bodies.PIECE) == b"".join(parts)
    for spoilt in (packed + b"\0x", packed + b"x", packed[:-1], packed[: bodies.PIECE], b""):
        with pytest.raises(bodies.BadGzip):
            bodies.gunzip(spoilt, 5 * bodies.PIECE)


def test_gzip_of_more_members_than_anybody_sends_is_not_opened() -> None:
    empty = gzip.compress(b"", mtime=0)
    assert bodies.gunzip(empty * bodies.MOST_MEMBERS, 0) == b""
    with pytest.raises(bodies.BadGzip):
        bodies.gunzip(empty * (bodies.MOST_MEMBERS + 1), 0)


@given(st.binary(max_size=100))
def test_opening_anything_ends_in_one_of_three_ways(data: bytes) -> None:
    with suppress(bodies.BadGzip, bodies.BodyTooLarge):
        assert len(bodies.gunzip(data, 1000)) <= 1000


@given(st.binary(min_size=1, max_size=600), st.binary(min_size=1, max_size=600))
def test_keys_are_bounded_and_stay_different(one: bytes, other: bytes) -> None:
    keys = [bodies.bounded_key(value) for value in (one, other)]
    assert all(0 < len(key) <= bodies.LONGEST_KEY and key.isascii() and key.isprintable() for key in keys)
    assert (keys[0] == keys[1]) == (one == other)


def test_idempotency_key_comes_before_webhook_id_and_the_first_one_counts() -> None:
    headers = [(b"webhook-id", b"w"), (b"idempotency-key", b"first"), (b"idempotency-key", b"second")]
    assert bodies.delivery_key(headers) == "first"
    assert bodies.delivery_key(headers[:1]) == "w"
    assert bodies.delivery_key([(b"idempotency-key", b" "), (b"webhook-id", b"w")]) == "w"
    assert bodies.delivery_key([(b"accept", b"*/*")]) is None


@given(HEADERS)
def test_kept_headers_are_storable_and_hold_no_credential(headers: list[tuple[bytes, bytes]]) -> None:
    text = bodies.harmless_headers(headers, None)
    kept = json.loads(text) if text else {}
    assert set(kept) <= {"user-agent", "content-type", "x-clay-row"}
    assert all(len(value) <= bodies.LONGEST_HEADER and "\0" not in value for value in kept.values())
    assert text is None or text.isascii()


@given(st.text(max_size=400))
def test_any_name_can_be_stored(name: str) -> None:
    stored = bodies.storable_name(name)
    assert len(stored) <= bodies.LONGEST_NAME
    assert stored.isprintable()
    stored.encode("utf-8")


def test_a_token_is_known_by_its_digest_only() -> None:
    token, entry = new_token("clay")
    assert token not in entry
    book = TokenBook.from_json(entry)
    assert book.source_of(token.encode()) == "clay"
    for wrong in (b"", token[:-1].encode(), entry.encode(), token.upper().encode(), token.encode() + b" "):
        assert book.source_of(wrong) is None
    assert token != new_token("clay")[0]
    for source in ("", "two words", "x" * 65, "a\nb"):
        with pytest.raises(ValueError, match="letters"):
            new_token(source)
