"""The answers to searches for lookalike companies, however a body holds them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]
RIVAL = {"id": "1", "name": "Rival", "domain": "rival.example"}
FOUND = {"items": [RIVAL], "metadata": {"scores": {"1": 0.87}}}


def answers_of(sql: Sql, body: Any) -> list[dict[str, Any]]:
    ((found,),) = sql("select reference.similar_company_answers(%s::jsonb)", [Jsonb(body)])
    return list(found)


@pytest.mark.parametrize("key", ["provider_response", "raw_response", "raw_payload", "response"])
@pytest.mark.parametrize("answer", [FOUND, json.dumps(FOUND), {**FOUND, "items": json.dumps(FOUND["items"])}])
def test_one_answer(sql: Sql, key: str, answer: Any) -> None:
    (found,) = answers_of(sql, {"domain": "a.example", key: answer})
    assert found == {
        "domain": "a.example",
        "status": None,
        "companies": [RIVAL],
        "scores": {"1": 0.87},
        "problem": None,
    }


def test_a_flat_answer(sql: Sql) -> None:
    (found,) = answers_of(sql, {"domain": "a.example", **FOUND})
    assert (found["domain"], found["companies"]) == ("a.example", [RIVAL])


def test_a_list_of_one_names_the_company(sql: Sql) -> None:
    (found,) = answers_of(sql, {"domains": ["a.example"], "provider_response": FOUND})
    assert found["domain"] == "a.example"
    (found,) = answers_of(sql, {"domains": ["a.example", "b.example"], "provider_response": FOUND})
    assert found["domain"] is None


def test_an_answer_for_each_domain(sql: Sql) -> None:
    body = {"provider_response": {"b.example": {"http_status": 500}, "a.example": FOUND, "note": "x"}}
    found = answers_of(sql, body)
    assert [(one["domain"], one["problem"], len(one["companies"])) for one in found] == [
        ("a.example", None, 1),
        ("b.example", "provider_error", 0),
    ]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({}, None),
        ({"items": []}, None),
        ({"items": None, "metadata": {}}, None),
        ({"message": "Company not found"}, None),
        ({"items": [], "http_status": 200}, None),
        ({"items": [None, 1, "x", [{}]]}, None),
        ({"http_status": 429}, "provider_error"),
        ({"items": [], "status_code": "503"}, "provider_error"),
        ({"error": "no credits left"}, "provider_error"),
        ({"success": False, "message": "no credits left"}, "provider_error"),
        ({"items": "none"}, "unreadable_answer"),
        ({"items": {"id": "1"}}, "unreadable_answer"),
        ({"data": 5}, "unreadable_answer"),
        ("<html>", "unreadable_answer"),
        (5, "unreadable_answer"),
    ],
)
def test_problems(sql: Sql, answer: Any, problem: str | None) -> None:
    (found,) = answers_of(sql, {"domain": "a.example", "provider_response": answer})
    assert (found["problem"], found["companies"]) == (problem, [])


def test_ids_alone(sql: Sql) -> None:
    (found,) = answers_of(sql, {"domain": "a.example", "results": ["urn:harmonic:company:1", "x", 5]})
    assert found["companies"] == [{"id": "urn:harmonic:company:1"}]


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "x",
        5,
        {},
        {"domain": "a.example"},
        {"domains": []},
        {"domain": "a.example", "items": None},
        {"domain": "a.example", "provider_response": "null"},
    ],
)
def test_a_request_has_no_answer(sql: Sql, body: Any) -> None:
    assert answers_of(sql, body) == []
