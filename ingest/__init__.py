"""Landing service, replay and command line of HQ Master Data."""

__version__ = "0.1.0"

SCHEMA_VERSION = 1
"""Version of the landing DDL (``ingest/ddl``) that this code works with; the service refuses any other."""
