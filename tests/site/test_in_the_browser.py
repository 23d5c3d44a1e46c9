"""The site in Chromium: search, charts, filter, width of a phone, and not one error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import TestSite

PAGES = (
    "index.html", "catalogue/index.html", "catalogue/clay-find-companies.html", "catalogue/infer-webinars.html",
    "charts.html", "tables/index.html", "tables/core/companies.html", "guide/index.html", "guide/landing.html",
    "guide/operating.html", "decisions/README.html", "search.html?q=gaps",
)  # fmt: skip


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
    page.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(f"{request.url}: {request.failure}"))
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
