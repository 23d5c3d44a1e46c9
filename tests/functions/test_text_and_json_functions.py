"""Rules N1, N6, N10 and the reading of JSON that was sent as text."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  a  b ", "a  b"),
        ("\u00a0\ufeff\u200ba\u3000\n", "a"),
        ("", None),
        (" \t ", None),
        ("null", None),
        (" NuLL ", None),
        ("nullable", "nullable"),
        ("n/a", "n/a"),
    ],
)
def test_clean_text(sql: Sql, value: str, expected: str | None) -> None:
    assert sql("select reference.clean_text(%s)", [value]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("GTM Recruiter ", "GTM Recruiter"),
        ("snr\tconsultant\r\n (interim)", "snr consultant (interim)"),
        (" a\u00a0\u00a0b\u200b \n c ", "a b c"),
        ("McDonald IBM", "McDonald IBM"),
        ("nu\u200bll", None),
        ("👩\u200d💻 Dev", "👩\u200d💻 Dev"),
    ],
)
def test_clean_line(sql: Sql, value: str, expected: str | None) -> None:
    assert sql("select reference.clean_line(%s)", [value]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" a ", "a"),
        ("NULL", None),
        (1.5, "1.5"),
        (1039995589705121900, "1039995589705121900"),
        (True, "true"),
        (False, "false"),
        (None, None),
        ({}, None),
        ([1], None),
    ],
)
def test_json_text(sql: Sql, value: Any, expected: str | None) -> None:
    assert sql("select reference.json_text(%s::jsonb)", [Jsonb(value)]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "as_object", "as_array"),
    [
        ({"a": 1}, {"a": 1}, []),
        (' {"a": 1} ', {"a": 1}, []),
        ([1], None, [1]),
        ("[1, 2]", None, [1, 2]),
        ("[1, 2", None, []),
        ("```json\n[1, 2]\n```", None, []),  # a list of objects only
        ('Here:\n```json\n[{"a": 1}]\n```', None, [{"a": 1}]),
        ("{bad", None, []),
        ('{"a":"\\u0000"}', None, []),
        ("", None, []),
        (None, None, []),
        (5, None, []),
        ('"{}"', None, []),
    ],
)
def test_json_object_and_json_array(sql: Sql, value: Any, as_object: Any, as_array: Any) -> None:
    statement = 'select reference."json_object"(v), reference."json_array"(v) from (select %s::jsonb as v) as given'
    assert sql(statement, [Jsonb(value)]) == [(as_object, as_array)]
    entries = [as_object] if as_object else as_array
    assert sql("select reference.json_entries(%s::jsonb)", [Jsonb(value)]) == [(entries,)]


def test_an_object_that_says_nothing_is_no_entry(sql: Sql) -> None:
    statement = (
        "select reference.json_entries(v::jsonb) from unnest(%s::text[]) with ordinality as given (v, n) order by n"
    )
    assert sql(statement, [["{}", '"{}"', None, "[{}]"]]) == [([],), ([],), (None,), ([{}],)]


BODY = {
    "company_domain": "null",
    "empty": "",
    "nothing": None,
    "raw_payload": '{"domain": "x.com", "n": 0, "list": [{"a": 1}]}',
    "raw_company_payload": {"name": "X", "flag": False},
}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["company_domain", "raw_payload.domain"], "x.com"),
        (["nothing", "empty", "missing"], None),
        (["raw_payload.n"], 0),
        (["raw_company_payload.flag"], False),
        (["raw_company_payload.name.deeper", "raw_company_payload"], {"name": "X", "flag": False}),
        ([], None),
    ],
)
def test_json_at(sql: Sql, paths: list[str], expected: Any) -> None:
    assert sql("select reference.json_at(%s::jsonb, %s::text[])", [Jsonb(BODY), paths]) == [(expected,)]


def test_nested_object(sql: Sql) -> None:
    statement = "select reference.nested_object(%s::jsonb, %s::text[])"
    assert sql(statement, [Jsonb(BODY), ["missing", "empty", "raw_company_payload"]]) == [
        (BODY["raw_company_payload"],)
    ]
    assert sql(statement, [Jsonb(BODY), ["raw_payload"]])[0][0]["domain"] == "x.com"
    blank: list[dict[str, Any]] = [{"customers": []}, {"result": "", "steps": [None, {}]}]
    for empty in blank:
        both = Jsonb({"one": empty, "other": {"result": "Acme"}})
        assert sql(statement, [both, ["one", "other"]]) == [({"result": "Acme"},)]
        assert sql(statement, [Jsonb({"one": empty}), ["one", "other"]]) == [(empty,)]
    assert sql(statement, [Jsonb(BODY), ["company_domain"]]) == [(None,)]
    body = {"first": {}, "second": "{}", "third": {"a": 1}}
    assert sql(statement, [Jsonb(body), ["first", "third"]]) == [({"a": 1},)]
    assert sql(statement, [Jsonb(body), ["missing", "first", "second"]]) == [({},)]
    listed = {"one": [{"a": 1}], "text": '[{"a": 2}]', "two": [{"a": 1}, {"a": 2}], "word": ["a"]}
    assert [sql(statement, [Jsonb(listed), [name]])[0][0] for name in listed] == [{"a": 1}, {"a": 2}, None, None]
    fenced = {"first": '```json\n{"a": 1}\n```', "second": "```\n[1]\n```", "third": "a {b}"}
    assert sql(statement, [Jsonb(fenced), ["second", "third", "first"]]) == [({"a": 1},)]
    assert sql(statement, [Jsonb(fenced), ["second", "third"]]) == [(None,)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["true", "TRUE", " yes ", "1"], True),
        (["false", "No", "0"], False),
        (["", "maybe", "null", "2", "unknown", "y"], None),
    ],
)
def test_parse_boolean(sql: Sql, values: list[str], expected: bool | None) -> None:
    for value in values:
        assert sql("select reference.parse_boolean(%s)", [value]) == [(expected,)]


def test_stable_uuid(sql: Sql) -> None:
    assert str(sql("select reference.stable_uuid('x')")[0][0]) == "9dd4e461-268c-8034-f5c8-564e155c67a6"


def test_short_key(sql: Sql) -> None:
    """A key is short in bytes, not only in characters; what is short enough stays as it is."""
    for value in ("", "a" * 400, "\U00020000" * 100):
        assert sql("select reference.short_key(%s)", [value]) == [(value,)]
    for value in ("a" * 401, "\U00020000" * 101):
        assert sql("select reference.short_key(%s) = md5(%s)", [value, value]) == [(True,)]
