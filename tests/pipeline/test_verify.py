"""``hq verify``: every table beside what a full refresh would make of it, and nothing written."""

from __future__ import annotations

import subprocess

import pytest

from tests.bodies import mixture
from tests.conformance.cases import cases, registry
from tests.harness import Body, Warehouse, hq

CHANGES = {
    "core.companies": "update core.companies set description = null where domain = '{company}'",
    "core.lead_records": "update core.lead_records set full_name = 'Nobody' where linkedin_url = '{person}'",
    "core.person_work_history": "delete from core.person_work_history where id = '{job}'",
    "extracted.company_attributes": (
        "delete from extracted.company_attributes where company_domain = '{company}' and attribute = 'industry'"
    ),
    "reference.places": (
        "insert into reference.places (location_key, country, changed_in) values ('nowhere at all', 'Nowhere', 1)"
    ),
}
"""What somebody did by hand to a row, by table. No comparison of keys finds all of these."""


@pytest.fixture(scope="module")
def built(module_warehouse: Warehouse) -> Warehouse:
    """Two builds, so that every table has been written by an increment."""
    module_warehouse.land(mixture(seed=7, count=150))
    module_warehouse.build()
    module_warehouse.land([Body(workflow, cases(workflow)["full"].body) for workflow in registry()])
    module_warehouse.build()
    return module_warehouse


def verify(warehouse: Warehouse, *arguments: str) -> subprocess.CompletedProcess[str]:
    return hq("verify", *arguments, url=warehouse.url, timeout=300)


def differing(output: str) -> dict[str, str]:
    """Return what is told of each table that differs."""
    lines = [line.split(": ", 1) for line in output.splitlines() if "DIFFERS" in line]
    return {table: told for table, told in lines}


def test_what_increments_made_is_what_a_full_refresh_would_make(built: Warehouse) -> None:
    """Bodies that nobody has built yet are no difference."""
    built.land([Body("clay-find-companies", {"company_domain": "later.example", "raw_payload": {"name": "Later"}})])
    marks = "select md5(string_agg(relname || ':' || relfilenode, ',' order by oid)) from pg_class where relkind = 'r'"
    before, files = built.core(), built.one(marks)
    ended = verify(built)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert differing(ended.stdout) == {}
    told = [line for line in ended.stdout.splitlines() if line.endswith(" s)")]
    models = "select count(*) from ops.model_generations where model ~ '^(extracted|reference|core)__'"
    assert len(told) == built.one(models)
    assert (built.core(), built.one(marks)) == (before, files), "it writes nothing"


def test_rows_that_somebody_changed_are_told_by_table_and_column(built: Warehouse) -> None:
    built.build()
    [(company,)] = built.sql(
        "select min(c.domain) from core.companies as c inner join extracted.company_attributes as a"
        " on a.company_domain = c.domain and a.attribute = 'industry' where c.description is not null"
    )
    [(person, job)] = built.sql(
        "select h.linkedin_url, min(h.id::text) from core.person_work_history as h"
        " inner join core.lead_records as l on l.linkedin_url = h.linkedin_url group by 1 order by 1 limit 1"
    )
    before = built.core()
    for change in CHANGES.values():
        assert built.sql(change.format(company=company, person=person, job=job) + " returning 1")
    ended = verify(built, "--keys", "5")
    assert ended.returncode == 1, ended.stdout + ended.stderr
    found = differing(ended.stdout)
    assert set(CHANGES) <= set(found)
    assert "1 changed (description 1, industry 1" in found["core.companies"]
    assert "1 changed (full_name 1)" in found["core.lead_records"]
    assert "1 missing" in found["core.person_work_history"]
    assert "1 too many" in found["reference.places"]
    assert "missing" in found["extracted.company_attributes"]
    assert f"    {company}\n" in ended.stdout, "keys are shown where they are asked for"
    advice = next(line for line in ended.stdout.splitlines() if "--full-refresh" in line)
    built.build("--full-refresh", *advice.split("`")[1].split()[3:])
    assert built.core() == before
    ended = verify(built, *(f"--select={table.replace('.', '__')}" for table in CHANGES))
    assert ended.stdout.count("same") == len(CHANGES)


@pytest.mark.long
def test_it_says_which_table_the_last_build_did_not_reach(built: Warehouse) -> None:
    built.sql(
        "update ops.model_positions set position = position - 1"
        " where model = 'core__people' and source = 'extracted__person_attributes' returning 1"
    )
    ended = verify(built, "--select", "core__people")
    assert ended.returncode == 1
    assert ended.stderr == "hq: The last build did not reach core__people: run `hq build` first.\n"
