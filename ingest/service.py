"""The landing service: ``POST /ingest/{workflow_slug}`` keeps the bytes and answers after COMMIT."""

from __future__ import annotations

import asyncio
import json
from time import perf_counter

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ingest import bodies, logs, openapi
from ingest.catalogue import Catalogue
from ingest.config import ServiceSettings
from ingest.identity import Identity, WrongDatabase
from ingest.landing import DatabaseUnavailable, Delivery, Landed, Landing
from ingest.lane import Lane, LaneFull, Limits, NotLanded
from ingest.problems import Problem, answer

JSON = b"application/json"
RETRY_SOON = ((b"retry-after", b"1"),)
RETRY_LATER = ((b"retry-after", b"5"),)
CLOSE = ((b"connection", b"close"),)
READY_SECONDS = 5.0
DRAIN_SECONDS = 20.0
PREFIX = "/ingest/"


class Service:
    """The ASGI application. It opens the database with the lifespan and closes it there."""

    def __init__(self, settings: ServiceSettings, limits: Limits | None = None) -> None:
        """Build the application, without connecting.

        Args:
            settings: of the service.
            limits: bounds of the landing lane; the defaults when None.
        """
        self.settings = settings
        self.lane = Lane(Landing(settings.database_url, settings.warehouse_id), limits)
        self.catalogue = Catalogue(self.lane)
        self._ready: tuple[float, Identity] | None = None
        self._app: ASGIApp = Starlette(
            routes=[
                Route("/health", self._health, methods=["GET"]),
                Route("/ready", self._readiness, methods=["GET"]),
                Route("/openapi.json", self._openapi, methods=["GET"]),
                Route("/docs", self._docs, methods=["GET"]),
            ],
            exception_handlers={Problem: _problem, HTTPException: _http_problem, Exception: _internal_problem},
        )
        self._app.router.redirect_slashes = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of the ASGI server."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(PREFIX):
            await self._ingest(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            identity = await self.lane.start(self.settings.startup_timeout)
        except (WrongDatabase, DatabaseUnavailable) as error:
            message = str(error)
            if isinstance(error, DatabaseUnavailable):
                message = f"The database could not be reached: {error.reason}. Check the URL and start the server."
            logs.line(event="refused to serve", detail=message)
            await send({"type": "lifespan.startup.failed", "message": message})
            return
        logs.line(
            event="serving",
            database=identity.database,
            user=identity.user,
            warehouse_id=identity.warehouse_id,
            commit=self.settings.commit or None,
            open=self.settings.open,
        )
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.lane.stop(DRAIN_SECONDS)
        logs.line(event="stopped")
        await send({"type": "lifespan.shutdown.complete"})

    async def _ingest(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _Ingest(self, scope)
        try:
            landed = await request.land(receive)
            content = _accepted(landed)
            status = 202
            await answer(send, 202, content, JSON)
        except Problem as problem:
            status = problem.status
            await problem.send(send)
        except Exception as error:
            status = 500
            logs.line(event="unexpected", error=type(error).__name__, slug=request.logged_name)
            await _internal().send(send)
        request.log(status)

    async def _health(self, _: Request) -> Response:
        return _json({"status": "alive", "commit": self.settings.commit})

    async def _readiness(self, _: Request) -> Response:
        identity = await self._identity()
        return _json(
            {
                "status": "ready",
                "database": identity.database,
                "warehouse_id": str(identity.warehouse_id),
                "schema_version": identity.schema_version,
                "commit": self.settings.commit,
            }
        )

    async def _identity(self) -> Identity:
        now = perf_counter()
        if self._ready is not None and now - self._ready[0] < 1.0:
            return self._ready[1]
        try:
            identity = await self.lane.run(lambda landing: landing.check(), READY_SECONDS)
        except WrongDatabase as error:
            logs.line(event="wrong database", detail=str(error))
            detail = "Point the service at its own warehouse; its log says what it found."
            raise Problem(503, "wrong-database", detail, headers=RETRY_LATER) from None
        except NotLanded:
            raise _unavailable() from None
        self._ready = (perf_counter(), identity)
        return identity

    async def _openapi(self, _: Request) -> Response:
        try:
            workflows = await self.catalogue.workflows()
        except NotLanded:
            raise _unavailable() from None
        return _json(openapi.document(workflows, needs_token=not self.settings.open))

    async def _docs(self, _: Request) -> Response:
        try:
            workflows = await self.catalogue.workflows()
        except NotLanded:
            raise _unavailable() from None
        return Response(openapi.page(workflows), media_type="text/html")


class _Ingest:
    """One request to ``/ingest/``."""

    def __init__(self, service: Service, scope: Scope) -> None:
        self._service = service
        self._settings = service.settings
        self._scope = scope
        self._began = perf_counter()
        self._name = bodies.storable_name(scope["path"][len(PREFIX) :].strip("/"))
        self._size: int | None = None
        self._landed: Landed | None = None
        self._source: str | None = None
        self._trusted = False

    @property
    def logged_name(self) -> str | None:
        """The name that was called; None when an unknown sender called an unknown name."""
        known = self._service.catalogue.knows(self._name)
        return self._name if self._trusted or known else None

    async def land(self, receive: Receive) -> Landed:
        headers: list[tuple[bytes, bytes]] = self._scope["headers"]
        if self._scope["method"] != "POST":
            raise Problem(405, "method-not-allowed", "Send the body with POST.", headers=((b"allow", b"POST"),))
        self._authenticate(headers)
        body = await self._read(receive, headers)
        delivery = self._delivery(body, headers)
        try:
            self._landed = await self._service.lane.land(delivery)
        except LaneFull:
            detail = "Send it again after a moment: more is waiting to be stored than may wait."
            raise Problem(503, "busy", detail, title="Busy", headers=RETRY_SOON) from None
        except NotLanded:
            raise _unavailable() from None
        if self._landed.workflow_slug is None:
            raise await self._unknown(self._landed)
        return self._landed

    def log(self, status: int) -> None:
        landed = self._landed
        logs.line(
            event="ingest",
            slug=(landed and landed.workflow_slug) or self.logged_name,
            status=status,
            bytes=self._size,
            ms=round((perf_counter() - self._began) * 1000, 1),
            source=self._source,
            payload_id=landed.payload_id if landed else None,
            repeat=True if landed and landed.is_repeat else None,
            quarantine=landed.quarantine_code if landed else None,
        )

    def _authenticate(self, headers: list[tuple[bytes, bytes]]) -> None:
        if not self._settings.open:
            presented = [value for name, value in headers if name == b"authorization"]
            token = presented[0] if len(presented) == 1 else b""
            scheme, _, secret = token.partition(b" ")
            known = self._settings.tokens.source_of(secret.strip())
            if known is None or scheme.lower() != b"bearer":
                self._service.lane.count_refusal("bad_credentials", self._name)
                detail = "Send a valid token in the header Authorization: Bearer <token>."
                challenge = ((b"www-authenticate", b'Bearer realm="ingest"'),)
                raise Problem(401, "bad-credentials", detail, headers=challenge)
            self._source = known
        self._trusted = True

    async def _read(self, receive: Receive, headers: list[tuple[bytes, bytes]]) -> bytes:
        cap = self._settings.max_body_bytes
        length = next((value for name, value in headers if name == b"content-length"), b"")
        declared = int(length) if length.isdigit() else None
        try:
            async with asyncio.timeout(self._settings.body_timeout):
                return await bodies.read_body(receive, declared, cap)
        except bodies.BodyTooLarge:
            # A sender of moderate size is let finish, so that it reads the answer; others are cut off.
            hang_up = declared is None or declared > 4 * cap
            raise self._too_large(CLOSE if hang_up else ()) from None
        except bodies.BodyTruncated:
            raise self._refused(400, "truncated_upload", "Send it again: the upload was cut off.") from None
        except TimeoutError:
            raise self._refused(408, "upload_timeout", "Send it again: the body did not arrive in time.") from None

    def _delivery(self, body: bytes, headers: list[tuple[bytes, bytes]]) -> Delivery:
        self._size = len(body)
        code: str | None = None
        encodings = [value for name, value in headers if name == b"content-encoding"]
        if encodings and b",".join(encodings).strip().lower() in (b"gzip", b"x-gzip"):
            try:
                body = bodies.gunzip(body, self._settings.max_body_bytes)
            except bodies.BadGzip:
                code = "bad_gzip"
            except bodies.BodyTooLarge:
                raise self._too_large(()) from None
        return Delivery(
            workflow=self._name,
            body=body,
            idempotency_key=bodies.delivery_key(headers),
            headers=bodies.harmless_headers(headers, self._source),
            quarantine_code=code,
        )

    def _too_large(self, headers: tuple[tuple[bytes, bytes], ...]) -> Problem:
        self._service.lane.count_refusal("too_large", self._name)
        cap = self._settings.max_body_bytes
        detail = f"Send at most {cap} bytes, before and after decompression; this body was not kept."
        return Problem(413, "too-large", detail, headers=headers)

    def _refused(self, status: int, reason: str, detail: str) -> Problem:
        self._service.lane.count_refusal(reason, self._name)
        return Problem(status, reason.replace("_", "-"), detail, headers=CLOSE)

    async def _unknown(self, landed: Landed) -> Problem:
        nearest = await self._service.catalogue.nearest(self._name)
        instead = f"call {PREFIX}{nearest} instead, or " if nearest else ""
        return Problem(
            404,
            "unknown-workflow",
            f"No workflow is registered under this name, but the body was kept as payload {landed.payload_id}: "
            f"{instead}register the workflow and run `hq quarantine replay`.",
            title="Unknown workflow",
            kept=True,
            payload_id=landed.payload_id,
            repeat=landed.is_repeat,
            quarantined=True,
            quarantine_code=landed.quarantine_code,
            nearest=nearest,
        )


def create_app(settings: ServiceSettings, limits: Limits | None = None) -> Service:
    """Make the ASGI application.

    Args:
        settings: of the service.
        limits: bounds of the landing lane; the defaults when None.

    Returns:
        The application; it connects when its lifespan starts.
    """
    return Service(settings, limits)


def _accepted(landed: Landed) -> bytes:
    # All four values are made by the service or the database, but a slug is a seed's text.
    content: dict[str, object] = {
        "payload_id": landed.payload_id,
        "workflow_slug": landed.workflow_slug,
        "repeat": landed.is_repeat,
        "quarantined": landed.quarantine_code is not None,
    }
    if landed.quarantine_code is not None:
        content["quarantine_code"] = landed.quarantine_code
    return json.dumps(content).encode("ascii")


def _unavailable() -> Problem:
    detail = "Send it again later with the same Idempotency-Key: the database is away and nothing was acknowledged."
    return Problem(503, "database-away", detail, headers=RETRY_LATER)


def _internal() -> Problem:
    return Problem(500, "internal", "Send it again; if it stays so, look into the log of the service.")


def _json(content: object) -> Response:
    return Response(json.dumps(content), media_type="application/json")


def _problem_response(problem: Problem) -> Response:
    headers = {name.decode("ascii"): value.decode("ascii") for name, value in problem.headers}
    return Response(json.dumps(problem.content), problem.status, headers=headers, media_type="application/problem+json")


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this class only
    return _problem_response(error)


async def _http_problem(_: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 405:
        allow = (error.headers or {}).get("Allow", "GET").encode("ascii")
        return _problem_response(
            Problem(405, "method-not-allowed", "Use a method named in Allow.", headers=((b"allow", allow),))
        )
    detail = "Post bodies to /ingest/{workflow_slug}; /docs lists the workflows."
    return _problem_response(Problem(404, "not-found", detail))


async def _internal_problem(_: Request, error: Exception) -> Response:
    return _problem_response(_internal())
