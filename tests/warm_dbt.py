"""dbt in one process, many times over: what it works out anew for each command, though the project stays the same.

Half of a command that builds one table is spent on that. Nothing here changes what dbt does to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbt.compilation import Linker
from dbt.tracking import track_behavior_change_warn
from dbt_common.clients.jinja import MacroFuzzEnvironment
from dbt_common.events.event_manager import EventManager

_templates: dict[tuple[type, str], Any] = {}
_acyclic: set[int] = set()

_compile = MacroFuzzEnvironment.compile
_find_cycles: Callable[[Linker], Any] = Linker.find_cycles
_fire_event = EventManager.fire_event


def _compile_once(self: MacroFuzzEnvironment, source: Any, *more: Any, **options: Any) -> Any:
    """Compile a template once in a process."""
    if more or options or not isinstance(source, str):
        return _compile(self, source, *more, **options)
    key = (type(self), source)
    if key not in _templates:
        _templates[key] = _compile(self, source)
    return _templates[key]


def _find_cycles_once(self: Linker) -> Any:
    """Look for cycles in a graph once."""
    key = hash(frozenset(self.graph.edges))
    if key in _acyclic:
        return None
    found = _find_cycles(self)
    if found is None:
        _acyclic.add(key)
    return found


def _fire_event_if_heard(
    self: EventManager, e: Any, level: Any = None, node: Any = None, force_warn_or_error_handling: bool = False
) -> None:
    """Write out an event only where somebody listens, dbt's telemetry aside, or where it may have to be an error."""
    heard = self.loggers or any(callback is not track_behavior_change_warn for callback in self.callbacks)
    if heard or self.require_warn_or_error_handling or force_warn_or_error_handling:
        _fire_event(self, e, level, node, force_warn_or_error_handling)


def keep_warm() -> None:
    """Let dbt remember, in this process."""
    for owner, name, replacement in (
        (MacroFuzzEnvironment, "compile", _compile_once),
        (Linker, "find_cycles", _find_cycles_once),
        (Linker, "get_graph_summary", lambda self, manifest: {}),  # nobody reads the file
        (EventManager, "fire_event", _fire_event_if_heard),
    ):
        setattr(owner, name, replacement)
