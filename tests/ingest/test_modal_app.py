"""What can be checked of the Modal app without an account: Modal itself checks names and limits only on deploy."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import modal
import pytest

from tests.harness import PROJECT

DNS_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
PACKAGE = PROJECT / "ingest"


@dataclass
class Asked:
    """What the module asked Modal for while it was imported.

    Attributes:
        module: ``ingest.app``.
        calls: by name of the method, the options of each call (positional ones under ``arguments``).
    """

    module: ModuleType
    calls: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def only(self, name: str) -> dict[str, Any]:
        """Return the options of the only call of a method."""
        assert len(self.calls[name]) == 1
        return self.calls[name][0]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Import the app anew; every warning is an error, also that something is deprecated."""
    calls: dict[str, list[dict[str, Any]]] = {}

    def note(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def noting(*arguments: Any, **options: Any) -> Any:
            calls.setdefault(name, []).append({"arguments": arguments, **options})
            return original(*arguments, **options)

        monkeypatch.setattr(owner, name, noting)

    for owner, name in (
        (modal.App, "function"), (modal, "asgi_app"), (modal, "concurrent"), (modal.Secret, "from_name"),
        (modal.Image, "add_local_python_source"), (modal.Image, "pip_install"),
    ):  # fmt: skip
        note(owner, name)
    monkeypatch.delitem(sys.modules, "ingest.app", raising=False)
    return Asked(importlib.import_module("ingest.app"), calls)


def test_it_is_one_app_with_one_web_function(asked: Asked) -> None:
    apps = [value for value in vars(asked.module).values() if isinstance(value, modal.App)]
    functions = [value for value in vars(asked.module).values() if isinstance(value, modal.Function)]
    assert len(apps) == len(functions) == 1
    assert asked.only("function")
    assert asked.only("asgi_app")


def test_names_are_short_dns_labels(asked: Asked) -> None:
    for name in (asked.module.app.name, asked.only("asgi_app")["label"]):
        assert DNS_LABEL.fullmatch(name)
        # Longer ones get a hash in their URL.
        assert len(name) <= 40


def test_what_it_may_use_is_bounded(asked: Asked) -> None:
    options = asked.only("function")
    assert options["min_containers"] == 1
    assert 1 <= options["max_containers"] <= 10
    assert 2 <= options["scaledown_window"] <= 3600
    assert 30 <= options["timeout"] < 150
    assert 1 <= asked.only("concurrent")["max_inputs"] <= 1000
    assert "retries" not in options


def test_secrets_are_named_with_the_keys_that_the_service_needs(asked: Asked) -> None:
    secret = asked.only("from_name")
    assert set(secret["required_keys"]) == {"HQ_INGEST_DATABASE_URL", "HQ_INGEST_TOKENS", "HQ_WAREHOUSE_ID"}


def test_the_image_has_the_pins_of_the_project_and_the_package(asked: Asked) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    pins = {pin(requirement) for requirement in project["dependencies"]}
    assert {pin(requirement) for requirement in asked.module.REQUIREMENTS} <= pins
    assert asked.only("pip_install")["arguments"][-len(asked.module.REQUIREMENTS) :] == tuple(asked.module.REQUIREMENTS)
    source = asked.only("add_local_python_source")
    assert source["arguments"][-1] == "ingest"
    kept = {path.name for path in PACKAGE.rglob("*") if path.is_file() and not source["ignore"](path)}
    assert {"app.py", "service.py", "landing.py"} <= kept
    assert not [name for name in kept if name.endswith((".sql", ".pyc"))]


def test_the_service_needs_nothing_that_the_image_does_not_have(asked: Asked) -> None:
    code = (
        "import sys; before = set(sys.modules); import ingest.service, ingest.config, ingest.logs;"
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    output = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    loaded = {name for name in output.stdout.split() if not name.startswith(("_", "cython_runtime"))}
    foreign = loaded - sys.stdlib_module_names
    installed = {requirement.partition("[")[0].partition("==")[0] for requirement in asked.module.REQUIREMENTS}
    # What these bring with them.
    assert foreign - installed <= {"ingest", "psycopg_binary", "anyio", "idna", "typing_extensions", "sniffio"}


def test_the_web_function_makes_the_service(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest import logs, tokens
    from ingest.service import Service

    monkeypatch.setattr(logs, "take_over", lambda: None)
    monkeypatch.setenv("HQ_INGEST_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.setenv("HQ_INGEST_TOKENS", tokens.new_token("a")[1])
    monkeypatch.setenv("HQ_WAREHOUSE_ID", "00000000-0000-0000-0000-000000000001")
    service = asked.module.web.local()
    assert isinstance(service, Service)
    assert not service.settings.open


def test_nothing_else_in_the_package_is_deployed() -> None:
    imports = re.compile(r"^\s*(import|from) modal", re.MULTILINE)
    deployed = {path.name for path in PACKAGE.rglob("*.py") if imports.search(path.read_text())}
    assert not {name for name in deployed if name != "app.py" and not name.endswith("_app.py")}


def pin(requirement: str) -> str:
    name, _, version = requirement.partition("==")
    return f"{name.partition('[')[0]}=={version}"


def test_folders_are_left_out_of_the_image(asked: Asked) -> None:
    assert asked.module.left_out(Path("ddl/010_schemas_and_roles.sql"))
    assert not asked.module.left_out(Path("examples.json"))
