"""What dbt watches for freshness is what the registry expects: each raw table, and for how long it may be silent."""

from __future__ import annotations

import re

from tests.conformance.cases import registry
from tests.harness import PROJECT

SOURCES = PROJECT / "models" / "raw" / "_raw_tables__sources.yml"


def test_every_raw_table_with_an_expectation_is_watched_and_no_other() -> None:
    expected: dict[str, list[str]] = {}
    hours = set()
    for slug, row in registry().items():
        if row["expected_freshness_hours"] and row["is_active"] == "true" and not row["replaced_by"]:
            expected.setdefault(row["raw_table"].removeprefix("raw."), []).append(slug)
            hours.add(row["expected_freshness_hours"])
    text = SOURCES.read_text(encoding="utf-8")
    watched = re.findall(r"- name: (\w+)\n        description: Bodies of (.*)\.\n", text)
    assert {name: slugs.split(", ") for name, slugs in watched} == expected
    assert {f"count: {number}, period: hour" for number in hours} == set(re.findall(r"count: \d+, period: \w+", text))
