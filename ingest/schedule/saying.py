"""What dbt says in a fork: the lines of its own log, without one made and thrown away for each event of debugging."""

from __future__ import annotations

from datetime import UTC, datetime

from dbt_common.events.base_types import EventLevel, EventMsg
from dbt_common.events.functions import env_scrubber


def say(event: EventMsg) -> None:
    """Print an event of dbt, as `--log-level info` does; a callback of :class:`dbt.cli.main.dbtRunner`.

    Args:
        event: that dbt fired; the values of its secret variables are not shown.
    """
    if event.info.level != EventLevel.DEBUG:
        print(f"{datetime.now(UTC):%H:%M:%S}  {env_scrubber(event.info.msg)}")  # type: ignore[attr-defined]
