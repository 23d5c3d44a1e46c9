"""What the service answers, and what is in raw after each answer."""

from __future__ import annotations

import gzip
import json
import socket
import time
import uuid
from typing import Any

import httpx
import pytest

from ingest import SCHEMA_VERSION
from tests.harness import Warehouse
from tests.ingest.running import COMPANY, HEALTHY_JSON, PERSON, Running, hostile_bodies, wait_for

CAP = 200_000


def row(warehouse: Warehouse, payload_id: str) -> dict[str, Any]:
    found = warehouse.rows("select * from raw.payloads where payload_id = %s", [payload_id])
    assert len(found) == 1
    return found[0]


def count(warehouse: Warehouse) -> int:
    return int(warehouse.one("select count(*) from raw.payloads"))


def refusals(warehouse: Warehouse, reason: str) -> int:
    query = "select coalesce(sum(refusals), 0) from raw.refusals where reason = %s"
    return int(warehouse.one(query, [reason]))


def assert_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    content: dict[str, Any] = answer.json()
    assert content["status"] == status
    assert content["type"].startswith("urn:hq-master-data:problem:")
    assert content["title"]
    assert content["detail"].endswith(".")
    return content


@pytest.mark.parametrize("name", [PERSON, "ingest_clay_person_profile", f"{PERSON}/"])
def test_slug_and_function_name_land_in_the_raw_table_of_the_registry(
    client: httpx.Client, module_warehouse: Warehouse, name: str
) -> None:
    answer = client.post(f"/ingest/{name}", content=HEALTHY_JSON)
    assert answer.status_code == 202
    content = answer.json()
    assert content == {
        "payload_id": content["payload_id"], "workflow_slug": PERSON, "repeat": False, "quarantined": False,
    }  # fmt: skip
    kept = row(module_warehouse, content["payload_id"])
    assert kept["raw_table"] == "raw.person_payloads"
    assert kept["payload"] == json.loads(HEALTHY_JSON)
    assert kept["body"] is None
    assert kept["quarantine_code"] is None


@pytest.mark.parametrize("header", ["Idempotency-Key", "webhook-id"])
def test_the_same_delivery_with_the_same_key_lands_once(
    client: httpx.Client, module_warehouse: Warehouse, header: str
) -> None:
    key = {header: str(uuid.uuid4())}
    first = client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON, headers=key).json()
    before = count(module_warehouse)
    second = client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON, headers=key)
    assert second.status_code == 202
    assert second.json() == {**first, "repeat": True}
    assert count(module_warehouse) == before


def test_equal_bodies_without_a_key_are_all_kept(client: httpx.Client, module_warehouse: Warehouse) -> None:
    before = count(module_warehouse)
    ids = {client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON).json()["payload_id"] for _ in range(3)}
    assert len(ids) == 3
    assert count(module_warehouse) == before + 3


def test_a_key_that_a_sender_never_changes_does_not_swallow_other_bodies(
    client: httpx.Client, module_warehouse: Warehouse
) -> None:
    before = count(module_warehouse)
    for number in range(3):
        answer = client.post(f"/ingest/{PERSON}", content=b'{"n": %d}' % number, headers={"idempotency-key": "fixed"})
        assert answer.json()["repeat"] is False
    assert count(module_warehouse) == before + 3


def test_a_key_of_any_length_and_spelling_can_be_used(client: httpx.Client, module_warehouse: Warehouse) -> None:
    for key in (b"k" * 5000, "schl\u00fcssel".encode(), b"two words"):
        headers = [(b"idempotency-key", key)]
        first = client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON, headers=headers).json()
        again = client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON, headers=headers).json()
        assert again == {**first, "repeat": True}
        stored = row(module_warehouse, first["payload_id"])["idempotency_key"]
        assert stored.startswith("sha256:")


@pytest.mark.parametrize("name", hostile_bodies())
def test_no_body_is_refused_for_what_it_says(client: httpx.Client, module_warehouse: Warehouse, name: str) -> None:
    body, code = hostile_bodies()[name]
    answer = client.post(f"/ingest/{PERSON}", content=body)
    assert answer.status_code == 202
    content = answer.json()
    assert content["quarantined"] is True
    assert code is None or content["quarantine_code"] == code
    kept = row(module_warehouse, content["payload_id"])
    assert bytes(kept["body"]) == body
    assert kept["payload"] is None
    assert kept["quarantine_code"] == content["quarantine_code"]


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/xml", "nonsense"])
def test_content_type_is_recorded_never_required(
    client: httpx.Client, module_warehouse: Warehouse, content_type: str | None
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    answer = client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON, headers=headers)
    kept = row(module_warehouse, answer.json()["payload_id"])
    assert kept["payload"] is not None
    assert kept["headers"].get("content-type") == content_type


@pytest.mark.parametrize("name", ["clay-person-profil", "zzz", "a/b", "%00", "x" * 1000, "%ff%fe", "\u00fc\u00e4", ""])
def test_an_unknown_workflow_is_told_so_and_its_body_is_kept(
    client: httpx.Client, module_warehouse: Warehouse, name: str
) -> None:
    answer = client.post(f"/ingest/{name}", content=HEALTHY_JSON)
    content = assert_problem(answer, 404)
    assert content["kept"] is True
    assert content["payload_id"] in content["detail"]
    kept = row(module_warehouse, content["payload_id"])
    assert bytes(kept["body"]) == HEALTHY_JSON
    assert kept["quarantine_code"] == "unknown_workflow"


def test_a_misspelt_workflow_is_told_the_nearest_name(client: httpx.Client) -> None:
    content = client.post("/ingest/clay_person_profil", content=b"{}").json()
    assert content["nearest"] == PERSON
    assert "nearest" not in client.post("/ingest/qqqqqqqq", content=b"{}").json()


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer wrong", "Basic dGVzdDp0ZXN0", "wrong", "Bearer \u00fc".encode(), b"\xff"],
)
def test_without_a_valid_token_nothing_is_kept_and_it_is_counted(
    service: Running, module_warehouse: Warehouse, authorization: str | bytes | None
) -> None:
    before, counted = count(module_warehouse), refusals(module_warehouse, "bad_credentials")
    headers = [] if authorization is None else [(b"authorization", authorization)]
    with httpx.Client(base_url=service.base, trust_env=False) as stranger:
        answer = stranger.post(f"/ingest/{PERSON}", content=HEALTHY_JSON, headers=headers)  # type: ignore[arg-type]
    assert_problem(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert count(module_warehouse) == before
    wait_for(lambda: refusals(module_warehouse, "bad_credentials") == counted + 1, 5)


def test_two_authorization_headers_are_one_too_many(service: Running) -> None:
    headers = [("authorization", f"Bearer {service.token}"), ("authorization", "Bearer other")]
    with httpx.Client(base_url=service.base, trust_env=False) as stranger:
        assert stranger.post(f"/ingest/{PERSON}", content=b"{}", headers=headers).status_code == 401


def test_the_scheme_may_be_written_in_any_case(service: Running) -> None:
    headers = {"authorization": f"bEARER {service.token}"}
    with httpx.Client(base_url=service.base, trust_env=False) as sender:
        assert sender.post(f"/ingest/{PERSON}", content=b"{}", headers=headers).status_code == 202


def test_the_source_of_the_token_is_kept_with_the_body(client: httpx.Client, module_warehouse: Warehouse) -> None:
    headers = {"hq-source": "somebody else", "x-clay-table": "t_1", "x-clay-webhook-auth": "hush", "cookie": "hush"}
    answer = client.post(f"/ingest/{PERSON}", content=HEALTHY_JSON, headers=headers)
    kept = row(module_warehouse, answer.json()["payload_id"])["headers"]
    assert kept["hq-source"] == "test"
    assert kept["x-clay-table"] == "t_1"
    assert "hush" not in json.dumps(kept)
    assert "authorization" not in kept


def test_a_body_of_the_largest_size_is_kept_and_one_byte_more_is_refused(
    client: httpx.Client, module_warehouse: Warehouse
) -> None:
    largest = b'"' + b"x" * (CAP - 2) + b'"'
    assert client.post(f"/ingest/{PERSON}", content=largest).status_code == 202
    before, counted = count(module_warehouse), refusals(module_warehouse, "too_large")
    assert_problem(client.post(f"/ingest/{PERSON}", content=largest + b" "), 413)
    assert count(module_warehouse) == before
    wait_for(lambda: refusals(module_warehouse, "too_large") == counted + 1, 5)


def test_a_body_without_a_declared_length_is_cut_off_at_the_cap(service: Running, module_warehouse: Warehouse) -> None:
    before = count(module_warehouse)
    with connect(service) as sender:
        sender.sendall(head(service, "Transfer-Encoding: chunked"))
        chunk = b"%x\r\n%s\r\n" % (50_000, b"x" * 50_000)
        for _ in range(5):
            sender.sendall(chunk)
        # The answer comes although the body has not ended.
        assert sender.recv(65536).startswith(b"HTTP/1.1 413")
    assert count(module_warehouse) == before


def test_gzip_is_opened(client: httpx.Client, module_warehouse: Warehouse) -> None:
    packed = gzip.compress(HEALTHY_JSON[:20], mtime=0) + gzip.compress(HEALTHY_JSON[20:], mtime=0)
    answer = client.post(f"/ingest/{PERSON}", content=packed, headers={"content-encoding": "GZIP"})
    assert answer.status_code == 202
    kept = row(module_warehouse, answer.json()["payload_id"])
    assert kept["payload"] == json.loads(HEALTHY_JSON)
    assert kept["headers"]["content-encoding"] == "GZIP"


@pytest.mark.parametrize(
    "body", [b"no gzip", b"", gzip.compress(HEALTHY_JSON, mtime=0)[:-5], gzip.compress(HEALTHY_JSON, mtime=0) + b"tail"]
)
def test_gzip_that_does_not_open_is_kept_as_sent(
    client: httpx.Client, module_warehouse: Warehouse, body: bytes
) -> None:
    answer = client.post(f"/ingest/{PERSON}", content=body, headers={"content-encoding": "gzip"})
    assert answer.status_code == 202
    assert answer.json()["quarantine_code"] == "bad_gzip"
    assert bytes(row(module_warehouse, answer.json()["payload_id"])["body"]) == body


def test_a_gzip_bomb_is_refused(client: httpx.Client, module_warehouse: Warehouse) -> None:
    before = count(module_warehouse)
    bomb = gzip.compress(b"\0" * (CAP * 50), mtime=0)
    assert len(bomb) < CAP
    assert_problem(client.post(f"/ingest/{PERSON}", content=bomb, headers={"content-encoding": "gzip"}), 413)
    assert count(module_warehouse) == before


@pytest.mark.parametrize("framing", ["Content-Length: 1000", "Transfer-Encoding: chunked"])
def test_a_truncated_upload_is_not_kept_but_counted(
    service: Running, module_warehouse: Warehouse, framing: str
) -> None:
    before, counted = count(module_warehouse), refusals(module_warehouse, "truncated_upload")
    with connect(service) as sender:
        part = b'{"a":"trunc'
        sender.sendall(head(service, framing) + (b"b\r\n%s\r\n" % part if "chunked" in framing else part))
        time.sleep(0.2)
    wait_for(lambda: refusals(module_warehouse, "truncated_upload") == counted + 1, 5)
    assert count(module_warehouse) == before


def test_a_sender_that_stops_sending_is_told_so_and_holds_up_nobody(
    service: Running, client: httpx.Client, module_warehouse: Warehouse
) -> None:
    counted = refusals(module_warehouse, "upload_timeout")
    with connect(service) as slow:
        slow.sendall(head(service, "Content-Length: 1000") + b'{"a":')
        began = time.monotonic()
        assert client.post(f"/ingest/{PERSON}", content=b"{}").status_code == 202
        assert time.monotonic() - began < 1.5
        assert slow.recv(65536).startswith(b"HTTP/1.1 408")
    wait_for(lambda: refusals(module_warehouse, "upload_timeout") == counted + 1, 5)


def test_a_slow_sender_in_many_pieces_is_kept_whole(service: Running, module_warehouse: Warehouse) -> None:
    with connect(service) as slow:
        slow.sendall(head(service, f"Content-Length: {len(HEALTHY_JSON)}"))
        for place in range(0, len(HEALTHY_JSON), 20):
            slow.sendall(HEALTHY_JSON[place : place + 20])
            time.sleep(0.05)
        answer = slow.recv(65536)
    assert answer.startswith(b"HTTP/1.1 202")
    content = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert row(module_warehouse, content["payload_id"])["payload"] == json.loads(HEALTHY_JSON)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_only_post_lands(client: httpx.Client, module_warehouse: Warehouse, method: str) -> None:
    before = count(module_warehouse)
    answer = client.request(method, f"/ingest/{PERSON}", content=b"{}")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert count(module_warehouse) == before


@pytest.mark.parametrize("path", ["/", "/nothing", "/ingest", "/ingestx/y", "/health/", "/docs/../secret"])
def test_unknown_paths_are_problems_and_never_redirects(client: httpx.Client, path: str) -> None:
    assert_problem(client.post(path, content=b"{}"), 404)
    assert client.head(path).status_code == 404


def test_health_is_alive_and_ready_names_what_it_stores_in(client: httpx.Client, module_warehouse: Warehouse) -> None:
    assert client.get("/health").json() == {"status": "alive", "commit": "abc1234"}
    database, warehouse_id = module_warehouse.sql(
        "select current_database(), warehouse_id from raw.warehouse_identity"
    )[0]
    assert client.get("/ready").json() == {
        "status": "ready", "database": database, "warehouse_id": str(warehouse_id), "schema_version": SCHEMA_VERSION,
        "commit": "abc1234",
    }  # fmt: skip
    assert_problem(client.post("/ready"), 405)


def test_openapi_lists_every_registered_workflow(client: httpx.Client, module_warehouse: Warehouse) -> None:
    document = client.get("/openapi.json").json()
    slugs = [slug for (slug,) in module_warehouse.sql("select workflow_slug from raw.registered_workflows")]
    assert len(slugs) > 5
    assert set(document["paths"]) == {f"/ingest/{slug}" for slug in slugs}
    post = document["paths"][f"/ingest/{COMPANY}"]["post"]
    assert post["description"]
    assert {"202", "401", "404", "413", "503"} <= set(post["responses"])
    assert document["security"] == [{"token": []}]
    page = client.get("/docs").text
    assert all(slug in page for slug in slugs)
    assert "src=" not in page
    assert "href=" not in page


def test_the_log_tells_what_happened_and_holds_no_secret(service: Running, client: httpx.Client) -> None:
    secret = f"secret-{uuid.uuid4()}"
    headers = {"idempotency-key": secret, "x-api-key": secret, "cookie": secret}
    landed = client.post(f"/ingest/{PERSON}", content=json.dumps({"a": secret}).encode(), headers=headers)
    client.post(f"/ingest/{PERSON}", content=b"{" + secret.encode(), headers=headers)
    with httpx.Client(base_url=service.base, trust_env=False) as stranger:
        bearer = {"authorization": f"Bearer {secret}"}
        stranger.post(f"/ingest/{secret}?token={secret}", content=secret.encode(), headers=bearer)
        stranger.get(f"/{secret}", headers=bearer)
    payload_id = landed.json()["payload_id"]
    lines = [event for event in service.events() if event.get("payload_id") == payload_id]
    assert [(event["slug"], event["status"], event["source"]) for event in lines] == [(PERSON, 202, "test")]
    assert lines[0]["bytes"] > 0
    assert lines[0]["ms"] > 0
    assert secret not in service.log
    assert service.token and service.token not in service.log


def test_the_books_of_all_this_balance(client: httpx.Client, module_warehouse: Warehouse, service: Running) -> None:
    accepted = {
        event["payload_id"] for event in service.events() if event.get("event") == "ingest" and event.get("payload_id")
    }
    kept = {str(payload_id) for (payload_id,) in module_warehouse.sql("select payload_id from raw.payloads")}
    assert accepted == kept


def connect(service: Running) -> socket.socket:
    host, port = service.base.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=10)


def head(service: Running, framing: str) -> bytes:
    return (
        f"POST /ingest/{PERSON} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {service.token}\r\n{framing}\r\n\r\n"
    ).encode()
