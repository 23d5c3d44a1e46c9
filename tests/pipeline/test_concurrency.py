"""Law 10: two builds never harm each other, and readers never miss a table."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ingest import dbt as project_dbt
from tests.bodies import mixture
from tests.harness import PROJECT, Warehouse

TABLES = ["companies", "people", "person_work_history", "company_funding", "company_customers"]


def hq(warehouse: Warehouse, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the command line against a warehouse; dbt finds what is parsed in the folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.cli", *arguments],
        cwd=PROJECT,
        env={
            **project_dbt.environment(PROJECT, warehouse.url),
            "HQ_DATABASE_URL": warehouse.url,
            "PATH": "/usr/bin:/bin",
            **warehouse.parsed(folder),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_second_build_steps_aside_and_says_so(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.land(mixture(seed=3, count=60))
    both = [
        hq(warehouse, tmp_path / str(number), "build", "--select", "extracted__company_discovery")
        for number in range(2)
    ]
    texts = [process.communicate(timeout=300)[0] for process in both]
    codes = [process.returncode for process in both]
    assert sorted(codes) == [0, 75], texts
    aside = texts[codes.index(75)]
    assert "another build" in aside.lower()
    warehouse.build()
    assert warehouse.one("select count(*) from core.companies") > 0
    assert warehouse.one("select count(*) from ops.current_gaps") == 0


@pytest.mark.long
def test_a_second_build_can_wait_for_the_first(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.land(mixture(seed=3, count=60))
    both = [
        hq(warehouse, tmp_path / str(number), "build", "--select", "extracted__company_discovery", "--wait", "240")
        for number in range(2)
    ]
    texts = [process.communicate(timeout=300)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], texts


def test_without_the_lock_an_overtaken_model_is_rolled_back(warehouse: Warehouse) -> None:
    """A window planned before another build wrote the model must not be taken in after it."""
    plan = "select ops.plan_window('core__people', array['extracted__person_attributes'])"
    with psycopg.connect(warehouse.url) as first, psycopg.connect(warehouse.url) as second:
        first.execute(plan)
        second.execute(plan)
        second.execute("select ops.take_in('core__people', 'second')")
        second.commit()
        with pytest.raises(psycopg.errors.RaiseException, match="another build has written core__people"):
            first.execute("select ops.take_in('core__people', 'first')")


def test_a_model_without_a_planned_window_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="no window was planned"):
        warehouse.sql("select ops.take_in('core__people', 'x')")


def test_readers_see_whole_tables_while_everything_is_rebuilt(warehouse: Warehouse) -> None:
    warehouse.land(mixture(seed=4, count=200))
    warehouse.build()
    whole = {table: warehouse.one(f"select count(*) from core.{table}") for table in TABLES}
    seeds = warehouse.one("select count(*) from reference.enrichment_workflow_registry")
    wrong: list[Any] = []
    reads = [0]
    stop = threading.Event()

    def read() -> None:
        with psycopg.connect(warehouse.url, autocommit=True) as connection:
            connection.execute("set role hq_reader")
            while not stop.is_set():
                for table in TABLES:
                    try:
                        found = connection.execute(f"select count(*) from core.{table}").fetchone()
                    except psycopg.Error as error:
                        wrong.append(error)
                        continue
                    if found != (whole[table],):
                        wrong.append((table, found))
                registered = connection.execute(
                    "select count(*) from reference.enrichment_workflow_registry"
                ).fetchone()
                if registered != (seeds,):
                    wrong.append(("registry", registered))
                reads[0] += 1

    reader = threading.Thread(target=read)
    reader.start()
    outcomes = [
        warehouse.dbt(
            "build", "--full-refresh", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"
        )
    ]
    stop.set()
    reader.join()
    assert all(outcome.success for outcome in outcomes), outcomes[0].failed()
    assert reads[0] > 20
    assert not wrong, wrong[:5]


@pytest.mark.long
def test_the_second_build_rewrites_no_row(warehouse: Warehouse) -> None:
    """Row versions stay the same: nothing new costs no write."""
    warehouse.land(mixture(seed=6, count=120))
    warehouse.build()
    tables = "select schemaname || '.' || tablename from pg_tables where schemaname in ('extracted', 'core') order by 1"
    names = [name for (name,) in warehouse.sql(tables)]
    before = {name: warehouse.sql(f"select xmin::text, ctid::text from {name} order by 2") for name in names}
    warehouse.build()
    assert {name: warehouse.sql(f"select xmin::text, ctid::text from {name} order by 2") for name in names} == before
    assert len(names) >= 15


@pytest.mark.long
def test_views_survive_when_what_they_read_is_built_again(warehouse: Warehouse) -> None:
    warehouse.build()
    identity = "select oid from pg_class where oid = 'ops.current_gaps'::regclass"
    before = warehouse.one(identity)
    warehouse.sql("create view public.mine as select * from ops.company_gaps")
    warehouse.build("--select", "ops__company_gaps")
    assert warehouse.one(identity) == before
    assert warehouse.one("select count(*) from public.mine") == 0


@pytest.mark.long
def test_a_view_whose_columns_change_is_made_anew(warehouse: Warehouse) -> None:
    warehouse.build()
    warehouse.sql("drop view ops.rejections")
    warehouse.sql("create view ops.rejections as select 1 as other_column")
    warehouse.build("--select", "ops__rejections")
    assert warehouse.sql("select * from ops.rejections") == []
