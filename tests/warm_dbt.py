"""dbt in one process, many times over: what it works out anew for each command, though the project stays the same.

Half of a command that builds one table is spent on that. Nothing here changes what dbt does to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbt.compilation import Linker
from dbt.contracts.graph.nodes import ParsedNode
from dbt_common.behavior_flags import BehaviorFlagRendered
from dbt_common.tests import enable_test_caching

from ingest.schedule import kept, relations, saying

_acyclic: set[int] = set()

_find_cycles: Callable[[Linker], Any] = Linker.find_cycles


def _find_cycles_once(self: Linker) -> Any:
    """Look for cycles in a graph once."""
    key = hash(frozenset(self.graph.edges))
    if key in _acyclic:
        return None
    found = _find_cycles(self)
    if found is None:
        _acyclic.add(key)
    return found


def keep_warm() -> None:
    """Let dbt remember, in this process."""
    enable_test_caching()
    kept.compile_once()
    kept.select_once()
    relations.ask_by_name()
    saying.only_what_is_heard()
    for owner, name, replacement in (
        (Linker, "find_cycles", _find_cycles_once),
        (Linker, "get_graph_summary", lambda self, manifest: {}),  # nobody reads the file
        (ParsedNode, "write_node", lambda self, project_root, compiled_path, compiled_code: None),  # nor these
        # Twenty looks through the stack and every module that is loaded: seconds a command under pytest.
        (BehaviorFlagRendered, "_default_source", staticmethod(lambda: "dbt")),
    ):
        setattr(owner, name, replacement)
