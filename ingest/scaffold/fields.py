"""Columns of a new kind of record: where they stand in a body, how they are read, and what a test expects."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.errors import Failure

TYPES: Mapping[str, tuple[str, str | None]] = {
    "text": ("text", None),
    "line": ("text", "clean_line"),
    "integer": ("integer", "parse_integer"),
    "number": ("numeric", "parse_number"),
    "money": ("numeric", "parse_money"),
    "boolean": ("boolean", "parse_boolean"),
    "date": ("date", "parse_partial_date"),
    "url": ("text", "normalize_url"),
}
"""Type of a field to the type of its column and the function that reads it from text."""

RESERVED = frozenset(
    {"entity_key", "record_id", "payload_id", "workflow_slug", "received_at", "observed_at", "rejected_reason"}
    | {"company_domain", "linkedin_url", "changed_in", "domain", "id", "workflow_source", "source_id", "updated_at"}
    | {"problem", "doc", "body", "key_text", "sent_domain", "junk_kind"}
)
"""Columns that every record has, and names inside its model."""


@dataclass(frozen=True)
class Field:
    """A column of a new kind of record.

    Attributes:
        name: of the column.
        path: dot path in the provider's object.
        type: one of TYPES.
    """

    name: str
    path: str
    type: str

    @property
    def data_type(self) -> str:
        """Type of the column in PostgreSQL."""
        return TYPES[self.type][0]

    def sql(self) -> str:
        """Return the expression that reads it from ``doc``."""
        text = f"text_at('doc', ['{self.path}'])" if "." in self.path else f"text_of('doc', '{self.path}')"
        reader = TYPES[self.type][1]
        return f"{{{{ {text} }}}}" if reader is None else f"{{{{ function('{reader}') }}}}({{{{ {text} }}}})"

    def in_body(self, doc: object) -> object:
        """Return the value at its path; None when there is none."""
        for key in self.path.split("."):
            doc = doc.get(key) if isinstance(doc, dict) else None
        return doc

    def expected(self, doc: object) -> str | None:
        """Return what must come of its value, as YAML.

        Args:
            doc: the provider's object.

        Returns:
            None when only the function that reads it can tell.
        """
        value = self.in_body(doc)
        if value is None:
            return "null"
        if self.type in ("text", "line"):
            plain = isinstance(value, str) and value == " ".join(value.split()) and value.lower() not in ("", "null")
            return json.dumps(value, ensure_ascii=False) if plain else None
        if self.type in ("integer", "number", "money"):
            plain = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31
            return str(value) if plain else None
        if self.type == "boolean":
            return str(value).lower() if isinstance(value, bool) else None
        if self.type == "date":
            plain = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None
            return f"'{value}'" if plain else None
        return None

    def sample(self) -> tuple[str, str]:
        """Return a value as SQL and as YAML."""
        samples = {
            "text": (f"'{self.name}'", self.name),
            "integer": ("7", "7"),
            "numeric": ("7.5", "7.5"),
            "boolean": ("true", "true"),
            "date": ("date '2026-01-01'", "'2026-01-01'"),
        }
        return samples[self.data_type]


def field(written: str) -> Field:
    """Read a field as it is given to the command.

    Args:
        written: NAME=PATH or NAME=PATH:TYPE.

    Returns:
        The field; its type is text when none is given.

    Raises:
        Failure: it cannot be read.
    """
    found = re.fullmatch(r"([a-z][a-z0-9_]{0,50})=([A-Za-z0-9_.-]+?)(?::(\w+))?", written)
    if found is None:
        raise Failure(f"--field {written!r} is not of the form name=path or name=path:type.", 2)
    if (found[3] or "text") not in TYPES:
        raise Failure(f"--field {written!r}: the type is one of {', '.join(TYPES)}.", 2)
    if found[1] in RESERVED:
        raise Failure(f"--field {written!r}: {found[1]} is a column of every record.", 2)
    return Field(found[1], found[2], found[3] or "text")
