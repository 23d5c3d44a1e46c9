"""Names of companies find the right domain, measured with labelled answers through the pipeline."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bench.truth import __main__ as truth
from bench.truth import company_names
from bench.truth.figures import Figure, Report
from tests.harness import PROJECT, SHARED, Warehouse

SAMPLE = PROJECT / "bench" / "truth" / "sample"
COMPANIES = SAMPLE / "clay-find-companies.ndjson"


@pytest.fixture(scope="module")
def reports(module_warehouse: Warehouse) -> dict[str, Report]:
    paths = [path for path in sorted(SAMPLE.glob("*.csv")) if path.stem in company_names.KINDS]
    with module_warehouse.connect() as connection:
        company_names.land_companies(connection, COMPANIES)
        for path in paths:
            company_names.land(connection, path)
        module_warehouse.build("--select", *company_names.MODELS)
        return {path.stem: company_names.score(connection, path) for path in paths}


def test_the_sample_is_measured(reports: dict[str, Report]) -> None:
    assert set(reports) == {"customer_name_to_domain", "general_name_to_domain", "uk_legal_name_to_domain"}
    assert all(figure.of for report in reports.values() for figure in report.figures)


def test_every_goal_is_met(reports: dict[str, Report]) -> None:
    missed = [figure for report in reports.values() for figure in report.figures if not figure.is_met]
    assert not missed


@pytest.mark.parametrize("kind", ["general_name_to_domain", "uk_legal_name_to_domain"])
def test_a_name_that_is_known_is_found_and_no_other(reports: dict[str, Report], kind: str) -> None:
    shares = {figure.name: figure.share for figure in reports[kind].figures}
    assert shares["given domains that are right, company known"] >= 0.98
    assert shares["found, known under this name"] >= 0.98
    assert shares["no answer where the company is not known"] >= 0.95


def test_a_wrong_answer_is_a_miss_and_lowers_the_figures(
    reports: dict[str, Report], module_warehouse: Warehouse, tmp_path: Path
) -> None:
    known = module_warehouse.one("select min(company_domain) from extracted.company_names")
    source = SAMPLE / "customer_name_to_domain.csv"
    with source.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row["true_domain"] = known
    wrong = tmp_path / source.name
    with wrong.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with module_warehouse.connect() as connection:
        report = company_names.score(connection, wrong)
    precision = report.figures[0]
    assert precision.of >= reports[source.stem].figures[0].of
    assert precision.share < 0.05
    assert not precision.is_met
    assert len(report.misses) >= precision.of


def test_unknown_files_are_said_to_be_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "weather.csv").write_text("a,b\n", encoding="utf-8")
    assert truth.main([str(tmp_path)]) == 2
    assert "weather.csv: skipped" in capsys.readouterr().err


def test_a_report_says_which_goal_is_missed() -> None:
    report = Report("Names", [Figure("found", 1, 2, 0.9, "why")], [], [("Rules", ["rule", "right"], [["name", "1"]])])
    assert "| found | 50.00% | 1 | 2 | 90.0% MISSED | why |" in truth.lines_of([report])


@pytest.mark.shared
@pytest.mark.long
def test_the_full_labels_of_customers(warehouse: Warehouse) -> None:
    path = SHARED / "truth" / "customer_name_to_domain.csv"
    with warehouse.connect() as connection:
        company_names.land_companies(connection, SHARED / "data" / "clay-find-companies.ndjson.gz")
        company_names.land(connection, path)
        warehouse.build("--select", *company_names.MODELS)
        shares = {figure.name: figure.share for figure in company_names.score(connection, path).figures}
    names = list(shares)
    assert shares[names[0]] >= 0.995
    assert shares[names[1]] >= 0.99
    assert shares[names[2]] >= 0.75
    assert shares[names[3]] >= 0.99
