"""What these suites share: asking the service, and what its errors must look like."""

from __future__ import annotations

from typing import Any

import httpx

PATH = "/api/enrichment/status"
COMPANY = "clay-find-companies"
PERSON = "clay-person-profile"


def ask(client: httpx.Client, entity_type: str, key: str, *workflows: str) -> dict[str, Any]:
    """Ask about one entity and return the answer about it."""
    question: dict[str, Any] = {"entity_type": entity_type, "entity_key": key}
    if workflows:
        question["workflows"] = list(workflows)
    answer = client.post(PATH, json=question)
    assert answer.status_code == 200, answer.text
    entities: list[dict[str, Any]] = answer.json()["entities"]
    assert len(entities) == 1
    return entities[0]


def of_workflow(entity: dict[str, Any], workflow: str) -> dict[str, Any] | None:
    """Return what the answer about an entity says of one workflow, or None."""
    found = [each for each in entity["workflows"] if each["workflow"] == workflow]
    assert len(found) <= 1
    return found[0] if found else None


def assert_problem(answer: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """Demand a problem that says what to do, and return it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    content: dict[str, Any] = answer.json()
    assert content["type"] == f"urn:hq-master-data:problem:{kind}"
    assert content["status"] == status
    assert content["title"]
    assert content["detail"].endswith(".")
    return content
