"""Rule N12 for signals: which values are lists, and what their first element is."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("f5.com,porchgroup.com", "f5.com"),
        ("www.contentful.com, contentful.de", "www.contentful.com"),
        (", , porchgroup.com", "porchgroup.com"),
        (", ,", None),
        ("null, f5.com", "f5.com"),
        (["f5.com", "porchgroup.com"], "f5.com"),
        ([None, {"a": 1}, "", "f5.com, x"], "f5.com"),
        ([["f5.com"], "porchgroup.com"], "f5.com"),
        ('["f5.com", "porchgroup.com"]', "f5.com"),
        (5, "5"),
        ([], None),
        ({"a": "f5.com"}, None),
        ("", None),
    ],
)
def test_first_of_list(sql: Sql, value: Any, expected: str | None) -> None:
    assert sql("select reference.first_of_list(%s::jsonb)", [Jsonb(value)]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2026-01-05", "2026-01-05"),
        ("2026-01-05T00:00:00Z, 2025-12-01", "2026-01-05"),
        ("Jan 2026", "2026-01-01"),
        ("Jan 2026, Dec 2025", "2026-01-01"),
        ("January 5, 2026", "2026-01-05"),
        ("January 5, 2026, December 1, 2025", "2026-01-05"),
        (" , 2026, 2025", "2026-01-01"),
        (["Jan 5, 2026", "2025-12-01"], "2026-01-05"),
        ([None, "2026-01"], "2026-01-01"),
        ('["2026-01-05"]', "2026-01-05"),
        ("soon, 2026-01-05", None),
        ([], None),
    ],
)
def test_first_date_of_list(sql: Sql, value: Any, read: str | None) -> None:
    statement = "select reference.parse_partial_date(reference.first_date_of_list(%s::jsonb))::text"
    assert sql(statement, [Jsonb(value)]) == [(read,)]


def test_a_date_that_cannot_be_read_stays_as_it_was_sent(sql: Sql) -> None:
    statement = "select reference.first_date_of_list(v::jsonb) from unnest(%s::text[]) as given (v)"
    assert sql(statement, [['"soon, later"', '" ,"', "{}", "null"]]) == [("soon, later",), (None,), (None,), (None,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("VP, Sales & Partnerships", ["VP, Sales & Partnerships"]),
        (["VP, Sales", "Director\tof  Sales"], ["VP, Sales", "Director of Sales"]),
        ('["VP Sales"]', ["VP Sales"]),
        ([["VP Sales"], None, "", "null", {"a": 1}], ["VP Sales"]),
        ("[Interim] VP", ["[Interim] VP"]),
        ("[]", []),
        ("", []),
        ([], []),
        ({"title": "VP"}, []),
        (7, ["7"]),
    ],
)
def test_text_list(sql: Sql, value: Any, expected: list[str]) -> None:
    assert sql("select reference.text_list(%s::jsonb)", [Jsonb(value)]) == [(expected,)]
