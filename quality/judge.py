"""Great Expectations, held in memory: suites made from rules, judged on PostgreSQL, shown as Data Docs.

Nothing is sent anywhere (no analytics, no pixels in the pages), and nothing is written but the Data Docs.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2  # type: ignore[import-untyped]

from ingest.errors import Failure
from quality.rules import Rule

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read when the package is imported
with warnings.catch_warnings():
    # One of its modules imports them to read patterns of files, which are not used here.
    warnings.filterwarnings(
        "ignore", message="module 'sre_(constants|parse)' is deprecated", category=DeprecationWarning
    )
    import great_expectations as gx
    from great_expectations.core import ExpectationSuite, ValidationDefinition
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from great_expectations.expectations.core.expect_column_kl_divergence_to_be_less_than import (
        ExpectColumnKLDivergenceToBeLessThan,
    )
    from great_expectations.expectations.core.expect_column_proportion_of_non_null_values_to_be_between import (
        ExpectColumnProportionOfNonNullValuesToBeBetween,
    )
    from great_expectations.expectations.core.expect_table_row_count_to_be_between import (
        ExpectTableRowCountToBeBetween,
    )
    from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
    from great_expectations.expectations.expectation import Expectation
    from great_expectations.expectations.metadata_types import FailureSeverity

__all__ = [
    "Check",
    "ExpectColumnKLDivergenceToBeLessThan",
    "ExpectColumnProportionOfNonNullValuesToBeBetween",
    "ExpectTableRowCountToBeBetween",
    "Finding",
    "Judge",
    "no_rows",
    "severity",
]

FINDINGS = 20
"""Most rows that a finding shows."""


@dataclass(frozen=True)
class Check:
    """An expectation of a suite.

    Attributes:
        subject: workflow, table, or table and column.
        rule: row of the seed that asks for it.
        expectation: what Great Expectations judges.
    """

    subject: str
    rule: Rule
    expectation: Expectation


@dataclass(frozen=True)
class Finding:
    """What came of a check.

    Attributes:
        suite: name of the suite.
        subject: workflow, table, or table and column.
        rule: row of the seed that asked for it.
        is_met: True when all is as expected.
        unexpected: number of key paths, days or columns that are not as expected.
        details: up to 20 of them, with counts; no values of bodies.
    """

    suite: str
    subject: str
    rule: Rule
    is_met: bool
    unexpected: int = 0
    details: list[dict[str, Any]] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        """True when the run has to end here."""
        return not self.is_met and self.rule.severity == "critical"


def severity(rule: Rule) -> FailureSeverity:
    """Return the severity of a rule as Great Expectations calls it."""
    return FailureSeverity(rule.severity)


def no_rows(rule: Rule, description: str, columns: str, condition: str) -> UnexpectedRowsExpectation:
    """Expect that no row of the batch fulfils a condition.

    Args:
        rule: row of the seed that asks for it.
        description: what is expected, in words.
        columns: what a finding shows: keys and counts only.
        condition: SQL; thresholds of the rule are filled in where it says {history}, {news} or {threshold}.

    Returns:
        The expectation.
    """
    where = condition.format(history=rule.least_history, news=rule.least_news, threshold=rule.threshold)
    return UnexpectedRowsExpectation(
        # Both come from this package; what is filled in are numbers of the seed.
        unexpected_rows_query=f"select {columns} from {{batch}} where {where} order by 1, 2",  # noqa: S608
        description=description,
        severity=severity(rule),
    )


class Judge:
    """One run of Great Expectations against the warehouse."""

    def __init__(self, url: str) -> None:
        """Make a context in memory.

        Args:
            url: libpq URL of the warehouse, as its owner.
        """
        # Its default would make a folder for pages in the temporary folder of the machine.
        stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
        self._context = gx.get_context(
            mode="ephemeral", project_config=DataContextConfig(store_backend_defaults=stores, analytics_enabled=False)
        )
        self._context.enable_analytics(False)
        self._context.variables.progress_bars = ProgressBarsConfig(globally=False)
        # The address below is never used: every connection is made from the URL, which may name a socket.
        self._source = self._context.data_sources.add_postgres(  # type: ignore[call-arg]  # its stub has no kwargs
            "warehouse",
            connection_string="postgresql+psycopg2://warehouse@localhost/warehouse",
            create_temp_table=False,
            kwargs={"creator": lambda: psycopg2.connect(url, application_name="hq quality")},
        )

    def judge(self, suite: str, query: str, checks: Sequence[Check]) -> list[Finding]:
        """Judge the rows of a query.

        Args:
            suite: name of the suite; unique in this run.
            query: SQL of the batch; where findings show rows, it must return keys and counts only.
            checks: what is expected of the batch.

        Returns:
            One finding per check, in their order.

        Raises:
            Failure: Great Expectations could not evaluate a check (exit code 2).
        """
        if not checks:
            return []
        batch = self._source.add_query_asset(suite, query=query).add_batch_definition_whole_table(suite)
        asked = ExpectationSuite(suite)
        for number, check in enumerate(checks):
            check.expectation.meta = {"number": number, "subject": check.subject, "rule": check.rule.expectation}
            check.expectation.notes = check.rule.reason
            asked.add_expectation(check.expectation)
        validation = ValidationDefinition(name=suite, data=batch, suite=self._context.suites.add(asked))
        results = self._context.validation_definitions.add(validation).run(result_format={"result_format": "COMPLETE"})
        found: dict[int, Finding] = {}
        for result in results.results:
            config = result.expectation_config
            number = config.meta["number"] if config is not None and config.meta else -1
            check = checks[number]
            if result.exception_info and result.exception_info.get("raised_exception"):
                why = result.exception_info["exception_message"]
                raise Failure(f"{check.rule.expectation} of {suite} could not be checked: {why}", 2)
            found[number] = _finding(suite, check, bool(result.success), result.result)
        return [found[number] for number in range(len(checks))]

    def write_docs(self, folder: Path) -> None:
        """Write the Data Docs of everything that was judged in this run, as Great Expectations makes them.

        Args:
            folder: where the pages go.
        """
        self._context.add_data_docs_site(
            "quality",
            {
                "class_name": "SiteBuilder",
                "show_how_to_buttons": False,  # type: ignore[typeddict-unknown-key]
                "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
                "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
            },
        )
        self._context.build_data_docs(["quality"])


def _finding(suite: str, check: Check, is_met: bool, result: dict[str, Any]) -> Finding:
    details = result.get("details") or {}
    rows = details.get("unexpected_rows")
    observed = result.get("observed_value")
    if rows is not None:
        return Finding(
            suite, check.subject, check.rule, is_met, int(observed or 0), [dict(row) for row in rows[:FINDINGS]]
        )
    shown = [] if observed is None else [{"observed": observed}]
    return Finding(suite, check.subject, check.rule, is_met, 0 if is_met else 1, shown)
