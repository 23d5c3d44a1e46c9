"""`hq run` as a process of its own, and what it wrote into its books."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.schedule.books import Books
from ingest.schedule.plan import Plan, project_hash
from tests.harness import PROJECT, Warehouse
from tests.ingest.running import wait_for


@dataclass
class Scheduled:
    """A warehouse under the schedule.

    Attributes:
        warehouse: its database.
        target: folder for what dbt writes.
        environment: variables of every run.
    """

    warehouse: Warehouse
    target: Path
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start `hq` with these arguments."""
        variables = {name: value for name, value in os.environ.items() if not name.startswith(("HQ_", "DBT_"))}
        variables |= {
            "HQ_DATABASE_URL": self.warehouse.url,
            "DBT_TARGET_PATH": str(self.target),
            "DBT_LOG_PATH": str(self.target),
            **self.environment,
            **(environment or {}),
        }
        return subprocess.Popen(
            [sys.executable, "-m", "ingest.cli", *arguments],
            cwd=PROJECT,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Do `hq run` and return its exit code and what it printed."""
        process = self.start("run", *arguments, environment=environment)
        output = process.communicate(timeout=1500)[0]
        return process.returncode, output

    def last(self) -> dict[str, Any]:
        """Return the newest run of the books."""
        return self.warehouse.rows("select * from ops.scheduled_runs order by started_at desc limit 1")[0]

    def steps(self) -> dict[str, str]:
        """Return the steps of the newest run with their status."""
        query = "select step, status from ops.scheduled_steps where run_id = %s order by position"
        return dict(self.warehouse.sql(query, [self.last()["run_id"]]))

    def wait_for_step(self, process: subprocess.Popen[str], step: str, seconds: float = 900) -> None:
        """Wait until a step of the run that has just been started is at work."""

        def at_work() -> bool:
            assert process.poll() is None, process.communicate()[0]
            query = "select s.step from ops.scheduled_steps as s join ops.scheduled_runs as r using (run_id)"
            return (step,) in self.warehouse.sql(f"{query} where r.status = 'running' and s.status = 'running'")

        wait_for(at_work, seconds)

    def enter_full_run(self) -> None:
        """Enter into the books that a full run of this project has been: the template is built, and parsed."""
        self.warehouse.parsed(self.target)
        books = Books(self.warehouse.url)
        books.begin(Plan("full", "test"), project_hash(PROJECT), "")
        books.build_ended()
        books.end("ok", 0, [])
        books.close()
