"""A shareable view of a target client: its filters follow what is known, its address is nobody else's."""

from __future__ import annotations

from tests.bodies import customers, discovery
from tests.harness import Body, Warehouse

FORETHOUGHT = "forethought.ai"


def asked(domain: str, slug: str | None = None) -> Body:
    """Return a request for a view."""
    return Body("create-target-client-view", {"domain": domain, "slug": slug})


def views(warehouse: Warehouse) -> dict[str, dict[str, object]]:
    """Build and return the views by domain."""
    warehouse.build()
    return {row["domain"]: row for row in warehouse.rows("select * from core.target_client_views")}


def test_it_follows_its_inputs_and_its_slug_is_unique(warehouse: Warehouse) -> None:
    industries = {"industries": ["Software Development"]}
    titles = {"primaryTitles": ["vpOfSupport"], "extendedTitles": ["supportManager"]}
    warehouse.land(
        [
            asked(FORETHOUGHT),
            Body("clay-find-companies", discovery(FORETHOUGHT, name="Forethought")),
            Body("clay-find-companies", discovery("upwork.com", name="Upwork")),
            Body("company-customers-structured", customers(FORETHOUGHT, ["Upwork"])),
            Body("icp-industries", {"domain": FORETHOUGHT, "raw_target_icp_industries_payload": industries}),
            Body("icp-job-titles", {"domain": FORETHOUGHT, "raw_target_icp_job_titles_payload": titles}),
        ]
    )
    view = views(warehouse)[FORETHOUGHT]
    assert (view["name"], view["slug"]) == ("Forethought", "forethought")
    assert view["filters"] == {
        "customer_domains": ["upwork.com"],
        "icp_industries": ["Software Development"],
        "icp_job_titles": ["VP of Support", "Support Manager"],
    }

    warehouse.land([asked(f"https://{FORETHOUGHT}/", " Forethought Démo!! ")])
    assert views(warehouse)[FORETHOUGHT]["slug"] == "forethought-demo"

    warehouse.land([asked("other.example", "forethought-demo"), asked(FORETHOUGHT)])
    found = views(warehouse)
    assert found[FORETHOUGHT]["slug"] == "forethought-demo"
    assert str(found["other.example"]["slug"]).startswith("forethought-demo-")
