"""Names of companies and customers, and the money in headlines."""

from collections.abc import Callable
from typing import Any

import pytest

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("Lumen Relay raises $12M", "$12M"),
        ("Foo raised €3 million in seed", "€3 million"),
        ("Acme secures $5.4M", "$5.4M"),
        ("X closes $20m Series A", "$20m"),
        ("X lands $1.2B at $5B valuation", "$1.2B"),
        ("X nabs 10 million dollars", "10 million dollars"),
        ("X bags US$3.5 million", "US$3.5 million"),
        ("X gets $2M", "$2M"),
        ("Y acquires X for $50M", None),
        ("X gets acquired for $50M", None),
        ("X raises Series B", None),
        ("X raises prices by $5", None),
        ("X secures $50M contract with DoD", None),
        ("X Raises Oversubscribed $30 Million Series B to Expand", "$30 Million"),
        ("Northwind, which raised nothing, is worth $5M", None),
        ("X announces $15M Series A", "$15M"),
        ("X raises £1,200,000.", "£1,200,000"),
        ("Valued at $1B, Foo launches", None),
        ("Foo raises over $100M to acquire Bar", "$100M"),
        ("Foo raises $12 M", "$12 M"),
        ("Startup raises 12M euros", "12M euros"),
        ("Foo raises at $5B valuation", None),
        ("Acme acquisition closes at $20M", None),
        ("", None),
    ],
)
def test_headline_amount(sql: Sql, value: str, amount: str | None) -> None:
    statement = "select reference.headline_amount(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(amount,)]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("Acme, Inc.", "acme"),
        ("  MÜLLER OPTIK GmbH ", "muller optik"),
        ("Zoë & Søn ApS", "zoe and son"),
        ("The Foo Company", "foo"),
        ("Smith & Co", "smith"),
        ("GmbH & Co. KG", "gmbh"),
        ("Foo GmbH & Co. KG", "foo"),
        ("L.L.C.", "llc"),
        ("Foo L.L.C.", "foo"),
        ("Macy's", "macys"),
        ("Macy\u2019s Inc", "macys"),
        ("amazon.com, inc", "amazon com"),
        ("S.A.", "sa"),
        ("Foo S.A.", "foo"),
        ("Novo Nordisk A/S", "novo nordisk"),
        ("Company", "company"),
        ("The Company", "company"),
        ("The The", "the"),
        ("Größenwahn & Co", "grossenwahn"),
        ("日本 株式会社", "日本"),
        ("AT&T", "at and t"),
        ("...", None),
        ("ﬁre Corp", "fire"),
    ],
)
def test_company_name_key(sql: Sql, value: str, key: str | None) -> None:
    statement = "select reference.company_name_key(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(key,)]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("  Café  GRÖßE ", "café größe"),
        ("Café größe", "café größe"),
        ("Resy ", "resy"),
        ("", None),
        ("Trudy\u2019s", "trudy\u2019s"),
    ],
)
def test_customer_key(sql: Sql, value: str, key: str | None) -> None:
    statement = "select reference.customer_key(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(key,)]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Johnson & Johnson, Inc.", ["Johnson & Johnson, Inc."]),
        (" Acme, Inc., Café Größe ,, Globex ", ["Acme, Inc.", "Café Größe", "Globex"]),
        ("Customer1, Customer2, Customer3 , and Customer4.", ["Customer1", "Customer2", "Customer3", "Customer4"]),
        ("A\nB; C", ["A", "B", "C"]),
        ("Acme, Inc. and Globex", ["Acme, Inc.", "Globex"]),
        ("Foo, S.A., Bar, L.P.", ["Foo, S.A.", "Bar, L.P."]),
        ("X Co., Ltd., Y", ["X Co., Ltd.", "Y"]),
        ("7,000 merchants, Foo", ["7,000 merchants", "Foo"]),
        ("Foo Pty Ltd, foo pty ltd", ["Foo Pty Ltd"]),
        ("- Foo", ["Foo"]),
        ("", []),
        ("A and B", ["A and B"]),
        ("Acme Inc.", ["Acme Inc."]),
        ("Acme, Inc., and Globex", ["Acme, Inc.", "Globex"]),
        ("Foo, LLC., Bar", ["Foo, LLC", "Bar"]),
        ("and Foo, Inc.", ["and Foo, Inc."]),
        ("- Foo\n- Bar, Inc.\n3. Baz", ["Foo", "Bar, Inc.", "Baz"]),
        ("X, Incorta and Foo, Y", ["X", "Incorta and Foo", "Y"]),
        ("Foo, J.Crew and Bar", ["Foo", "J.Crew and Bar"]),
        ("Acme, Inc.\u0019, Globex", ["Acme", "Inc.\u0019", "Globex"]),
        ("A, a, B", ["A", "B"]),
        ("Okay, Cool Group", ["Okay", "Cool Group"]),
    ],
)
def test_split_customer_names(sql: Sql, value: str, names: list[str]) -> None:
    statement = "select reference.split_customer_names(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(names,)]


def test_long_customer_names_stay_apart(sql: Sql) -> None:
    ((first, second, length),) = sql(
        "select reference.customer_key(repeat('x', 400)), reference.customer_key(repeat('x', 401)),"
        " length(reference.customer_key(repeat('x', 400)))"
    )
    assert first != second
    assert length == 293
