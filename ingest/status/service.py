"""The status service: ``POST /api/enrichment/status`` tells what has been enriched, when, and what reached core."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from time import monotonic, perf_counter

from psycopg.rows import TupleRow
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ingest import bodies, logs
from ingest.catalogue import Catalogue, Workflow
from ingest.connection import CallFailed, Unavailable
from ingest.identity import Identity
from ingest.problems import Problem
from ingest.status import answers, asked, openapi
from ingest.status.pool import Busy, Limits, Pool
from ingest.status.settings import StatusSettings
from ingest.web import (
    RETRY_LATER,
    RETRY_SOON,
    Application,
    Headers,
    internal,
    is_gzip,
    json_response,
    problem_response,
    read_upload,
    too_large,
)

STATUS_PATH = "/api/enrichment/status"
WORKFLOWS_PATH = "/api/workflows"
MOST_BYTES = 1024 * 1024
DRAIN_SECONDS = 20.0
WORKFLOWS_KEPT_SECONDS = 5.0
Line = dict[str, object]
"""What the log says of a request: never a key."""
_NOT_BUILT = frozenset({"3F", "42"})
_TOO_SLOW = frozenset({"40", "55", "57"})


class StatusService(Application):
    """The ASGI application. It only reads."""

    realm = "status"
    when_away = "Ask again later: the database is away."
    when_not_found = f"POST to {STATUS_PATH} or GET {WORKFLOWS_PATH}; /docs describes both."

    def __init__(self, settings: StatusSettings, limits: Limits | None = None) -> None:
        """Build the application, without connecting.

        Args:
            settings: of the service.
            limits: bounds of the pool; the defaults when None.
        """
        self.settings = settings
        self._pool = Pool(settings, limits, first=answers.READY_SQL)
        self._listed: tuple[float, dict[str, object]] | None = None
        self._listing = asyncio.Lock()
        routes = [
            Route(STATUS_PATH, self._status, methods=["POST"]),
            Route(WORKFLOWS_PATH, self._workflows, methods=["GET"]),
        ]
        super().__init__(settings, Catalogue(self._registered), routes)

    async def open(self) -> Identity:
        """Connect."""
        return await self._pool.start(self.settings.startup_timeout)

    async def close(self) -> None:
        """Let what is under way finish, then disconnect."""
        await self._pool.stop(DRAIN_SECONDS)

    async def check(self) -> Identity:
        """Make sure that questions can be answered now: right database, function built and callable."""
        try:
            identity = await self._pool.check()
        except Busy:
            raise _busy() from None
        await self._fetch(answers.READY_SQL)
        return identity

    def document(self, workflows: Sequence[Workflow]) -> dict[str, object]:
        """Return the OpenAPI document."""
        return openapi.document(workflows, needs_token=not self.settings.open, most_keys=self.settings.most_keys)

    def page(self, workflows: Sequence[Workflow]) -> str:
        """Return the description for people."""
        return openapi.page(workflows)

    async def _status(self, request: Request) -> Response:
        return await self._told("status", lambda line: self._answer(request, line))

    async def _answer(self, request: Request, line: Line) -> dict[str, object]:
        headers: Headers = request.scope["headers"]
        line["source"] = self.source_of(headers)
        question = asked.read(await self._body(request, headers), self.settings.most_keys)
        line["entities"] = len(question.entities)
        only = None if question.workflows is None else await self._slugs(question.workflows)
        registered = await self.catalogue.workflows()
        as_of = datetime.now(UTC)
        told: dict[asked.Entity, dict[str, object]] = {}
        for entity_type in asked.ENTITY_TYPES:
            some = {entity.entity_key: entity for entity in question.entities if entity.entity_type == entity_type}
            if not some:
                continue
            rows = await self._fetch(answers.STATUS_SQL, answers.arguments(entity_type, list(some), only))
            expected = answers.expected_of(registered, entity_type, only)
            found = answers.by_key(rows)
            told |= {entity: answers.entity(entity, found[key], expected) for key, entity in some.items()}
        return {"as_of": as_of.isoformat(), "entities": [told[entity] for entity in question.entities]}

    async def _body(self, request: Request, headers: Headers) -> bytes:
        body = await read_upload(request.receive, headers, MOST_BYTES, self.settings.body_timeout)
        if not is_gzip(headers):
            return body
        try:
            return bodies.gunzip(body, MOST_BYTES)
        except bodies.BadGzip:
            raise asked.bad_request("Send the body uncompressed, or as gzip that opens.") from None
        except bodies.BodyTooLarge:
            raise too_large(MOST_BYTES) from None

    async def _slugs(self, names: Sequence[str]) -> list[str]:
        slugs = []
        for place, name in enumerate(names):
            slug = await self.catalogue.slug_of(name)
            if slug is None:
                nearest = await self.catalogue.nearest(name)
                detail = "Name workflows that are registered; GET /api/workflows lists them."
                raise asked.bad_request(detail, f"/workflows/{place}", nearest=nearest)
            slugs.append(slug)
        return slugs

    async def _workflows(self, request: Request) -> Response:
        return await self._told("workflows", lambda line: self._list(request, line))

    async def _told(self, event: str, work: Callable[[Line], Awaitable[dict[str, object]]]) -> Response:
        began = perf_counter()
        line: Line = {}
        try:
            response = json_response(await work(line))
        except Unavailable:
            response = problem_response(self.unavailable())
        except Problem as problem:
            response = problem_response(problem)
        except Exception as error:
            logs.line(event="unexpected", error=type(error).__name__)
            response = problem_response(internal())
        logs.line(event=event, **line, status=response.status_code, ms=round((perf_counter() - began) * 1000, 1))
        return response

    async def _list(self, request: Request, line: Line) -> dict[str, object]:
        line["source"] = self.source_of(request.scope["headers"])
        # Counting costs more than telling of one entity: whoever asks meanwhile gets what was counted last.
        async with self._listing:
            if self._listed is None or monotonic() - self._listed[0] > WORKFLOWS_KEPT_SECONDS:
                as_of = datetime.now(UTC).isoformat()
                rows = await self._fetch(answers.WORKFLOWS_SQL)
                self._listed = (monotonic(), {"as_of": as_of, "workflows": [row[0] for row in rows]})
            return self._listed[1]

    async def _registered(self) -> list[Workflow]:
        return [Workflow.from_row(row) for row in await self._fetch(answers.REGISTRY_SQL)]

    async def _fetch(self, statement: str, arguments: Sequence[object] = ()) -> list[TupleRow]:
        try:
            return await self._pool.fetch(statement, arguments)
        except Busy:
            raise _busy() from None
        except CallFailed as failed:
            logs.line(event="question failed", sqlstate=failed.sqlstate)
            if failed.sqlstate[:2] in _NOT_BUILT:
                detail = "Run `hq init` and `hq build` of this release: what tells the status is not in the database."
                raise Problem(503, "not-built", detail, title="Not built", headers=RETRY_LATER) from None
            if failed.sqlstate[:2] in _TOO_SLOW:
                detail = "Ask again after a moment, or for fewer entities: the answer took too long."
                raise Problem(503, "too-slow", detail, title="Too slow", headers=RETRY_LATER) from None
            raise internal() from None


def create_app(settings: StatusSettings, limits: Limits | None = None) -> StatusService:
    """Make the ASGI application.

    Args:
        settings: of the service.
        limits: bounds of the pool; the defaults when None.

    Returns:
        The application; it connects when its lifespan starts.
    """
    return StatusService(settings, limits)


def _busy() -> Problem:
    detail = "Ask again after a moment: more is waiting to be asked than may wait."
    return Problem(503, "busy", detail, title="Busy", headers=RETRY_SOON)
