"""Group commit: requests that arrive while a call is under way go together in the next one.

There is no timer: an idle lane takes a single delivery at once, a busy one takes everything that has gathered.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

import psycopg

from ingest import logs
from ingest.connection import DatabaseUnavailable, Unavailable
from ingest.identity import Identity, WrongDatabase
from ingest.landing import Delivery, Landed, Landing

T = TypeVar("T")
Settle = Callable[[Landed | None], None]
"""Takes the answer to one delivery; None when it was not landed, or is not known to be. Never raises."""
Batch = tuple[list[Delivery], list[Settle]]
REFUSAL_FLUSH_SECONDS = 0.25
MOST_REFUSALS_A_FLUSH = 1000
RECOVERY_SECONDS = 0.5
"""How long a lane rests after an error that nobody thought of."""


class LaneFull(Exception):
    """As much is waiting as may wait; the sender should come back soon."""


class NotLanded(Unavailable):
    """Not landed, or not known to be; the sender should send it again."""


@dataclass(frozen=True)
class Limits:
    """Bounds of the lane.

    Attributes:
        call_rows: most deliveries in one call.
        call_bytes: most bytes in one call (a single larger body goes alone).
        waiting_rows: most deliveries that may wait.
        waiting_bytes: most bytes that may wait.
        longest_backoff: seconds between attempts to connect, at most.
    """

    call_rows: int = 500
    call_bytes: int = 32 * 1024 * 1024
    waiting_rows: int = 5000
    waiting_bytes: int = 128 * 1024 * 1024
    longest_backoff: float = 5.0


class Lane:
    """The one task that talks to the database."""

    def __init__(self, landing: Landing, limits: Limits | None = None) -> None:
        """Prepare, without connecting.

        Args:
            landing: the connection; from now on only the lane uses it.
            limits: bounds; the defaults when None.
        """
        self._landing = landing
        self._limits = limits or Limits()
        self._waiting: deque[tuple[Delivery, Settle]] = deque()
        self._waiting_bytes = 0
        self._ahead: Batch | None = None  # left when the result before it arrived
        self._jobs: deque[Callable[[], Awaitable[None]]] = deque()
        self._refusals: Counter[tuple[str, str]] = Counter()
        self._refusals_due = 0.0
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._available = False
        self._stopping = False

    @property
    def identity(self) -> Identity | None:
        """The database found last, or None before the first connection."""
        return self._landing.identity

    async def start(self, timeout: float) -> Identity:
        """Connect, waiting for a database that is still starting, and begin to work.

        Args:
            timeout: seconds to wait for the database.

        Returns:
            The database that was found.

        Raises:
            WrongDatabase: it must not be used.
            DatabaseUnavailable: it could not be reached in time; ``reason`` says why.
        """
        identity = await self._landing.connect_within(timeout, self._limits.longest_backoff)
        self._available = True
        self._task = asyncio.create_task(self._run(), name="landing lane")
        return identity

    async def stop(self, timeout: float) -> None:
        """Land what waits, then end.

        Args:
            timeout: seconds that this may take; what has not been landed then fails.
        """
        self._stopping = True
        self._available = False
        self._wake.set()
        if self._task is not None:
            with suppress(TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(self._task, timeout)
        self._fail_waiting()
        await self._landing.close()

    async def land(self, delivery: Delivery) -> Landed:
        """Land one delivery.

        Args:
            delivery: the body and what is known of it.

        Returns:
            The answer, after COMMIT.

        Raises:
            LaneFull: too much is waiting.
            NotLanded: the database is away, or refused it.
        """
        future: asyncio.Future[Landed] = asyncio.get_running_loop().create_future()

        def settle(answer: Landed | None) -> None:
            if future.done():
                return  # the request has gone meanwhile
            if answer is not None:
                future.set_result(answer)
            else:
                future.set_exception(NotLanded())
                future.exception()  # the request may have gone meanwhile; then nobody asks for it

        self.offer(delivery, settle)
        return await future

    def offer(self, delivery: Delivery, settle: Settle) -> None:
        """Take one delivery in, without waiting for its answer.

        Args:
            delivery: the body and what is known of it.
            settle: is called with the answer, after COMMIT.

        Raises:
            LaneFull: too much is waiting.
            NotLanded: the database is away.
        """
        if not self._available:
            raise NotLanded
        size = len(delivery.body)
        full = len(self._waiting) >= self._limits.waiting_rows
        if full or (self._waiting and self._waiting_bytes + size > self._limits.waiting_bytes):
            raise LaneFull
        self._waiting.append((delivery, settle))
        self._waiting_bytes += size
        self._landing.look()
        self._wake.set()

    async def run(self, work: Callable[[Landing], Awaitable[T]], timeout: float) -> T:
        """Use the connection between two calls.

        Args:
            work: what to do with it.
            timeout: seconds to wait for the result.

        Returns:
            What ``work`` returned.

        Raises:
            NotLanded: the database is away, or did not answer in time.
            WrongDatabase: ``work`` found that it must not be used.
        """
        if not self._available:
            raise NotLanded
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        async def job() -> None:
            try:
                result = await work(self._landing)
            except Exception as error:
                if not future.done():
                    future.set_exception(error)
                    future.exception()  # it may be that nobody waits for it any more
            else:
                if not future.done():
                    future.set_result(result)

        self._jobs.append(job)
        self._wake.set()
        try:
            return await asyncio.wait_for(future, timeout)
        except (DatabaseUnavailable, TimeoutError):
            raise NotLanded from None

    def count_refusal(self, reason: str, workflow: str) -> None:
        """Count a refused request; written to the database soon, together with others. Never raises.

        Args:
            reason: why it was refused.
            workflow: as called.
        """
        if len(self._refusals) >= MOST_REFUSALS_A_FLUSH:
            workflow = ""
        if not self._refusals:
            self._refusals_due = monotonic() + REFUSAL_FLUSH_SECONDS
            asyncio.get_running_loop().call_later(REFUSAL_FLUSH_SECONDS, self._wake.set)
        self._refusals[reason, workflow] += 1

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._work_off()
            except Exception as error:
                # Whatever it was: a lane that has ended would leave every request without an answer.
                logs.line(event="lane goes on", reason=type(error).__name__)
                self._fail_waiting()
                await asyncio.sleep(RECOVERY_SECONDS)
                self._wake.set()
            if self._stopping and not self._waiting:
                return

    async def _work_off(self) -> None:
        while True:
            if self._ahead or self._waiting:
                await self._land(self._ahead or self._take())
            if self._ahead:
                continue  # it has the connection
            for _ in range(len(self._jobs)):
                await self._jobs.popleft()()
            if self._refusals_are_due():
                await self._flush_refusals()
            if not self._landing.connected:
                await self._reconnect()
            if not self._waiting and not self._jobs:
                return

    def _take(self) -> Batch:
        deliveries: list[Delivery] = []
        settles: list[Settle] = []
        size = 0
        while self._waiting and len(deliveries) < self._limits.call_rows:
            following = len(self._waiting[0][0].body)
            if deliveries and size + following > self._limits.call_bytes:
                break
            delivery, settle = self._waiting.popleft()
            deliveries.append(delivery)
            settles.append(settle)
            size += following
        self._waiting_bytes -= size
        return deliveries, settles

    def _follow(self) -> list[Delivery] | None:
        # What goes at once when a call has its result. Other work gets its turn between two calls.
        if not self._waiting or self._jobs or self._refusals_are_due():
            return None
        self._ahead = self._take()
        return self._ahead[0]

    async def _land(self, batch: Batch) -> None:
        self._ahead = None
        deliveries, settles = batch
        try:
            answers = await self._land_or_retry(deliveries)
        except BaseException as error:
            self._settle(settles, [None] * len(settles))
            if not isinstance(error, Exception):
                raise
            # Whatever it was: the lane must go on, and these are answered 503.
            reason = error.reason if isinstance(error, DatabaseUnavailable) else type(error).__name__
            logs.line(event="not landed", deliveries=len(deliveries), reason=reason)
            return
        # After the next call is on its way, so that the database does not wait while these are answered.
        asyncio.get_running_loop().call_soon(self._settle, settles, answers)

    def _settle(self, settles: Sequence[Settle], answers: Sequence[Landed | None]) -> None:
        for settle, answer in zip(settles, answers, strict=True):
            settle(answer)
        logs.flush()

    async def _land_or_retry(self, deliveries: list[Delivery]) -> list[Landed | None]:
        try:
            return await self._landing.land(deliveries, self._follow)
        except DatabaseUnavailable as error:
            # A connection that had died unnoticed is no reason to refuse: as long as nothing can have been landed, a
            # new connection may try once.
            if error.maybe_committed or self._stopping:
                raise
            try:
                await self._landing.connect(timeout=2.0)
            except (psycopg.Error, WrongDatabase, OSError):
                raise error from None
            return await self._landing.land(deliveries)

    async def _reconnect(self) -> None:
        self._available = False
        self._fail_waiting()
        await self._landing.connect_again(self._limits.longest_backoff, lambda: not self._stopping)
        self._available = self._landing.connected and not self._stopping

    async def _flush_refusals(self) -> None:
        counted = [(*key, min(times, MOST_REFUSALS_A_FLUSH)) for key, times in sorted(self._refusals.items())]
        try:
            await self._landing.count_refusals(counted)
        except Exception as error:
            # Counting never stands in the way of landing; the numbers wait for the next attempt.
            logs.line(event="refusals not counted", reason=type(error).__name__)
        else:
            for reason, workflow, times in counted:
                self._refusals[reason, workflow] -= times
            self._refusals = +self._refusals
        if self._refusals and not self._stopping:
            self._refusals_due = monotonic() + REFUSAL_FLUSH_SECONDS
            asyncio.get_running_loop().call_later(REFUSAL_FLUSH_SECONDS, self._wake.set)

    def _refusals_are_due(self) -> bool:
        return bool(self._refusals) and (self._stopping or monotonic() >= self._refusals_due - 0.01)

    def _fail_waiting(self) -> None:
        waiting = [*(self._ahead or ((), ()))[1], *(settle for _, settle in self._waiting)]
        self._ahead, self._waiting = None, deque()
        self._waiting_bytes = 0
        self._settle(waiting, [None] * len(waiting))
