"""One JSON object per line on standard error; no body, key, token or text of an exception ever goes in."""

from __future__ import annotations

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime

_ENCODER = json.JSONEncoder(default=str)
_later: list[str] = []


def line(**fields: object) -> None:
    """Write one line.

    Args:
        fields: what to say; values that are None are left out.
    """
    later(**fields)
    flush()


def later(**fields: object) -> None:
    """Keep one line for the next :func:`flush`: many lines cost one write.

    Args:
        fields: what to say; values that are None are left out.
    """
    record = {"at": _now(), **{name: value for name, value in fields.items() if value is not None}}
    _later.append(_ENCODER.encode(record) + "\n")


def flush() -> None:
    """Write the lines that were kept; a full disk, or a reader that has gone, never stands in the way of landing."""
    if _later:
        text = "".join(_later)
        _later.clear()
        with suppress(OSError, ValueError):
            sys.stderr.write(text)


class JsonFormatter(logging.Formatter):
    """Formats the records of libraries as one JSON line, with the class of an exception but not its text."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record.

        Args:
            record: what a library logged.

        Returns:
            One line of JSON.
        """
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        fields = {"at": _now(), "event": record.name, "error": error}
        if error is None:
            fields["detail"] = record.getMessage()
        return json.dumps({name: value for name, value in fields.items() if value is not None})


def take_over() -> None:
    """Let what libraries log go through :class:`JsonFormatter`, from warnings upwards."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
