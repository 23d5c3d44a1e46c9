"""Alerts over a webhook: what broke and what to do, without values of data and without secrets."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from ingest.config import LOOPBACK_HOSTS, ConfigError

TIMEOUT_SECONDS = 10.0
PAUSES = (1.0, 3.0, 10.0)
"""Seconds to wait before each further try."""

MOST_LISTED = 20
"""More broken things than these are only counted."""


@dataclass(frozen=True)
class Broken:
    """One thing that broke.

    Attributes:
        step: of the run.
        name: model, test, table or program; never a value of data.
        what: what happened, in a few words.
        do: what a person is to do.
    """

    step: str
    name: str
    what: str
    do: str


def check_url(url: str) -> None:
    """Refuse an address that would carry an alert in the clear over a network.

    Args:
        url: value of HQ_ALERT_URL.

    Raises:
        ConfigError: it is neither https nor loopback. The message does not repeat it.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if not host or parts.scheme not in ("http", "https") or (parts.scheme == "http" and host not in LOOPBACK_HOSTS):
        raise ConfigError("HQ_ALERT_URL must begin with https:// (http:// is for loopback only).")


def key_of(broken: Sequence[Broken]) -> str:
    """Tell one state of brokenness from another.

    Args:
        broken: what broke.

    Returns:
        A digest of steps and names; '' when nothing broke.
    """
    if not broken:
        return ""
    return hashlib.sha256(json.dumps(sorted({(item.step, item.name) for item in broken})).encode()).hexdigest()


def message(run: dict[str, Any], broken: Sequence[Broken], skipped: int = 0) -> dict[str, Any]:
    """Put an alert into words.

    Args:
        run: run_id, warehouse_id, kind, status and seconds of the run.
        broken: what broke; nothing says that all is well again.
        skipped: number of nodes that were left out behind what broke.

    Returns:
        A JSON object; ``text`` says all of it to a person, as chat tools read it.
    """
    listed = list(broken[:MOST_LISTED])
    if broken:
        lines = [f"HQ Master Data: run {run['status']}, {len(broken)} broken."]
        lines += [f"- {item.step}: {item.name}: {item.what}. {item.do}" for item in listed]
        if len(broken) > len(listed):
            lines.append(f"- and {len(broken) - len(listed)} more.")
        if skipped:
            lines.append(f"{skipped} nodes behind these were left out; the next run takes them up by itself.")
        lines.append(f"More: hq runs --run {run['run_id']}")
    else:
        lines = ["HQ Master Data: all is well again."]
    return {"text": "\n".join(lines), "run": run, "broken": [asdict(item) for item in listed], "skipped": skipped}


def send(url: str, body: dict[str, Any], pauses: Sequence[float] = PAUSES) -> bool:
    """Post an alert; what fails for a moment is tried again.

    Args:
        url: checked by :func:`check_url`.
        body: of :func:`message`.
        pauses: seconds before each further try.

    Returns:
        True when the receiver answered with 2xx.
    """
    import httpx

    # Redirects are not followed: they could lead out of https. Proxies of the environment are for other programs.
    with httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=False) as client:
        for pause in (*pauses, None):
            try:
                answer = client.post(url, json=body)
                if answer.is_success:
                    return True
                if answer.status_code < 500 and answer.status_code not in (408, 425, 429):
                    return False
            except httpx.HTTPError:
                pass  # its text may hold the address
            if pause is not None:
                time.sleep(pause)
    return False
