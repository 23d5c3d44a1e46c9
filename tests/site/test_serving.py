"""The site behind its token: who may read it, what is answered else, and what Modal is asked for."""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import sys
import tomllib
from pathlib import Path

import httpx
import modal
import pytest

from ingest.errors import Failure
from ingest.site.service import Site, tokens_from
from ingest.tokens import TokenBook, new_token
from tests.harness import PROJECT

TOKEN, ENTRY = new_token("reader")


class Client:
    """Asks the application without a network."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        async def asking() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._site)
            async with httpx.AsyncClient(transport=transport, base_url="http://site.example") as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(asking())

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return self.ask("GET", path, headers)


def basic(password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"any:{password}".encode()).decode()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds a site of two pages, beside a file that is none of it."""
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    (site / "guide").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "guide" / "index.html").write_text("guide")
    return site


@pytest.fixture
def client(folder: Path) -> Client:
    """Return a client of the site that presents no token yet."""
    return Client(Site(folder, TokenBook.from_json(ENTRY)))


@pytest.mark.parametrize(
    "headers",
    [
        {}, basic("wrong"), basic(""), {"authorization": "Basic ?"}, {"authorization": f"Digest {TOKEN}"},
        {"authorization": "Bearer"}, {"authorization": f"Bearer {TOKEN}x"},
    ],
)  # fmt: skip
def test_nobody_reads_without_a_token(client: Client, headers: dict[str, str]) -> None:
    for path in ("/", "/guide/", "/nothing"):
        answer = client.get(path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic ")
        assert answer.json()["type"].endswith("bad-credentials")


@pytest.mark.parametrize("headers", [basic(TOKEN), {"authorization": f"Bearer {TOKEN}"}])
def test_a_token_opens_every_page(client: Client, headers: dict[str, str]) -> None:
    answer = client.get("/", headers=headers)
    assert (answer.status_code, answer.text) == (200, "home")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, no-cache"
    assert client.get("/guide/", headers=headers).text == "guide"
    again = client.get("/", headers={**headers, "if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/nothing", "/../secret.txt", "/%2e%2e/secret.txt", "/guide/..%2f..%2fsecret.txt"])
def test_there_is_nothing_outside_the_site(client: Client, path: str) -> None:
    answer = client.get(path, headers=basic(TOKEN))
    assert answer.status_code == 404
    assert answer.json()["type"].endswith("not-found")


def test_it_is_only_read(client: Client) -> None:
    assert client.ask("POST", "/", basic(TOKEN)).status_code == 405
    assert client.ask("HEAD", "/", basic(TOKEN)).status_code == 200


def test_it_says_that_it_is_alive_to_everybody(client: Client) -> None:
    assert client.get("/health").json() == {"status": "ok"}


def test_a_site_may_come_later_and_a_failing_refresh_hurts_nobody(tmp_path: Path) -> None:
    calls = []

    def refresh() -> None:
        calls.append(1)
        raise RuntimeError("open files")

    client = Client(Site(tmp_path, None, refresh))
    answer = client.get("/")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:hq-master-data:problem:no-site")
    (tmp_path / "index.html").write_text("home")
    assert client.get("/").text == "home"
    assert len(calls) == 1


@pytest.mark.parametrize("value", ["", "{}", "[]", "no json"])
def test_tokens_must_be_given(value: str) -> None:
    with pytest.raises(Failure, match="HQ_SITE_TOKENS"):
        tokens_from({"HQ_SITE_TOKENS": value})


@pytest.mark.filterwarnings("ignore:The web function is executing locally")
def test_what_modal_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}
    original = modal.App.function

    def function(self: modal.App, **options: object) -> object:
        asked.update(options)
        return original(self, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(modal.App, "function", function)
    monkeypatch.delitem(sys.modules, "ingest.site_app", raising=False)
    app = importlib.import_module("ingest.site_app")
    pins = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert set(app.REQUIREMENTS) <= set(pins)
    assert asked["volumes"].keys() == {"/site"}  # type: ignore[attr-defined]
    assert asked["timeout"] == 60
    assert not app.left_out(Path("site/service.py")) and app.left_out(Path("ddl/010_schemas_and_roles.sql"))
    monkeypatch.setenv("HQ_SITE_TOKENS", json.dumps(json.loads(ENTRY)))
    assert isinstance(app.web.local(), Site)
