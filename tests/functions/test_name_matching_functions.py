"""Functions behind the matching of names: stated names, labels of domains, beginnings and stems."""

from collections.abc import Callable
from typing import Any

import pytest

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("South China Morning Post (SCMP)", ["South China Morning Post", "SCMP"]),
        ("Loom (prev. PopSet)", ["Loom", "PopSet"]),
        ("PricewaterhouseCoopers (PwC)", ["PricewaterhouseCoopers", "PwC"]),
        ("Acme formerly known as Zeta", ["Acme", "Zeta"]),
        ("Kasten by Veeam", ["Kasten"]),
        ("VSHN - The DevOps Company", ["VSHN"]),
        ("Acme (Baked Goods)", ["Acme"]),
        # A place makes it a branch, and words behind make it a name of its own.
        ("Pizza Hut (UK) Limited", []),
        ("HSBC [CA]", []),
        ("Live Nation (Music) UK Limited", []),
        ("Live Nation (Music) Limited", ["Live Nation"]),
        ("Acme", []),
        ("", None),
        ("((((", []),
    ],
)
def test_stated_names(sql: Sql, value: str, names: list[str] | None) -> None:
    statement = "select reference.stated_names(v) from (select %s::text as v) as given"
    ((found,),) = sql(statement, [value])
    assert (None if found is None else [name.strip() for name in found]) == names


@pytest.mark.parametrize(
    ("domain", "label"),
    [
        ("enigmo.co.jp", "enigmo"),
        ("cloud.oracle.com", "oracle"),
        ("mercedes-benz.com", "mercedesbenz"),
        ("ox.ac.uk", "ox"),
        ("salisbury.nhs.uk", "salisbury"),
        ("co.uk", "co"),
        ("stone.co", "stone"),
        ("example", "example"),
        ("", None),
        (None, None),
    ],
)
def test_domain_label(sql: Sql, domain: str | None, label: str | None) -> None:
    statement = "select reference.domain_label(v) from (select %s::text as v) as given"
    assert sql(statement, [domain]) == [(label,)]


@pytest.mark.parametrize(
    ("domain", "rank"),
    [("acme.com", 0), ("acme.com.sg", 1), ("acme.org", 1), ("acme.de", 1), ("acme.cloud", 2), (None, None)],
)
def test_top_level_rank(sql: Sql, domain: str | None, rank: int | None) -> None:
    assert sql("select reference.top_level_rank(%s::text)", [domain]) == [(rank,)]


@pytest.mark.parametrize(
    ("key", "prefixes"),
    [
        ("ibm cloud private", ["ibm", "ibmcloud", "ibmcloudprivate"]),
        ("acme", ["acme"]),
        ("a b c d e f g h i j k l", ["abcdefghij"[: n + 1] for n in range(10)]),
        ("", []),
        (None, None),
    ],
)
def test_word_prefixes(sql: Sql, key: str | None, prefixes: list[str] | None) -> None:
    statement = "select reference.word_prefixes(v) from (select %s::text as v) as given"
    assert sql(statement, [key]) == [(prefixes,)]


@pytest.mark.parametrize(
    ("key", "stem"),
    [
        ("xiaomi technology", "xiaomi"),
        ("acme bakery group holdings", "acmebakery"),
        ("college of william and mary", "williamandmary"),
        ("university of hawaii at manoa", "universityofhawaii"),
        ("acme", None),
        ("group", None),
        (None, None),
    ],
)
def test_company_name_stem(sql: Sql, key: str | None, stem: str | None) -> None:
    statement = "select reference.company_name_stem(v) from (select %s::text as v) as given"
    assert sql(statement, [key]) == [(stem,)]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("株式会社エニグモ", "エニグモ"),
        ("㈱メルカリ", "メルカリ"),
        ("REWE International Dienstleistungsges.m.b.H.", "rewe international"),
        ("Bayer Public Limited Company", "bayer"),
    ],
)
def test_legal_forms_of_other_languages(sql: Sql, value: str, key: str) -> None:
    statement = "select reference.company_name_key(v) from (select %s::text as v) as given"
    ((found,),) = sql(statement, [value])
    ((expected,),) = sql("select normalize(reference.company_name_key(%s::text), nfkc)", [key])
    assert found == expected
