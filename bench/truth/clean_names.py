"""Measure the cleaned names of companies (rule N7) against labels."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import psycopg

from bench.truth.figures import Figure, Report

UNCHANGED_GOAL = 0.95
"""Share of names labelled 'stays as it is' that stay."""

_REASONS = {
    "form": "the label keeps the legal form, or a part of it",
    "case": "the label has the case of the brand, which the name does not show",
    "words": "the label leaves words out, or joins or parts them",
    "knowledge": "the label says what the name does not",
}


def score(connection: psycopg.Connection[Any], path: Path) -> Report:
    """Clean every name of a file and compare it with its label.

    Args:
        connection: an initialised warehouse, as its owner.
        path: CSV with raw_name, clean_name and changed (0 or 1).

    Returns:
        Exact matches among the names that should stay, among those that should change, and among all; of the second
        also among those whose label can be read in the name.

    Raises:
        KeyError: when a column is missing.
        OSError: when the file cannot be read.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = [row["raw_name"] for row in rows]
    labels = [row["clean_name"] for row in rows]
    query = (
        "select reference.clean_company_name(sent) from unnest(%s::text[]) with ordinality as given (sent, place)"
        " order by place"
    )
    answers = [answer for (answer,) in connection.execute(query, [names]).fetchall()]
    changed = [row["changed"] == "1" for row in rows]
    right = [answer == label for answer, label in zip(answers, labels, strict=True)]
    misses = [
        (sent, label, answer or "", _REASONS[_why(sent, label, answer or "")])
        for sent, label, answer, is_right in zip(names, labels, answers, right, strict=True)
        if not is_right
    ]
    classes = [[why, str(sum(miss[3] == why for miss in misses))] for why in _REASONS.values()]
    readable = [new and _reads(sent, label) for sent, label, new in zip(names, labels, changed, strict=True)]
    return Report(
        title="Names of companies, cleaned (rule N7)",
        figures=[
            Figure(
                "names that stay as they are",
                sum(ok for ok, new in zip(right, changed, strict=True) if not new),
                len(rows) - sum(changed),
                UNCHANGED_GOAL,
            ),
            Figure(
                "names that change",
                sum(ok for ok, new in zip(right, changed, strict=True) if new),
                sum(changed),
                note="most labels add what the name does not say",
            ),
            Figure(
                "names that change and begin with their label",
                sum(ok for ok, seen in zip(right, readable, strict=True) if seen),
                sum(readable),
                note="the most that a rule without knowledge of the company could reach",
            ),
            Figure("all names", sum(right), len(rows)),
        ],
        misses=misses,
        tables=[("Misses by what the label asks for", ["label", "rows"], classes)],
    )


def _reads(sent: str, label: str) -> bool:
    """Return True when a name begins with its label, as written or shouted."""
    rest = sent[len(label) :]
    begins = sent.startswith(label) or (sent.isupper() and sent.casefold().startswith(label.casefold()))
    return begins and not rest[:1].isalnum()


def _why(sent: str, label: str, answer: str) -> str:
    """Return the kind of miss: what the label asks for beyond the rule."""

    def letters(text: str) -> str:
        return "".join(letter for letter in text.casefold() if letter.isalnum())

    if letters(label) == letters(answer):
        return "case" if label.casefold() == answer.casefold() else "words"
    if letters(label).startswith(letters(answer)) and letters(label) in letters(sent):
        return "form"
    return "words" if letters(label) and letters(label) in letters(sent) else "knowledge"
