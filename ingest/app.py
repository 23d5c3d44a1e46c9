"""The landing service on Modal: one app, one web function, every workflow.

Deploy the whole of it, from a checkout: ``HQ_COMMIT=$(git rev-parse HEAD) modal deploy -m ingest.app``.
The secret ``hq-ingest`` holds the variables named in :data:`SECRET_KEYS`; a changed secret reaches running
containers with ``modal app rollover hq-ingest``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import modal

if TYPE_CHECKING:
    from ingest.service import Service

NAME = "hq-ingest"
"""Name of the app and label of its URL; both are DNS labels."""

SECRET_KEYS = ["HQ_INGEST_DATABASE_URL", "HQ_INGEST_TOKENS", "HQ_WAREHOUSE_ID"]

REQUIREMENTS = [
    "psycopg[binary]==3.3.9",
    "starlette==1.10.0",
]
"""What the service imports, with the pins of ``pyproject.toml`` (a test compares them)."""

# One connection a container, so this also bounds the connections that the pooler of the database has to give.
MAX_CONTAINERS = 4
MAX_INPUTS = 200
TIMEOUT_SECONDS = 120
"""Less than the 150 s after which Modal answers 303, which a sender takes for a failure."""

PACKAGED = frozenset({".py", ".json"})


def left_out(path: Path) -> bool:
    """Tell whether a file of the package stays out of the image.

    Args:
        path: of the file.

    Returns:
        True for everything but code and the example bodies.
    """
    return path.suffix not in PACKAGED


image = (
    modal.Image.debian_slim(python_version="3.12")
    .pip_install(*REQUIREMENTS)
    .env({"HQ_COMMIT": os.environ.get("HQ_COMMIT", "")})
    .add_local_python_source("ingest", ignore=left_out)
)

app = modal.App(NAME)


@app.function(
    image=image,
    secrets=[modal.Secret.from_name(NAME, required_keys=SECRET_KEYS)],
    min_containers=1,
    max_containers=MAX_CONTAINERS,
    scaledown_window=300,
    timeout=TIMEOUT_SECONDS,
)
@modal.concurrent(max_inputs=MAX_INPUTS)
@modal.asgi_app(label=NAME)
def web() -> Service:
    """Make the service; Modal runs its lifespan, which connects and checks the database."""
    from ingest import logs
    from ingest.config import service_settings
    from ingest.service import create_app

    logs.take_over()
    return create_app(service_settings())
