"""Hard titles, labelled by hand: every one gets the rank and function that a reader would give it, or is hidden."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.bodies import job, profile
from tests.harness import Body, Warehouse

CASES = Path(__file__).with_name("job_titles.csv")
SINGLE_VALUES = "select name from reference.{} order by sort_order"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def classified(warehouse: Warehouse, titles: list[str | None]) -> list[tuple[str | None, str]]:
    rows = warehouse.sql(
        "select matched_seniority, matched_job_function from reference.classify_job_titles(%s::text[])", [titles]
    )
    return [(rank, function) for rank, function in rows]


def test_the_cases_are_many() -> None:
    assert len(cases()) >= 200


def test_every_case(module_warehouse: Warehouse) -> None:
    """Case, order, punctuation, look-alikes, other people's ranks, employers, what is over, and eleven languages."""
    answers = classified(module_warehouse, [case["title"] for case in cases()])
    wrong = {
        case["title"]: answer
        for case, answer in zip(cases(), answers, strict=True)
        if answer != (case["seniority"] or None, case["function"])
    }
    assert not wrong


def test_answers_are_words_of_the_vocabularies(module_warehouse: Warehouse) -> None:
    ranks = {name for (name,) in module_warehouse.sql(SINGLE_VALUES.format("seniorities"))}
    functions = {name for (name,) in module_warehouse.sql(SINGLE_VALUES.format("job_functions"))}
    rules = module_warehouse.sql("select rule_id, kind, value, implied_function from reference.job_title_rules")
    assert {value for _, kind, value, _ in rules if kind == "seniority" and value} <= ranks
    assert {value for _, kind, value, _ in rules if kind == "function" and value} <= functions
    assert {implied for *_, implied in rules if implied} <= functions
    answers = classified(module_warehouse, [case["title"] for case in cases()])
    assert {rank for rank, _ in answers if rank} == ranks
    assert {function for _, function in answers} == functions


def test_nothing_unclassified_is_listed(module_warehouse: Warehouse) -> None:
    """Readers ask for a rank, and for a function that is not Miscellaneous: what no rule knows has neither."""
    rows = module_warehouse.sql(
        "select title, matched_seniority, matched_job_function, function_rule, seniority_rule"
        " from reference.classify_job_titles(array[null, '', '🚀', 'Juggler of Knives', 'Zxqv'])"
    )
    assert [row[1:] for row in rows] == [(None, "Miscellaneous", "unclassified", "unclassified")] * 5


def test_phrases_are_folded_and_said_once(module_warehouse: Warehouse) -> None:
    """A phrase that is not as job_title_words writes it would never be found."""
    assert not module_warehouse.sql(
        "select phrase from reference.job_title_phrases"
        " where reference.job_title_words(phrase) is distinct from ', ' || phrase || ' ,'"
    )
    assert not module_warehouse.sql(
        "select rule.kind, said.phrase, said.match from reference.job_title_phrases as said"
        " join reference.job_title_rules as rule using (rule_id) group by 1, 2, 3 having count(*) > 1"
    )
    assert not module_warehouse.sql(
        "select rule_id from reference.job_title_rules where rule_id not in"
        " (select rule_id from reference.job_title_phrases)"
    )


def test_a_deciding_rule_is_kept(module_warehouse: Warehouse) -> None:
    rows = module_warehouse.sql(
        "select function_rule, seniority_rule, seniority_rules from reference.classify_job_titles(%s)",
        [["Founder & VP Sales", "CEO", "Accountant"]],
    )
    assert rows[0] == ("sales_decided", "founder", ["founder", "vp"])
    assert rows[1] == ("leads_company", "company_head", ["company_head"])
    assert rows[2] == ("finance", "no_rank_word", [])


@pytest.mark.parametrize("repeats", [1, 3])
def test_a_delivered_title_is_judged_once_and_reaches_the_person(warehouse: Warehouse, repeats: int) -> None:
    """Through the whole pipeline, at once and in steps; a second build changes nothing."""
    ada, bo, cy = (f"https://www.linkedin.com/in/{slug}-title" for slug in ("ada", "bo", "cy"))
    bodies = [
        Body("clay-find-people", {"linkedin_url": url, "raw_payload": {"url": url, "latest_experience_title": title}})
        for url, title in ((ada, "VP,  Head of SALES"), (bo, "vp, head of sales"), (cy, "Juggler of Knives"))
    ]
    for part in [bodies] if repeats == 1 else [[body] for body in bodies]:
        warehouse.land(part)
        warehouse.build("--select", "+core__person_job_titles,config.materialized:incremental")
    expected = [
        (ada, "VP, Head of SALES", "VP", "Sales", "vp", "sales_decided"),
        (bo, "VP, Head of Sales", "VP", "Sales", "vp", "sales_decided"),
        (cy, "Juggler of Knives", None, "Miscellaneous", "unclassified", "unclassified"),
    ]
    read = (
        "select linkedin_url, matched_cleaned_job_title, matched_seniority, matched_job_function,"
        " matched_seniority_source, matched_job_function_source from core.person_job_titles order by 1"
    )
    assert warehouse.sql(read) == expected
    assert warehouse.one("select count(*) from reference.job_title_rulings") == 2
    before = warehouse.table("reference.job_title_rulings")
    warehouse.build("--select", "reference__job_title_rulings+,config.materialized:incremental")
    assert warehouse.table("reference.job_title_rulings") == before
    assert warehouse.sql(read) == expected


def test_the_jobs_of_a_career_say_rank_and_function(warehouse: Warehouse) -> None:
    """By rules at first, then as a workflow answers; who has other titles is not written again."""
    careers: dict[str, list[str | None]] = {
        "ada-career": ["VP,  Head of SALES", None],
        "bo-career": ["vp, head of sales"],
        "cy-career": ["Juggler"],
    }
    read = (
        "select title, matched_cleaned_job_title, matched_job_function, matched_seniority"
        " from core.person_work_history order by linkedin_url, experience_order"
    )
    selected = ("--select", "+core__person_work_history,config.materialized:incremental")
    warehouse.land(
        [
            Body("clay-person-profile", profile(slug, [job("Acme", title, "2024") for title in titles]))
            for slug, titles in careers.items()
        ]
    )
    warehouse.build(*selected)
    by_rule = [
        ("VP, Head of SALES", "VP, Head of SALES", "Sales", "VP"),
        (None, None, None, None),
        ("vp, head of sales", "VP, Head of Sales", "Sales", "VP"),
        ("Juggler", "Juggler", "Miscellaneous", None),
    ]
    assert warehouse.sql(read) == by_rule
    written = "select linkedin_url, xmin::text from core.person_work_history where title = 'Juggler'"
    before = warehouse.sql(written)

    answer = {"latest_title": "VP, Head of Sales", "cleaned_job_title": "VP Sales", "seniority_level": "C-Level"}
    person = "https://www.linkedin.com/in/di-career"
    warehouse.land([Body("clay-find-people-title-enrichment", {"linkedin_url": person, **answer})])
    warehouse.build(*selected)
    answered = ("VP Sales", "Sales", "C-Level")
    assert warehouse.sql(read) == [
        (by_rule[0][0], *answered), by_rule[1], (by_rule[2][0], *answered), by_rule[3]
    ]  # fmt: skip
    assert warehouse.sql(written) == before


def test_a_title_of_any_length_is_a_job(warehouse: Warehouse) -> None:
    """What no index could hold does not stop the table."""
    long = "".join(chr(0x4E00 + 7 * number % 20000) for number in range(5000))
    warehouse.land([Body("clay-person-profile", profile("ada-long", [job("Acme", long, "2024")]))])
    warehouse.build("--select", "+core__person_work_history,config.materialized:incremental")
    assert warehouse.sql("select length(title), matched_job_function from core.person_work_history") == [
        (5000, "Miscellaneous")
    ]
