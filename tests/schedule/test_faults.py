"""Runs that are killed, interrupted or lose their database: the next one ends green without help."""

from __future__ import annotations

import importlib.util
import signal
import subprocess
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from ingest import setup
from tests.bodies import mixture
from tests.harness import PROJECT, Warehouse
from tests.ingest.running import own_server, wait_for
from tests.schedule.running import Scheduled

pytestmark = pytest.mark.long

GREEN = {"ok", "warned", "absent"}
BODIES = mixture(seed=31, count=60)


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a run as the system would that is out of memory; the program of its step ends with it."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate(timeout=30)
    wait_for(lambda: not any(child.is_running() and child.status() != "zombie" for child in children), 60)


def assert_green(scheduled: Scheduled) -> None:
    code, output = scheduled.run()
    assert code == 0, output
    assert set(scheduled.steps().values()) <= GREEN
    warehouse = scheduled.warehouse
    assert warehouse.one("select count(*) from ops.scheduled_runs where owes_build or status = 'running'") == 0
    assert warehouse.one("select count(*) from ops.pending_news") == 0
    assert warehouse.one("select count(*) from core.companies") > 0
    assert warehouse.one("select count(*) from ops.landing_ledger where unexplained > 0") == 0
    assert scheduled.run()[0] == 0
    assert scheduled.last()["kind"] == "idle"


@pytest.fixture
def scheduled(warehouse: Warehouse, tmp_path: Path) -> Scheduled:
    """Return a warehouse with news that has never had a run."""
    warehouse.land(BODIES)
    return Scheduled(warehouse, tmp_path)


@pytest.mark.parametrize("step", ["freshness", "seed", "quality landing", "build", "docs"])
def test_a_run_that_is_killed_in_any_step(scheduled: Scheduled, step: str) -> None:
    process = scheduled.start("run")
    scheduled.wait_for_step(process, step)
    kill(process)
    assert scheduled.last()["status"] == "running"
    assert scheduled.last()["owes_build"] == (step != "docs")
    assert_green(scheduled)
    statuses = scheduled.warehouse.sql("select status from ops.scheduled_runs order by started_at")
    assert statuses[0] == ("died",)


def test_a_run_that_is_killed_while_it_checks_gaps(scheduled: Scheduled) -> None:
    """The check waits for another one, so that the kill meets it at work."""
    warehouse = scheduled.warehouse
    scheduled.enter_full_run()
    with warehouse.connect() as other:
        other.execute("select pg_advisory_lock(18513, 91)")
        process = scheduled.start("run")
        scheduled.wait_for_step(process, "gap check")
        kill(process)
    assert scheduled.last()["status"] == "running"
    assert not scheduled.last()["owes_build"], "the build came to its end"
    assert warehouse.one("select count(*) from ops.gap_checks") == 0
    wait_for(lambda: warehouse.one("select count(*) from pg_locks where locktype = 'advisory'") == 0, 60)
    code, output = scheduled.run("--select", "core__companies")
    assert code == 0, output
    assert warehouse.one("select count(*) from ops.gap_checks") == 1
    assert warehouse.sql("select status from ops.scheduled_runs where kind = 'selected' order by started_at")[0] == (
        "died",
    )


def test_a_run_that_is_killed_while_it_heals(scheduled: Scheduled) -> None:
    warehouse = scheduled.warehouse
    warehouse.build()
    scheduled.enter_full_run()
    lose = "delete from core.companies where ctid in (select min(ctid) from core.companies) returning domain"
    (domain,) = warehouse.sql(lose)[0]
    with warehouse.connect() as connection:
        connection.execute("select ops.check_gaps('test')")
    process = scheduled.start("run")
    scheduled.wait_for_step(process, "heal")
    kill(process)
    code, output = scheduled.run()
    assert code == 0, output
    assert warehouse.one("select count(*) from core.companies where domain = %s", [domain]) == 1
    assert warehouse.one("select count(*) from ops.coalescing_gaps where healed_at is null") == 0
    assert scheduled.run()[0] == 0, "what reads the healed table"
    assert scheduled.run()[0] == 0
    assert scheduled.last()["kind"] == "idle"


def test_a_run_that_is_asked_to_end_says_so(scheduled: Scheduled) -> None:
    process = scheduled.start("run")
    scheduled.wait_for_step(process, "build")
    process.send_signal(signal.SIGTERM)
    output = process.communicate(timeout=120)[0]
    assert process.returncode == 128 + signal.SIGTERM, output
    assert scheduled.last()["status"] == "interrupted"
    assert scheduled.steps()["build"] == "interrupted"
    assert_green(scheduled)


def test_two_runs_at_once(scheduled: Scheduled) -> None:
    first = scheduled.start("run")
    scheduled.wait_for_step(first, "build")
    code, output = scheduled.run()
    assert code == 75, output
    assert "server process" in output
    output = first.communicate(timeout=1500)[0]
    assert first.returncode == 0, output
    assert_green(scheduled)


def test_the_database_is_restarted_in_the_middle(tmp_path: Path) -> None:
    with own_server() as server:
        warehouse = Warehouse(server.url)
        setup.initialise(PROJECT, server.url)
        warehouse.land(BODIES)
        scheduled = Scheduled(warehouse, tmp_path)
        process = scheduled.start("run")
        scheduled.wait_for_step(process, "build")
        server.kill()
        server.start()
        output = process.communicate(timeout=300)[0]
        assert process.returncode == 1, output
        last = scheduled.last()
        assert (last["status"], last["owes_build"]) == ("failed", True)
        assert [item["step"] for item in last["broken"]] == ["lock"]
        assert_green(scheduled)


@pytest.mark.skipif(importlib.util.find_spec("ingest.gaps") is None, reason="no record of gaps in this release")
def test_a_gap_is_found_healed_and_closed_in_one_run(scheduled: Scheduled) -> None:
    warehouse = scheduled.warehouse
    warehouse.build()
    scheduled.enter_full_run()
    (domain,) = warehouse.sql("delete from core.companies where ctid in (select min(ctid) from core.companies)"
                              " returning domain")[0]  # fmt: skip
    with warehouse.connect() as connection:
        connection.execute("select ops.check_gaps('test')")  # a row that was deleted is no news; the sweep finds it
    code, output = scheduled.run("--select", "core__company_funding")
    assert code == 0, output
    assert scheduled.steps() == {
        **{step: "ok" for step in ("build", "gap check", "heal", "gap check again")},
        "quality landing": scheduled.steps()["quality landing"],
    }
    assert warehouse.one("select count(*) from core.companies where domain = %s", [domain]) == 1
    life = warehouse.rows("select state, healed_by from ops.coalescing_gaps where core_table = 'core.companies'")
    assert life
    assert all(row == {"state": "healed", "healed_by": "heal"} for row in life), "one for each workflow that knew it"
