"""``hq site build``: pages are written, Sphinx makes HTML of them, and the result takes the place of the old site."""

from __future__ import annotations

import errno
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import psycopg

from ingest import dbt, warehouse
from ingest.errors import Failure
from ingest.openapi import examples
from ingest.site import facts, guide, pages, registry, tables
from ingest.site.facts import Facts
from ingest.site.state import states

MARKER = ".hq-site"
"""File that says that a folder holds a built site and may be replaced."""

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
"""dbt wants an address to parse the project; it does not connect to it."""

READ_BY_DBT = ("models", "macros", "seeds", "functions", "snapshots", "tests", "dbt_project.yml")


@dataclass(frozen=True)
class Built:
    """What a build made.

    Attributes:
        folder: with ``index.html``.
        pages: number of pages made by Sphinx.
        seconds: that it took.
        notes: one sentence for each thing that is not in it.
        warnings: what Sphinx found wrong in the pages.
    """

    folder: Path
    pages: int
    seconds: float
    notes: list[str]
    warnings: list[str]


def target(project: Path) -> Path:
    """Return the folder into which dbt and this build write."""
    return project / os.environ.get("DBT_TARGET_PATH", "target")


def output(project: Path) -> Path:
    """Return the folder of the site: HQ_SITE_DIR, else ``site`` in :func:`target`."""
    named = os.environ.get("HQ_SITE_DIR")
    return Path(named) if named else target(project) / "site"


def build(project: Path, url: str | None, out: Path, *, with_dbt: bool = True) -> Built:
    """Build the site.

    Args:
        project: folder of the dbt project.
        url: libpq URL of the warehouse, as its owner; None builds without figures.
        out: folder of the site; one that holds something else is not touched.
        with_dbt: whether dbt's own pages are made anew; else those of an earlier run are taken, when there are any.

    Returns:
        What was made.

    Raises:
        Failure: Sphinx is not installed or failed, the project cannot be parsed, or ``out`` holds something else.
    """
    began = time.monotonic()
    if importlib.util.find_spec("sphinx") is None or importlib.util.find_spec("furo") is None:
        raise Failure("Sphinx is not installed in this environment: run `make install`.")
    _refuse_foreign(out)
    with _alone(target(project) / "site-work") as work:
        said, reachable = _facts(url)
        notes = list(said.missing)
        asked = url if reachable and url else NOWHERE
        manifest = _manifest(project, asked)
        page = target(project) / "static_index.html"
        if with_dbt and not _write_dbt_docs(project, asked):
            notes.append("The pages of dbt could not be made anew: its output above says why.")
        quality = target(project) / "quality"
        workflows = registry.read(project)
        content = pages.Content(
            workflows=workflows,
            tables=tables.read(manifest),
            examples=examples(),
            facts=said,
            states=states(workflows, said),
            has_dbt_docs=page.is_file(),
            has_quality=(quality / "index.html").is_file(),
        )
        written = _write(project, content, work / "source")
        warnings = _sphinx(project, work)
        html = work / "html"
        shutil.copyfile(
            str(files("plotly").joinpath("package_data", "plotly.min.js")), html / "_static" / "plotly.min.js"
        )
        if content.has_dbt_docs:
            (html / "dbt").mkdir()
            (html / "dbt" / "index.html").write_text(_mended(page.read_text(encoding="utf-8")), encoding="utf-8")
        if content.has_quality:
            shutil.copytree(quality, html / "quality")
        (html / MARKER).write_text("Made by hq site build; the next build replaces this folder.\n", encoding="utf-8")
        _publish(html, out)
    return Built(out, written, time.monotonic() - began, notes, warnings)


def _facts(url: str | None) -> tuple[Facts, bool]:
    without = "Built without a database, so figures are left out."
    if url is None:
        return Facts(missing=[without]), False
    try:
        with warehouse.connect(url, autocommit=True, application_name="hq site") as connection:
            return facts.read(connection), True
    except (Failure, psycopg.Error):
        return Facts(missing=["The warehouse could not be asked when this was built, so figures are left out."]), False


def _manifest(project: Path, url: str) -> Path:
    manifest = target(project) / "manifest.json"
    if not manifest.is_file() or manifest.stat().st_mtime <= max(_changes(project)):
        code = dbt.run(project, url, ["parse"], quiet=True)
        if code != 0:
            raise Failure("dbt could not parse the project: its output above says why.", code)
    return manifest


def _changes(project: Path) -> Iterator[float]:
    """Yield when files that dbt reads were changed; a folder changes when a file in it is removed."""
    for name in READ_BY_DBT:
        path = project / name
        if path.exists():
            yield path.stat().st_mtime
        yield from (found.stat().st_mtime for found in path.rglob("*") if found.suffix in ("", ".sql", ".yml"))


def _write_dbt_docs(project: Path, url: str) -> bool:
    arguments = ["docs", "generate", "--static", "--no-compile"]
    # Without a database dbt tells of tables and lineage all the same, only not of types.
    return dbt.run(project, url, arguments + ["--empty-catalog"] * (url == NOWHERE), quiet=True) == 0


def _mended(page: str) -> str:
    """Mend two addresses of dbt's page that lead nowhere: its icon, and icons before their names are put in."""
    page = page.replace("${require('./assets/favicons/favicon.ico')}", "../_static/icon.svg")
    return page.replace(' xlink:href="{{', ' ng-attr-xlink:href="{{')


def _write(project: Path, content: pages.Content, source: Path) -> int:
    def put(name: str, text: str) -> None:
        path = source / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    source.mkdir()
    guide.write(project, source)
    put("index", pages.home(content))
    put("charts", pages.charts_page(content))
    put("catalogue/index", pages.catalogue(content))
    put("tables/index", pages.tables_index(content))
    for workflow in content.workflows:
        put(f"catalogue/{workflow.slug}", pages.workflow_page(content, workflow))
    for table in content.tables.values():
        put(f"tables/{table.schema}/{table.name}", pages.table_page(content, table))
    return sum(1 for _ in source.rglob("*.md"))


def _sphinx(project: Path, work: Path) -> list[str]:
    log = work / "warnings.txt"
    jobs = str(max(1, min(4, os.cpu_count() or 1)))
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-j", jobs, "-w", str(log)]
    command += ["-c", str(project / "docs" / "site"), "-d", str(work / "doctrees")]
    done = subprocess.run(
        [*command, str(work / "source"), str(work / "html")],
        cwd=project,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Failure(f"Sphinx could not make the pages: {last}")
    found = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    return [line.replace(f"{work / 'source'}{os.sep}", "") for line in found if line.strip()]


def _refuse_foreign(out: Path) -> None:
    if out.exists() and not (out / MARKER).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise Failure(f"{out} holds something that is no site: name another folder.", 2)


def _publish(html: Path, out: Path) -> None:
    new, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    out.parent.mkdir(parents=True, exist_ok=True)
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    _move(html.rename, html, new)
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _move(rename: Callable[[Path], Path], html: Path, new: Path) -> None:
    try:
        rename(new)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copytree(html, new)


@contextmanager
def _alone(work: Path) -> Iterator[Path]:
    """Keep other builds out, and begin with an empty folder; what a killed build left is removed."""
    work.parent.mkdir(parents=True, exist_ok=True)
    with work.with_name(f"{work.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
