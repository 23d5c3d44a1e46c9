"""What dbt says in a fork: the lines of its own log, and no message for an event that nobody hears.

dbt makes a message of each of some five hundred events of a small build, and a line of it, which its log then drops.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from dbt.tracking import track_behavior_change_warn
from dbt_common.events.base_types import BaseEvent, EventLevel, EventMsg
from dbt_common.events.event_manager import EventManager
from dbt_common.events.functions import env_scrubber

_UNSAID = frozenset({EventLevel.TEST, EventLevel.DEBUG})

_fire_event = EventManager.fire_event
_make_event: Callable[..., None] = BaseEvent.__init__
_attribute_of_event: Callable[[BaseEvent, str], Any] = BaseEvent.__getattr__


def say(event: EventMsg) -> None:
    """Print an event of dbt, as `--log-level info` does; a callback of :class:`dbt.cli.main.dbtRunner`.

    Args:
        event: that dbt fired; the values of its secret variables are not shown.
    """
    if EventLevel(event.info.level) not in _UNSAID:
        said = env_scrubber(event.info.msg)  # type: ignore[attr-defined]
        # At once, as dbt's own log does: it is read while a step is at work, and after one was killed.
        print(f"{datetime.now(UTC):%H:%M:%S}  {said}\n", end="", flush=True)


def _is_heard(manager: EventManager, event: BaseEvent, level: EventLevel | None) -> bool:
    listeners = {*manager.callbacks} - {track_behavior_change_warn}  # dbt's telemetry, which is off
    if manager.loggers or listeners - {say}:
        return True
    return bool(listeners) and (level or event.level_tag()) not in _UNSAID


def _fire_event_if_heard(
    self: EventManager,
    e: BaseEvent,
    level: EventLevel | None = None,
    node: Any = None,  # noqa: ANN401
    force_warn_or_error_handling: bool = False,
) -> None:
    must = self.require_warn_or_error_handling or force_warn_or_error_handling  # it may have to be an error
    if must or _is_heard(self, e, level):
        _fire_event(self, e, level, node, force_warn_or_error_handling)


def _keep_what_is_said(self: BaseEvent, *words: Any, **values: Any) -> None:  # noqa: ANN401
    self.__dict__["_said"] = (words, values)


def _read_event(self: BaseEvent, key: str) -> Any:  # noqa: ANN401
    words, values = self.__dict__.pop("_said", (None, None))
    if values is not None:
        _make_event(self, *words, **values)
    return _attribute_of_event(self, key)


def only_what_is_heard() -> None:
    """Let dbt make an event into a message, in this process, only where somebody reads it."""
    for owner, name, replacement in (
        (EventManager, "fire_event", _fire_event_if_heard),
        (BaseEvent, "__init__", _keep_what_is_said),
        (BaseEvent, "__getattr__", _read_event),
    ):
        setattr(owner, name, replacement)
