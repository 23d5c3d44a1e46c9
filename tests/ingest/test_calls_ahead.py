"""The next call leaves when the result of the one before arrives; each delivery still gets its own answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence

import pytest

from ingest.connection import DatabaseUnavailable
from ingest.landing import Delivery, Landed, Landing
from ingest.lane import Lane, Limits
from tests.harness import Warehouse
from tests.ingest.running import PERSON, cut_off

REFUSING = (
    "create function raw.refuse() returns trigger language plpgsql as $$ begin"
    " if new.payload ->> 'n' = '13' then raise check_violation; end if; return null; end $$;"
    "create constraint trigger refuse after insert on raw.person_payloads"
    " deferrable initially deferred for each row execute function raw.refuse()"
)


def numbered(*numbers: int) -> list[Delivery]:
    return [Delivery(PERSON, b'{"n": %d}' % number) for number in numbers]


def landing_in(warehouse: Warehouse, scenario: Callable[[Landing], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        landing = Landing(warehouse.url, None)
        await landing.connect()
        assert landing.direct
        try:
            await scenario(landing)
        finally:
            await landing.close()

    asyncio.run(run())


def stored(warehouse: Warehouse) -> dict[str, int | None]:
    return dict(warehouse.sql("select payload_id::text, (payload ->> 'n')::integer from raw.payloads"))


def ids(answers: Sequence[Landed | None]) -> list[str]:
    return [answer.payload_id if answer else "none" for answer in answers]


def test_the_next_call_is_on_its_way_before_the_answers_are_read(warehouse: Warehouse) -> None:
    batches = [numbered(1), numbered(2, 3), numbered(4)]
    answered: list[str] = []
    asked: list[int] = []

    async def scenario(landing: Landing) -> None:
        rest = iter(batches[1:])

        def following() -> list[Delivery] | None:
            asked.append(len(answered))
            return next(rest, None)

        for batch in batches:
            answered.extend(ids(await landing.land(batch, following)))
        answered.extend(ids(await landing.land(numbered(5))))

    landing_in(warehouse, scenario)
    assert asked == [0, 1, 3]
    assert [stored(warehouse)[identity] for identity in answered] == [1, 2, 3, 4, 5]


def test_whoever_has_the_loop_may_look_for_the_result_and_the_next_call_leaves(warehouse: Warehouse) -> None:
    ahead = numbered(3)

    def wait_for(number: int) -> None:  # without the loop
        deadline = time.monotonic() + 20
        while number not in stored(warehouse).values():
            assert time.monotonic() < deadline, f"{number} has not landed"
            time.sleep(0.02)

    async def scenario(landing: Landing) -> None:
        await landing.land(numbered(1))
        landing.look()  # nothing is under way
        call = asyncio.create_task(landing.land(numbered(2), lambda: ahead))
        await asyncio.sleep(0)
        wait_for(2)
        assert 3 not in stored(warehouse).values()
        landing.look()
        wait_for(3)
        assert not call.done()
        landing.look()
        answered = [*ids(await call), *ids(await landing.land(ahead))]
        assert [stored(warehouse)[identity] for identity in answered] == [2, 3]

    landing_in(warehouse, scenario)


def test_a_call_ahead_may_be_larger_than_what_a_socket_takes_at_once(warehouse: Warehouse) -> None:
    ahead = [Delivery(PERSON, b'{"n": %d, "text": "%b"}' % (number, b"x" * 3_000_000)) for number in (2, 3)]

    async def scenario(landing: Landing) -> None:
        await landing.land(numbered(1), lambda: ahead)
        answers = ids(await asyncio.wait_for(landing.land(ahead, lambda: after), 30))
        answers += ids(await landing.land(after))
        assert [stored(warehouse)[identity] for identity in answers] == [2, 3, 4]

    after = numbered(4)
    landing_in(warehouse, scenario)


def test_a_call_ahead_that_is_refused_is_made_again_body_by_body(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        connection.execute(REFUSING)
    ahead = numbered(12, 13, 14)

    async def scenario(landing: Landing) -> None:
        await landing.land(numbered(1), lambda: ahead)
        answers = await landing.land(ahead)
        assert [answer and answer.quarantine_code for answer in answers] == [None, "landing_failed", None]
        answered.extend(ids(answers))

    answered: list[str] = []
    landing_in(warehouse, scenario)
    assert warehouse.one("select count(*) from raw.payloads") == 4
    assert [stored(warehouse)[identity] for identity in answered] == [12, None, 14]


def test_a_refused_call_has_no_call_ahead(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        connection.execute(REFUSING)

    async def scenario(landing: Landing) -> None:
        answers = await landing.land(numbered(13), lambda: pytest.fail("it was asked"))
        assert [answer and answer.quarantine_code for answer in answers] == ["landing_failed"]

    landing_in(warehouse, scenario)


def test_a_call_ahead_that_is_lost_may_have_committed(warehouse: Warehouse) -> None:
    ahead = numbered(2)

    async def scenario(landing: Landing) -> None:
        with warehouse.connect() as other:

            def following() -> list[Delivery]:
                other.execute("select pg_advisory_lock(18513, 3)")  # so that it is under way until it is cut off
                return ahead

            await landing.land(numbered(1), following)
            cut_off(warehouse)
            with pytest.raises(DatabaseUnavailable) as lost:
                await asyncio.wait_for(landing.land(ahead), 10)
        assert lost.value.maybe_committed
        assert not landing.connected

    landing_in(warehouse, scenario)
    assert set(stored(warehouse).values()) == {1}


def test_deliveries_never_get_the_answers_of_others(warehouse: Warehouse) -> None:
    async def scenario(landing: Landing) -> None:
        await landing.land(numbered(1), lambda: numbered(2))
        with pytest.raises(DatabaseUnavailable):
            await landing.land(numbered(3))
        await landing.connect()
        assert (await landing.land(numbered(4)))[0]

    landing_in(warehouse, scenario)
    assert {1, 4} <= set(stored(warehouse).values()) <= {1, 2, 4}


def test_what_cannot_be_sent_ahead_is_found_by_its_own_call(warehouse: Warehouse) -> None:
    unsendable = [Delivery("a name that is no text: \ud800", b"{}")]

    async def scenario(landing: Landing) -> None:
        await landing.land(numbered(1), lambda: unsendable)
        with pytest.raises(UnicodeEncodeError):
            await landing.land(unsendable)
        assert landing.connected
        assert (await landing.land(numbered(2)))[0]

    landing_in(warehouse, scenario)
    assert set(stored(warehouse).values()) == {1, 2}


def test_a_call_that_is_cancelled_ends_the_connection_of_the_call_ahead(warehouse: Warehouse) -> None:
    ahead = numbered(2)

    async def scenario(landing: Landing) -> None:
        with warehouse.connect() as other:

            def following() -> list[Delivery]:
                other.execute("select pg_advisory_lock(18513, 3)")
                return ahead

            await landing.land(numbered(1), following)
            call = asyncio.create_task(landing.land(ahead))
            await asyncio.sleep(0.1)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            assert not landing.connected
        await landing.connect()
        assert (await landing.land(numbered(3)))[0]

    landing_in(warehouse, scenario)
    assert {1, 3} <= set(stored(warehouse).values()) <= {1, 2, 3}


def test_under_load_other_work_gets_its_turn_and_a_stop_lands_what_waits(warehouse: Warehouse) -> None:
    async def scenario() -> None:
        lane = Lane(Landing(warehouse.url, None), Limits(call_rows=7))
        await lane.start(10)
        going = True
        landed: list[str] = []

        async def sender(first: int) -> None:
            number = first
            while going:
                landed.append((await lane.land(numbered(number)[0])).payload_id)
                number += 100

        senders = [asyncio.create_task(sender(number)) for number in range(30)]
        await asyncio.sleep(0.3)
        for _ in range(3):
            lane.count_refusal("too_large", PERSON)
            assert (await lane.run(lambda landing: landing.check(), 5)).database
        going = False
        waiting = [asyncio.create_task(lane.land(delivery)) for delivery in numbered(*range(50, 80))]
        await asyncio.sleep(0)
        await lane.stop(10)
        await asyncio.gather(*senders)
        landed.extend([(await one).payload_id for one in waiting])
        assert len(landed) > 100
        assert len(set(landed)) == len(landed)
        assert set(landed) == set(stored(warehouse))

    asyncio.run(scenario())
    assert warehouse.one("select sum(refusals) from raw.refusals") == 3
