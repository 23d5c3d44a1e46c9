"""The generated pages, as Markdown with fenced HTML: home, catalogue, tables and charts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ingest.site import charts, html, lineage
from ingest.site.facts import Facts, totals
from ingest.site.registry import Registered
from ingest.site.state import NEVER, State
from ingest.site.tables import Table, path_between

SCHEMAS = {
    "core": "What readers use: one row for each company, person, job, customer.",
    "extracted": "One table for each kind of record: parsed, typed, good or rejected.",
    "reference": "The registry, vocabularies and rules, and tables that core is chosen from.",
    "ops": "The books: ledger, rejections, gaps, coverage, positions of the builds.",
    "history": "Snapshots: what core said, and when.",
    "raw": "Every accepted body as delivered.",
}
"""Schemas of the warehouse, in the order in which the tables are listed."""


@dataclass(frozen=True)
class Content:
    """Everything that pages are made from.

    Attributes:
        workflows: of the registry.
        tables: of the manifest, by relation.
        examples: one body for each workflow.
        facts: what the warehouse said.
        states: of the workflows; None without figures.
        has_dbt_docs: whether the pages of dbt are part of the site.
        has_quality: whether the pages on data quality are.
    """

    workflows: Sequence[Registered]
    tables: Mapping[str, Table]
    examples: Mapping[str, object]
    facts: Facts
    states: Mapping[str, State] | None
    has_dbt_docs: bool
    has_quality: bool


def home(content: Content) -> str:
    """Write the first page."""
    return "\n".join(
        [
            "# HQ Master Data\n",
            "Clay and other providers post the results of enrichments to one service. It keeps every body as it came;",
            "SQL does the rest. The books say, per workflow and day, what landed and where it is now.\n",
            html.block(_pipeline(content)),
            _as_of(content),
            html.block(_summary(content)) if content.states is not None else "",
            _START,
            html.block(_doors(content)),
            _TOCTREES,
        ]
    )


def catalogue(content: Content) -> str:
    """Write the list of all workflows."""
    rows = []
    for workflow in content.workflows:
        state = content.states[workflow.slug] if content.states else None
        rows.append(
            [
                f'<a href="{workflow.slug}.html">{workflow.slug}</a>',
                escape(workflow.provider),
                escape(workflow.kind),
                escape(workflow.entity_type.replace("_", " ")),
                f"<code>{escape(workflow.core_table)}</code>" if workflow.core_table else "-",
                *(
                    []
                    if state is None
                    else [html.number(state.books.landed), html.moment(state.last_landed), html.badge(state.freshness)]
                ),
            ]
        )
    head = ["workflow", "provider", "kind", "about", "feeds"]
    head += ["landed", "last landed", "state"] if content.states else []
    search = (
        '<p class="hq-filter"><label for="hq-filter">Show only rows with</label> '
        '<input id="hq-filter" type="search" data-filter="hq-workflows" autocomplete="off">'
        ' <output for="hq-filter"></output></p>'
    )
    return "\n".join(
        [
            "# Catalogue of workflows\n",
            f"{len(content.workflows)} workflows may deliver. Each has a page: what it sends, how its key is found,",
            "what it becomes, and how it stands.\n",
            _as_of(content),
            html.block(search, html.table(head, rows, sort="hq-workflows", name="Workflows")),
        ]
    )


def workflow_page(content: Content, workflow: Registered) -> str:
    """Write the page of one workflow."""
    state = content.states[workflow.slug] if content.states else None
    parts = [
        _ORPHAN,
        f"# {workflow.slug}\n",
        html.block(_crumbs(("index.html", "Catalogue"), workflow.slug)),
        html.block(f'<p class="hq-lead">{html.prose(workflow.description)}</p>', _notices(workflow), _about(workflow)),
        "## State\n",
        _as_of(content) if state is None else html.block(*_state(state)),
        "## What is sent\n",
        *_envelope(workflow, content.examples.get(workflow.slug)),
        "## From raw to core\n",
        html.block(*_lineage(content, workflow)),
        *_columns(content, workflow),
    ]
    return "\n".join(parts)


def tables_index(content: Content) -> str:
    """Write the list of all tables."""
    lines = [
        "# Tables\n",
        f"{len(content.tables)} tables and views, by schema. Readers use `core` and `reference`.\n",
        _dbt_link(content, "../") + "\n",
    ]
    for schema in _schemas(content):
        found = [table for table in content.tables.values() if table.schema == schema]
        rows = [
            [
                f'<a href="{schema}/{table.name}.html">{table.name}</a>',
                table.sort,
                html.prose(_first(table.description)),
            ]
            for table in found
        ]
        lines += [
            f"## {schema}\n",
            SCHEMAS.get(schema, "") + "\n",
            html.block(html.table([f"{len(found)} relations", "sort", "what a row is"], rows, name=f"Schema {schema}")),
        ]
    return "\n".join(lines)


def table_page(content: Content, table: Table) -> str:
    """Write the page of one table."""
    feeding = [
        f'<a href="../../catalogue/{workflow.slug}.html">{workflow.slug}</a>'
        for workflow in content.workflows
        if table.relation in (workflow.core_table, workflow.extracted_table, f"extracted.{workflow.record_kind}")
    ]
    about = [
        ("Sort", table.sort),
        ("Reads", _links(content, table.parents, "../")),
        ("Read by", _links(content, table.children, "../")),
        ("Workflows", ", ".join(feeding)),
        (
            "dbt",
            f'<a href="../../dbt/index.html#!/{_dbt_sort(table)}/{table.unique_id}">tests, SQL and lineage</a>'
            if content.has_dbt_docs
            else "",
        ),
    ]
    return "\n".join(
        [
            _ORPHAN,
            f"# {table.relation}\n",
            html.block(
                _crumbs(("../index.html", "Tables"), (f"../index.html#{table.schema}", table.schema), table.name)
            ),
            html.block(f'<p class="hq-lead">{html.prose(table.description)}</p>', html.facts(about)),
            "## Columns\n",
            html.block(_column_table(content, table)),
        ]
    )


def charts_page(content: Content) -> str:
    """Write the page of charts."""
    facts, states = content.facts, content.states
    lines = ["# Charts\n", _as_of(content)]
    found: list[charts.Chart] = []
    if facts.ledger:
        found.append(charts.ledger(facts.ledger))
    if facts.gap_days:
        found.append(charts.gaps(facts.gap_days))
    if states is not None:
        found += [charts.coverage(states), charts.freshness(states)]
    for chart in found:
        lines += [f"({chart.name})=\n## {chart.title}\n", html.block(html.figure(chart))]
        if chart.name == "gaps" and facts.gaps is not None:
            lines.append(f"{sum(n for some in facts.gaps.values() for _, n in some)} keys are missing now.\n")
    if facts.ledger == []:
        lines.append("Nothing has landed yet, so there is nothing to show over time.\n")
    if facts.gap_days == []:
        lines.append("(gaps)=\n## Gaps over time\n\nNo gap has been recorded yet.\n")
    if found:
        lines.append(html.block('<script src="_static/plotly.min.js"></script>'))
    return "\n".join(lines)


def _crumbs(*steps: tuple[str, str] | str) -> str:
    found = [
        f'<span aria-current="page">{escape(step)}</span>'
        if isinstance(step, str)
        else f'<a href="{step[0]}">{escape(step[1])}</a>'
        for step in steps
    ]
    return f'<nav class="hq-crumbs" aria-label="Where this page is">{" / ".join(found)}</nav>'


def _as_of(content: Content) -> str:
    facts = content.facts
    words = []
    if facts.read_at is not None:
        words.append(f"<p>Figures as of {html.moment(facts.read_at)}.</p>")
    words += [f"<p>{escape(sentence)}</p>" for sentence in facts.missing]
    sort = "hq-missing" if facts.missing else "hq-as-of"
    return html.block(f'<div class="{sort}">{"".join(words)}</div>') if words else ""


def _pipeline(content: Content) -> str:
    counts = {"raw": "", "extracted": "", "core": ""}
    if content.facts.ledger is not None:
        books = totals(content.facts.ledger)
        counts = {
            "raw": f"{books.landed:,} bodies",
            "extracted": f"{books.extracted:,} good, {books.rejected:,} rejected",
            "core": f"{books.in_core:,} in core",
        }
    steps = [
        ("provider", "Providers", "Clay tables, functions, models", "", ""),
        ("landing", "Landing", "<code>POST /ingest/{workflow}</code>, answered after COMMIT", "", "guide/landing.html"),
        ("raw", "raw", "every body, as delivered", counts["raw"], "tables/index.html#raw"),
        (
            "extracted",
            "extracted",
            "typed records, good or rejected",
            counts["extracted"],
            "tables/index.html#extracted",
        ),
        ("core", "core", "one row per company, person, job, customer", counts["core"], "tables/index.html#core"),
    ]
    items = "\n".join(
        f'<li class="hq-{sort}"><strong>{f"""<a href="{address}">{title}</a>""" if address else title}</strong>'
        f"<span>{words}</span>{f'<b>{count}</b>' if count else ''}</li>"
        for sort, title, words, count, address in steps
    )
    return (
        f'<ol class="hq-pipeline" aria-label="The way of a body, from the provider to core">\n{items}\n</ol>\n'
        '<p class="hq-beneath"><a href="tables/index.html#ops">ops</a> keeps the books of all of it: '
        "ledger, rejections, gaps.</p>"
    )


def _summary(content: Content) -> str:
    states = list((content.states or {}).values())
    books = totals(content.facts.ledger or [])
    gaps = sum(state.open_gaps for state in states)
    count = {word: sum(state.freshness == word for state in states) for word in ("stale", NEVER)}
    return html.cards(
        [
            ("workflows", f"{len(states)}", ""),
            ("landed", f"{books.landed:,}", ""),
            ("in core", f"{books.in_core:,}", "hq-good"),
            ("rejected", f"{books.rejected:,}", "hq-warn" if books.rejected else ""),
            ("in quarantine", f"{books.quarantined_open:,}", "hq-warn" if books.quarantined_open else ""),
            ("open gaps", f"{gaps:,}", "hq-bad" if gaps else "hq-good"),
            ("silent too long", f"{count['stale']}", "hq-warn" if count["stale"] else "hq-good"),
            ("never landed", f"{count[NEVER]}", ""),
        ]
    )


def _doors(content: Content) -> str:
    doors = [
        ("catalogue/index.html", "Catalogue", "every workflow: what it sends, what it becomes, how it stands"),
        ("charts.html", "Charts", "ledger, gaps, coverage, freshness"),
        ("tables/index.html", "Tables", "every table and column"),
        ("guide/index.html", "Guide", "landing, building, operating, reading"),
    ]
    if content.has_dbt_docs:
        doors.append(("dbt/index.html", "dbt", "lineage, SQL and tests, as dbt shows them"))
    if content.has_quality:
        doors.append(("quality/index.html", "Data quality", "what was expected of the data, and what was found"))
    items = "".join(
        f'<li><a href="{address}"><strong>{title}</strong><span>{words}</span></a></li>'
        for address, title, words in doors
    )
    return f'<ul class="hq-doors">{items}</ul>'


def _notices(workflow: Registered) -> str:
    if workflow.replaced_by:
        instead = f'<a href="{workflow.replaced_by}.html">{workflow.replaced_by}</a>'
        return f'<p class="hq-missing">Retired: use {instead} in its place. What is sent is still kept and parsed.</p>'
    if not workflow.is_active:
        return '<p class="hq-missing">Retired: callers should stop using it. What is sent is still kept and parsed.</p>'
    return ""


def _about(workflow: Registered) -> str:
    hours = workflow.expected_hours
    return html.facts(
        [
            ("Provider", escape(workflow.provider)),
            ("Platform", escape(workflow.platform)),
            ("Kind", escape(workflow.kind)),
            ("Sort of content", escape(workflow.payload_type.replace("_", " "))),
            ("About", escape(workflow.entity_type.replace("_", " "))),
            ("Expected", f"at least every {hours} hours" if hours else "no rhythm"),
            ("Notes", html.prose(workflow.notes)),
        ]
    )


def _state(state: State) -> list[str]:
    books = state.books
    lines = [
        html.cards(
            [
                ("landed", f"{books.landed:,}", ""),
                ("extracted", f"{books.extracted:,}", ""),
                ("in core", f"{books.in_core:,}" if state.workflow.core_table else "-", "hq-good"),
                ("rejected", f"{books.rejected:,}", "hq-warn" if books.rejected else ""),
                ("quarantined", f"{books.quarantined:,}", "hq-warn" if books.quarantined_open else ""),
                ("waiting", f"{books.waiting:,}", ""),
                ("open gaps", f"{state.open_gaps:,}", "hq-bad" if state.open_gaps else ""),
            ]
        ),
        html.facts(
            [
                ("Freshness", html.badge(state.freshness)),
                ("Last landed", html.moment(state.last_landed) or "never"),
                ("Unexplained", f"{books.unexplained:,}" if books.unexplained else ""),
            ]
        ),
    ]
    reasons = [[f"<code>{escape(reason)}</code>", "record rejected", html.number(n)] for reason, n in state.rejections]
    reasons += [[f"<code>{escape(code)}</code>", "body quarantined", html.number(n)] for code, n in state.quarantined]
    reasons += [[f"<code>{escape(table)}</code>", "key missing in core", html.number(n)] for table, n in state.gaps]
    if reasons:
        lines.append(html.table(["reason or table", "what", "number"], reasons, name="What did not reach core"))
    return lines


def _envelope(workflow: Registered, example: object) -> list[str]:
    paths = ", ".join(f"<code>{escape(path)}</code>" for path in workflow.payload_paths)
    keys = ", then ".join(f"<code>{escape(path)}</code>" for path in workflow.key_paths)
    names = ", ".join(f"<code>{escape(name)}</code>" for name in workflow.aliases)
    lines = [
        html.block(
            html.facts(
                [
                    ("Address", f"<code>POST /ingest/{workflow.slug}</code>"),
                    ("Also called", names),
                    ("Provider's object", f"under {paths}" if paths else "the body itself"),
                    ("Key", f"{keys}, read as {escape(workflow.key_type.replace('_', ' '))}" if keys else "none"),
                ]
            )
        )
    ]
    if example is not None:
        body = json.dumps(example, indent=2, ensure_ascii=False)
        lines += ["An example:\n", f"``````json\n{body}\n``````\n"]
    lines.append("How to send it: [Landing](../guide/landing.md).\n")
    return lines


def _lineage(content: Content, workflow: Registered) -> list[str]:
    parent = f"extracted.{workflow.record_kind}"
    if parent not in content.tables:
        return [f"<p>Bodies land in <code>{escape(workflow.raw_table)}</code>; no model reads them yet.</p>"]
    reads: dict[str, tuple[str, ...]] = {}
    if workflow.core_table in content.tables:
        reads = path_between(content.tables, parent, workflow.core_table)
    reads = {**reads, parent: (workflow.raw_table,), workflow.raw_table: ()}
    if workflow.extracted_table in content.tables and workflow.extracted_table not in reads:
        reads[workflow.extracted_table] = (parent,)

    def link(relation: str) -> str | None:
        relation = "raw.payloads" if relation == workflow.raw_table else relation
        return _address(content, relation, "../tables/")

    picture = lineage.svg(
        reads, f"From {workflow.raw_table} to {workflow.core_table or workflow.extracted_table}", link
    )
    others = [name for name in content.tables[parent].children if name not in reads and not name.startswith("ops.")]
    return [
        f'<div class="hq-scroll" tabindex="0" role="region" aria-label="Lineage">{picture}</div>',
        f"<p>Also read by {_links(content, others, '../tables/')}.</p>" if others else "",
    ]


def _columns(content: Content, workflow: Registered) -> list[str]:
    lines: list[str] = []
    for relation in dict.fromkeys((workflow.extracted_table, workflow.core_table)):
        table = content.tables.get(relation)
        if table is None:
            continue
        lines += [
            f"## {relation}\n",
            html.block(
                f'<p>{html.prose(table.description)} <a href="../tables/{table.schema}/{table.name}.html">More</a></p>',
                _column_table(content, table),
            ),
        ]
    return lines


def _column_table(content: Content, table: Table) -> str:
    types = content.facts.types.get(table.relation, {})
    rows = [
        [
            f"<code>{escape(column.name)}</code>",
            escape(_short(types.get(column.name) or column.type)),
            html.prose(column.description),
        ]
        for column in table.columns
    ]
    return html.table(["column", "type", "what it holds"], rows, sort="hq-columns", name=f"Columns of {table.relation}")


def _short(sql_type: str) -> str:
    return sql_type.replace("timestamp with time zone", "timestamptz").replace("character varying", "varchar")


def _links(content: Content, relations: Sequence[str], root: str) -> str:
    found = []
    for relation in relations:
        address = _address(content, relation, root)
        found.append(escape(relation) if address is None else f'<a href="{address}">{escape(relation)}</a>')
    return ", ".join(found)


def _address(content: Content, relation: str, root: str) -> str | None:
    table = content.tables.get(relation)
    return None if table is None else f"{root}{table.schema}/{table.name}.html"


def _schemas(content: Content) -> list[str]:
    there = {table.schema for table in content.tables.values()}
    return [*(schema for schema in SCHEMAS if schema in there), *sorted(there - set(SCHEMAS))]


def _dbt_link(content: Content, root: str) -> str:
    if not content.has_dbt_docs:
        return "The pages of dbt are not part of this build."
    return html.block(
        f'<p>dbt shows <a href="{root}dbt/index.html">the same with SQL, tests and the whole lineage</a>.</p>'
    )


def _dbt_sort(table: Table) -> str:
    return table.unique_id.partition(".")[0]


def _first(description: str) -> str:
    """Take the first sentence."""
    text = " ".join(description.split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]


# Hundreds of pages in the menu would make every page large and the build slow: their lists and the search lead there.
_ORPHAN = "---\norphan: true\n---\n"

_START = """
## Start

```bash
make demo            # embedded PostgreSQL, samples over HTTP, build, books
make test            # the tests
hq serve --open &    # the landing service, on loopback
hq build             # bring extracted, core and ops up to date
hq ledger            # the books
hq site serve        # this site
```

## Where to look
"""

_TOCTREES = """
```{toctree}
:hidden:

catalogue/index
charts
tables/index
guide/index
decisions/README
```
"""
