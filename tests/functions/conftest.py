"""A database that holds the functions of the project, and the one way in which the tests here talk to it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import conninfo

ROOT = Path(__file__).resolve().parents[2]
PROJECT = """\
name: hq_master_data
version: "0.1.0"
config-version: 2
profile: hq_master_data
flags: {send_anonymous_usage_stats: false}
functions: {hq_master_data: {+schema: reference}}
"""


@pytest.fixture(scope="session")
def functions_db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Create a database, let dbt build the functions into it, give its URL, and drop it at the end."""
    host = os.environ.get("HQ_DB_HOST") or str(ROOT / ".hq" / "pg")
    name = f"hq_functions_{os.getpid()}"
    server = conninfo.make_conninfo(
        "", host=host, port=os.environ.get("HQ_DB_PORT", "5432"), user=os.environ.get("HQ_DB_USER", "postgres")
    )
    project = tmp_path_factory.mktemp("functions")
    for part in ("functions", "macros/functions", "macros/naming"):
        # Functions that read tables have no place in a database without any.
        shutil.copytree(ROOT / part, project / part, ignore=shutil.ignore_patterns("leads", "status"))
    shutil.copy(ROOT / "profiles.yml.example", project / "profiles.yml")
    (project / "dbt_project.yml").write_text(PROJECT)
    with psycopg.connect(server, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"create database {name}")
        try:
            built = subprocess.run(
                [sys.executable, "-m", "dbt.cli.main", "build", "--select", "resource_type:function"],
                cwd=project,
                env={**os.environ, "HQ_DB_HOST": host, "HQ_DB_NAME": name, "DBT_PROFILES_DIR": str(project)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert built.returncode == 0, built.stdout
            yield conninfo.make_conninfo(server, dbname=name)
        finally:
            connection.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def sql(functions_db: str) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """Run one statement and give its rows."""
    with psycopg.connect(functions_db, autocommit=True) as connection:
        connection.execute("set statement_timeout = '60s'")

        def run(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
            return connection.execute(statement, parameters).fetchall()

        yield run
