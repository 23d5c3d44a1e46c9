"""What senders had before: a connection for each request, a statement for each table, in a handler on a thread.

``python -m bench.landing.seeds_way URL`` serves it with uvicorn; Starlette runs a handler that is no coroutine on a
thread, as FastAPI does with ``def`` endpoints. The body is parsed, kept as jsonb, and its profile and its jobs go into
a table each, one transaction a statement.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import Any

import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

TABLES = """
create schema if not exists seeds;
create table if not exists seeds.person_payloads (
    id uuid primary key default gen_random_uuid(), created_at timestamptz not null default now(),
    linkedin_url text, workflow_slug text, raw_payload jsonb
);
create table if not exists seeds.person_profile (
    id uuid primary key default gen_random_uuid(), payload_id uuid, linkedin_url text, name text, headline text
);
create table if not exists seeds.person_experience (
    id uuid primary key default gen_random_uuid(), payload_id uuid, company text, title text, start_date text
);
"""


def ingest(url: str, body: bytes) -> JSONResponse:
    """Keep one body as the seeds' functions do: insert it, then what is in it."""
    content: Any = json.loads(body)
    content = content if isinstance(content, dict) else {}
    profile: Any = content.get("raw_payload") or content
    profile = profile if isinstance(profile, dict) else {}
    jobs: Any = profile.get("experience")
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(
            "insert into seeds.person_payloads (linkedin_url, workflow_slug, raw_payload) values (%s, %s, %s::jsonb)"
            " returning id::text",
            (str(content.get("linkedin_url")), str(content.get("workflow_slug")), body.decode("utf-8", "replace")),
        ).fetchone()
        assert row
        connection.execute(
            "insert into seeds.person_profile (payload_id, linkedin_url, name, headline) values (%s, %s, %s, %s)",
            (row[0], str(content.get("linkedin_url")), str(profile.get("name")), str(profile.get("headline"))),
        )
        listed = [job for job in jobs if isinstance(job, dict)] if isinstance(jobs, list) else []
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into seeds.person_experience (payload_id, company, title, start_date) values (%s, %s, %s, %s)",
                [(row[0], str(j.get("company")), str(j.get("title")), str(j.get("start_date"))) for j in listed],
            )
    return JSONResponse({"success": True, "id": row[0]}, 202)


def main() -> None:
    """Serve on a free port of loopback, and print it."""
    url = sys.argv[1]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)

    async def endpoint(request: Request) -> JSONResponse:
        return await run_in_threadpool(partial(ingest, url, await request.body()))

    app = Starlette(routes=[Route("/ingest/{slug}", endpoint, methods=["POST"])])
    config = uvicorn.Config(
        app, port=0, loop="uvloop", http="httptools", ws="none", access_log=False, log_level="error"
    )
    server = uvicorn.Server(config)
    bound = config.bind_socket()
    print(json.dumps({"event": "listening", "port": bound.getsockname()[1]}), flush=True)
    server.run(sockets=[bound])


if __name__ == "__main__":
    main()
