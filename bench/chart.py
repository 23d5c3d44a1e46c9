"""The chart of docs/performance.md: how far each goal is reached, drawn as SVG without any library."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

from bench.figures import Figure, number

ROW, LEFT, WIDTH, RIGHT = 22, 490, 420, 120
LEAST, MOST = 0.25, 64.0
"""Ends of the axis, in goals; what is beyond is drawn to the end."""
MET, MISSED = "#2f7d5b", "#b3402a"


def svg(figures: Sequence[Figure]) -> str:
    """Draw a bar for each figure that has a goal; the line marks the goal itself.

    Args:
        figures: what was measured.

    Returns:
        An SVG document.
    """
    rows = [item for item in figures if item.reached is not None]
    height = 44 + ROW * len(rows) + 24
    start = _x(1.0)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {height}" role="img"'
        ' font-family="system-ui, sans-serif" font-size="12">',
        "<title>How far each goal is reached; 1 is the goal</title>",
        f'<rect width="{LEFT + WIDTH + RIGHT}" height="{height}" fill="#ffffff"/>',
        '<text x="8" y="20" font-size="14" fill="#222222">Measured against the goal '
        "(right of the line: better than asked; each mark doubles)</text>",
    ]
    mark = LEAST
    while mark <= MOST:
        lines.append(
            f'<line x1="{_x(mark):.1f}" x2="{_x(mark):.1f}" y1="34" y2="{height - 22}" stroke="#dddddd"/>'
            f'<text x="{_x(mark):.1f}" y="{height - 8}" text-anchor="middle" fill="#666666">{mark:g}</text>'
        )
        mark *= 2
    for place, item in enumerate(rows):
        reached = item.reached or 0.0
        end = _x(reached)
        top = 38 + ROW * place
        lines.append(
            f'<text x="{LEFT - 8}" y="{top + 13}" text-anchor="end" fill="#222222">{escape(_label(item))}</text>'
            f'<rect x="{min(start, end):.1f}" y="{top + 2}" width="{max(abs(end - start), 1):.1f}" height="{ROW - 7}"'
            f' fill="{MET if item.ok else MISSED}"/>'
            f'<text x="{max(start, end) + 5:.1f}" y="{top + 13}" fill="#222222">{escape(_measured(item))}</text>'
        )
    lines.append(f'<line x1="{start:.1f}" x2="{start:.1f}" y1="30" y2="{height - 22}" stroke="#222222"/>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def _x(reached: float) -> float:
    share = math.log(min(max(reached, LEAST), MOST) / LEAST) / math.log(MOST / LEAST)
    return LEFT + WIDTH * share


def _label(item: Figure) -> str:
    text = f"{item.part}: {item.name}"
    return text if len(text) <= 68 else text[:67] + "…"


def _measured(item: Figure) -> str:
    return f"{number(item.ratio)} x" if item.ratio is not None else f"{number(item.value)} {item.unit}"
