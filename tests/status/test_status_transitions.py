"""Each status is reached by driving it over HTTP: posted to the landing service, asked of the status service, built."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.harness import Warehouse
from tests.ingest.running import Running, running_with_token
from tests.status.asking import COMPANY, PATH, ask, of_workflow

REQUEST = "has-raised-vc"
LOOKUP = "clay-company-location-lookup"
WITHIN_SECONDS = 3.0
BUILT = [
    "extracted__company_discovery+,+core__companies", "extracted__workflow_request", "extracted__location_lookup",
    "reference__enrichment_deliveries", "reference__enrichment_runs",
]  # fmt: skip
"""What these deliveries become; of all other models there is no news."""


class Story:
    """What happens to some companies, one step after the other, and what the service said after each."""

    def __init__(self, landing: httpx.Client, client: httpx.Client, warehouse: Warehouse) -> None:
        self._landing = landing
        self._client = client
        self._warehouse = warehouse

    def post(self, workflow: str, body: Any) -> dict[str, Any]:
        """Land a body and return what the landing service answered."""
        options: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"json": body}
        answer = self._landing.post(f"/ingest/{workflow}", **options)
        assert answer.status_code == 202, answer.text
        content: dict[str, Any] = answer.json()
        return content

    def status(self, key: str, workflow: str = COMPANY) -> dict[str, Any]:
        """Return what is said of a company and a workflow, which must have something for it within seconds."""
        deadline = time.monotonic() + WITHIN_SECONDS
        while (found := of_workflow(ask(self._client, "company", key), workflow)) is None:
            assert time.monotonic() < deadline, f"{workflow} has nothing"
            time.sleep(0.05)
        return found

    def build(self) -> None:
        """Build what the runs are made of, and the runs."""
        self._warehouse.build("--select", *BUILT)


@pytest.fixture(scope="module")
def story(
    module_warehouse: Warehouse, client: httpx.Client, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """Return both services on one warehouse."""
    with (
        running_with_token(module_warehouse, tmp_path_factory.mktemp("landing")) as landing,
        landing.client() as sender,
    ):
        yield Story(sender, client, module_warehouse)


def company(domain: str, **more: Any) -> dict[str, Any]:
    return {"company_domain": domain, "raw_payload": {"name": domain.title(), "domain": domain, **more}}


def test_every_status_is_reached_and_left(story: Story, module_warehouse: Warehouse, status: Running) -> None:
    # Nothing is built: whatever lands is told within seconds.
    landed = story.post(COMPANY, company("good.example"))
    story.post(COMPANY, {"company_domain": "bad.example", "raw_payload": "no object"})
    story.post(REQUEST, {"domain": "asked.example"})
    story.post(LOOKUP, {"location_name": "Springfield, Nowhere"})
    found = story.status("https://www.good.example/")
    assert (found["status"], found["payload_id"], found["source"]) == ("landed", landed["payload_id"], "test")
    assert found["landed_at"] == found["first_landed_at"]
    assert found["coalesced_at"] is None
    assert found["core"] == {"table": "core.companies", "present": False}
    assert story.status("bad.example")["status"] == "landed"
    requested = story.status("asked.example", REQUEST)
    assert requested["status"] == "requested"
    assert requested["requested_at"] == requested["landed_at"]
    assert story.status("Springfield, Nowhere", LOOKUP)["status"] == "landed"

    story.build()
    coalesced = story.status("good.example")
    assert coalesced["status"] == "coalesced"
    assert coalesced["landed_at"] == coalesced["coalesced_at"] == found["landed_at"]
    assert coalesced["core"] == {"table": "core.companies", "present": True}
    assert coalesced["records"] == 1
    rejected = story.status("bad.example")
    assert (rejected["status"], rejected["rejected_reason"]) == ("rejected", "nested_payload_is_no_object")
    assert story.status("asked.example", REQUEST)["status"] == "requested"
    extracted = story.status("Springfield, Nowhere", LOOKUP)
    assert (extracted["status"], extracted["core"]["present"]) == ("extracted", False)

    # What lands after the build is told as well, and takes nothing away.
    again = story.post(COMPANY, company("good.example", description="Again."))
    renewed = story.status("good.example")
    assert (renewed["status"], renewed["payload_id"]) == ("coalesced", again["payload_id"])
    assert renewed["landed_at"] > coalesced["landed_at"]
    assert renewed["first_landed_at"] == coalesced["first_landed_at"]
    story.post(COMPANY, company("bad.example"))
    assert story.status("bad.example")["status"] == "landed"

    story.build()
    assert story.status("bad.example")["status"] == "coalesced"
    assert story.status("good.example")["coalesced_at"] == renewed["landed_at"]
    assert module_warehouse.one("select count(*) from core.companies") == 2
    assert "example" not in status.log


def test_a_body_that_cannot_be_read_is_quarantined_until_a_readable_one_lands(
    story: Story, client: httpx.Client
) -> None:
    answer = story.post(COMPANY, b'{"company_domain": "unread.example", "raw_payload": {"name": "\\u0000"}}')
    assert answer["quarantined"]
    for _ in ("landed", "built"):
        found = story.status("unread.example")
        assert (found["status"], found["quarantine_code"]) == ("quarantined", "nul_character")
        assert found["payload_id"] == answer["payload_id"]
        story.build()
    story.post(COMPANY, company("unread.example"))
    assert story.status("unread.example")["status"] == "landed"
    story.build()
    assert story.status("unread.example")["status"] == "coalesced"
    listed = client.get("/api/workflows").json()["workflows"]
    counted = next(each for each in listed if each["workflow_slug"] == COMPANY)
    assert counted["coalesced"] >= 1


def test_aliases_are_followed(story: Story, client: httpx.Client) -> None:
    story.post(COMPANY, company("careersatdoordash.com"))
    entities = [{"entity_type": "company", "entity_key": key} for key in ("careersatdoordash.com", "doordash.com")]
    answer = client.post(PATH, json={"entities": entities}).json()["entities"]
    assert [entity["normalized_key"] for entity in answer] == ["doordash.com"] * 2
    assert [entity["workflows"][0]["workflow"] for entity in answer] == [COMPANY] * 2
