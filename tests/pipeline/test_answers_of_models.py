"""What models and researchers answer reaches core in each of its shapes, and what says nothing does not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.harness import Body, Warehouse

FENCED = "```json\n{}\n```"


def fenced(value: Any) -> str:
    return FENCED.replace("{}", json.dumps(value))


def client(slug: str, domain: str, **values: Any) -> Body:
    return Body(slug, {"company_name": "C", "domain": domain, **values})


CUSTOMERS = {
    "sentence.example": {"result": "No specific customers were found."},
    "unable.example": {"result": "Unable to find any customers"},
    "listed.example": {"result": "No customers listed."},
    "over.example": {"result": "Here are the customers:\n- Acme\n- Globex"},
    "before.example": {"result": "Customers: Acme, Globex, and Initech."},
    "block.example": {"result": fenced(["Acme", "Globex"])},
}
CRITERIA = {"company_criteria": {"industries": ["SaaS"]}, "person_criteria": {"title_contains_any": ["VP"]}}
STUDY = {
    "success": True,
    "origin_company_name": "Vendor",
    "origin_company_domain": "vendor.example",
    "case_study_url": "https://vendor.example/cs/1",
    "company_customer_name": "Toasty",
    "customer_domain": "toasty.example",
    "customer_domain_found": True,
    "champions": [
        {"full_name": "Jane Exemplar", "job_title": "N/A", "company_name": "Toasty"},
        {"full_name": "Not mentioned", "job_title": "CTO"},
    ],
    "article_title": "T",
}
INDUSTRY_KEYS = ["llm_response", "openai_response", "model_response", "answer", "raw_response"]
MAPPING = {"technology": ["Software Development"]}

BODIES = [
    *(
        Body("company-customers-claygent", {"origin_company_domain": domain, "claygent_output": output})
        for domain, output in CUSTOMERS.items()
    ),
    Body(
        "company-customers-v2",
        {
            "origin_company_domain": "fence.example",
            "claygent_output": fenced({"customers": [{"companyName": "Umbra"}]}),
        },
    ),
    Body("company-customers-structured", {"origin_company_domain": "words.example", "customers": "Acme, Globex"}),
    Body(
        "company-customers-structured",
        {"origin_company_domain": "fences.example", "customers": fenced([{"companyName": "Umbra"}])},
    ),
    Body("gemini-extract-case-study-details", STUDY),
    client("ai-generate-target-client-icp", "t9.example", target_client_id="t9", success=True, icp=CRITERIA),
    client("ai-generate-target-client-icp", "t8.example", target_client_id="t8", icp=None),
    *(
        client(
            "icp-industries",
            f"{key.replace('_', '-')}.example",
            raw_target_icp_industries_payload={"industries": ["technology"]},
            **{key: MAPPING},
        )
        for key in INDUSTRY_KEYS
    ),
    client("icp-industries", "flat.example", raw_industries=["technology"], matched_mapping=MAPPING),
    client(
        "icp-job-titles",
        "titles.example",
        raw_target_icp_job_titles_payload={"extendedTitles": ["salesEngineer", "N/A"]},
    ),
    client("upsert-icp-criteria", "criteria.example", countries="USA, UK", job_titles="VP, Sales"),
    Body("infer-annual-commitment-required", {"domain": "yes.example", "annual_commitment_required": 1}),
    Body("infer-annual-commitment-required", {"domain": "no.example", "annual_commitment_required": "0"}),
]
EARLIER = [
    Body(
        "cleaned-company-name",
        {"domain": "wunder.example", "original_company_name": "WUNDER LLC", "cleaned_company_name": "Wunder"},
        "2026-01-01T00:00:00Z",
    ),
    Body(
        "icp-value-proposition",
        {"company_name": "W", "domain": "wunder.example", "raw_target_icp_value_prop_payload": {"valueProp": "Real"}},
        "2026-01-01T00:00:00Z",
    ),
]
LATER = [
    Body(
        "cleaned-company-name",
        {"domain": "wunder.example", "original_company_name": "WUNDER LLC", "cleaned_company_name": "N/A"},
        "2026-02-01T00:00:00Z",
    ),
    Body(
        "icp-value-proposition",
        {"company_name": "W", "domain": "wunder.example", "raw_target_icp_value_prop_payload": {"valueProp": "N/A"}},
        "2026-02-01T00:00:00Z",
    ),
]


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    module_warehouse.land([*BODIES, *EARLIER, *LATER])
    module_warehouse.build()
    return module_warehouse


def test_customers_are_named_and_sentences_about_none_are_not(built: Warehouse) -> None:
    named: dict[str, list[str]] = {}
    for domain, name in built.sql(
        "select origin_company_domain, customer_name from core.company_customers order by 1, customer_name"
    ):
        named.setdefault(domain, []).append(name)
    assert named == {
        "over.example": ["Acme", "Globex"],
        "before.example": ["Acme", "Globex", "Initech"],
        "block.example": ["Acme", "Globex"],
        "fence.example": ["Umbra"],
        "words.example": ["Acme", "Globex"],
        "fences.example": ["Umbra"],
        "vendor.example": ["Toasty"],
    }


def test_a_case_study_has_its_customer_and_only_people_who_are_named(built: Warehouse) -> None:
    found = built.sql(
        "select customer_domain from core.company_customers where origin_company_domain = 'vendor.example'"
    )
    assert found == [("toasty.example",)]
    champions = built.sql("select full_name, job_title, company_domain from core.case_study_champions")
    assert champions == [("Jane Exemplar", None, "toasty.example")]


def test_criteria_of_a_result_are_read(built: Warehouse) -> None:
    found = built.sql("select domain, industries, title_contains_any, rejected_reason from extracted.target_client_icp")
    assert sorted(found) == [
        ("t8.example", [], [], "no_answer"),
        ("t9.example", ["SaaS"], ["VP"], None),
    ]
    assert built.sql("select countries, job_titles from core.icp_criteria where domain = 'criteria.example'") == [
        (["United States", "United Kingdom"], ["VP, Sales"])
    ]


def test_industries_are_matched_under_every_key(built: Warehouse) -> None:
    found = dict(built.sql("select domain, matched_industries from extracted.icp_industries"))
    expected = [*(f"{key.replace('_', '-')}.example" for key in INDUSTRY_KEYS), "flat.example"]
    assert found == {domain: ["Software Development"] for domain in expected}


def test_words_for_nothing_displace_nothing(built: Warehouse) -> None:
    assert built.sql("select cleaned_name from core.companies where domain = 'wunder.example'") == [("Wunder",)]
    assert built.sql("select value_proposition from core.target_client_icps where domain = 'wunder.example'") == [
        ("Real",)
    ]
    assert built.sql("select extended_titles from extracted.icp_job_titles") == [(["Sales Engineer"],)]


def test_one_and_zero_are_yes_and_no(built: Warehouse) -> None:
    query = "select domain, value from core.company_inferences where attribute = 'annual_commitment_required'"
    found = dict(built.sql(query))
    assert found == {"yes.example": "yes", "no.example": "no"}


def test_nothing_is_missing(built: Warehouse) -> None:
    assert not built.sql("select * from ops.current_gaps")
