"""A site built once from a warehouse in which a little of everything has happened, served, and a browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from ingest.site import build
from ingest.site.build import Built
from ingest.site.service import Site
from tests.bodies import discovery, profile
from tests.harness import PROJECT, Body, Warehouse, dbt_target, manifest

CHROMIUM = Path("/usr/bin/chromium")
BUILT = (
    "extracted__company_discovery", "extracted__company_attributes", "extracted__company_redirects",
    "reference__company_domain_aliases", "core__companies",
)  # fmt: skip
SECRETS = ("Zebulon", "Quackenbush", "quackenbush", "no-such-zebulon-feed")
"""Words of bodies and calls that no page may show."""


@dataclass(frozen=True)
class TestSite:
    """The site of the tests.

    Attributes:
        folder: where it was built.
        built: what the build said.
        url: where it is served.
    """

    __test__ = False

    folder: Path
    built: Built
    url: str


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that stands for dbt's target."""
    return tmp_path_factory.mktemp("target")


@pytest.fixture(scope="module")
def site(module_warehouse: Warehouse, target: Path) -> Iterator[TestSite]:
    """Build and serve the site."""
    happen(module_warehouse)
    write_artifacts(module_warehouse, target)
    folder = target / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBT_TARGET_PATH", str(target))
        built = build.build(PROJECT, module_warehouse.url, folder, with_dbt=False)
    server = uvicorn.Server(uvicorn.Config(Site(folder, None), log_level="critical", lifespan="on"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield TestSite(folder, built, f"http://127.0.0.1:{listening.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.fail("the tests of the site need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield started
        started.close()


def happen(warehouse: Warehouse) -> None:
    """Land good bodies, one without a key, one that is no JSON, one of nobody's; build; lose a row of core."""
    bodies = [Body("clay-find-companies", discovery(f"company{n}.example", name=f"Company {n}")) for n in range(4)]
    bodies += [
        Body("clay-find-companies", discovery("quackenbush.example", name="Zebulon Quackenbush")),
        Body("clay-find-companies", discovery(None, name="Without a key")),
        Body("clay-find-companies", b"{"),
        Body("clay-find-companies-location-parsed", discovery("old.example"), received_at="2026-01-01T00:00:00Z"),
        Body("clay-person-profile", profile("zebulon-quackenbush", [])),
        Body("no-such-zebulon-feed", {"a": 1}),
    ]
    warehouse.land(bodies)
    warehouse.build("--select", *BUILT)
    warehouse.sql("delete from core.companies where domain = 'quackenbush.example'")
    warehouse.sql("select ops.check_gaps('test')")


def write_artifacts(warehouse: Warehouse, target: Path) -> None:
    """Write the manifest of what dbt has parsed already, and dbt's page of it; parsing again would take long."""
    folder = dbt_target()
    manifest().writable_manifest().write(str(folder / "manifest.json"))
    outcome = warehouse.dbt("docs", "generate", "--static", "--no-compile")
    assert outcome.success
    for name in ("manifest.json", "static_index.html"):
        shutil.copyfile(folder / name, target / name)
