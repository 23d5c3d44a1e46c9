"""Alerts: over real HTTP on loopback, tried again, and without anything that should not leave the house."""

from __future__ import annotations

import time

import pytest

from ingest.config import ConfigError
from ingest.schedule import alert
from ingest.schedule.alert import Broken
from ingest.schedule.settings import schedule_settings
from tests.schedule.receiving import receiver

BROKEN = [Broken("build", "core__people", "model ended with error", "Correct it")]
RUN = {"run_id": "1", "kind": "full", "status": "failed", "seconds": 1.5}
NO_PAUSES = (0.0, 0.0, 0.0)


def test_an_alert_says_what_broke_and_what_to_do() -> None:
    with receiver() as received:
        assert alert.send(received.url, alert.message(RUN, BROKEN, skipped=4))
    (body,) = received.bodies
    assert body["broken"] == [
        {"step": "build", "name": "core__people", "what": "model ended with error", "do": "Correct it"}
    ]
    assert body["run"] == RUN
    assert "core__people: model ended with error. Correct it" in body["text"]
    assert "4 nodes" in body["text"]
    assert "hq runs --run 1" in body["text"]


@pytest.mark.parametrize("answers", [[503], [500, 429, 0], [0, 0]])
def test_what_fails_for_a_moment_is_tried_again(answers: list[int]) -> None:
    with receiver(answers) as received:
        assert alert.send(received.url, alert.message(RUN, BROKEN), NO_PAUSES)
    assert len(received.bodies) == len(answers) + 1


@pytest.mark.parametrize(("answers", "tries"), [([400], 1), ([404], 1), ([307], 1), ([503] * 9, 4), ([0] * 9, 4)])
def test_what_fails_for_good_is_given_up(answers: list[int], tries: int) -> None:
    with receiver(answers) as received:
        assert not alert.send(received.url, alert.message(RUN, BROKEN), NO_PAUSES)
    assert len(received.bodies) == tries


def test_nobody_there_is_given_up_in_time() -> None:
    began = time.monotonic()
    assert not alert.send("http://127.0.0.1:9/x", alert.message(RUN, BROKEN), NO_PAUSES)
    assert time.monotonic() - began < 5


def test_many_broken_things_are_counted() -> None:
    many = [Broken("build", f"model_{number}", "x", "y") for number in range(50)]
    body = alert.message(RUN, many)
    assert len(body["broken"]) == alert.MOST_LISTED
    assert "and 30 more" in body["text"]


def test_the_same_broken_things_have_the_same_key() -> None:
    other = Broken("build", "core__people", "model ended with skipped", "another advice")
    assert alert.key_of(BROKEN) == alert.key_of([other]) != alert.key_of([])
    assert alert.key_of(BROKEN) != alert.key_of([Broken("heal", "core__people", "x", "y")])


@pytest.mark.parametrize(
    "url", ["https://hooks.example/x", "http://127.0.0.1:9/x", "http://[::1]/x", "http://localhost/"]
)
def test_addresses_that_are_taken(url: str) -> None:
    assert schedule_settings({"HQ_ALERT_URL": url}).alert_url == url


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example/s3cr3t", "ftp://127.0.0.1/s3cr3t", "s3cr3t", "https://", "http://127.0.0.1.evil.example/s3cr3t",
     "https://x:notaport/s3cr3t", "http://[::1/s3cr3t", "file:///s3cr3t"],
)  # fmt: skip
def test_addresses_that_are_refused_are_not_repeated(url: str) -> None:
    with pytest.raises(ConfigError) as refused:
        schedule_settings({"HQ_ALERT_URL": url})
    assert "s3cr3t" not in str(refused.value)
    assert refused.value.exit_code == 2


def test_settings_do_not_show_the_address() -> None:
    assert "s3cr3t" not in repr(schedule_settings({"HQ_ALERT_URL": "https://hooks.example/s3cr3t"}))


@pytest.mark.parametrize(
    "name", ["HQ_FULL_RUN_HOURS", "HQ_STEP_TIMEOUT", "HQ_RUN_HISTORY_DAYS", "HQ_ALERT_AGAIN_HOURS"]
)
@pytest.mark.parametrize("text", ["0", "-1", "soon", "nan", "inf"])
def test_numbers_that_are_none(name: str, text: str) -> None:
    with pytest.raises(ConfigError, match=name):
        schedule_settings({name: text})
