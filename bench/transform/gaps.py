"""Checks of the gaps on a base: what `dbt test` and `hq gaps check` compare for the tables that were built."""

from __future__ import annotations

import json
import time
from typing import Any

import psycopg

VIEWS = (
    "ops__person_work_history_gaps",
    "ops__people_gaps",
    "ops__company_gaps",
    "ops__company_funding_gaps",
    "ops__vc_gaps",
)
"""Models that compare keys of extracted with those of the tables that people, companies and funding events become."""

_WRITTEN = (
    "select coalesce(jsonb_object_agg(regexp_replace(model, '__', '.'), generation), '{}') from ops.model_generations"
)
_SETTING = "select set_config('hq.gap_check', %s, true)"


def written(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Return the number of the last writing of each table: what is later is news to a check."""
    row = connection.execute(_WRITTEN).fetchone()
    return dict(row[0]) if row else {}


def check(connection: psycopg.Connection[Any], since: dict[str, int] | None = None) -> tuple[float, int]:
    """Compare keys, as ``ops.compare_gaps`` does.

    Args:
        connection: to the warehouse, in autocommit mode.
        since: writings that were compared before; None compares all keys.

    Returns:
        Seconds, and how many gaps there are.
    """
    query = " union all ".join(f"select count(*) from {view.replace('__', '.', 1)}" for view in VIEWS)
    began = time.perf_counter()
    with connection.transaction():
        connection.execute("select set_config('work_mem', '128MB', true)")
        if since is not None:
            connection.execute(_SETTING, [json.dumps({"since": since, "whole": []})])
        found = connection.execute(
            f"select sum(count)::bigint from ({query}) as gap".encode(), prepare=False
        ).fetchone()
    assert found
    return time.perf_counter() - began, int(found[0])
