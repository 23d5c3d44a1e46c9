"""Rules about the registry itself: what dbt's tests of the loaded seed say, before there is a database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ingest.check.project import Project, literal
from ingest.check.rule import Rule, rule

RULES: list[Rule] = []
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
PATH = re.compile(r"[A-Za-z0-9_.() -]+")
TABLE = re.compile(r"(raw|extracted|core)\.[a-z][a-z0-9_]{0,62}")


@rule(RULES, "The registry has the columns that its YAML types and describes, in each row.")
def _registry_columns(project: Project) -> Iterator[tuple[str, str]]:
    described = list(project.seed.get("columns", {}))
    typed = list(project.seed.get("config", {}).get("column_types", {}))
    for name, listed in (("columns", described), ("column_types", typed)):
        for column in sorted(set(listed) ^ set(project.header)):
            yield column, f"is in only one of the CSV and the {name} of its YAML"
    for number, row in enumerate(project.rows, start=2):
        if len(row) != len(project.header):
            yield f"line {number}", f"has {len(row)} values for {len(project.header)} columns"
    if len(project.rows) != len(project.registry):
        yield "workflow_slug", "one slug has two rows"


@rule(RULES, "Every value of the registry has the form of its column.")
def _registry_values(project: Project) -> Iterator[tuple[str, str]]:
    types = project.seed.get("config", {}).get("column_types", {})
    accepted = {column: test["values"] for column, test in project.tests_of_seed("accepted_values").items()}
    required = {"description", "key_column", *project.tests_of_seed("not_null")}
    for slug, row in project.registry.items():
        if not SLUG.fullmatch(slug):
            yield slug, "a slug is lower-case words and numbers joined by hyphens"
        for column, value in row.items():
            if not value and column in required:
                yield slug, f"{column} is empty"
            elif value and value not in accepted.get(column, [value]):
                yield slug, f"{column} {value!r} is none of the accepted values"
            elif not _has_type(value, types.get(column, "text")):
                yield slug, f"{column} {value!r} is no {types[column]}"


@rule(RULES, "Paths are keys without quotes joined by dots, and names can be part of an address.")
def _registry_words(project: Project) -> Iterator[tuple[str, str]]:
    for slug, row in project.registry.items():
        for column in ("key_paths", "payload_paths"):
            for path in literal(row[column]) or []:
                if not PATH.fullmatch(path):
                    yield slug, f"{column}: {path!r} is no path of keys without quotes"
        for name in [row["modal_function_name"], *(literal(row["slug_aliases"]) or [])]:
            if not NAME.fullmatch(name):
                yield slug, f"the name {name!r} cannot be a part of an address"


def _has_type(value: str, kind: str) -> bool:
    if not value:
        return kind != "text[]"
    if kind == "boolean":
        return value in ("true", "false")
    if kind == "integer":
        return value.isdecimal() and int(value) > 0
    return literal(value) is not None if kind == "text[]" else True


@rule(RULES, "A slug, an alias or a function name means one workflow.")
def _registry_names(project: Project) -> Iterator[tuple[str, str]]:
    called = defaultdict(list)
    for slug, row in project.registry.items():
        for name in (slug, row["modal_function_name"], *(literal(row["slug_aliases"]) or [])):
            called[name].append(slug)
    for name, slugs in called.items():
        if len(slugs) > 1:
            yield name, f"is a name of {', '.join(slugs)}"


@rule(
    RULES, "A workflow coalesces exactly where it names a table of core, and its description says so when it does not."
)
def _registry_coalesces(project: Project) -> Iterator[tuple[str, str]]:
    for slug, row in project.registry.items():
        if (row["coalesces_to_core"] == "true") != bool(row["core_table"]):
            yield slug, "coalesces_to_core is true exactly where core_table is given"
        elif not row["core_table"] and not re.search("coalesce|belongs in core", row["description"]):
            yield slug, "its description does not say that, and why, it does not coalesce"


@rule(RULES, "Whoever is told to use another workflow finds an active one in the end.")
def _registry_replacements(project: Project) -> Iterator[tuple[str, str]]:
    for slug, row in project.registry.items():
        seen = {slug}
        new = row["replaced_by"]
        while new:
            if new in seen or new not in project.registry:
                yield slug, f"replaced_by leads to {new}, which {'is itself' if new in seen else 'is not registered'}"
                break
            seen.add(new)
            new = project.registry[new]["replaced_by"]
        if row["replaced_by"] and row["is_active"] == "true":
            yield slug, "is replaced and still active"


@rule(RULES, "Tables are named schema.lower_case, and a raw table is none of the landing's own relations.")
def _raw_tables(project: Project) -> Iterator[tuple[str, str]]:
    ddl = "\n".join(text for _, text in project.files("ingest/ddl", "*.sql"))
    own = set(re.findall(r"create (?:or replace )?(?:table|view)(?: if not exists)? (raw\.\w+)", ddl))
    for slug, row in project.registry.items():
        raw = [row["raw_table"], *(literal(row["raw_table_aliases"]) or [])]
        for schema, names in (("raw", raw), ("extracted", [row["extracted_table"]]), ("core", [row["core_table"]])):
            for name in filter(None, names):
                if not TABLE.fullmatch(name) or not name.startswith(f"{schema}."):
                    yield slug, f"{name!r} is no name of a table of {schema}"
        for name in own.intersection(raw):
            yield slug, f"{name} belongs to the landing itself"
