"""``hq init`` and ``hq build``."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from ingest import dbt, erasure, warehouse
from ingest.errors import Failure

TABLES = ("config.materialized:incremental",)
"""Selection of every model that is a table."""


@dataclass(frozen=True)
class Initialised:
    """What ``hq init`` did.

    Attributes:
        files: number of DDL files applied.
        workflows: number of registered workflows.
        warehouse_id: identity of the warehouse.
    """

    files: int
    workflows: int
    warehouse_id: UUID


def initialise(project: Path, url: str, *, wait: float = 0, quiet: bool = True) -> Initialised:
    """Create or update everything that landing and building need.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse, as its owner.
        wait: seconds to wait for a build to end.
        quiet: True shows only warnings and errors of dbt.

    Returns:
        What was done.

    Raises:
        Failure: a step failed; the message says which.
    """
    with warehouse.build_lock(url, wait), warehouse.connect(url, autocommit=True) as connection:
        applied = warehouse.apply_ddl(connection)
        arguments = ["build", "--resource-type", "seed", "--resource-type", "function"]
        code = dbt.run(project, url, arguments, quiet=quiet)
        if code != 0:
            raise Failure("dbt could not load seeds and functions: its output above says which.", code)
        workflows = warehouse.sync_registry(connection)
        return Initialised(len(applied), workflows, warehouse.warehouse_id(connection))


def build(
    project: Path,
    url: str,
    *,
    heal: bool = False,
    full_refresh: bool = False,
    select: Sequence[str] = (),
    wait: float = 0,
    quiet: bool = False,
) -> int:
    """Run ``dbt build`` without its unit tests while holding the lock of the build.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse, as its owner; no transaction pooler.
        heal: let the models compare keys instead of reading the window of news.
        full_refresh: build every selected model anew.
        select: models in dbt's syntax; all when empty.
        wait: seconds to wait for another build to end.
        quiet: True shows only warnings and errors of dbt.

    Returns:
        Exit code of dbt.

    Raises:
        Failure: another build is at work (exit code 75), or the lock was lost.
    """
    # Unit tests say nothing about the data of this warehouse; the test suite runs them.
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    if heal:
        arguments += ["--vars", json.dumps({"heal": True})]
    if full_refresh:
        arguments.append("--full-refresh")
    if select:
        arguments += ["--select", *select]
    with warehouse.build_lock(url, wait):
        # It is not asked for again because some test of the data fails, so it comes first, alone.
        code = 0 if select else _rebuild_when_due(project, url, quiet=quiet)
        return code or dbt.run(project, url, arguments, quiet=quiet)


def rebuild_after_erasure(project: Path, url: str, *, wait: float = 0) -> int:
    """Make every table anew when an erasure asks for it: values that came from an erased record and name nobody go.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse, as its owner; no transaction pooler.
        wait: seconds to wait for another build to end.

    Returns:
        Exit code of dbt; 0 also when nothing was due.

    Raises:
        Failure: another build is at work (exit code 75), or the lock was lost.
    """
    with warehouse.build_lock(url, wait):
        return _rebuild_when_due(project, url, quiet=True)


def _rebuild_when_due(project: Path, url: str, *, quiet: bool) -> int:
    with warehouse.connect(url, autocommit=True) as connection:
        if not erasure.rebuild_is_due(connection):
            return 0
        code = dbt.run(project, url, ["run", "--full-refresh", "--select", *TABLES], quiet=quiet)
        if code == 0:
            erasure.rebuilt(connection)
        return code


def write_docs(project: Path, url: str) -> Path:
    """Write the documentation of the warehouse.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse, as its owner.

    Returns:
        One HTML file that needs no server.

    Raises:
        Failure: dbt could not write it.
    """
    code = dbt.run(project, url, ["docs", "generate", "--static"], quiet=True)
    if code != 0:
        raise Failure("dbt could not write the documentation: its output above says why.", code)
    return project / os.environ.get("DBT_TARGET_PATH", "target") / "static_index.html"


def serve_docs(project: Path, url: str, port: int) -> int:
    """Serve the documentation on loopback until interrupted.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse.
        port: to listen on.

    Returns:
        Exit code of dbt.
    """
    return dbt.run(project, url, ["docs", "serve", "--host", "127.0.0.1", "--port", str(port)])
