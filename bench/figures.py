"""What a measurement says: figures beside their limits, kept as JSON lines, shown as a table and a chart."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from ingest import postgres

RESULTS = Path(__file__).with_name("results")
"""Folder of the results, one file a part."""

_GOAL = re.compile(r"^(>=|<=) ([0-9.]+)")


@dataclass(frozen=True)
class Figure:
    """One measured figure, beside a limit measured in the same run.

    Attributes:
        part: part of the bench, as its folder is named.
        name: what was measured, as people read it.
        value: the figure.
        unit: of value and limit, for instance ``bodies/s`` or ``ms``.
        limit_name: what it stands beside ("COPY", "pgbench"); '' when there is no such thing.
        limit_value: the limit's own figure.
        ratio: value to limit, from pairs of one run where the part made pairs.
        goal: ``>= 1.0`` or ``<= 1.5``, of the ratio, or of the value when there is no ratio; '' without a goal.
        ok: whether the goal is met; None without one.
        note: what a reader needs to judge the figure.
    """

    part: str
    name: str
    value: float
    unit: str
    limit_name: str = ""
    limit_value: float | None = None
    ratio: float | None = None
    goal: str = ""
    ok: bool | None = None
    note: str = ""

    @property
    def reached(self) -> float | None:
        """Return how far the goal is reached: 1 is just met, 2 twice as good; None without a goal."""
        found = _GOAL.match(self.goal)
        measured = self.value if self.ratio is None else self.ratio
        if not found:
            return None
        wanted = float(found[2])
        if found[1] == ">=":
            return measured / wanted if wanted else None
        return wanted / measured if measured > 0 else 100.0


def figure(
    part: str,
    name: str,
    value: float,
    unit: str,
    *,
    limit: tuple[str, float] | None = None,
    ratio: float | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    note: str = "",
) -> Figure:
    """Make a figure and judge it.

    Args:
        part: part of the bench.
        name: what was measured.
        value: the figure.
        unit: of value and limit.
        limit: name and figure of the limit.
        ratio: value to limit where pairs say it better than the quotient of the two.
        at_least: goal of the ratio (of the value when there is no limit).
        at_most: the same, for what should be small.
        note: what a reader needs to judge it.

    Returns:
        The figure with ratio, goal and verdict.
    """
    if ratio is None and limit is not None and limit[1]:
        ratio = value / limit[1]
    measured = value if ratio is None else ratio
    goal, ok = "", None
    if at_least is not None:
        goal, ok = f">= {at_least:g}", measured >= at_least
    elif at_most is not None:
        goal, ok = f"<= {at_most:g}", measured <= at_most
    return Figure(
        part, name, value, unit, limit[0] if limit else "", limit[1] if limit else None, ratio, goal, ok, note
    )


def machine() -> dict[str, str]:
    """Return what the figures were measured on: processor, memory, system, versions, load."""
    return {
        "processors": f"{os.cpu_count()} x {_processor()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "PostgreSQL": _postgres_version(),
        "Python": platform.python_version(),
        "dbt": f"{metadata.version('dbt-core')} (postgres {metadata.version('dbt-postgres')})",
        "psycopg": metadata.version("psycopg"),
        "uvicorn": metadata.version("uvicorn"),
    }


def write(part: str, size: str, figures: Sequence[Figure], folder: Path = RESULTS) -> Path:
    """Keep the figures of a part, in place of those of its last run.

    Args:
        part: part of the bench.
        size: ``small`` or ``full``.
        figures: what was measured.
        folder: where results lie.

    Returns:
        The file: a line about the run, then a line for each figure.
    """
    folder.mkdir(parents=True, exist_ok=True)
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    run = {"part": part, "size": size, "date": date, "load": f"{os.getloadavg()[0]:.1f}", "machine": machine()}
    file = folder / f"{part}.json"
    lines = [json.dumps(run), *(json.dumps(asdict(item)) for item in figures)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def read(part: str, folder: Path = RESULTS) -> tuple[dict[str, Any], list[Figure]] | None:
    """Read the figures of a part's last run.

    Args:
        part: part of the bench.
        folder: where results lie.

    Returns:
        What is known of the run and its figures; None when it has not been run.
    """
    file = folder / f"{part}.json"
    if not file.is_file():
        return None
    run, *figures = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    return run, [Figure(**item) for item in figures]


def table(figures: Iterable[Figure]) -> list[str]:
    """Write figures as the lines of a Markdown table."""
    lines = ["| Figure | Measured | Beside | Ratio | Goal | | Note |", "|---|---:|---|---:|---|---|---|"]
    for item in figures:
        beside = f"{item.limit_name} {number(item.limit_value)}".strip() if item.limit_name else ""
        verdict = {True: "met", False: "**missed**", None: ""}[item.ok]
        cells = [
            item.name,
            f"{number(item.value)} {item.unit}".strip(),
            beside,
            number(item.ratio),
            item.goal,
            verdict,
            item.note,
        ]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return lines


def number(value: float | None) -> str:
    """Write a number with three digits that count; '' for none."""
    if value is None:
        return ""
    if value and abs(value) < 0.0005:
        return f"{value:.1e}"
    for bound, digits in ((1, 3), (10, 2), (100, 1)):
        if abs(value) < bound:
            return f"{value:.{digits}f}"
    return f"{value:,.0f}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _postgres_version() -> str:
    program = str(postgres.binaries() / "postgres")
    text = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return text.split()[2]
