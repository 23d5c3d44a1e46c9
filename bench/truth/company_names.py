"""Measures how names of companies find their domain, with the tables that every customer goes through.

The names of a file are landed as customers, the build matches them, and the answers are read in
``core.company_customers``. Nothing else matches names, so what is measured is what readers get.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import psycopg

from bench.truth.figures import Figure, Report

_T = TypeVar("_T")

MODELS = ("+core__company_customers",)
"""What has to be built, in dbt's syntax, after companies and names have landed and before they are scored."""

GOALS = {"precision": 0.995, "exact": 0.99, "variant": 0.80, "absent": 0.99}
"""Shares asked of customer names, 0 to 1."""


@dataclass(frozen=True)
class Labels:
    """A kind of file with names and domains.

    Attributes:
        title: what it holds.
        name: column of the name that is asked.
        domains: column of the right domains, parted by '|'.
        origin: column of the vendor that names the customer; None lets a made-up vendor name all.
        least: share of the given domains that has to be right, 0 to 1; None tells the figure for information.
    """

    title: str
    name: str
    domains: str
    origin: str | None = None
    least: float | None = None


KINDS = {
    "customer_name_to_domain": Labels(
        "Customer names", "customer_name", "true_domain", "origin_company_domain", GOALS["precision"]
    ),
    "company_alias_to_domains": Labels("Aliases of companies", "name_as_typed", "true_domains"),
    "uk_legal_name_to_domain": Labels("Registered names (United Kingdom)", "registered_name", "link_domain"),
    "general_name_to_domain": Labels("Names of sites and companies", "name", "true_domain"),
    "yc_former_name_to_domain": Labels("Former names", "former_name", "true_domain"),
}
"""What is known of each file, by its name without .csv."""


@dataclass(frozen=True)
class Asked:
    """One labelled name and its answer.

    Attributes:
        row: the row of the file.
        name: the name that was asked.
        right: domains that are right.
        answer: domain that the warehouse gives, or None.
        why: rule that gave it, or reason why there is none.
        candidates: what came into question.
        is_known: whether the warehouse knows a right domain at all.
        bears_name: whether a right company is known under just this name.
    """

    row: dict[str, str]
    name: str
    right: frozenset[str]
    answer: str | None
    why: str
    candidates: list[dict[str, str]]
    is_known: bool
    bears_name: bool

    @property
    def is_right(self) -> bool:
        """Return True when the answer is one of the right domains."""
        return self.answer in self.right


def land_companies(connection: psycopg.Connection[Any], path: Path) -> int:
    """Land the companies of a file as they would be posted.

    Args:
        connection: an initialised warehouse, as its owner, in autocommit.
        path: NDJSON with `workflow_slug` and `payload` in each line; compressed when the name ends with .gz.

    Returns:
        How many bodies landed.

    Raises:
        OSError: when the file cannot be read.
        KeyError: when a line lacks a key.
    """
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines if line.strip()]
    return _land(connection, [(entry["workflow_slug"], entry["payload"]) for entry in entries])


def land(connection: psycopg.Connection[Any], path: Path) -> int:
    """Land the names of a file as customers.

    Args:
        connection: an initialised warehouse, as its owner, in autocommit.
        path: CSV of a kind in :data:`KINDS`.

    Returns:
        How many bodies landed; a body names at most 200 customers.

    Raises:
        OSError: when the file cannot be read.
        KeyError: when a column is missing.
    """
    labels = KINDS[path.stem]
    named: dict[str, list[str]] = defaultdict(list)
    for row in _read(path):
        named[_origin(labels, path, row)].append(row[labels.name])
    bodies = [
        (
            "company-customers-structured",
            {
                "origin_company_domain": origin,
                "customers": [{"companyName": name, "url": "", "hasCaseStudy": False} for name in some],
            },
        )
        for origin, names in named.items()
        for some in _batches(names, 200)
    ]
    return _land(connection, bodies)


def score(connection: psycopg.Connection[Any], path: Path) -> Report:
    """Compare the answers of core with the labels of a file.

    Args:
        connection: a warehouse in which :data:`MODELS` are built after :func:`land`.
        path: CSV of a kind in :data:`KINDS`.

    Returns:
        How many of the given domains are right, and how many names with a known company were answered.

    Raises:
        OSError: when the file cannot be read.
        KeyError: when a column is missing.
    """
    labels = KINDS[path.stem]
    asked = list(_asked(connection, path, labels))
    figures = list(_customer_figures(asked) if "discovery_kind" in asked[0].row else _general_figures(asked))
    rules: Counter[tuple[str, bool]] = Counter((one.why, one.is_right) for one in asked if one.answer is not None)
    reasons = Counter(one.why for one in asked if one.answer is None)
    return Report(
        title=f"{labels.title} ({path.name})",
        figures=figures,
        misses=[_miss(one) for one in asked if not one.is_right and (one.answer is not None or one.is_known)],
        tables=[
            (
                "Rules",
                ["rule", "right", "wrong"],
                [[rule, str(rules[rule, True]), str(rules[rule, False])] for rule in sorted({r for r, _ in rules})],
            ),
            ("Unmatched", ["reason", "names"], [[reason, str(reasons[reason])] for reason in sorted(reasons)]),
        ],
    )


def _customer_figures(asked: list[Asked]) -> Iterator[Figure]:
    # Where another company of the name is known too, the label is one opinion of several: told, but no goal. So it is
    # where the file knows the company and the companies landed do not.
    plain = [
        one
        for one in asked
        if one.row["name_also_at_other_domain"] == "0" and (one.is_known or one.row["discovery_kind"] == "absent")
    ]
    yield _precision("given domains that are right", plain, GOALS["precision"], "names that no other company bears")
    exact = [one for one in asked if one.row["discovery_kind"] == "exact" and one.is_known]
    borne = [one for one in exact if one.bears_name]
    yield _recall("found, known under this name", borne, GOALS["exact"], "exact")
    variants = [one for one in plain if one.row["discovery_kind"] == "variant" and one.is_known]
    yield _recall("found, known under another name", variants, GOALS["variant"], "variant")
    absent = [one for one in plain if one.row["discovery_kind"] == "absent"]
    silent = sum(one.answer is None for one in absent)
    yield Figure("no answer where no company is known", silent, len(absent), GOALS["absent"], "absent")
    yield _recall("found, exact by the file", exact, None, "also those whose name is not among the companies landed")
    yield _precision("given domains that are right, all names", asked, None, "with names that other companies bear")
    every = [one for one in asked if one.row["discovery_kind"] == "variant" and one.is_known]
    yield _recall("found, known under another name, all names", every, None, "variant")


def _general_figures(asked: list[Asked]) -> Iterator[Figure]:
    known = [one for one in asked if one.is_known]
    yield _precision("given domains that are right, company known", known, None, "another company may bear the name")
    yield _recall("found, known under this name", [one for one in known if one.bears_name], None, "")
    yield _recall("found, known under another name", [one for one in known if not one.bears_name], None, "")
    unknown = [one for one in asked if not one.is_known]
    silent = sum(one.answer is None for one in unknown)
    yield Figure("no answer where the company is not known", silent, len(unknown))


def _precision(name: str, asked: list[Asked], goal: float | None, note: str) -> Figure:
    return Figure(name, sum(one.is_right for one in asked), sum(one.answer is not None for one in asked), goal, note)


def _recall(name: str, asked: list[Asked], goal: float | None, note: str) -> Figure:
    return Figure(name, sum(one.is_right for one in asked), len(asked), goal, note)


def _miss(one: Asked) -> tuple[str, str, str, str]:
    seen = ", ".join(
        candidate["domain"] + (f" ({candidate['doubt']})" if "doubt" in candidate else "")
        for candidate in one.candidates[:4]
    )
    return one.name, "|".join(sorted(one.right)), one.answer or "", f"{one.why}: {seen}" if seen else one.why


def _asked(connection: psycopg.Connection[Any], path: Path, labels: Labels) -> Iterator[Asked]:
    rows = _read(path)
    names = [row[labels.name] for row in rows]
    query = """
        select
            customer.customer_domain, coalesce(customer.match_rule, customer.unmatched_reason, 'not landed'),
            coalesce(customer.match_candidates, '[]'),
            exists (select 1 from extracted.company_names where company_domain = any(given.domains)),
            exists (
                select 1 from extracted.company_names
                where company_domain = any(given.domains)
                    and name_key = reference.company_name_key(given.name)
            )
        from
            rows from (
                unnest(%s::text[]), unnest(%s::text[]), jsonb_array_elements(%s)
            ) with ordinality as sent (origin, name, domains, position)
        cross join lateral (
            select
                sent.position, sent.origin, sent.name,
                array(select jsonb_array_elements_text(sent.domains)) as domains
        ) as given
        left join core.company_customers as customer
            on given.origin = customer.origin_company_domain
            and reference.customer_key(given.name) = customer.customer_key
        order by given.position
    """
    domains = [row[labels.domains].split("|") for row in rows]
    origins = [_origin(labels, path, row) for row in rows]
    answers = connection.execute(query, [origins, names, json.dumps(domains)]).fetchall()
    for row, name, right, answer in zip(rows, names, domains, answers, strict=True):
        yield Asked(row, name, frozenset(right), *answer)


def _origin(labels: Labels, path: Path, row: dict[str, str]) -> str:
    return row[labels.origin] if labels.origin else path.stem.replace("_", "-") + ".example"


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _batches(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch


def _land(connection: psycopg.Connection[Any], bodies: list[tuple[str, Any]]) -> int:
    for some in _batches(bodies, 500):
        connection.execute(
            "select count(*) from raw.land(%s::text[], %s::bytea[])",
            [[slug for slug, _ in some], [json.dumps(body).encode() for _, body in some]],
        )
    return len(bodies)
