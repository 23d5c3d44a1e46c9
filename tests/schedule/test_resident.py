"""A resident process: forks that harm nobody, runs that leave nothing out, an orderly end, a kill at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest

from ingest.schedule.plan import project_stamp
from ingest.schedule.warm import fork
from tests.bodies import mixture
from tests.harness import PROJECT, Body, Warehouse, database
from tests.ingest.running import wait_for
from tests.schedule.running import Scheduled
from tests.schedule.test_selected_runs import contents


def test_a_fork_returns_its_exit_code_and_writes_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def work() -> int:
        print("done in", Path.cwd(), os.environ["HQ_TEST_FORK"])
        return 7

    assert fork(work, folder=tmp_path, log=log, environment={"HQ_TEST_FORK": "yes"}).wait(30) == 7
    assert log.read_text() == f"done in {tmp_path} yes\n"
    assert "HQ_TEST_FORK" not in os.environ


def test_a_fork_that_breaks_is_no_success(tmp_path: Path) -> None:
    def work() -> int:
        raise ValueError("broken")

    assert fork(work, log=tmp_path / "log").wait(30) == 70
    assert "ValueError: broken" in (tmp_path / "log").read_text()


def test_a_fork_removes_its_own_locks_and_no_other(tmp_path: Path) -> None:
    """Each adapter of dbt has one, a file in memory: a fork a minute would fill it."""
    named, mine = tmp_path / "named", get_context("spawn").RLock()

    def work() -> int:
        sys.lock_of_an_adapter = get_context("spawn").RLock()  # type: ignore[attr-defined]  # is held until the end
        named.write_text(_file_of(sys.lock_of_an_adapter).name)  # type: ignore[attr-defined]
        return 0

    assert fork(work).wait(30) == 0
    assert _file_of(mine).exists()
    assert named.read_text().startswith("sem.")
    assert not _file_of(mine).with_name(named.read_text()).exists()


def _file_of(lock: Any) -> Path:
    return Path("/dev/shm", f"sem.{lock._semlock.name.removeprefix('/')}")


def sleep() -> int:
    time.sleep(60)
    return 0


def test_a_fork_lets_go_of_what_only_its_parent_may_hold() -> None:
    """Else the lock of a build would outlive the process that holds it."""
    reading, writing = os.pipe()
    child = fork(sleep, close=[writing])
    os.close(writing)
    assert os.read(reading, 1) == b"", "the last writer has closed"
    os.close(reading)
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait(30) == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)


def test_a_fork_is_waited_for_with_patience_that_ends() -> None:
    child = fork(sleep)
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.05)
    os.kill(child.pid, signal.SIGTERM)
    assert child.wait(30) == -signal.SIGTERM


def test_a_changed_file_has_another_stamp(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "dbt_project.yml").write_text("name: x")
    (tmp_path / "models" / "a.sql").write_text("select 1")
    before = project_stamp(tmp_path)
    assert project_stamp(tmp_path) == before
    (tmp_path / "models" / "notes.txt").write_text("is not read")
    assert project_stamp(tmp_path) == before
    (tmp_path / "models" / "a.sql").write_text("select 2 as two")
    assert project_stamp(tmp_path) != before


@contextmanager
def resident(scheduled: Scheduled, every: str = "0.5") -> Iterator[subprocess.Popen[str]]:
    """Run `hq run --every` for as long as the context lasts."""
    process = scheduled.start("run", "--every", every)
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=60)


def runs(scheduled: Scheduled, kind: str, status: str) -> int:
    query = "select count(*) from ops.scheduled_runs where kind = %s and status = %s"
    return int(scheduled.warehouse.one(query, [kind, status]))


@pytest.mark.long
def test_resident_runs_leave_what_full_builds_leave(
    warehouse: Warehouse, server_url: str, template: str, tmp_path: Path
) -> None:
    scheduled = Scheduled(warehouse, tmp_path)
    scheduled.enter_full_run()
    deliveries = mixture(seed=51, count=90)
    with resident(scheduled) as process:
        wait_for(lambda: runs(scheduled, "idle", "idle") >= 2, 300)
        for start in range(0, 90, 30):
            warehouse.land(deliveries[start : start + 30])
            wait_for(lambda: warehouse.one("select count(*) from ops.pending_news") == 0, 300)
        idle = runs(scheduled, "idle", "idle")
        wait_for(lambda: runs(scheduled, "idle", "idle") > idle, 300)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        output = process.communicate(timeout=120)[0]
        assert process.returncode == 0, output
    assert runs(scheduled, "selected", "failed") == 0, output
    with database(server_url, "hq_test_resident_whole", template) as whole:
        whole.land(deliveries)
        whole.build()
        assert contents(warehouse) == contents(whole)


@pytest.mark.long
def test_it_ends_after_the_present_step_and_the_next_run_goes_on(warehouse: Warehouse, tmp_path: Path) -> None:
    scheduled = Scheduled(warehouse, tmp_path)
    scheduled.enter_full_run()
    with resident(scheduled) as process:
        wait_for(lambda: runs(scheduled, "idle", "idle") >= 1, 300)
        warehouse.land(mixture(seed=52, count=40))
        scheduled.wait_for_step(process, "build")
        process.send_signal(signal.SIGTERM)
        output = process.communicate(timeout=300)[0]
        assert process.returncode == 0, output
    assert scheduled.last()["status"] == "interrupted"
    assert scheduled.steps()["build"] == "ok", "the step came to its end"
    code, output = scheduled.run()
    assert code == 0, output
    assert warehouse.one("select count(*) from ops.pending_news") == 0


@pytest.mark.long
@pytest.mark.parametrize("victim", ["resident", "run", "step"])
def test_whoever_is_killed_the_next_run_takes_up_what_is_left(
    warehouse: Warehouse, tmp_path: Path, victim: str
) -> None:
    scheduled = Scheduled(warehouse, tmp_path)
    scheduled.enter_full_run()
    with resident(scheduled) as process:
        wait_for(lambda: runs(scheduled, "idle", "idle") >= 1, 300)
        warehouse.land(mixture(seed=53, count=40))
        scheduled.wait_for_step(process, "build")
        at_work = psutil.Process(process.pid)
        run = at_work.children()[0]
        chosen = {"resident": at_work, "run": run, "step": (run.children() or [run])[0]}[victim]
        chosen.send_signal(signal.SIGKILL)
        if victim == "resident":
            process.communicate(timeout=60)
            wait_for(lambda: not run.is_running() or run.status() == "zombie", 60)
            code, output = scheduled.run()
            assert code == 0, output
        wait_for(lambda: warehouse.one("select count(*) from ops.pending_news") == 0, 300)
        wait_for(lambda: warehouse.one("select count(*) from ops.scheduled_runs where owes_build") == 0, 300)
    assert warehouse.one("select count(*) from core.companies") > 0


@pytest.mark.long
def test_a_change_of_the_project_is_noticed(warehouse: Warehouse, tmp_path: Path) -> None:
    """A file that is touched but says the same changes nothing; the process goes on with what it has parsed."""
    scheduled = Scheduled(warehouse, tmp_path)
    scheduled.enter_full_run()
    with resident(scheduled) as process:
        wait_for(lambda: runs(scheduled, "idle", "idle") >= 1, 300)
        (PROJECT / "models" / "ops" / "ops__pending_news.sql").touch()
        idle = runs(scheduled, "idle", "idle")
        wait_for(lambda: runs(scheduled, "idle", "idle") > idle + 1, 300)
        assert process.poll() is None
    warehouse.land([Body("clay-find-companies", {"company_domain": "x.example"})])
    assert scheduled.run()[0] == 0
