"""No question of the dashboard and no increment of leads reads a large table whole: plans and rows, not times.

20,000 generated people stand for a million; what reads a table of these whole does so there.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest

from bench.leads import plans, world
from bench.leads.questions import QUESTIONS, Question
from tests.harness import Warehouse

LARGE = {
    "company_customers",
    "company_profiles",
    "company_vc_investors",
    "get_leads_by_company_customers",
    "get_leads_by_past_employer",
    "lead_past_employers",
    "lead_records",
    "people",
    "person_career_steps",
    "person_work_history",
}
"""Tables that grow with the business; a function that is named here was not looked into by the planner."""

FED = {"company_attributes", "person_attributes", "person_job_titles", "person_locations", "companies"}
"""Those that leads are made of besides."""

PAGES = [question for question in QUESTIONS if question.is_page]
DEEP = [question for question in QUESTIONS if question.is_deep]
RARE_NAME = next(question for question in QUESTIONS if "rare" in question.name)


@pytest.fixture(scope="module")
def generated(module_warehouse: Warehouse) -> Iterator[psycopg.Connection[Any]]:
    with module_warehouse.connect() as connection:
        world.generate(connection, 20_000)
        module_warehouse.build("--select", *world.MODELS)
        connection.execute("vacuum analyze")
        yield connection


def whole(connection: psycopg.Connection[Any], question: Question) -> set[str]:
    """Return the large tables that some call of a question reads whole."""
    read = (plans.read_whole(plans.explain(connection, question.sql, question.arguments(n))) for n in range(8))
    return set().union(*read) & LARGE


def test_the_generated_people_are_leads(generated: psycopg.Connection[Any]) -> None:
    row = generated.execute("select count(*), count(*) filter (where missing_fields = '{}') from core.lead_records")
    people, visible = row.fetchall()[0]
    assert people == 20_000
    assert 8_000 < visible < 16_000


@pytest.mark.parametrize("question", PAGES, ids=lambda question: question.name)
def test_a_page_reads_no_table_whole(generated: psycopg.Connection[Any], question: Question) -> None:
    assert whole(generated, question) == set()


def deciding(connection: psycopg.Connection[Any], question: Question) -> list[dict[str, Any]]:
    """Return the nodes that read former employers, with what they did: who is on the page is decided there."""
    plan = plans.explain(connection, question.sql, question.arguments(1), analyze=True)["Plan"]
    return [node for node in plans.nodes(plan) if node.get("Relation Name") == "lead_past_employers"]


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (question, f"past_employers_by_company{'_and_end' if 'customers' in question.name else ''}")
        for question in QUESTIONS
        if "get_leads_by" in question.sql and "count" not in question.name and "unknown" not in question.name
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_page_of_former_employees_is_read_in_its_order(
    generated: psycopg.Connection[Any], question: Question, index: str
) -> None:
    """From the index alone, no more than the page of each employer: to sort all takes as long as it is large."""

    def read() -> tuple[set[str], set[str], float]:
        nodes = deciding(generated, question)
        return (
            {node["Node Type"] for node in nodes},
            {node.get("Index Name", "") for node in nodes},
            max(node["Actual Rows"] for node in nodes),
        )

    kinds, names, rows = read()
    assert (kinds, names) == ({"Index Only Scan"}, {index})
    assert rows <= (1000 if question.is_deep else 200)
    with generated.transaction(force_rollback=True):
        generated.execute(f"drop index core.{index}".encode())
        kinds, names, rows = read()
        assert (kinds, names) != ({"Index Only Scan"}, {index})


def test_no_other_table_decides_who_is_on_the_page(generated: psycopg.Connection[Any]) -> None:
    """A former employee of a large company costs an entry of an index, not a look at jobs or leads."""
    for question in DEEP:
        plan = plans.explain(generated, question.sql, question.arguments(1), analyze=True)["Plan"]
        read = [
            node for node in plans.nodes(plan) if node.get("Relation Name") in {"lead_records", "person_work_history"}
        ]
        assert {node["Relation Name"] for node in read} == {"lead_records"}, question.name
        assert sum(node["Actual Rows"] * node["Actual Loops"] for node in read) <= 100, question.name


def test_every_question_has_an_answer(generated: psycopg.Connection[Any]) -> None:
    """A plan for nothing would prove nothing."""
    cursor = psycopg.ClientCursor(generated)
    for question in PAGES:
        found = [len(cursor.execute(question.sql.encode(), question.arguments(n)).fetchall()) for n in range(40)]
        assert (max(found) > 0) != ("unknown company" in question.name), question.name


def test_a_missing_index_is_seen(generated: psycopg.Connection[Any]) -> None:
    question = next(question for question in PAGES if question.name == "leads at a company")
    with generated.transaction(force_rollback=True):
        generated.execute(
            "do $$ declare name text; begin for name in select indexrelid::regclass::text from pg_index"
            " where indrelid = 'core.lead_records'::regclass and not indisprimary"
            " loop execute 'drop index ' || name; end loop; end $$"
        )
        assert whole(generated, question) == {"lead_records"}


def test_what_no_index_serves_is_seen(generated: psycopg.Connection[Any]) -> None:
    """A name by its middle, as the dashboard can ask: the guide says that it reads everything."""
    assert whole(generated, RARE_NAME) == {"lead_records"}


def test_a_function_that_is_not_looked_into_is_seen(generated: psycopg.Connection[Any]) -> None:
    question = next(question for question in PAGES if question.name == "leads by past employer")
    with generated.transaction(force_rollback=True):
        generated.execute("alter function core.get_leads_by_past_employer set work_mem = '8MB'")
        assert "get_leads_by_past_employer" in whole(generated, question)


def rows_read(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Return how many rows of each large table have been read so far, from end to end or by an index."""
    connection.execute("select pg_stat_force_next_flush()")  # what this connection has read counts as before
    connection.execute("select pg_stat_clear_snapshot()")
    found = connection.execute(
        "select relname, seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables"
        " where schemaname in ('core', 'reference', 'extracted')"
    )
    return {name: rows for name, rows in found.fetchall() if name in LARGE | FED}


def read_by(warehouse: Warehouse, connection: psycopg.Connection[Any], *arguments: str) -> dict[str, int]:
    """Build leads, and return how many rows of each large table that has read."""
    before = rows_read(connection)
    written = writings(connection)
    warehouse.build("--select", *world.MODELS, *arguments)
    deadline = monotonic() + 15
    while writings(connection) == written and monotonic() < deadline:
        sleep(0.1)  # statistics come when a connection of dbt has become idle
    sleep(1)
    return {name: rows - before[name] for name, rows in rows_read(connection).items()}


def writings(connection: psycopg.Connection[Any]) -> int:
    """Return how often rows of leads have been written so far."""
    connection.execute("select pg_stat_clear_snapshot()")
    ((count,),) = connection.execute(
        "select n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables where relid = 'core.lead_records'::regclass"
    ).fetchall()
    return int(count)


def test_an_increment_of_leads_reads_what_is_new(
    generated: psycopg.Connection[Any], module_warehouse: Warehouse
) -> None:
    """Also where many people have news, so that the planner would rather read the tables whole."""
    concerned = world.touch(generated, ["company-900.example"], 1000)
    read = read_by(module_warehouse, generated)
    assert 0 < read["people"] <= 6 * concerned
    assert max(read.values()) <= 9 * concerned, read


def test_a_table_that_is_read_whole_is_seen(generated: psycopg.Connection[Any], module_warehouse: Warehouse) -> None:
    world.touch(generated, ["company-900.example"], 10)
    read = read_by(module_warehouse, generated, "--full-refresh")
    assert read["people"] >= 20_000
