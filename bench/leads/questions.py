"""What the dashboard asks, with other arguments at each call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import md5
from typing import Any

FUNCTIONS = ("Sales", "Engineering", "Marketing", "Operations", "Finance", "Human Resources", "Legal")
SENIORITIES = ("Manager", "Director", "Senior", "VP", "Head", "C-Level", "Owner")
COUNTRIES = ("United States", "United Kingdom", "Germany", "India", "France")
SIZES = ("1-10", "11-50", "51-100", "1001-5000")
INDUSTRIES = ("Software Development", "Financial Services", "Retail", "Construction", "Insurance")


@dataclass(frozen=True)
class Question:
    """One kind of query.

    Attributes:
        name: what is asked, as people read it.
        sql: the query with placeholders.
        arguments: the arguments of the n-th call.
        is_page: True for what a page waits for; False for counts and searches that may take longer.
        is_deep: True for a deep page, for which a small table may as well be read whole; it has the goal all the same.
    """

    name: str
    sql: str
    arguments: Callable[[int], list[Any]]
    is_page: bool = True
    is_deep: bool = False


def company(n: int) -> str:
    """Return a company by its rank: every seventh call asks for one of the largest, the others for one of any size."""
    return f"company-{1 + n % 5 if n % 7 == 0 else 20 + n * n}.example"


LEADS = "select * from core.leads "
PAGE = " order by linkedin_url limit 50"

QUESTIONS = [
    Question("leads, first page", LEADS + PAGE, lambda n: []),
    Question(
        "leads, next page by key",
        LEADS + "where linkedin_url > %s" + PAGE,
        lambda n: [f"https://www.linkedin.com/in/person-{n % 16:x}"],
    ),
    Question("leads of a function", LEADS + "where matched_job_function = %s" + PAGE, lambda n: [FUNCTIONS[n % 7]]),
    Question(
        "leads of two functions and two seniorities",
        LEADS + "where matched_job_function = any(%s) and matched_seniority = any(%s)" + PAGE,
        lambda n: [[FUNCTIONS[n % 7], FUNCTIONS[(n + 3) % 7]], [SENIORITIES[n % 7], SENIORITIES[(n + 2) % 7]]],
    ),
    Question(
        "leads of a function, seniority, industry, size and country",
        LEADS + "where matched_job_function = %s and matched_seniority = %s and matched_industry = %s"
        " and employee_range = %s and person_country = %s" + PAGE,
        lambda n: [FUNCTIONS[n % 7], SENIORITIES[n % 7], INDUSTRIES[n % 5], "51-100", COUNTRIES[n % 5]],
    ),
    Question(
        "leads of an industry, size and both countries",
        LEADS
        + "where matched_industry = %s and employee_range = %s and person_country = %s and company_country = %s"
        + PAGE,
        lambda n: [INDUSTRIES[n % 5], SIZES[n % 4], COUNTRIES[n % 5], COUNTRIES[(n + 1) % 5]],
    ),
    Question(
        "leads of a function, twentieth page by offset",
        LEADS + "where matched_job_function = %s" + PAGE + " offset 1000",
        lambda n: [FUNCTIONS[n % 7]],
    ),
    Question(
        "leads of a function and a city that nobody lives in",
        LEADS + "where matched_job_function = %s and person_city = %s" + PAGE,
        lambda n: [FUNCTIONS[n % 7], f"Nowhere {n}"],
        False,
    ),
    Question(
        "leads in a country, by part of its name",
        LEADS + "where person_country ilike %s" + PAGE,
        lambda n: [f"%{COUNTRIES[n % 5][:6]}%"],
    ),
    Question("leads at a company", LEADS + "where company_domain = %s" + PAGE, lambda n: [company(n)]),
    Question(
        "leads new in role",
        LEADS + "where job_start_date >= date '2026-01-01' - %s::integer"
        " order by job_start_date desc, linkedin_url limit 50",
        lambda n: [10 + n],
    ),
    Question(
        "leads recently promoted",
        "select * from core.leads_recently_promoted where promotion_date >= date"
        " '2026-01-01' - 180 and matched_job_function = %s order by promotion_date desc, linkedin_url limit 50",
        lambda n: [FUNCTIONS[n % 7]],
    ),
    Question(
        "leads at a portfolio",
        "select * from core.leads_at_vc_portfolio where vc_name = %s order by linkedin_url limit 50",
        lambda n: [f"Investor {n % 500}"],
    ),
    Question(
        "leads at any portfolio",
        "select * from core.leads_at_vc_portfolio order by linkedin_url, vc_name limit 50",
        lambda n: [],
    ),
    Question(
        "leads by past employer", "select * from core.get_leads_by_past_employer(%s, 50, 0)", lambda n: [[company(n)]]
    ),
    Question(
        "leads by ten past employers",
        "select * from core.get_leads_by_past_employer(%s, 50, 0)",
        lambda n: [[company(n * 10 + k) for k in range(10)]],
    ),
    Question(
        "leads by a past employer, second page, written as an address",
        "select * from core.get_leads_by_past_employer(%s, 100, 100)",
        lambda n: [[f"https://www.{company(n)}/careers?x=1"]],
    ),
    Question(
        "leads by past employers of odd spelling, or unknown",
        "select * from core.get_leads_by_past_employer(%s, 50, 0)",
        lambda n: [[f"unknown-{n}.example", "", "no domain", None, "X" * 3000, company(n)]],
    ),
    Question(
        "leads by the two largest past employers, page 20",
        "select * from core.get_leads_by_past_employer(%s, 50, 950)",
        lambda n: [["company-1.example", "company-2.example"]],
        is_page=False,
        is_deep=True,
    ),
    Question(
        "leads by customers of an unknown company",
        "select * from core.get_leads_by_company_customers(%s, 50, 0)",
        lambda n: [f"unknown-{n}.example"],
    ),
    Question(
        "leads by a company's customers, page 10",
        "select * from core.get_leads_by_company_customers(%s, 100, 900)",
        lambda n: [f"company-{50 * (1 + n % 40)}.example"],
        is_page=False,
        is_deep=True,
    ),
    Question("a company by its domain", "select * from core.companies_full where domain = %s", lambda n: [company(n)]),
    Question(
        "a person by address",
        "select * from core.people_full where linkedin_url = %s",
        lambda n: [f"https://www.linkedin.com/in/person-{md5(str(1 + n * 37).encode()).hexdigest()}"],
    ),
    Question(
        "leads by a company's customers",
        "select * from core.get_leads_by_company_customers(%s, 50, 0)",
        lambda n: [f"company-{50 * (1 + n % 40)}.example"],
    ),
    Question(
        "hidden leads for want of a country",
        "select * from core.hidden_leads where missing_fields @> array['person_country'] limit 50",
        lambda n: [],
    ),
    Question(
        "people of a function",
        "select * from core.people_full where matched_job_function = %s" + PAGE,
        lambda n: [FUNCTIONS[n % 7]],
    ),
    Question(
        "companies of an industry",
        "select * from core.companies_full where matched_industry = %s order by domain limit 50",
        lambda n: [INDUSTRIES[n % 5]],
    ),
    Question(
        "count of past employees, at most 100,000",
        "select count(*) from core.get_leads_by_past_employer(%s, 100000, 0)",
        lambda n: [[company(n)]],
        False,
    ),
    Question(
        "count of customers' past employees, at most 100,000",
        "select count(*) from core.get_leads_by_company_customers(%s, 100000, 0)",
        lambda n: [f"company-{50 * (1 + n % 40)}.example"],
        False,
    ),
    Question(
        "count of leads of a function",
        "select count(*) from core.leads where matched_job_function = %s",
        lambda n: [FUNCTIONS[n % 7]],
        False,
    ),
    Question(
        "leads by part of a rare company name",
        LEADS + "where company_name ilike %s" + PAGE,
        lambda n: [f"%y 9{n % 10}77%"],
        False,
    ),
]


def status_questions(runs: int) -> list[Question]:
    """Return what is asked of the status of enrichments.

    Args:
        runs: how many there are.
    """
    companies, people = max(runs // 16, 10), max(runs // 6, 10)
    status = "select * from reference.get_enrichment_status(%s, %s)"
    return [
        Question("status of a company", status, lambda n: ["company", [f"company-{1 + n * 97 % companies}.example"]]),
        Question(
            "status of a person",
            status,
            lambda n: ["person", [f"linkedin.com/in/person-{1 + n * 97 % people}"]],
        ),
        Question("status of an unknown company", status, lambda n: ["company", [f"unknown-{n}.example"]]),
        Question(
            "status of 50 companies",
            status,
            lambda n: ["company", [f"https://www.company-{1 + (n * 50 + k) % companies}.example/" for k in range(50)]],
            False,
        ),
        Question("status of all workflows", "select * from reference.workflow_status", lambda n: [], False),
    ]
