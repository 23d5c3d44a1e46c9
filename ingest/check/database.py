"""``hq check --database``: what is deployed is what the files say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

from ingest.check.project import PACKAGE, REGISTRY, Project, literal
from ingest.check.rule import Finding

INIT = "run `hq init`"
BUILD = "run `hq build`"

_SEED = "select to_jsonb(r) from reference.enrichment_workflow_registry as r"
_ROUTES = "select called_as, workflow_slug, raw_table, key_type, key_paths from raw.workflow_routes"
_PARTITIONS = """
    select 'raw.' || c.relname, pg_get_expr(c.relpartbound, c.oid)
    from pg_inherits as i inner join pg_class as c on i.inhrelid = c.oid
    where i.inhparent = 'raw.payloads'::regclass
"""
_RELATIONS = """
    select n.nspname || '.' || c.relname, c.relkind::text,
        (select array_agg(a.attname::text) from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0
            and not a.attisdropped)
    from pg_class as c inner join pg_namespace as n on c.relnamespace = n.oid
    where n.nspname in ('raw', 'extracted', 'core', 'reference', 'ops', 'history') and c.relkind in ('r', 'v', 'p', 'm')
"""
_FUNCTIONS = """
    select n.nspname || '.' || p.proname from pg_proc as p inner join pg_namespace as n on p.pronamespace = n.oid
    where n.nspname in ('core', 'reference')
"""
_LANDED = """
    select raw_table, workflow_slug from raw.payloads
    where raw_table <> 'raw.quarantine' group by raw_table, workflow_slug
"""
_UNKNOWN = """
    select kept.workflow_slug, count(*) from raw.payloads as kept
    where kept.raw_table = 'raw.quarantine' and kept.quarantine_code = 'unknown_workflow'
        and not exists (select from raw.quarantine_replays as again where again.payload_id = kept.payload_id)
    group by kept.workflow_slug
"""


def check(project: Project, connection: psycopg.Connection[Any]) -> list[Finding]:
    """Compare a warehouse with the files. Nothing is written.

    Args:
        project: its files and manifest.
        connection: of the owner.

    Returns:
        What differs.

    Raises:
        psycopg.errors.UndefinedTable: the database holds no warehouse.
    """
    parts = {
        "deployed-registry": _registry(project, connection),
        "deployed-routes": _routes(project, connection),
        "deployed-raw-tables": _raw_tables(project, connection),
        "deployed-relations": _relations(project, connection),
        "landed-workflows": _landed(project, connection),
    }
    return [Finding(rule, where, what) for rule, found in parts.items() for where, what in found]


def check_service(project: Project, document: object) -> list[Finding]:
    """Compare what a landing service says it serves with the files.

    Args:
        project: its files and manifest.
        document: its ``/openapi.json``.

    Returns:
        Slugs that only one of the two knows.
    """
    paths = document.get("paths", {}) if isinstance(document, dict) else {}
    served = {path.removeprefix("/ingest/") for path in paths if path.startswith("/ingest/")}
    found = []
    for slug in sorted(served ^ project.registry.keys()):
        what = "is served and not registered" if slug in served else f"is registered and not served: {INIT}"
        found.append(Finding("served-workflows", slug, what))
    return found


def _registry(project: Project, connection: psycopg.Connection[Any]) -> Iterator[tuple[str, str]]:
    loaded = {row["workflow_slug"]: row for (row,) in connection.execute(_SEED)}
    for slug in sorted(loaded.keys() ^ project.registry.keys()):
        yield slug, f"is in only one of {REGISTRY} and the warehouse: {INIT}"
    for slug, row in project.registry.items():
        if slug in loaded:
            other = [name for name, value in row.items() if _written(loaded[slug].get(name)) != _plain(value)]
            if other:
                yield slug, f"the warehouse has another {', '.join(other)}: {INIT}"


def _plain(value: str) -> str:
    members = literal(value)
    return value if members is None else ",".join(members)


def _written(value: object) -> str:
    if isinstance(value, list):
        return ",".join(str(one) for one in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _routes(project: Project, connection: psycopg.Connection[Any]) -> Iterator[tuple[str, str]]:
    meant = {
        name: (slug, row["raw_table"], row["key_type"] or None, literal(row["key_paths"]) or [])
        for slug, row in project.registry.items()
        for name in (slug, row["modal_function_name"], *(literal(row["slug_aliases"]) or []))
    }
    found = {name: route for name, *rest in connection.execute(_ROUTES) for route in [tuple(rest)]}
    for name in sorted(meant.keys() | found.keys()):
        if meant.get(name) != found.get(name):
            yield name, f"lands otherwise than the registry says: {INIT}"
    listed = {slug for (slug,) in connection.execute("select workflow_slug from raw.registered_workflows")}
    for slug in sorted(listed ^ project.registry.keys()):
        yield slug, f"is in only one of the registry and what the service lists: {INIT}"


def _raw_tables(project: Project, connection: psycopg.Connection[Any]) -> Iterator[tuple[str, str]]:
    bounds = dict(connection.execute(_PARTITIONS).fetchall())
    meant = {row["raw_table"] for row in project.registry.values()} | {"raw.quarantine"}
    for name in sorted(meant - bounds.keys()):
        yield name, f"is no partition of raw.payloads: {INIT}"
    for name in sorted(bounds.keys() - meant):
        yield name, "is a partition of raw.payloads that no registered workflow lands in"
    for name, bound in sorted(bounds.items()):
        if name in meant and f"'{name}'" not in bound:
            yield name, f"takes {bound}"
    views = {alias for row in project.registry.values() for alias in literal(row["raw_table_aliases"]) or []}
    real = {name for name, _, _ in connection.execute(_RELATIONS)}
    for name in sorted(views - real):
        yield name, f"is a name in raw_table_aliases without a view: {INIT}"


def _relations(project: Project, connection: psycopg.Connection[Any]) -> Iterator[tuple[str, str]]:
    real = {name: (kind, set(columns or [])) for name, kind, columns in connection.execute(_RELATIONS)}
    for node in project.nodes("model", "seed", "snapshot").values():
        name = f"{node['schema']}.{node['alias']}"
        is_view = node["config"]["materialized"] == "view"
        if name not in real:
            yield name, f"does not exist: {INIT if node['resource_type'] == 'seed' else BUILD}"
        elif is_view != (real[name][0] == "v"):
            yield name, f"is {'no view' if is_view else 'a view'}: {BUILD}"
        elif node["resource_type"] != "snapshot" and set(node["columns"]) != real[name][1]:
            differ = ", ".join(sorted(set(node["columns"]) ^ real[name][1]))
            yield name, f"has other columns than its YAML ({differ}): {BUILD}"
    functions = {name for (name,) in connection.execute(_FUNCTIONS)}
    for node in project.manifest["functions"].values():
        name = f"{node['schema']}.{node['alias']}"
        if node["package_name"] == PACKAGE and name not in functions:
            yield name, f"does not exist: {INIT}"


def _landed(project: Project, connection: psycopg.Connection[Any]) -> Iterator[tuple[str, str]]:
    for table, slug in connection.execute(_LANDED).fetchall():
        if slug not in project.registry:
            yield slug, f"has bodies in {table} and is not registered"
        elif table != project.registry[slug]["raw_table"]:
            yield slug, f"has bodies in {table}, which models no longer read"
    for slug, number in connection.execute(_UNKNOWN).fetchall():
        if slug in project.registry:
            yield slug, f"is registered by now: {number} bodies wait for `hq quarantine replay`"
