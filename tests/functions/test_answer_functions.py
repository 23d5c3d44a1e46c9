"""The answer of a model, wherever and however a body holds it."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]
ANSWER = {"free_trial": "yes", "explanation": "14 days, no card {really}"}
KEYS = [
    "llm_response",
    "model_response",
    "gemini_response",
    "openai_response",
    "answer",
    "output",
    "raw_response",
    "response",
]


def answer_of(sql: Sql, body: Any) -> dict[str, Any]:
    ((found,),) = sql("select reference.model_answer(%s::jsonb)", [Jsonb(body)])
    assert set(found) == {"object", "text", "problem", "model"}
    return dict(found)


def gemini(*texts: Any, **candidate: Any) -> dict[str, Any]:
    parts = [text if isinstance(text, dict) else {"text": text} for text in texts]
    return {
        "candidates": [{"content": {"role": "model", "parts": parts}, "finishReason": "STOP", **candidate}],
        "usageMetadata": {"totalTokenCount": 3},
        "modelVersion": "gemini-2.5-flash",
    }


def openai(content: Any, **choice: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    return {"model": "gpt-5", "choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}]}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "value",
    [
        ANSWER,
        json.dumps(ANSWER),
        json.dumps(json.dumps(ANSWER)),
        f"```json\n{json.dumps(ANSWER, indent=2)}\n```\n",
        f"```\n{json.dumps(ANSWER)}\n```",
        f"Here is the JSON you asked for:\n\n{json.dumps(ANSWER)}\n\nLet me know, {{name}}.",
        f'The "key" [1] of {{x}}: {json.dumps(ANSWER)}',
        json.dumps(ANSWER)[:-1] + " ,\n}",
        gemini(json.dumps(ANSWER)),
        gemini({"text": '{"free_trial": "no"}', "thought": True}, json.dumps(ANSWER)[:20], json.dumps(ANSWER)[20:]),
        json.dumps(gemini("```json\n" + json.dumps(ANSWER) + "\n```")),
        openai(json.dumps(ANSWER)),
        openai([{"type": "text", "text": json.dumps(ANSWER)}]),
        {"response": gemini(json.dumps(ANSWER))},
    ],
)
def test_an_object_is_found(sql: Sql, key: str, value: Any) -> None:
    found = answer_of(sql, {"domain": "acme.com", "error": None, key: value})
    assert (found["object"], found["text"], found["problem"]) == (ANSWER, None, None)


@pytest.mark.parametrize(("written", "read"), [("\n", "\n"), ("\t", "\t"), ("\r\n", " \n"), ("\x19", " ")])
def test_control_characters_in_strings_are_read(sql: Sql, written: str, read: str) -> None:
    body = {"llm_response": f'```json\n{{"free_trial": "yes",\n "explanation": "14 days,{written}no card"}}\n```'}
    assert answer_of(sql, body)["object"] == {"free_trial": "yes", "explanation": f"14 days,{read}no card"}


def test_an_envelope_may_be_the_body(sql: Sql) -> None:
    found = answer_of(sql, {"domain": "acme.com", **gemini(json.dumps(ANSWER))})
    assert found == {"object": ANSWER, "text": None, "problem": None, "model": "gemini-2.5-flash"}
    found = answer_of(sql, {"domain": "acme.com", **openai(json.dumps(ANSWER))})
    assert found == {"object": ANSWER, "text": None, "problem": None, "model": "gpt-5"}


def test_a_flat_body_is_the_answer(sql: Sql) -> None:
    body = {"domain": "acme.com", "model": "m-1", **ANSWER}
    assert answer_of(sql, body) == {"object": body, "text": None, "problem": None, "model": "m-1"}


def test_candidates_of_an_answer_are_no_envelope(sql: Sql) -> None:
    body = {"candidates": [{"domain": "carrefour.it", "confidence": "high"}], "choices": [{"name": "a"}]}
    assert answer_of(sql, body)["object"] == body


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("501-1,000 employees", "501-1,000 employees"),
        (" Unknown\n", "Unknown"),
        ("```\n501-1000\n```", "501-1000"),
        ("```text\r\n501-1000\r\n```", "501-1000"),
        ("```501-1000```", "501-1000"),
        ("```501-1000", "501-1000"),
        ("- Software\n- Banking", "- Software\n- Banking"),
        ('{"a": "b', '{"a": "b'),
        ('{"pages": [{"url": "/vs/a"}, {"url": "/v', '{"pages": [{"url": "/vs/a"}, {"url": "/v'),
        (5, "5"),
        (True, "true"),
        ([{"a": 1}, {"a": 2}], '[{"a": 1}, {"a": 2}]'),
        ('```json\n[{"a": 1}, {"a": 2},]\n```', '[{"a": 1}, {"a": 2}]'),
        ([], "[]"),
        ("[]", "[]"),
        (gemini("Mountain View"), "Mountain View"),
    ],
)
def test_text_is_kept_when_there_is_no_object(sql: Sql, value: Any, expected: str) -> None:
    found = answer_of(sql, {"llm_response": value})
    assert (found["object"], found["text"], found["problem"]) == (None, expected, None)


def test_the_first_key_that_holds_something_counts(sql: Sql) -> None:
    assert answer_of(sql, {"response": "b", "llm_response": "a"})["text"] == "a"
    assert answer_of(sql, {"response": "b", "llm_response": None, "answer": ""})["text"] == "b"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, "no_answer"),
        ({"llm_response": None, "domain": "acme.com"}, "no_answer"),
        ({"llm_response": "", "domain": "acme.com"}, "no_answer"),
        ({"answer": "null"}, "no_answer"),
        ({"answer": {}}, "no_answer"),
        (None, "no_answer"),
        ({"candidates": []}, "no_answer"),
        (gemini(), "no_answer"),
        (gemini(""), "no_answer"),
        ({"llm_response": gemini({"text": "I think", "thought": True})}, "no_answer"),
        ({"llm_response": {"choices": []}}, "no_answer"),
        ({"candidates": [{"finishReason": "OTHER"}]}, "answer_blocked"),
        (gemini(json.dumps(ANSWER), finishReason="SAFETY"), "answer_blocked"),
        ({"candidates": [], "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}, "answer_blocked"),
        ({"promptFeedback": {"blockReason": "SAFETY"}}, "answer_blocked"),
        ({"answer": openai(None, finish_reason="content_filter")}, "answer_blocked"),
        (openai(None, message={"content": None, "refusal": "No."}), "answer_blocked"),
        (gemini('{"a": "b', finishReason="MAX_TOKENS"), "answer_cut_off"),
        (gemini(finishReason="MAX_TOKENS"), "answer_cut_off"),
        (openai('{"a": "b', finish_reason="length"), "answer_cut_off"),
        ({"error": {"code": 429, "message": "Quota"}}, "provider_error"),
        ({"llm_response": {"error": {"code": 400}}, "domain": "acme.com"}, "provider_error"),
        ({"llm_response": "", "error": {"code": 400}}, "provider_error"),
        ({"success": False, "error": "HTTP 404", "domain": "acme.com"}, "provider_error"),
        ({"success": "false", "error": "timeout"}, "provider_error"),
    ],
)
def test_problems(sql: Sql, body: Any, problem: str) -> None:
    found = answer_of(sql, body)
    assert (found["problem"], found["object"]) == (problem, None)


def test_a_whole_object_at_the_token_limit_is_an_answer(sql: Sql) -> None:
    found = answer_of(sql, gemini(json.dumps(ANSWER) + " And so", finishReason="MAX_TOKENS"))
    assert (found["object"], found["problem"]) == (ANSWER, None)


@given(
    answer=st.dictionaries(
        st.text("ab\"\\{}[],: '\n`é", max_size=6),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text('ab"\\{}[],: `\n', max_size=8)),
            lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text("ab", max_size=2), inner)),
            max_leaves=6,
        ),
        min_size=1,
        max_size=4,
    ),
    before=st.sampled_from(["", "Here it is: ", "```json\n", "{x} [y] it's, ", "1. "]),
    after=st.sampled_from(["", "\n```", " Done. {z}", ' "quoted" {']),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_object_is_found_in_prose(sql: Sql, answer: dict[str, Any], before: str, after: str) -> None:
    for written in (json.dumps(answer), json.dumps(answer, indent=1, ensure_ascii=False)):
        assert sql("select reference.json_in_text(%s)", [before + written + after]) == [(answer,)]


@pytest.mark.parametrize(
    "text", ["{" * 300_000 + "}", '{"' * 150_000 + "}", '{"a":[' + "," * 300_000 + "}", '"{"' * 99_999]
)
def test_long_text_is_read_once(sql: Sql, text: str) -> None:
    started = time.monotonic()
    assert sql("select reference.json_in_text(%s)", [text]) == [(None,)]
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([], []),
        ("[]", []),
        ("", []),
        ([None, " ", {}, {"title": ""}], [{}, {"title": ""}]),
        ([{"url": "/a"}, 1, None], [{"url": "/a"}]),
        ('[{"title": "A"}, [{"colour": "red"}]]', [{"title": "A"}, {"colour": "red"}]),
        (
            ["Growth", "Growth at scale", "/events/a", "https://a.example/b c"],
            [{"title": "Growth"}, {"title": "Growth at scale"}, {"url": "/events/a"}, {"url": "https://a.example/b c"}],
        ),
        (None, None),
        ("many", None),
        ({"title": "A"}, [{"title": "A"}]),
        ('{"url": "/a"}', [{"url": "/a"}]),
        ({}, None),
        ({"colour": "red"}, None),
        ([1, True], None),
        ([{"colour": "red"}], None),
        ([{"title": None, "parts": []}], None),
    ],
)
def test_entries_are_read_or_the_list_is_none(sql: Sql, value: Any, expected: Any) -> None:
    statement = "select reference.listed_entries(%s::jsonb, '{title,url}')"
    assert sql(statement, [None if value is None else Jsonb(value)]) == [(expected,)]
