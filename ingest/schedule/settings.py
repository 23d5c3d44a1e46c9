"""Settings of the schedule, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.config import ConfigError
from ingest.schedule.alert import check_url


@dataclass(frozen=True)
class ScheduleSettings:
    """What a scheduled run needs to know.

    Attributes:
        full_hours: hours after which a full run is due again.
        step_timeout: seconds that one step may take.
        history_days: days that the books of runs are kept.
        alert_url: where alerts are posted to; '' sends none. It may hold a secret and is never shown.
        alert_again_hours: hours after which the same alert is sent once more.
        code_version: commit id of the deployed code, '' when unknown.
    """

    full_hours: float = 24.0
    step_timeout: float = 14_400.0
    history_days: float = 30.0
    alert_url: str = field(default="", repr=False)
    alert_again_hours: float = 24.0
    code_version: str = ""


def schedule_settings(environment: Mapping[str, str] | None = None) -> ScheduleSettings:
    """Read the settings of the schedule.

    Args:
        environment: variables to read; those of the process when None.

    Returns:
        Checked settings.

    Raises:
        ConfigError: a variable is wrong.
    """
    env = os.environ if environment is None else environment
    alert_url = env.get("HQ_ALERT_URL", "")
    if alert_url:
        check_url(alert_url)
    return ScheduleSettings(
        full_hours=_above_zero(env, "HQ_FULL_RUN_HOURS", 24),
        step_timeout=_above_zero(env, "HQ_STEP_TIMEOUT", 14_400),
        history_days=_above_zero(env, "HQ_RUN_HISTORY_DAYS", 30),
        alert_url=alert_url,
        alert_again_hours=_above_zero(env, "HQ_ALERT_AGAIN_HOURS", 24),
        code_version=env.get("HQ_COMMIT", ""),
    )


def _above_zero(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e9:
        raise ConfigError(f"{name} must be a number above 0.")
    return value
