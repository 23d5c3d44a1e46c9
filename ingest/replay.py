"""``hq replay``: lands recorded deliveries in bulk. It can be killed and run again at any time."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from ingest.config import warehouse_id
from ingest.connection import DatabaseUnavailable
from ingest.errors import Failure
from ingest.identity import WrongDatabase, connect_problem
from ingest.landing import Delivery, Landed, Landing
from ingest.lines import Line, find_files, read_file

CALL_ROWS = 1000
CALL_BYTES = 16 * 1024 * 1024
ATTEMPTS = 6
CONNECTIONS = 2
"""One call each: what one server process does in a call is serial."""
MOST_COMPLAINTS_SHOWN = 50


@dataclass
class Replayed:
    """What came of a replay.

    Attributes:
        lines: number of lines read.
        landed: deliveries that are new in raw, by workflow.
        repeats: deliveries that had been landed before.
        quarantined: of the new ones, those in quarantine, by reason code.
        complaints: number of lines with something wrong.
        not_landed: lines that could not be landed at all.
    """

    lines: int = 0
    landed: Counter[str] = field(default_factory=Counter)
    repeats: int = 0
    quarantined: Counter[str] = field(default_factory=Counter)
    complaints: int = 0
    not_landed: int = 0

    def add(self, delivery: Delivery, answer: Landed | None) -> None:
        """Count one answer.

        Args:
            delivery: what was handed over.
            answer: what came back; None when it could not be landed.
        """
        if answer is None:
            self.not_landed += 1
        elif answer.is_repeat:
            self.repeats += 1
        else:
            self.landed[answer.workflow_slug or delivery.workflow] += 1
            if answer.quarantine_code is not None:
                self.quarantined[answer.quarantine_code] += 1


def replay(
    paths: Sequence[Path],
    url: str,
    *,
    complain: Callable[[str], None],
    advance: Callable[[int, Replayed], None] = lambda _, __: None,
) -> Replayed:
    """Land every line of the files.

    Args:
        paths: files or folders.
        url: libpq URL of the warehouse.
        complain: is told what is wrong with a line, as ``file:line: what``.
        advance: is told how many bytes more have been dealt with, and the counts so far.

    Returns:
        What came of it.

    Raises:
        Failure: a file cannot be read, or the database stays away. What was landed before stays landed.
    """
    return asyncio.run(_Replay(url, complain, advance).run(find_files(paths)))


def replay_with_progress(paths: Sequence[Path], url: str) -> Replayed:
    """Land every line of the files, with a progress bar, and print what came of it.

    Args:
        paths: files or folders.
        url: libpq URL of the warehouse.

    Returns:
        What came of it.

    Raises:
        Failure: a file cannot be read, or the database stays away.
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    size = sum(path.stat().st_size for path in find_files(paths))
    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn(), TextColumn("{task.fields[counts]}"))
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("replay", total=size, counts="")

        def advance(read: int, result: Replayed) -> None:
            counts = f"{result.landed.total()} landed, {result.repeats} repeats"
            progress.update(task, advance=read, counts=counts)

        def complain(text: str) -> None:
            progress.console.print(text, markup=False, highlight=False, soft_wrap=True)

        result = replay(paths, url, complain=complain, advance=advance)
    for text in summary(result):
        console.print(text, markup=False, highlight=False)
    return result


def summary(result: Replayed) -> list[str]:
    """Say what came of a replay.

    Args:
        result: of the replay.

    Returns:
        Lines to print.
    """
    texts = [f"{result.lines} lines: {result.landed.total()} landed, {result.repeats} already there"]
    texts += [f"  {slug}: {number} landed" for slug, number in sorted(result.landed.items())]
    texts += [f"  in quarantine as {code}: {number}" for code, number in sorted(result.quarantined.items())]
    if result.complaints:
        texts.append(f"{result.complaints} lines had something wrong")
    if result.not_landed:
        texts.append(f"{result.not_landed} lines could NOT be landed")
    return texts


class _Replay:
    def __init__(self, url: str, complain: Callable[[str], None], advance: Callable[[int, Replayed], None]) -> None:
        expected = warehouse_id(os.environ.get("HQ_WAREHOUSE_ID") or "")
        self._landings = [
            Landing(url, expected, statement_timeout=60.0, fallback_seconds=600.0) for _ in range(CONNECTIONS)
        ]
        self._complain = complain
        self._advance = advance
        self._result = Replayed()

    async def run(self, files: Sequence[Path]) -> Replayed:
        try:
            for landing in self._landings:
                await landing.connect()
        except psycopg.Error as error:
            raise Failure(f"Cannot connect to the warehouse: {connect_problem(error)}.") from None
        except WrongDatabase as error:
            raise Failure(str(error)) from None
        try:
            for path in files:
                await self._file(path)
        finally:
            for landing in self._landings:
                await landing.close()
        return self._result

    async def _file(self, path: Path) -> None:
        # While calls are under way, the next lines are read: on a thread, since a call is sent in many parts.
        batches = _batches(path, self._judge)
        under_way: deque[tuple[list[Delivery], asyncio.Task[list[Landed | None]]]] = deque()
        turns = itertools.cycle(self._landings)
        done = 0
        try:
            while (following := await asyncio.to_thread(next, batches, None)) is not None:
                batch, read = following
                if len(under_way) == len(self._landings):
                    await self._count(*under_way.popleft())  # which frees the connection whose turn it is
                under_way.append((batch, asyncio.create_task(self._land(next(turns), batch))))
                await asyncio.sleep(0)
                self._advance(read - done, self._result)
                done = read
        except Failure:
            # of the file or of one call: the other calls end first, since what was read before stays landed
            await asyncio.gather(*(call for _, call in under_way), return_exceptions=True)
            raise
        else:
            while under_way:
                await self._count(*under_way.popleft())
        finally:
            for _, call in under_way:
                call.cancel()
        self._advance(path.stat().st_size - done, self._result)

    def _judge(self, line: Line) -> Delivery | None:
        self._result.lines += 1
        if line.complaint is not None:
            self._result.complaints += 1
            if self._result.complaints <= MOST_COMPLAINTS_SHOWN:
                kept = "kept in quarantine" if line.delivery and line.delivery.quarantine_code else "NOT landed"
                kept = "landed" if line.delivery and not line.delivery.quarantine_code else kept
                self._complain(f"{line.place}: {line.complaint} ({kept})")
            elif self._result.complaints == MOST_COMPLAINTS_SHOWN + 1:
                self._complain("further complaints are only counted")
        if line.delivery is None:
            self._result.not_landed += 1
        return line.delivery

    async def _count(self, deliveries: Sequence[Delivery], call: asyncio.Task[list[Landed | None]]) -> None:
        for delivery, answer in zip(deliveries, await call, strict=True):
            self._result.add(delivery, answer)
        self._advance(0, self._result)

    async def _land(self, landing: Landing, deliveries: Sequence[Delivery]) -> list[Landed | None]:
        # Every delivery has a key, so a call whose outcome is unknown can simply be made again.
        pause = 0.2
        for attempt in range(ATTEMPTS):
            try:
                if not landing.connected:
                    await landing.connect()
                answers = await landing.land(deliveries)
                if None in answers and not landing.connected:
                    raise DatabaseUnavailable("the connection was lost")
                return answers
            except (DatabaseUnavailable, psycopg.Error, WrongDatabase) as error:
                reason = error.reason if isinstance(error, DatabaseUnavailable) else type(error).__name__
                if attempt == ATTEMPTS - 1:
                    raise Failure(
                        f"The database stays away ({reason}): run the same command again, it goes on from here."
                    ) from None
                await asyncio.sleep(pause)
                pause *= 2
        raise AssertionError("unreachable")


def _batches(path: Path, judge: Callable[[Line], Delivery | None]) -> Iterator[tuple[list[Delivery], int]]:
    batch: list[Delivery] = []
    size = 0
    position = 0
    unreadable = None
    try:
        for line, position in read_file(path):
            delivery = judge(line)
            if delivery is None:
                continue
            batch.append(delivery)
            size += len(delivery.body)
            if len(batch) >= CALL_ROWS or size >= CALL_BYTES:
                yield batch, position
                batch, size = [], 0
    except Failure as error:
        unreadable = error  # what came before goes first
    if batch:
        yield batch, position
    if unreadable:
        raise unreadable
