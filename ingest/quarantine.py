"""Quarantined bodies: looking at them, and landing them again once they can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import psycopg

from ingest.bodies import BadGzip, BodyTooLarge, gunzip

MOST_UNPACKED_BYTES = 256 * 1024 * 1024
_NUL_ESCAPE = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")

LIST_SQL = """
select payload_id, workflow_slug, quarantine_code, received_at, bytes, replayed_at
from raw.quarantine_list(%s, %s, %s)
"""


@dataclass(frozen=True)
class Kept:
    """One quarantined body.

    Attributes:
        payload_id: its identity.
        workflow: registered slug, or the name as it was called.
        code: why it is in quarantine.
        received_at: when it was received.
        size: its size in bytes.
        replayed_at: when it was landed again, or None.
    """

    payload_id: UUID
    workflow: str
    code: str
    received_at: datetime
    size: int
    replayed_at: datetime | None


@dataclass
class Outcome:
    """What came of replaying quarantined bodies.

    Attributes:
        replayed: bodies that are now landed, by what was repaired ('' for nothing).
        remaining: bodies that still cannot be read, by reason code.
    """

    replayed: Counter[str] = field(default_factory=Counter)
    remaining: Counter[str] = field(default_factory=Counter)


def listed(connection: psycopg.Connection, workflow: str | None, code: str | None, limit: int | None) -> list[Kept]:
    """List quarantined bodies, those not yet replayed first.

    Args:
        connection: of the owner.
        workflow: only of this workflow.
        code: only with this reason code.
        limit: at most so many; None for all.

    Returns:
        The bodies, without their bytes.
    """
    return [Kept(*row) for row in connection.execute(LIST_SQL, (workflow, code, limit)).fetchall()]


def replay(connection: psycopg.Connection, payload_ids: Sequence[UUID], *, strip_nul: bool = False) -> Outcome:
    """Land quarantined bodies again, each with its own time, repairing what can be repaired without guessing.

    Args:
        connection: of the owner, in autocommit mode: every body is its own transaction.
        payload_ids: of the bodies.
        strip_nul: also take NUL characters out, which loses them.

    Returns:
        What came of it.
    """
    outcome = Outcome()
    for payload_id in payload_ids:
        row = connection.execute("select raw.quarantine_body(%s)", (payload_id,), binary=True).fetchone()
        if row is None or row[0] is None:
            continue
        body, repairs = repair(row[0], strip_nul=strip_nul)
        answer = connection.execute(
            "select quarantine_code from raw.replay_quarantined(%s, %b::bytea)", (payload_id, body if repairs else None)
        ).fetchone()
        if answer is None or answer[0] is None:
            outcome.replayed[" + ".join(repairs)] += 1
        else:
            outcome.remaining[answer[0]] += 1
    return outcome


def repair(body: bytes, *, strip_nul: bool = False) -> tuple[bytes, list[str]]:
    """Undo what is known to happen to bodies on their way.

    Args:
        body: the bytes as received.
        strip_nul: also take NUL characters out, which loses them.

    Returns:
        The repaired bytes, and the names of the repairs in the order in which they were made; none when none fits.
    """
    repairs: list[str] = []
    if body.startswith(b"\x1f\x8b"):
        try:
            body = gunzip(body, MOST_UNPACKED_BYTES)
            repairs.append("gzip opened")
        except (BadGzip, BodyTooLarge):
            return body, repairs
    encoding = _utf16(body)
    if encoding is not None:
        try:
            body = body.decode(encoding).encode("utf-8")
            repairs.append("UTF-16 decoded")
        except UnicodeError:
            return body, repairs
    if body.startswith(b"\xef\xbb\xbf"):
        body = body[3:]
        repairs.append("byte order mark removed")
    if strip_nul:
        stripped = _NUL_ESCAPE.sub(rb"\1", body.replace(b"\0", b""))
        if stripped != body:
            body = stripped
            repairs.append("NUL removed")
    return body, repairs


def _utf16(body: bytes) -> str | None:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(body) >= 2 and len(body) % 2 == 0:
        # JSON begins with an ASCII character, so the place of its zero byte tells the byte order.
        if body[0] != 0 and body[1] == 0:
            return "utf-16-le"
        if body[0] == 0 and body[1] != 0:
            return "utf-16-be"
    return None
