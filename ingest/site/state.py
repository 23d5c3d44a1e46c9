"""What the figures say of each workflow: how it stands, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.site.facts import Facts, Totals, totals
from ingest.site.registry import Registered

FRESH, STALE, QUIET, NEVER, REPLACED = "fresh", "stale", "no rhythm", "never landed", "retired"


@dataclass(frozen=True)
class State:
    """A workflow as it stands.

    Attributes:
        workflow: of the registry.
        books: its books over all days.
        last_landed: newest receipt, or None.
        age_hours: since then, as of the moment of the figures.
        freshness: one of fresh, stale, no rhythm, never landed, retired.
        rejections: reasons with their numbers of records.
        quarantined: codes with their numbers of bodies.
        gaps: tables of core with the numbers of keys that are missing there.
    """

    workflow: Registered
    books: Totals
    last_landed: datetime | None
    age_hours: float | None
    freshness: str
    rejections: Sequence[tuple[str, int]]
    quarantined: Sequence[tuple[str, int]]
    gaps: Sequence[tuple[str, int]]

    @property
    def open_gaps(self) -> int:
        """Number of keys that are missing in core."""
        return sum(number for _, number in self.gaps)


def states(workflows: Sequence[Registered], facts: Facts) -> dict[str, State] | None:
    """Say how every workflow stands.

    Args:
        workflows: of the registry.
        facts: what the warehouse said.

    Returns:
        The state of each workflow by its slug; None when the books could not be read.
    """
    if facts.ledger is None:
        return None
    by_slug: dict[str, list[int]] = {}
    for number, day in enumerate(facts.ledger):
        by_slug.setdefault(day.slug, []).append(number)
    found = {}
    for workflow in workflows:
        last = (facts.last_landed or {}).get(workflow.slug)
        age = None if last is None or facts.read_at is None else (facts.read_at - last).total_seconds() / 3600
        found[workflow.slug] = State(
            workflow=workflow,
            books=totals([facts.ledger[number] for number in by_slug.get(workflow.slug, ())]),
            last_landed=last,
            age_hours=age,
            freshness=_freshness(workflow, age),
            rejections=(facts.rejections or {}).get(workflow.slug, ()),
            quarantined=(facts.quarantined or {}).get(workflow.slug, ()),
            gaps=(facts.gaps or {}).get(workflow.slug, ()),
        )
    return found


def _freshness(workflow: Registered, age_hours: float | None) -> str:
    if not workflow.is_active or workflow.replaced_by:
        return REPLACED
    if age_hours is None:
        return NEVER
    if workflow.expected_hours is None:
        return QUIET
    return FRESH if age_hours <= workflow.expected_hours else STALE
