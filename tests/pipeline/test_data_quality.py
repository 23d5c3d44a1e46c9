"""Data quality: changes of bodies are caught before a build, those of tables after it; the quiet case passes.

Real bodies are landed, the real stages run with Great Expectations on PostgreSQL, and dbt builds between them.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import Failure
from quality.rules import Rule, Rules, load
from quality.run import LOCK, Report, accept, check
from tests.bodies import discovery, job, profile
from tests.harness import Body, Warehouse, hq

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
HISTORY, NEWS = 30, 30
CAREER = ("--select", "extracted__person_profile", "extracted__person_experience", "core__person_work_history")


def body(number: int, **changes: Any) -> dict[str, Any]:
    """Return a body whose keys all have a value, but one that is often missing."""
    payload = {
        "name": f"Firm {number}",
        "size": "17",
        "place": {"city": "Oslo", "code": f"N{number}"},
        "tags": [{"label": "a"}, {"label": "b"}],
        "note": "now and then" if number % 3 == 0 else None,
    }
    payload.update(changes)
    kept = {key: value for key, value in payload.items() if value != "absent"}
    return {"company_domain": f"firm{number}.example", "raw_payload": kept}


def unmet(report: Report, subject: str) -> dict[str, list[str]]:
    """Return what is not as expected of a subject: expectation and key paths."""
    return {
        f.rule.expectation: [row.get("key_path") or row.get("column_name") or "" for row in f.details]
        for f in report.findings
        if f.subject == subject and not f.is_met
    }


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a folder for Data Docs."""
    return tmp_path / "quality"


CHANGES: dict[str, tuple[str, Any, dict[str, list[str]]]] = {
    "quiet": ("clay-find-companies", lambda n: body(n), {}),
    "vanished": (
        "clay-company-firmographics",
        lambda n: body(n, size="absent"),
        {"key_vanished": ["$.raw_payload.size"]},
    ),
    "renamed": (
        "clay-person-profile",
        lambda n: body(n, size="absent", headcount="17"),
        {
            "key_vanished": ["$.raw_payload.size"],
            "key_renamed": ["$.raw_payload.size"],
            "key_appeared": ["$.raw_payload.headcount"],
        },
    ),
    "renamed in one body": (
        "clay-find-people",
        lambda n: body(n, name="absent", title="Firm") if n == 100 else body(n),
        {"key_renamed": ["$.raw_payload.name"], "key_appeared": ["$.raw_payload.title"]},
    ),
    "another sort of body": (
        "meta-ads",
        lambda n: body(n) if n > 100 else {"company_domain": "x.example", "raw_payload": {"error": "no credits"}},
        {"key_appeared": ["$.raw_payload.error"]},
    ),
    "renamed, the old key left empty": (
        "company-customers-structured",
        lambda n: body(n, place=None, location={"city": "Oslo", "code": "N"}),
        {
            "key_emptied": ["$.raw_payload.place"],
            "key_renamed": ["$.raw_payload.place"],
            "key_appeared": ["$.raw_payload.location"],
        },
    ),
    "emptied": (
        "clay-signal-news-fundraising",
        lambda n: body(n, tags=[]),
        {"key_emptied": ["$.raw_payload.tags"]},
    ),
    "reshaped": (
        "builtwith-techstack",
        lambda n: body(n, place="Oslo"),
        {"shape_changed": ["$.raw_payload.place"]},
    ),
    "type": ("clay-signal-job-posting", lambda n: body(n, size=17), {"type_changed": ["$.raw_payload.size"]}),
    "appeared": ("clay-signal-new-hire", lambda n: body(n, extra=1), {"key_appeared": ["$.raw_payload.extra"]}),
    "rarer": (
        "clay-signal-job-change",
        lambda n: body(n) if n % 2 else body(n, size="absent"),
        {"key_rarer": ["$.raw_payload.size"]},
    ),
    "null rate": (
        "clay-signal-promotion",
        lambda n: body(n) if n % 2 else body(n, size=None),
        {"null_rate": ["$.raw_payload.size"]},
    ),
    "in a list": (
        "google-ads",
        lambda n: body(n, tags=[{"name": "a"}, {"name": "b"}]),
        {
            "key_vanished": ["$.raw_payload.tags[].label"],
            "key_renamed": ["$.raw_payload.tags[].label"],
            "key_appeared": ["$.raw_payload.tags[].name"],
        },
    ),
    "unreadable": (
        "linkedin-ads",
        lambda n: b"{broken" if n % 2 else body(n),
        {"quarantine_rate": ["$"]},
    ),
}


@pytest.fixture(scope="module")
def changed(module_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Report, Path]]:
    """Land a history of every workflow, then a change of each, and return the second check."""
    folder = tmp_path_factory.mktemp("quality")
    slugs = module_warehouse.sql("select workflow_slug from raw.registered_workflows")
    assert {workflow for workflow, _, _ in CHANGES.values()} <= {slug for (slug,) in slugs}
    module_warehouse.land([Body(workflow, body(n)) for workflow, _, _ in CHANGES.values() for n in range(HISTORY)])
    first = check(module_warehouse.url, "landing", folder)
    assert not [f for f in first.findings if f.suite != "volumes"], "first deliveries only make the profile"
    module_warehouse.land(
        [Body(workflow, change(n)) for workflow, change, _ in CHANGES.values() for n in range(100, 100 + NEWS)]
    )
    yield check(module_warehouse.url, "landing", folder), folder


@pytest.mark.parametrize("name", CHANGES)
def test_changes_of_a_format(changed: tuple[Report, Path], name: str) -> None:
    workflow, _, expected = CHANGES[name]
    assert unmet(changed[0], workflow) == expected


def test_what_is_critical_stops_and_waits(changed: tuple[Report, Path], module_warehouse: Warehouse) -> None:
    report, folder = changed
    stopped = {f.subject for f in report.findings if f.stops}
    critical = {"key_vanished", "key_renamed", "key_emptied", "shape_changed"}
    assert stopped == {workflow for workflow, _, expected in CHANGES.values() if critical & set(expected)}
    again = check(module_warehouse.url, "landing", folder)
    assert again.stops, "a change that stops is not forgotten by looking again"
    assert {f.subject for f in again.findings if f.suite != "volumes"} == stopped, (
        "what passed is taken in, and only once"
    )


def test_results_are_kept(changed: tuple[Report, Path], module_warehouse: Warehouse) -> None:
    report, _ = changed
    kept = module_warehouse.sql(
        "select count(*), count(*) filter (where not is_met), bool_and(stage = 'landing') from ops.quality_results"
        " where run_id = %s",
        [report.run_id],
    )
    assert kept == [(len(report.findings), len(report.unmet), True)]
    assert (
        module_warehouse.one(
            "select details -> 0 ->> 'likely_new_key' from ops.quality_results where run_id = %s and subject = %s"
            " and expectation = 'key_renamed'",
            [report.run_id, "clay-person-profile"],
        )
        == "headcount"
    )


def test_pages_load_nothing_and_their_links_lead_somewhere(changed: tuple[Report, Path]) -> None:
    _, folder = changed
    pages = list(folder.rglob("*.html"))
    assert len(pages) > len(CHANGES)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<script|<(link|img|iframe)[^>]+(href|src)=\"(?!data:)", text), page
    index = (folder / "landing" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', index)
    assert links
    for link in links:
        assert link == "data:," or (folder / "landing" / link.replace("%20", " ")).exists(), link
    assert "$.raw_payload.size → headcount" in index


def test_an_accepted_format_is_the_new_normal(warehouse: Warehouse, docs: Path) -> None:
    workflow = "clay-find-companies"
    warehouse.land([Body(workflow, body(n)) for n in range(HISTORY)])
    assert not check(warehouse.url, "landing", docs).unmet
    warehouse.land([Body(workflow, body(n, size="absent", headcount="17")) for n in range(100, 103)])
    assert check(warehouse.url, "landing", docs).stops
    assert "3 bodies of clay-find-companies" in accept(warehouse.url, workflow, "announced by the provider")
    warehouse.land([Body(workflow, body(n, size="absent", headcount="17")) for n in range(200, 230)])
    assert not check(warehouse.url, "landing", docs).unmet
    warehouse.land([Body(workflow, body(n, size="absent", people="17")) for n in range(300, 310)])
    assert unmet(check(warehouse.url, "landing", docs), workflow)["key_renamed"] == ["$.raw_payload.headcount"]
    assert warehouse.sql("select subject, reason from ops.quality_acceptances") == [
        (workflow, "announced by the provider")
    ]
    for unknown in ("no-such-workflow", "core.no_such_table", "extracted.no_such_table"):
        with pytest.raises(Failure, match=r"no.such"):
            accept(warehouse.url, unknown, None)
    assert warehouse.one("select count(*) from ops.quality_acceptances") == 1


def test_wrong_bodies_can_be_passed_over(warehouse: Warehouse, docs: Path) -> None:
    workflow = "clay-find-companies"
    warehouse.land([Body(workflow, body(n)) for n in range(HISTORY)])
    check(warehouse.url, "landing", docs)
    known = warehouse.table("ops.payload_profiles", without=["bodies", "last_seen_at"])
    for batch in (100, 200):
        warehouse.land([Body(workflow, body(n, size="absent", headcount="17")) for n in range(batch, batch + 30)])
        assert check(warehouse.url, "landing", docs).stops
        assert "passed over" in accept(warehouse.url, workflow, None, learn=False)
        assert warehouse.table("ops.payload_profiles", without=["bodies", "last_seen_at"]) == known
        warehouse.land([Body(workflow, body(n)) for n in range(batch, batch + 30)])
        assert not check(warehouse.url, "landing", docs).unmet
    with pytest.raises(Failure, match="as a whole"):
        accept(warehouse.url, "core.people", None, learn=False)


def test_what_stopped_is_not_hidden_by_what_lands_after_it(warehouse: Warehouse, docs: Path) -> None:
    workflow = "clay-find-companies"
    # One body in ten lacks the key, so a few more that lack it say nothing by their number.
    warehouse.land([Body(workflow, body(n, size="absent" if n % 10 == 0 else "17")) for n in range(100)])
    check(warehouse.url, "landing", docs)
    warehouse.land([Body(workflow, body(n, size="absent" if n % 10 == 0 else "17")) for n in range(300)])
    warehouse.land([Body(workflow, body(n, size="absent", headcount="17")) for n in range(5)])
    report = check(warehouse.url, "landing", docs)
    assert unmet(report, workflow)["key_renamed"] == ["$.raw_payload.size"]
    warehouse.land([Body(workflow, body(n, size="absent" if n % 2 else "17", headcount="1")) for n in range(300)])
    again = check(warehouse.url, "landing", docs)
    assert again.stops
    assert unmet(again, workflow)["key_renamed"] == ["$.raw_payload.size"]
    accept(warehouse.url, workflow, None)
    assert not check(warehouse.url, "landing", docs).unmet


def test_a_renamed_key_is_caught_before_core_loses_the_field(warehouse: Warehouse, docs: Path) -> None:
    def person(number: int, key: str) -> Body:
        sent = profile(f"person-{number}", [job("Acme", "CEO", "2020-01-01")])
        sent["raw_payload"][key] = sent["raw_payload"].pop("experience")
        return Body("clay-person-profile", sent)

    def stage() -> int:
        """Run the command as an operator or a schedule does, and return its exit code."""
        ended = hq(
            "quality", "--stage", "landing", url=warehouse.url, timeout=None, environment={"DBT_TARGET_PATH": str(docs)}
        )
        assert ended.stderr == ""
        assert "expectations checked" in ended.stdout
        return ended.returncode

    warehouse.land([person(number, "experience") for number in range(25)])
    assert not check(warehouse.url, "landing", docs).unmet
    warehouse.build(*CAREER)
    assert warehouse.one("select count(distinct linkedin_url) from core.person_work_history") == 25
    # The provider renames the key: for persons that are known, and for one that is not.
    warehouse.land([person(number, "work_experience") for number in range(20, 26)])
    assert stage() == 1
    assert warehouse.one("select count(distinct linkedin_url) from core.person_work_history") == 25
    # What the stop has spared core: built all the same, the new person has no job.
    warehouse.build(*CAREER)
    assert warehouse.one("select count(*) from extracted.person_profile where experience_count > 0") == 25
    assert warehouse.one("select count(*) from extracted.person_profile") == 31


def test_pages_are_spared_only_while_they_say_that_all_is_met(warehouse: Warehouse, docs: Path) -> None:
    workflow = "clay-find-companies"

    def made_anew() -> bool:
        page = docs / "landing" / "index.html"
        page.touch()
        before = page.stat().st_mtime_ns
        report = check(warehouse.url, "landing", docs, spare_pages=True)
        assert report.page == page
        return page.stat().st_mtime_ns != before

    warehouse.land([Body(workflow, body(n)) for n in range(30)])
    check(warehouse.url, "landing", docs, spare_pages=True)
    warehouse.land([Body(workflow, body(n)) for n in range(30, 60)])
    assert not made_anew()
    warehouse.land([Body(workflow, body(n, size="absent", headcount="17")) for n in range(60, 90)])
    assert made_anew()
    accept(warehouse.url, workflow, None)
    assert made_anew()
    assert not made_anew()


def test_volumes(warehouse: Warehouse, docs: Path) -> None:
    days = {"clay-find-companies": (10, 10, 10), "clay-find-people": (10, 3, 10), "clay-person-profile": (10, 10, 250)}
    bodies = []
    for workflow, (usual, yesterday, today) in days.items():
        for back in range(29):
            number = today if back == 0 else yesterday if back == 1 else usual
            at = NOW - timedelta(days=back, hours=1)
            bodies += [Body(workflow, body(n), at) for n in range(number)]
    warehouse.land(bodies)
    report = check(warehouse.url, "landing", docs, at=NOW)
    found = {f.rule.expectation: [(r["workflow_slug"], r["bodies"]) for r in f.details] for f in report.unmet}
    assert found == {"volume_drop": [("clay-find-people", 3)], "volume_spike": [("clay-person-profile", 250)]}
    assert not report.stops
    # Read again after a restore elsewhere, the same bodies are counted once.
    before = warehouse.sql("select * from ops.payload_volumes order by 1, 2")
    formats = warehouse.sql(
        "select workflow_slug, key_path, json_type, bodies from ops.payload_profiles order by 1, 2, 3"
    )
    warehouse.sql("select ops.rebase_landed_xid()")
    assert not [
        f for f in check(warehouse.url, "landing", docs, at=NOW + timedelta(days=9)).unmet if f.suite != "volumes"
    ]
    assert warehouse.sql("select * from ops.payload_volumes order by 1, 2") == before
    assert formats == warehouse.sql(
        "select workflow_slug, key_path, json_type, bodies from ops.payload_profiles order by 1, 2, 3"
    )
    # Nothing new: no body is looked at.
    check(warehouse.url, "landing", docs, at=NOW)
    assert warehouse.one("select count(*) from ops.quality_windows") == 0


def test_a_build_takes_no_body_away_from_the_next_check(warehouse: Warehouse, docs: Path) -> None:
    """To a build a workflow with nothing but quarantined bodies has no news; here they are looked at."""
    mine, quiet = "clay-find-companies", "clay-find-people"
    warehouse.land([Body(workflow, body(n)) for workflow in (mine, quiet) for n in range(3)])
    check(warehouse.url, "landing", docs)
    warehouse.land([Body(mine, b"no json")])
    warehouse.sql("select ops.settle_positions()")
    check(warehouse.url, "landing", docs)
    seen = "select bodies from ops.payload_profiles where workflow_slug = %s and json_type = 'quarantined'"
    assert warehouse.sql(seen, [mine]) == [(1.0,)]
    assert warehouse.one("select sum(bodies) from ops.payload_volumes where workflow_slug = %s", [mine]) == 4
    behind = (
        "select count(*) from ops.model_positions where starts_with(model, 'quality/') and position <="
        " (select max(landed_xid::text::bigint) from raw.payloads)"
    )
    assert warehouse.one(behind) == 0, "a workflow without news is not read from its last body on"


def test_nothing_is_written_beside_the_pages(
    module_warehouse: Warehouse, docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("HOME", str(elsewhere))
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    monkeypatch.chdir(elsewhere)
    check(module_warehouse.url, "landing", docs)
    assert not list(elsewhere.iterdir())


def test_nothing_of_a_person_is_kept(warehouse: Warehouse, docs: Path) -> None:
    secrets = ["Ottoline Quillfeather", "ottoline@quill.example", "in/ottoline-quill", "+47 555 0100", "Ottoline"]
    name, mail, url, phone, first = secrets

    def sent(number: int, **changes: Any) -> dict[str, Any]:
        by_key = {"people": {name: {"mail": mail}, mail: {"phone": phone}, url: 1, "5550100": 2}}
        many = {"contacts": {f"{first}{chr(97 + n % 26)}{chr(97 + n // 26)}": n for n in range(130)}}
        return body(number, full_name=name, **by_key, **many, **changes)

    warehouse.land([Body("clay-find-people", sent(n)) for n in range(HISTORY)])
    check(warehouse.url, "landing", docs)
    warehouse.land([Body("clay-find-people", sent(n, size="absent")) for n in range(HISTORY)])
    report = check(warehouse.url, "landing", docs)
    assert report.stops
    texts = [page.read_text(encoding="utf-8") for page in docs.rglob("*.html")]
    tables = warehouse.sql(
        "select relname from pg_class where relnamespace = 'ops'::regnamespace and relkind = 'r'"
        " and relname ~ '^(quality|payload|column)_'"
    )
    texts += [text for (table,) in tables for text in warehouse.table(f"ops.{table}")]
    assert len(tables) == 9
    assert not [secret for secret in secrets for text in texts if secret.lower() in text.lower()]
    assert warehouse.one("select count(*) from ops.payload_profiles where key_path = '$.raw_payload.people.*'") > 0


def test_json_in_text_is_looked_into(warehouse: Warehouse, docs: Path) -> None:
    def as_text(number: int, **changes: Any) -> dict[str, Any]:
        sent = body(number, **changes)
        return {**sent, "raw_payload": json.dumps(sent["raw_payload"])}

    warehouse.land([Body("clay-find-companies", as_text(n)) for n in range(HISTORY)])
    check(warehouse.url, "landing", docs)
    warehouse.land([Body("clay-find-companies", body(n)) for n in range(NEWS)])
    assert not check(warehouse.url, "landing", docs).unmet, "the models read text and object alike"
    warehouse.land([Body("clay-find-companies", as_text(n, size="absent")) for n in range(NEWS)])
    report = check(warehouse.url, "landing", docs)
    assert unmet(report, "clay-find-companies") == {"key_vanished": ["$.raw_payload.size"]}


def test_tables(warehouse: Warehouse, docs: Path) -> None:
    select = ("--select", "extracted__company_discovery")
    leads = """
        insert into core.lead_records (person_id, linkedin_url, missing_fields, matched_seniority, person_city)
        select gen_random_uuid(), 'https://www.linkedin.com/in/lead-' || n, '{}',
            (array['Entry', 'Manager', 'VP'])[1 + mod(n, 3)], 'Oslo'
        from generate_series(1, 300) as n
    """
    warehouse.land([Body("clay-find-companies", discovery(f"a{n}.example", country="Norway")) for n in range(40)])
    warehouse.build(*select)
    warehouse.sql(leads)
    assert not check(warehouse.url, "warehouse", docs).findings, "the first check only makes the profiles"
    warehouse.land([Body("clay-find-companies", discovery(f"b{n}.example", country="Norway")) for n in range(40)])
    warehouse.build(*select)
    quiet = check(warehouse.url, "warehouse", docs)
    assert quiet.findings and not quiet.unmet
    # New records without a country, others without a key; leads that lost their city, are all of one seniority.
    warehouse.land([Body("clay-find-companies", discovery(f"c{n}.example")) for n in range(40)])
    warehouse.land([Body("clay-find-companies", discovery(None, number=n)) for n in range(40)])
    warehouse.build(*select)
    warehouse.sql("update core.lead_records set matched_seniority = 'VP', person_city = null")
    report = check(warehouse.url, "warehouse", docs)
    assert unmet(report, "extracted.company_discovery") == {"rejected_rate": [""], "column_null_rate": ["country"]}
    assert list(unmet(report, "core.lead_records.matched_seniority")) == ["distribution"]
    assert list(unmet(report, "core.lead_records.person_city")) == ["column_null_rate"]
    assert len(report.unmet) == 4
    assert not report.stops
    # Warnings are taken in; a loss of rows is not, until somebody accepts it.
    warehouse.sql("delete from core.lead_records where right(linkedin_url, 1) = '1'")
    assert not check(warehouse.url, "warehouse", docs).unmet
    warehouse.sql("delete from core.lead_records where right(linkedin_url, 1) in ('2', '3', '4')")
    for _ in range(2):
        lost = check(warehouse.url, "warehouse", docs)
        assert lost.stops
        assert list(unmet(lost, "core.lead_records")) == ["row_count"]
    accept(warehouse.url, "core.lead_records", "two sources were removed")
    assert not check(warehouse.url, "warehouse", docs).unmet


def test_a_critical_loss_in_new_records_waits_for_its_acceptance(warehouse: Warehouse, docs: Path) -> None:
    warehouse.sql(
        "insert into reference.quality_expectations values"
        " ('column_null_rate', 'extracted.company_discovery', 'critical', 0.3, 20, 20, 'stricter here')"
    )
    for batch, country in enumerate(["Norway", None]):
        warehouse.land(
            [Body("clay-find-companies", discovery(f"d{n}-{batch}.example", country=country)) for n in range(30)]
        )
        warehouse.build("--select", "extracted__company_discovery")
        report = check(warehouse.url, "warehouse", docs)
    assert report.stops
    assert check(warehouse.url, "warehouse", docs).stops
    assert "30 new rows" in accept(warehouse.url, "extracted.company_discovery", None)
    assert not check(warehouse.url, "warehouse", docs).unmet


def test_the_most_specific_row_of_the_seed_holds(module_warehouse: Warehouse) -> None:
    def rule(subject: str, severity: Any) -> Rule:
        return Rule("key_rarer", subject, severity, 0.3, 20, 20, "")

    rules = Rules([rule("*", "warning"), rule("clay-*", "critical"), rule("clay-find-people", "off")])
    assert getattr(rules.of("key_rarer", "builtwith-techstack"), "severity", None) == "warning"
    assert getattr(rules.of("key_rarer", "clay-find-companies"), "severity", None) == "critical"
    assert rules.of("key_rarer", "clay-find-people") is None
    assert rules.of("null_rate", "clay-find-people") is None
    with pytest.raises(Failure, match="twice"):
        Rules([rule("*", "warning"), rule("*", "off")])
    with module_warehouse.connect() as connection:
        assert load(connection).of("key_vanished", "anything") is not None


def test_one_check_at_a_time(module_warehouse: Warehouse, docs: Path) -> None:
    with module_warehouse.connect() as other:
        other.execute("select pg_advisory_lock(%s, %s)", LOCK)
        with pytest.raises(Failure, match="Another check") as raised:
            check(module_warehouse.url, "landing", docs)
        assert raised.value.exit_code == 75
