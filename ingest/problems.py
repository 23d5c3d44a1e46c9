"""Errors as RFC 9457 problems: each says in one sentence what to do."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

TITLES = {
    400: "Truncated upload",
    401: "Token missing or not accepted",
    404: "Not found",
    405: "Method not allowed",
    408: "Upload took too long",
    413: "Body too large",
    500: "Internal error",
    503: "Cannot store now",
}


class Problem(Exception):
    """A request that is answered with an error."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        *,
        headers: tuple[tuple[bytes, bytes], ...] = (),
        title: str | None = None,
        **members: object,
    ) -> None:
        """Describe the error.

        Args:
            status: HTTP status.
            kind: name of the kind of problem; becomes the end of its ``type`` URI.
            detail: one sentence that says what to do.
            headers: further headers of the answer.
            title: short name when it differs from the usual one of the status.
            members: further members of the answer; those that are None are left out.
        """
        super().__init__(kind)
        self.status = status
        self.kind = kind
        self.headers = headers
        self.content = {
            "type": f"urn:hq-master-data:problem:{kind}",
            "title": title or TITLES[status],
            "status": status,
            "detail": detail,
            **{name: value for name, value in members.items() if value is not None},
        }

    async def send(self, send: Send) -> None:
        """Answer the request with this problem.

        Args:
            send: ASGI send.
        """
        body = json.dumps(self.content).encode("ascii")
        await answer(send, self.status, body, b"application/problem+json", self.headers)


async def answer(
    send: Send, status: int, body: bytes, content_type: bytes, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> None:
    """Send one complete answer.

    Args:
        send: ASGI send.
        status: HTTP status.
        body: content.
        content_type: its media type.
        headers: further headers.
    """
    fixed = ((b"content-type", content_type), (b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": status, "headers": [*fixed, *headers]})
    await send({"type": "http.response.body", "body": body})
