"""``python -m bench.transform [--size small|full]``: what builds cost, and how that grows with the warehouse."""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.command import main
from bench.figures import Figure, figure, table
from bench.pairs import alternate, beside, spread
from bench.server import own_server
from bench.transform import gaps, hand, usual, world
from bench.transform.meter import SETTINGS, Meter, Spent
from bench.transform.world import Size
from ingest import postgres, setup
from tests.harness import PROJECT, Warehouse, create_database

PART = "transform"
EMPTY = "empty"
"""Database in which every model was built on nothing."""
CHAIN = ("extracted__person_profile", "extracted__person_experience", "core__person_work_history")
"""People from raw to the work history: what the hand-written statement writes."""

TARGETS = (
    "core__person_work_history",
    "core__people",
    "core__companies",
    "core__company_funding",
    "core__company_vc_investors",
)
"""Tables of core that people, companies and funding events become."""

NO_TESTS = ("resource_type:test", "resource_type:unit_test")
ALL = tuple(f"+{name}" for name in (*TARGETS, *gaps.VIEWS))
WHOLE = tuple(f"+{name},config.materialized:incremental" for name in (*TARGETS, *gaps.VIEWS))
"""All models, and all tables, that these and the checks of their gaps are made of."""

BASES = {"small": (Size(5_000), Size(20_000)), "full": (Size(100_000), Size(1_000_000))}
ROUNDS = {"small": 3, "full": 3}
MOST_REFRESHED = 200_000
"""People of the largest base that is made anew several times over; above it the smaller one is."""


class World:
    """A database with a base in it."""

    def __init__(self, server: postgres.Server, size: Size) -> None:
        name = f"base_{size.people}"
        self.size = size
        self.meter = Meter(server, name)
        self.warehouse: Warehouse = create_database(server.url("postgres"), name, EMPTY)
        self.number = 0
        _say(f"base of {size.people:,} people: landing")
        world.land_base(self.warehouse.url, size)
        _say(f"base of {size.people:,} people: first build")
        self.first = self.meter.measure(lambda: self.build(*WHOLE), logged=True)
        with self.warehouse.connect() as connection:
            connection.execute("vacuum analyze")

    def build(self, *selection: str) -> None:
        """Build models in this process.

        Raises:
            AssertionError: one of them failed.
        """
        self.warehouse.build("--select", *selection)

    def land(self) -> None:
        """Land the next thousand people and what comes with them."""
        world.land_increment(self.warehouse.url, self.size, self.number)
        self.number += 1


def _say(what: str) -> None:
    print(time.strftime("%H:%M:%S"), what, flush=True)  # a base of a million takes half an hour


def increment(base: World, selection: tuple[str, ...]) -> Spent:
    """Land a thousand people with their companies and rounds, and measure the build that takes them in."""
    base.land()
    return base.meter.measure(lambda: base.build(*selection), logged=True)


@dataclass(frozen=True)
class Beside:
    """One increment of people, taken in three ways.

    Attributes:
        hand: by the statement of people.sql.
        default: as dbt's default does it, on tables of its own.
        built: by our models.
    """

    hand: Spent
    default: Spent
    built: Spent


def three_ways(base: World) -> Beside:
    """Land a thousand people and take them in by hand (rolled back), by dbt's default, and by a build.

    Raises:
        AssertionError: the statement by hand writes something else than the models.
    """
    base.land()
    with base.warehouse.connect() as connection:
        query = hand.statement(connection, *hand.window(connection), 1_000_000)
    compiled = base.warehouse.dbt("compile", "--select", *CHAIN, "--exclude", *NO_TESTS).compiled
    expected: dict[str, str] = {}

    def manual() -> None:
        with base.warehouse.connect() as connection, connection.transaction(force_rollback=True):
            connection.execute(query.encode())

    def default() -> None:
        with base.warehouse.connect() as connection:
            usual.default_increment(connection, compiled)

    if base.number == 1:
        with base.warehouse.connect() as connection, connection.transaction(force_rollback=True):
            connection.execute(query.encode())
            expected = hand.digest(connection)
    by_hand, by_default = base.meter.measure(manual), base.meter.measure(default)
    built = base.meter.measure(lambda: base.build(*CHAIN), logged=True)
    with base.warehouse.connect() as connection:
        assert not expected or hand.digest(connection) == expected, "the statement by hand writes something else"
    return Beside(by_hand, by_default, built)


def growth(small: World, large: World, rounds: int) -> list[Figure]:
    """Measure the same increment on two bases in turn."""
    _say(f"increments at {small.size.people:,} and {large.size.people:,} people")
    found = alternate({"small": partial(increment, small, WHOLE), "large": partial(increment, large, WHOLE)}, rounds)
    few, many = found["small"], found["large"]
    bases = f"base of {small.size.people:,} people"
    return [
        beside(
            PART,
            f"pages touched by an increment at {large.size.people:,} people",
            [s.pages for s in many],
            "pages",
            (bases, [s.pages for s in few]),
            at_most=1.1,
            note="1,000 people, 500 companies, 200 funding events; all their models, dbt's own queries included",
        ),
        beside(
            PART,
            f"processor time of an increment at {large.size.people:,} people",
            [s.cpu for s in many],
            "s",
            (bases, [s.cpu for s in few]),
            at_most=1.6,
            note=spread([s.cpu for s in many]),
        ),
    ]


def compare_keys(base: World, rounds: int) -> list[Figure]:
    """Check the gaps of increments and of the whole base."""
    _say(f"gaps at {base.size.people:,} people")
    some, whole, missing = [], [], 0
    for _ in range(rounds):
        with base.warehouse.connect() as connection:
            since = gaps.written(connection)
        base.land()
        base.build(*WHOLE)
        with base.warehouse.connect() as connection:
            some.append(gaps.check(connection, since)[0])
            seconds, missing = gaps.check(connection)
            whole.append(seconds)
            row = connection.execute("select count(*) from extracted.person_experience").fetchone()
    assert row
    on = f"{row[0]:,} jobs of {base.size.people:,} people, {base.size.people // 2:,} companies"
    return [
        figure(
            PART,
            f"gap check of an increment at {base.size.people:,} people",
            statistics.median(some),
            "s",
            at_most=5.0,
            note=f"{spread(some)}; 1,000 people, 500 companies, 200 funding events; {on}",
        ),
        figure(
            PART,
            f"gap check of all keys at {base.size.people:,} people",
            statistics.median(whole),
            "s",
            note=f"{spread(whole)}; gaps: {missing}; {on}",
        ),
    ]


def compare(base: World, rounds: int) -> list[Figure]:
    """Measure the chain of people beside the statement by hand and beside dbt's default."""
    _say(f"people by hand and by default at {base.size.people:,} people")
    with base.warehouse.connect() as connection:
        usual.copy(connection)
    ways = [three_ways(base) for _ in range(rounds + 1)][1:]
    where = f"at {base.size.people:,} people"
    built = [way.built.statements / 1000 for way in ways]
    manual = [way.hand.seconds for way in ways]
    everything = [way.built.cpu for way in ways]
    return [
        beside(
            PART,
            f"1,000 people into core.person_work_history {where}",
            built,
            "s of the database",
            ("one statement by hand", manual),
            at_most=1.5,
            note="statements that read and write; the other queries of dbt take"
            f" {statistics.median(way.built.overhead for way in ways):.0f} ms more",
        ),
        beside(
            PART,
            f"processor time of it, dbt's own queries included, {where}",
            everything,
            "s",
            ("one statement by hand", [way.hand.cpu for way in ways]),
        ),
        beside(
            PART,
            f"the same beside dbt's default incremental {where}",
            built,
            "s of the database",
            ("merge without index, max(received_at)", [way.default.seconds for way in ways]),
            at_most=0.05 if base.size.people >= 1_000_000 else None,
            note="statements that read and write on both sides; goal 1/20 at a million",
        ),
        beside(
            PART,
            f"the same by processor, dbt's own queries on our side only, {where}",
            everything,
            "s",
            ("merge without index, max(received_at)", [way.default.cpu for way in ways]),
        ),
    ]


def refresh(base: World, rounds: int) -> list[Figure]:
    """Measure a full refresh of the chain of people beside tables made anew by hand."""
    _say(f"full refreshes of {base.size.people:,} people")
    compiled = base.warehouse.dbt("compile", "--full-refresh", "--select", *CHAIN, "--exclude", *NO_TESTS).compiled

    def by_hand() -> None:
        with base.warehouse.connect() as connection:
            usual.make_anew(connection, compiled)

    found = alternate(
        {
            "hand": lambda: base.meter.measure(by_hand),
            "dbt": lambda: base.meter.measure(lambda: base.build(*CHAIN, "--full-refresh"), logged=True),
        },
        rounds,
    )
    ours, theirs = [one.statements / 1000 for one in found["dbt"]], [one.seconds for one in found["hand"]]
    return [
        beside(
            PART,
            f"full refresh of the chain of people, {base.size.people:,} people",
            ours,
            "s of the database",
            ("CREATE TABLE AS and indexes by hand", theirs),
            at_most=1.2,
            note="ours rewrites tables in place, readers never miss them",
        )
    ]


def run(size: str, out: Path, people: Sequence[int] | None = None) -> list[Figure]:
    """Measure increments and first builds.

    Args:
        size: ``small`` or ``full``.
        out: folder for what is worth keeping beside the figures; nothing here.
        people: people of the two bases, the smaller one first; those of the size when None.

    Returns:
        The figures.
    """
    few, many = (Size(people[0]), Size(people[1])) if people else BASES[size]
    with own_server(SETTINGS) as server:
        empty = create_database(server.url("postgres"), EMPTY)
        setup.initialise(PROJECT, empty.url)
        empty.build("--select", *ALL)
        small, large = World(server, few), World(server, many)
        found: list[Figure] = []
        for part in (
            partial(growth, small, large),
            partial(compare_keys, large),
            partial(compare, large),
            partial(refresh, large if many.people <= MOST_REFRESHED else small),
        ):
            found += part(ROUNDS[size])
            print("\n".join(table(found)[-1:]), flush=True)  # what comes after may take long
        return found


def add_people(parser: argparse.ArgumentParser) -> None:
    """Add the choice of other bases."""
    parser.add_argument("--people", type=int, nargs=2, metavar=("FEW", "MANY"), help="bases of other sizes")


if __name__ == "__main__":
    sys.exit(main(PART, __doc__, run, add_people))
