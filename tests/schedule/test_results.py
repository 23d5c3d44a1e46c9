"""What dbt leaves behind: read when it is of this run, and without values of data."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from ingest.schedule import process, results, steps
from ingest.schedule.results import DbtResults, NodeResult

RUN = uuid4()


def write(path: Path, run: UUID = RUN) -> Path:
    timing = [{"name": "execute", "started_at": "2026-01-01T00:00:00Z", "completed_at": "2026-01-01T00:00:02Z"}]
    document = {
        "metadata": {"invocation_id": str(uuid4()), "dbt_version": "1.11.16", "env": {"HQ_RUN_ID": str(run)}},
        "results": [
            {"unique_id": "model.hq.core__people", "status": "success", "execution_time": 1.5, "timing": timing,
             "adapter_response": {"rows_affected": 7}, "message": "INSERT 0 7", "failures": None},
            {"unique_id": "test.hq.unique_x.abc", "status": "fail", "execution_time": 0.1, "failures": 3,
             "message": "Got 3 results, configured to fail if != 0", "adapter_response": {}},
            {"unique_id": "source.hq.raw.payloads", "status": "error", "execution_time": 0.1},
        ],
    }  # fmt: skip
    path.write_text(json.dumps(document))
    return path


def test_results_are_read(tmp_path: Path) -> None:
    found = results.read(write(tmp_path / "run_results.json"), RUN)
    assert found is not None
    model, failing, source = found.nodes
    assert (model.name, model.resource_type, model.rows_affected, model.seconds) == ("core__people", "model", 7, 1.5)
    assert model.is_good
    assert model.finished_at is not None
    assert (failing.name, failing.failures, failing.is_good) == ("unique_x", 3, False)
    assert source.name == "raw.payloads"


def test_results_of_another_run_are_not_taken(tmp_path: Path) -> None:
    assert results.read(write(tmp_path / "run_results.json", uuid4()), RUN) is None
    assert results.read(tmp_path / "missing.json", RUN) is None
    (tmp_path / "half.json").write_text('{"metadata": {"env"')
    assert results.read(tmp_path / "half.json", RUN) is None


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ('Database Error in model core__x (models/core/x.sql)\n  column "no_such" does not exist\n  LINE 4: select 1',
         'Database Error in model core__x (models/core/x.sql) column "no_such" does not exist'),
        ('duplicate key value violates unique constraint "people_pkey"\nDETAIL:  Key (url)=(ada) already exists.',
         'duplicate key value violates unique constraint "people_pkey"'),
        ('invalid input syntax for type integer: "Ada Example"', "invalid input syntax for type integer: '...'"),
        ("bad value 'it''s Ada' here", "bad value '...''...' here"),
        ('an open quote "Ada Example', "an open quote '...'"),
        ("look at https://www.linkedin.com/in/ada-example now", "look at ... now"),
        ("ada@example.com wrote", "... wrote"),
        ("postgresql://owner@db.example/x failed", "... failed"),
        ("Got 3 results, configured to fail if != 0", "Got 3 results, configured to fail if != 0"),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_messages_lose_values_and_keep_names(message: str | None, kept: str | None) -> None:
    assert results.without_values(message) == kept


def test_a_long_message_is_cut() -> None:
    assert len(results.without_values("x" * 9999) or "") == results.MESSAGE_LENGTH


def judged(code: int, *nodes: NodeResult) -> steps.Outcome:
    return steps.judge("build", code, DbtResults(uuid4(), "1.11", list(nodes)))


def test_what_results_mean() -> None:
    good = NodeResult("model.hq.a", "a", "model", "success")
    warned = NodeResult("test.hq.w", "w", "test", "warn")
    failed = NodeResult("model.hq.b", "b", "model", "error", message="secret words")
    found = NodeResult("test.hq.t", "t", "test", "fail", failures=2)
    skipped = NodeResult("model.hq.c", "c", "model", "skipped")
    assert judged(0, good).status == "ok"
    assert judged(0, good, warned).status == "warned"
    broken = judged(1, good, failed, found, skipped)
    assert (broken.status, broken.skipped, broken.ended_well) == ("failed", 1, True)
    assert [(item.name, item.what) for item in broken.broken] == [
        ("b", "model ended with error"), ("t", "test found 2 rows")
    ]  # fmt: skip
    assert "secret" not in repr(broken)


@pytest.mark.parametrize("code", [-9, 1, 2, process.EXIT_TOO_LONG])
def test_a_command_without_results_did_not_end_well(code: int) -> None:
    outcome = steps.judge("build", code, None)
    assert (outcome.status, outcome.ended_well) == ("failed", False)
    assert outcome.broken[0].name == "dbt"


def test_a_build_without_the_word_of_dbt_is_not_well() -> None:
    assert not steps.judge("build", 0, None).ended_well


def test_which_commands_there_are() -> None:
    assert steps.has_command("run")
    assert steps.has_command("quarantine", "list")
    assert not steps.has_command("quarantine", "nothing")
    assert not steps.has_command("nothing")
