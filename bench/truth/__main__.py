"""Measures the answers of core against a folder of labelled answers: ``python -m bench.truth FOLDER``.

Starts a server of its own in a temporary folder, lands what the files ask, builds what is needed, and scores every file
whose name is known. Exit code 0: every goal is met; 1: one is missed; 2: nothing could be measured.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import importlib.util
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import psycopg

from bench.truth import company_names
from bench.truth.figures import Report
from ingest import config, dbt, postgres, setup

SCORERS = {
    "job_title_labels": "bench.truth.titles",
    "company_raw_to_clean_name": "bench.truth.clean_names",
    **dict.fromkeys(company_names.KINDS, "bench.truth.company_names"),
}
"""Module that scores a file, by its name without .csv. It has `score(connection, path)`; one that needs more than seeds
and functions has also `land(connection, path)` and `MODELS`."""

COMPANIES = ("clay-find-companies.ndjson.gz", "clay-find-companies.ndjson")
"""Names under which the companies are looked for, in the folder and in `data` beside it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a folder and print the figures.

    Args:
        arguments: command line without the program; that of this process when None.

    Returns:
        Exit code: 0 every goal is met, 1 one is missed, 2 nothing could be measured.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.truth", description="Measure core with labelled answers.")
    parser.add_argument("folder", type=Path, help="folder with the CSV files")
    parser.add_argument("--companies", type=Path, help="NDJSON of companies to land; looked for when not given")
    parser.add_argument("--out", type=Path, help="write the figures to this Markdown file too")
    parser.add_argument("--misses", type=Path, help="write every wrong answer to this CSV file")
    given = parser.parse_args(arguments)
    folder: Path = given.folder
    files = known_files(folder)
    if not files:
        print(f"{folder} holds no file of a known kind ({', '.join(sorted(SCORERS))}).", file=sys.stderr)
        return 2
    companies = given.companies or find_companies(folder)
    home = Path(tempfile.mkdtemp(prefix="hq-truth-"))
    try:
        server = postgres.start(home / "pg")
        reports = measure(server.url("hq"), files, companies)
    finally:
        postgres.stop(home / "pg")
        shutil.rmtree(home, ignore_errors=True)
    text = "\n".join(lines_of(reports))
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")
    if given.misses:
        write_misses(reports, given.misses)
    return 0 if all(figure.is_met for report in reports for figure in report.figures) else 1


def known_files(folder: Path) -> list[tuple[Path, ModuleType]]:
    """Find the files of a folder that can be scored, and say which cannot.

    Args:
        folder: where the CSV files lie.

    Returns:
        Each file with the module that scores it.
    """
    found = []
    for path in sorted(folder.glob("*.csv")):
        name = SCORERS.get(path.stem)
        if name is None:
            print(f"{path.name}: skipped, no scorer knows a file of this name.", file=sys.stderr)
        elif importlib.util.find_spec(name) is None:
            print(f"{path.name}: skipped, {name} is not there.", file=sys.stderr)
        else:
            found.append((path, importlib.import_module(name)))
    return found


def find_companies(folder: Path) -> Path | None:
    """Look for the companies in a folder of labelled answers and in `data` beside it; None when there are none."""
    places = [place / name for place in (folder, folder.parent / "data") for name in COMPANIES]
    return next((path for path in places if path.is_file()), None)


def measure(url: str, files: Sequence[tuple[Path, ModuleType]], companies: Path | None) -> list[Report]:
    """Initialise a warehouse, land what the files ask, build what is needed, and score each file.

    Args:
        url: an empty database, as its owner.
        files: files with the modules that score them.
        companies: NDJSON of companies; None lets names find nothing.

    Returns:
        A report for each file, in their order.

    Raises:
        RuntimeError: the models could not be built.
    """
    project = config.project_dir()
    setup.initialise(project, url)
    models = sorted({model for _, module in files for model in getattr(module, "MODELS", ())})
    with psycopg.connect(url, autocommit=True) as connection:
        if models and companies is None:
            print("No file of companies: every name will be unknown.", file=sys.stderr)
        elif models and companies is not None:
            print(f"{company_names.land_companies(connection, companies)} companies landed.", file=sys.stderr)
        for path, module in files:
            if hasattr(module, "land"):
                module.land(connection, path)
        if models:
            began = time.monotonic()
            code = dbt.run(project, url, ["run", "--select", *models], quiet=True)
            if code != 0:
                raise RuntimeError("the models could not be built: dbt says above why")
            print(f"Built in {time.monotonic() - began:.0f} s.", file=sys.stderr)
        return [module.score(connection, path) for path, module in files]


def lines_of(reports: Sequence[Report]) -> list[str]:
    """Write reports as Markdown.

    Args:
        reports: what was measured.

    Returns:
        Lines without line breaks.
    """
    lines = []
    for report in reports:
        lines += [f"## {report.title}", "", "| Figure | Share | Right | Of | Goal | |", "|---|---|---|---|---|---|"]
        for figure in report.figures:
            goal = "" if figure.goal is None else f"{figure.goal:.1%} {'met' if figure.is_met else 'MISSED'}"
            cells = [figure.name, f"{figure.share:.2%}", str(figure.right), str(figure.of), goal, figure.note]
            lines.append(f"| {' | '.join(cells)} |")
        for heading, header, rows in report.tables:
            lines += ["", f"### {heading}", "", f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
            lines += [f"| {' | '.join(row)} |" for row in rows]
        lines += ["", f"{len(report.misses)} misses.", ""]
    return lines


def write_misses(reports: Sequence[Report], path: Path) -> None:
    """Write every wrong answer to a CSV file.

    Args:
        reports: what was measured.
        path: file to write; replaced.

    Raises:
        OSError: when it cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["file", "asked", "expected", "answered", "why"])
        writer.writerows([report.title, *miss] for report in reports for miss in report.misses)


if __name__ == "__main__":
    sys.exit(main())
