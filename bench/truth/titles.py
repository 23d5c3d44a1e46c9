"""Measures ranks and functions of job titles against a labelled file (title, seniority_label, function_label).

The labels are of another vocabulary than ours: five ranks (C-Suite, VP, Director, Manager, Other) and four functions
(Business, Sales-Marketing, Technical, Other). So an answer is read in theirs: by the rules that spoke, which every
title keeps. Each step below states a habit of the labels as a whole, never of one title.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.truth.figures import Figure, Report

FORMER = re.compile(r"(?i)\b(former|past|ex)\b[\s-]*")
"""The labels heed what somebody was; we do not (rule former). So these words are left out before asking."""
GOALS = {"seniority": 0.95, "function": 0.90}

RANKS: list[tuple[str, frozenset[str]]] = [
    # Founders, chief executives and whoever sits on or presides over a board are C-Suite, whatever else they are.
    ("C-Suite", frozenset({"founder", "company_head", "chair", "board_member", "executive_committee"})),
    # Vice presidents come before the other chief officers: an EVP and CTO is a VP.
    ("VP", frozenset({"vp"})),
    ("C-Suite", frozenset({"chief_officer"})),
    # Presidents, heads and members of advisory boards are directors; so is a chief who is also head or director.
    ("Director", frozenset({"director", "associate_director", "company_director", "executive_director"})),
    ("Director", frozenset({"managing_director", "art_director", "chief_of_staff"})),
    ("Director", frozenset({"head", "president", "advisory_board"})),
    ("C-Suite", frozenset({"chief", "chief_specialist"})),
    # Everybody with the word manager, lead or leader is a manager; the letters GM are no such word.
    ("Manager", frozenset({"manager", "general_manager", "lead", "lead_of", "team_lead", "supervisor"})),
]
"""Our rules of rank in the order in which the labels heed them. Partners, owners, deans, counsel, controllers, seniors
and everybody else are Other there."""


@dataclass(frozen=True)
class Answer:
    """What the warehouse says of a title.

    Attributes:
        function: job function.
        function_rule: rule that decided it.
        function_rules: all rules of function that spoke, the deciding one first.
        seniority_rules: all rules of rank that spoke, the deciding one first.
    """

    function: str
    function_rule: str
    function_rules: tuple[str, ...]
    seniority_rules: tuple[str, ...]


def rank_label(answer: Answer) -> str:
    """Read a rank in the vocabulary of the labels."""
    spoken = set(answer.seniority_rules)
    return next((label for label, rules in RANKS if rules & spoken), "Other")


TECHNICAL = frozenset(
    {"engineering", "data_work", "technology", "research", "it_work", "security", "technical_support"}
)
"""Rules of function whose words the labels call technical."""
TECHNICAL_WORK = TECHNICAL | {"development", "design"}
"""Technical below the rank of director: also development of any kind, and design."""
TECHNICAL_LEADS = TECHNICAL - {"technology", "technical_support"} | {"design"}
"""What makes a director or head technical: a trade, not the bare word technology."""
BUSINESS = frozenset({"Executive Leadership", "Finance", "Operations"})
"""Functions of officers whom the labels call Business."""
PRODUCT = frozenset({"product", "product_words"})
"""Rules of function about products; product managers are technical for the labels."""
SELLING = frozenset({"sales", "sales_decided", "marketing"})
"""Rules whose words contain sales or marketing; media, events, accounts and alliances are no S-M for the labels."""


@dataclass(frozen=True)
class Reading:
    """An answer with the rank that the labels would give it.

    Attributes:
        rank: rank in the vocabulary of the labels.
        ranks: rules of rank that spoke.
        rule: rule that decided the function.
        rules: rules of function that spoke.
        function: our function.
    """

    rank: str
    ranks: frozenset[str]
    rule: str
    rules: frozenset[str]
    function: str


FUNCTIONS: list[tuple[str, Callable[[Reading], bool]]] = [
    # Founders and chief executives are Business, whatever else they do, unless they call themselves lead of a trade.
    ("Technical", lambda it: _founds(it) and "lead" in it.ranks and it.rule in TECHNICAL_WORK),
    ("Business", lambda it: _founds(it) or "company_director" in it.ranks),
    # Chief officers of technology are technical, on a board or not; others on a board and presidents are Business.
    ("Technical", lambda it: "chief_officer" in it.ranks and it.rule in TECHNICAL),
    ("Business", lambda it: bool(it.ranks & {"chair", "board_member", "president"})),
    # Whoever sells or markets; below vice presidents the words count wherever they stand, except with engineers.
    ("Sales-Marketing", lambda it: it.rule in SELLING),
    (
        "Sales-Marketing",
        lambda it: it.rank not in ("C-Suite", "VP") and bool(it.rules & SELLING) and it.rule not in TECHNICAL,
    ),
    # All other vice presidents are Business, except of research.
    ("Technical", lambda it: it.rank == "VP" and it.rule == "research"),
    ("Business", lambda it: it.rank == "VP"),
    # Officers: technical, Business for money, operations and the whole, Other for the rest.
    ("Technical", lambda it: it.rank == "C-Suite" and it.rule in TECHNICAL | {"design"}),
    ("Business", lambda it: it.rank == "C-Suite" and "chief_officer" in it.ranks and it.function in BUSINESS),
    ("Business", lambda it: it.rank == "C-Suite" and it.function == "Executive Leadership"),
    ("Other", lambda it: it.rank == "C-Suite"),
    # Directors and heads: Other for people, art and the managing ones; Business unless a technical trade is named.
    ("Other", lambda it: it.rank == "Director" and it.function == "Human Resources"),
    ("Other", lambda it: it.rank == "Director" and ("arts" in it.rules or "managing_director" in it.ranks)),
    ("Business", lambda it: it.rank == "Director" and "operations" in it.rules),
    ("Technical", lambda it: it.rank == "Director" and it.rule in TECHNICAL_LEADS),
    ("Business", lambda it: it.rank == "Director"),
    # Below: partners are Other, managers of business development Business, analysts and makers Technical.
    ("Other", lambda it: "partner" in it.ranks),
    ("Business", lambda it: it.rank == "Manager" and it.rule == "business_development"),
    ("Technical", lambda it: bool(it.rules & TECHNICAL_WORK) or "analyst" in it.ranks),
    ("Technical", lambda it: it.rank == "Manager" and it.rule in PRODUCT),
    ("Business", lambda it: it.function == "Executive Leadership"),
    ("Other", lambda it: True),
]
"""How the labels come to a function: the first line that holds."""


def _founds(it: Reading) -> bool:
    return bool(it.ranks & {"founder", "company_head"}) or "founding_member" in it.rules


def function_label(answer: Answer) -> str:
    """Read a function in the vocabulary of the labels, which depends on the rank."""
    it = Reading(
        rank_label(answer),
        frozenset(answer.seniority_rules),
        answer.function_rule,
        frozenset(answer.function_rules),
        answer.function,
    )
    return next(label for label, holds in FUNCTIONS if holds(it))


def classify(connection: psycopg.Connection[Any], titles: list[str]) -> list[Answer]:
    """Ask the warehouse about titles; answers come in their order."""
    asked = [FORMER.sub("", title) for title in titles]
    rows = connection.execute(
        "select matched_job_function, function_rule, function_rules, seniority_rules"
        " from reference.classify_job_titles(%s)",
        [asked],
    ).fetchall()
    return [Answer(function, rule, tuple(functions), tuple(ranks)) for function, rule, functions, ranks in rows]


def score(connection: psycopg.Connection[Any], path: Path) -> Report:
    """Measure one file of labelled titles; rows without a label do not count for it.

    Args:
        connection: to an initialised warehouse, as its owner.
        path: CSV with the columns title, seniority_label and function_label.

    Returns:
        Figures of rank and function, the misses, and a table of confusions for each.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = classify(connection, [row["title"] for row in rows])
    figures: list[Figure] = []
    misses: list[tuple[str, str, str, str]] = []
    tables: list[tuple[str, list[str], list[list[str]]]] = []
    for kind, read in (("seniority", rank_label), ("function", function_label)):
        pairs: Counter[tuple[str, str]] = Counter()
        for row, answer in zip(rows, answers, strict=True):
            expected = row[f"{kind}_label"].strip()
            if not expected:
                continue
            answered = read(answer)
            pairs[expected, answered] += 1
            if answered != expected:
                rules = answer.seniority_rules if kind == "seniority" else (answer.function_rule,)
                misses.append((row["title"], f"{kind} {expected}", answered, ", ".join(rules) or "unclassified"))
        right = sum(count for (expected, answered), count in pairs.items() if expected == answered)
        figures.append(Figure(f"title {kind}", right, pairs.total(), GOALS[kind], "read in the labels' vocabulary"))
        labels = sorted({label for pair in pairs for label in pair})
        table = [[expected, *(str(pairs[expected, answered]) for answered in labels)] for expected in labels]
        tables.append((f"Confusions of {kind}: rows are labels, columns answers", ["label", *labels], table))
    return Report("Job titles", figures, misses, tables)
