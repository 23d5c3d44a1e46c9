"""The site on Modal: static files behind a token.

``modal deploy -m ingest.site_app`` once; then ``modal volume put hq-site target/site current --force`` after each
``hq site build``, or let the build write into the volume (HQ_SITE_DIR=/site/current where the volume is mounted).
The secret ``hq-site`` holds HQ_SITE_TOKENS, in the form of HQ_INGEST_TOKENS.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import modal

if TYPE_CHECKING:
    from ingest.site.service import Site

NAME = "hq-site"
"""Name of the app, of its volume and secret, and label of its URL."""

SECRET_KEYS = ["HQ_SITE_TOKENS"]
REQUIREMENTS = ["starlette==1.10.0"]
"""What the service imports, with the pins of ``pyproject.toml`` (a test compares them)."""

MOUNTED = Path("/site")
CURRENT = MOUNTED / "current"
MAX_CONTAINERS = 2
MAX_INPUTS = 100
TIMEOUT_SECONDS = 60


def left_out(path: Path) -> bool:
    """Tell whether a file of the package stays out of the image.

    Args:
        path: of the file.

    Returns:
        True for everything but code.
    """
    return path.suffix != ".py"


image = (
    modal.Image.debian_slim(python_version="3.12")
    .pip_install(*REQUIREMENTS)
    .add_local_python_source("ingest", ignore=left_out)
)
volume = modal.Volume.from_name(NAME, create_if_missing=True)
app = modal.App(NAME)


@app.function(
    image=image,
    secrets=[modal.Secret.from_name(NAME, required_keys=SECRET_KEYS)],
    volumes={str(MOUNTED): volume.read_only()},
    max_containers=MAX_CONTAINERS,
    scaledown_window=300,
    timeout=TIMEOUT_SECONDS,
)
@modal.concurrent(max_inputs=MAX_INPUTS)
@modal.asgi_app(label=NAME)
def web() -> Site:
    """Make the service; it looks for a newer site in the volume while it runs."""
    from ingest.site.service import Site, tokens_from

    return Site(CURRENT, tokens_from(os.environ), volume.reload)
