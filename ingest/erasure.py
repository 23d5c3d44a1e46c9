"""Erasing a person or a company from every table, and keeping them from coming back."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from ingest.bodies import BadGzip, BodyTooLarge, gunzip
from ingest.errors import Failure
from ingest.quarantine import MOST_UNPACKED_BYTES
from ingest.warehouse import EXIT_BUSY

_GZIP_SQL = """
select payload_id, body from raw.payloads
where quarantine_code <> 'erased' and substr(body, 1, 2) = '\\x1f8b'::bytea
"""
_TOUCHED_SQL = """
select c.oid, n.nspname, c.relname
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where c.oid in (select pg_catalog.to_regclass(name) from unnest(%s::text[]) as name)
order by c.relkind, c.oid
"""
_CLEAR_SQL = """
select pg_catalog.pg_clear_attribute_stats(n.nspname, c.relname, a.attname, inherited)
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
cross join (values (false), (true)) as part (inherited)
where c.oid = %s
"""
_DELETE_STATISTICS_SQL = "delete from pg_catalog.pg_statistic where starelid = %s"


@dataclass(frozen=True)
class Erased:
    """What an erasure did, or would do.

    Attributes:
        erasure_id: its row in ``ops.erasures``; None after a dry run.
        keys: number of keys by kind: person, member, email, name, name_at, domain, company.
        rows: table, outcome (emptied, redacted, deleted) and number of rows, sorted.
    """

    erasure_id: UUID | None
    keys: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[str, str, int]] = field(default_factory=list)


def tokens_of(connection: psycopg.Connection, kind: str, key: str, *, names: bool = False) -> list[str]:
    """Find what identifies a person or a company in the warehouse.

    Args:
        connection: of the owner.
        kind: 'person' or 'company'.
        key: LinkedIn URL, member id or e-mail of a person; domain of a company.
        names: True also takes bodies that name the person beside one of their companies and by nothing else.

    Returns:
        Keys with their kinds in front; personal data, not to be printed or stored.

    Raises:
        Failure: the key is none (exit code 2). The message does not repeat it.
    """
    if kind == "person":
        row = connection.execute("select ops.person_tokens(%s, %s)", (key, names)).fetchone()
    else:
        row = connection.execute("select ops.company_tokens(%s)", (key,)).fetchone()
    if row is None or not row[0]:
        wanted = "LinkedIn URL, member id or e-mail address" if kind == "person" else "domain"
        raise Failure(f"This is no {wanted}.", 2)
    return list(row[0])


def dry_run(connection: psycopg.Connection, kind: str, tokens: Sequence[str]) -> Erased:
    """Do all of it in a transaction that is rolled back.

    Args:
        connection: of the owner, in autocommit mode.
        kind: 'person' or 'company'.
        tokens: from :func:`tokens_of`.

    Returns:
        What would be done.
    """
    with connection.transaction(force_rollback=True):
        _record(connection, kind, tokens, None)
        return Erased(None, _kinds(tokens), _sweep(connection, _needles(tokens)))


def erase(
    connection: psycopg.Connection, kind: str, tokens: Sequence[str], reference: str | None, *, wait: float = 600
) -> Erased:
    """Erase, while the caller holds the lock of the build.

    The keys are committed first, so that every delivery from then on is redacted. What was being landed at that
    moment is waited for; then one transaction goes through every table.

    Args:
        connection: of the owner, in autocommit mode.
        kind: 'person' or 'company'; 'again' without tokens sweeps for everything that was ever erased.
        tokens: from :func:`tokens_of`.
        reference: what stands in the books as the reason; no personal data.
        wait: seconds to wait for deliveries that are being landed.

    Returns:
        What was done.

    Raises:
        Failure: deliveries did not end in time (exit code 75); nothing has been removed yet, but nothing new comes in.
    """
    with connection.transaction():
        erasure_id = _record(connection, kind, tokens, reference)
    _wait_for_landing(connection, wait)
    with connection.transaction():
        rows = _sweep(connection, _needles(tokens))
        connection.execute(
            "update ops.erasures set swept_at = now(), counts = %s"
            " where erasure_id = %s or swept_at is null and %s = 'again'",
            (Jsonb({f"{name} {outcome}": count for name, outcome, count in rows}), erasure_id, kind),
        )
    _forget_statistics(connection, [name for name, _, _ in rows])
    return Erased(erasure_id, _kinds(tokens), rows)


def rebuild_is_due(connection: psycopg.Connection) -> bool:
    """Tell whether tables still have values that came from an erased record and name nobody.

    Args:
        connection: of the owner.

    Returns:
        True until a full refresh has been made after the last erasure that changed something.
    """
    with suppress(psycopg.errors.UndefinedTable):
        row = connection.execute(
            "select exists (select from ops.erasures where swept_at is not null and rebuilt_at is null)"
        ).fetchone()
        return bool(row and row[0])
    return False


def rebuilt(connection: psycopg.Connection) -> None:
    """Enter into the books that a full refresh followed; the caller has held the lock of the build meanwhile.

    Args:
        connection: of the owner, in autocommit mode.
    """
    connection.execute("update ops.erasures set rebuilt_at = now() where swept_at is not null and rebuilt_at is null")


def _record(connection: psycopg.Connection, kind: str, tokens: Sequence[str], reference: str | None) -> UUID:
    row = connection.execute("select ops.record_erasure(%s, %s, %s)", (kind, list(tokens), reference)).fetchone()
    if row is None:
        raise Failure("The warehouse did not enter the erasure into its books.")
    return UUID(str(row[0]))


def _sweep(connection: psycopg.Connection, needles: list[str] | None) -> list[tuple[str, str, int]]:
    unreadable = []
    for payload_id, body in connection.execute(_GZIP_SQL, binary=True):
        with suppress(BadGzip, BodyTooLarge):
            opened = gunzip(bytes(body), MOST_UNPACKED_BYTES)
            row = connection.execute("select ops.erased_in(ops.readable(%b::bytea)) is not null", (opened,)).fetchone()
            if row is not None and row[0]:
                unreadable.append(payload_id)
    found = connection.execute("select * from ops.sweep(%s::text[], %s::uuid[])", (needles, unreadable)).fetchall()
    return [(str(name), str(outcome), int(count)) for name, outcome, count in found]


def _needles(tokens: Sequence[str]) -> list[str] | None:
    """Return what stands in normalised columns; the scheme and host are left out, a URL has several."""
    parts = [token.partition(":")[::2] for token in tokens]
    return [value.rpartition("linkedin.com")[2] for kind, value in parts if not kind.startswith("name")] or None


def _kinds(tokens: Sequence[str]) -> dict[str, int]:
    kinds = sorted(token.partition(":")[0] for token in tokens)
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def _wait_for_landing(connection: psycopg.Connection, wait: float) -> None:
    deadline = time.monotonic() + wait
    before = _landing_calls(connection)
    while before & _landing_calls(connection):
        if time.monotonic() > deadline:
            raise Failure(
                "A delivery is being landed and does not end. The keys are recorded; end it, then run"
                " `hq erase again`.",
                EXIT_BUSY,
            )
        time.sleep(0.05)


def _landing_calls(connection: psycopg.Connection) -> set[str]:
    row = connection.execute("select ops.landing_calls()").fetchone()
    return set(row[0]) if row else set()


def _forget_statistics(connection: psycopg.Connection, names: Sequence[str]) -> None:
    """Vacuum what was touched: dead rows and the planner's samples of values hold what was erased.

    ANALYZE leaves the samples of a table that is empty by now, so they are cleared first. Before PostgreSQL 18 only a
    superuser can do that.
    """
    found = connection.execute(_TOUCHED_SQL, ([*sorted(set(names)), "raw.payloads"],)).fetchall()
    clear = _CLEAR_SQL if connection.info.server_version >= 180000 else _DELETE_STATISTICS_SQL
    for oid, schema, relation in found:
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(clear, (oid,))
        connection.execute(sql.SQL("vacuum (analyze) {}").format(sql.Identifier(schema, relation)))
