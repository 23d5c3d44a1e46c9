"""Law 7: each value of a golden record is the winner among its offers, and its delivery really says it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.bodies import mixture
from tests.conformance.cases import cases, registry
from tests.harness import Body, Warehouse

COLUMNS = {
    "latest_title": "title",
    "latest_company": "company_name",
    "latest_company_domain": "company_domain",
    "latest_start_date": "job_start_date",
}
"""Columns of core.people that are named otherwise than their attribute."""

NO_COLUMN = {"location", "tagline", "industries"}
"""Attributes that are offered to golden records and shown by other tables only."""

ENTITIES = {"company": ("companies", "domain"), "person": ("people", "linkedin_url")}
FORMS = {"https", "http", "www", "linkedin", "com", "company", "in", "school", "showcase"}
REASONS = {
    "only offer",
    "own domain before an alias",
    "best source",
    "newest of equal sources",
    "tie-break",
    "lost to the own domain",
    "lost to a better source",
    "older",
    "lost the tie-break",
    "does not fit the place that won",
    "does not fit what won",
}


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    """Return a warehouse with every case of every workflow and a mixture over few companies."""
    module_warehouse.land(mixture(seed=7, count=150))
    for name in ("full", "odd", "sparse"):
        module_warehouse.land([Body(slug, cases(slug)[name].body) for slug in registry() if name in cases(slug)])
    module_warehouse.build()
    return module_warehouse


def golden(warehouse: Warehouse, entity: str) -> dict[tuple[str, str], str]:
    """Return the values of a golden table by key and attribute, as text."""
    table, key = ENTITIES[entity]
    offered = {name for (name,) in warehouse.sql(f"select distinct attribute from core.{entity}_attribute_offers")}
    found = {}
    for row in warehouse.rows(f"select * from core.{table}"):
        for attribute in offered - NO_COLUMN:
            value = row[COLUMNS.get(attribute, attribute)]
            if value is not None:
                found[row[key], attribute] = str(value)
    return found


@pytest.mark.parametrize("entity", ENTITIES)
def test_the_winner_is_the_value_of_core(built: Warehouse, entity: str) -> None:
    key = ENTITIES[entity][1]
    winners = built.rows(f"select * from core.{entity}_attribute_offers where is_winner")
    shown = {(row[key], row["attribute"]): row["value"] for row in winners if row["attribute"] not in NO_COLUMN}
    values = golden(built, entity)
    assert len({row["attribute"] for row in winners}) >= 11
    assert shown == {name: value for name, value in values.items() if name in shown}
    # Without an offer are only names that a rule made of another name.
    made = set(values) - set(shown)
    assert {attribute for _, attribute in made} <= {"cleaned_name", "first_name", "last_name"}
    assert len(made) < len(shown) / 5


@pytest.mark.parametrize("entity", ENTITIES)
def test_the_winner_is_what_attribute_sources_names(built: Warehouse, entity: str) -> None:
    table, key = ENTITIES[entity]
    different = built.rows(
        f"""
        select offer.*, record.attribute_sources -> offer.attribute as origin
        from core.{entity}_attribute_offers as offer
        inner join core.{table} as record using ({key})
        where offer.is_winner and (
            record.attribute_sources #>> array[offer.attribute, 'source_id'],
            record.attribute_sources #>> array[offer.attribute, 'source_kind'],
            record.attribute_sources #>> array[offer.attribute, 'workflow']
        ) is distinct from (offer.record_id::text, offer.source_kind, offer.workflow_slug)
        """
    )
    assert not different


@pytest.mark.parametrize("entity", ENTITIES)
def test_each_offer_has_a_rank_and_a_reason(built: Warehouse, entity: str) -> None:
    key = ENTITIES[entity][1]
    offers = built.rows(f"select * from core.{entity}_attribute_offers order by {key}, attribute, offer_rank")
    assert {offer["why"] for offer in offers} <= REASONS
    assert {"best source", "lost to a better source", "only offer"} <= {offer["why"] for offer in offers}
    groups: dict[tuple[str, str], list[int]] = {}
    for offer in offers:
        groups.setdefault((offer[key], offer["attribute"]), []).append(offer["offer_rank"])
    assert all(ranks == list(range(1, len(ranks) + 1)) for ranks in groups.values())


def leaves(value: Any) -> Iterator[str]:
    """Yield every text and number of a body; text that is JSON itself is opened."""
    if isinstance(value, dict):
        for element in value.values():
            yield from leaves(element)
    elif isinstance(value, list):
        for element in value:
            yield from leaves(element)
    elif isinstance(value, str):
        yield value
        if value.strip()[:1] in ("{", "["):
            try:
                yield from leaves(json.loads(value))
            except ValueError:
                return
    elif value is not None:
        yield str(value)


def words(text: str) -> set[str]:
    """Return the words of a text, numbers without separators of thousands."""
    return {word for word in re.split(r"[\W_]+", re.sub(r"(?<=\d),(?=\d{3})", "", text.lower())) if word}


def is_said(raw_value: str, attribute: str, body: Any) -> bool:
    """Tell whether a body says a value: every word of it, of an address its own part, of a date the year."""
    said = {word for leaf in leaves(body) for word in words(leaf)}
    if attribute == "latest_start_date":
        return raw_value[:4] in " ".join(said)
    return words(raw_value) - FORMS <= said


@pytest.mark.parametrize("entity", ENTITIES)
def test_the_delivery_really_says_it(built: Warehouse, entity: str) -> None:
    """Each winner leads to one row of raw, whose body holds the value in the spelling of the source."""
    key = ENTITIES[entity][1]
    rows = built.rows(
        f"""
        select offer.{key} as key, offer.attribute, offer.raw_value, landed.payload, offer.payload_id
        from core.{entity}_attribute_offers as offer
        left join raw.payloads as landed
            on landed.entity_key = offer.entity_key and landed.payload_id = offer.payload_id
            and landed.workflow_slug = offer.workflow_slug
        """
    )
    assert len(rows) > 100
    assert not [row for row in rows if row["payload"] is None]
    wrong = [row for row in rows if not is_said(row["raw_value"], row["attribute"], row["payload"])]
    assert not wrong


def test_a_delivery_that_does_not_say_it_would_be_seen() -> None:
    body = {"raw_payload": {"name": "Acme Corp", "size": "1,001-5,000", "x": '{"city": "Springfield"}'}}
    assert is_said("Acme Corp", "name", body)
    assert is_said("1001-5000", "size_range", body)
    assert is_said("Springfield", "city", body)
    assert not is_said("Globex", "name", body)


@pytest.mark.parametrize(
    ("view", "key", "value"),
    [("company_attribute_offers", "domain", "a.example"), ("person_attribute_offers", "linkedin_url", "x")],
)
def test_one_entity_is_found_by_its_key(built: Warehouse, view: str, key: str, value: str) -> None:
    """Asking for one entity reads the tables of offers by their keys, not as a whole."""
    with built.connect() as connection:
        connection.execute("set enable_seqscan = off")
        plan = json.dumps(
            connection.execute(f"explain (format json) select * from core.{view} where {key} = '{value}'").fetchall()
        )
    table = f"extracted_{view.split('_')[0]}"
    scans = re.findall(r'"Node Type": "([A-Za-z ]+)"[^{}]*?"Relation Name": "([a-z_]+)"', plan)
    offers = {node for node, relation in scans if relation.endswith("_attributes")}
    assert offers and all("Index" in node or "Bitmap" in node for node in offers), (table, scans)
