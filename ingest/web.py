"""What the services have in common: lifespan, health, readiness, tokens, errors as problems."""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from time import perf_counter

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ingest import bodies, logs
from ingest.catalogue import Catalogue, Workflow
from ingest.config import Access
from ingest.connection import DatabaseUnavailable, Unavailable
from ingest.identity import Identity, WrongDatabase
from ingest.problems import Problem

Headers = list[tuple[bytes, bytes]]

RETRY_SOON = ((b"retry-after", b"1"),)
RETRY_LATER = ((b"retry-after", b"5"),)
CLOSE = ((b"connection", b"close"),)


class Application(ABC):
    """An ASGI application that opens the database with its lifespan and closes it there."""

    realm: str
    """Name of the service in the challenge of a 401."""
    when_away: str
    """Detail of the answer while the database is away."""
    when_not_found: str
    """Detail of the answer to an unknown path."""

    def __init__(self, access: Access, catalogue: Catalogue, routes: Sequence[Route] = ()) -> None:
        """Build the application, without connecting.

        Args:
            access: which database, and who may ask.
            catalogue: the registered workflows.
            routes: beside those of every service.
        """
        self._access = access
        self.catalogue = catalogue
        self._ready: tuple[float, Identity] | None = None
        self._app: ASGIApp = Starlette(
            routes=[
                Route("/health", self._health, methods=["GET"]),
                Route("/ready", self._readiness, methods=["GET"]),
                Route("/openapi.json", self._openapi, methods=["GET"]),
                Route("/docs", self._docs, methods=["GET"]),
                *routes,
            ],
            exception_handlers={
                Problem: _problem,
                Unavailable: self._away,
                HTTPException: self._http_problem,
                Exception: _internal_problem,
            },
        )
        self._app.router.redirect_slashes = False

    @abstractmethod
    async def open(self) -> Identity:
        """Connect; raises WrongDatabase or DatabaseUnavailable when the service must not start."""

    @abstractmethod
    async def close(self) -> None:
        """Finish what is under way and disconnect."""

    @abstractmethod
    async def check(self) -> Identity:
        """Make sure that requests can be answered now; raises WrongDatabase, Unavailable or a Problem."""

    @abstractmethod
    def document(self, workflows: Sequence[Workflow]) -> dict[str, object]:
        """Return the OpenAPI document."""

    @abstractmethod
    def page(self, workflows: Sequence[Workflow]) -> str:
        """Return the HTML page for people."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of the ASGI server."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            await self._app(scope, receive, send)

    def unavailable(self) -> Problem:
        """Return the answer while the database is away."""
        return Problem(503, "database-away", self.when_away, headers=RETRY_LATER)

    def source_of(self, headers: Headers) -> str | None:
        """Find whose token a request carries.

        Args:
            headers: of the request, names in lower case.

        Returns:
            The source, or None when the service is open to all.

        Raises:
            Problem: 401, there is no valid token.
        """
        if self._access.open:
            return None
        presented = [value for name, value in headers if name == b"authorization"]
        scheme, _, secret = (presented[0] if len(presented) == 1 else b"").partition(b" ")
        known = self._access.tokens.source_of(secret.strip())
        if known is None or scheme.lower() != b"bearer":
            detail = "Send a valid token in the header Authorization: Bearer <token>."
            challenge = ((b"www-authenticate", b'Bearer realm="%s"' % self.realm.encode("ascii")),)
            raise Problem(401, "bad-credentials", detail, headers=challenge)
        return known

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            identity = await self.open()
        except (WrongDatabase, DatabaseUnavailable) as error:
            message = str(error)
            if isinstance(error, DatabaseUnavailable):
                message = f"The database could not be reached: {error.reason}. Check the URL and start the server."
            logs.line(event="refused to serve", detail=message)
            await send({"type": "lifespan.startup.failed", "message": message})
            return
        logs.line(
            event="serving",
            service=self.realm,
            database=identity.database,
            user=identity.user,
            warehouse_id=identity.warehouse_id,
            commit=self._access.commit or None,
            open=self._access.open,
        )
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.close()
        logs.line(event="stopped")
        await send({"type": "lifespan.shutdown.complete"})

    async def _health(self, _: Request) -> Response:
        return json_response({"status": "alive", "commit": self._access.commit})

    async def _readiness(self, _: Request) -> Response:
        identity = await self._identity()
        return json_response(
            {
                "status": "ready",
                "database": identity.database,
                "warehouse_id": str(identity.warehouse_id),
                "schema_version": identity.schema_version,
                "commit": self._access.commit,
            }
        )

    async def _identity(self) -> Identity:
        now = perf_counter()
        if self._ready is not None and now - self._ready[0] < 1.0:
            return self._ready[1]
        try:
            identity = await self.check()
        except WrongDatabase as error:
            logs.line(event="wrong database", detail=str(error))
            detail = "Point the service at its own warehouse; its log says what it found."
            raise Problem(503, "wrong-database", detail, headers=RETRY_LATER) from None
        self._ready = (perf_counter(), identity)
        return identity

    async def _openapi(self, _: Request) -> Response:
        return json_response(self.document(await self.catalogue.workflows()))

    async def _docs(self, _: Request) -> Response:
        return Response(self.page(await self.catalogue.workflows()), media_type="text/html")

    async def _away(self, _: Request, __: Exception) -> Response:
        return problem_response(self.unavailable())

    async def _http_problem(self, _: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.status_code == 405:
            allow = (error.headers or {}).get("Allow", "GET").encode("ascii")
            return problem_response(
                Problem(405, "method-not-allowed", "Use a method named in Allow.", headers=((b"allow", allow),))
            )
        return problem_response(Problem(404, "not-found", self.when_not_found))


async def read_upload(receive: Receive, headers: Headers, cap: int, seconds: float) -> bytes:
    """Read the body of a request, within a size and a time.

    Args:
        receive: ASGI receive.
        headers: of the request, names in lower case.
        cap: most bytes to accept.
        seconds: within which the body must have arrived.

    Returns:
        The bytes as sent.

    Raises:
        Problem: 400 cut off, 408 too slow, 413 too large; ``kind`` says which.
    """
    length = next((value for name, value in headers if name == b"content-length"), b"")
    declared = int(length) if length.isdigit() else None
    try:
        async with asyncio.timeout(seconds):
            return await bodies.read_body(receive, declared, cap)
    except bodies.BodyTooLarge:
        # A sender of moderate size is let finish, so that it reads the answer; others are cut off.
        hang_up = declared is None or declared > 4 * cap
        raise too_large(cap, CLOSE if hang_up else ()) from None
    except bodies.BodyTruncated:
        detail = "Send it again: the upload was cut off."
        raise Problem(400, "truncated-upload", detail, headers=CLOSE) from None
    except TimeoutError:
        detail = "Send it again: the body did not arrive in time."
        raise Problem(408, "upload-timeout", detail, headers=CLOSE) from None


def is_gzip(headers: Headers) -> bool:
    """Tell whether the body of a request is said to be gzip."""
    encodings = [value for name, value in headers if name == b"content-encoding"]
    return b",".join(encodings).strip().lower() in (b"gzip", b"x-gzip")


def too_large(cap: int, headers: tuple[tuple[bytes, bytes], ...] = ()) -> Problem:
    """Return the answer to a body of more bytes than ``cap``."""
    detail = f"Send at most {cap} bytes, before and after decompression; this body was not kept."
    return Problem(413, "too-large", detail, headers=headers)


def internal() -> Problem:
    """Return the answer when something unexpected happened."""
    return Problem(500, "internal", "Send it again; if it stays so, look into the log of the service.")


def json_response(content: object) -> Response:
    """Return an answer in JSON."""
    return Response(json.dumps(content), media_type="application/json")


def problem_response(problem: Problem) -> Response:
    """Return a problem as an answer of Starlette."""
    headers = {name.decode("ascii"): value.decode("ascii") for name, value in problem.headers}
    return Response(json.dumps(problem.content), problem.status, headers=headers, media_type="application/problem+json")


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this class only
    return problem_response(error)


async def _internal_problem(_: Request, error: Exception) -> Response:
    return problem_response(internal())
