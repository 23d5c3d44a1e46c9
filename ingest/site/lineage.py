"""The way of a workflow from its raw table to core, drawn as SVG while the site is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

CHARACTER = 7.3
"""Width of a character of the label in pixels: a monospaced font of 12 pixels, with some air."""

HEIGHT = 34
ROW = 78
GAP = 18
MARGIN = 8


@dataclass(frozen=True)
class Box:
    """One relation of the picture.

    Attributes:
        relation: name with schema.
        x: left edge.
        y: upper edge.
        width: of the box.
    """

    relation: str
    x: float
    y: float
    width: float


def layers(reads: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Put every relation below all that it reads.

    Args:
        reads: relations, each with those of them that it reads; without circles.

    Returns:
        Relations from top to bottom; those of one layer are ordered by where what they read stands.
    """
    depth: dict[str, int] = {}

    def deep(relation: str) -> int:
        if relation not in depth:
            depth[relation] = 1 + max((deep(parent) for parent in reads[relation]), default=-1)
        return depth[relation]

    rows: list[list[str]] = [[] for _ in range(1 + max(map(deep, reads), default=-1))]
    for relation in sorted(reads):
        rows[depth[relation]].append(relation)
    place: dict[str, float] = {}
    for row in rows:
        row.sort(key=lambda name: (sum(place[p] for p in reads[name]) / (len(reads[name]) or 1), name))
        place.update({relation: number for number, relation in enumerate(row)})
    return rows


def boxes(reads: Mapping[str, Sequence[str]]) -> dict[str, Box]:
    """Place every relation.

    Args:
        reads: as for :func:`layers`.

    Returns:
        A box for each relation; no two overlap.
    """
    rows = [[(relation, len(relation) * CHARACTER + 24) for relation in row] for row in layers(reads)]
    widths = [sum(width for _, width in row) + GAP * (len(row) - 1) for row in rows]
    placed: dict[str, Box] = {}
    for number, row in enumerate(rows):
        x = MARGIN + (max(widths) - widths[number]) / 2
        for relation, width in row:
            placed[relation] = Box(relation, x, MARGIN + number * ROW, width)
            x += width + GAP
    return placed


def svg(reads: Mapping[str, Sequence[str]], title: str, link: Callable[[str], str | None]) -> str:
    """Draw the picture.

    Args:
        reads: as for :func:`layers`.
        title: what the picture shows, for who cannot see it.
        link: address of the page of a relation, or None.

    Returns:
        An ``svg`` element without a blank line; its colours come from the style sheet of the site.
    """
    placed = boxes(reads)
    right = max((box.x + box.width for box in placed.values()), default=0) + MARGIN
    low = max((box.y for box in placed.values()), default=0) + HEIGHT + MARGIN
    lines = [
        f'<svg class="hq-lineage" role="img" aria-label="{escape(title)}" viewBox="0 0 {right:.0f} {low:.0f}" '
        f'width="{right:.0f}" height="{low:.0f}">',
        '<defs><marker id="hq-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    ]
    for relation, parents in reads.items():
        lines += [_edge(placed[parent], placed[relation]) for parent in parents]
    lines += [_box(box, link(box.relation)) for box in placed.values()]
    return "\n".join([*lines, "</svg>"])


def _edge(start: Box, end: Box) -> str:
    x1, y1 = start.x + start.width / 2, start.y + HEIGHT
    x2, y2 = end.x + end.width / 2, end.y - 2
    bend = (ROW - HEIGHT) / 2
    return (
        f'<path class="hq-edge" marker-end="url(#hq-arrow)" '
        f'd="M{x1:.1f} {y1:.1f}C{x1:.1f} {y1 + bend:.1f} {x2:.1f} {y2 - bend:.1f} {x2:.1f} {y2:.1f}"/>'
    )


def _box(box: Box, address: str | None) -> str:
    schema = escape(box.relation.partition(".")[0])
    drawn = (
        f'<g class="hq-box hq-{schema}"><rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{HEIGHT}" rx="6"/><text x="{box.x + box.width / 2:.1f}" y="{box.y + HEIGHT / 2 + 4:.1f}" '
        f'text-anchor="middle">{escape(box.relation)}</text></g>'
    )
    return drawn if address is None else f'<a href="{escape(address)}">{drawn}</a>'
