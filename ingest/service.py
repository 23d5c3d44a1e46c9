"""The landing service: ``POST /ingest/{workflow_slug}`` keeps the bytes and answers after COMMIT."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING

from starlette.types import Receive, Scope, Send

from ingest import bodies, logs, openapi
from ingest.catalogue import Catalogue, Workflow
from ingest.config import ServiceSettings
from ingest.identity import Identity
from ingest.landing import Delivery, Landed, Landing
from ingest.lane import Lane, LaneFull, Limits, NotLanded
from ingest.problems import Problem, answer
from ingest.web import RETRY_SOON, Application, internal, is_gzip, read_upload, too_large

if TYPE_CHECKING:  # its home is uvicorn, which the image on Modal does not have
    from ingest.wire import Exchange

JSON = b"application/json"
ACCEPTED = b"HTTP/1.1 202 Accepted\r\ncontent-type: application/json\r\n"
READY_SECONDS = 5.0
READ_SECONDS = 3.0
DRAIN_SECONDS = 20.0
PREFIX = "/ingest/"
REFUSALS = {
    "bad-credentials": "bad_credentials",
    "too-large": "too_large",
    "truncated-upload": "truncated_upload",
    "upload-timeout": "upload_timeout",
}
"""Reason under which a refused request is counted, by kind of problem."""


class Service(Application):
    """The ASGI application. It opens the database with the lifespan and closes it there."""

    realm = "ingest"
    when_away = "Send it again later with the same Idempotency-Key: the database is away and nothing was acknowledged."
    when_not_found = "Post bodies to /ingest/{workflow_slug}; /docs lists the workflows."

    def __init__(self, settings: ServiceSettings, limits: Limits | None = None) -> None:
        """Build the application, without connecting.

        Args:
            settings: of the service.
            limits: bounds of the landing lane; the defaults when None.
        """
        self.settings = settings
        self.lane = Lane(Landing(settings.database_url, settings.warehouse_id), limits)
        super().__init__(settings, Catalogue(self._workflows))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of the ASGI server."""
        if scope["type"] == "http" and scope["path"].startswith(PREFIX):
            await self._ingest(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    async def open(self) -> Identity:
        """Connect and begin to land."""
        return await self.lane.start(self.settings.startup_timeout)

    async def close(self) -> None:
        """Land what waits, then disconnect."""
        await self.lane.stop(DRAIN_SECONDS)

    async def check(self) -> Identity:
        """Make sure that bodies can be landed now."""
        return await self.lane.run(lambda landing: landing.check(), READY_SECONDS)

    def document(self, workflows: Sequence[Workflow]) -> dict[str, object]:
        """Return the OpenAPI document, with one path per workflow."""
        return openapi.document(workflows, needs_token=not self.settings.open)

    def page(self, workflows: Sequence[Workflow]) -> str:
        """Return the list of workflows for people."""
        return openapi.page(workflows)

    async def _workflows(self) -> list[Workflow]:
        return await self.lane.run(lambda landing: landing.workflows(), READ_SECONDS)

    def at_once(self, exchange: Exchange) -> bool:
        """Take a request of which all has arrived, when it is as most are; see :mod:`ingest.wire`.

        Args:
            exchange: the request.

        Returns:
            True when it is in the lane and will be answered; False leaves it to ``__call__``.
        """
        scope = exchange.scope
        if scope["method"] != "POST" or not scope["path"].startswith(PREFIX):
            return False
        request = _Ingest(self, scope)
        try:
            delivery = request.whole(exchange.body)
            if delivery is None:
                return False
            self.lane.offer(delivery, lambda landed: self._answer_at_once(exchange, request, landed))
        except (Problem, LaneFull, NotLanded):
            return False  # it is answered, counted and logged there
        return True

    def _answer_at_once(self, exchange: Exchange, request: _Ingest, landed: Landed | None) -> None:
        if landed is None or landed.workflow_slug is None or exchange.backed_up:

            async def rest(_: Scope, __: Receive, send: Send) -> None:
                await self._answer(request, request.judge(landed), send)

            exchange.go_on(rest)
            return
        request.landed = landed
        exchange.answer(ACCEPTED, _accepted(landed))
        request.log(202, logs.later)

    async def _ingest(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _Ingest(self, scope)
        await self._answer(request, request.land(receive), send)

    async def _answer(self, request: _Ingest, landing: Awaitable[Landed], send: Send) -> None:
        try:
            landed = await landing
            content = _accepted(landed)
            status = 202
            await answer(send, 202, content, JSON)
        except Problem as problem:
            status = problem.status
            await problem.send(send)
        except Exception as error:
            status = 500
            logs.line(event="unexpected", error=type(error).__name__, slug=request.logged_name)
            await internal().send(send)
        request.log(status)


class _Ingest:
    """One request to ``/ingest/``."""

    def __init__(self, service: Service, scope: Scope) -> None:
        self._service = service
        self._settings = service.settings
        self._scope = scope
        self._began = perf_counter()
        self._name = bodies.storable_name(scope["path"][len(PREFIX) :].strip("/"))
        self._size: int | None = None
        self.landed: Landed | None = None
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
        try:
            delivery = await self._take(receive, headers)
        except Problem as problem:
            self._service.lane.count_refusal(REFUSALS[problem.kind], self._name)
            raise
        try:
            landed = await self._service.lane.land(delivery)
        except LaneFull:
            detail = "Send it again after a moment: more is waiting to be stored than may wait."
            raise Problem(503, "busy", detail, title="Busy", headers=RETRY_SOON) from None
        except NotLanded:
            landed = None
        return await self.judge(landed)

    async def judge(self, landed: Landed | None) -> Landed:
        """Return what is accepted; raise the problem of what is not landed, or names no workflow."""
        self.landed = landed
        if landed is None:
            raise self._service.unavailable()
        if landed.workflow_slug is None:
            raise await self._unknown(landed)
        return landed

    def whole(self, body: bytes) -> Delivery | None:
        """Make a delivery of a body that is all there; None when it needs a closer look. Raises a Problem for a 401."""
        headers: list[tuple[bytes, bytes]] = self._scope["headers"]
        if len(body) > self._settings.max_body_bytes or any(name == b"content-encoding" for name, _ in headers):
            return None
        self._source = self._service.source_of(headers)
        self._trusted = True
        self._size = len(body)
        return self._delivery(body, headers, None)

    def log(self, status: int, write: Callable[..., None] = logs.line) -> None:
        landed = self.landed
        write(
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

    async def _take(self, receive: Receive, headers: list[tuple[bytes, bytes]]) -> Delivery:
        self._source = self._service.source_of(headers)
        self._trusted = True
        cap = self._settings.max_body_bytes
        body = await read_upload(receive, headers, cap, self._settings.body_timeout)
        self._size = len(body)
        code: str | None = None
        if is_gzip(headers):
            try:
                body = bodies.gunzip(body, cap)
            except bodies.BadGzip:
                code = "bad_gzip"
            except bodies.BodyTooLarge:
                raise too_large(cap) from None
        return self._delivery(body, headers, code)

    def _delivery(self, body: bytes, headers: list[tuple[bytes, bytes]], code: str | None) -> Delivery:
        return Delivery(
            workflow=self._name,
            body=body,
            idempotency_key=bodies.delivery_key(headers),
            headers=bodies.harmless_headers(headers, self._source),
            quarantine_code=code,
        )

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
    return b'{"payload_id": "%b", %b}' % (
        landed.payload_id.encode("ascii"),
        _rest_of_accepted(landed.workflow_slug, landed.is_repeat, landed.quarantine_code),
    )


@lru_cache(maxsize=4096)
def _rest_of_accepted(slug: str | None, is_repeat: bool, code: str | None) -> bytes:
    # There are few of them, and a slug is a seed's text.
    content: dict[str, object] = {"workflow_slug": slug, "repeat": is_repeat, "quarantined": code is not None}
    if code is not None:
        content["quarantine_code"] = code
    return json.dumps(content)[1:-1].encode("ascii")
