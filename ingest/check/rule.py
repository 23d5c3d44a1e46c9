"""A rule, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.check.project import Project


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        rule: name of the rule.
        where: workflow, model or file.
        what: a sentence on what is wrong and what to do.
    """

    rule: str
    where: str
    what: str


Checker = Callable[["Project"], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Rule:
    """A rule.

    Attributes:
        name: of the rule.
        says: one sentence, what must hold.
        checker: yields where and what for each thing that is wrong.
    """

    name: str
    says: str
    checker: Checker

    def findings(self, project: Project) -> Iterator[Finding]:
        """Yield what is wrong with a project."""
        for where, what in self.checker(project):
            yield Finding(self.name, where, what)


def rule(collected: list[Rule], says: str) -> Callable[[Checker], Checker]:
    """Make a decorator that adds a function to a list as a rule; the function's name becomes the rule's.

    Args:
        collected: list that the rule is added to.
        says: one sentence, what must hold.

    Returns:
        A decorator that leaves the function as it is.
    """

    def add(checker: Checker) -> Checker:
        name = getattr(checker, "__name__", "").strip("_").replace("_", "-")
        collected.append(Rule(name, says, checker))
        return checker

    return add
