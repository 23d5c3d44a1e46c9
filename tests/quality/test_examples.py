"""Every registered workflow shows an example body in the OpenAPI description."""

from __future__ import annotations

import csv

from ingest.openapi import examples
from tests.harness import PROJECT


def test_every_registered_workflow_has_an_example() -> None:
    with (PROJECT / "seeds/registry/enrichment_workflow_registry.csv").open(encoding="utf-8") as lines:
        slugs = {row["workflow_slug"] for row in csv.DictReader(lines)}
    assert slugs == set(examples())
    assert all(isinstance(body, dict) for body in examples().values())
