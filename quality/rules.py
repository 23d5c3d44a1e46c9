"""What is expected, as the seed ``quality_expectations`` says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

import psycopg

from ingest.errors import Failure

_RULES_SQL = """
select expectation, subject, severity, threshold::float8, least_history, least_news, reason
from reference.quality_expectations
"""

Severity = Literal["critical", "warning", "off"]


@dataclass(frozen=True)
class Rule:
    """One row of the seed.

    Attributes:
        expectation: kind of expectation.
        subject: pattern of workflows, tables or columns; ``*`` stands for anything.
        severity: 'critical' stops, 'warning' is reported, 'off' is not looked at.
        threshold: where it begins to be unexpected.
        least_history: bodies, rows or days that must be known before anything is judged.
        least_news: new bodies or rows that are needed for a judgement.
        reason: why it is expected.
    """

    expectation: str
    subject: str
    severity: Severity
    threshold: float
    least_history: int
    least_news: int
    reason: str

    def is_about(self, subject: str) -> bool:
        """Tell whether the pattern fits a workflow, a table, or a column as ``schema.table.column``."""
        return fnmatchcase(subject, self.subject)

    def precision(self) -> tuple[int, int]:
        """Return what orders patterns: more letters that are given are more specific, then fewer stars."""
        stars = self.subject.count("*")
        return len(self.subject) - stars, -stars


class Rules:
    """The rows of the seed, and which of them holds for what."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        keys = [(rule.expectation, rule.subject) for rule in rules]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise Failure(f"quality_expectations says {twice[0][0]} of {twice[0][1]} twice: keep one row.")
        self._rules = sorted(rules, key=Rule.precision, reverse=True)

    def of(self, expectation: str, subject: str) -> Rule | None:
        """Find the rule that holds.

        Args:
            expectation: kind of expectation.
            subject: workflow, table, or column as ``schema.table.column``.

        Returns:
            The most specific rule whose pattern fits, or None when there is none or it is off.
        """
        for rule in self._rules:
            if rule.expectation == expectation and rule.is_about(subject):
                return None if rule.severity == "off" else rule
        return None


def load(connection: psycopg.Connection) -> Rules:
    """Read the seed.

    Args:
        connection: of the owner.

    Returns:
        All rules.

    Raises:
        Failure: the seed says something twice.
    """
    return Rules([Rule(*row) for row in connection.execute(_RULES_SQL).fetchall()])
