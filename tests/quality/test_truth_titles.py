"""Ranks and functions of labelled titles: the goals are met, and a wrong answer would be seen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bench.truth import titles
from tests.harness import PROJECT, SHARED, Warehouse

SAMPLE = PROJECT / "bench" / "truth" / "sample" / "job_title_labels.csv"
LABELLED = SHARED / "truth" / "job_title_labels.csv"


def test_the_sample_meets_the_goals(module_warehouse: Warehouse) -> None:
    with module_warehouse.connect() as connection:
        report = titles.score(connection, SAMPLE)
    assert [figure.name for figure in report.figures] == ["title seniority", "title function"]
    assert all(figure.is_met and figure.of == 50 for figure in report.figures), report.misses


@pytest.mark.shared
def test_the_labelled_titles_meet_the_goals(module_warehouse: Warehouse) -> None:
    with module_warehouse.connect() as connection:
        report = titles.score(connection, LABELLED)
    assert all(figure.is_met for figure in report.figures), [(f.name, f.share) for f in report.figures]


def test_a_wrong_label_is_a_miss_and_an_empty_one_is_not_judged(module_warehouse: Warehouse, tmp_path: Path) -> None:
    path = tmp_path / "job_title_labels.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(
            [
                ["title", "seniority_label", "function_label"],
                ["VP, Sales", "VP", "Sales-Marketing"],
                ["VP, Sales", "Manager", "Technical"],
                ["VP, Sales", "", ""],
            ]
        )
    with module_warehouse.connect() as connection:
        report = titles.score(connection, path)
    assert [(figure.right, figure.of, figure.is_met) for figure in report.figures] == [(1, 2, False)] * 2
    assert [miss[:3] for miss in report.misses] == [
        ("VP, Sales", "seniority Manager", "VP"),
        ("VP, Sales", "function Technical", "Sales-Marketing"),
    ]
    assert report.tables[0][1] == ["label", "Manager", "VP"]
    assert report.tables[0][2] == [["Manager", "0", "1"], ["VP", "0", "1"]]
