"""What comes over the wire: reading a body with a cap, opening gzip with a cap, keeping harmless headers."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from functools import lru_cache
from typing import Any

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

LONGEST_KEY = 200
LONGEST_NAME = 200
LONGEST_HEADER = 500
MOST_MEMBERS = 1000
"""Members of one gzip body; senders make one."""
PIECE = 65_536
"""Bytes that are unpacked at a time."""
_KEPT_HEADERS = frozenset(
    {
        b"content-type",
        b"content-encoding",
        b"user-agent",
        b"idempotency-key",
        b"webhook-id",
        b"webhook-timestamp",
        b"x-request-id",
    }
)
_KEPT_PREFIX = b"x-clay-"
_SECRET_WORDS = re.compile(rb"auth|token|secret|key|cookie|sign|passw|credential|session")
_KEY_HEADERS = (b"idempotency-key", b"webhook-id")


class BodyTooLarge(Exception):
    """The body, or what it unpacks to, is larger than accepted."""


class BodyTruncated(Exception):
    """The connection ended before the body did."""


class BadGzip(Exception):
    """The bytes cannot be opened as gzip."""


async def read_body(receive: Receive, declared: int | None, cap: int) -> bytes:
    """Read the whole body.

    Args:
        receive: ASGI receive.
        declared: Content-Length in bytes, or None.
        cap: most bytes to accept.

    Returns:
        The bytes as sent.

    Raises:
        BodyTooLarge: as soon as more than ``cap`` bytes are declared or have arrived.
        BodyTruncated: the sender went away, or sent fewer bytes than declared.
    """
    if declared is not None and declared > cap:
        raise BodyTooLarge
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BodyTruncated
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > cap:
            raise BodyTooLarge
        chunks.append(chunk)
        if not message.get("more_body", False):
            break
    if declared is not None and size != declared:
        raise BodyTruncated
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def gunzip(body: bytes, cap: int) -> bytes:
    """Open a gzip body (one or more members).

    Args:
        body: compressed bytes.
        cap: most bytes that may come out.

    Returns:
        What was in it.

    Raises:
        BodyTooLarge: more than ``cap`` bytes come out; nothing more is unpacked then.
        BadGzip: it is not gzip, is cut off, fails its checksum, something else follows it, or it has more members than
            :data:`MOST_MEMBERS`.
    """
    out: list[bytes] = []
    room, place = cap, 0
    for _ in range(MOST_MEMBERS):
        member = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        while not member.eof:
            # In pieces: what follows the end of a member is copied for each of them.
            piece = body[place : place + PIECE]
            if not piece:
                raise BadGzip
            try:
                part = member.decompress(piece, room + 1)
            except zlib.error:
                raise BadGzip from None
            if len(part) > room:
                raise BodyTooLarge
            out.append(part)
            room -= len(part)
            place += len(piece) - len(member.unused_data)
        if not body[place : place + 1].strip(b"\0"):  # the end, or padding
            if body.count(b"\0", place) != len(body) - place:
                raise BadGzip
            return b"".join(out)
    raise BadGzip


def delivery_key(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """Find the key under which the sender repeats this delivery.

    Args:
        headers: of the request, names in lower case.

    Returns:
        Idempotency-Key, else webhook-id, bounded by :func:`bounded_key`; None when there is none.
    """
    found = dict(reversed([(name, value) for name, value in headers if name in _KEY_HEADERS]))
    for name in _KEY_HEADERS:
        value = found.get(name, b"").strip()
        if value:
            return bounded_key(value)
    return None


def bounded_key(value: bytes) -> str:
    """Make any key storable without making two keys equal.

    Args:
        value: the key as sent.

    Returns:
        The key itself when it is printable ASCII of at most 200 characters, else ``sha256:`` and its digest.
    """
    if len(value) <= LONGEST_KEY and all(32 < byte < 127 for byte in value):
        return value.decode("ascii")
    return "sha256:" + hashlib.sha256(value).hexdigest()


def harmless_headers(headers: Iterable[tuple[bytes, bytes]], source: str | None) -> str | None:
    """Choose the headers that are kept with a body: a short list, never a credential.

    Args:
        headers: of the request, names in lower case.
        source: whose token was presented; kept as ``hq-source``.

    Returns:
        A JSON object as ASCII text that ``jsonb`` accepts, or None when there is nothing to keep.
    """
    return _headers_as_json(
        tuple(
            (name, value)
            for name, value in headers
            if name in _KEPT_HEADERS or (name.startswith(_KEPT_PREFIX) and not _SECRET_WORDS.search(name))
        ),
        source,
    )


def storable_name(name: str) -> str:
    """Make the name that was called storable as text.

    Args:
        name: from the path of the request; may hold anything.

    Returns:
        At most 200 characters, with every character that PostgreSQL or a terminal would choke on replaced by U+FFFD.
    """
    cut = name[:LONGEST_NAME]
    return cut if cut.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in cut)


def _clean(value: bytes) -> str:
    text = value.decode("latin-1")
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


@lru_cache(maxsize=1024)
def _headers_as_json(headers: tuple[tuple[bytes, bytes], ...], source: str | None) -> str | None:
    # Most senders send the same few headers again and again.
    kept: dict[str, str] = {}
    for name, value in headers:
        kept.setdefault(name.decode("latin-1"), _clean(value[:LONGEST_HEADER]))
    if source is not None:
        kept["hq-source"] = source
    return json.dumps(kept) if kept else None
