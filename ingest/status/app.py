"""The status service on Modal: an app of its own, so that deploying it never touches landing.

Deploy it from a checkout: ``HQ_COMMIT=$(git rev-parse HEAD) modal deploy -m ingest.status.app``.
The secret ``hq-status`` holds the variables named in :data:`SECRET_KEYS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import modal

from ingest.app import image

if TYPE_CHECKING:
    from ingest.status.service import StatusService

NAME = "hq-status"
"""Name of the app and label of its URL; both are DNS labels."""

SECRET_KEYS = ["HQ_STATUS_DATABASE_URL", "HQ_STATUS_TOKENS", "HQ_WAREHOUSE_ID"]

# HQ_STATUS_CONNECTIONS (4) a container.
MAX_CONTAINERS = 4
MAX_INPUTS = 100
TIMEOUT_SECONDS = 60

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
def web() -> StatusService:
    """Make the service; Modal runs its lifespan, which connects and checks the database."""
    from ingest import logs
    from ingest.status.service import create_app
    from ingest.status.settings import status_settings

    logs.take_over()
    return create_app(status_settings())
