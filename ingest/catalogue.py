"""The registered workflows as a service knows them: read from the database, kept for half a minute."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from time import monotonic
from typing import Any

from ingest.connection import Unavailable

KEPT_SECONDS = 30.0
NEWLY_READ_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Workflow:
    """One registered workflow, as the services list it."""

    slug: str
    function_name: str
    aliases: tuple[str, ...]
    description: str
    is_active: bool
    replaced_by: str | None
    entity_type: str | None
    provider: str | None

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Workflow:
        """Read a row that has the attributes in their order; aliases and description may be null."""
        return cls(row[0], row[1], tuple(row[2] or ()), row[3] or "", row[4], row[5], row[6], row[7])


class Catalogue:
    """A cached list of the registered workflows. Landing never waits for it and never depends on it."""

    def __init__(self, read: Callable[[], Awaitable[list[Workflow]]]) -> None:
        """Prepare, without reading.

        Args:
            read: the way to the database; raises Unavailable when that is away.
        """
        self._read = read
        self._workflows: list[Workflow] = []
        self._names: dict[str, str] = {}
        self._read_at = float("-inf")

    async def workflows(self) -> list[Workflow]:
        """List the registered workflows.

        Returns:
            All of them, at most half a minute old; older when the database is away.

        Raises:
            Unavailable: the database is away and nothing had been read before.
        """
        if monotonic() - self._read_at > KEPT_SECONDS:
            try:
                self._workflows = await self._read()
            except Unavailable:
                if not self._workflows:
                    raise
            else:
                self._read_at = monotonic()
                self._names = {
                    name: workflow.slug
                    for workflow in self._workflows
                    for name in (workflow.function_name, *workflow.aliases, workflow.slug)
                }
        return self._workflows

    def knows(self, name: str) -> bool:
        """Tell whether a workflow was registered under this name when the list was read last."""
        return name in self._names

    async def slug_of(self, name: str) -> str | None:
        """Find the slug of a workflow.

        Args:
            name: slug, alias or function name.

        Returns:
            The registered slug, or None when nothing is registered under that name.

        Raises:
            Unavailable: the database is away and nothing had been read before.
        """
        await self.workflows()
        if name not in self._names and monotonic() - self._read_at > NEWLY_READ_SECONDS:
            self._read_at = float("-inf")  # it may have been registered a moment ago
            await self.workflows()
        return self._names.get(name)

    async def nearest(self, name: str) -> str | None:
        """Find the registered slug that a wrong name may have meant.

        Args:
            name: as called.

        Returns:
            A registered slug, or None when nothing is near or the list cannot be read.
        """
        try:
            await self.workflows()
        except Unavailable:
            return None
        close = get_close_matches(name.lower().replace("_", "-"), self._names, n=1, cutoff=0.6)
        return self._names[close[0]] if close else None
