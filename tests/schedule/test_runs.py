"""Runs as cron starts them: news, poison, a broken model, another run at work."""

from __future__ import annotations

import json
import time

import pytest

from ingest import warehouse as locks
from tests.bodies import discovery, news
from tests.harness import Body, Warehouse
from tests.ingest.running import hostile_bodies
from tests.schedule.receiving import receiver
from tests.schedule.running import Scheduled

BROKEN = "extracted__signal_news_fundraising"
FUNDRAISING = "clay-signal-news-fundraising"
BREAK = """
create function public.refuse() returns trigger language plpgsql as $$
begin raise exception 'no place for "Ada Example" ada@example.com'; end $$;
create trigger refuse before insert on extracted.signal_news_fundraising for each row execute function public.refuse();
"""


@pytest.fixture(scope="module")
def scheduled(module_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Scheduled:
    """Return a built warehouse whose books say that a full run has been."""
    found = Scheduled(module_warehouse, tmp_path_factory.mktemp("target"))
    found.enter_full_run()
    return found


def test_nothing_new_ends_at_once(scheduled: Scheduled) -> None:
    code, output = scheduled.run()
    assert code == 0, output
    assert "nothing has news" in output
    last = scheduled.last()
    assert (last["kind"], last["status"], last["exit_code"]) == ("idle", "idle", 0)
    assert scheduled.steps() == {}


def test_another_run_at_work_is_left_alone(scheduled: Scheduled) -> None:
    before = scheduled.last()["run_id"]
    with locks.build_lock(scheduled.warehouse.url, 0), receiver() as received:
        code, output = scheduled.run(environment={"HQ_ALERT_URL": received.url})
    assert code == 75, output
    assert "another build is at work" in output.lower()
    assert scheduled.last()["run_id"] == before
    assert received.bodies == []


def test_another_warehouse_is_refused_and_alerted(scheduled: Scheduled) -> None:
    other = {"HQ_WAREHOUSE_ID": "00000000-0000-0000-0000-000000000001"}
    with receiver([503]) as received:
        code, output = scheduled.run(environment={**other, "HQ_ALERT_URL": received.url})
    assert code == 2, output
    assert "HQ_WAREHOUSE_ID" in received.bodies[-1]["text"]
    assert len(received.bodies) == 2


@pytest.mark.long
def test_a_broken_model_is_named_and_the_run_after_its_repair_is_green(scheduled: Scheduled) -> None:
    warehouse = scheduled.warehouse
    bodies = [Body(FUNDRAISING, news("acme.example", 5e6, "2026-01-02"))]
    bodies.append(Body("clay-find-companies", discovery("acme.example")))
    hostile = [Body("clay-find-companies", body) for body, _ in hostile_bodies().values()]
    poison = [Body("clay-find-companies", {"company_domain": [{}], "raw_payload": {"name": {"a": [1]}, "size": 1e300}})]
    warehouse.land([*bodies, *hostile, *poison])
    warehouse.sql(BREAK)
    with receiver([503, 0]) as received:
        alerts = {"HQ_ALERT_URL": received.url}
        code, output = scheduled.run(environment=alerts)
        assert code == 1, output
        last = scheduled.last()
        assert (last["kind"], last["status"], last["alert"], last["owes_build"]) == (
            "selected",
            "failed",
            "sent",
            False,
        )

        # Models that have nothing to do with it are built; what reads it is left out.
        assert warehouse.one("select count(*) from core.companies") == 1
        assert warehouse.one("select count(*) from core.company_funding") == 0
        results = dict(warehouse.sql("select name, status from ops.dbt_node_results"))
        assert results[BROKEN] == "error"
        assert results["core__company_funding"] == "skipped"
        assert results["core__companies"] == "success"
        invocation = warehouse.rows("select * from ops.dbt_invocations")[0]
        assert invocation["has_results"]
        assert invocation["failed"] == 1
        assert warehouse.one(
            "select count(*) from ops.model_generations where model = 'core__companies' and invocation_id = %s",
            [str(invocation["invocation_id"])],
        )
        assert warehouse.one("select rows_affected from ops.dbt_node_results where name = 'core__companies'") == 1

        # The alert came through on the third try, names the model, and holds nothing that should not leave the house.
        assert len(received.bodies) == 3
        text = json.dumps(received.bodies[-1])
        assert [item["name"] for item in received.bodies[-1]["broken"]] == [BROKEN]
        assert "next run" in received.bodies[-1]["broken"][0]["do"]
        everywhere = text + output + str(warehouse.sql("select message from ops.dbt_node_results"))
        for secret in ("Ada", "ada@", "acme", "s3cr3t", "postgresql://", "/hq_test"):
            assert secret not in everywhere, secret

        # The same is not said again; the run after the repair needs no help.
        warehouse.sql("drop function public.refuse() cascade")
        code, output = scheduled.run(environment=alerts)
        assert code == 0, output
        assert warehouse.one("select count(*) from core.company_funding") == 1
        assert warehouse.one("select count(*) from ops.nodes_to_retry") == 0
        assert "all is well again" in received.bodies[-1]["text"]
        assert len(received.bodies) == 4
        assert scheduled.run(environment=alerts)[0] == 0
        assert scheduled.last()["kind"] == "idle"
    assert scheduled.last()["alert"] is None


@pytest.mark.long  # shows the runs of the test before it
def test_runs_are_shown_with_their_steps(scheduled: Scheduled) -> None:
    began = time.monotonic()
    process = scheduled.start("runs")
    shown = process.communicate(timeout=120)[0]
    assert process.returncode == 0
    assert "build" in shown
    assert "failed" in shown
    process = scheduled.start("runs", "--failed")
    shown = process.communicate(timeout=120)[0]
    assert BROKEN in shown
    assert "Ada" not in shown
    assert time.monotonic() - began < 120
