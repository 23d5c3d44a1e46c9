"""``hq check``: registry, raw tables, models, gap tests, bodies and documents agree, both ways."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.check import rules_bodies, rules_docs, rules_models, rules_registry
from ingest.check.project import Project
from ingest.check.rule import Finding, Rule

RULES: tuple[Rule, ...] = (*rules_registry.RULES, *rules_models.RULES, *rules_bodies.RULES, *rules_docs.RULES)
"""Every rule that needs files and the manifest only."""


def check(project: Project, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """Apply rules to a project.

    Args:
        project: its files and manifest.
        rules: to apply.

    Returns:
        What is wrong, in the order of the rules.
    """
    return [finding for rule in rules for finding in rule.findings(project)]
