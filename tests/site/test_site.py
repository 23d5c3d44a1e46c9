"""What is on the pages, and how they behave in Chromium; one file, so that the site is built once."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page

from ingest.errors import Failure
from ingest.openapi import examples
from ingest.site import build, charts, facts, guide, lineage, pages, registry, tables
from ingest.site.facts import Facts, GapDay
from ingest.site.state import NEVER, REPLACED, states
from tests.harness import PROJECT, Warehouse
from tests.site.conftest import SECRETS, TestSite
from tests.site.links import broken_links

PAGES = (
    "index.html", "catalogue/index.html", "catalogue/clay-find-companies.html", "catalogue/infer-webinars.html",
    "charts.html", "tables/index.html", "tables/core/companies.html", "guide/index.html", "guide/landing.html",
    "guide/operating.html", "decisions/README.html", "search.html?q=gaps",
)  # fmt: skip


def text_of(site: TestSite, page: str) -> str:
    html = (site.folder / page).read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<article")[2].partition("</article>")[0]).split())


def content(said: Facts, target: Path) -> pages.Content:
    workflows = registry.read(PROJECT)
    return pages.Content(
        workflows, tables.read(target / "manifest.json"), examples(), said, states(workflows, said), False, False
    )


def test_nothing_was_left_out_and_nothing_is_wrong(site: TestSite) -> None:
    assert site.built.notes == []
    assert site.built.warnings == []


def test_everything_has_its_page(site: TestSite, target: Path) -> None:
    there = {str(page.relative_to(site.folder)) for page in site.folder.rglob("*.html")}
    wanted = {f"catalogue/{workflow.slug}.html" for workflow in registry.read(PROJECT)}
    wanted |= {f"tables/{table.schema}/{table.name}.html" for table in tables.read(target / "manifest.json").values()}
    for folder in ("guide", "decisions"):
        wanted |= {f"{folder}/{file.stem}.html" for file in (PROJECT / "docs" / folder).glob("*.md")}
    assert len(wanted) > 400
    assert wanted | {"index.html", "charts.html", "search.html", "dbt/index.html"} <= there


def test_every_link_leads_somewhere(site: TestSite) -> None:
    assert broken_links(site.folder) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here"></a><a href="b.html#gone"></a><a href="c.html"></a><script src="x.js"></script>'
    )
    (tmp_path / "b.html").write_text('<h1 id="here"></h1><a href="https://elsewhere.example/"></a><a href="#here"></a>')
    assert broken_links(tmp_path) == ["a.html: b.html#gone", "a.html: c.html", "a.html: x.js"]


def test_figures_are_those_of_the_warehouse(site: TestSite, module_warehouse: Warehouse) -> None:
    page = text_of(site, "catalogue/clay-find-companies.html")
    mine = "where workflow_slug = 'clay-find-companies'"
    in_core = module_warehouse.one(f"select sum(in_core) from ops.landing_ledger {mine}")
    gaps = module_warehouse.one(f"select count(*) from ops.current_gaps {mine}")
    every = module_warehouse.one("select count(*) from ops.current_gaps")
    assert gaps > 0
    figures = f"landed 7 extracted 5 in core {in_core} rejected 1 quarantined 1 waiting 0 open gaps {gaps}"
    assert figures in page, page[:1000]
    assert "no_company_domain record rejected 1" in page
    assert "invalid_json body quarantined 1" in page
    assert "core.companies key missing in core 1" in page
    assert "Freshness fresh" in page
    assert "landed 1 extracted 0 in core 0 rejected 0 quarantined 0 waiting 1" in text_of(
        site, "catalogue/clay-person-profile.html"
    )
    assert f"{every} keys are missing now" in text_of(site, "charts.html")


def test_a_workflow_page_has_envelope_columns_and_lineage(site: TestSite) -> None:
    page = text_of(site, "catalogue/clay-find-companies.html")
    assert "POST /ingest/clay-find-companies" in page
    assert "company_domain , then raw_payload.domain , read as domain" in page
    assert "linkedin_company_id bigint" in page
    html = (site.folder / "catalogue/clay-find-companies.html").read_text()
    drawn = html.partition('<svg class="hq-lineage"')[2].partition("</svg>")[0]
    for relation in ("raw.company_discovery", "extracted.company_attributes", "core.companies"):
        assert f">{relation}</text>" in drawn


def test_nobodys_data_is_on_a_page(site: TestSite) -> None:
    for file in site.folder.rglob("*"):
        if file.is_file():
            found = [word for word in SECRETS if word.encode() in file.read_bytes()]
            assert not found, (file, found)


@pytest.mark.parametrize("said", [build._facts(None)[0], build._facts("postgresql://nobody@127.0.0.1:1/x")[0]])
def test_without_a_database_state_is_left_out_and_the_page_says_so(site: TestSite, target: Path, said: Facts) -> None:
    made = content(said, target)
    workflow = made.workflows[0]
    for page in (
        pages.home(made), pages.catalogue(made), pages.charts_page(made), pages.workflow_page(made, workflow),
    ):  # fmt: skip
        assert "figures are left out" in page
        assert "hq-card" not in page and "data-chart" not in page
    assert "raw_payload" in pages.workflow_page(made, workflow)


def test_an_empty_warehouse_has_figures_of_nothing(site: TestSite, target: Path, warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        said = facts.read(connection)
    assert said.missing == []
    made = content(said, target)
    assert made.states is not None
    assert {state.freshness for state in made.states.values()} == {NEVER, REPLACED}
    assert "Nothing has landed yet" in pages.charts_page(made)
    assert "No gap has been recorded yet" in pages.charts_page(made)


def test_what_is_not_there_is_named(server_url: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        said = facts.read(connection)
    assert said.ledger is None and said.gaps is None
    assert "No figures on the books: their tables have not been built here." in said.missing


def test_charts_are_figures_that_plotly_knows(site: TestSite, module_warehouse: Warehouse) -> None:
    with module_warehouse.connect() as connection:
        said = facts.read(connection)
    found = states(registry.read(PROJECT), said)
    assert said.ledger and said.gap_days and found
    for chart in (
        charts.ledger(said.ledger), charts.gaps(said.gap_days), charts.coverage(found), charts.freshness(found),
    ):  # fmt: skip
        importlib.import_module("plotly.graph_objects").Figure(chart.figure)
        assert all(len(row) == len(chart.head) for row in chart.rows)


def test_gaps_of_before_the_last_year_are_still_open(site: TestSite) -> None:
    days = [GapDay(date(2024, 1, 1), 5, 0, 5), GapDay(date(2026, 1, 1), 1, 2, 4)]
    still_open = charts.gaps(days).figure["data"][2]["y"]
    assert still_open[0] == 5
    assert still_open[-1] == 4


def test_boxes_of_a_lineage_stand_beneath_what_they_read_and_apart(site: TestSite, target: Path) -> None:
    found = tables.read(target / "manifest.json")
    for workflow in registry.read(PROJECT):
        if not workflow.core_table:
            continue
        reads = tables.path_between(found, f"extracted.{workflow.record_kind}", workflow.core_table)
        assert workflow.core_table in reads, workflow.slug
        boxes = lineage.boxes(reads)
        for relation, parents in reads.items():
            assert all(boxes[parent].y + lineage.HEIGHT < boxes[relation].y for parent in parents)
        for one in boxes.values():
            for other in boxes.values():
                assert one is other or one.y != other.y or one.x + one.width < other.x or other.x + other.width < one.x


def test_links_of_the_guide_become_links_of_the_site() -> None:
    known = {"docs/guide/a.md": "guide/a.md", "docs/decisions/b.md": "decisions/b.md", "README.md": "index.md"}
    text = "[b](../decisions/b.md#x) [home](../../README.md) [code](../../ingest/cli.py) [out](https://x.example)\n"
    text += "```\n[b](../../ingest/cli.py)\n```\n    [b](../../ingest/cli.py)"
    assert guide.with_links_of_the_site(text, "docs/guide/a.md", known) == (
        "[b](../decisions/b.md#x) [home](../index.md) code (`ingest/cli.py`) [out](https://x.example)\n"
        "```\n[b](../../ingest/cli.py)\n```\n    [b](../../ingest/cli.py)"
    )


def test_a_folder_with_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Failure, match="no site"):
        build.build(PROJECT, None, tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_new_site_takes_the_place_of_the_old_one_and_of_what_a_killed_build_left(tmp_path: Path) -> None:
    for name in ("site", ".site.new", ".site.old", "html"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page").write_text(name)
    build._publish(tmp_path / "html", tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "page").read_text() == "html"


def test_a_retired_workflow_says_what_to_use(site: TestSite, target: Path) -> None:
    made = content(Facts(), target)
    retired = next(workflow for workflow in made.workflows if workflow.replaced_by)
    assert f"{retired.replaced_by}.html" in pages.workflow_page(made, retired)
    silent = replace(retired, replaced_by="", is_active=False)
    assert "callers should stop" in pages.workflow_page(made, silent)


@pytest.mark.long
def test_the_command_builds_without_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBT_TARGET_PATH", str(tmp_path / "target"))
    built = build.build(PROJECT, None, tmp_path / "site")
    assert built.warnings == []
    assert built.notes == ["Built without a database, so figures are left out."]
    assert (tmp_path / "site" / "dbt" / "index.html").is_file()
    assert broken_links(tmp_path / "site") == []


@contextmanager
def opened(browser: Browser, site: TestSite, width: int, height: int, scheme: str = "light") -> Iterator[Page]:
    """Open a window; what the browser complains of meanwhile is a failure."""
    wrong: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=site.url,
        color_scheme="dark" if scheme == "dark" else "light",
    )  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    # A page that is left cancels what it was still loading (its icon, say): the browser's doing, nothing is wrong.
    page.on(
        "requestfailed",
        lambda lost: None if lost.failure == "net::ERR_ABORTED" else wrong.append(f"{lost.url}: {lost.failure}"),
    )
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("request", lambda asked: None if asked.url.startswith((site.url, "data:")) else wrong.append(asked.url))
    try:
        yield page
        page.wait_for_load_state("networkidle")
    finally:
        context.close()
    assert wrong == []


def test_pages_load_without_an_error_and_fit_on_a_phone(browser: Browser, site: TestSite) -> None:
    with opened(browser, site, 390, 844) as page:
        for name in PAGES:
            page.goto(f"/{name}")
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


@pytest.mark.parametrize(
    ("words", "title", "address"),
    [
        ("clay-find-companies", "clay-find-companies", "catalogue/clay-find-companies.html"),
        ("quarantine codes", "Landing", "guide/landing.html"),
        ("company_discovery", "extracted.company_discovery", "tables/extracted/company_discovery.html"),
    ],
)
def test_search_finds(browser: Browser, site: TestSite, words: str, title: str, address: str) -> None:
    with opened(browser, site, 1280, 900) as page:
        page.goto("/index.html")
        page.get_by_placeholder("Search").fill(words)
        page.keyboard.press("Enter")
        found = page.locator("#search-results li a", has_text=title).first
        found.wait_for()
        page.wait_for_load_state("networkidle")  # the extracts of every page that was found
        found.click()
        assert address in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_are_drawn(browser: Browser, site: TestSite, scheme: str) -> None:
    with opened(browser, site, 1280, 900, scheme) as page:
        page.goto("/charts.html")
        for name in ("ledger", "gaps", "coverage", "freshness"):
            picture = page.locator(f"#chart-{name} svg.main-svg").first
            picture.wait_for()
            box = picture.bounding_box()
            assert box and box["width"] > 300 and box["height"] > 100
        assert page.locator("#chart-ledger .bars .point path").count() > 0
        assert page.locator("#chart-gaps .scatterlayer .trace").count() > 0
        page.locator("summary").first.click()
        assert page.locator("figure table").first.is_visible()


def test_the_list_of_workflows_is_filtered(browser: Browser, site: TestSite) -> None:
    with opened(browser, site, 1280, 900) as page:
        page.goto("/catalogue/index.html")
        page.get_by_label("Show only rows with").fill("clay find fresh")
        rows = page.locator(".hq-workflows tbody tr:visible")
        assert rows.count() == 1
        rows.first.get_by_role("link").click()
        assert page.locator("h1").inner_text().startswith("clay-find-companies")


def test_the_lineage_leads_to_tables_and_on_to_dbt(browser: Browser, site: TestSite) -> None:
    with opened(browser, site, 1280, 900) as page:
        page.goto("/catalogue/clay-find-companies.html")
        page.locator("svg.hq-lineage a", has_text="core.companies").click()
        assert page.locator("h1").inner_text().startswith("core.companies")
        page.get_by_role("link", name="tests, SQL and lineage").click()
        page.get_by_text("core__companies").first.wait_for()
