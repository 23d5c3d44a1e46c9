"""What a dbt command left behind: target/run_results.json and target/sources.json."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

GOOD = frozenset({"success", "pass", "warn", "no-op", "reused"})
SKIPPED = "skipped"

MESSAGE_LINES = 3
MESSAGE_LENGTH = 400
# A text in quotes is a name only behind a word that announces one; else it may be somebody's.
_QUOTED = re.compile(
    r"(?P<before>\b(?:column|relation|table|view|constraint|function|operator|type|schema|index|role|database|model|node|near)"
    r"\s+)?(?P<text>\"[^\"]*\"?|'[^']*'?)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S*(?:@|://)\S*")
_DETAIL = re.compile(r"^\s*(DETAIL|CONTEXT|HINT|LINE \d+|QUERY)\b\s*:?", re.IGNORECASE)


@dataclass(frozen=True)
class NodeResult:
    """How one node of a dbt command ended.

    Attributes:
        unique_id: of dbt.
        name: of the node.
        resource_type: model, test, seed, snapshot, function, source or operation.
        status: of dbt.
        seconds: it took, or None.
        rows_affected: rows that its last statement wrote, or None.
        failures: rows that a test found, or None.
        message: what dbt said, without values of data, or None.
        finished_at: when, or None.
    """

    unique_id: str
    name: str
    resource_type: str
    status: str
    seconds: float | None = None
    rows_affected: int | None = None
    failures: int | None = None
    message: str | None = None
    finished_at: datetime | None = None

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.status in GOOD


@dataclass(frozen=True)
class DbtResults:
    """The results of one dbt command.

    Attributes:
        invocation_id: of dbt.
        dbt_version: of dbt.
        nodes: one for each node that it touched.
    """

    invocation_id: UUID
    dbt_version: str
    nodes: list[NodeResult]


def read(path: Path, run_id: UUID) -> DbtResults | None:
    """Read the results of a command that was given the run's id.

    Args:
        path: of run_results.json or sources.json.
        run_id: the run that the command belonged to.

    Returns:
        The results; None when there are none of this run, because the command did not come to its end.
    """
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        metadata = document["metadata"]
        if metadata.get("env", {}).get("HQ_RUN_ID") != str(run_id):
            return None
        nodes = [_node(item) for item in document["results"]]
        return DbtResults(UUID(metadata["invocation_id"]), str(metadata["dbt_version"]), nodes)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def without_values(message: str | None) -> str | None:
    """Take out of a message of dbt or PostgreSQL what may be a value of data.

    Args:
        message: as dbt wrote it.

    Returns:
        Its first lines, with the names of tables and columns, without anything else that stands in quotes or looks
        like an address; None when nothing was said.
    """
    if not message:
        return None
    kept: list[str] = []
    for line in message.splitlines():
        if _DETAIL.match(line):
            break
        if line.strip() and "compiled code at" not in line:
            kept.append(line.strip())
    text = " ".join(kept[:MESSAGE_LINES])
    text = _QUOTED.sub(lambda found: found.group(0) if found.group("before") else "'...'", text)
    return _ADDRESS.sub("...", text)[:MESSAGE_LENGTH] or None


def _node(item: dict[str, Any]) -> NodeResult:
    unique_id = str(item["unique_id"])
    parts = unique_id.split(".")
    name = ".".join(parts[2:4]) if parts[0] == "source" else parts[2] if len(parts) > 2 else unique_id
    response = item.get("adapter_response") or {}
    rows = response.get("rows_affected")
    timing = [part["completed_at"] for part in item.get("timing") or [] if part.get("completed_at")]
    failures = item.get("failures")
    return NodeResult(
        unique_id,
        name,
        parts[0],
        str(item.get("status")),
        _number(item.get("execution_time")),
        rows if isinstance(rows, int) and rows >= 0 else None,
        failures if isinstance(failures, int) else None,
        without_values(item.get("message")),
        datetime.fromisoformat(max(timing)) if timing else None,
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
