"""``hq serve-status``."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated

import typer


def register(app: typer.Typer, url: Callable[[], str]) -> None:
    """Add the command to ``hq``.

    Args:
        app: the command line.
        url: finds the URL of the warehouse when no variable names it.
    """

    @app.command("serve-status")
    def serve_status(
        host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
        port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8082,
        open_to_all: Annotated[bool, typer.Option("--open", help="Ask for no token; loopback only.")] = False,
    ) -> None:
        """Run the status service: what has been enriched, when, and what of it is in core. It only reads."""
        from ingest.serve import serve
        from ingest.status.service import create_app
        from ingest.status.settings import status_settings

        environment = dict(os.environ)
        if not environment.get("HQ_STATUS_DATABASE_URL"):
            environment["HQ_DATABASE_URL"] = url()
        settings = status_settings(environment, open_to_all=open_to_all, host=host)
        raise typer.Exit(serve(create_app(settings), host, port))
