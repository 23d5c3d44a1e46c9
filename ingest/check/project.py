"""What the rules look at: the registry, the files, and the manifest that dbt makes of them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest import dbt
from ingest.errors import Failure

REGISTRY = "seeds/registry/enrichment_workflow_registry.csv"
SEED = "enrichment_workflow_registry"
PACKAGE = "hq_master_data"
PARSED = ("models", "macros", "functions", "seeds", "snapshots", "tests/generic", "tests/registry")
"""Folders that dbt reads."""

NOWHERE = "postgresql://nobody@127.0.0.1:1/nowhere"
"""dbt wants a connection to parse, and never opens it."""

Node = Mapping[str, Any]


def literal(text: str) -> list[str] | None:
    """Read a one-dimensional PostgreSQL array literal of plain words.

    Args:
        text: such as ``{a,b}``.

    Returns:
        Its members; None when it is no such literal.
    """
    if not re.fullmatch(r"\{[^{}\"]*\}", text):
        return None
    members = [member.strip() for member in text[1:-1].split(",")] if text != "{}" else []
    return None if any(not member for member in members) else members


@dataclass(frozen=True)
class Project:
    """The files of a project and its manifest.

    Attributes:
        root: folder of the project.
        manifest: as dbt wrote it.
    """

    root: Path
    manifest: Mapping[str, Any]

    def text(self, path: str) -> str:
        """Return the text of a file; empty when there is none."""
        file = self.root / path
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def files(self, folder: str, *patterns: str) -> Iterator[tuple[str, str]]:
        """Yield path and text of the files below a folder, in order."""
        for file in sorted({file for pattern in patterns for file in (self.root / folder).rglob(pattern)}):
            path = file.relative_to(self.root)
            if not any(part.startswith(".") or part in ("target", "logs", "__pycache__") for part in path.parts):
                yield path.as_posix(), file.read_text(encoding="utf-8")

    @cached_property
    def header(self) -> list[str]:
        """Columns of the registry."""
        return next(csv.reader(io.StringIO(self.text(REGISTRY))), [])

    @cached_property
    def rows(self) -> list[list[str]]:
        """Rows of the registry as they are written."""
        return list(csv.reader(io.StringIO(self.text(REGISTRY))))[1:]

    @cached_property
    def registry(self) -> dict[str, dict[str, str]]:
        """Rows of the registry by slug; missing columns are empty."""
        found = {}
        for row in self.rows:
            cells = dict.fromkeys(self.header, "") | dict(zip(self.header, row, strict=False))
            found[cells.get("workflow_slug", "")] = cells
        return found

    @cached_property
    def kinds(self) -> set[str]:
        """Kinds of record that a workflow carries."""
        return {row["record_kind"] for row in self.registry.values()} - {""}

    def nodes(self, *kinds: str) -> dict[str, Node]:
        """Return the project's own nodes of these resource types by unique id."""
        return {
            key: node
            for key, node in self.manifest["nodes"].items()
            if node["resource_type"] in kinds and node["package_name"] == PACKAGE
        }

    @cached_property
    def models(self) -> dict[str, Node]:
        """Models by name."""
        return {node["name"]: node for node in self.nodes("model").values()}

    def model(self, table: str) -> Node | None:
        """Return the model of a relation such as ``core.people``."""
        return self.models.get(table.replace(".", "__", 1))

    def tables(self, *schemas: str) -> dict[str, Node]:
        """Return the incremental models of schemas by name."""
        return {
            name: node
            for name, node in self.models.items()
            if node["schema"] in schemas and node["config"]["materialized"] == "incremental"
        }

    @cached_property
    def parents(self) -> dict[str, set[str]]:
        """Names of models, seeds and sources that a model reads itself."""
        return {
            name: {parent.split(".", 2)[2] for parent in node["depends_on"]["nodes"] if not parent.startswith("func")}
            for name, node in self.models.items()
        }

    def ancestors(self, name: str) -> set[str]:
        """Return everything that a model reads, at any distance, itself included."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self.parents.get(one, ()))
        return found

    @cached_property
    def gaps_now(self) -> str:
        """Name of the model that lists the gaps of this moment."""
        return next((name for name in ("ops__current_gaps", "ops__coalescing_gaps") if name in self.models), "")

    @cached_property
    def seed(self) -> Node:
        """The registry's seed."""
        return next((node for node in self.nodes("seed").values() if node["name"] == SEED), {})

    def tests_of_seed(self, kind: str) -> dict[str, Mapping[str, Any]]:
        """Return the arguments of the registry's column tests of one kind by column."""
        return {
            node["column_name"]: node["test_metadata"]["kwargs"]
            for node in self.nodes("test").values()
            if node.get("attached_node") == self.seed.get("unique_id")
            and (node.get("test_metadata") or {}).get("name") == kind
        }


def load(root: Path, *, refresh: bool = False) -> Project:
    """Read a project; dbt parses it when its manifest is older than a file. No database is needed.

    Args:
        root: folder of the project.
        refresh: True parses in any case.

    Returns:
        The project.

    Raises:
        Failure: dbt cannot parse it; the message holds what dbt says.
    """
    for path in (root / "target" / "manifest.json", root / ".hq" / "check" / "manifest.json"):
        if not refresh and path.is_file() and _is_fresh(root, path):
            break
    else:
        path = _parse(root)
    return Project(root, json.loads(path.read_text(encoding="utf-8")))


def _is_fresh(root: Path, path: Path) -> bool:
    written = path.stat().st_mtime
    files = [root / "dbt_project.yml", *(file for folder in PARSED for file in (root / folder).rglob("*.*"))]
    if any(file.stat().st_mtime > written for file in files if "__pycache__" not in file.parts):
        return False
    manifest = json.loads(path.read_text(encoding="utf-8"))
    parts = ("nodes", "macros", "functions", "unit_tests")
    named = {
        node["original_file_path"]
        for part in parts
        for node in manifest.get(part, {}).values()
        if node["package_name"] == PACKAGE
    }
    return all((root / file).exists() for file in named)


def _parse(root: Path) -> Path:
    target = root / ".hq" / "check"
    target.mkdir(parents=True, exist_ok=True)
    command = [str(Path(sys.executable).with_name("dbt")), "--quiet", "--log-level-file", "none", "parse"]
    command += ["--target-path", str(target), "--log-path", str(target)]
    done = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, **dbt.environment(root, NOWHERE)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Failure(f"dbt cannot parse the project:\n{done.stdout.strip() or done.stderr.strip()}")
    return target / "manifest.json"
