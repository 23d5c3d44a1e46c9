"""The registered workflows as the service knows them: read from the database, kept for half a minute."""

from __future__ import annotations

from difflib import get_close_matches
from time import monotonic

from ingest.landing import DatabaseUnavailable, Workflow
from ingest.lane import Lane, NotLanded

KEPT_SECONDS = 30.0
READ_SECONDS = 3.0


class Catalogue:
    """A cached list of the registered workflows. Landing never waits for it and never depends on it."""

    def __init__(self, lane: Lane) -> None:
        """Prepare, without reading.

        Args:
            lane: the way to the database.
        """
        self._lane = lane
        self._workflows: list[Workflow] = []
        self._names: dict[str, str] = {}
        self._read_at = float("-inf")

    async def workflows(self) -> list[Workflow]:
        """List the registered workflows.

        Returns:
            All of them, at most half a minute old; older when the database is away.

        Raises:
            NotLanded: the database is away and nothing had been read before.
        """
        if monotonic() - self._read_at > KEPT_SECONDS:
            try:
                self._workflows = await self._lane.run(lambda landing: landing.workflows(), READ_SECONDS)
            except (NotLanded, DatabaseUnavailable):
                if not self._workflows:
                    raise NotLanded from None
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

    async def nearest(self, name: str) -> str | None:
        """Find the registered slug that a wrong name may have meant.

        Args:
            name: as called.

        Returns:
            A registered slug, or None when nothing is near or the list cannot be read.
        """
        try:
            await self.workflows()
        except NotLanded:
            return None
        close = get_close_matches(name.lower().replace("_", "-"), self._names, n=1, cutoff=0.6)
        return self._names[close[0]] if close else None
