"""What every part of the bench does around its measuring: read the command line, keep the figures, print the table."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from bench import figures
from bench.figures import Figure

Run = Callable[..., list[Figure]]
"""``run(size, folder)`` of a part, with further options of its own by name."""

SIZES = ("small", "full")


def measure(part: str, size: str, run: Run, folder: Path, **options: object) -> list[Figure]:
    """Run a part, keep its figures in place of those of its last run, and print them.

    Args:
        part: part of the bench.
        size: one of SIZES.
        run: of the part.
        folder: for the results.
        options: of the part's own.

    Returns:
        The figures.
    """
    began = time.monotonic()
    found = run(size, folder, **options)
    figures.write(part, size, found, folder)
    print("\n".join(figures.table(found)))
    print(f"{part}: {time.monotonic() - began:.0f} s", flush=True)
    return found


def main(part: str, about: str | None, run: Run, add: Callable[[argparse.ArgumentParser], object] | None = None) -> int:
    """Be the command ``python -m bench.<part>``.

    Args:
        part: part of the bench.
        about: what it measures, for its help.
        run: of the part.
        add: adds options of the part's own, which ``run`` gets by name.

    Returns:
        Exit code: 0, or 1 when a goal is missed.
    """
    parser = argparse.ArgumentParser(prog=f"python -m bench.{part}", description=about)
    parser.add_argument("--size", choices=SIZES, default="small", help="small takes minutes, full hours")
    parser.add_argument("--results", type=Path, default=figures.RESULTS, help="folder for the results")
    if add is not None:
        add(parser)
    options = vars(parser.parse_args())
    found = measure(part, options.pop("size"), run, options.pop("results"), **options)
    return int(any(item.ok is False for item in found))
