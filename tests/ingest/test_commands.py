"""The command ``hq``: one sentence for every expected failure, no password on a screen, one build at a time."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest import cli, setup
from ingest import dbt as project_dbt
from ingest import warehouse as owner
from ingest.config import ConfigError, dbt_environment, parse_url, project_dir
from ingest.errors import Failure
from tests.harness import PROJECT, Body, Warehouse, database, hq
from tests.ingest.running import PERSON, wait_for

TARGET = str(PROJECT / ".hq" / "test-commands-target")


def test_a_build_says_who_holds_the_lock_and_ends_with_75(warehouse: Warehouse) -> None:
    with warehouse.connect() as other:
        other.execute("select pg_advisory_lock(%s, %s)", _lock())
        pid = other.info.backend_pid
        ended = hq("build", url=warehouse.url)
        assert ended.returncode == 75
        assert str(pid) in ended.stderr
        assert "since 20" in ended.stderr
        assert ended.stderr.count("\n") == 1


@pytest.mark.long
def test_a_build_can_wait_for_another_one(warehouse: Warehouse) -> None:
    holder = warehouse.connect()
    holder.execute("select pg_advisory_lock(%s, %s)", _lock())
    command = [sys.executable, "-m", "ingest.cli", "build", "--wait", "60", "--select", "resource_type:function"]
    environment = {**os.environ, "HQ_DATABASE_URL": warehouse.url, "DBT_TARGET_PATH": TARGET}
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL) as process:
        time.sleep(3)
        assert process.poll() is None
        holder.close()
        assert process.wait(60) == 0


def test_the_lock_is_held_while_dbt_runs_and_given_back(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], bool]] = []

    def run(project: Path, url: str, arguments: list[str], *, quiet: bool = False) -> int:
        seen.append((arguments, _is_locked(warehouse)))
        return 1

    monkeypatch.setattr(project_dbt, "run", run)
    assert setup.build(PROJECT, warehouse.url, heal=True, full_refresh=True, select=["a", "b"]) == 1
    options = ["--vars", '{"heal": true}', "--full-refresh", "--select", "a", "b"]
    assert seen == [(["build", "--exclude-resource-type", "unit_test", *options], True)]
    assert not _is_locked(warehouse)


def test_a_lost_lock_is_not_passed_over(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> int:
        warehouse.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hq build lock'")
        return 0

    monkeypatch.setattr(project_dbt, "run", run)
    with pytest.raises(Failure, match="another build may have run"):
        setup.build(PROJECT, warehouse.url)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_dbt_does_not_go_on_without_the_one_who_holds_the_lock(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    (tmp_path / "profiles.yml.example").write_text("x: 1")
    fake = tmp_path / "bin" / "dbt"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\necho $$ > {mark}.new; mv {mark}.new {mark}; exec sleep 60\n")
    fake.chmod(0o755)
    code = (
        "import sys, pathlib; from ingest import dbt;"
        f"sys.executable = {str(fake.parent / 'python')!r};"
        f"dbt.run(pathlib.Path({str(tmp_path)!r}), 'postgresql://nobody@127.0.0.1/x', [])"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT)
    child = int(wait_for(lambda: mark.read_text() if mark.exists() else None, 20))
    parent.kill()
    parent.wait(10)
    wait_for(lambda: not Path(f"/proc/{child}").exists() or _is_zombie(child), 10)


def test_expected_failures_are_one_sentence(tmp_path: Path) -> None:
    unreachable = "postgresql://somebody:very-secret@127.0.0.1:1/nowhere"  # pragma: allowlist secret
    for arguments in (("ledger",), ("gaps",), ("quarantine", "list"), ("init",), ("build",), ("rebase", "--yes")):
        ended = hq(*arguments, url=unreachable)
        assert ended.returncode == 1
        assert ended.stderr == "hq: Cannot connect to the warehouse: no server answers at that host and port.\n"
    ended = hq("ledger", url="postgresql://somebody:very%zzsecret@host/x")
    assert ended.returncode == 2
    assert "very" not in ended.stderr
    assert ended.stderr.count("\n") == 1
    ended = hq("db", "status", environment={"HQ_PROJECT_DIR": str(_empty_project(tmp_path))})
    assert ended.returncode == 3
    assert ended.stderr == "hq: The embedded server does not run: start it with `hq db start`.\n"


def test_a_database_without_a_warehouse_is_told_apart(server_url: str) -> None:
    with database(server_url, "hq_test_no_warehouse") as empty:
        for arguments in (("ledger",), ("gaps",), ("quarantine", "list"), ("rebase", "--yes")):
            ended = hq(*arguments, url=empty.url)
            assert ended.returncode == 1
            assert "`hq init`" in ended.stderr or "`hq build`" in ended.stderr
            assert ended.stderr.count("\n") == 1


def test_init_can_be_run_again_and_names_the_warehouse(warehouse: Warehouse, tmp_path: Path) -> None:
    before = warehouse.one("select warehouse_id from raw.warehouse_identity")
    ended = hq("init", url=warehouse.url, environment=warehouse.parsed(tmp_path))
    assert ended.returncode == 0, ended.stderr
    assert f"HQ_WAREHOUSE_ID={before}" in ended.stdout


def test_quarantine_can_be_listed_and_replayed(warehouse: Warehouse) -> None:
    landed = warehouse.land([Body(PERSON, b"\xef\xbb\xbf{}"), Body("unheard-of", b"{}")])
    listed = hq("quarantine", "list", url=warehouse.url)
    assert str(landed[0]["payload_id"]) in listed.stdout
    assert "unheard-of" in listed.stdout
    replayed = hq("quarantine", "replay", url=warehouse.url)
    assert replayed.returncode == 0
    assert "byte order mark removed: 1" in replayed.stdout
    assert "still unknown_workflow: 1" in replayed.stdout
    assert "0 landed again" in hq("quarantine", "replay", "--code", "bad_gzip", url=warehouse.url).stdout


def test_the_books_and_the_gaps_are_shown(warehouse: Warehouse) -> None:
    body = {"company_domain": "gap.example", "raw_payload": {"domain": "gap.example", "name": "Gap"}}
    warehouse.land([Body("clay-find-companies", body), Body("clay-find-companies", b"{"), Body("unheard-of", body)])
    warehouse.build()
    shown = hq("ledger", url=warehouse.url)
    assert shown.returncode == 0, shown.stderr
    lines = {line.split()[0]: line.split()[1:] for line in shown.stdout.splitlines() if line.split()}
    assert lines["clay-find-companies"] == ["2", "1", "1", "1", "1", "0"]
    assert lines["unheard-of"] == ["1", "1", "-", "0"]
    assert lines["total"] == ["3", "1", "1", "0", "2", "1", "0"]
    closed = hq("gaps", "--now", url=warehouse.url)
    assert (closed.returncode, closed.stdout) == (0, "No open gap.\n")
    warehouse.sql("delete from core.companies")
    opened = hq("gaps", "--now", url=warehouse.url)
    assert opened.returncode == 1
    assert "gap.example" in opened.stdout
    shown = hq("ledger", url=warehouse.url)
    lines = {line.split()[0]: line.split()[1:] for line in shown.stdout.splitlines() if line.split()}
    assert lines["clay-find-companies"] == ["2", "1", "1", "1", "0", "1"], "one body fewer in core, one gap"
    _the_record_is_shown(warehouse)


def _the_record_is_shown(warehouse: Warehouse) -> None:
    """Of one gap: nobody has looked, it settles, it is open, it is known, it is closed."""
    unseen = hq("gaps", url=warehouse.url)
    assert (unseen.returncode, unseen.stdout) == (1, "")
    assert unseen.stderr == "hq: Nobody has looked for gaps here yet: run `hq gaps check`.\n"
    seen = hq("gaps", "check", url=warehouse.url)
    assert seen.returncode == 0, seen.stderr
    assert "gap.example" in seen.stdout
    assert "1 opened, 0 healed; 1 open (1 of them settling), 0 known, 0 survived a heal." in seen.stdout
    shown = hq("gaps", url=warehouse.url)
    assert shown.returncode == 0
    assert "settling" in shown.stdout
    assert "0 open, 1 settling, 0 known." in shown.stdout
    assert hq("gaps", "check", url=warehouse.url, environment={"HQ_GAP_SETTLING_MINUTES": "0"}).returncode == 1
    assert hq("gaps", url=warehouse.url).returncode == 1
    warehouse.sql("insert into reference.known_gaps values ('core.companies', null, 'gap.*', 'moved', '2999-01-01')")
    known = hq("gaps", "check", "--settling", "0", url=warehouse.url)
    assert known.returncode == 0
    assert "until 2999-01-01: moved" in " ".join(known.stdout.split())
    warehouse.sql("delete from extracted.company_discovery")
    warehouse.sql("delete from extracted.company_attributes")  # what the record offered
    assert "0 opened, 1 healed; 0 open" in hq("gaps", "check", url=warehouse.url).stdout
    assert "gap.example" not in hq("gaps", url=warehouse.url).stdout
    closed = hq("gaps", "--healed", url=warehouse.url)
    assert "closed by source_gone" in " ".join(closed.stdout.split())
    wrong = hq("gaps", "check", url=warehouse.url, environment={"HQ_GAP_SETTLING_MINUTES": "soon"})
    assert (wrong.returncode, wrong.stderr) == (2, "hq: HQ_GAP_SETTLING_MINUTES is no whole number of minutes.\n")
    warehouse.sql("update raw.payloads set received_at = received_at - interval '200 hours'")
    silent = hq("gaps", "silent", url=warehouse.url)
    assert silent.returncode == 1
    assert {"silent", "200", "never_delivered"} <= set(silent.stdout.split())


def test_rebase_asks_first(warehouse: Warehouse) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "ingest.cli", "rebase"],
        cwd=PROJECT, env={**os.environ, "HQ_DATABASE_URL": warehouse.url}, input="n\n", capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "rebased" not in ended.stdout
    assert "0 landed rows rebased" in hq("rebase", "--yes", url=warehouse.url).stdout


def test_env_gives_dbt_what_it_needs() -> None:
    url = "postgresql://me:p%40ss%27word@db.example:6543/house?sslmode=require"  # pragma: allowlist secret
    ended = hq("env", url=url)
    lines = dict(shlex.split(line.removeprefix("export "))[0].split("=", 1) for line in ended.stdout.splitlines())
    assert lines.pop("DBT_PROFILES_DIR").endswith("profiles")
    assert lines == {
        "HQ_DB_HOST": "db.example", "HQ_DB_PORT": "6543", "HQ_DB_USER": "me", "HQ_DB_PASSWORD": "p@ss'word",
        "HQ_DB_NAME": "house", "HQ_DB_SSLMODE": "require",
    }  # fmt: skip


def test_env_shows_no_password_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HQ_DATABASE_URL", "postgresql://me:very-secret@db.example/house")  # pragma: allowlist secret
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    cli.env()
    shown = capsys.readouterr().out
    assert "very-secret" not in shown
    assert "HQ_DB_PASSWORD" in shown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql:///house", ("localhost", "5432", "postgres", "house", "prefer")),
        ("postgresql://me@/house?host=%2Ftmp%2Fx", ("/tmp/x", "5432", "me", "house", "prefer")),
        ("host=h port=6 dbname=d user=u sslmode=verify-full", ("h", "6", "u", "d", "verify-full")),
        ("postgresql://me@[::1]:5/", ("::1", "5", "me", "me", "prefer")),
    ],
)
def test_urls_become_what_dbt_reads(url: str, expected: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSSLMODE"):
        monkeypatch.delenv(name, raising=False)
    names = ("HQ_DB_HOST", "HQ_DB_PORT", "HQ_DB_USER", "HQ_DB_NAME", "HQ_DB_SSLMODE")
    variables = dbt_environment(url)
    assert tuple(variables[name] for name in names) == expected
    assert variables["HQ_DB_PASSWORD"] == ""


def test_a_url_that_cannot_be_read_is_not_repeated() -> None:
    with pytest.raises(ConfigError) as refused:
        parse_url("postgresql://me:very%zzsecret@h/d")  # pragma: allowlist secret
    assert "very" not in str(refused.value)


def test_the_project_is_found_from_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert project_dir(PROJECT / "ingest" / "ddl") == PROJECT
    assert project_dir(tmp_path) == PROJECT
    monkeypatch.setenv("HQ_PROJECT_DIR", str(tmp_path))
    with pytest.raises(ConfigError, match="dbt_project"):
        project_dir()


def test_a_token_is_shown_once_and_its_entry_holds_only_the_digest() -> None:
    ended = hq("token", "new", "clay")
    token = ended.stdout.splitlines()[0].split()[-1]
    entry = json.loads(ended.stdout.splitlines()[1].partition(": ")[2])
    assert list(entry) == ["clay"]
    assert ended.stdout.count(token) == 1
    assert hq("token", "new", "two words").returncode == 2


def test_ddl_is_applied_whole_or_not_at_all(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [("010_fine.sql", "create table raw.half ()"), ("020_broken.sql", "create tabel x ()")]
    monkeypatch.setattr(owner, "ddl_files", lambda: broken)
    broken_file = pytest.raises(Failure, match=r"020_broken\.sql")
    with owner.connect(warehouse.url, autocommit=True) as connection, broken_file:
        owner.apply_ddl(connection)
    assert warehouse.one("select to_regclass('raw.half')") is None


def _lock() -> tuple[int, int]:
    return owner.LOCK


def _is_locked(where: Warehouse) -> bool:
    return not where.sql("select pg_try_advisory_lock(%s, %s), pg_advisory_unlock_all()", _lock())[0][0]


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _empty_project(folder: Path) -> Path:
    (folder / "dbt_project.yml").write_text("name: nothing\n")
    return folder
