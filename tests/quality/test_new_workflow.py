"""`hq new-workflow`: what it writes is whole, and the guide that tells of it can be followed."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ingest import check
from ingest.check.project import REGISTRY, load
from ingest.cli import app
from ingest.errors import Failure
from ingest.scaffold.fields import field
from ingest.scaffold.files import Changes
from tests.harness import PROJECT, Body, Warehouse, database
from tests.quality.copies import copy_project, hq

GUIDE = "docs/guide/new-workflow.md"
KNOWN = "Of a known kind"
NEW = "A new kind of record"


def blocks(heading: str) -> list[str]:
    """Return the commands of a section of the guide."""
    text = (PROJECT / GUIDE).read_text(encoding="utf-8")
    section = re.split(r"^## ", text.split(f"\n## {heading}\n")[1], flags=re.M)[0]
    return re.findall(r"^```bash\n(.*?)^```", section, re.M | re.S)


def run(copy: Path, script: str, url: str | None = None) -> str:
    """Run commands in a copy of the project, as a person would, and return what they print."""
    programs = copy / ".hq" / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    for name, command in (("hq", f"{sys.executable} -m ingest.cli"), ("dbt", Path(sys.executable).with_name("dbt"))):
        (programs / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    variables = {name: value for name, value in os.environ.items() if not name.startswith("HQ_")}
    variables |= {"PYTHONPATH": str(copy), "PATH": f"{programs}:{variables['PATH']}"}
    variables |= {"HQ_DATABASE_URL": url} if url else {}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=copy, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project in which the guide's first block of each section was run."""
    load(PROJECT)  # so that the copy need not parse everything
    root = copy_project(tmp_path_factory.mktemp("guide"))
    without_check = "\n".join(blocks(heading)[0].replace("hq check\n", "") for heading in (KNOWN, NEW))
    run(root, without_check)
    return root


def added(copy: Path, slug: str) -> dict[str, str]:
    with (copy / REGISTRY).open(encoding="utf-8") as lines:
        return next(row for row in csv.DictReader(lines) if row["workflow_slug"] == slug)


def test_the_check_finds_nothing_in_what_was_written(copy: Path) -> None:
    """With both kinds of workflow: dbt parses it, and no rule finds anything that it does not find without."""
    before = {(one.rule, one.where) for one in check.check(load(PROJECT))}
    answer = hq(copy, "check", "--json")
    assert {(one["rule"], one["where"]) for one in json.loads(answer.stdout)} <= before, answer.stdout
    assert f"{len(load(PROJECT).registry) + 2} workflows" in answer.stderr


def test_a_workflow_of_a_known_kind_lands_and_reaches_core(copy: Path, module_warehouse: Warehouse) -> None:
    """The row is all there is to it: no model has to be parsed again."""
    row: dict[str, Any] = dict(added(copy, "acme-find-companies"))
    body = json.loads((copy / "acme.json").read_text())
    module_warehouse.sql(
        "insert into reference.enrichment_workflow_registry"
        " select (jsonb_populate_record(null::reference.enrichment_workflow_registry, %s)).*",
        [json.dumps({name: value or None for name, value in row.items()})],
    )
    assert module_warehouse.land([Body("acme-find-companies", body)])[0]["quarantine_code"] == "unknown_workflow"
    module_warehouse.sql("select raw.sync_registry()")
    assert module_warehouse.land([Body("acme-find-companies", body)])[0]["quarantine_code"] is None
    module_warehouse.build(
        "--select", "extracted__company_discovery", "extracted__company_attributes", "core__companies"
    )
    assert module_warehouse.one("select name from core.companies where domain = 'acme.example'") == "Acme Rockets"
    books = module_warehouse.rows("select * from ops.landing_ledger where workflow_slug = 'acme-find-companies'")
    assert sum(day["extracted"] for day in books) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--slug", "Acme"], "lower-case words"),
        (["--slug", "job-posting"], "registered already"),
        (["--kind", "company offices"], "lower-case words joined by underscores"),
        (["--kind", "something_new"], "say --entity"),
        (["--kind", "something_new", "--entity", "company"], "say --key-path, and --field"),
        (["--kind", "something_new", "--entity", "company", "--key-path", "no", "--field", "a=b"], "nothing at no"),
        (["--field", "a=b:colour"], "the type is one of"),
        (["--field", "domain=b"], "column of every record"),
        (["--field", "a"], "not of the form"),
        (["--body", "list.json"], "no JSON object"),
        (["--body", "nothing.json"], "cannot be read"),
        (["--provider", ""], "Say --provider"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    copy: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.setenv("HQ_PROJECT_DIR", str(copy))
    monkeypatch.chdir(copy)
    (copy / "list.json").write_text("[]")
    given = {"--slug": "acme-more", "--kind": "company_discovery", "--body": "acme.json"}
    given |= {"--description": "More.", "--provider": "acme"}
    options = [part for name, value in given.items() if name not in arguments for part in (name, value)]
    before = (copy / REGISTRY).read_text()
    with pytest.raises(Failure, match=message):
        raise CliRunner().invoke(app, ["new-workflow", *options, *arguments]).exception or AssertionError("it was done")
    assert (copy / REGISTRY).read_text() == before


def test_a_file_that_exists_is_not_written_over(copy: Path) -> None:
    changes = Changes(copy)
    with pytest.raises(Failure, match="exists already"):
        changes.new("README.md", "")
    assert not changes.texts


def test_fields_are_read() -> None:
    one = field("head_city=head_office.city:line")
    assert (one.name, one.path, one.type, one.data_type) == ("head_city", "head_office.city", "line", "text")
    assert one.expected({"head_office": {"city": "Austin"}}) == '"Austin"'
    assert one.expected({"head_office": "Austin"}) == "null"
    assert field("opened=opened:date").expected({"opened": "May 2020"}) is None
    assert field("name=name").sql() == "{{ text_of('doc', 'name') }}"


@pytest.fixture(scope="module")
def followed(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Yield a copy of the project and a warehouse, for the guide as it stands."""
    with database(server_url, f"hq_test_guide_{os.getpid()}", template) as warehouse:
        yield copy_project(tmp_path_factory.mktemp("followed")), warehouse.url


@pytest.mark.long
def test_the_guide_can_be_followed(followed: tuple[Path, str]) -> None:
    """Every command of the guide, as it is written there; both workflows land, are built, and leave no gap."""
    copy, url = followed
    for heading in (KNOWN, NEW):
        for block in blocks(heading):
            assert "ERROR" not in run(copy, block, url).replace("ERROR=0", "")
    warehouse = Warehouse(url)
    assert warehouse.sql("select offices, head_city from core.company_offices") == [(4, "Austin")]
    assert warehouse.one("select name from core.companies where domain = 'acme.example'") == "Acme Rockets"
    books = warehouse.rows("select * from ops.landing_ledger where workflow_slug like 'acme-%%'")
    assert [day["extracted"] for day in books] == [1, 1]
    conformance = ["-m", "pytest", "-q", "tests/conformance/test_workflows.py", "-k", "acme"]
    variables = {**os.environ, "PYTHONPATH": str(copy), "HQ_DATABASE_URL": url}
    done = subprocess.run([sys.executable, *conformance], cwd=copy, env=variables, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()[-4000:]


@pytest.mark.long
def test_a_kind_about_persons_without_a_table_of_core(copy: Path) -> None:
    body = {"url": "https://www.linkedin.com/in/nobody-example", "score": 7, "seen": "yes"}
    (copy / "score.json").write_text(json.dumps(body))
    options = ["--slug", "acme-score-people", "--kind", "person_scores", "--entity", "person", "--provider", "acme"]
    options += ["--description", "Score of a person.", "--body", "score.json", "--key-path", "url"]
    options += ["--field", "score=score:integer", "--field", "seen=seen:boolean"]
    assert hq(copy, "new-workflow", *options).returncode == 0
    assert hq(copy, "new-workflow", *options, "--core-table", "core.person_scores").returncode == 2
    answer = hq(copy, "check", "--json")
    wrong = [one for one in json.loads(answer.stdout) if not one["rule"].startswith("document")]
    assert wrong == []
    assert added(copy, "acme-score-people")["coalesces_to_core"] == "false"
