"""Recorded deliveries: files of one JSON object per line, read without touching the bytes of a payload.

A line is ``{"workflow_slug": "...", "payload": ...}`` plus, optionally, ``received_at`` (ISO 8601) and
``idempotency_key``; other keys are ignored. The payload is cut out of the line as it stands: numbers, order and
repeated keys of an object, escapes and even broken text arrive as they were recorded.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from ingest.bodies import bounded_key, storable_name
from ingest.errors import Failure
from ingest.landing import Delivery

SUFFIXES = (".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz")
BAD_LINE_CODE = "bad_line"

# A line is taken apart as Latin-1, in which every byte is one character: what is cut out are the very bytes.
_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}"]', re.DOTALL)
_WORKFLOW = re.compile(rb'"workflow_slug"\s*:\s*"([^"\\]{1,200})"')


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file.

    Attributes:
        place: file and line number, for messages.
        delivery: what to land, or None when it names no workflow.
        complaint: what is wrong with the line, or None.
    """

    place: str
    delivery: Delivery | None
    complaint: str | None


class _NoObject(ValueError):
    """The line is no JSON object that can be taken apart."""


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Find the files to read.

    Args:
        paths: files, or folders that are searched with all that is in them.

    Returns:
        Files in the order given, those of a folder by name; none twice.

    Raises:
        Failure: a path does not exist, a named file has another suffix, or there is no file at all.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (item for item in sorted(path.rglob("*")) if item.is_file() and item.name.endswith(SUFFIXES))
            found.update(dict.fromkeys(inside))
        elif not path.is_file():
            raise Failure(f"{path} does not exist.", 2)
        elif not path.name.endswith(SUFFIXES):
            raise Failure(f"{path} is none of {', '.join(SUFFIXES)}.", 2)
        else:
            found[path] = None
    if not found:
        raise Failure(f"There is no file to replay: name files or folders with {', '.join(SUFFIXES)}.", 2)
    return list(found)


def read_file(path: Path) -> Iterator[tuple[Line, int]]:
    """Read one file.

    Args:
        path: of the file.

    Yields:
        Each line that is not blank, with the number of bytes of the file (as stored) read so far.

    Raises:
        Failure: the file cannot be read to its end.
    """
    occurrences: dict[bytes, int] = {}
    try:
        with path.open("rb") as stored:
            opened = gzip.GzipFile(fileobj=stored) if path.name.endswith(".gz") else stored
            for number, raw in enumerate(cast(BinaryIO, opened), 1):
                text = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
                if text.strip():
                    yield parse_line(text, f"{path}:{number}", occurrences), stored.tell()
    except (OSError, EOFError, zlib.error) as error:
        raise Failure(
            f"{path} cannot be read to its end ({type(error).__name__}); what came before it is landed."
        ) from None


def parse_line(raw: bytes, place: str, occurrences: dict[bytes, int]) -> Line:
    """Take one line apart.

    Args:
        raw: the line.
        place: file and line number.
        occurrences: how often each delivery has been seen in this file; brought up to date here.

    Returns:
        What to land. A line that cannot be taken apart but names a workflow is landed whole, into quarantine.
    """
    try:
        members = _members(raw.decode("latin-1"))
        workflow = _text(members, "workflow_slug")
    except _NoObject as error:
        return _broken(raw, place, str(error), occurrences)
    if workflow is None:
        return Line(place, None, "it has no workflow_slug")
    if "payload" not in members:
        return _broken(raw, place, "it has no payload", occurrences)
    body = members["payload"].encode("latin-1")
    try:
        received_text = _text(members, "received_at")
        key = _text(members, "idempotency_key")
    except _NoObject as error:
        return _broken(raw, place, str(error), occurrences)
    received_at, complaint = _instant(received_text)
    delivery = Delivery(
        workflow=storable_name(workflow),
        body=body,
        idempotency_key=(
            bounded_key(key.encode("utf-8", "surrogatepass"))
            if key
            else replay_key(workflow, body, received_text, occurrences)
        ),
        received_at=received_at,
    )
    return Line(place, delivery, complaint)


def replay_key(workflow: str, body: bytes, received_at: str | None, occurrences: dict[bytes, int]) -> str:
    """Derive the key of a delivery that has none, so that landing a file again lands nothing twice.

    Equal lines of one file are different deliveries: the n-th of them gets the n-th key, whichever run reads it.

    Args:
        workflow: as recorded.
        body: the bytes.
        received_at: as recorded, or None.
        occurrences: how often each delivery has been seen in this file; brought up to date here.

    Returns:
        ``replay:`` and a SHA-256 in hex.
    """
    digest = hashlib.sha256()
    for part in (workflow.encode("utf-8", "surrogatepass"), body, (received_at or "").encode("utf-8", "surrogatepass")):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    content = digest.digest()
    nth = occurrences.get(content, 0) + 1
    occurrences[content] = nth
    digest.update(nth.to_bytes(8, "big"))
    return "replay:" + digest.hexdigest()


def _broken(raw: bytes, place: str, complaint: str, occurrences: dict[bytes, int]) -> Line:
    named = _WORKFLOW.search(raw)
    if named is None:
        return Line(place, None, complaint)
    workflow = storable_name(named.group(1).decode("utf-8", "replace"))
    body = raw.rstrip(b"\r\n")
    key = replay_key(workflow, body, None, occurrences)
    return Line(place, Delivery(workflow, body, key, quarantine_code=BAD_LINE_CODE), complaint)


def _members(text: str) -> dict[str, str]:
    # The members of the outer object, each value as it stands in the line.
    position = _skip(text, 0)
    if text[position : position + 1] != "{":
        raise _NoObject("it is no JSON object")
    members: dict[str, str] = {}
    position = _skip(text, position + 1)
    if text[position : position + 1] == "}":
        return members
    while True:
        name, position = _string(text, position)
        position = _expect(text, _skip(text, position), ":")
        end = _value_end(text, position)
        members[name] = text[position:end]
        position = _skip(text, end)
        if text[position : position + 1] == "}":
            if _skip(text, position + 1) != len(text):
                raise _NoObject("something follows its object")
            return members
        position = _expect(text, position, ",")


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _expect(text: str, position: int, character: str) -> int:
    if text[position : position + 1] != character:
        raise _NoObject(f"it is no JSON: {character!r} is missing at character {position + 1}")
    return _skip(text, position + 1)


def _string(text: str, position: int) -> tuple[str, int]:
    if text[position : position + 1] != '"':
        raise _NoObject(f"it is no JSON: a name is missing at character {position + 1}")
    try:
        name, end = _DECODER.raw_decode(text, position)
    except ValueError:
        raise _NoObject(f"it is no JSON: a name cannot be read at character {position + 1}") from None
    return str(name), end


def _value_end(text: str, position: int) -> int:
    if text[position : position + 1] in ("{", "["):
        try:
            return _DECODER.raw_decode(text, position)[1]  # several times as fast, where Python can read it
        except (ValueError, RecursionError):
            pass
        # Else brackets are only counted: what is inside is for the database to judge.
        depth = 0
        for token in _TOKEN.finditer(text, position):
            found = token.group()
            if found in "{[":
                depth += 1
            elif found in "}]":
                depth -= 1
                if depth == 0:
                    return token.end()
            elif found == '"':
                raise _NoObject("a text in it does not end")
        raise _NoObject("it is cut off")
    try:
        return _DECODER.raw_decode(text, position)[1]
    except ValueError as error:
        where = error.pos + 1 if isinstance(error, json.JSONDecodeError) else position + 1
        raise _NoObject(f"it is no JSON: a value cannot be read at character {where}") from None


def _text(members: dict[str, str], name: str) -> str | None:
    source = members.get(name)
    if source is None or source == "null":
        return None
    try:
        value = json.loads(source.encode("latin-1").decode("utf-8"), strict=False)
    except ValueError:
        raise _NoObject(f"its {name} is no text") from None
    if not isinstance(value, str):
        raise _NoObject(f"its {name} is no text")
    return value or None


def _instant(text: str | None) -> tuple[datetime | None, str | None]:
    if text is None:
        return None, None
    try:
        value = datetime.fromisoformat(text.strip())
        value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None, "its received_at is no ISO 8601 time; it is landed with the time of this run"
    return value, None
