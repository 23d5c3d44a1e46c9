"""What the service answers: forms of a question, spellings, filters, bad input, tokens, description, log."""

from __future__ import annotations

import gzip
import json
import socket
import time
from typing import Any

import httpx
import pytest

from ingest import SCHEMA_VERSION
from tests.harness import Body, Warehouse
from tests.ingest.running import Running
from tests.status.asking import COMPANY, PATH, PERSON, ask, assert_problem, of_workflow
from tests.status.conftest import MOST_KEYS

ONE = {"entity_type": "company", "entity_key": "acme.example"}
REDIRECT = {"from": "oldname.example", "to": "acme.example"}


@pytest.fixture(scope="module", autouse=True)
def landed(module_warehouse: Warehouse) -> None:
    """Land a company and a person; nothing is built."""
    module_warehouse.land(
        [
            Body(
                COMPANY, {"company_domain": "acme.example", "raw_payload": {"name": "Acme", "domain": "acme.example"}}
            ),
            Body(PERSON, {"linkedin_url": "https://www.linkedin.com/in/nobody-example", "name": "Nobody"}),
        ]
    )


@pytest.mark.parametrize(
    "key",
    ["acme.example", "ACME.example", "https://www.acme.example/about?x=1", "http://acme.example.", " acme.example "],
)
def test_a_domain_is_found_in_any_spelling(client: httpx.Client, key: str) -> None:
    entity = ask(client, "company", key)
    assert entity["entity_key"] == key
    assert entity["normalized_key"] == "acme.example"
    found = of_workflow(entity, COMPANY)
    assert found is not None
    assert found["status"] == "landed"


@pytest.mark.parametrize(
    "key",
    [
        "https://www.linkedin.com/in/nobody-example", "linkedin.com/in/Nobody-Example/",
        "http://uk.linkedin.com/in/nobody-example?trk=x",
    ],
)  # fmt: skip
def test_a_person_is_found_in_any_spelling(client: httpx.Client, key: str) -> None:
    entity = ask(client, "person", key)
    assert entity["normalized_key"] == "https://www.linkedin.com/in/nobody-example"
    found = of_workflow(entity, PERSON)
    assert found is not None
    assert found["status"] == "landed"


def test_an_entity_that_nobody_delivered_has_no_workflows_and_that_is_no_error(client: httpx.Client) -> None:
    entity = ask(client, "company", "unknown.example")
    assert entity["workflows"] == []
    assert COMPANY in entity["not_enriched"]


@pytest.mark.parametrize("key", ["not a domain", "\u0439", "%s; drop table core.companies", "😀", "x" * 2000])
def test_a_key_that_is_none_is_answered_like_one_that_is_unknown(client: httpx.Client, key: str) -> None:
    assert ask(client, "company", key)["workflows"] == []
    assert ask(client, "person", key)["normalized_key"] is None


def test_many_are_answered_in_their_order_each_as_it_was_given(client: httpx.Client) -> None:
    keys = ["unknown.example", "ACME.example", "acme.example", "ACME.example"]
    answer = client.post(PATH, json={"entity_type": "company", "entity_keys": keys}).json()
    assert [entity["entity_key"] for entity in answer["entities"]] == keys
    assert [len(entity["workflows"]) for entity in answer["entities"]] == [0, 1, 1, 1]
    entities = [
        {"entity_type": "person", "entity_key": "linkedin.com/in/nobody-example"},
        {"entity_type": "company", "entity_key": "acme.example"},
        {"entity_type": "target_client", "entity_key": "acme.example"},
    ]
    answer = client.post(PATH, json={"entities": entities}).json()
    assert [(each["entity_type"], len(each["workflows"])) for each in answer["entities"]] == [
        ("person", 1), ("company", 1), ("target_client", 0),
    ]  # fmt: skip


def test_one_and_many_are_answered_alike(client: httpx.Client) -> None:
    def told(question: dict[str, Any]) -> Any:
        (entity,) = client.post(PATH, json=question).json()["entities"]
        for workflow in entity["workflows"]:
            workflow["freshness"].pop("age_hours")
        return entity

    one = told(ONE)
    assert told({"entity_type": "company", "entity_keys": ["acme.example"]}) == one
    assert told({"entities": [ONE]}) == one


def test_only_the_workflows_that_were_asked_for_are_told_under_each_of_their_names(client: httpx.Client) -> None:
    for name in (COMPANY, "ingest_clay_find_companies"):
        entity = ask(client, "company", "acme.example", name)
        assert [each["workflow"] for each in entity["workflows"]] == [COMPANY]
        assert entity["not_enriched"] == []
    entity = ask(client, "company", "acme.example", "builtwith-techstack")
    assert entity["workflows"] == []
    assert entity["not_enriched"] == ["builtwith-techstack"]


def test_not_enriched_names_active_workflows_of_that_type_that_have_nothing(
    client: httpx.Client, module_warehouse: Warehouse
) -> None:
    entity = ask(client, "company", "acme.example")
    active = {
        slug
        for (slug,) in module_warehouse.sql(
            "select workflow_slug from reference.enrichment_workflow_registry"
            " where entity_type = 'company' and is_active and replaced_by is null"
        )
    }
    assert set(entity["not_enriched"]) == active - {COMPANY}


def test_freshness_compares_the_age_with_what_the_registry_expects(
    client: httpx.Client, module_warehouse: Warehouse
) -> None:
    found = of_workflow(ask(client, "company", "acme.example"), COMPANY)
    assert found is not None
    expected = module_warehouse.one(
        "select expected_freshness_hours from reference.enrichment_workflow_registry where workflow_slug = %s",
        [COMPANY],
    )
    assert found["freshness"]["expected_hours"] == expected
    assert 0 <= found["freshness"]["age_hours"] < 1
    assert found["freshness"]["fresh"] is True
    old = {"company_domain": "old.example", "raw_payload": {"name": "Old", "domain": "old.example"}}
    module_warehouse.land([Body(COMPANY, old, received_at="2020-01-01T00:00:00Z")])
    found = of_workflow(ask(client, "company", "old.example"), COMPANY)
    assert found is not None
    assert found["freshness"]["fresh"] is False
    assert found["freshness"]["age_hours"] > expected
    assert found["landed_at"].startswith("2020-01-01T00:00:00")


BAD: dict[str, tuple[Any, str | None]] = {
    "empty": (b"", None),
    "no json": (b"{", None),
    "not utf-8": (b'{"entity_type": "\xff"}', None),
    "too deep": (b"[" * 100_000, None),
    "list": ([ONE], None),
    "text": ("acme.example", None),
    "nothing": ({}, None),
    "no key": ({"entity_type": "company"}, None),
    "no type": ({"entity_key": "acme.example"}, "/entity_type"),
    "unknown type": ({"entity_type": "animal", "entity_key": "x"}, "/entity_type"),
    "type of another kind": ({"entity_type": ["company"], "entity_key": "x"}, "/entity_type"),
    "key of another kind": ({"entity_type": "company", "entity_key": 7}, "/entity_key"),
    "null key": ({"entity_type": "company", "entity_key": None}, "/entity_key"),
    "empty key": ({"entity_type": "company", "entity_key": " "}, "/entity_key"),
    "long key": ({"entity_type": "company", "entity_key": "x" * 2001}, "/entity_key"),
    "nul": ({"entity_type": "company", "entity_key": "a\0"}, "/entity_key"),
    "surrogate": (b'{"entity_type": "company", "entity_key": "\\ud800"}', "/entity_key"),
    "no keys": ({"entity_type": "company", "entity_keys": []}, "/entity_keys"),
    "keys are text": ({"entity_type": "company", "entity_keys": "acme.example"}, "/entity_keys"),
    "second key": ({"entity_type": "company", "entity_keys": ["a.example", 1]}, "/entity_keys/1"),
    "too many": ({"entity_type": "company", "entity_keys": ["a.example"] * (MOST_KEYS + 1)}, "/entity_keys"),
    "two forms": ({**ONE, "entity_keys": ["a.example"]}, None),
    "misspelt": ({**ONE, "workflow": [COMPANY]}, None),
    "entity is text": ({"entities": ["acme.example"]}, "/entities/0"),
    "entity with more": ({"entities": [{**ONE, "x": 1}]}, "/entities/0"),
    "type twice": ({"entity_type": "company", "entities": [ONE]}, "/entity_type"),
    "workflows are text": ({**ONE, "workflows": COMPANY}, "/workflows"),
    "no workflows": ({**ONE, "workflows": []}, "/workflows"),
    "unknown workflow": ({**ONE, "workflows": [COMPANY, "qqqqqq"]}, "/workflows/1"),
    "workflow of another kind": ({**ONE, "workflows": [{}]}, "/workflows/0"),
    "workflow with nul": ({**ONE, "workflows": ["a\0"]}, "/workflows/0"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_question_is_told_what_to_do_and_where(client: httpx.Client, name: str) -> None:
    question, pointer = BAD[name]
    body = question if isinstance(question, bytes) else json.dumps(question).encode()
    content = assert_problem(client.post(PATH, content=body), 400, "bad-request")
    assert content.get("pointer") == pointer


def test_a_misspelt_workflow_is_told_the_nearest_name(client: httpx.Client) -> None:
    content = client.post(PATH, json={**ONE, "workflows": ["clay_find_companie"]}).json()
    assert content["nearest"] == COMPANY


def test_as_many_as_may_be_asked_at_once_are_answered(client: httpx.Client) -> None:
    keys = [f"company-{number}.example" for number in range(MOST_KEYS)]
    answer = client.post(PATH, json={"entity_type": "company", "entity_keys": keys})
    assert answer.status_code == 200
    assert len(answer.json()["entities"]) == MOST_KEYS


def test_bodies_may_be_gzip_and_have_any_content_type(client: httpx.Client) -> None:
    body = json.dumps(ONE).encode()
    packed = client.post(PATH, content=gzip.compress(body), headers={"content-encoding": "gzip"})
    assert packed.status_code == 200
    assert client.post(PATH, content=body, headers={"content-type": "text/plain"}).status_code == 200
    wrong = client.post(PATH, content=body, headers={"content-encoding": "gzip"})
    assert_problem(wrong, 400, "bad-request")
    bomb = gzip.compress(b" " * (3 * 1024 * 1024))
    assert_problem(client.post(PATH, content=bomb, headers={"content-encoding": "gzip"}), 413, "too-large")
    assert_problem(client.post(PATH, content=b" " * (1024 * 1024 + 1)), 413, "too-large")


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer wrong", "Basic dGVzdDp0ZXN0", b"\xff"])
@pytest.mark.parametrize(("method", "path"), [("POST", PATH), ("GET", "/api/workflows")])
def test_without_a_valid_token_nothing_is_told(
    status: Running, authorization: str | bytes | None, method: str, path: str
) -> None:
    headers = [] if authorization is None else [(b"authorization", authorization)]
    with httpx.Client(base_url=status.base, trust_env=False) as stranger:
        answer = stranger.request(method, path, content=b"{", headers=headers)  # type: ignore[arg-type]
    assert_problem(answer, 401, "bad-credentials")
    assert answer.headers["www-authenticate"] == 'Bearer realm="status"'


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_only_post_asks(client: httpx.Client, method: str) -> None:
    answer = client.request(method, PATH, content=b"{}")
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/", "/api", "/api/enrichment/status/", "/ingest/x"])
def test_unknown_paths_are_problems(client: httpx.Client, path: str) -> None:
    assert PATH in assert_problem(client.post(path, content=b"{}"), 404, "not-found")["detail"]


def test_a_question_that_does_not_arrive_whole_is_told_so(status: Running) -> None:
    host, port = status.base.removeprefix("http://").split(":")
    head = f"POST {PATH} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {status.token}\r\nContent-Length: 50\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as sender:
        sender.sendall(head.encode() + b"{")
        assert sender.recv(65536).startswith(b"HTTP/1.1 408")


def test_workflows_are_listed_with_what_is_known_of_them(client: httpx.Client, module_warehouse: Warehouse) -> None:
    content = client.get("/api/workflows").json()
    slugs = {slug for (slug,) in module_warehouse.sql("select workflow_slug from raw.registered_workflows")}
    listed = {workflow["workflow_slug"]: workflow for workflow in content["workflows"]}
    assert set(listed) == slugs
    assert len(listed) == len(content["workflows"])
    assert content["as_of"]


def test_workflows_count_what_landed_since_the_last_build(client: httpx.Client, module_warehouse: Warehouse) -> None:
    def landed() -> int:
        listed = client.get("/api/workflows").json()["workflows"]
        return int(next(each for each in listed if each["workflow_slug"] == COMPANY)["landed"])

    before = landed()
    module_warehouse.land([Body(COMPANY, {"company_domain": "counted.example", "raw_payload": {"name": "Counted"}})])
    deadline = time.monotonic() + 15
    while landed() == before and time.monotonic() < deadline:
        time.sleep(0.5)
    assert landed() == before + 1


def test_health_is_alive_and_ready_names_what_it_reads(client: httpx.Client, module_warehouse: Warehouse) -> None:
    assert client.get("/health").json() == {"status": "alive", "commit": "abc1234"}
    name, warehouse_id = module_warehouse.sql("select current_database(), warehouse_id from raw.warehouse_identity")[0]
    assert client.get("/ready").json() == {
        "status": "ready", "database": name, "warehouse_id": str(warehouse_id), "schema_version": SCHEMA_VERSION,
        "commit": "abc1234",
    }  # fmt: skip


def test_the_description_names_exactly_what_is_answered(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert set(document["paths"]) == {PATH, "/api/workflows"}
    assert document["security"] == [{"token": []}]
    schemas = document["components"]["schemas"]
    answer = client.post(PATH, json=ONE).json()
    entity = answer["entities"][0]
    workflow = entity["workflows"][0]
    assert set(answer) == set(schemas["Status"]["properties"])
    assert set(entity) == set(schemas["Entity"]["properties"])
    described = schemas["WorkflowStatus"]["properties"]
    assert set(workflow) == set(described)
    for part in ("freshness", "core"):
        assert set(workflow[part]) == set(described[part]["properties"])
    listed = client.get("/api/workflows").json()
    assert set(listed) == set(schemas["Workflows"]["properties"])
    for each in listed["workflows"]:
        assert set(each) == set(schemas["Workflow"]["properties"])
    request = document["paths"][PATH]["post"]["requestBody"]["content"]["application/json"]
    for example in request["examples"].values():
        assert client.post(PATH, json=example["value"]).status_code == 200
    page = client.get("/docs").text
    assert COMPANY in page
    assert "src=" not in page
    assert "href=" not in page


def test_the_log_tells_what_happened_and_holds_no_key(status: Running, client: httpx.Client) -> None:
    ask(client, "person", "https://www.linkedin.com/in/somebody-secret")
    client.post(PATH, json={"entity_type": "person", "entity_key": "somebody-secret", "x": "somebody-secret"})
    client.post(PATH, json={**ONE, "workflows": ["somebody-secret"]})
    client.get("/somebody-secret")
    with httpx.Client(base_url=status.base, trust_env=False) as stranger:
        stranger.post(PATH, content=b"{}", headers={"authorization": "Bearer somebody-secret"})
    events = [event for event in status.events() if event.get("event") == "status"]
    assert {"entities", "status", "ms", "source"} <= set(events[0])
    assert "somebody-secret" not in status.log
    assert status.token and status.token not in status.log
