"""Settings from the environment, and what the other programs need to know of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from ingest.errors import Failure
from ingest.tokens import TokenBook

DEFAULT_MAX_BODY_BYTES = 5 * 1024 * 1024
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


class ConfigError(Failure):
    """A setting is missing or wrong. The message is one sentence for a person and holds no secret."""

    def __init__(self, message: str) -> None:
        super().__init__(message, exit_code=2)


@dataclass(frozen=True, kw_only=True)
class Access:
    """Which database a service uses, and who may ask it.

    Attributes:
        database_url: libpq URL or connection string; never printed.
        tokens: accepted bearer tokens per source; an empty book together with ``open`` accepts everybody.
        warehouse_id: the warehouse that the service must find; None accepts any (open mode only).
        startup_timeout: seconds to wait for the database at start.
        commit: commit id of the deployed code, '' when unknown.
        open: True when requests need no token (loopback only).
    """

    database_url: str = field(repr=False)
    tokens: TokenBook = field(repr=False)
    warehouse_id: UUID | None = None
    startup_timeout: float = 30.0
    commit: str = ""
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class ServiceSettings(Access):
    """What the landing service needs to know.

    Attributes:
        max_body_bytes: largest accepted body in bytes, before and after decompression.
        body_timeout: seconds within which a body must have arrived.
    """

    max_body_bytes: int = DEFAULT_MAX_BODY_BYTES
    body_timeout: float = 60.0


def service_settings(
    environment: Mapping[str, str] | None = None, *, open_to_all: bool = False, host: str | None = None
) -> ServiceSettings:
    """Read the settings of the landing service.

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
    return ServiceSettings(
        **access(env, "INGEST", open_to_all=open_to_all, host=host),
        max_body_bytes=positive(env, "HQ_MAX_BODY_BYTES", DEFAULT_MAX_BODY_BYTES),
        body_timeout=float(positive(env, "HQ_BODY_TIMEOUT", 60)),
    )


def access(env: Mapping[str, str], service: str, *, open_to_all: bool, host: str | None) -> dict[str, Any]:
    """Read what every service needs to know.

    Args:
        env: variables to read.
        service: name of the service inside its variables, as in ``HQ_{service}_TOKENS``.
        open_to_all: serve without tokens; allowed on a loopback host only.
        host: address that the service will listen on; None when something else listens (Modal).

    Returns:
        The attributes of :class:`Access`.

    Raises:
        ConfigError: a variable is missing or wrong, or the service would be open to a network.
    """
    book = f"HQ_{service}_TOKENS"
    url = env.get(f"HQ_{service}_DATABASE_URL") or env.get("HQ_DATABASE_URL")
    if not url:
        raise ConfigError(f"Set HQ_{service}_DATABASE_URL (or HQ_DATABASE_URL) to the URL of the warehouse.")
    if open_to_all and (host is None or host not in LOOPBACK_HOSTS):
        raise ConfigError("--open serves without tokens and is only allowed on 127.0.0.1, ::1 or localhost.")
    try:
        tokens = TokenBook.from_json(env.get(book, ""))
    except ValueError as error:
        raise ConfigError(f"{book} is wrong: {error}.") from None
    if not open_to_all and not tokens:
        raise ConfigError(f"{book} is empty: run `hq token new SOURCE`, or use --open on loopback.")
    expected = warehouse_id(env.get("HQ_WAREHOUSE_ID", ""))
    if not open_to_all and expected is None:
        raise ConfigError("Set HQ_WAREHOUSE_ID to the warehouse_id that `hq init` printed.")
    return {
        "database_url": url,
        "tokens": TokenBook({}) if open_to_all else tokens,
        "warehouse_id": expected,
        "startup_timeout": float(positive(env, "HQ_STARTUP_TIMEOUT", 30)),
        "commit": env.get("HQ_COMMIT", ""),
        "open": open_to_all,
    }


def dbt_environment(url: str) -> dict[str, str]:
    """Translate a connection URL into the variables that ``profiles.yml.example`` reads.

    Args:
        url: libpq URL or connection string.

    Returns:
        HQ_DB_HOST, HQ_DB_PORT, HQ_DB_USER, HQ_DB_PASSWORD, HQ_DB_NAME, HQ_DB_SSLMODE, and PGSSLROOTCERT when the
        URL names one. The password is in there: hand it to a process, never print it.

    Raises:
        ConfigError: the URL cannot be read.
    """
    parts = parse_url(url)
    user = parts.get("user") or os.environ.get("PGUSER") or "postgres"
    variables = {
        "HQ_DB_HOST": parts.get("host") or os.environ.get("PGHOST") or "localhost",
        "HQ_DB_PORT": parts.get("port") or os.environ.get("PGPORT") or "5432",
        "HQ_DB_USER": user,
        "HQ_DB_PASSWORD": parts.get("password") or os.environ.get("PGPASSWORD") or "",
        "HQ_DB_NAME": parts.get("dbname") or os.environ.get("PGDATABASE") or user,
        "HQ_DB_SSLMODE": parts.get("sslmode") or os.environ.get("PGSSLMODE") or "prefer",
    }
    if "sslrootcert" in parts:
        variables["PGSSLROOTCERT"] = parts["sslrootcert"]
    return variables


def parse_url(url: str) -> dict[str, str]:
    """Split a libpq URL or connection string into its parameters.

    Args:
        url: libpq URL or connection string.

    Returns:
        Parameter names of libpq (``host``, ``port``, ``user``, ``password``, ``dbname`` ...) with their values.

    Raises:
        ConfigError: libpq cannot read it. The message does not repeat the URL, which may hold a password.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        return {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError:
        raise ConfigError(
            "The database URL cannot be read: write it as "
            "postgresql://user:password@host:port/database, "  # pragma: allowlist secret
            "with special characters of the password percent-encoded."
        ) from None


def project_dir(start: Path | None = None) -> Path:
    """Find the folder of the dbt project.

    Args:
        start: folder to begin at; the working directory when None.

    Returns:
        HQ_PROJECT_DIR when set, else the nearest folder upwards that holds ``dbt_project.yml``, else the checkout
        that this package was installed from.

    Raises:
        ConfigError: there is no such folder.
    """
    named = os.environ.get("HQ_PROJECT_DIR")
    here = (start or Path.cwd()).resolve()
    candidates = [Path(named)] if named else [here, *here.parents, Path(__file__).resolve().parent.parent]
    for candidate in candidates:
        if (candidate / "dbt_project.yml").is_file():
            return candidate
    raise ConfigError("No dbt_project.yml here or above: run hq inside the checkout, or set HQ_PROJECT_DIR.")


def warehouse_id(text: str) -> UUID | None:
    """Read the value of HQ_WAREHOUSE_ID.

    Args:
        text: the value; '' when it is not set.

    Returns:
        The warehouse that is expected, or None when any will do.

    Raises:
        ConfigError: it is no UUID.
    """
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise ConfigError("HQ_WAREHOUSE_ID is not a UUID: copy the warehouse_id that `hq init` printed.") from None


def positive(env: Mapping[str, str], name: str, default: int) -> int:
    """Read a whole number above 0.

    Args:
        env: variables to read.
        name: of the variable.
        default: when it is not set.

    Returns:
        The number.

    Raises:
        ConfigError: it is something else.
    """
    text = env.get(name)
    if not text:
        return default
    if not text.isdecimal() or int(text) == 0:
        raise ConfigError(f"{name} must be a whole number above 0.")
    return int(text)
