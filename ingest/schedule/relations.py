"""dbt's cache of relations: asked by name, and told what reads what only before something is dropped.

dbt compares a name with each relation of the schema, some twenty times a model, and links all views before it begins.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from dbt.adapters.cache import RelationsCache
from dbt.adapters.postgres.impl import PostgresAdapter
from dbt.adapters.reference_keys import _make_ref_key, _ReferenceKey

if TYPE_CHECKING:
    from dbt.adapters.base.relation import BaseRelation
    from dbt.contracts.graph.manifest import Manifest

_linking = Lock()
_unlinked: WeakKeyDictionary[RelationsCache, Callable[[], None]] = WeakKeyDictionary()

_link: Callable[[PostgresAdapter, Manifest], None] = PostgresAdapter._link_cached_relations
_drop: Callable[[RelationsCache, BaseRelation], None] = RelationsCache.drop
_get_relation: Callable[..., BaseRelation | None] = PostgresAdapter.get_relation


def _link_when_asked(self: PostgresAdapter, manifest: Manifest) -> None:
    """Leave for later which view reads what: only the cascade of a drop asks."""
    _unlinked[self.cache] = lambda: _link(self, manifest)


def _drop_linked(self: RelationsCache, relation: BaseRelation) -> None:
    """Find out what goes with a relation, when it is the first that is dropped."""
    with _linking:
        if self in _unlinked and _make_ref_key(relation) in self.relations:
            _unlinked.pop(self)()
    _drop(self, relation)


def _relation_by_key(self: PostgresAdapter, database: str, schema: str, identifier: str) -> BaseRelation | None:
    """Look a relation up by its name, in place of comparing it with all others."""
    found = self.cache.relations.get(_ReferenceKey(database.lower(), schema.lower(), identifier.lower()))
    if found is None or found.inner is None:
        return _get_relation(self, database, schema, identifier)
    relation: BaseRelation = found.inner
    return relation


def ask_by_name() -> None:
    """Let dbt ask its cache so, in this process."""
    for owner, name, replacement in (
        (PostgresAdapter, "_link_cached_relations", _link_when_asked),
        (PostgresAdapter, "get_relation", _relation_by_key),
        (RelationsCache, "drop", _drop_linked),
    ):
        setattr(owner, name, replacement)
