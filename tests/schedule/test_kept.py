"""What a resident process keeps for its forks is what dbt makes anew without it."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from dbt.adapters.cache import RelationsCache
from dbt.adapters.postgres.impl import PostgresAdapter
from dbt.adapters.postgres.relation import PostgresRelation
from dbt.compilation import Linker
from dbt.contracts.graph.manifest import Manifest
from dbt.graph.graph import Graph
from dbt.graph.selector import NodeSelector
from dbt.graph.selector_spec import SelectionCriteria
from dbt.task.build import BuildTask
from dbt_common.clients.jinja import template_cache
from dbt_common.events.base_types import EventLevel, EventMsg, msg_from_base_event
from dbt_common.events.event_manager import EventManager
from dbt_common.events.types import Note

from ingest import dbt
from ingest.schedule import kept, relations, saying
from ingest.schedule.saying import only_what_is_heard, say
from ingest.schedule.warm import Warm, fork
from tests.harness import PROJECT, Warehouse

NOTHING = ("build", "--select", "no_such_model")


@pytest.fixture
def made(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> list[BuildTask]:
    """Tasks of `dbt build`, after each has the graph that it goes by."""
    tasks: list[BuildTask] = []
    make = BuildTask.compile_manifest

    def watched(self: BuildTask) -> None:
        make(self)
        tasks.append(self)

    monkeypatch.setattr(BuildTask, "compile_manifest", watched)
    assert warehouse.dbt(*NOTHING).success
    return tasks


def manifest_of(task: BuildTask) -> Manifest:
    assert task.manifest is not None
    return task.manifest


def edges(graph: Graph) -> set[Any]:
    return set(graph.graph.edges)


def test_the_graph_is_the_one_that_dbt_makes(made: list[BuildTask]) -> None:
    (task,) = made
    assert task.graph is not None
    ours = kept.graph_of(manifest_of(task))
    assert set(ours.graph.nodes) == set(task.graph.graph.nodes)
    assert edges(ours) == edges(task.graph)
    without_tests = Linker().get_graph(manifest_of(task))
    assert edges(without_tests) < edges(ours), "tests hold back what comes after what they test"


def test_a_build_goes_by_the_graph_of_its_own_manifest_only(
    warehouse: Warehouse, made: list[BuildTask], monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(made[0])
    graph = kept.graph_of(manifest)
    monkeypatch.setattr(BuildTask, "compile_manifest", BuildTask.compile_manifest)  # is put back after the test
    kept.build_by(graph, Manifest())
    warehouse.dbt(*NOTHING)
    assert made[-1].graph is not graph
    kept.build_by(graph, manifest)
    found = warehouse.dbt("build", "--select", "core__company_ads")
    assert found.success
    assert found.statuses["core__company_ads"] == "success"
    assert "company_ads_follow_the_newest_check" in found.statuses
    assert len(made) == 2, "nothing was made anew"


def test_every_macro_and_every_model_is_compiled(made: list[BuildTask], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_templates", {})
    template_cache.clear()
    manifest = manifest_of(made[0])
    kept.compile_templates(manifest)
    assert {macro.macro_sql for macro in manifest.macros.values()} <= set(template_cache.file_cache)
    texts = {text for _, text in kept._templates}
    assert manifest.nodes["model.hq_master_data.core__company_ads"].raw_code in texts


def test_a_selection_means_the_same_when_it_is_asked_again(
    made: list[BuildTask], monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(made[0])
    selector = NodeSelector(kept.graph_of(manifest), manifest)
    specs = [
        SelectionCriteria.from_single_spec(text)
        for text in ("core__company_ads", "core__company_ads+", "+core__company_ads", "config.materialized:snapshot")
    ]
    plainly = [kept._nodes_of(selector, spec) for spec in specs]
    assert len({frozenset(direct) for direct, _ in plainly}) == len(specs)
    monkeypatch.setattr(kept, "_selected", {})
    for _ in range(2):
        found = [selector.get_nodes_from_criteria(spec) for spec in specs]
        assert found == plainly
        found[0][0].clear()  # whoever asks may change what it was told


def test_a_fork_builds_by_what_it_inherits(
    warehouse: Warehouse, made: list[BuildTask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The suite has dbt remember as well, so here it is dbt as it comes, but for what a fork does itself."""
    monkeypatch.setattr(kept, "_templates", {})
    template_cache.clear()
    warm = Warm(PROJECT, "digest", "stamp", manifest_of(made[0]))
    assert kept._templates
    assert template_cache.file_cache

    def made_anew(self: BuildTask) -> None:
        raise AssertionError("a fork made the graph anew")

    monkeypatch.setattr(BuildTask, "compile_manifest", made_anew)
    replaced: list[tuple[type, str]] = []
    for owner, name, plain in (
        (NodeSelector, "get_nodes_from_criteria", kept._nodes_of),
        (PostgresAdapter, "get_relation", relations._get_relation),
        (EventManager, "fire_event", saying._fire_event),
    ):
        monkeypatch.setattr(owner, name, plain)
        replaced.append((owner, name))
    before = [getattr(owner, name) for owner, name in replaced]

    def work() -> int:
        code = warm.dbt(["build", "--select", "core__company_ads", "--no-use-colors"])
        same = [name for (owner, name), was in zip(replaced, before, strict=True) if getattr(owner, name) is was]
        print("as it was:", same)
        return code

    log = tmp_path / "log"
    environment = {
        **dbt.environment(PROJECT, warehouse.url),
        "DBT_TARGET_PATH": str(tmp_path),
        "DBT_LOG_PATH": str(tmp_path),
    }
    code = fork(work, environment=environment, folder=PROJECT, log=log).wait(120)
    said = log.read_text()
    assert code == 0, said
    assert "as it was: []" in said
    assert "OK created sql incremental model core.company_ads" in said
    assert "Began running node" not in said, "that is debugging"
    assert (tmp_path / "run_results.json").exists()


def test_what_was_said_is_there_when_a_fork_is_killed(tmp_path: Path) -> None:
    def work() -> int:
        say(msg_from_base_event(Note(msg="halfway"), level=EventLevel.INFO))
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    assert fork(work, log=tmp_path / "log").wait(30) == -signal.SIGKILL
    assert (tmp_path / "log").read_text()[10:] == "halfway\n"


def test_a_relation_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = RelationsCache()
    for schema, name in (("core", "people"), ("core", "people_by_name"), ("extracted", "people")):
        cache.add(PostgresRelation.create(database="hq", schema=schema, identifier=name))  # type: ignore[no-untyped-call]
    asked: list[str] = []
    monkeypatch.setattr(relations, "_get_relation", lambda adapter, *name: asked.append(name[-1]))
    adapter = cast("PostgresAdapter", SimpleNamespace(cache=cache))
    found = relations._relation_by_key(adapter, "HQ", "core", "People")
    assert str(found) == '"hq"."core"."people"'
    assert relations._relation_by_key(adapter, "hq", "past", "people") is None
    assert asked == ["people"], "dbt looks for what the cache does not have"


def test_a_process_says_what_dbt_says_but_no_debugging(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBT_ENV_SECRET_TOKEN", "hush-hush")
        for level in (EventLevel.DEBUG, EventLevel.INFO, EventLevel.ERROR):
            say(msg_from_base_event(Note(msg=f"{level.value} of hush-hush"), level=level))
    said = capsys.readouterr().out.splitlines()
    assert [line[10:] for line in said] == ["info of *****", "error of *****"]


def test_an_event_that_is_heard_is_made_into_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    only_what_is_heard()  # as the suite does
    manager = EventManager()
    heard: list[EventMsg] = []
    for callbacks, counts in (([], 0), ([say], 0), ([say, heard.append], 1)):
        manager.callbacks = list(callbacks)
        manager.fire_event(Note(msg="by the way"), level=EventLevel.DEBUG)
        assert len(heard) == counts
    manager.callbacks = [say]
    manager.fire_event(Note(msg="what is said"), level=EventLevel.WARN)
    assert [line[10:] for line in capsys.readouterr().out.splitlines()] == ["what is said"]
    assert heard[0].data.msg == "by the way"
