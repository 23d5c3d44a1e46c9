"""Measuring in pairs: designs take turns (A B A B ...), so that a machine that speeds up or slows down favours none."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bench.figures import Figure, figure

T = TypeVar("T")


def alternate(designs: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """Run every design once a round, in the same order forwards and backwards in turn.

    Args:
        designs: what to run, by name; each measures itself and returns what it found.
        rounds: how often, at least 1.

    Returns:
        What each found, one per round.
    """
    found: dict[str, list[T]] = {name: [] for name in designs}
    names = list(designs)
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            found[name].append(designs[name]())
    return found


def ratio(measured: Sequence[float], limit: Sequence[float]) -> float:
    """Return the median of the ratios, round by round.

    Args:
        measured: one figure a round.
        limit: the limit's figure of the same rounds.
    """
    return statistics.median(one / other for one, other in zip(measured, limit, strict=True))


def spread(values: Sequence[float]) -> str:
    """Return the least and the largest as text, for a note."""
    return f"{min(values):.3g} to {max(values):.3g} in {len(values)} rounds"


def beside(
    part: str,
    name: str,
    measured: Sequence[float],
    unit: str,
    limit: tuple[str, Sequence[float]],
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    note: str = "",
) -> Figure:
    """Make a figure of what took turns with its limit: medians, and the median of the ratios.

    Args:
        part: part of the bench.
        name: what was measured.
        measured: one value a round.
        unit: of measured and limit.
        limit: its name and its values of the same rounds.
        at_least: goal of the ratio.
        at_most: the same, for what should be small.
        note: what a reader needs to judge it.

    Returns:
        The figure.
    """
    return figure(
        part,
        name,
        statistics.median(measured),
        unit,
        limit=(limit[0], statistics.median(limit[1])),
        ratio=ratio(measured, limit[1]),
        at_least=at_least,
        at_most=at_most,
        note=note,
    )
