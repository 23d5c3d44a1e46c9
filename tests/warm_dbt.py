"""dbt in one process, many times over: what it works out anew for each command, though the project stays the same.

Half of a command that builds one table is spent on that. Nothing here changes what dbt does to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbt.compilation import Linker
from dbt.contracts.graph.nodes import ParsedNode
from dbt.graph.selector import NodeSelector
from dbt_common.behavior_flags import BehaviorFlagRendered
from dbt_common.tests import enable_test_caching

from ingest.schedule import kept, relations, saying

_acyclic: set[int] = set()
_selected: dict[tuple[type, str, int], Any] = {}

_find_cycles: Callable[[Linker], Any] = Linker.find_cycles
_nodes_of = NodeSelector.get_nodes_from_criteria


def _find_cycles_once(self: Linker) -> Any:
    """Look for cycles in a graph once."""
    key = hash(frozenset(self.graph.edges))
    if key in _acyclic:
        return None
    found = _find_cycles(self)
    if found is None:
        _acyclic.add(key)
    return found


def _select_once(self: NodeSelector, spec: Any) -> Any:
    """Work out once what a part of a selection means in a graph."""
    key = (type(self), repr(spec), hash(frozenset(self.full_graph.graph.edges)))
    if key not in _selected:
        _selected[key] = _nodes_of(self, spec)
    direct, indirect = _selected[key]
    return set(direct), set(indirect)


def keep_warm() -> None:
    """Let dbt remember, in this process."""
    enable_test_caching()
    kept.compile_once()
    relations.ask_by_name()
    saying.only_what_is_heard()
    for owner, name, replacement in (
        (Linker, "find_cycles", _find_cycles_once),
        (Linker, "get_graph_summary", lambda self, manifest: {}),  # nobody reads the file
        (NodeSelector, "get_nodes_from_criteria", _select_once),
        (ParsedNode, "write_node", lambda self, project_root, compiled_path, compiled_code: None),  # nor these
        # Twenty looks through the stack and every module that is loaded: seconds a command under pytest.
        (BehaviorFlagRendered, "_default_source", staticmethod(lambda: "dbt")),
    ):
        setattr(owner, name, replacement)
