"""Recorded deliveries: nothing is landed twice, nothing is left out, and no byte of a payload is touched."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Failure
from ingest.lines import find_files, parse_line, read_file, replay_key
from ingest.replay import Replayed, replay
from tests.harness import PROJECT, Warehouse
from tests.ingest.running import COMPANY, PERSON, cut_off, hostile_bodies, wait_for


def record(payload: str = '{"n": 1}', workflow: str = PERSON, **more: Any) -> str:
    members = [f'"workflow_slug": "{workflow}"', *(f'"{key}": {json.dumps(value)}' for key, value in more.items())]
    return "{" + ", ".join([*members, f'"payload": {payload}']) + "}"


def write(path: Path, *lines: str | bytes) -> Path:
    data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n"
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def run(warehouse: Warehouse, *paths: Path) -> tuple[Replayed, list[str]]:
    complaints: list[str] = []
    return replay(paths, warehouse.url, complain=complaints.append), complaints


def count(warehouse: Warehouse) -> int:
    return int(warehouse.one("select count(*) from raw.payloads"))


def test_running_it_again_lands_nothing_twice_and_equal_lines_are_all_kept(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.ndjson", *[record()] * 3, record('{"n": 2}'), "", record(workflow=COMPANY))
    first, complaints = run(warehouse, path)
    assert (first.lines, first.landed.total(), first.repeats, complaints) == (5, 5, 0, [])
    assert first.landed == {PERSON: 4, COMPANY: 1}
    second, _ = run(warehouse, path)
    assert (second.lines, second.landed.total(), second.repeats) == (5, 0, 5)
    assert count(warehouse) == 5


def test_a_file_that_has_grown_lands_only_what_is_new(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ndjson", record())
    run(warehouse, path)
    write(path, record(), record(), record('{"n": 2}'))
    grown, _ = run(warehouse, path)
    assert (grown.landed.total(), grown.repeats) == (2, 1)


def test_folders_and_gzip(warehouse: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    write(tmp_path / "deep" / "a.ndjson", record('{"n": 1}'))
    write(tmp_path / "deep" / "er" / "b.jsonl", record('{"n": 2}'))
    write(tmp_path / "deep" / "c.ndjson.gz", record('{"n": 3}'))
    write(tmp_path / "deep" / "d.jsonl.gz", record('{"n": 4}'))
    (tmp_path / "deep" / "notes.txt").write_text("not read")
    result, _ = run(warehouse, tmp_path / "deep", tmp_path / "deep" / "a.ndjson")
    assert result.landed.total() == 4
    numbers = warehouse.sql("select (payload ->> 'n')::int from raw.payloads order by 1")
    assert numbers == [(1,), (2,), (3,), (4,)]


def test_the_original_time_is_kept(warehouse: Warehouse, tmp_path: Path) -> None:
    times = ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678901+02:00", "2026-01-02 03:04:05", "2026-01-02"]
    path = write(tmp_path / "a.ndjson", *(record(received_at=time) for time in times))
    assert run(warehouse, path)[1] == []
    assert [row[0] for row in warehouse.sql("select received_at from raw.payloads order by 1")] == [
        datetime(2026, 1, 2, tzinfo=UTC),
        datetime(2026, 1, 2, 1, 4, 5, 678901, tzinfo=UTC),
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    ]


def test_a_key_of_the_line_is_used(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ndjson", *[record(idempotency_key="k1")] * 2, record(idempotency_key="two words"))
    result, _ = run(warehouse, path)
    assert (result.landed.total(), result.repeats) == (2, 1)
    assert ("k1",) in warehouse.sql("select idempotency_key from raw.payloads")


@pytest.mark.parametrize("name", ["nul escape", "lone surrogate", "bad utf-8", "huge exponent", "nan", "nul byte"])
def test_hostile_payloads_are_kept_byte_for_byte(warehouse: Warehouse, tmp_path: Path, name: str) -> None:
    body = hostile_bodies()[name][0]
    path = write(tmp_path / "a.ndjson", record().encode().replace(b'{"n": 1}', body), record())
    result, complaints = run(warehouse, path)
    assert (result.landed.total(), result.quarantined.total(), complaints) == (2, 1, [])
    assert bytes(warehouse.one("select body from raw.payloads where body is not null")) == body


@pytest.mark.parametrize("depth", [500, 5000, 50_000])
def test_deep_payloads_are_kept(warehouse: Warehouse, tmp_path: Path, depth: int) -> None:
    path = write(tmp_path / "a.ndjson", record("[" * depth + "]" * depth))
    assert run(warehouse, path)[0].landed.total() == 1


def test_bad_lines_are_reported_with_their_place_and_kept_when_they_name_a_workflow(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    path = write(
        tmp_path / "a.ndjson",
        record(),
        "no json",
        '{"payload": {}}',
        f'{{"workflow_slug": "{PERSON}"}}',
        f'{{"workflow_slug": "{PERSON}", "payload": {{"a": ',
        record() + "}",
        record(received_at="yesterday"),
        record(workflow="nobody-registered-this"),
        '{"workflow_slug": 7, "payload": 1}',
    )
    result, complaints = run(warehouse, path)
    places = [complaint.split(": ")[0].rpartition(":")[2] for complaint in complaints]
    assert places == ["2", "3", "4", "5", "6", "7", "9"]
    assert [("NOT landed" in complaint) for complaint in complaints] == [True, True, False, False, False, False, True]
    assert result.not_landed == 3
    assert result.landed.total() == 6
    assert result.quarantined == {"bad_line": 3, "unknown_workflow": 1}
    assert run(warehouse, path)[0].repeats == 6


def test_the_command_ends_with_1_when_a_line_could_not_be_landed(warehouse: Warehouse, tmp_path: Path) -> None:
    good, bad = write(tmp_path / "a.ndjson", record()), write(tmp_path / "b.ndjson", "nonsense")
    assert command(warehouse, good).returncode == 0
    ended = command(warehouse, bad)
    assert ended.returncode == 1
    assert f"{bad}:1" in ended.stderr
    assert "Traceback" not in ended.stderr
    missing = command(warehouse, tmp_path / "missing.ndjson")
    assert missing.returncode == 2
    assert "does not exist" in missing.stderr


def test_a_killed_replay_is_completed_by_running_it_again(warehouse: Warehouse, tmp_path: Path) -> None:
    lines = [record(f'{{"n": {number // 2}, "x": "{"y" * 500}"}}') for number in range(20_000)]
    path = write(tmp_path / "a.ndjson.gz", *lines)
    process = subprocess.Popen(arguments(path), env=environment(warehouse), cwd=PROJECT, stderr=subprocess.DEVNULL)
    wait_for(lambda: count(warehouse) > 0, 30)
    time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    time.sleep(0.5)
    landed = count(warehouse)
    assert 0 < landed < 20_000
    result, _ = run(warehouse, path)
    assert result.landed.total() + result.repeats == 20_000
    assert result.repeats >= landed
    assert count(warehouse) == 20_000


def test_a_lost_connection_is_taken_up_again(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ndjson", *(record(f'{{"n": {number}}}') for number in range(5000)))
    lost = 0

    def advance(_: int, __: Replayed) -> None:
        nonlocal lost
        if lost < 3:
            lost += cut_off(warehouse)

    result = replay([path], warehouse.url, complain=pytest.fail, advance=advance)
    assert lost >= 3
    assert result.landed.total() + result.repeats == 5000
    assert count(warehouse) == 5000


def test_a_gzip_file_that_is_cut_off_says_so_and_keeps_what_came_before(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ndjson.gz", *(record(f'{{"n": "{os.urandom(40).hex()}"}}') for _ in range(3000)))
    path.write_bytes(path.read_bytes()[:-100])
    with gzip.open(path) as lines, pytest.raises(EOFError):
        for before, _ in enumerate(lines, 1):  # noqa: B007
            pass
    with pytest.raises(Failure, match="cannot be read to its end"):
        run(warehouse, path)
    assert count(warehouse) == before > 2000


def test_the_wrong_warehouse_is_not_written_to(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HQ_WAREHOUSE_ID", "00000000-0000-0000-0000-000000000000")
    with pytest.raises(Failure, match="HQ_WAREHOUSE_ID"):
        run(warehouse, write(tmp_path / "a.ndjson", record()))
    assert count(warehouse) == 0


def test_files_are_found_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b.ndjson", "a.jsonl", "c.txt"):
        write(tmp_path / name, record())
    assert [path.name for path in find_files([tmp_path / "b.ndjson", tmp_path])] == ["b.ndjson", "a.jsonl"]
    with pytest.raises(Failure, match="none of"):
        find_files([tmp_path / "c.txt"])
    (tmp_path / "nothing").mkdir()
    with pytest.raises(Failure, match="no file"):
        find_files([tmp_path / "nothing"])


def test_a_byte_order_mark_at_the_start_of_a_file_is_no_part_of_the_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ndjson", b"\xef\xbb\xbf" + record().encode())
    assert [line.complaint for line, _ in read_file(path)] == [None]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(
    payload=JSON, before=st.booleans(), ascii_only=st.booleans(), other=JSON, spaces=st.sampled_from(["", " ", "\t"])
)
def test_a_payload_is_cut_out_as_it_stands(
    payload: Any, before: bool, ascii_only: bool, other: Any, spaces: str
) -> None:
    text = json.dumps(payload, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    rest = b'"other": %s, "workflow_slug": "w\\u0065"' % json.dumps(other).encode()
    members = [b'"payload":%s%s%s' % (spaces.encode(), text, spaces.encode()), rest]
    raw = b"{%s}\r\n" % b",".join(members if before else members[::-1])
    line = parse_line(raw, "a:1", {})
    assert line.complaint is None
    assert line.delivery is not None
    assert line.delivery.body == text
    assert line.delivery.workflow == "we"


@given(st.binary(max_size=200))
def test_no_line_can_stop_a_replay(raw: bytes) -> None:
    for line in (raw, b'{"workflow_slug": "w", "payload": ' + raw + b"}", b'{"workflow_slug": "w",' + raw):
        parsed = parse_line(line, "a:1", {})
        assert parsed.delivery is not None or parsed.complaint is not None


def test_keys_tell_apart_what_differs() -> None:
    seen: dict[bytes, int] = {}
    keys = [
        replay_key("a", b"bc", None, seen),
        replay_key("ab", b"c", None, seen),
        replay_key("a", b"bc", "2026", seen),
        replay_key("a", b"bc", None, seen),
    ]
    assert len(set(keys)) == 4
    assert replay_key("a", b"bc", None, {}) == keys[0]


def arguments(*paths: Path) -> list[str]:
    return [sys.executable, "-m", "ingest.cli", "replay", *map(str, paths)]


def environment(warehouse: Warehouse) -> dict[str, str]:
    return {**os.environ, "HQ_DATABASE_URL": warehouse.url}


def command(warehouse: Warehouse, *paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments(*paths), env=environment(warehouse), cwd=PROJECT, capture_output=True, text=True, check=False
    )
