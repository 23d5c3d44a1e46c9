"""Serves the built site: static files behind a token. It imports nothing of the builder."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from ingest import logs
from ingest.errors import Failure
from ingest.problems import Problem, answer
from ingest.tokens import TokenBook

REFRESH_SECONDS = 30.0
_CHALLENGE = (b"www-authenticate", b'Basic realm="HQ Master Data", charset="UTF-8"')
_OWN = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
# The pages of dbt compile their templates in the browser; those on data quality may take their style from elsewhere.
_POLICIES = {
    "/dbt/": _OWN.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'"),
    "/quality/": (
        "default-src 'self' https: data: 'unsafe-inline' 'unsafe-eval'; object-src 'none'; frame-ancestors 'none'"
    ),
}


class Site:
    """An ASGI application. Browsers send the token as the password of basic authentication, programs as a bearer."""

    def __init__(self, folder: Path, tokens: TokenBook | None, refresh: Callable[[], Any] | None = None) -> None:
        """Prepare.

        Args:
            folder: of the built site; it may be replaced while it is served, and may come later.
            tokens: accepted tokens; None lets everybody in and is for loopback only.
            refresh: brings a newer site into the folder; called at most once in half a minute, and may fail.
        """
        self._folder = folder
        self._tokens = tokens
        self._refresh = refresh
        self._refreshed_at = float("-inf")
        self._files = StaticFiles(directory=folder, html=True, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            try:
                await self._answer(scope, receive, send)
            except Problem as problem:
                await problem.send(send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/health":
            await answer(send, 200, b'{"status": "ok"}', b"application/json")
            return
        if self._tokens is not None and not self._admits(scope):
            raise Problem(
                401, "bad-credentials", "Give any user name and a token of HQ_SITE_TOKENS as password.",
                headers=(_CHALLENGE,),
            )  # fmt: skip
        if scope["method"] not in ("GET", "HEAD"):
            raise Problem(405, "method-not-allowed", "The site is read with GET.", headers=((b"allow", b"GET, HEAD"),))
        self._look_for_newer()
        if not (self._folder / "index.html").is_file():
            raise Problem(503, "no-site", "No site has been built yet: run `hq site build`.", title="No site yet")
        try:
            await self._files(scope, receive, _with_headers(scope["path"], send))
        except HTTPException:
            raise Problem(404, "not-found", "There is no such page: begin at /.") from None

    def _admits(self, scope: Scope) -> bool:
        given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        scheme, _, value = given.partition(b" ")
        token = value.strip()
        if scheme.lower() == b"basic":
            try:
                token = base64.b64decode(token, validate=True).partition(b":")[2]
            except binascii.Error:
                return False
        elif scheme.lower() != b"bearer":
            return False
        return self._tokens is not None and self._tokens.source_of(token) is not None

    def _look_for_newer(self) -> None:
        if self._refresh is None or time.monotonic() - self._refreshed_at < REFRESH_SECONDS:
            return
        self._refreshed_at = time.monotonic()
        try:
            self._refresh()
        except Exception as error:  # the site that is there is better than none
            logs.line(event="site-not-refreshed", error=type(error).__name__)


def _with_headers(path: str, send: Send) -> Send:
    policy = next((policy for start, policy in _POLICIES.items() if path.startswith(start)), _OWN)

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message["headers"],
                (b"content-security-policy", policy.encode("ascii")),
                (b"x-content-type-options", b"nosniff"),
                (b"referrer-policy", b"no-referrer"),
                (b"cache-control", b"private, no-cache"),
            ]
        await send(message)

    return sending


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def tokens_from(environment: Mapping[str, str]) -> TokenBook:
    """Read the accepted tokens.

    Args:
        environment: variables of the process.

    Returns:
        The book of HQ_SITE_TOKENS, never empty.

    Raises:
        Failure: the variable is missing or wrong.
    """
    try:
        tokens = TokenBook.from_json(environment.get("HQ_SITE_TOKENS", ""))
    except ValueError as error:
        raise Failure(f"HQ_SITE_TOKENS is wrong: {error}.", 2) from None
    if not tokens:
        raise Failure("HQ_SITE_TOKENS is empty: run `hq token new NAME` and put its entry there.", 2)
    return tokens
