"""Ads in the answers of ad libraries."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"ads": [{"ad_id": 1}, "x"], "total_ads": 277}, [{"ad_id": 1}]),
        (
            {"results": [[{"adArchiveID": "1"}], [], [[{"adArchiveID": "2"}]]]},
            [{"adArchiveID": "1"}, {"adArchiveID": "2"}],
        ),
        ({"ads": None, "results": [{"id": "1"}]}, [{"id": "1"}]),
        ({"ads": {"ad_id": 1}}, [{"ad_id": 1}]),
        ({"ads": {"error": "rate limit"}}, None),
        ({"ads": None}, []),
        ({}, []),
        ([], []),
        ({"ads": "error"}, None),
        ({"total_ads": 3}, None),
        ({"message": "no credits"}, None),
    ],
)
def test_listed_ads(sql: Sql, answer: Any, expected: Any) -> None:
    assert sql("select reference.listed_ads(%s::jsonb)", [Jsonb(answer)]) == [(expected,)]


@pytest.mark.parametrize(
    ("ad", "expected"),
    [
        ({"ad_id": 652301}, "652301"),
        ({"creative_id": "CR1", "ad_id": ""}, "CR1"),
        ({"adArchiveID": "1068275031288917", "adid": "0"}, "1068275031288917"),
        ({"id": "99"}, "99"),
        (
            {"ad_id": None, "view_details_link": "https://www.linkedin.com/ad-library/detail/560774026?trk=x"},
            "560774026",
        ),
        ({"link": "633872143", "content": "Start"}, "633872143"),
        ({"link": "https://acme.example/2024"}, None),
        ({"ad_id": "9" * 201}, None),
        ({"ad_id": {}}, None),
        ({}, None),
    ],
)
def test_listed_ad_id(sql: Sql, ad: Any, expected: str | None) -> None:
    assert sql("select reference.listed_ad_id(%s::jsonb)", [Jsonb(ad)]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://www.linkedin.com/ad-library/detail/652301/", "652301"),
        ("652301", "652301"),
        ("https://www.linkedin.com/ad-library/search", None),
        ("https://www.linkedin.com/ad-library/detail/x", None),
        ("", None),
    ],
)
def test_ad_library_number(sql: Sql, value: str, expected: str | None) -> None:
    assert sql("select reference.ad_library_number(%s)", [value]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("No ads found for this domain", True),
        ("There are no active ads on Facebook.", True),
        ("no_ads_found", True),
        ("0 results", True),
        ("Ads not found", True),
        ("Could not find any ads", True),
        ("No ads credits left", False),
        ("No more results", False),
        ("Company not found", False),
        ("rate limit", False),
        ("", None),
        (None, None),
    ],
)
def test_says_no_ads(sql: Sql, value: str | None, expected: bool | None) -> None:
    assert sql("select reference.says_no_ads(%s)", [value]) == [(expected,)]
