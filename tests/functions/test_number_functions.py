"""Rule N9, and the payload notes on size, revenue and funding."""

from collections.abc import Callable
from typing import Any

import pytest

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "number", "bigint", "integer"),
    [
        ("1,234", "1234", 1234, 1234),
        ("1 204", "1204", 1204, 1204),
        ("1\u202f204", "1204", 1204, 1204),
        ("$600,000,000", "600000000", 600000000, 600000000),
        ("12.5", "12.5", None, None),
        ("1e5", "100000", 100000, 100000),
        ("-5772459", "-5772459", -5772459, -5772459),
        ("Infinity", None, None, None),
        ("NaN", None, None, None),
        ("abc", None, None, None),
        ("1.0", "1.0", 1, 1),
        ("12,5", None, None, None),
        ("1,234,567.89", "1234567.89", None, None),
        ("10+", "10", 10, 10),
        ("1.234.567", None, None, None),
        ("4318795938", "4318795938", 4318795938, None),
        ("1039995589705121900", "1039995589705121900", 1039995589705121900, None),
        ("0.000215", "0.000215", None, None),
        ("1e99", None, None, None),
        ("1e-50", None, None, None),
        ("", None, None, None),
        ("+5", "5", 5, 5),
        (".5", "0.5", None, None),
        ("5.", "5", 5, 5),
        ("€ 12", "12", 12, 12),
        ("12 €", "12", 12, 12),
        ("1,00,000", "100000", 100000, 100000),
        ("yes", None, None, None),
        ("1", "1", 1, 1),
        ("no", None, None, None),
        ("0", "0", 0, 0),
        ("TRUE", None, None, None),
        ("", None, None, None),
    ],
)
def test_numbers(sql: Sql, value: str, number: str | None, bigint: int | None, integer: int | None) -> None:
    statement = (
        "select reference.parse_number(v)::text,"
        " reference.parse_bigint(v),"
        " reference.parse_integer(v)"
        " from (select %s::text as v) as given"
    )
    assert sql(statement, [value]) == [(number, bigint, integer)]


@pytest.mark.parametrize(
    ("value", "amount", "currency", "low", "high"),
    [
        ("$12M", "12000000", "USD", "12000000", "12000000"),
        ("$5.4 million", "5400000", "USD", "5400000", "5400000"),
        ("5000000 USD", "5000000", "USD", "5000000", "5000000"),
        ("€3bn", "3000000000", "EUR", "3000000000", "3000000000"),
        ("10m", "10000000", None, "10000000", "10000000"),
        ("600000000", "600000000", None, "600000000", "600000000"),
        ("$1.2 B", "1200000000", "USD", "1200000000", "1200000000"),
        ("US$12M", "12000000", "USD", "12000000", "12000000"),
        ("USD 5 million", "5000000", "USD", "5000000", "5000000"),
        ("A$3m", "3000000", "AUD", "3000000", "3000000"),
        ("$14 million", "14000000", "USD", "14000000", "14000000"),
        ("$600,000,000", "600000000", "USD", "600000000", "600000000"),
        ("100M", "100000000", None, "100000000", "100000000"),
        ("25M-75M", None, None, "25000000", "75000000"),
        ("$25M - $50M", None, "USD", "25000000", "50000000"),
        ("$250M+", "250000000", "USD", "250000000", None),
        ("0-500K", None, None, "0", "500000"),
        ("100B-1T", None, None, "100000000000", "1000000000000"),
        ("$10M to $50M", None, "USD", "10000000", "50000000"),
        ("$10M-$50M", None, "USD", "10000000", "50000000"),
        ("10m-50m", None, None, "10000000", "50000000"),
        ("< $1M", None, "USD", "0", "1000000"),
        ("> $1B", None, "USD", "1000000000", None),
        ("Funding unknown", None, None, None, None),
        ("\u2014", None, None, None, None),
        ("$0 - $1M", None, "USD", "0", "1000000"),
        ("$100M to <$1B", None, "USD", "100000000", "1000000000"),
        ("under $1M", None, "USD", "0", "1000000"),
        ("10-25M", None, None, "10000000", "25000000"),
        ("-5M", "-5000000", None, None, None),
        ("$12M Series A", None, "USD", None, None),
        ("12 M€", "12000000", "EUR", "12000000", "12000000"),
        ("£2.5mn", "2500000", "GBP", "2500000", "2500000"),
        ("JPY 500 million", "500000000", "JPY", "500000000", "500000000"),
        ("R$5m", "5000000", "BRL", "5000000", "5000000"),
        ("50,000,000", "50000000", None, "50000000", "50000000"),
        ("¥1,000", "1000", "JPY", "1000", "1000"),
        ("C$2M", "2000000", "CAD", "2000000", "2000000"),
        ("$1B+", "1000000000", "USD", "1000000000", None),
        ("500M-1B", None, None, "500000000", "1000000000"),
        ("r_00001000", None, None, "1000000", "10000000"),
        ("r_10000000", None, None, "10000000000", None),
        ("Up to $5M", None, "USD", "0", "5000000"),
        ("$", None, "USD", None, None),
        ("1e5", "100000", None, None, None),
        ("less than $1M", None, "USD", "0", "1000000"),
        ("5-10 million", None, None, "5000000", "10000000"),
        ("$500K \u2013 $1M", None, "USD", "500000", "1000000"),
        ("1M - 5M USD", None, "USD", "1000000", "5000000"),
        ("Bootstrapped (0)", None, None, None, None),
        ("999999999", "999999999", None, "999999999", "999999999"),
        ("$1,000,000 - $5,000,000", None, "USD", "1000000", "5000000"),
    ],
)
def test_money(
    sql: Sql, value: str, amount: str | None, currency: str | None, low: str | None, high: str | None
) -> None:
    statement = (
        "select reference.parse_money(v)::text,"
        " reference.money_currency(v),"
        " reference.money_range_min(v)::text,"
        " reference.money_range_max(v)::text"
        " from (select %s::text as v) as given"
    )
    assert sql(statement, [value]) == [(amount, currency, low, high)]


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("51-200 employees", 51, 200),
        ("501-1,000 employees", 501, 1000),
        ("10,001+ employees", 10001, None),
        ("1K-5K", 1000, 5000),
        ("over-10K", 10001, None),
        ("5,000 - 10,000", 5000, 10000),
        ("5001 to 10000", 5001, 10000),
        ("c_00051_00100", 51, 100),
        ("c_10001_max", 10001, None),
        ("250,1000", 250, 1000),
        ("250 to 499 employees", 250, 499),
        ("Less than 250", 1, 249),
        ("20,000 or more", 20000, None),
        ("1,234", 1234, 1234),
        ("Self-employed", 1, 1),
        ('{"start":1001,"end":5000}', 1001, 5000),
        ('{"start": 10001, "end": null}', 10001, None),
        ("51,100", 51, 100),
        ("10001+", 10001, None),
        ("1 employee", 1, 1),
        ("myself only", 1, 1),
        ("1-10", 1, 10),
        ("11\u201350", 11, 50),
        ("2-10 employees", 2, 10),
        ("250", 250, 250),
        ("unknown", None, None),
        ("99999999999", None, None),
        ("10-5", None, None),
        ("1.5K", 1500, 1500),
        ("Under 10", 1, 9),
        ("up to 50", 1, 50),
        ('{"min":"200","max":"unlimited"}', 200, None),
        ("10 001+", 10001, None),
        ("0-1 employees", 0, 1),
        ("10k+", 10000, None),
        ("1.001-5.000", 1001, 5000),
        ("More than 10,000 employees", 10001, None),
        ("1 - 10", 1, 10),
        ("10,001 or more employees", 10001, None),
        ("51-200 FTEs", 51, 200),
    ],
)
def test_size_ranges(sql: Sql, value: str, low: int | None, high: int | None) -> None:
    statement = "select reference.size_range_min(v), reference.size_range_max(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(low, high)]
