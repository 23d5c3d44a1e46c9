"""What PostgreSQL does for a question: which tables it reads whole, and how much it reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg


def explain(
    connection: psycopg.Connection[Any], query: str, arguments: Sequence[Any], *, analyze: bool = False
) -> dict[str, Any]:
    """Return the plan of a query.

    Args:
        connection: to the warehouse.
        query: the query with placeholders.
        arguments: its arguments, written into the query as a client does that prepares nothing.
        analyze: True runs it, and tells times (milliseconds) and buffers.

    Returns:
        The one element of EXPLAIN's JSON.
    """
    options = "analyze, buffers, timing off, format json" if analyze else "format json"
    cursor = psycopg.ClientCursor(connection)
    ((plan,),) = cursor.execute(f"explain ({options}) {query}".encode(), list(arguments)).fetchall()
    return dict(plan[0])


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every node of a plan, from the top."""
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes(child)


def read_whole(plan: dict[str, Any]) -> set[str]:
    """Return the tables that a plan reads from end to end, and the functions that it does not look into."""
    found = set()
    for node in nodes(plan["Plan"]):
        if node["Node Type"] == "Seq Scan":
            found.add(node["Relation Name"])
        if node["Node Type"] == "Function Scan" and node["Function Name"].startswith("get_leads"):
            found.add(node["Function Name"])
    return found


def summary(connection: psycopg.Connection[Any], plan: dict[str, Any]) -> str:
    """Return in a few words what an analysed plan did: how many pages it read, and by which indexes (six)."""
    reads: list[str] = []
    for node in nodes(plan["Plan"]):
        if node.get("Index Name"):
            row = connection.execute(
                "select c.relname, substring(pg_get_indexdef(i.indexrelid) from '\\((.*?)\\)( WHERE|$)')"
                " from pg_index as i join pg_class as c on c.oid = i.indrelid"
                " join pg_class as own on own.oid = i.indexrelid where own.relname = %s"
                " and c.relnamespace in ('core'::regnamespace, 'reference'::regnamespace, 'extracted'::regnamespace)",
                [node["Index Name"]],
            ).fetchone()
            read = "{} ({})".format(*row) if row else node["Index Name"]
        elif node["Node Type"] == "Seq Scan":
            read = f"all of {node['Relation Name']}"
        else:
            continue
        if read not in reads:
            reads.append(read)
    top = plan["Plan"]
    return f"{top['Shared Hit Blocks'] + top['Shared Read Blocks']:,} pages; " + ", ".join(reads[:6])
