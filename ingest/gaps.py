"""Gaps with a life: what is missing in core, since when, and what closed it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ingest.config import ConfigError
from ingest.errors import Failure

if TYPE_CHECKING:
    import psycopg

DEFAULT_SETTLING = timedelta(minutes=60)
"""How long a gap has to be there before it asks for somebody, unless HQ_GAP_SETTLING_MINUTES says otherwise."""

_CHECK_SQL = """
select check_id, opened, open, settling, healed, known, survived_heal, extract(epoch from checked_at)::float8
from ops.check_gaps(%s, %s, %s)
"""
_TABLES_SQL = """
select core_table, count(*) from ops.coalescing_gaps
where state in ('open', 'settling') group by core_table order by core_table
"""
_SHOW_SQL = """
select state, core_table, workflow_slug, entity_key, first_seen_at, last_seen_at, since, life, checks, heals_survived,
    known_reason, known_until, healed_at, healed_by, clock_timestamp() - first_seen_at
from ops.coalescing_gaps
where healed_at is null or %(healed)s
order by healed_at desc nulls first, state = 'known', heals_survived desc, first_seen_at, core_table, entity_key, gap_id
limit %(limit)s
"""
_LAST_SQL = """
select checked_at, open - settling, settling, known, survived_heal from ops.gap_checks order by check_id desc limit 1
"""
_SILENT_SQL = """
select workflow_slug, state, expected_freshness_hours, hours_silent, last_received_at, landed, from_the_future
from ops.missing_deliveries order by state = 'never_delivered', hours_silent desc nulls last, workflow_slug
"""


@dataclass(frozen=True)
class GapReport:
    """What a check found. Numbers count gaps: one core table, workflow and key each.

    Attributes:
        opened: seen for the first time, or again after they had been closed.
        open: neither closed nor excused, those that still settle included: what a heal is for.
        settling: of the open ones those that were seen a short while ago.
        healed: closed since the check before.
        known: missing and excused by the seed ``known_gaps``.
        survived_heal: of the open ones those that a heal of their table did not close: what an alert is for.
        tables: open gaps by core table; no keys, so it may be sent on.
        check_id: row of ``ops.gap_checks``.
    """

    opened: int
    open: int
    settling: int
    healed: int
    known: int
    survived_heal: int
    tables: Mapping[str, int] = field(default_factory=dict)
    check_id: int = 0

    @property
    def is_failing(self) -> bool:
        """True when a gap is neither excused nor new."""
        return self.open > self.settling


@dataclass(frozen=True)
class LastCheck:
    """What the last check left.

    Attributes:
        checked_at: when.
        open: unexcused gaps past the settling delay.
        settling: unexcused gaps that were seen a short while before.
        known: excused gaps.
        survived_heal: of the open ones those that a heal did not close.
    """

    checked_at: datetime
    open: int
    settling: int
    known: int
    survived_heal: int


@dataclass(frozen=True)
class Life:
    """One life of a gap, as ``ops.coalescing_gaps`` has it; ``age`` is the time since it was first seen."""

    state: str
    core_table: str
    workflow: str
    entity_key: str
    first_seen_at: datetime
    last_seen_at: datetime
    since: datetime | None
    life: int
    checks: int
    heals_survived: int
    known_reason: str | None
    known_until: object
    healed_at: datetime | None
    healed_by: str | None
    age: timedelta


@dataclass(frozen=True)
class Silence:
    """A workflow that has not delivered for longer than the registry expects; ``hours`` is None when it never has."""

    workflow: str
    state: str
    expected_hours: int
    hours: int | None
    last_received_at: datetime | None
    landed: int
    from_the_future: int


def settling_delay(environment: Mapping[str, str] | None = None) -> timedelta:
    """Read HQ_GAP_SETTLING_MINUTES.

    Args:
        environment: variables to read; those of the process when None.

    Returns:
        How long a gap has to be there before it asks for somebody.

    Raises:
        ConfigError: the value is no number of minutes from 0 to 10,000,000.
    """
    text = (os.environ if environment is None else environment).get("HQ_GAP_SETTLING_MINUTES", "").strip()
    if not text:
        return DEFAULT_SETTLING
    if not (text.isascii() and text.isdigit() and int(text) <= 10_000_000):
        raise ConfigError("HQ_GAP_SETTLING_MINUTES is no whole number of minutes.")
    return timedelta(minutes=int(text))


def check(
    connection: psycopg.Connection, invocation_id: str, *, settling: timedelta | None = None, sweep: bool = True
) -> GapReport:
    """Compare the keys of extracted with those of core, and carry the record of gaps on.

    A sweep reads every key, so its time grows with the warehouse. A check of the news reads the keys of records that
    changed since the check before, and the tables with open gaps whole. Two at once wait for each other. It takes no
    lock of the build: keys that a build is about to bring to core are seen as gaps, and settle.

    Args:
        connection: of the owner.
        invocation_id: run that asks, for the record.
        settling: how long a gap has to be there before it asks for somebody; :func:`settling_delay` when None.
        sweep: False checks the news only; a row that was deleted in core is no news.

    Returns:
        What was found.

    Raises:
        Failure: the models have not been built yet.
    """
    import psycopg

    delay = settling_delay() if settling is None else settling
    try:
        with connection.transaction():
            row = connection.execute(_CHECK_SQL, (invocation_id, delay, sweep)).fetchone()
            tables = {str(name): int(number) for name, number in connection.execute(_TABLES_SQL).fetchall()}
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedFunction, psycopg.errors.UndefinedColumn):
        raise Failure("The gaps of this release cannot be compared here: run `hq init`, then `hq build`.") from None
    if row is None:
        raise Failure("The warehouse did not answer the check of the gaps.")
    check_id, opened, still_open, still_settling, healed, known, survived, _ = row
    return GapReport(opened, still_open, still_settling, healed, known, survived, tables, check_id)


def last_check(connection: psycopg.Connection) -> LastCheck:
    """Read what the last check left.

    Args:
        connection: of the owner.

    Returns:
        Its time and numbers.

    Raises:
        Failure: nobody has looked yet.
    """
    row = connection.execute(_LAST_SQL).fetchone()
    if row is None:
        raise Failure("Nobody has looked for gaps here yet: run `hq gaps check`.")
    return LastCheck(*row)


def lives(connection: psycopg.Connection, *, healed: bool = False, limit: int | None = None) -> list[Life]:
    """Read the record of gaps: those that survived a heal first, then the oldest, then excused and closed ones.

    Args:
        connection: of the owner.
        healed: True adds closed ones, newest first.
        limit: at most so many; all when None.

    Returns:
        One entry per life of a gap.
    """
    return [Life(*row) for row in connection.execute(_SHOW_SQL, {"healed": healed, "limit": limit}).fetchall()]


def silent(connection: psycopg.Connection) -> list[Silence]:
    """Read which workflows have fallen silent or never delivered, against the expectation of the registry.

    Args:
        connection: of the owner.

    Returns:
        The longest silence first, then those that never delivered.

    Raises:
        Failure: the models have not been built yet.
    """
    import psycopg

    try:
        return [Silence(*row) for row in connection.execute(_SILENT_SQL).fetchall()]
    except psycopg.errors.UndefinedTable:
        raise Failure("The models of this release have not been built here: run `hq build` first.") from None
