"""Expressions of cron: the client of Modal accepts any text, so ours are checked here."""

from __future__ import annotations

import pytest

from ingest.schedule import cron


@pytest.mark.parametrize(
    ("expression", "field", "values"),
    [
        ("*/20 * * * *", "minute", {0, 20, 40}),
        ("5/25 * * * *", "minute", {5, 30, 55}),
        ("1-9/4 * * * *", "minute", {1, 5, 9}),
        ("0 3 * * *", "hour", {3}),
        ("0 3 1,15 * *", "day", {1, 15}),
        ("0 3 * jan-mar *", "month", {1, 2, 3}),
        ("0 3 * * mon-fri", "weekday", {1, 2, 3, 4, 5}),
        ("0 3 * * 7", "weekday", {0}),
        ("0 3 29 2 *", "day", {29}),
        ("0 3 31 2 1", "weekday", {1}),
    ],
)
def test_what_cron_understands(expression: str, field: str, values: set[int]) -> None:
    assert cron.parse(expression)[field] == values


@pytest.mark.parametrize(
    "expression",
    [
        "", "* * * *", "* * * * * *", "@hourly", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *",
        "* * * * 8", "*/0 * * * *", "*/60 * * * *", "5-1 * * * *", "1, * * * *", "-5 * * * *", "a * * * *",
        "* *  * * *", " * * * * *", "1.5 * * * *", "* * * * sunday", "0 0 30 2 *", "0 0 31 4,6 *", "٣ * * * *",
        "*/ * * * *", "1-2-3 * * * *", "** * * * *", "? * * * *",
    ],
)  # fmt: skip
def test_what_cron_does_not_understand(expression: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        cron.parse(expression)
