"""``python -m bench [--size small|full] [part ...]``: measures, and writes the figures into docs/performance.md.

Each part has a server of its own and one command: ``python -m bench landing``. Without a name all parts run in turn.
Exit code 1 when a goal is missed, 2 when a part could not be measured.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
import traceback
from pathlib import Path

from bench import figures
from bench.chart import svg
from bench.command import SIZES, Run, measure
from bench.figures import Figure

PROJECT = Path(__file__).resolve().parents[1]
PARTS = ("landing", "soak", "replay", "transform", "reads", "cost", "resident", "status")
PAGE = PROJECT / "docs" / "performance.md"
CHART = PROJECT / "docs" / "performance.svg"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def find(part: str) -> Run | None:
    """Find the part's ``run(size, folder)``, in its package or its ``__main__``; None when it has none."""
    for name in (f"bench.{part}", f"bench.{part}.__main__"):
        if importlib.util.find_spec(f"bench.{part}") is None or importlib.util.find_spec(name) is None:
            return None
        found: Run | None = getattr(importlib.import_module(name), "run", None)
        if found is not None:
            return found
    return None


def region(folder: Path = figures.RESULTS) -> tuple[str, list[Figure]]:
    """Write the results of all parts as Markdown.

    Args:
        folder: where results lie.

    Returns:
        The text between the markers, and every figure in it.
    """
    lines: list[str] = []
    everything: list[Figure] = []
    for part in PARTS:
        result = figures.read(part, folder)
        if result is None:
            continue
        run, found = result
        everything += found
        on = ", ".join(f"{name} {value}" for name, value in run["machine"].items())
        lines += [f"### {part}", "", *figures.table(found), ""]
        lines += [f"Size {run['size']}, {run['date']}, load {run['load']} at its end; {on}.", ""]
    return "\n".join(lines).strip(), everything


def publish(folder: Path = figures.RESULTS, page: Path = PAGE, chart: Path = CHART) -> None:
    """Write the generated region of the page, and the chart; what stands around the region stays.

    Args:
        folder: where results lie.
        page: Markdown with the two markers; they are added at its end when missing.
        chart: SVG to write.
    """
    text, everything = region(folder)
    whole = page.read_text(encoding="utf-8") if page.is_file() else "# Performance\n"
    if BEGIN not in whole:
        whole = f"{whole.rstrip()}\n\n{BEGIN}\n{END}\n"
    before, _, rest = whole.partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
    chart.write_text(svg(everything), encoding="utf-8")


def main() -> int:
    """Read the command line, run the parts and write what they found."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--size", choices=SIZES, default="small", help="small takes minutes, full hours")
    parser.add_argument("--results", type=Path, default=figures.RESULTS, help="folder for the results")
    parser.add_argument("--only-write", action="store_true", help="measure nothing; write the page from results")
    parser.add_argument("--no-page", action="store_true", help="measure, but leave docs/performance.md as it is")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    failed, missed = [], 0
    for part in [] if options.only_write else options.parts or PARTS:
        run = find(part)
        if run is None:
            if options.parts:
                failed.append(part)
                print(f"{part}: bench/{part} offers no run(size, folder)", file=sys.stderr)
            continue
        print(f"\n== {part} ({options.size})", flush=True)
        try:
            found = measure(part, options.size, run, options.results)
        except Exception:
            # The other parts can still be measured.
            traceback.print_exc()
            failed.append(part)
            continue
        missed += sum(item.ok is False for item in found)
    if not options.no_page:
        publish(options.results)
    if failed:
        print(f"not measured: {', '.join(failed)}", file=sys.stderr)
        return 2
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
