"""Rules about documents: what they name exists, and what exists is named where a reader looks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ingest.check.project import Project, literal
from ingest.check.rule import Rule, rule

RULES: list[Rule] = []
NEW_WORKFLOW = "docs/guide/new-workflow.md"
OPERATING = "docs/guide/operating.md"
EXAMPLE = re.compile(r"acme|example")
"""Names in documents that contain one of these stand for names of the reader's own."""

CODE = re.compile(r"`([^`\n]+)`|^(?: {4,}|\t)(.+)$", re.M)
CALLED = re.compile(r"(?<!tests)/ingest/([a-z0-9][\w-]*)|\"workflow_slug\": \"([^\"]+)\"|--workflow ([a-z0-9][\w-]*)")
FILE = re.compile(r"`((?:ingest|models|macros|seeds|tests|docs|functions|bench|samples)/[\w./-]+)`")
FENCE = re.compile(r"^```\w*\n(.*?)^```", re.M | re.S)
RELATION = re.compile(r"(?<![\w./-])((?:raw|extracted|core|reference|ops|history)\.[a-z]\w+)(?![\w./*]*[*{])")


def guides(project: Project) -> Iterator[tuple[str, str]]:
    """Yield path and text of the README and the guides."""
    yield "README.md", project.text("README.md")
    yield from project.files("docs/guide", "*.md")


def code(text: str) -> Iterator[str]:
    """Yield what a document sets as code: inline, indented or fenced."""
    for found in FENCE.finditer(text):
        yield from found[1].splitlines()
    for found in CODE.finditer(FENCE.sub("", text)):
        yield found[1] or found[2]


@cache
def commands() -> dict[str, frozenset[str]]:
    """Return the names of the commands of hq with those of their sub-commands."""
    import typer.main

    from ingest.cli import app

    found = typer.main.get_command(app)
    return {
        name: frozenset(getattr(command, "commands", ())) for name, command in getattr(found, "commands", {}).items()
    }


@rule(RULES, "The guide to a new workflow lists the columns of the registry.")
def _documented_columns(project: Project) -> Iterator[tuple[str, str]]:
    listed = re.findall(r"^\| `(\w+)` \|", project.text(NEW_WORKFLOW), re.M)
    for column in sorted(set(listed) ^ set(project.header)):
        yield column, f"is in only one of the registry and {NEW_WORKFLOW}"


@rule(RULES, "The README lists every command of hq, and no document names one that does not exist.")
def _documented_commands(project: Project) -> Iterator[tuple[str, str]]:
    listed = set(re.findall(r"^\| `hq ([a-z-]+)", project.text("README.md"), re.M))
    for name in sorted(commands().keys() - listed):
        yield "README.md", f"`hq {name}` is not in the table of commands"
    for path, text in guides(project):
        for line in code(text):
            for name, rest in re.findall(r"(?:^|[\s/(])hq ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", line):
                if name not in commands():
                    yield path, f"`hq {name}` does not exist"
                elif rest and commands()[name] and rest not in commands()[name]:
                    yield path, f"`hq {name} {rest}` does not exist"
            for target in re.findall(r"(?:^|\s)make ([a-z][a-z-]*)", line):
                if not re.search(rf"^{target}:", project.text("Makefile"), re.M):
                    yield path, f"`make {target}` does not exist"


@rule(RULES, "A relation or function that a document names exists.")
def _documented_relations(project: Project) -> Iterator[tuple[str, str]]:
    known = {f"{node['schema']}.{node['alias']}" for node in project.nodes("model", "seed", "snapshot").values()}
    known |= {f"{node['schema']}.{node['alias']}" for node in project.manifest["functions"].values()}
    known |= {f"{node['schema']}.{node['name']}" for node in project.manifest["sources"].values()}
    known |= {column for node in project.nodes("seed").values() for column in node["columns"]}
    for row in project.registry.values():
        known |= {row["raw_table"], *(literal(row["raw_table_aliases"]) or [])}
    for folder, pattern in (("ingest", "*.sql"), ("ingest", "*.py"), ("macros", "*.sql")):
        known |= {name for _, text in project.files(folder, pattern) for name in RELATION.findall(text)}
    for path, text in guides(project):
        made_up = set(re.findall(r"--core-table ([\w.]+)", text))
        for name in sorted({name for line in code(text) for name in RELATION.findall(line)} - known - made_up):
            if not EXAMPLE.search(name) and name.split(".")[1] not in ("md", "sql"):
                yield path, f"`{name}` does not exist"


@rule(RULES, "A workflow that a document posts to is registered.")
def _documented_workflows(project: Project) -> Iterator[tuple[str, str]]:
    known = {name for row in project.registry.values() for name in (row["workflow_slug"], row["modal_function_name"])}
    for path, text in guides(project):
        named = re.findall(
            r"(?<!tests)/ingest/([a-z0-9][\w-]*)|\"workflow_slug\": \"([^\"]+)\"|--workflow ([a-z0-9][\w-]*)", text
        )
        for slug in sorted({one for groups in named for one in groups if one}):
            if slug not in known and not EXAMPLE.search(slug):
                yield path, f"{slug!r} is no registered workflow"


@rule(RULES, "Every variable HQ_... that the code reads is in the table of settings, and the table names no other.")
def _documented_settings(project: Project) -> Iterator[tuple[str, str]]:
    text = "\n".join(text for _, text in project.files("ingest", "*.py")) + project.text("profiles.yml.example")
    read = set(re.findall(r"[\"'](HQ_[A-Z_]+[A-Z])[\"']", text))
    table = "\n".join(re.findall(r"^\| `HQ_.*$", project.text(OPERATING), re.M))
    listed = {name for row in table.splitlines() for name in re.findall(r"HQ_[A-Z_]+[A-Z]", row.split("|")[1])}
    for name in sorted(read ^ listed):
        yield name, f"is in only one of the code and the settings of {OPERATING}"


@rule(RULES, "Links lead somewhere, and files that the README and the guides name exist.")
def _documented_files(project: Project) -> Iterator[tuple[str, str]]:
    documents = [("README.md", project.text("README.md")), *project.files("docs", "*.md")]
    for path, text in documents:
        here = (project.root / path).parent
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" not in target and not (here / target).exists():
                yield path, f"the link {target} leads nowhere"
        if not path.startswith("docs/decisions/"):
            for name in FILE.findall(text):
                if not EXAMPLE.search(name) and not (project.root / name).exists():
                    yield path, f"the file {name} does not exist"


@rule(RULES, "Every guide and every decision is in its index, and no two decisions share a number.")
def _documents_in_index(project: Project) -> Iterator[tuple[str, str]]:
    for folder, index in (("guide", "docs/README.md"), ("decisions", "docs/decisions/README.md")):
        numbers: dict[str, str] = {}
        for path, _ in project.files(f"docs/{folder}", "*.md"):
            name = Path(path).name
            if name != "README.md" and f"{name})" not in project.text(index):
                yield path, f"is not in {index}"
            if folder == "decisions" and name[:4] in numbers:
                yield path, f"has the number of {numbers[name[:4]]}"
            numbers[name[:4]] = name
