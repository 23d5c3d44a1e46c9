"""What a measurement against labelled answers says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured share.

    Attributes:
        name: what was measured, as people read it.
        right: rows that are right.
        of: rows that were judged.
        goal: share that is asked for, 0 to 1; None when the figure is told for information.
        note: what a reader needs to judge the figure.
    """

    name: str
    right: int
    of: int
    goal: float | None = None
    note: str = ""

    @property
    def share(self) -> float:
        """Return the share that is right, 0 to 1; 1 when nothing was judged."""
        return self.right / self.of if self.of else 1.0

    @property
    def is_met(self) -> bool:
        """Return False when a goal is asked for and missed."""
        return self.goal is None or self.share >= self.goal


@dataclass(frozen=True)
class Report:
    """The figures of one file of labelled answers, and what went wrong.

    Attributes:
        title: what was measured.
        figures: the shares.
        misses: wrong answers as (asked, expected, answered, why), for whoever mends the rules.
        tables: further tables as (heading, header, rows), for instance confusions.
    """

    title: str
    figures: list[Figure]
    misses: list[tuple[str, str, str, str]]
    tables: list[tuple[str, list[str], list[list[str]]]]
