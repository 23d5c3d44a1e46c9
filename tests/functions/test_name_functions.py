"""Names of companies and customers, and the money in headlines."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

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
        ("Foo raises $25\u201330M Series B", "$25M"),
        ("Foo raises between $25 and $30 million", "$25 million"),
        ("Foo raises $2.5M and 3 others follow", "$2.5M"),
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
        ("Macy\u02bcs", "macys"),
        ("Macy\u00b4s", "macys"),
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
        ("Trudy\u2019s", "trudy's"),
        ("\u2018Trudy`S\u00b4 \u02bc", "'trudy's' '"),
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
        ("Goodrich & Rosati, P.C., Globex", ["Goodrich & Rosati, P.C.", "Globex"]),
        (
            "Foo, Sdn. Bhd., Bar, S.A. de C.V., Baz, Sp. z o.o., X",
            ["Foo, Sdn. Bhd.", "Bar, S.A. de C.V.", "Baz, Sp. z o.o.", "X"],
        ),
        ("Foo, PLLC, Bar, N.A., Baz, A.G., Qux, s.r.o.", ["Foo, PLLC", "Bar, N.A.", "Baz, A.G.", "Qux, s.r.o."]),
        ("Foo, d.o.o., Bar, e.V., Baz, S.L., Qux, UG", ["Foo, d.o.o.", "Bar, e.V.", "Baz, S.L.", "Qux, UG"]),
        ("Foo, PBC, Bar, PC, Baz, & Co. KG, Qux, ag", ["Foo, PBC", "Bar, PC", "Baz, & Co. KG", "Qux, ag"]),
        ("Vodafone, BT, SAS, APS, Nike, Spa", ["Vodafone", "BT", "SAS", "APS", "Nike", "Spa"]),
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
        ("Acme Inc, Globex LLC and Initech AG and Hooli", ["Acme Inc", "Globex LLC", "Initech AG", "Hooli"]),
        ("Globex LLC and Initech", ["Globex LLC", "Initech"]),
        ("Globex LLC and Sons, U.S.A. and Canada", ["Globex LLC and Sons", "U.S.A. and Canada"]),
        ("Meta (Foo Inc and Bar), Day Spa and Globex", ["Meta (Foo Inc and Bar)", "Day Spa and Globex"]),
        ('["Acme Inc and Globex", "Foo"]', ["Acme Inc and Globex", "Foo"]),
        ("Acme, Globex, etc.", ["Acme", "Globex"]),
        ("Acme, Globex, and more.", ["Acme", "Globex"]),
        ("Acme, Globex and many others", ["Acme", "Globex"]),
        ("Acme, and others", ["Acme"]),
        ("Acme\nmany more!", ["Acme"]),
        ("Acme, Pool and More, Baltimore", ["Acme", "Pool and More", "Baltimore"]),
        ("The customers include Acme", ["Acme"]),
        ("Our key customers include Acme, Globex", ["Acme", "Globex"]),
        ("Foo, J.Crew and Bar", ["Foo", "J.Crew and Bar"]),
        ("Acme, Inc.\u0019, Globex", ["Acme", "Inc.\u0019", "Globex"]),
        ("A, a, B", ["A", "B"]),
        ("Okay, Cool Group", ["Okay", "Cool Group"]),
        ("Meta (Facebook, Instagram, WhatsApp), Acme", ["Meta (Facebook, Instagram, WhatsApp)", "Acme"]),
        ("The UPS Tools Project (NUT, VWO, Xperi (again)", ["The UPS Tools Project (NUT", "VWO", "Xperi (again)"]),
        ('"Okay, Cool Group", "Globex", and "Foo, Bar".', ["Okay, Cool Group", "Globex", "Foo, Bar"]),
        ('Wipro " Citibank, A bank, Topdanmark ", Foo', ['Wipro " Citibank', "A bank", 'Topdanmark "', "Foo"]),
        ('"Globex"', ["Globex"]),
        ('["Acme, Inc.", "Globex.", null, "", "acme, inc.", {"a": 1}]', ["Acme, Inc.", "Globex"]),
        (' ["Acme"] ', ["Acme"]),
        ('{"customers": [{"url": "", "companyName": "Acme, Inc."}, "Globex"]}', ["Acme, Inc.", "Globex"]),
        ('[{"company_name": "Acme"}]', ["Acme"]),
        ('{"customers": null}', []),
        ("['Okay, Cool Group', 'Globex']", ["Okay, Cool Group", "Globex"]),
        ("[Acme, Globex]", ["Acme", "Globex"]),
        ("[A] Foo, Bar [B]", ["[A] Foo", "Bar [B]"]),
        ("[]", []),
        ("Customers: Acme, Globex", ["Acme", "Globex"]),
        ("Here are the customers:\n- Acme\n- Globex", ["Acme", "Globex"]),
        ("Our clients include:", []),
        ("Customers.ai, Globex", ["Customers.ai", "Globex"]),
        ("Acme: Customers First, Globex", ["Acme: Customers First", "Globex"]),
        ('```json\n["Acme", "Globex"]\n```', ["Acme", "Globex"]),
    ],
)
def test_split_customer_names(sql: Sql, value: str, names: list[str]) -> None:
    statement = "select reference.split_customer_names(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(names,)]


@pytest.mark.parametrize(
    ("steps", "customer", "url"),
    [
        (["Visited https://v.example/c/acme-bakery/", "https://v.example/x"], "Acme Bakery", "/c/acme-bakery"),
        (["https://v.example/c/acme-bakery-saves-time"], "Acme Bakery", "/c/acme-bakery-saves-time"),
        (["https://v.example/c/acme-bakery.html"], "Acme Bakery", "/c/acme-bakery.html"),
        (["https://v.example/acme-bakery-eu", "https://v.example/acme-bakery"], "Acme Bakery", "/acme-bakery"),
        ('["https://v.example/c/globex"]', "Globex", "/c/globex"),
        ("visited https://v.example/c/globex", "Globex", "/c/globex"),
        (["https://v.example/c/globexa"], "Globex", None),
        (["https://v.example/c/acme-bakery", "https://v.example/c/acme"], "Acme", "/c/acme"),
        (["https://v.example/c/acme-bakery"], "Acme", None),
        (["https://v.example/case-study"], "Globex", None),
        (["https://globex.example/about", "https://globex-inc.example/c"], "Globex", None),
        (["Visited: https://v.example/c/globex"], "Globex", "/c/globex"),
        (["Visited v.example/c/globex"], "Globex", "/c/globex"),
        (["Opened https://v.example/c/globex, to read it."], "Globex", "/c/globex"),
        ([{"url": "https://v.example/c/globex"}], "Globex", "/c/globex"),
        ({"url": "https://v.example/c/globex"}, "Globex", "/c/globex"),
        (["Searched v.example for Globex"], "Globex", None),
        (["https://v.example/trudys"], "Trudy\u2019s", "/trudys"),
        (["https://v.example/cafe-grosse"], "Café Größe", "/cafe-grosse"),
        (["https://v.example/johnson-and-johnson"], "Johnson & Johnson", "/johnson-and-johnson"),
        (["https://v.example/johnson-johnson"], "Johnson & Johnson", "/johnson-johnson"),
        (["https://v.example/acme"], "Acme, Inc.", "/acme"),
        (["https://v.example/c/how-acme_bakery-grew"], "Acme Bakery", "/c/how-acme_bakery-grew"),
        (["https://v.example/c/how-acme-grew"], "Acme", None),
        (["https://v.example/c//x"], "!!!", None),
        ([None, {}, 5], "Globex", None),
        (None, "Globex", None),
        (["https://v.example/c/globex"], None, None),
    ],
)
def test_case_study_step(sql: Sql, steps: object, customer: str | None, url: str | None) -> None:
    found = sql("select reference.case_study_step(%s::jsonb, %s::text)", [Jsonb(steps), customer])
    assert found == [(url and f"https://v.example{url}",)]


def test_long_customer_names_stay_apart(sql: Sql) -> None:
    ((first, second, length),) = sql(
        "select reference.customer_key(repeat('x', 400)), reference.customer_key(repeat('x', 401)),"
        " length(reference.customer_key(repeat('x', 400)))"
    )
    assert first != second
    assert length == 293
