"""The shape of a text, by which rows are told whose columns have shifted."""

from collections.abc import Callable
from typing import Any

import pytest

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (None, None),
        ("", None),
        ("null", None),
        ("San Francisco", "words"),
        ("Washington, D.C.", "words"),
        ("St. Louis", "words"),
        ("St.Gallen", "words"),
        ("P.R.China", "words"),
        ("U.S.A.", "words"),
        ("M/C Partners", "words"),
        ("Novo A/S", "words"),
        ("500 Startups", "words"),
        ("8VC", "words"),
        ("3M", "words"),
        ("1-800-Flowers", "words"),
        ("24-7", "words"),
        ("e.ventures", "words"),
        ("Amplify.LA", "words"),
        ("Series A", "words"),
        ("urn:li:company:5", "words"),
        ("lumen.io", "domain"),
        ("3wVentures.com", "domain"),
        ("www.lumen.io", "url"),
        ("HTTPS://Lumen.example/about us", "url"),
        ("acme.com/about", "url"),
        ("https://www.crunchbase.com/organization/lumen", "profile_url"),
        ("de.linkedin.com/company/lumen", "profile_url"),
        ("pat@lumen.example", "email"),
        ("$1M to $10M", "money"),
        ("€3M", "money"),
        ("5000000 USD", "money"),
        ("1517", "number"),
        ("10,001+", "number"),
        ("2019", "number"),
        ("2019-05-01", "date"),
        ("May 2019", "date"),
        ("11-50", "range"),
        ("51-200 employees", "range"),
        ("c_00051_00100", "range"),
        ("1M-5M", "range"),
        ("10 to 50", "range"),
        ("Builds laser links between ships. " * 5, "long_text"),
        ("https://lumen.example/" + "x" * 200, "url"),
    ],
)
def test_text_shape(sql: Sql, value: str | None, shape: str | None) -> None:
    assert sql("select reference.text_shape(%s::text)", [value]) == [(shape,)]
