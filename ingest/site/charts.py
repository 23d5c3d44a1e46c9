"""The charts, as figures of plotly.js: data and layout only. Colours of text and ground are set in the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ingest.site.facts import GapDay, LedgerDay, totals
from ingest.site.state import FRESH, NEVER, QUIET, REPLACED, STALE, State

Figure = dict[str, Any]

# Okabe and Ito's colours, which people who see fewer colours can tell apart.
COLOURS = {
    "in core": "#009E73", "extracted, not in core": "#56B4E9", "rejected": "#E69F00", "quarantined": "#D55E00",
    "waiting": "#999999", "unexplained": "#CC79A7",
}  # fmt: skip
FRESHNESS_COLOURS = {FRESH: "#009E73", STALE: "#D55E00", QUIET: "#56B4E9", NEVER: "#999999", REPLACED: "#999999"}
STAGES = ("landed", "extracted", "in core", "rejected", "quarantined", "open gaps")
SHADES = [[0.0, "rgba(128, 128, 128, 0.15)"], [0.001, "#D3E6F5"], [1.0, "#0072B2"]]
"""From none, which is a light grey, to all."""


@dataclass(frozen=True)
class Chart:
    """One chart with the figures behind it.

    Attributes:
        name: id of the element.
        title: heading.
        words: what it shows, in a sentence.
        figure: for plotly.js.
        head: headings of the table that says the same.
        rows: of that table.
        height: of the picture in pixels.
        wide: whether it needs more than the width of a phone, and scrolls there.
    """

    name: str
    title: str
    words: str
    figure: Figure
    head: Sequence[str]
    rows: Sequence[Sequence[object]]
    height: int = 360
    wide: bool = False


def ledger(days: Sequence[LedgerDay]) -> Chart:
    """Show where the bodies of each day are now.

    Args:
        days: the books.

    Returns:
        A chart of stacked bars; days on which nothing landed are there, at 0.
    """
    every = _every_day(sorted({day.day for day in days}))
    by_day: dict[date, list[LedgerDay]] = {}
    for entry in days:
        by_day.setdefault(entry.day, []).append(entry)
    sums = {day: totals(by_day.get(day, ())) for day in every}
    parts = {
        "in core": [sums[day].in_core for day in every],
        "extracted, not in core": [sums[day].extracted - sums[day].in_core for day in every],
        "rejected": [sums[day].rejected for day in every],
        "quarantined": [sums[day].quarantined for day in every],
        "waiting": [sums[day].waiting for day in every],
        "unexplained": [sums[day].unexplained for day in every],
    }
    shown = {name: numbers for name, numbers in parts.items() if any(numbers)}
    figure = {
        "data": [
            {
                "type": "bar", "name": name, "x": [day.isoformat() for day in every], "y": numbers,
                "marker": {"color": COLOURS[name]},
            }
            for name, numbers in shown.items()
        ],
        "layout": {"barmode": "stack", "xaxis": _days(every), "yaxis": {"title": {"text": "bodies"}}},
    }  # fmt: skip
    rows = [
        [day, sums[day].landed, *(numbers[number] for numbers in shown.values())]
        for number, day in enumerate(every)
        if sums[day].landed
    ]
    return Chart(
        "ledger",
        "What landed, and where it is now",
        "Bodies by the day (UTC) on which they were received.",
        figure,
        ["day", "landed", *shown],
        rows[::-1],
    )


def gaps(days: Sequence[GapDay]) -> Chart:
    """Show gaps over time.

    Args:
        days: on which a gap was opened or healed.

    Returns:
        A chart: open gaps as a line, opened and healed ones as bars up and down.
    """
    every = _every_day([day.day for day in days])
    by_day = {day.day: day for day in days}
    still_open: list[int] = []
    carried = max((day for day in days if every and day.day < every[0]), key=lambda day: day.day, default=None)
    now_open = carried.still_open if carried else 0
    for day in every:
        now_open = by_day[day].still_open if day in by_day else now_open
        still_open.append(now_open)
    xs = [day.isoformat() for day in every]
    opened = [by_day[day].opened if day in by_day else 0 for day in every]
    healed = [-by_day[day].healed if day in by_day else 0 for day in every]
    figure = {
        "data": [
            {"type": "bar", "name": "first seen", "x": xs, "y": opened, "marker": {"color": COLOURS["rejected"]}},
            {"type": "bar", "name": "healed", "x": xs, "y": healed, "marker": {"color": COLOURS["in core"]}},
            {
                "type": "scatter", "mode": "lines+markers", "name": "open at the end of the day", "x": xs,
                "y": still_open, "line": {"shape": "hv", "color": COLOURS["quarantined"]},
            },
        ],
        "layout": {"barmode": "relative", "xaxis": _days(every), "yaxis": {"title": {"text": "keys"}}},
    }  # fmt: skip
    return Chart(
        "gaps",
        "Gaps over time",
        "Keys that were in extracted and missing in core: first seen, healed, and still open.",
        figure,
        ["day", "first seen", "healed", "open"],
        [[day.day, day.opened, day.healed, day.still_open] for day in reversed(days)],
    )


def coverage(states: Mapping[str, State]) -> Chart:
    """Show how far the bodies of every workflow came.

    Args:
        states: of every workflow.

    Returns:
        A matrix, workflow by stage: numbers in the cells, shares of what landed as shades.
    """
    rows = []
    for state in states.values():
        books = state.books
        in_core = books.in_core if state.workflow.core_table else None
        gaps = state.open_gaps if state.workflow.core_table else None
        rows.append(
            [state.workflow.slug, books.landed, books.extracted, in_core, books.rejected, books.quarantined, gaps]
        )
    shades = [
        [None if number is None else min(1.0, number / row[1]) if row[1] else 0.0 for number in row[1:]]  # type: ignore[operator]
        for row in rows
    ]
    texts = [["-" if number is None else f"{number:,}" if row[1] else "" for number in row[1:]] for row in rows]
    figure = {
        "data": [
            {
                "type": "heatmap", "x": list(STAGES), "y": [row[0] for row in rows], "z": shades, "text": texts,
                "texttemplate": "%{text}", "zmin": 0, "zmax": 1, "colorscale": SHADES, "xgap": 2, "ygap": 2,
                "hovertemplate": "%{y}<br>%{x}: %{text}<extra></extra>", "showscale": False,
            }
        ],
        "layout": {
            "xaxis": {"side": "top", "fixedrange": True}, "showlegend": False,
            "yaxis": {"autorange": "reversed", "fixedrange": True, "dtick": 1, "tickfont": {"size": 11}},
        },
    }  # fmt: skip
    return Chart(
        "coverage",
        "Coverage: workflow by stage",
        "Grey: nothing. The darker, the larger the share of what landed; a dash: it does not coalesce.",
        figure,
        ["workflow", *STAGES],
        [["-" if cell is None else cell for cell in row] for row in rows],
        height=110 + 20 * len(rows),
        wide=True,
    )


def freshness(states: Mapping[str, State]) -> Chart:
    """Show how long each workflow has been silent, beside what the registry expects.

    Args:
        states: of every workflow.

    Returns:
        A chart of workflows that have landed anything, the longest silent first.
    """
    landed = [state for state in states.values() if state.age_hours is not None]
    landed.sort(key=lambda state: (state.age_hours or 0.0, state.workflow.slug), reverse=True)
    # A clock ahead of the database's gives an age below 0; a logarithm needs more than 0.
    ages = {state.workflow.slug: max(0.1, round(state.age_hours or 0.0, 1)) for state in landed}
    sorts = [sort for sort in (FRESH, STALE, QUIET, REPLACED) if any(state.freshness == sort for state in landed)]
    expected = [state for state in landed if state.workflow.expected_hours is not None]
    figure = {
        "data": [
            *(
                {
                    "type": "bar", "orientation": "h", "name": sort, "marker": {"color": FRESHNESS_COLOURS[sort]},
                    "y": [state.workflow.slug for state in landed if state.freshness == sort],
                    "x": [ages[state.workflow.slug] for state in landed if state.freshness == sort],
                    "hovertemplate": "%{y}<br>%{x} h<extra></extra>",
                }
                for sort in sorts
            ),
            {
                "type": "scatter", "mode": "markers", "name": "expected at least every",
                "marker": {"symbol": "line-ns-open", "size": 12, "line": {"width": 3}, "color": "#CC79A7"},
                "y": [state.workflow.slug for state in expected],
                "x": [state.workflow.expected_hours for state in expected],
                "hovertemplate": "%{y}<br>expected every %{x} h<extra></extra>",
            },
        ],
        "layout": {
            "barmode": "overlay",
            "xaxis": {
                "type": "log", "title": {"text": "hours since the newest delivery"}, "fixedrange": True,
                "tickvals": [0.1, 1, 6, 24, 168, 720, 8760],
                "ticktext": ["0.1", "1", "6", "24", "168 (week)", "720 (month)", "8760 (year)"],
            },
            "yaxis": {
                "categoryorder": "array", "categoryarray": [state.workflow.slug for state in landed][::-1],
                "fixedrange": True, "dtick": 1, "tickfont": {"size": 11},
            },
        },
    }  # fmt: skip
    return Chart(
        "freshness",
        "Freshness",
        "Hours since the newest delivery of each workflow that has landed anything, on a logarithmic scale.",
        figure,
        ["workflow", "hours since", "expected every", "state"],
        [
            [state.workflow.slug, round(state.age_hours or 0, 1), state.workflow.expected_hours or "-", state.freshness]
            for state in landed
        ],
        height=150 + 20 * len(landed),
        wide=True,
    )


def _every_day(days: Sequence[date]) -> list[date]:
    if not days:
        return []
    # A body may say that it is from long ago: the picture is of the last year in which something landed, and of two
    # weeks at least.
    last = days[-1]
    first = min(max(days[0], last - timedelta(days=365)), last - timedelta(days=13))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _days(every: Sequence[date]) -> dict[str, Any]:
    return {"type": "date", "tickformat": "%d %b" if len(every) < 100 else "%b %Y"}
