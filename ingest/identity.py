"""Is this the right database, and does it keep what it acknowledges? (laws 1 and 11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString
from uuid import UUID

import psycopg

from ingest import SCHEMA_VERSION

IDENTITY_SQL = """
select
    current_database(), current_user::text, pg_is_in_recovery(), current_setting('transaction_read_only') = 'on',
    current_setting('synchronous_commit'), current_setting('fsync'), to_regclass('raw.warehouse_identity') is not null
"""
WAREHOUSE_SQL = "select warehouse_id, schema_version, system_identifier from raw.warehouse_identity"
READER_SQL = """
select
    current_database(), current_user::text, pg_is_in_recovery(),
    (select pg_has_role(oid, 'member') from pg_roles where rolname = 'hq_reader'),
    exists (
        select from pg_proc as p inner join pg_namespace as n on n.oid = p.pronamespace
        where n.nspname = 'reference' and p.proname = 'warehouse_identity'
    )
"""
READER_WAREHOUSE_SQL = "select warehouse_id, schema_version, system_identifier from reference.warehouse_identity()"
SYSTEM_SQL = "select system_identifier from pg_control_system()"


class WrongDatabase(Exception):
    """The database must not be used. The message is one sentence for a person and holds no secret."""


@dataclass(frozen=True)
class Identity:
    """The database that was found.

    Attributes:
        database: its name.
        user: role that is connected.
        warehouse_id: identity of the warehouse in it.
        schema_version: version of the landing DDL in it.
    """

    database: str
    user: str
    warehouse_id: UUID
    schema_version: int


async def check_identity(connection: psycopg.AsyncConnection, expected: UUID | None) -> Identity:
    """Compare the connected database with what it has to be.

    Args:
        connection: open connection in autocommit mode.
        expected: the warehouse that it must be; None accepts any.

    Returns:
        What was found.

    Raises:
        WrongDatabase: it is another warehouse, a copy, a replica, read-only, of another schema version, or it
            would acknowledge commits that a crash can lose.
        psycopg.Error: the database could not be asked.
    """
    row = await (await connection.execute(IDENTITY_SQL)).fetchone()
    if row is None:
        raise WrongDatabase("The database did not say what it is.")
    database, user, in_recovery, read_only, synchronous_commit, fsync, has_warehouse = row
    if in_recovery:
        raise WrongDatabase(f"Database {database} is a replica in recovery: connect to the primary.")
    if read_only:
        raise WrongDatabase(f"Database {database} is read-only: make it writable, or connect to the primary.")
    if synchronous_commit == "off" or fsync == "off":
        setting = "synchronous_commit" if synchronous_commit == "off" else "fsync"
        raise WrongDatabase(f"Database {database} has {setting} = off and can lose what it acknowledged: switch it on.")
    if not has_warehouse:
        raise WrongDatabase(f"Database {database} holds no warehouse: check the URL, or run `hq init` first.")
    warehouse_id, schema_version = await _check_warehouse(connection, WAREHOUSE_SQL, str(database), expected)
    return Identity(str(database), str(user), warehouse_id, schema_version)


async def check_identity_as_reader(connection: psycopg.AsyncConnection, expected: UUID | None) -> Identity:
    """Compare the connected database with what a service that only reads needs.

    Args:
        connection: open connection in autocommit mode.
        expected: the warehouse that it must be; None accepts any.

    Returns:
        What was found.

    Raises:
        WrongDatabase: it is another warehouse, a copy, a replica (whose answers would be late), of another schema
            version, or the connected role may not act as hq_reader.
        psycopg.Error: the database could not be asked.
    """
    row = await (await connection.execute(READER_SQL)).fetchone()
    if row is None:
        raise WrongDatabase("The database did not say what it is.")
    database, user, in_recovery, may_read, has_warehouse = row
    if in_recovery:
        raise WrongDatabase(f"Database {database} is a replica in recovery: connect to the primary.")
    if not has_warehouse:
        raise WrongDatabase(f"Database {database} holds no warehouse: check the URL, or run `hq init` first.")
    if not may_read:
        raise WrongDatabase(f"Role {user} may not act as hq_reader: connect as hq_reader, or as the owner.")
    try:
        warehouse_id, schema_version = await _check_warehouse(connection, READER_WAREHOUSE_SQL, str(database), expected)
    except psycopg.errors.UndefinedTable:
        raise WrongDatabase(f"Database {database} holds no warehouse: run `hq init` first.") from None
    return Identity(str(database), str(user), warehouse_id, schema_version)


async def _check_warehouse(
    connection: psycopg.AsyncConnection, statement: LiteralString, database: str, expected: UUID | None
) -> tuple[UUID, int]:
    row = await (await connection.execute(statement)).fetchone()
    if row is None:
        raise WrongDatabase(f"Database {database} has no identity row: run `hq init` first.")
    warehouse_id, schema_version, made_on = row
    if expected is not None and warehouse_id != expected:
        raise WrongDatabase(
            f"Database {database} is warehouse {warehouse_id}, but HQ_WAREHOUSE_ID is {expected}: correct one of them."
        )
    if schema_version != SCHEMA_VERSION:
        is_older = schema_version < SCHEMA_VERSION
        raise WrongDatabase(
            f"Database {database} has landing schema {schema_version}, this code works with {SCHEMA_VERSION}: "
            + ("run `hq init` of this release." if is_older else "deploy the release whose `hq init` ran last.")
        )
    system = await (await connection.execute(SYSTEM_SQL)).fetchone()
    if system is None or system[0] != made_on:
        raise WrongDatabase(
            f"Database {database} comes from a dump of another server: run `hq rebase` to go on with this copy."
        )
    return warehouse_id, schema_version


def connect_problem(error: psycopg.Error) -> str:
    """Say why a connection failed, without repeating the text of the error, which may hold part of a URL.

    Args:
        error: what ``connect`` raised.

    Returns:
        Half a sentence.
    """
    text = str(error)
    for fragment, meaning in (
        ("password authentication failed", "the server refused user or password"),
        ("no password supplied", "the server wants a password and the URL has none"),
        ("does not exist", "the server knows no such database or user"),
        ("could not translate host name", "the host name is unknown"),
        ("failed to resolve host", "the host name is unknown"),
        ("Connection refused", "no server answers at that host and port"),
        ("No such file", "no server listens on that socket"),
        ("starting up", "the server is still starting"),
        ("too many", "the server has no connection left"),
        ("timeout", "the server did not answer in time"),
        ("SSL", "the TLS settings do not fit the server"),
    ):
        if fragment in text:
            return meaning
    return f"it failed with {type(error).__name__} {error.sqlstate or ''}".rstrip()
