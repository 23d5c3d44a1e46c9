"""A warehouse with generated people in which the real models make the leads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

ROWS = Path(__file__).with_name("rows.sql")

MODELS = [
    "reference__places",
    "reference__company_profiles",
    "core__person_locations",
    "core__lead_records",
    "core__lead_past_employers",
]
"""What is built from the generated rows."""


def generate(connection: psycopg.Connection[Any], people: int) -> None:
    """Fill the tables that leads are made of.

    Args:
        connection: the owner's, in autocommit mode.
        people: how many; there is a company for every four of them.

    Raises:
        psycopg.Error: the tables are not empty, or the role may not write them.
    """
    connection.execute(ROWS.read_text(encoding="utf-8").replace(":people", str(people)).encode())


def touch(connection: psycopg.Connection[Any], companies: list[str], people: int) -> int:
    """Let companies change their name and people be delivered again, as the next build will see it.

    Args:
        connection: the owner's, in autocommit mode.
        companies: domains of those that change.
        people: how many of the people bring news.

    Returns:
        How many leads that concerns.
    """
    connection.execute("update core.companies set name = name || ' AG' where domain = any(%s)", [companies])
    connection.execute(
        "with written as (update ops.model_generations set generation = generation + 1"
        " where model = 'extracted__company_attributes' returning generation)"
        " update extracted.company_attributes set changed_in = generation from written where company_domain = any(%s)",
        [companies],
    )
    connection.execute(
        "with written as (update ops.model_generations set generation = generation + 1"
        " where model = 'extracted__person_attributes' returning generation)"
        " update extracted.person_attributes set changed_in = generation from written"
        " where linkedin_url in (select linkedin_url from core.people order by linkedin_url limit %s)",
        [people],
    )
    row = connection.execute(
        "select count(*) from core.lead_records where company_domain = any(%s)"
        " or linkedin_url in (select linkedin_url from core.people order by linkedin_url limit %s)",
        [companies, people],
    ).fetchone()
    return int(row[0]) if row else 0
