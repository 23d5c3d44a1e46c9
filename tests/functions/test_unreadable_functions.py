"""Keys of bodies that nobody could read: seen in the bytes, never raised over."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Sql = Callable[..., list[tuple[Any, ...]]]
CALL = "select reference.key_of_unreadable_body(%s::bytea, %s::text[], %s)"


@pytest.mark.parametrize(
    ("body", "paths", "kind", "key"),
    [
        (b'{"domain": "WWW.Acme.example/x", "a": "\\u0000"}', ["domain"], "domain", "acme.example"),
        (b'{"raw": {"domain": "acme.example"}, "a": "\\u0000"}', ["raw.domain"], "domain", "acme.example"),
        (b'{"domain" : "acme.example", "cut": ', ["other", "raw.domain"], "domain", "acme.example"),
        ('{"domain": "acme.example"}'.encode("utf-16-le"), ["domain"], "domain", "acme.example"),
        (b'{"name": "\xff", "domain": "acme.example"', ["domain"], "domain", "acme.example"),
        (b'{"url": "linkedin.com/in/Ada/"', ["url"], "person_linkedin_url", "https://www.linkedin.com/in/ada"),
        (b'{"name": "Acme Ventures"', ["name"], "text", "acme ventures"),
        (b'{"domain": "no host"', ["domain"], "domain", None),
        (b'{"domain": "acme.example"}', ["other"], "domain", None),
        (b'{"a.b": "x"', ["a(b"], "text", None),
        (b"", ["domain"], "domain", None),
        (None, ["domain"], "domain", None),
        (b'{"domain": "acme.example"}', None, "domain", None),
        (b'{"name": "' + b"x" * 5000 + b'"', ["name"], "text", "x" * 200),
    ],
)
def test_the_key_is_seen(sql: Sql, body: bytes | None, paths: list[str] | None, kind: str, key: str | None) -> None:
    assert sql(CALL, [body, paths, kind]) == [(key,)]


@given(body=st.binary(max_size=200), path=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_raises(sql: Sql, body: bytes, path: str) -> None:
    for kind in ("domain", "text", None):
        sql(CALL, [body, [path], kind])
