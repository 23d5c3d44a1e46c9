"""Settings of the status service."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.config import Access, access, positive


@dataclass(frozen=True, kw_only=True)
class StatusSettings(Access):
    """What the status service needs to know.

    Attributes:
        connections: most connections to the database.
        most_keys: most entities in one request.
        statement_timeout: seconds that one question to the database may take.
        body_timeout: seconds within which a request must have arrived.
    """

    connections: int = 4
    most_keys: int = 100
    statement_timeout: float = 5.0
    body_timeout: float = 10.0


def status_settings(
    environment: Mapping[str, str] | None = None, *, open_to_all: bool = False, host: str | None = None
) -> StatusSettings:
    """Read the settings of the status service.

    Args:
        environment: variables to read; those of the process when None.
        open_to_all: serve without tokens; allowed on a loopback host only.
        host: address that the service will listen on; None when something else listens (Modal).

    Returns:
        Checked settings.

    Raises:
        ConfigError: a variable is missing or wrong, or the service would be open to a network.
    """
    env = os.environ if environment is None else environment
    return StatusSettings(
        **access(env, "STATUS", open_to_all=open_to_all, host=host),
        connections=positive(env, "HQ_STATUS_CONNECTIONS", 4),
        most_keys=positive(env, "HQ_STATUS_MOST_KEYS", 100),
        statement_timeout=float(positive(env, "HQ_STATUS_STATEMENT_TIMEOUT", 5)),
        body_timeout=float(positive(env, "HQ_BODY_TIMEOUT", 10)),
    )
