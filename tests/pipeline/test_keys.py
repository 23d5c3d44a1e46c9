"""Keys that are told at a glance are the keys that the functions of reference make; all others are left to these."""

from __future__ import annotations

import random
from itertools import product

import pytest

from tests.harness import Body, Warehouse

PREFIXES = [
    "https://www.",
    "https://",
    "http://www.",
    "http://",
    "www.",
    "",
    " ",
    "HTTPS://",
    "https://uk.",
    "ftp://",
    "//",
]
FOLDERS = [
    "linkedin.com/in/",
    "linkedin.com/company/",
    "LinkedIn.com/in/",
    "linkedin.com/school/",
    "linkedin.com/",
    "x",
]
NAMES = [
    "ann-example", "Ann-Example", "7", "-", "", "null", "undefined", "nullable", "a/b", "a//b", "ann?x=1", "ann%20b",
    "z\u00fcrich", "ann_b", "a&b", "ACoAAB12345678", "a" * 250, "a" * 301, "linkedin.com/in/ann", "in/", "a b", "a\tb",
]  # fmt: skip
SUFFIXES = ["", "/", "//", "/ ", "/details", "?trk=x", "#top", "\n", "."]
HOSTS = [
    "acme.example", "ACME.example", "acme", "acme.e", "www.acme.example", "www.example", "www.com", "a-b.example",
    "acme.1", "acme.99", "a-.example", "a.-b.example", "a--b.example", "a-b.co.example",
    "a.xn--b.example", "7.example", "a.b.example", "acme.example.", ".example", "acme.", "acme..example", "1.2.3.4",
    "acme.example/", "acme.example/path", "https://acme.example", "ann@acme.example", "acme.example:80", "a .example",
    "\u00e4rzte.example", "acme.ex\u00e4mple", "xn--bcher-kva.example", "a" * 59 + ".com", "a" * 60 + ".com",
    "null", "n/a", "http.com", "httpfoo.com", "", "acme,example", "acme\u3002example", "linkedin.com", "gmail.com",
]  # fmt: skip
TYPES = ["domain", "person_linkedin_url", "company_linkedin_url", "email", "text", "name"]

DIFFERENT = """
    select value, type, raw.plain_key(value, type), raw.normalised_key(reference.json_text(to_jsonb(value)), type)
    from unnest(%s::text[]) as value cross join unnest(%s::text[]) as type
    where raw.plain_key(value, type) <> coalesce(raw.normalised_key(reference.json_text(to_jsonb(value)), type), '')
"""


def values() -> list[str]:
    """Return written forms of keys, usual and odd, and parts of them put together by chance."""
    urls = ["".join(parts) for parts in product(PREFIXES, FOLDERS, NAMES, SUFFIXES)]
    chance = random.Random(7)
    pieces = [*PREFIXES, *FOLDERS, *SUFFIXES, *HOSTS, *[name for name in NAMES if len(name) < 20], "/", ".", "@"]
    return urls + HOSTS + ["".join(chance.choices(pieces, k=chance.randint(1, 5))) for _ in range(20_000)]


def test_a_key_told_at_a_glance_is_the_one_that_reference_makes(module_warehouse: Warehouse) -> None:
    assert module_warehouse.sql(DIFFERENT, [values(), TYPES]) == []


def test_the_comparison_finds_a_glance_that_errs(warehouse: Warehouse) -> None:
    warehouse.sql(
        "create or replace function raw.plain_key(p_value text, p_key_type text) returns text language sql immutable"
        " as $$ select case when p_key_type = 'domain' then lower(p_value) end $$"
    )
    assert warehouse.sql(DIFFERENT, [["www.acme.example"], TYPES]) == [
        ("www.acme.example", "domain", "www.acme.example", "acme.example")
    ]


@pytest.mark.parametrize(
    ("value", "key_type", "key"),
    [
        ("https://www.linkedin.com/in/ann-example", "person_linkedin_url", "https://www.linkedin.com/in/ann-example"),
        ("linkedin.com/in/ann-example/", "person_linkedin_url", "https://www.linkedin.com/in/ann-example"),
        ("https://linkedin.com/company/7", "company_linkedin_url", "https://www.linkedin.com/company/7"),
        ("acme.example", "domain", "acme.example"),
        ("a-b.acme.co.example", "domain", "a-b.acme.co.example"),
        ("-acme.example", "domain", None),
        ("www.acme.example", "domain", None),
        ("https://www.linkedin.com/in/Ann", "person_linkedin_url", None),
        ("ann@acme.example", "email", None),
    ],
)
def test_the_usual_forms_are_told_at_a_glance(
    module_warehouse: Warehouse, value: str, key_type: str, key: str | None
) -> None:
    assert module_warehouse.one("select raw.plain_key(%s, %s)", [value, key_type]) == key


def test_a_body_gets_the_same_key_however_it_is_written(module_warehouse: Warehouse) -> None:
    forms = ["told.example", "www.told.example", " TOLD.example ", "https://told.example/about"]
    answers = module_warehouse.land([Body("clay-find-companies", {"company_domain": form}) for form in forms])
    keys = module_warehouse.sql(
        "select distinct entity_key from raw.payloads where payload_id = any(%s::uuid[])",
        [[answer["payload_id"] for answer in answers]],
    )
    assert keys == [("told.example",)]


def test_bodies_whose_key_stands_elsewhere_are_searched(module_warehouse: Warehouse) -> None:
    bodies: list[object] = [
        [],
        7,
        "x.example",
        {"company_domain": ["x.example"]},
        {"company_domain": {"a": "x.example"}},
    ]
    answers = module_warehouse.land([Body("clay-find-companies", body) for body in bodies])
    keys = module_warehouse.sql(
        "select entity_key from raw.payloads where payload_id = any(%s::uuid[])",
        [[answer["payload_id"] for answer in answers]],
    )
    searched = module_warehouse.sql(
        "select raw.entity_key(p.payload, r.key_paths, r.key_type) from raw.payloads as p"
        " join raw.workflow_routes as r on r.called_as = p.workflow_slug where p.payload_id = any(%s::uuid[])",
        [[answer["payload_id"] for answer in answers]],
    )
    assert sorted(keys) == sorted(searched)
