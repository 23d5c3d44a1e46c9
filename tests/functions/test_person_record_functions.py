"""Keys by which texts are looked up, UUIDs, and the address of a person of Sales Navigator."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  Austin,\u00a0 TEXAS ", "austin, texas"),
        ("VP,\tSales", "vp, sales"),
        ("I\u0302LE-DE-FRANCE", "\u00eele-de-france"),
        ("\uff36\uff30", "vp"),
        ("NULL", None),
        (" ", None),
        ("x" * 400, "x" * 400),
        ("x" * 401, None),
    ],
)
def test_lookup_key(sql: Sql, value: str, expected: str | None) -> None:
    assert sql("select reference.lookup_key(%s)", [value]) == [(expected,)]


def test_lookup_key_of_a_key_is_the_key(sql: Sql) -> None:
    for value in ("\u0130zmir", "\ufdfa", "\u1e9e", "\u2126", "\u0345a", "a\u200bb", "\uff4e\uff55\uff4c\uff4c"):
        ((once, twice),) = sql(
            "select k, reference.lookup_key(k) from (select reference.lookup_key(%s) as k offset 0) as first_time",
            [value],
        )
        assert once == twice


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" A3F1C2D4-1111-4222-8333-444455556666\n", "a3f1c2d4-1111-4222-8333-444455556666"),
        ("a3f1c2d4111142228333444455556666", None),  # pragma: allowlist secret
        ("{a3f1c2d4-1111-4222-8333-444455556666}", None),
        ("g3f1c2d4-1111-4222-8333-444455556666", None),
        ("17", None),
        ("", None),
    ],
)
def test_parse_uuid(sql: Sql, value: str, expected: str | None) -> None:
    assert sql("select reference.parse_uuid(%s)::text", [value]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://www.linkedin.com/in/ACwAAbC-_1/", "https://www.linkedin.com/in/ACwAAbC-_1"),
        ("https://www.linkedin.com/sales/lead/ACwAAbC,NAME_SEARCH,x1", "https://www.linkedin.com/in/ACwAAbC"),
        ("linkedin.com/sales/people/ACoAAbC%2Cx?y=1", "https://www.linkedin.com/in/ACoAAbC"),
        ("urn:li:fsd_profile:ACwAAbC", "https://www.linkedin.com/in/ACwAAbC"),
        ("urn:li:fs_salesProfile:(ACwAAbC,NAME_SEARCH,q)", "https://www.linkedin.com/in/ACwAAbC"),
        ("urn:li:fs_salesProfile:(ACwAAbC)", "https://www.linkedin.com/in/ACwAAbC"),
        ("https://www.linkedin.com/sales/lead/12345,x", "https://www.linkedin.com/sales/lead/12345"),
        ("https://de.linkedin.com/in/Bo-Meyer", "https://www.linkedin.com/in/bo-meyer"),
        ("urn:li:fsd_company:12345", None),
        ("urn:li:fsd_profile:ACwA", None),
        ("urn:li:", None),
        ("Ada Bright", None),
    ],
)
def test_person_member_url(sql: Sql, value: str, expected: str | None) -> None:
    assert sql("select reference.person_member_url(%s)", [value]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"year": 2024, "month": 8}, "2024-08"),
        ({"year": "2024", "month": "08", "day": 3}, "2024-08-03"),
        ({"year": 2024, "month": None, "day": 3}, "2024"),
        ({"year": 2024, "month": 0, "day": 0}, "2024"),
        ({"year": 2024, "month": 13}, "2024-13"),
        ('{"year": 2024, "month": 11}', "2024-11"),
        ({"value": "2024-08-01"}, "2024-08-01"),
        ({"value": "2024-08-01", "precision": "day"}, "2024-08-01"),
        ({"value": "2024-08-01", "precision": "month"}, "2024-08"),
        ({"value": "2007-02-01", "precision": "year"}, "2007"),
        ({"value": "2007-02-01T00:00:00Z", "precision": "year"}, "2007"),
        ({"value": "Aug 2024", "precision": "year"}, "Aug 2024"),
        ({"value": "2024-08-01", "precision": {"x": 1}}, "2024-08-01"),
        ({"precision": "year"}, None),
        ({"month": 8}, None),
        ({"year": {"x": 1}, "month": [8]}, None),
        ({}, None),
        ("{2024", "{2024"),
        (" Aug 2024 ", "Aug 2024"),
        ("null", None),
        (2024, "2024"),
        ([2024, 8], None),
        (None, None),
    ],
)
def test_stated_date(sql: Sql, value: Any, expected: str | None) -> None:
    assert sql("select reference.stated_date(%s)", [Jsonb(value)]) == [(expected,)]
