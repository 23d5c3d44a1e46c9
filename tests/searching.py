"""Looks for a value in every column of every table, by other means than the warehouse itself uses."""

from __future__ import annotations

import gzip
import html
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from psycopg import sql

from tests.harness import Warehouse

RELATIONS = """
select n.nspname, c.relname from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'm') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
order by 1, 2
"""
STATISTICS = """
select schemaname, tablename || ' (statistics)', concat_ws(' ', most_common_vals::text, histogram_bounds::text)
from pg_stats where schemaname <> 'information_schema' and schemaname !~ '^pg_'
"""


def spellings(value: Any) -> Iterator[str]:
    """Yield what a cell says: text as it is and with its escapes undone; bytes as every encoding they may be in."""
    if isinstance(value, (bytes, memoryview)):
        data = bytes(value)
        if data[:2] == b"\x1f\x8b":
            with suppress(OSError, EOFError, zlib.error):
                yield from spellings(gzip.decompress(data))
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield from spellings(data.decode(encoding, "replace"))
        return
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    yield text
    plain = re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    yield html.unescape(unquote(unquote(plain))).replace("\\", "")


def holders(warehouse: Warehouse, needles: Sequence[str]) -> dict[str, int]:
    """Return the tables that hold one of the needles in any column, partitions and planner statistics included.

    Args:
        warehouse: where to look.
        needles: texts, of whatever case.

    Returns:
        Number of rows (of cells, for statistics) by table.
    """
    wanted = [needle.lower() for needle in needles]
    found: dict[str, int] = {}

    def look(name: str, cells: Sequence[Any]) -> None:
        for cell in cells:
            if any(needle in text.lower() for text in spellings(cell) for needle in wanted):
                found[name] = found.get(name, 0) + 1
                return

    with warehouse.connect() as connection:
        for schema, relation in connection.execute(RELATIONS).fetchall():
            rows = connection.execute(sql.SQL("select * from {}").format(sql.Identifier(schema, relation)))
            for row in rows:
                look(f"{schema}.{relation}", row)
        for schema, relation, values in connection.execute(STATISTICS).fetchall():
            look(f"{schema}.{relation}", [values])
    return found
