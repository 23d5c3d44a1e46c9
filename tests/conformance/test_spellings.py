"""A body means the same however it is spelled: every case of every workflow, spelled otherwise, gives the same rows."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.conformance.cases import CASES, cases, registry
from tests.harness import Body, Warehouse, database

Spelling = Callable[[Any, tuple[str, ...]], Any]
"""What becomes of a value of a body; the path is of keys, `[]` for an entry of a list."""

BLANKS = ("", None, " ", "null", "NULL")
"""Ways to say nothing; None: the key is left out."""
OF_THE_DELIVERY = {"id", "source_id", "record_id", "payload_id", "entity_key", "changed_in"}
VERBATIM = {"answer_text", "company_url", "verdict"}
"""Columns that show what was sent, letter by letter; so do those of jsonb and those with `raw` in their names."""


def respelled(value: Any, spelling: Spelling, path: tuple[str, ...] = ()) -> Any:
    """Return a value with everything in it spelled in another way, what is inside first."""
    if isinstance(value, dict):
        value = {key: respelled(entry, spelling, (*path, key)) for key, entry in value.items()}
    elif isinstance(value, list):
        value = [respelled(entry, spelling, (*path, "[]")) for entry in value]
    return spelling(value, path)


def as_is(value: Any, path: tuple[str, ...]) -> Any:
    return value


def as_texts(value: Any, path: tuple[str, ...]) -> Any:
    """Numbers, booleans, objects and lists come as texts; an entry of a list stays what it is, and so does the body."""
    if value is None or isinstance(value, str) or not path or (isinstance(value, dict | list) and path[-1] == "[]"):
        return value
    return json.dumps(value)


def with_nothing_more(value: Any, path: tuple[str, ...]) -> Any:
    """Nothing comes as a blank, 'null' or not at all, texts with space around them, objects with a key nobody knows."""
    if isinstance(value, str) and value and path[-1:] != ("[]",):
        return f"\u00a0{value} \n"
    if isinstance(value, dict) and value:
        nothing = itertools.cycle(BLANKS)
        blank = {key: next(nothing) if entry is None else entry for key, entry in value.items()}
        return {key: entry for key, entry in blank.items() if entry is not None} | {
            "unheard_of": {"entries": [1, None]}
        }
    return value


def as_copied(value: Any, path: tuple[str, ...]) -> Any:
    """LinkedIn addresses come from the address bar of somebody else, yes and no in capitals."""
    if isinstance(value, str) and re.fullmatch(r"https?://(www\.)?linkedin\.com/(in|company)/[^/?#]+/?", value):
        return re.sub(r"^https?://(www\.)?", "http://uk.", value).rstrip("/") + "/?trk=somewhere#top"
    return value.upper() if value in ("yes", "no", "true", "false") else value


def otherwise(value: Any, path: tuple[str, ...]) -> Any:
    """Every text says something else: a spelling that must be noticed."""
    return f"{value}x" if isinstance(value, str) and path else value


def came_out(warehouse: Warehouse, spelling: Spelling) -> dict[str, list[str]]:
    """Land every case in a spelling, all at their own minute, build, and return what is in extracted and core."""
    named = [(workflow, name) for name in CASES for workflow in sorted(registry()) if name in cases(workflow)]
    warehouse.land(
        [
            Body(workflow, respelled(cases(workflow)[name].body, spelling), f"2026-03-01 {n // 60}:{n % 60:02}:00+00")
            for n, (workflow, name) in enumerate(named)
        ]
    )
    warehouse.build()
    columns = warehouse.sql(
        "select table_schema || '.' || table_name, array_agg(column_name::text)"
        " filter (where data_type in ('jsonb', 'uuid') or column_name = any(%s) or column_name like %s)"
        " from information_schema.columns where table_schema in ('extracted', 'core') group by 1 order by 1",
        [sorted(OF_THE_DELIVERY | VERBATIM), "%raw%"],
    )
    return {table: warehouse.table(table, without=left_out or ()) for table, left_out in columns}


@pytest.fixture(scope="module")
def as_written(module_warehouse: Warehouse) -> dict[str, list[str]]:
    return came_out(module_warehouse, as_is)


def test_every_kind_of_record_is_in_it(as_written: dict[str, list[str]]) -> None:
    kinds = {row["extracted_table"] for row in registry().values()}
    assert not {table for table in kinds if table.startswith("extracted.") and not as_written[table]}


@pytest.mark.parametrize("spelling", [as_texts, with_nothing_more, as_copied])
def test_it_means_the_same(as_written: dict[str, list[str]], warehouse: Warehouse, spelling: Spelling) -> None:
    found = came_out(warehouse, spelling)
    changed = {name for name, rows in found.items() if rows != as_written[name]}
    assert {name: sorted(set(found[name]) ^ set(as_written[name])) for name in changed} == {}


def test_another_meaning_would_be_seen(as_written: dict[str, list[str]], server_url: str, template: str) -> None:
    with database(server_url, "hq_test_spellings_other", template) as other:
        found = came_out(other, otherwise)
    assert found["core.companies"] != as_written["core.companies"]
