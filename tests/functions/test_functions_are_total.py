"""No function of schema reference raises, whatever it is given, and what is normalised stays as it is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from tests.harness import PROJECT

Sql = Callable[..., list[tuple[Any, ...]]]

FUZZ = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SENDABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
PIECES = st.sampled_from(
    [
        *(Path(__file__).parent / "odd_pieces.txt").read_text(encoding="utf-8").split(),
        *" \t\n\r\u00a0\u0019\u2028\U0010ffff\ue000\u0345\u1fb3\u0130\u200d\u200b\u3000\u0301\u034f",
    ]
)
TEXTS = st.one_of(
    st.text(SENDABLE, max_size=80),
    st.lists(st.one_of(PIECES, st.text(SENDABLE, max_size=2)), max_size=10).map("".join),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(TEXTS, inner, max_size=4),
        inner.map(json.dumps).filter(lambda text: "\\u0000" not in text),
    ),
    max_leaves=12,
)
HOSTILE_TEXTS = [
    "x" * 1_000_000,
    "9" * 5_000,
    "," * 100_000,
    "%" * 100_000,
    "%41" * 50_000,
    "www." * 100_000,
    "https://" * 20_000 + "a.com",
    "xn--" + "9" * 59 + ".com",
    "https://www.linkedin.com/in/" + "é" * 100_000,
    "[" * 100_000,
    '{"a":' * 100_000,
    '{"a":"\\ud800"}',
    '{"a":"\\u0000"}',
    '{"a":1e999999}',
    "{" + '"a":1,' * 10_000,
    "1e9999999999",
    "99999-01-01",
    "2021-02-30",
    "infinity",
    "Acme, Inc., " * 10_000,
    "\u0019\u0001\u007f\ufeff",
    " " * 100_000,
    "\u00a0" * 100_000,
    "2020-01-01T" + "0" * 100_000,
    "Jan " * 10_000 + "2020",
    "a." * 50_000 + "com",
    "raises " * 10_000 + "$12M",
    "\u0300" * 10_000,
    "(" * 10_000,
]
NORMALISERS = [
    "clean_text",
    "clean_line",
    "normalize_domain",
    "normalize_person_linkedin_url",
    "normalize_company_linkedin_url",
    "normalize_url",
    "normalize_email",
    "company_name_key",
    "customer_key",
]
BOUNDS = {
    "normalize_domain": 253,
    "normalize_person_linkedin_url": 500,
    "normalize_company_linkedin_url": 500,
    "normalize_url": 500,
    "normalize_email": 254,
    "company_name_key": 200,
    "customer_key": 300,
}


def functions_of(sql: Sql, argument: str) -> list[str]:
    rows = sql(
        "select p.proname from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace"
        " where n.nspname = 'reference' and pg_get_function_identity_arguments(p.oid) ~ %s order by 1",
        [rf"^\w+ {argument}$"],
    )
    return [name for (name,) in rows]


def call_all(sql: Sql, argument: str, value: Any) -> None:
    names = functions_of(sql, argument)
    assert len(names) > 2
    sql(
        "select "
        + ", ".join(f'reference."{name}"(v)::text' for name in names)
        + f" from (select %s::{argument} as v) as given",
        [value],
    )


@given(value=TEXTS)
@FUZZ
def test_no_text_makes_a_function_raise(sql: Sql, value: str) -> None:
    call_all(sql, "text", value)


@pytest.mark.parametrize("value", HOSTILE_TEXTS, ids=lambda value: value[:16])
def test_no_hostile_text_makes_a_function_raise(sql: Sql, value: str) -> None:
    call_all(sql, "text", value)
    call_all(sql, "jsonb", Jsonb(value))


@given(value=JSON)
@FUZZ
def test_no_json_makes_a_function_raise(sql: Sql, value: Any) -> None:
    call_all(sql, "jsonb", Jsonb(value))
    sql(
        "select reference.json_at(v, %s), reference.nested_object(v, %s) from (select %s::jsonb as v) as given",
        [["a", "0", "a.b", "", "."], ["a", ""], Jsonb(value)],
    )


@given(value=JSON)
@FUZZ
def test_json_array_can_always_be_expanded(sql: Sql, value: Any) -> None:
    sql('select jsonb_array_elements(reference."json_array"(%s::jsonb))', [Jsonb(value)])


def test_deep_json_does_not_raise(sql: Sql) -> None:
    deep = "[" * 3_000 + "]" * 3_000
    for value in (deep, json.dumps(deep), '{"a":' * 3_000 + "1" + "}" * 3_000):
        call_all(sql, "jsonb", value)


@pytest.mark.parametrize(
    "year", ["", "x", "-1", "0", "1899", "1900", "2000", "2100", "2101", "99999", "9" * 30, "\uff12\uff10\uff12\uff10"]
)
def test_partial_date_of_parts_is_total(sql: Sql, year: str) -> None:
    for month in (None, "", "-1", "0", "1", "02", "12", "13", "x", "9" * 30):
        for day in (None, "", "-1", "0", "1", "28", "29", "30", "31", "32", "x", "9" * 30):
            sql("select reference.partial_date_of_parts(%s::text, %s::text, %s::text)", [year, month, day])


def test_null_gives_null(sql: Sql) -> None:
    for argument in ("text", "jsonb"):
        for name in functions_of(sql, argument):
            assert sql(f'select reference."{name}"(null::{argument})') == [(None,)], name


@pytest.mark.parametrize("name", NORMALISERS)
@given(value=TEXTS)
@FUZZ
def test_normalising_twice_changes_nothing(sql: Sql, name: str, value: str) -> None:
    ((once, twice),) = sql(
        f"select once, reference.{name}(once) from (select reference.{name}(%s) as once offset 0) as first_time",
        [value],
    )
    assert once == twice
    assert once is None or 0 < len(once) <= BOUNDS.get(name, len(once))


@given(value=st.one_of(TEXTS, st.text("0123456789-/. TZ:年月日JanPM,", max_size=24)))
@FUZZ
def test_dates_and_their_precision_agree(sql: Sql, value: str) -> None:
    ((date, precision, instant),) = sql(
        "select reference.parse_partial_date(v), reference.partial_date_precision(v), reference.parse_timestamp(v)"
        " from (select %s::text as v) as given",
        [value],
    )
    assert (date is None) == (precision is None)
    assert instant is None or precision == "day"
    assert date is None or 1900 <= date.year <= 2100
    assert precision != "year" or (date.month, date.day) == (1, 1)
    assert precision != "month" or date.day == 1


@given(value=TEXTS)
@FUZZ
def test_ranges_have_their_ends_in_order(sql: Sql, value: str) -> None:
    for kind in ("size", "money"):
        ((low, high),) = sql(
            f"select reference.{kind}_range_min(v), reference.{kind}_range_max(v) from (select %s::text as v) as given",
            [value],
        )
        assert high is None or (low is not None and low <= high)


def test_session_settings_change_nothing(sql: Sql) -> None:
    statement = (
        "select reference.parse_timestamp(v) at time zone 'UTC', reference.parse_partial_date(v) - date '1970-01-01'"
        " from unnest(%s::text[]) as given (v)"
    )
    values = ["2026-02-18 03:36:51.601", "2023-05-05T10:00:00+0530", "1346972400000", "02/03/2026", "2026-01-05"]
    expected = sql(statement, [values])
    for zone, style in (("Asia/Kolkata", "German, DMY"), ("America/Los_Angeles", "SQL, MDY")):
        sql("select set_config('TimeZone', %s, false), set_config('DateStyle', %s, false)", [zone, style])
        assert sql(statement, [values]) == expected
    sql("select set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO, MDY', false)")


def test_all_are_immutable_and_parallel_as_declared(sql: Sql) -> None:
    rows = sql(
        "select p.proname, p.provolatile, p.proparallel, p.prosrc ~* '\\mexception\\M' from pg_proc as p"
        " join pg_namespace as n on n.oid = p.pronamespace where n.nspname = 'reference' and p.proname = any(%s)",
        [[file.stem for file in (PROJECT / "functions").glob("*.sql")]],
    )
    assert len(rows) > 100
    for name, volatility, parallel, catches in rows:
        assert volatility == "i", name
        assert not catches or parallel == "u", name


def test_nothing_is_called_for_null(sql: Sql) -> None:
    """Most keys of a body are missing: what has one argument and would be called costs each of them a call."""
    statement = (
        "select proname from pg_proc join pg_language as l on l.oid = prolang where lanname = 'plpgsql'"
        " and pronamespace = 'reference'::regnamespace and prokind = 'f' and not proretset and pronargs = 1"
    )
    assert len(sql(statement)) > 50
    assert sql(statement + " and not proisstrict") == []
