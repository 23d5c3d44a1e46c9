"""Lists of technologies as providers send them, and the times that go with them."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]

REACT = {"Name": "React"}
DETECTION = {
    "type": "technology_detection",
    "attributes": {"score": 0.85},
    "relationships": {"technology": {"data": {"id": "t1", "type": "technology"}}},
}
INCLUDED = [
    {"id": "t1", "type": "company", "attributes": {"name": "Acme"}},
    {"id": "t1", "type": "technology", "attributes": {"name": "Salesforce", "domain": "salesforce.com"}},
]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([REACT, None, 1, "x", [], [REACT]], [REACT, REACT]),
        ('[{"Name": "React"}]', [REACT]),
        ([], []),
        ("[]", []),
        ("", []),
        ("null", []),
        (None, []),
        ("[1", None),
        ("none found", None),
        (REACT, [REACT]),
        ('{"Name": "React"}', [REACT]),
        ({"type": "x", "attributes": {}}, [{"type": "x", "attributes": {}}]),
        ({"a": REACT}, None),
        ({"a": ["x"], "b": None}, None),
        ({"message": "none", "error": "x", "success": False}, None),
        ({}, None),
        (7, None),
    ],
)
def test_json_objects(sql: Sql, value: Any, expected: Any) -> None:
    assert sql("select reference.json_objects(%s::jsonb)", [Jsonb(value)]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["CRM", " crm ", "CRM", None, 7, {}], ["CRM", "crm", "7"]),
        (["Security, Risk"], ["Security, Risk"]),
        ("Monitoring, Logs,,Logs ", ["Monitoring", "Logs"]),
        ('["CRM"]', ["CRM"]),
        ([], None),
        ("[]", None),
        ("", None),
        ({}, None),
    ],
)
def test_category_list(sql: Sql, value: Any, expected: Any) -> None:
    assert sql("select reference.category_list(%s::jsonb)", [Jsonb(value)]) == [(expected,)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"matchesFound": [REACT], "technologiesFound": "React"}, [REACT]),
        ({"matchesFound": None}, []),
        ({"matchesFound": '[{"Name": "React"}]'}, [REACT]),
        ({"matchesFound": "none"}, None),
        ([REACT, "stray"], [REACT]),
        ({}, []),
        ({"Results": [{"Result": {"Paths": [{"Technologies": [REACT]}, {"Technologies": [REACT]}]}}]}, [REACT, REACT]),
        ({"Results": [], "Errors": ["Domain not found"]}, []),
        ({"Paths": [{"Technologies": [REACT]}, {"Technologies": None}]}, [REACT]),
        ({"groups": [{"live": 3}]}, None),
        ({"message": "not found"}, None),
        (1, None),
    ],
)
def test_technologies_of_builtwith(sql: Sql, answer: Any, expected: Any) -> None:
    assert sql("select reference.technologies_of_builtwith(%s::jsonb)", [Jsonb(answer)]) == [(expected,)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"technologies": [{"title": "Segment"}], "total_count": 204}, [{"title": "Segment"}]),
        ({"technologies": None}, []),
        ([{"title": "Segment"}], [{"title": "Segment"}]),
        ({}, []),
        (
            {"data": [DETECTION, "stray"], "included": INCLUDED},
            [{"name": "Salesforce", "domain": "salesforce.com", "score": 0.85}],
        ),
        (
            {"data": DETECTION, "included": [*INCLUDED, 1, None]},
            [{"name": "Salesforce", "domain": "salesforce.com", "score": 0.85}],
        ),
        (DETECTION, [{"score": 0.85}]),
        ({"data": []}, []),
        ({"message": "not found"}, None),
    ],
)
def test_technologies_of_predictleads(sql: Sql, answer: Any, expected: Any) -> None:
    assert sql("select reference.technologies_of_predictleads(%s::jsonb)", [Jsonb(answer)]) == [(expected,)]


def test_one_technology_whatever_its_case(sql: Sql) -> None:
    ids = sql(
        "select reference.technology_id('jQuery'), reference.technology_id(' JQUERY '), reference.technology_id('')"
    )
    assert ids[0][0] == ids[0][1] is not None
    assert ids[0][2] is None


def test_technology_name(sql: Sql) -> None:
    for technology in ({"Name": " jQuery "}, {"Name": "", "name": "jQuery"}, {"title": "jQuery"}):
        assert sql("select reference.technology_name(%s::jsonb)", [Jsonb(technology)]) == [("jQuery",)]
    assert sql("select reference.technology_name(%s::jsonb)", [Jsonb({"Name": ["jQuery"]})]) == [(None,)]


@pytest.mark.parametrize(
    ("value", "expected", "precision"),
    [
        ("1546300800000", "2019-01-01 00:00:00+00", "time"),
        ("1767225600", "2026-01-01 00:00:00+00", "time"),
        ("/Date(1346972400000)/", "2012-09-06 23:00:00+00", "time"),
        ("2024-10-23T02:00:00+02:00", "2024-10-23 00:00:00+00", "time"),
        ("January 15, 2026 at 10:00 AM", "2026-01-15 10:00:00+00", "time"),
        ("2020-01-01", "2020-01-01 00:00:00+00", "day"),
        ("20200102", "2020-01-02 00:00:00+00", "day"),
        ("Jan 2020", "2020-01-01 00:00:00+00", "month"),
        ("2020", "2020-01-01 00:00:00+00", "year"),
        ("yesterday", None, None),
    ],
)
def test_partial_timestamps(sql: Sql, value: str, expected: str | None, precision: str | None) -> None:
    sql_of = "select (reference.parse_partial_timestamp(v) at time zone 'UTC')::text || '+00',"
    sql_of += " reference.partial_timestamp_precision(v) from (select %s::text as v) as given"
    assert sql(sql_of, [value]) == [(expected, precision)]
