"""A name of a customer stands for the same company whatever the order in which names, companies and namesakes come."""

from __future__ import annotations

import random

import pytest

from tests.harness import Body, Warehouse

MODELS = ("--select", "+core__company_customers,config.materialized:incremental")
OUTCOME = (
    "select customer_name, customer_domain, match_rule, unmatched_reason from core.company_customers"
    " where origin_company_domain = 'vendor.example' order by customer_name"
)


def company(domain: str, name: str, **more: str) -> Body:
    return Body(
        "clay-find-companies",
        {"company_domain": domain, "raw_payload": {"name": name, "domain": domain, **more}},
        "2026-03-01T00:00:00Z",
    )


def customers(*names: str, origin: str = "vendor.example") -> Body:
    return Body(
        "company-customers-structured",
        {"origin_company_domain": origin, "customers": [{"companyName": name, "url": ""} for name in names]},
        "2026-03-02T00:00:00Z",
    )


def outcome(warehouse: Warehouse) -> dict[str, list[str | None]]:
    return {name: rest for name, *rest in warehouse.sql(OUTCOME)}


DELIVERIES = [
    company("globex.example", "Globex Corporation"),
    company("initech.example", "Initech Ltd"),
    company("initech.com", "Initech"),
    company("lifeathooli.com", "Hooli"),
    company("umbrella.jp", "アンブレラ"),
    company("umbrella.jp", "Umbrella Trading Japan"),
    company("wonka.com", "Wonka"),
    company("wonka.com", "Wonka Factory (prev. Sweet Shop)"),
    company("stark-a.example", "Stark"),
    company("stark-b.example", "Stark"),
    company("tyrell.com", "Tyrell Payroll", registered_name="Nexus Works Limited"),
    customers("GLOBEX", "Initech", "Hooli", "Sweet Shop", "Stark", "Wonka Cloud", "Wonka Zebra", "Nobody"),
    customers("Nexus Works", "Tyrell", "tyrell.com", "Vendor"),
    customers("Globex Corp.", "Initech", origin="other.example"),
    company("vendor.example", "Vendor"),
]
EXPECTED = {
    "GLOBEX": ["globex.example", "name", None],
    "Hooli": [None, None, "weak"],
    "Initech": ["initech.com", "name", None],
    "Nexus Works": ["tyrell.com", "name", None],
    "Nobody": [None, None, "unknown"],
    "Stark": [None, None, "ambiguous"],
    "Sweet Shop": ["wonka.com", "stated_name", None],
    "Tyrell": ["tyrell.com", "domain_label", None],
    "Vendor": [None, None, "own_name"],
    "Wonka Cloud": ["wonka.com", "brand", None],
    "Wonka Zebra": [None, None, "weak"],
    "tyrell.com": ["tyrell.com", "domain", None],
}


@pytest.mark.parametrize(
    ("seed", "parts"),
    [(0, 1), pytest.param(1, 4, marks=pytest.mark.long), pytest.param(2, len(DELIVERIES), marks=pytest.mark.long)],
)
def test_the_answer_does_not_depend_on_the_order(warehouse: Warehouse, seed: int, parts: int) -> None:
    shuffled = random.Random(seed).sample(DELIVERIES, len(DELIVERIES)) if seed else DELIVERIES
    size = -(-len(shuffled) // parts)
    for start in range(0, len(shuffled), size):
        warehouse.land(shuffled[start : start + size])
        warehouse.build()
    assert outcome(warehouse) == EXPECTED
    before = (
        warehouse.table("core.company_customers"),
        warehouse.table("extracted.customer_name_matches", without=["changed_in"]),
    )
    warehouse.build("--full-refresh", *MODELS)
    assert before == (
        warehouse.table("core.company_customers"),
        warehouse.table("extracted.customer_name_matches", without=["changed_in"]),
    )


def test_a_later_namesake_makes_a_name_ambiguous_for_every_vendor(warehouse: Warehouse) -> None:
    warehouse.land(
        [company("globex-a.example", "Globex"), customers("Globex"), customers("GLOBEX", origin="b.example")]
    )
    warehouse.build()
    answers = "select customer_domain, unmatched_reason from core.company_customers order by origin_company_domain"
    assert warehouse.sql(answers) == [("globex-a.example", None)] * 2
    warehouse.land([company("globex-b.example", "Globex Inc.")])
    warehouse.build()
    assert warehouse.sql(answers) == [(None, "ambiguous")] * 2
    candidates = warehouse.one("select candidates from extracted.customer_name_matches")
    assert [candidate["domain"] for candidate in candidates] == ["globex-a.example", "globex-b.example"]
    warehouse.land([company("globex.com", "Globex")])
    warehouse.build()
    assert warehouse.sql(answers) == [("globex.com", None)] * 2


def test_a_namesake_takes_a_coined_brand_away(warehouse: Warehouse) -> None:
    warehouse.land([company("gvx.com", "Globex"), customers("GVX Zebra", "GVX Germany", "GVX University")])
    warehouse.build()
    unproven: list[str | None] = [None, None, "weak"]
    assert outcome(warehouse) == {
        "GVX Germany": unproven,
        "GVX University": unproven,
        "GVX Zebra": ["gvx.com", "brand", None],
    }
    warehouse.land([company("gvx-shipping.example", "GVX Shipping")])
    warehouse.build()
    assert outcome(warehouse)["GVX Zebra"] == unproven


def test_a_name_of_the_company_proves_a_word_later(warehouse: Warehouse) -> None:
    warehouse.land([company("wonka.com", "Wonka"), customers("Wonka Everlasting")])
    warehouse.build()
    assert outcome(warehouse) == {"Wonka Everlasting": [None, None, "weak"]}
    warehouse.land([company("wonka.com", "Everlasting Gobstopper")])
    warehouse.build()
    assert outcome(warehouse) == {"Wonka Everlasting": ["wonka.com", "brand", None]}


@pytest.mark.long
def test_a_build_writes_what_is_new_only(warehouse: Warehouse) -> None:
    warehouse.land(DELIVERIES)
    warehouse.build()
    written = "select customer_key, changed_in, ctid::text from extracted.customer_name_matches order by 1"
    before = warehouse.sql(written)
    warehouse.land([company("elsewhere.example", "Elsewhere"), customers("Elsewhere Again")])
    warehouse.build()
    after = {key: rest for key, *rest in warehouse.sql(written)}
    assert {key: rest for key, *rest in before}.items() <= after.items()
    assert set(after) - {key for key, *_ in before} == {"elsewhere again"}


def test_a_heal_finds_lost_answers_and_keys(warehouse: Warehouse) -> None:
    warehouse.land(DELIVERIES)
    warehouse.build()
    core = warehouse.table("core.company_customers")
    for table in ("company_names", "company_match_keys", "customer_match_keys", "customer_name_matches"):
        warehouse.sql(f"delete from extracted.{table}")
    warehouse.sql("delete from core.company_customers")
    warehouse.build("--vars", "{heal: true}", *MODELS)
    assert warehouse.table("core.company_customers") == core


def test_the_views_say_what_is_open(warehouse: Warehouse) -> None:
    warehouse.land(DELIVERIES)
    warehouse.build()
    open_names = warehouse.sql("select customer_key, unmatched_reason, vendors from ops.unmatched_customers order by 1")
    assert ("stark", "ambiguous", 1) in open_names
    counted = warehouse.sql("select sum(customers), sum(percent_of_customers) from ops.customer_matching")
    assert counted[0][0] == warehouse.one("select count(*) from core.company_customers")
    assert 99 < counted[0][1] < 101
    matched = warehouse.sql(
        "select customer_name, matched_domain from extracted.claygent_customers_structured"
        " where matched_domain = 'globex.example' order by 1"
    )
    assert matched == [("GLOBEX", "globex.example"), ("Globex Corp.", "globex.example")]
