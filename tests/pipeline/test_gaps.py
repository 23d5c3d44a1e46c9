"""Gaps have a life: every sort is found, reported, healed and closed in the record with what closed it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ingest import gaps
from ingest.config import ConfigError
from tests.harness import Body, Warehouse

EXTRACTED, CORE = "extracted__ads_check", "core__company_ads"
BOTH = ("--select", EXTRACTED, CORE)
HOUR = timedelta(hours=1)
NOW = timedelta(0)


def ads(domain: str, workflow: str = "meta-ads", received_at: str | None = None) -> Body:
    """Return a check of a company's advertisements."""
    payload = f"{workflow.replace('-', '_')}_payload"
    return Body(workflow, {"domain": domain, payload: {"results": [], "number_of_ads": 0}}, received_at)


def check(warehouse: Warehouse, settling: timedelta = HOUR, name: str = "test", sweep: bool = True) -> gaps.GapReport:
    """Compare keys and carry the record on."""
    with warehouse.connect() as connection:
        return gaps.check(connection, name, settling=settling, sweep=sweep)


def lives(warehouse: Warehouse, domain: str) -> list[dict[str, Any]]:
    """Return the record of the gaps of one company, oldest life first."""
    return warehouse.rows("select * from ops.coalescing_gaps where entity_key like %s order by gap_id", [domain + "%"])


def life(warehouse: Warehouse, domain: str) -> dict[str, Any]:
    """Return the only life of the gaps of one company."""
    found = lives(warehouse, domain)
    assert len(found) == 1
    return found[0]


def lose(warehouse: Warehouse, domain: str) -> None:
    """Delete the row of a company from core."""
    assert warehouse.sql("delete from core.company_ads where domain = %s returning 1", [domain])


def writing(warehouse: Warehouse) -> str:
    """Return the dbt invocation that wrote the table of core last."""
    return str(warehouse.one("select invocation_id from ops.model_generations where model = %s", [CORE]))


ONLY_CORE = """
create or replace view ops.enrichment_runs_gaps as
select null::text as core_table, null::text as extracted_table, null::text as workflow_slug, null::text as entity_key,
    null::timestamptz as since where false
"""
"""The runs are no part of what is built here, and have tests of their own."""


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    module_warehouse.sql(ONLY_CORE)
    names = ["first", "second", "deleted", "survivor", "known", "gone", "again", "twice", "replaced"]
    module_warehouse.land([ads(f"{name}.example") for name in names])
    module_warehouse.land([ads("future.example", received_at="2099-01-01T00:00:00Z")])
    module_warehouse.build(*BOTH)
    return module_warehouse


@pytest.fixture(autouse=True)
def closed(built: Warehouse) -> Iterator[None]:
    """Let each test begin and end without a gap."""
    report = check(built)
    assert (report.open, report.known, report.opened) == (0, 0, 0)
    built.sql("create table public.kept as select * from core.company_ads")
    yield
    built.sql("insert into core.company_ads select * from public.kept on conflict do nothing")
    built.sql("drop table public.kept")
    assert check(built).open == 0


def test_a_row_deleted_in_core_is_found_settles_and_is_healed(built: Warehouse) -> None:
    lose(built, "deleted.example")
    report = check(built, name="run 1")
    assert (report.opened, report.open, report.settling, report.healed, report.known) == (1, 1, 1, 0, 0)
    assert report.tables == {"core.company_ads": 1}
    assert not report.is_failing
    found = life(built, "deleted.example")
    assert (found["core_table"], found["extracted_table"]) == ("core.company_ads", "extracted.ads_check")
    assert (found["workflow_slug"], found["entity_key"]) == ("meta-ads", "deleted.example / meta")
    assert (found["state"], found["life"], found["checks"], found["invocation_id"]) == ("settling", 1, 1, "run 1")

    built.build(*BOTH)
    report = check(built, settling=NOW, name="run 2")
    assert (report.opened, report.open, report.settling, report.survived_heal) == (0, 1, 0, 0)
    assert report.is_failing, "an ordinary build has no reason to look back"
    found = life(built, "deleted.example")
    assert (found["state"], found["checks"], found["invocation_id"]) == ("open", 2, "run 1")

    built.build(*BOTH, "--vars", "{heal: true}")
    report = check(built, name="run 3")
    assert (report.opened, report.open, report.healed, report.survived_heal) == (0, 0, 1, 0)
    found = life(built, "deleted.example")
    assert (found["state"], found["healed_by"]) == ("healed", "heal")
    assert found["healed_invocation_id"] == writing(built)
    assert found["first_seen_at"] < found["last_seen_at"] < found["healed_at"]
    assert built.rows("select opened, healed, open, settling from ops.gap_checks order by check_id desc limit 3") == [
        {"opened": 0, "healed": 1, "open": 0, "settling": 0},
        {"opened": 0, "healed": 0, "open": 1, "settling": 0},
        {"opened": 1, "healed": 0, "open": 1, "settling": 1},
    ]


def test_a_skipped_model_leaves_a_gap_that_its_next_build_closes(built: Warehouse) -> None:
    built.land([ads("skipped.example")])
    built.build("--select", EXTRACTED)
    assert check(built).opened == 1
    built.build("--select", CORE)
    assert check(built).healed == 1
    found = life(built, "skipped.example")
    assert (found["healed_by"], found["healed_invocation_id"]) == ("build", writing(built))


def test_a_check_of_the_news_finds_what_is_new_and_sees_open_gaps_close(built: Warehouse) -> None:
    built.land([ads("news.example")])
    built.build("--select", EXTRACTED)
    report = check(built, sweep=False)
    assert (report.opened, report.tables) == (1, {"core.company_ads": 1})
    assert check(built, sweep=False).open == 1, "its record is no news any more, and the gap is still there"
    built.build("--select", CORE)
    report = check(built, sweep=False)
    assert (report.opened, report.open, report.healed) == (0, 0, 1)
    assert life(built, "news.example")["healed_by"] == "build"
    assert (
        built.one(
            "select bool_or(is_sweep) from (select is_sweep from ops.gap_checks order by check_id desc limit 3) as last"
        )
        is False
    )


def test_a_row_lost_without_news_is_found_by_the_sweep_alone(built: Warehouse) -> None:
    lose(built, "first.example")
    assert check(built, sweep=False).opened == 0
    lose(built, "second.example")
    assert check(built, sweep=False).opened == 0
    assert built.one("select count(*) from ops.current_gaps") == 2, "the view compares all, whoever asks"
    assert check(built).opened == 2
    built.sql("insert into core.company_ads select * from public.kept where domain = 'first.example'")
    report = check(built, sweep=False)
    assert (report.open, report.healed) == (1, 1), "a table with an open gap is compared whole"


def test_a_build_that_failed_half_way_leaves_gaps_that_the_next_one_closes(built: Warehouse) -> None:
    built.land([ads("halfway.example")])
    built.sql("alter table core.company_ads add constraint broken check (domain <> 'halfway.example') not valid")
    outcome = built.dbt("run", *BOTH)
    assert outcome.statuses == {EXTRACTED: "success", CORE: "error"}
    assert check(built).tables == {"core.company_ads": 1}
    built.sql("alter table core.company_ads drop constraint broken")
    built.build(*BOTH)
    assert check(built).healed == 1
    assert life(built, "halfway.example")["healed_by"] == "build"


def test_a_source_added_later_is_found_by_its_keys_and_not_by_what_was_read(built: Warehouse) -> None:
    """Bodies that waited for their kind of record reach extracted; core believes that it has read them all."""
    registry = "update reference.enrichment_workflow_registry set record_kind = {} where workflow_slug = 'google-ads'"
    built.sql(registry.format("null"))
    built.land([ads("later.example", workflow="google-ads")])
    built.build(*BOTH)
    assert check(built).opened == 0, "nobody reads them, so nothing says that they belong in core"
    assert built.one("select sum(awaiting_model) from ops.landing_ledger") == 1

    built.sql(registry.format("'ads_check'"))
    built.build("--select", EXTRACTED)
    built.sql(
        "update ops.model_positions set position = (select generation from ops.model_generations where model = %s)"
        " where model = %s",
        [EXTRACTED, CORE],
    )
    built.build("--select", CORE)
    assert check(built).opened == 1
    assert life(built, "later.example")["workflow_slug"] == "google-ads"
    built.build(*BOTH, "--vars", "{heal: true}")
    assert check(built).healed == 1
    assert life(built, "later.example")["healed_by"] == "heal"


def test_a_delivery_from_the_future_is_a_gap_like_any_other(built: Warehouse) -> None:
    """A gap settles by when it was seen, never by what a sender's clock says."""
    lose(built, "future.example")
    assert check(built).settling == 1
    found = life(built, "future.example")
    assert found["since"].year == 2099
    assert found["first_seen_at"] < datetime.now(UTC) + timedelta(minutes=1)
    built.sql(
        "update ops.coalescing_gaps set first_seen_at = first_seen_at - interval '2 hours' where state <> 'healed'"
    )
    assert check(built).is_failing


def test_a_clock_of_the_database_that_was_ahead_is_put_right(built: Warehouse) -> None:
    lose(built, "deleted.example")
    check(built)
    ahead = "update ops.coalescing_gaps set first_seen_at = %s, last_seen_at = %s where healed_at is null"
    built.sql(ahead, ["2099-01-01"] * 2)
    assert check(built, settling=NOW).is_failing, "it would have settled in 2099"
    built.sql(ahead, ["2099-01-01"] * 2)
    built.build(*BOTH, "--vars", "{heal: true}")
    assert check(built).healed == 1, "the heal came before the time at which the gap was seen"
    assert lives(built, "deleted.example")[-1]["healed_by"] == "heal"


def test_a_gap_that_survives_a_heal_is_open_at_once_and_counted(built: Warehouse) -> None:
    lose(built, "survivor.example")
    built.sql(
        "create function public.swallow() returns trigger language plpgsql as"
        " $$ begin if new.domain = 'survivor.example' then return null; end if; return new; end $$"
    )
    built.sql("create trigger swallow before insert on core.company_ads for each row execute function public.swallow()")
    built.build(*BOTH, "--vars", "{heal: true}")
    report = check(built)
    assert (report.settling, report.survived_heal) == (1, 0), "the heal was before anybody had seen the gap"
    built.build(*BOTH)
    assert check(built).survived_heal == 0, "a build is no heal"
    built.build(*BOTH, "--vars", "{heal: true}")
    built.build(*BOTH)
    report = check(built)
    assert (report.open, report.settling, report.survived_heal) == (1, 0, 1)
    assert report.is_failing, "what a heal leaves needs no time to settle"
    found = life(built, "survivor.example")
    assert (found["state"], found["heals_survived"]) == ("open", 1)
    assert check(built).survived_heal == 1
    assert life(built, "survivor.example")["heals_survived"] == 1, "one heal, counted once"

    built.sql("drop function public.swallow() cascade")
    built.build(*BOTH, "--full-refresh")
    assert check(built).survived_heal == 0
    found = life(built, "survivor.example")
    assert (found["state"], found["healed_by"], found["heals_survived"]) == ("healed", "full_refresh", 1)


def test_a_gap_that_comes_back_gets_a_life_of_its_own(built: Warehouse) -> None:
    for _ in range(2):
        lose(built, "again.example")
        assert check(built).opened == 1
        built.build(*BOTH, "--vars", "{heal: true}")
        assert check(built).healed == 1
    first, second = lives(built, "again.example")
    assert (first["life"], second["life"]) == (1, 2)
    assert (first["checks"], second["checks"]) == (1, 1)
    assert first["healed_at"] < second["first_seen_at"]


def test_a_key_that_is_no_longer_wanted_closes_its_gap(built: Warehouse) -> None:
    lose(built, "gone.example")
    assert check(built).opened == 1
    assert built.sql("delete from extracted.ads_check where domain = 'gone.example' returning 1")
    assert check(built).healed == 1
    found = life(built, "gone.example")
    assert (found["healed_by"], found["healed_invocation_id"]) == ("source_gone", None)
    built.build(*BOTH, "--vars", "{heal: true}")


def test_known_gaps_are_excused_until_their_day(built: Warehouse) -> None:
    name = "no_coalescing_gap_in_core_company_ads"
    lose(built, "known.example")
    assert check(built).settling == 1
    row = "insert into reference.known_gaps values ('core.company_ads', {}, {}, {}, current_date + {})"
    built.sql(row.format("'meta-ads'", "'known.*'", "'another one'", -1))
    built.sql(row.format("'google-ads'", "'known.*'", "'another one'", 7))
    built.sql(row.format("null", "'k_own.exam*'", "'another one'", 7))
    assert (check(built, settling=NOW).open, built.dbt("test", "--select", name).statuses) == (1, {name: "fail"})
    built.sql(row.format("'meta-ads'", "'known.* / meta'", "'provider mends it'", 7))
    report = check(built, settling=NOW)
    assert (report.open, report.known, report.healed, report.is_failing) == (0, 1, 0, False)
    found = life(built, "known.example")
    assert (found["state"], found["known_reason"]) == ("known", "provider mends it")
    assert built.dbt("test", "--select", name).statuses == {name: "pass"}
    built.sql("update reference.known_gaps set until = current_date - 1")
    report = check(built)
    assert (report.open, report.known) == (1, 0)
    found = life(built, "known.example")
    assert (found["state"], found["known_reason"], found["life"]) == ("settling", None, 1)
    assert check(built, settling=NOW).is_failing
    built.sql("delete from reference.known_gaps")


def test_two_checks_at_once_open_a_gap_once(built: Warehouse) -> None:
    lose(built, "twice.example")
    reports: list[gaps.GapReport] = []
    threads = [threading.Thread(target=lambda: reports.append(check(built))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(report.opened for report in reports) == [0, 0, 0, 1]
    assert life(built, "twice.example")["checks"] == 4


def test_a_check_that_is_rolled_back_leaves_no_trace(built: Warehouse) -> None:
    before = (built.table("ops.coalescing_gaps"), built.table("ops.gap_checks"))
    with built.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("delete from core.company_ads")
        report = gaps.check(connection, "x")
        assert report.opened > 5
        assert gaps.check(connection, "y").opened == 0, "twice in one transaction"
    assert (built.table("ops.coalescing_gaps"), built.table("ops.gap_checks")) == before


def test_the_history_counts_days(built: Warehouse) -> None:
    """Three lives over three days, one still open, and a day on which nobody looked."""
    with built.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("delete from ops.coalescing_gaps")
        connection.execute("delete from ops.gap_checks")
        connection.execute(
            "delete from core.company_ads where domain in ('again.example', 'known.example', 'twice.example')"
        )
        gaps.check(connection, "x")
        for domain, first, healed in (("again", 3, 3), ("known", 3, 1), ("twice", 2, None)):
            connection.execute(
                "update ops.coalescing_gaps set first_seen_at = now() - make_interval(days => %(first)s),"
                " last_seen_at = now() - make_interval(days => %(first)s),"
                " healed_at = now() - make_interval(days => %(healed)s),"
                " state = case when %(healed)s::int is null then 'open' else 'healed' end,"
                " healed_by = case when %(healed)s::int is not null then 'heal' end"
                " where entity_key like %(domain)s",
                {"first": first, "healed": healed, "domain": f"{domain}.example%"},
            )
        connection.execute("update ops.gap_checks set checked_at = now() - interval '3 days'")
        history = connection.execute("select checks, opened, healed, open from ops.gap_history order by day").fetchall()
        days = connection.execute("select max(day) - min(day) from ops.gap_history").fetchone()
    assert history == [(1, 2, 1, 1), (0, 1, 0, 2), (0, 0, 1, 1), (0, 0, 0, 1)]
    assert days == (3,)


def test_silent_workflows_are_told_from_those_that_never_delivered(built: Warehouse) -> None:
    now = datetime.now(UTC)
    received = {hours: (now - timedelta(hours=hours)).isoformat() for hours in (160, 170, 200, 400)}
    built.land(
        [
            Body("clay-find-companies", {"company_domain": "a.example"}, received[170]),
            Body("job-posting", b"{", received[200]),
            Body("clay-find-people", {}, received[160]),
            Body("clay-person-profile", {}, "2099-01-01T00:00:00Z"),
            Body("clay-person-profile", {}, received[400]),
        ]
    )
    change = "update reference.enrichment_workflow_registry set {} where workflow_slug = '{}'"
    built.sql(change.format("replaced_by = 'x'", "signal-promotion-v2"))
    built.sql(change.format("is_active = false", "clay-signal-new-hire"))
    with built.connect() as connection:
        found = {row.workflow: row for row in gaps.silent(connection)}
    silent = {name: row.hours for name, row in found.items() if row.state == "silent"}
    assert silent == {"clay-find-companies": 170, "job-posting": 200, "clay-person-profile": 400}
    assert list(found)[:3] == ["clay-person-profile", "job-posting", "clay-find-companies"]
    assert found["clay-person-profile"].from_the_future == 1, "it hides nothing"
    assert found["clay-signal-promotion"].state == "never_delivered"
    assert found["clay-signal-promotion"].hours is None
    assert not found.keys() & {"clay-find-people", "signal-promotion-v2", "clay-signal-new-hire", "meta-ads"}
    assert built.dbt("test", "--select", "no_workflow_has_fallen_silent").statuses == {
        "no_workflow_has_fallen_silent": "warn"
    }
    built.land([Body(name, {"again": True}) for name in silent])
    with built.connect() as connection:
        assert not [row for row in gaps.silent(connection) if row.state == "silent"]
    assert built.dbt("test", "--select", "no_workflow_has_fallen_silent").statuses == {
        "no_workflow_has_fallen_silent": "pass"
    }


def test_the_settling_delay_is_a_setting() -> None:
    assert gaps.settling_delay({}) == HOUR
    assert gaps.settling_delay({"HQ_GAP_SETTLING_MINUTES": " 5 "}) == timedelta(minutes=5)
    assert gaps.settling_delay({"HQ_GAP_SETTLING_MINUTES": "0"}) == NOW
    for wrong in ("soon", "-1", "1.5", "99999999999", "٣"):
        with pytest.raises(ConfigError, match="HQ_GAP_SETTLING_MINUTES"):
            gaps.settling_delay({"HQ_GAP_SETTLING_MINUTES": wrong})
