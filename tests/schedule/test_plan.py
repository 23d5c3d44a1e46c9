"""What a run is to do: what has news, what is owed, what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest

from ingest.schedule.books import Books
from ingest.schedule.plan import Plan, decide, project_hash, selectors
from ingest.schedule.results import DbtResults, NodeResult
from tests.bodies import discovery
from tests.harness import PROJECT, Body, Warehouse

DIGEST = "d1"
PENDING = "select model, source, kind, news from ops.pending_news order by 1, 2"
FUNDRAISING = "clay-signal-news-fundraising"


@pytest.fixture
def asked(module_warehouse: Warehouse) -> Iterator[psycopg.Connection]:
    """Return a connection to a warehouse that has had a full run; what a test lands stays, the books are emptied."""
    module_warehouse.sql("truncate ops.scheduled_runs cascade")
    full = Books(module_warehouse.url)
    full.begin(Plan("full", "test"), DIGEST, "")
    full.build_ended()
    full.end("ok", 0, [])
    full.close()
    with module_warehouse.connect() as connection:
        # The runs of enrichments read every workflow; without them news can be told by the parser that they are for.
        connection.execute("delete from ops.model_positions where model = 'reference__enrichment_deliveries'")
        connection.execute("select ops.settle_positions()")
        yield connection


def test_nothing_new_is_nothing_to_do(asked: psycopg.Connection) -> None:
    assert asked.execute(PENDING).fetchall() == []
    plan = decide(asked, DIGEST)
    assert (plan.kind, plan.selection) == ("idle", [])


def test_a_landed_body_is_news_of_its_model_alone(module_warehouse: Warehouse, asked: psycopg.Connection) -> None:
    module_warehouse.land([Body("clay-find-companies", discovery("acme.example", n=number)) for number in range(3)])
    module_warehouse.land([Body(FUNDRAISING, b"no json"), Body("no-such-workflow", {"a": 1})])
    assert asked.execute(PENDING).fetchall() == [
        ("extracted__company_discovery", "raw.payloads/clay-find-companies", "landed", 3)
    ]
    plan = decide(asked, DIGEST)
    assert plan.kind == "selected"
    assert plan.selection == selectors(["extracted__company_discovery"], [])
    # Positions on all others move on, so that the next question looks at what landed since; what waits stays.
    asked.execute("select ops.settle_positions()")
    assert len(asked.execute(PENDING).fetchall()) == 1
    others = "select count(distinct position) from ops.model_positions where source like 'raw.payloads/%'"
    assert asked.execute(others).fetchall() == [(2,)]
    asked.execute("update ops.model_positions set position = pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
                  " where source like 'raw.payloads/%'")  # fmt: skip
    assert asked.execute(PENDING).fetchall() == []


def test_a_body_whose_transaction_is_open_keeps_its_news(
    module_warehouse: Warehouse, asked: psycopg.Connection
) -> None:
    """The trap of every watermark: positions move past an open transaction, and its body is lost."""
    with psycopg.connect(module_warehouse.url) as slow:
        slow.execute("select raw.land(array[%s], array[convert_to('{}', 'UTF8')])", (FUNDRAISING,))
        module_warehouse.land([Body("clay-find-companies", discovery("later.example"))])
        asked.execute("select ops.settle_positions()")
        assert asked.execute(PENDING).fetchall() == []  # no build would read past the open one
        slow.commit()
    assert {row[1] for row in asked.execute(PENDING).fetchall()} == {
        "raw.payloads/clay-find-companies", f"raw.payloads/{FUNDRAISING}"
    }  # fmt: skip
    asked.execute("select ops.settle_positions()")
    assert len(asked.execute(PENDING).fetchall()) == 2
    asked.execute("update ops.model_positions set position = pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
                  " where source like 'raw.payloads/%'")  # fmt: skip


def test_a_workflow_that_was_never_read_is_news(module_warehouse: Warehouse, asked: psycopg.Connection) -> None:
    module_warehouse.land([Body("clay-find-companies", discovery("unread.example"))])
    source = "raw.payloads/clay-find-companies"
    with asked.transaction(force_rollback=True):
        asked.execute("delete from ops.model_positions where source = %s", (source,))
        assert asked.execute(PENDING).fetchall() == [("extracted__company_discovery", source, "unread", None)]
    asked.execute("update ops.model_positions set position = pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
                  " where source like 'raw.payloads/%'")  # fmt: skip


def test_a_model_behind_its_source_is_built(asked: psycopg.Connection) -> None:
    """A build that was killed between the two leaves it so."""
    with asked.transaction(force_rollback=True):
        asked.execute("update ops.model_generations set generation = generation + 1 where model = 'core__signals'")
        asked.execute(
            "update ops.model_generations set generation = generation + 2 where model = 'extracted__signal_events'"
        )
        behind = {(row[0], row[1]) for row in asked.execute(PENDING).fetchall()}
        assert ("core__signals", "extracted__signal_events") in behind
        assert {source for _, source in behind} == {"extracted__signal_events"}


def test_what_a_model_no_longer_reads_is_forgotten(asked: psycopg.Connection) -> None:
    with asked.transaction(force_rollback=True):
        asked.execute("select ops.plan_window('core__signals', array['extracted__signal_events'])")
        asked.execute("select ops.take_in('core__signals', 'x')")
        kept = asked.execute("select source from ops.model_positions where model = 'core__signals'").fetchall()
        assert kept == [("extracted__signal_events",)]


def test_a_changed_project_an_old_run_and_a_wish_are_full_runs(asked: psycopg.Connection) -> None:
    assert decide(asked, "d2").reason == "the project has changed"
    assert decide(asked, DIGEST, full=True).kind == "full"
    assert decide(asked, DIGEST, select=["a+"]).selection == ["a+"]
    asked.execute("update ops.scheduled_runs set started_at = started_at - interval '25 hours'")
    assert "24 hours ago" in decide(asked, DIGEST).reason
    assert decide(asked, DIGEST, full_hours=26).kind == "idle"
    asked.execute("delete from ops.scheduled_runs")
    assert decide(asked, DIGEST).reason == "there has been no full run yet"


def test_an_erasure_that_asks_for_new_tables_is_a_full_run(asked: psycopg.Connection) -> None:
    with asked.transaction(force_rollback=True):
        asked.execute("insert into ops.erasures (kind, keys, swept_at) values ('person', '{}', now())")
        plan = decide(asked, DIGEST)
        assert (plan.kind, plan.rebuild) == ("full", True)


def entered(warehouse: Warehouse, plan: Plan, *nodes: NodeResult, status: str = "failed") -> None:
    books = Books(warehouse.url)
    books.begin(plan, DIGEST, "")
    now = datetime.now(UTC)
    books.invocation("build", ["build"], now, now, 1, DbtResults(uuid4(), "1.11", list(nodes)))
    books.build_ended()
    books.end(status, 1, [])
    books.close()


def test_what_failed_or_was_skipped_is_tried_again(module_warehouse: Warehouse, asked: psycopg.Connection) -> None:
    entered(
        module_warehouse,
        Plan("selected", "test", ["x"]),
        NodeResult("model.hq.core__people", "core__people", "model", "error"),
        NodeResult("model.hq.ops__x", "ops__x", "model", "skipped"),
        NodeResult("model.hq.core__y", "core__y", "model", "success"),
        NodeResult("test.hq.t", "t", "test", "fail"),
    )
    plan = decide(asked, DIGEST)
    assert plan.selection == selectors([], [("core__people", "model"), ("ops__x", "model"), ("t", "test")])
    assert {"core__people", "core__people+,config.materialized:incremental", "t"} <= set(plan.selection or [])
    good = [
        NodeResult(f"{kind}.hq.{name}", name, kind, "success")
        for name, kind in (("core__people", "model"), ("ops__x", "model"), ("t", "test"))
    ]
    entered(module_warehouse, Plan("selected", "test", ["x"]), *good, status="ok")
    assert decide(asked, DIGEST).kind == "idle"


def test_a_seed_that_failed_asks_for_a_full_run(module_warehouse: Warehouse, asked: psycopg.Connection) -> None:
    seed = NodeResult("seed.hq.countries", "countries", "seed", "error")
    entered(module_warehouse, Plan("selected", "test", ["x"]), seed)
    assert decide(asked, DIGEST).kind == "full"


@pytest.mark.parametrize("selection", [["extracted__x+"], None])
def test_a_build_that_was_cut_off_is_owed(
    module_warehouse: Warehouse, asked: psycopg.Connection, selection: list[str] | None
) -> None:
    cut_off = Books(module_warehouse.url)
    cut_off.begin(Plan("selected" if selection else "full", "test", selection), DIGEST, "")
    cut_off.step_began("build")
    cut_off.close()
    following = Books(module_warehouse.url)
    following.mark_the_dead()
    assert asked.execute("select status from ops.scheduled_steps").fetchall() == [("died",)]
    plan = decide(asked, DIGEST)
    assert (plan.kind, plan.selection) == (("selected", selection) if selection else ("full", None))
    following.begin(plan, DIGEST, "")
    following.build_ended()
    following.end("ok", 0, [])
    following.close()
    assert decide(asked, DIGEST).kind == "idle"


def test_two_deaths_in_the_same_step_are_told(module_warehouse: Warehouse, asked: psycopg.Connection) -> None:
    told: list[list[str]] = []
    for _ in range(3):
        dying = Books(module_warehouse.url)
        told.append(dying.mark_the_dead())
        dying.begin(Plan("selected", "test", ["x"]), DIGEST, "")
        dying.step_began("build")
        dying.close()
    assert told == [[], ["build"], ["build", "build"]]


def test_old_runs_are_forgotten_but_for_the_last_full_one(
    module_warehouse: Warehouse, asked: psycopg.Connection
) -> None:
    entered(module_warehouse, Plan("selected", "test", ["x"]), NodeResult("model.hq.a", "a", "model", "success"))
    asked.execute("update ops.scheduled_runs set started_at = started_at - interval '40 days'")
    assert asked.execute("select ops.forget_runs(interval '30 days')").fetchone() == (1,)
    assert asked.execute("select kind from ops.scheduled_runs").fetchall() == [("full",)]
    assert asked.execute("select count(*) from ops.dbt_node_results").fetchone() == (0,)


def test_the_digest_of_the_project_is_of_what_dbt_reads() -> None:
    assert project_hash(PROJECT) == project_hash(PROJECT)
    assert len(project_hash(PROJECT)) == 64


def test_the_question_reads_no_more_than_what_landed_since(asked: psycopg.Connection) -> None:
    """Its plan goes through the index on landed_xid; no partition of raw is read as a whole."""
    asked.execute("set enable_seqscan = off")
    lines = [row[0] for row in asked.execute("explain select * from ops.pending_news").fetchall()]
    raw = [line for line in lines if "payloads" in line and "Scan" in line]
    assert raw
    assert not [line for line in raw if "Seq Scan" in line]


def test_news_end_where_a_build_would_stop_reading(module_warehouse: Warehouse, asked: psycopg.Connection) -> None:
    """Both ask for the same horizon: on a cluster a node that reads bodies cannot say it by itself."""
    module_warehouse.land([Body(FUNDRAISING, {"company_domain": "acme.example"})])
    assert len(asked.execute(PENDING).fetchall()) == 1
    with asked.transaction(force_rollback=True):
        asked.execute(
            "create or replace function ops.horizon(p_max_wait interval default '60 s') returns bigint"
            " language sql as 'select 3::bigint'"
        )
        assert asked.execute(PENDING).fetchall() == []
    asked.execute("update ops.model_positions set position = pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
                  " where source like 'raw.payloads/%'")  # fmt: skip


def test_a_quarantined_body_is_not_settled_past_by_the_model_that_tells_of_it(
    module_warehouse: Warehouse, asked: psycopg.Connection
) -> None:
    """Nothing else would say that it ever came: a quarantined body alone is no news."""
    asked.execute(
        "insert into ops.model_positions (model, source, position)"
        " select 'reference__enrichment_deliveries', source, position from ops.model_positions"
        " where source = 'raw.payloads/' || %s limit 1",
        [FUNDRAISING],
    )
    module_warehouse.land([Body(FUNDRAISING, b"no json")])
    asked.execute("select ops.settle_positions()")
    behind = asked.execute(
        "select model from ops.model_positions where source = 'raw.payloads/' || %s"
        " and position <= (select max(landed_xid::text::bigint) from raw.payloads)",
        [FUNDRAISING],
    )
    assert behind.fetchall() == [("reference__enrichment_deliveries",)]
    assert decide(asked, DIGEST).kind == "idle"
