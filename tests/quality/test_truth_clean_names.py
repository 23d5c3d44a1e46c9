"""Cleaned names of companies against labels: our own sample, and open data where it is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bench.truth.clean_names import score
from bench.truth.figures import Report
from tests.harness import PROJECT, SHARED, Warehouse

FILE = "company_raw_to_clean_name.csv"


@pytest.fixture
def connection(module_warehouse: Warehouse) -> Iterator[psycopg.Connection[Any]]:
    with module_warehouse.connect() as opened:
        yield opened


def shares(report: Report) -> dict[str, float]:
    return {figure.name: figure.share for figure in report.figures}


def test_the_sample_is_cleaned(connection: psycopg.Connection[Any]) -> None:
    report = score(connection, PROJECT / "bench" / "truth" / "sample" / FILE)
    assert report.misses == []
    assert shares(report)["all names"] == 1


def test_a_wrong_answer_is_counted(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    labels = tmp_path / FILE
    labels.write_text("raw_name,clean_name,changed\nFern,Fern,0\nMoss,Reed,1\nFern Inc,Fern,1\nfern,Fern,1\n")
    report = score(connection, labels)
    assert [(figure.right, figure.of) for figure in report.figures] == [(1, 1), (1, 3), (1, 1), (2, 4)]
    assert [(miss[0], miss[1], miss[2]) for miss in report.misses] == [
        ("Moss", "Reed", "Moss"),
        ("fern", "Fern", "fern"),
    ]
    assert report.figures[0].is_met


@pytest.mark.shared
def test_the_open_labels_are_met(connection: psycopg.Connection[Any]) -> None:
    report = score(connection, SHARED / "truth" / FILE)
    assert all(figure.is_met for figure in report.figures), report.figures
    assert shares(report)["names that change and begin with their label"] >= 0.5
