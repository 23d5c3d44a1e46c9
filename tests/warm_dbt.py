"""dbt in one process, many times over: what it works out anew for each command, though the project stays the same.

Half of a command that builds one table is spent on that. Nothing here changes what dbt does to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbt.compilation import Linker
from dbt.contracts.graph.nodes import ParsedNode
from dbt.graph.selector import NodeSelector
from dbt.tracking import track_behavior_change_warn
from dbt_common.behavior_flags import BehaviorFlagRendered
from dbt_common.events.base_types import BaseEvent
from dbt_common.events.event_manager import EventManager
from dbt_common.tests import enable_test_caching

from ingest.schedule import kept, relations

_acyclic: set[int] = set()
_selected: dict[tuple[type, str, int], Any] = {}

_find_cycles: Callable[[Linker], Any] = Linker.find_cycles
_fire_event = EventManager.fire_event
_nodes_of = NodeSelector.get_nodes_from_criteria
_make_event: Callable[..., None] = BaseEvent.__init__
_attribute_of_event: Callable[[BaseEvent, str], Any] = BaseEvent.__getattr__


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


def _fire_event_if_heard(
    self: EventManager, e: Any, level: Any = None, node: Any = None, force_warn_or_error_handling: bool = False
) -> None:
    """Write out an event only where somebody listens, dbt's telemetry aside, or where it may have to be an error."""
    heard = self.loggers or any(callback is not track_behavior_change_warn for callback in self.callbacks)
    if heard or self.require_warn_or_error_handling or force_warn_or_error_handling:
        _fire_event(self, e, level, node, force_warn_or_error_handling)


def _keep_what_is_said(self: BaseEvent, *words: Any, **values: Any) -> None:
    """Make an event into a message only when it is read."""
    self.__dict__["_said"] = (words, values)


def _read_event(self: BaseEvent, key: str) -> Any:
    """Return a part of an event, which is made into a message now."""
    words, values = self.__dict__.pop("_said", (None, None))
    if values is not None:
        _make_event(self, *words, **values)
    return _attribute_of_event(self, key)


def keep_warm() -> None:
    """Let dbt remember, in this process."""
    enable_test_caching()
    kept.compile_once()
    relations.ask_by_name()
    for owner, name, replacement in (
        (Linker, "find_cycles", _find_cycles_once),
        (Linker, "get_graph_summary", lambda self, manifest: {}),  # nobody reads the file
        (NodeSelector, "get_nodes_from_criteria", _select_once),
        (ParsedNode, "write_node", lambda self, project_root, compiled_path, compiled_code: None),  # nor these
        (EventManager, "fire_event", _fire_event_if_heard),
        # Twenty looks through the stack and every module that is loaded: seconds a command under pytest.
        (BehaviorFlagRendered, "_default_source", staticmethod(lambda: "dbt")),
        (BaseEvent, "__init__", _keep_what_is_said),
        (BaseEvent, "__getattr__", _read_event),
    ):
        setattr(owner, name, replacement)
