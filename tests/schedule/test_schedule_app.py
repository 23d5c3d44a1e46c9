"""What can be checked of the scheduled functions without an account: Modal checks expressions only on deploy."""

from __future__ import annotations

import importlib
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import modal
import pytest

from ingest.schedule import cron
from ingest.warehouse import EXIT_BUSY
from tests.harness import PROJECT


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, dict[str, list[dict[str, Any]]]]:
    """Import the app anew and note what it asks Modal for."""
    calls: dict[str, list[dict[str, Any]]] = {}

    def note(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def noting(*arguments: Any, **options: Any) -> Any:
            calls.setdefault(name, []).append({"arguments": arguments, **options})
            return original(*arguments, **options)

        monkeypatch.setattr(owner, name, noting)

    for owner, name in (
        (modal.App, "function"), (modal, "Cron"), (modal.Secret, "from_name"), (modal.Image, "pip_install"),
        (modal.Image, "add_local_dir"), (modal.Image, "add_local_python_source"),
    ):  # fmt: skip
        note(owner, name)
    monkeypatch.delitem(sys.modules, "ingest.schedule_app", raising=False)
    return importlib.import_module("ingest.schedule_app"), calls


def test_every_expression_is_one(asked: tuple[ModuleType, dict[str, list[dict[str, Any]]]]) -> None:
    _, calls = asked
    expressions = [call["arguments"][0] for call in calls["Cron"]]
    assert len(expressions) == 2
    for expression in expressions:
        assert cron.parse(expression)
    nightly = cron.parse(expressions[1])
    assert len(nightly["hour"]) == len(nightly["minute"]) == 1
    assert {call["timezone"] for call in calls["Cron"]} == {"UTC"}


def test_functions_run_once_at_a_time_and_are_not_tried_again(
    asked: tuple[ModuleType, dict[str, list[dict[str, Any]]]],
) -> None:
    _, calls = asked
    assert len(calls["function"]) == 2
    for options in calls["function"]:
        assert options["max_containers"] == 1
        assert options["retries"] == 0
        assert 600 <= options["timeout"] <= 86_400
        assert "schedule" in options


def test_the_image_has_the_pins_and_the_project(asked: tuple[ModuleType, dict[str, list[dict[str, Any]]]]) -> None:
    module, calls = asked
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    assert set(module.REQUIREMENTS) <= {*project["dependencies"], *extras["quality"], *extras["site"]}
    folders = {Path(call["arguments"][-2]).name for call in calls["add_local_dir"]}
    settings = (PROJECT / "dbt_project.yml").read_text()
    for folder in ("models", "macros", "seeds", "functions", "snapshots", "tests"):
        assert folder in folders
        assert f"[{folder}]" in settings
    assert not module.left_out_of_package(Path("ddl/092_schedule.sql"))
    assert not module.left_out_of_project(Path("seeds/registry/x.csv"))
    assert module.left_out_of_project(Path("tests/harness.py"))
    (secret,) = calls["from_name"]
    assert set(secret["required_keys"]) == {"HQ_DATABASE_URL", "HQ_WAREHOUSE_ID"}


def test_a_busy_warehouse_is_no_failure(
    asked: tuple[ModuleType, dict[str, list[dict[str, Any]]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    module, _ = asked
    assert module.BUSY == EXIT_BUSY
    monkeypatch.setenv("HQ_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(RuntimeError, match="ended with 1"):
        module.hq_run()
