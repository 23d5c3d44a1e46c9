"""What a request asks for: one entity, many of one type, or a list of any."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.problems import Problem

ENTITY_TYPES = ("company", "person", "target_client")
LONGEST_KEY = 2000
MOST_WORKFLOWS = 200
MEMBERS = frozenset({"entity_type", "entity_key", "entity_keys", "entities", "workflows"})


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity as it was asked for.

    Attributes:
        entity_type: ``company``, ``person`` or ``target_client``.
        entity_key: key in any spelling.
    """

    entity_type: str
    entity_key: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request.

    Attributes:
        entities: in the order of the request.
        workflows: names of the only workflows to tell of, or None for all.
    """

    entities: tuple[Entity, ...]
    workflows: tuple[str, ...] | None


def read(body: bytes, most_keys: int) -> Asked:
    """Read the body of a request.

    Args:
        body: as sent.
        most_keys: most entities in one request.

    Returns:
        What is asked for.

    Raises:
        Problem: 400; the detail says what to do, ``pointer`` where. Values of the body are not repeated.
    """
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request("Send one JSON object in UTF-8.") from None
    if not isinstance(content, dict):
        raise bad_request('Send one JSON object, as {"entity_type": "company", "entity_key": "acme.example"}.')
    if not content.keys() <= MEMBERS:
        raise bad_request(f"Leave out every member but {', '.join(sorted(MEMBERS))}.")
    entities = _entities(content, most_keys)
    return Asked(tuple(entities), _workflows(content.get("workflows")))


def bad_request(
    detail: str, pointer: str | None = None, *, nearest: str | None = None, most: int | None = None
) -> Problem:
    """Return the answer to a request that cannot be understood.

    Args:
        detail: one sentence that says what to do.
        pointer: JSON pointer to the member in question.
        nearest: the registered slug that may have been meant.
        most: how many there may be.

    Returns:
        400.
    """
    return Problem(400, "bad-request", detail, title="Bad request", pointer=pointer, nearest=nearest, most=most)


def _entities(content: Mapping[str, Any], most_keys: int) -> list[Entity]:
    forms = [name for name in ("entity_key", "entity_keys", "entities") if name in content]
    if len(forms) != 1:
        raise bad_request("Name the entities in one of entity_key, entity_keys and entities.")
    if forms == ["entities"]:
        if "entity_type" in content:
            raise bad_request("Put entity_type into each of the entities.", "/entity_type")
        return [
            _listed(entity, f"/entities/{place}")
            for place, entity in enumerate(_list(content["entities"], "/entities", most_keys))
        ]
    entity_type = _type(content.get("entity_type"), "/entity_type")
    if forms == ["entity_key"]:
        return [Entity(entity_type, _key(content["entity_key"], "/entity_key"))]
    keys = _list(content["entity_keys"], "/entity_keys", most_keys)
    return [Entity(entity_type, _key(key, f"/entity_keys/{place}")) for place, key in enumerate(keys)]


def _listed(entity: object, pointer: str) -> Entity:
    if not isinstance(entity, dict) or entity.keys() != {"entity_type", "entity_key"}:
        raise bad_request("Give each entity as an object of entity_type and entity_key, nothing else.", pointer)
    return Entity(
        _type(entity["entity_type"], f"{pointer}/entity_type"), _key(entity["entity_key"], f"{pointer}/entity_key")
    )


def _list(value: object, pointer: str, most: int) -> list[object]:
    if not isinstance(value, list) or not value:
        raise bad_request("Give a list of at least one.", pointer)
    if len(value) > most:
        raise bad_request(f"Ask for at most {most} at once, and send several requests.", pointer, most=most)
    return value


def _type(value: object, pointer: str) -> str:
    if not isinstance(value, str) or value not in ENTITY_TYPES:
        raise bad_request(f"Give entity_type as one of {', '.join(ENTITY_TYPES)}.", pointer)
    return value


def _key(value: object, pointer: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_KEY or not storable(value):
        raise bad_request(f"Give the key as text of 1 to {LONGEST_KEY} characters.", pointer)
    return value


def _workflows(value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    names = []
    for place, name in enumerate(_list(value, "/workflows", MOST_WORKFLOWS)):
        if not isinstance(name, str) or not name or not storable(name):
            raise bad_request("Name a workflow by its slug; GET /api/workflows lists them.", f"/workflows/{place}")
        names.append(name)
    return tuple(names)


def storable(text: str) -> bool:
    """Tell whether PostgreSQL can hold a text: no NUL, no half of a surrogate pair."""
    if "\0" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
