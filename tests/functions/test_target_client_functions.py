"""Titles, lists and slugs of a client's ideal customer profile."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("chiefInformationSecurityOfficer", "Chief Information Security Officer"),
        ("vpOfSecurity", "VP of Security"),
        ("VPOfSales", "VP of Sales"),
        ("grcManager", "GRC Manager"),
        ("itDirector", "IT Director"),
        ("headOfITSecurity", "Head of IT Security"),
        ("headOfDevOps", "Head of DevOps"),
        ("devSecOpsLead", "DevSecOps Lead"),
        ("revOpsManager", "RevOps Manager"),
        ("headOfSaaSSales", "Head of SaaS Sales"),
        ("headOfSDRs", "Head of SDRs"),
        ("headOfB2BSales", "Head of B2B Sales"),
        ("ofTheCloud", "Of the Cloud"),
        ("vp_of_security", "VP of Security"),
        ("leiterFürVertrieb", "Leiter Für Vertrieb"),
        ("ciso", "CISO"),
        ("CTO", "CTO"),
        ("DevOps", "DevOps"),
        ("Director", "Director"),
        ("Head of Support", "Head of Support"),
        ("head of  support ", "head of support"),
        ("VP, Sales", "VP, Sales"),
        ("co-founder", "co-founder"),
        ("CEO/Founder", "CEO/Founder"),
        ("x" * 200, "x" * 200),
        ("_", None),
        ("null", None),
        ("", None),
    ],
)
def test_words_of_camel_case(sql: Sql, value: str, title: str | None) -> None:
    assert sql("select reference.words_of_camel_case(%s::text)", [value]) == [(title,)]
    assert sql("select reference.words_of_camel_case(%s::text)", [title]) == [(title,)]


@pytest.mark.parametrize(
    ("value", "terms", "titles"),
    [
        (["CISO", "ciso ", "", None, {}, "vpOfSales"], ["CISO", "vpOfSales"], ["CISO", "VP of Sales"]),
        (["vpOfSales", "VP of Sales"], ["vpOfSales", "VP of Sales"], ["VP of Sales"]),
        ("supportManager", ["supportManager"], ["Support Manager"]),
        ("vpOfSales, grcManager,", ["vpOfSales", "grcManager"], ["VP of Sales", "GRC Manager"]),
        ("vpOfSecurity, CISO", ["vpOfSecurity", "CISO"], ["VP of Security", "CISO"]),
        ("VP, Sales", ["VP, Sales"], ["VP, Sales"]),
        ("Sales, VP of iOS", ["Sales, VP of iOS"], ["Sales, VP of iOS"]),
        ("Technology, Information and Media", *[["Technology, Information and Media"]] * 2),
        ('["cto", "CTO"]', ["cto"], ["CTO"]),
        ([["cto"]], ["cto"], ["CTO"]),
        ([5], ["5"], ["5"]),
        ([], [], []),
        ("[]", [], []),
        ("[ ]", [], []),
        ([None], None, None),
        ([[]], None, None),
        ({}, None, None),
        ({"a": ["b"]}, None, None),
        ("", None, None),
        ("null", None, None),
        (None, None, None),
        (5, None, None),
        (True, None, None),
    ],
)
def test_lists_of_terms_and_titles(sql: Sql, value: Any, terms: Any, titles: Any) -> None:
    found = sql(
        "select reference.term_list(v), reference.title_list(v) from (select %s::jsonb as v) as s", [Jsonb(value)]
    )
    assert found == [(terms, titles)]


@pytest.mark.parametrize(
    ("value", "mapping", "terms"),
    [
        ("Gesundheit, technology", None, ["Gesundheit", "technology"]),
        ("Größe,Handel, ", None, ["Größe", "Handel"]),
        ("food trade, technology", {"food trade": []}, ["food trade", "technology"]),
        ("food trade, technology", {"technology": []}, ["food trade, technology"]),
        ("Oil, Gas", {"Oil, Gas": []}, ["Oil, Gas"]),
        ("Technology, Information and Media", {}, ["Technology, Information and Media"]),
        (["Oil, Gas", "oil, gas"], None, ["Oil, Gas"]),
        ([], None, []),
        (",", None, None),
        (None, None, None),
        (5, {}, None),
    ],
)
def test_terms_of_industries(sql: Sql, value: Any, mapping: Any, terms: Any) -> None:
    statement = "select reference.industry_terms(%s::jsonb, %s::jsonb)"
    assert sql(statement, [Jsonb(value), None if mapping is None else Jsonb(mapping)]) == [(terms,)]


@pytest.mark.parametrize(
    ("value", "slug", "industry"),
    [
        (" Forethought Démo!! ", "forethought-demo", "forethoughtdemo"),
        ("Müller & Søn", "muller-son", "mullerandson"),
        ("Straße", "strasse", "strasse"),
        ("--a--b--", "a-b", "ab"),
        ("financialServices", "financialservices", "financialservices"),
        ("Food & Beverages", "food-beverages", "foodandbeverages"),
        ("food and beverages", "food-and-beverages", "foodandbeverages"),
        ("a" * 99 + " b", "a" * 99, "a" * 99),
        ("株式会社", None, "株式会社"),
        ("!!!", None, "!!!"),
        ("null", None, None),
        (" ", None, None),
    ],
)
def test_slugs_and_keys_of_industries(sql: Sql, value: str, slug: str | None, industry: str | None) -> None:
    statement = "select reference.slug_of_text(v), reference.industry_key(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(slug, industry)]
    assert sql(statement, [slug])[0][0] == slug
