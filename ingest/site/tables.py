"""The tables of the project as dbt's manifest describes them, and how they hang together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import Failure

KINDS = ("model", "seed", "snapshot")


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: of the column.
        type: as the contract or YAML says, '' when neither does.
        description: what it holds.
    """

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Table:
    """A table, view, seed, snapshot or source.

    Attributes:
        unique_id: dbt's name of it.
        schema: schema of the relation.
        name: name of the relation in its schema.
        sort: table, view, seed, snapshot or source.
        description: what a row is.
        columns: in the order of the YAML.
        parents: relations that it reads, ``schema.name``, sorted.
        children: relations that read it, ``schema.name``, sorted.
    """

    unique_id: str
    schema: str
    name: str
    sort: str
    description: str
    columns: tuple[Column, ...]
    parents: tuple[str, ...]
    children: tuple[str, ...]

    @property
    def relation(self) -> str:
        """Name with schema."""
        return f"{self.schema}.{self.name}"


def read(manifest: Path) -> dict[str, Table]:
    """Read the tables of a manifest.

    Args:
        manifest: dbt's ``manifest.json``.

    Returns:
        Every model, seed, snapshot and source by its relation, sorted.

    Raises:
        Failure: the file is not a manifest.
    """
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        nodes = [node for node in content["nodes"].values() if node["resource_type"] in KINDS]
        nodes += content["sources"].values()
        parent_map: dict[str, list[str]] = content["parent_map"]
    except (OSError, ValueError, KeyError) as error:
        raise Failure(f"{manifest} is no manifest of dbt ({type(error).__name__}): run `dbt parse`.") from None
    relations = {node["unique_id"]: f"{node['schema']}.{_name(node)}" for node in nodes}
    parents = {
        relation: sorted({relations[parent] for parent in parent_map.get(unique_id, ()) if parent in relations})
        for unique_id, relation in relations.items()
    }
    children: dict[str, list[str]] = {relation: [] for relation in parents}
    for relation, above in parents.items():
        for parent in above:
            children[parent].append(relation)
    tables = [_table(node, parents, children) for node in nodes]
    return {table.relation: table for table in sorted(tables, key=lambda table: table.relation)}


def path_between(tables: Mapping[str, Table], start: str, end: str) -> dict[str, tuple[str, ...]]:
    """Find every table on a way from one table to another.

    Args:
        tables: of :func:`read`.
        start: relation that is read.
        end: relation that is fed by it, at any distance.

    Returns:
        The relations on the way, both ends included, each with those of them that it reads; empty when no way leads
        there. Seeds are left out.
    """
    below = _reached(start, {relation: table.children for relation, table in tables.items()})
    above = _reached(end, {relation: table.parents for relation, table in tables.items()})
    on_the_way = {relation for relation in below & above if tables[relation].sort != "seed"}
    return {
        relation: tuple(parent for parent in tables[relation].parents if parent in on_the_way)
        for relation in sorted(on_the_way)
    }


def _reached(start: str, neighbours: Mapping[str, Iterable[str]]) -> set[str]:
    seen = {start} & set(neighbours)
    waiting = list(seen)
    while waiting:
        for relation in neighbours[waiting.pop()]:
            if relation not in seen:
                seen.add(relation)
                waiting.append(relation)
    return seen


def _name(node: Mapping[str, Any]) -> str:
    return str(node["identifier"] if node["resource_type"] == "source" else node["alias"])


def _table(node: Mapping[str, Any], parents: Mapping[str, list[str]], children: Mapping[str, list[str]]) -> Table:
    relation = f"{node['schema']}.{_name(node)}"
    materialized = node.get("config", {}).get("materialized", "")
    sort = node["resource_type"]
    if sort == "model":
        sort = "view" if materialized == "view" else "table"
    types = node.get("config", {}).get("column_types") or {}
    columns = tuple(
        Column(name, str(column.get("data_type") or types.get(name) or ""), str(column.get("description") or ""))
        for name, column in node["columns"].items()
    )
    return Table(
        unique_id=node["unique_id"],
        schema=node["schema"],
        name=_name(node),
        sort=sort,
        description=str(node.get("description") or ""),
        columns=columns,
        parents=tuple(parents[relation]),
        children=tuple(sorted(children[relation])),
    )
