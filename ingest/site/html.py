"""Pieces of HTML that the generated pages are put together from. None has a blank line: Markdown would end it there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from ingest.site.charts import Chart

_CODE = re.compile(r"`([^`]+)`")


def prose(text: str) -> str:
    """Turn a description of YAML into HTML.

    Args:
        text: plain text, with code between backticks.

    Returns:
        Escaped text with ``code`` elements, on one line.
    """
    return _CODE.sub(r"<code>\1</code>", escape(" ".join(text.split()), quote=False))


def block(*lines: str) -> str:
    """Fence HTML so that Markdown takes it as it is.

    Args:
        lines: of HTML.

    Returns:
        A directive of MyST.
    """
    html = "\n".join(line for piece in lines for line in piece.splitlines() if line.strip())
    return f"``````{{raw}} html\n{html}\n``````\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, sort: str = "", name: str = "") -> str:
    """Lay out a table that scrolls by itself when it is wider than the page.

    Args:
        head: headings, plain text.
        rows: cells, HTML.
        sort: further classes.
        name: what the table is, for who cannot see it.

    Returns:
        HTML.
    """
    heads = "\n".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "\n".join("<tr>" + "\n".join(_cell(cell) for cell in row) + "</tr>" for row in rows)
    label = f' role="region" aria-label="{escape(name)}"' if name else ""
    return (
        f'<div class="hq-scroll {sort}" tabindex="0"{label}><table class="hq-table"><thead><tr>{heads}</tr></thead>'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Lay out names with their values.

    Args:
        pairs: name as plain text, value as HTML; those without a value are left out.

    Returns:
        HTML.
    """
    # The line ends keep the words apart in the summaries of the search.
    items = "\n".join(f"<div><dt>{escape(name)}</dt>\n<dd>{value}</dd></div>" for name, value in pairs if value)
    return f'<dl class="hq-facts">{items}</dl>'


def cards(pairs: Iterable[tuple[str, str, str]]) -> str:
    """Show a few figures large.

    Args:
        pairs: name, value and class of each.

    Returns:
        HTML.
    """
    items = "\n".join(
        f'<div class="hq-card {sort}"><dt>{escape(name)}</dt>\n<dd>{escape(value)}</dd></div>'
        for name, value, sort in pairs
    )
    return f'<dl class="hq-cards">{items}</dl>'


def badge(text: str) -> str:
    """Show a state as a word on a coloured ground.

    Args:
        text: the state; its class is the text with dashes.

    Returns:
        HTML.
    """
    return f'<span class="hq-badge hq-is-{escape(text.replace(" ", "-"))}">{escape(text)}</span>'


def number(value: int) -> str:
    """Write a number with thin groups; 0 is shown faint."""
    return f"{value:,}" if value else '<span class="hq-zero">0</span>'


def moment(value: datetime | None) -> str:
    """Write a time in UTC to the minute, '' when there is none."""
    if value is None:
        return ""
    return f'<time datetime="{value.isoformat()}">{value:%Y-%m-%d %H:%M} UTC</time>'


def figure(chart: Chart) -> str:
    """Show a chart, and the same as a table for who cannot see it.

    Args:
        chart: what to show.

    Returns:
        HTML; plotly.js draws into it.
    """
    # A script ends at the first `</`, also inside a text.
    data = json.dumps(chart.figure, default=str).replace("</", "<\\/")
    rows = [[escape(f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row] for row in chart.rows]
    wide = " hq-wide" if chart.wide else ""
    return "\n".join(
        [
            f'<figure class="hq-figure"><div class="hq-scroll" tabindex="0" role="region" '
            f'aria-label="{escape(chart.title)}"><div class="hq-chart{wide}" id="chart-{chart.name}" role="img" '
            f'aria-label="{escape(chart.title)}. {escape(chart.words)}" style="height:{chart.height}px"></div></div>',
            f'<script type="application/json" data-chart="chart-{chart.name}">{data}</script>',
            f"<figcaption>{escape(chart.words)}</figcaption>",
            f"<details><summary>The same as a table</summary>{table(chart.head, rows, name=chart.title)}</details>",
            "</figure>",
        ]
    )


def _cell(html: str) -> str:
    plain = re.sub(r"<[^>]+>", "", html).replace(",", "")
    return f'<td class="hq-number">{html}</td>' if re.fullmatch(r"-?\d+(\.\d+)?", plain) else f"<td>{html}</td>"
