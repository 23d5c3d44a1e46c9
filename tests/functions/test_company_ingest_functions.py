"""Functions for rows of companies and contacts: keys in several spellings, answers of an API, counts and errors."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            {"First Name": "Ada", "cleaned-job-title": "VP", "x": 1},
            {"first_name": "Ada", "cleaned_job_title": "VP", "x": 1},
        ),
        ({"First Name": "Ada", "first_name": ""}, {"first_name": "Ada"}),
        ({"First Name": " NULL ", "first_name": "Ada"}, {"first_name": "Ada"}),
        ({"First Name": None, "first_name": {"a": 1}}, {"first_name": {"a": 1}}),
        ({"first_name": None}, {"first_name": None}),
        ({}, {}),
        (["First Name"], {}),
        ("First Name", {}),
        (None, {}),
    ],
)
def test_fold_keys(sql: Sql, value: Any, expected: dict[str, Any]) -> None:
    assert sql("select reference.fold_keys(%s)", [Jsonb(value)]) == [(expected,)]


def test_fold_keys_of_nothing(sql: Sql) -> None:
    assert sql("select reference.fold_keys(null), reference.apollo_person_row(null)") == [(None, None)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["a", " b ", None, 1, {"c": 1}, ["d"], ""], "a, b, 1"),
        ('["a", "b"]', "a, b"),
        ("a, b", "a, b"),
        ("[", "["),
        ([], None),
        ("[]", None),
        ([None, {}], None),
        ({"a": 1}, None),
        ("null", None),
        (None, None),
    ],
)
def test_joined_text(sql: Sql, value: Any, expected: str | None) -> None:
    assert sql("select reference.joined_text(%s)", [Jsonb(value)]) == [(expected,)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"a": [{"x": 1}, None, 2, [{"x": 2}]], "b": '[{"x": 3}]', "c": [{"x": 4}]}, [{"x": 1}, {"x": 3}]),
        ({"b": [{"x": 3}], "a": [{"x": 1}]}, [{"x": 1}, {"x": 3}]),
        ({"a": {"x": 1}, "b": "x"}, []),
        ([{"x": 1}], []),
        ("x", []),
        (None, []),
    ],
)
def test_listed_objects(sql: Sql, body: Any, expected: list[Any]) -> None:
    assert sql("select reference.listed_objects(%s, array['a', 'b'])", [Jsonb(body)]) == [(expected,)]


def test_listed_objects_of_nothing(sql: Sql) -> None:
    assert sql(
        "select reference.listed_objects(null, array['a']), reference.listed_objects('{\"a\": [{}]}', null)"
    ) == [([], [])]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("920", 920),
        ("1,200", 1200),
        ("550.0", 550),
        ("0", 0),
        ("10,001+", None),
        ("1,000 +", None),
        ("+5", None),
        ("-1", None),
        ("51-200", None),
        ("12.5", None),
        ("4318795938", None),
        ("", None),
        (None, None),
    ],
)
def test_parse_count(sql: Sql, value: str | None, expected: int | None) -> None:
    assert sql("select reference.parse_count(%s)", [value]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12.5M", 12500000),
        ("$600,000,000", 600000000),
        ("0", 0),
        ("0.5", 1),
        ("9e30", None),
        ("$100M to <$1B", None),
        (None, None),
    ],
)
def test_parse_whole_money(sql: Sql, value: str | None, expected: int | None) -> None:
    assert sql("select reference.parse_whole_money(%s)", [value]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://app.apollo.io/#/organizations/aa01", "https://app.apollo.io/#/organizations/aa01"),
        (" https://app.apollo.io/#/organizations/aa01/ ", "https://app.apollo.io/#/organizations/aa01"),
        ("http://APP.apollo.io/#/Accounts/aa01/people?page=2", "https://app.apollo.io/#/accounts/aa01"),
        ("app.apollo.io/people/bb01?x=1", "https://app.apollo.io/#/people/bb01"),
        ("https://app.apollo.io/#/contacts/bb01#top", "https://app.apollo.io/#/contacts/bb01"),
        ("https://app.apollo.io/#/lists/bb01", None),
        ("https://app.apollo.io/#/people/", None),
        ("https://app.apollo.io/#/people/b b", None),
        ("https://app.apollo.io/#/people/" + "a" * 101, None),
        ("https://example.com/#/people/bb01", None),
        ("null", None),
        (None, None),
    ],
)
def test_normalize_apollo_url(sql: Sql, value: str | None, expected: str | None) -> None:
    assert sql("select reference.normalize_apollo_url(%s)", [value]) == [(expected,)]
    assert sql("select reference.normalize_apollo_url(%s)", [expected]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"success": False, "errors": [{"code": "not_found", "detail": "Nobody"}]}, "not_found: Nobody"),
        ({"errors": ["Broken"]}, "Broken"),
        ({"errors": [{}], "message": "Broken"}, "Broken"),
        ({"errors": [{}]}, "unnamed error"),
        ({"errors": []}, None),
        ({"errors": None, "error": None}, None),
        ({"error": "Invalid key"}, "Invalid key"),
        ({"error": {"message": "Invalid key"}}, "Invalid key"),
        ({"error": True, "message": "Broken"}, "Broken"),
        ({"error": "false"}, None),
        ({"error": ""}, None),
        ({"error_code": None, "error_message": "Broken"}, "Broken"),
        ({"success": "false", "message": "Broken"}, "Broken"),
        ({"success": True, "message": "Company found"}, None),
        ({"message": "Company not found"}, None),
        ({}, None),
        ([{"error": "x"}], None),
        ("error", None),
        (None, None),
    ],
)
def test_provider_error(sql: Sql, value: Any, expected: str | None) -> None:
    assert sql("select reference.provider_error(%s)", [Jsonb(value)]) == [(expected,)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"First Name": "Ada", "email": "a@b.example"}, {"first_name": "Ada", "email": "a@b.example"}),
        (
            {"person": {"id": "1", "name": "Ada", "organization": {"name": "Acme"}}},
            {"full_name": "Ada", "company_name": "Acme"},
        ),
        ({"person": '{"name": "Ada"}'}, {"full_name": "Ada", "company_name": None, "apollo_person_url": None}),
        (
            {"matches": [None, {"id": "1", "organization": "Acme"}]},
            {"apollo_person_url": "https://app.apollo.io/#/people/1"},
        ),
    ],
)
def test_apollo_person_row(sql: Sql, body: Any, expected: dict[str, Any]) -> None:
    [(row,)] = sql("select reference.apollo_person_row(%s)", [Jsonb(body)])
    assert expected.items() <= row.items()


@pytest.mark.parametrize(
    "body",
    [{}, [], "x", None, {"people": []}, {"people": [{"name": "A"}, {"name": "B"}]}, {"person": [], "people": "x"}],
)
def test_apollo_person_row_without_one_person(sql: Sql, body: Any) -> None:
    [(row,)] = sql("select reference.apollo_person_row(%s)", [Jsonb(body)])
    assert not row.keys() & {"full_name", "first_name", "person_linkedin_link"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1998", 1998),
        ("1847", 1847),
        ("2010.0", 2010),
        ("2010-05-01", 2010),
        ("1999-05", 1999),
        ("May 2001", 2001),
        ("0", None),
        ("99999", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_founded_year(sql: Sql, value: str | None, expected: int | None) -> None:
    assert sql("select reference.founded_year(%s)", [value]) == [(expected,)]
