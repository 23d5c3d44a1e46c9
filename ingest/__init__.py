"""Landing service, replay and command line of HQ Master Data."""

__version__ = "0.1.0"

SCHEMA_VERSION = 2
"""Version of the landing DDL (``ingest/ddl``) that this code works with; the services refuse any other.

It rises, here and in ``020_identity.sql``, with every change of what they call; ``tests/ingest/test_schema_version.py``
says so.
"""
