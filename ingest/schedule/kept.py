"""What dbt works out for every command though the project stays the same: done once, and inherited by forks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from dbt.compilation import Linker
from dbt.graph.graph import Graph, UniqueId
from dbt.graph.selector import NodeSelector
from dbt.task.build import BuildTask
from dbt_common.clients.jinja import MacroFuzzEnvironment, get_environment, template_cache

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest
    from dbt.graph.selector_spec import SelectionCriteria

_shape: WeakKeyDictionary[Graph, int] = WeakKeyDictionary()
_selected: dict[tuple[type, str, int], tuple[set[UniqueId], set[UniqueId]]] = {}
_nodes_of = NodeSelector.get_nodes_from_criteria
_templates: dict[tuple[type, str], Any] = {}
_compile = MacroFuzzEnvironment.compile


def graph_of(manifest: Manifest) -> Graph:
    """Make the graph that `dbt build` goes by, as :meth:`dbt.compilation.Compiler.compile` does for every command.

    Args:
        manifest: of the parsed project.

    Returns:
        What depends on what; a failed test holds back what comes after that which it tests.
    """
    linker = Linker()
    linker.link_graph(manifest)
    manifest.build_parent_and_child_maps()  # type: ignore[no-untyped-call]
    linker.add_test_edges(manifest)
    return Graph(linker.graph)


def _compile_once(self: MacroFuzzEnvironment, source: Any, *more: Any, **options: Any) -> Any:  # noqa: ANN401
    if more or options or not isinstance(source, str):
        return _compile(self, source, *more, **options)
    key = (type(self), source)
    if key not in _templates:
        _templates[key] = _compile(self, source)
    return _templates[key]


def compile_once() -> None:
    """Let dbt compile each template once in a process."""
    MacroFuzzEnvironment.compile = _compile_once  # type: ignore[method-assign, assignment]


def compile_templates(manifest: Manifest) -> None:
    """Compile what builds render: macros into dbt's own cache of templates, models and tests for :func:`compile_once`.

    Args:
        manifest: of the parsed project.
    """
    compile_once()
    for macro in manifest.macros.values():
        template_cache.get_node_template(macro)
    environment = get_environment()
    for text in {node.raw_code for node in manifest.nodes.values() if node.language == "sql"}:
        environment.compile(text)


def build_by(graph: Graph, manifest: Manifest) -> None:
    """Let `dbt build` go by this graph; to be called in a fork.

    Args:
        graph: of :func:`graph_of`.
        manifest: that it was made of; a build of another makes its own.
    """
    make_anew = BuildTask.compile_manifest

    def compile_manifest(self: BuildTask) -> None:
        if self.manifest is manifest:
            self.graph = graph
        else:
            make_anew(self)

    BuildTask.compile_manifest = compile_manifest  # type: ignore[method-assign]


def _select_once(self: NodeSelector, spec: SelectionCriteria) -> tuple[set[UniqueId], set[UniqueId]]:
    graph = self.full_graph
    if graph not in _shape:
        _shape[graph] = hash((frozenset(graph.graph.nodes), frozenset(graph.graph.edges)))
    key = (type(self), repr(spec), _shape[graph])
    if key not in _selected:
        _selected[key] = _nodes_of(self, spec)
    direct, indirect = _selected[key]
    return set(direct), set(indirect)


def select_once() -> None:
    """Let dbt work out once what a part of a selection means in a graph; it asks three times for a command."""
    NodeSelector.get_nodes_from_criteria = _select_once  # type: ignore[method-assign]
