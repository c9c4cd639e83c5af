"""One run: the same as on the command line."""

from __future__ import annotations

import datetime
import json
import pickle
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import powderkeg
from powderkeg import Run, Scenario

# What `powderkeg run baikonur-2015 --seed 34` prints.
HASH_34 = "d8e3c3192c16dfc0ba1d2e5bc8b9fa47"


@pytest.fixture(scope="module")
def run(baikonur: Scenario) -> Run:
    return powderkeg.run(baikonur, seed=34)


def test_it_is_the_run_of_the_command_line(run: Run, command: Callable[..., str]) -> None:
    told = json.loads(command("run", "baikonur-2015", "--seed", 34, "--json"))
    assert run.log_hash == told["log_hash"] == HASH_34
    assert run.scenario_hash == told["scenario_hash"]
    assert len(run) == told["events"]
    assert run.infobox.result == told["infobox"]["result"] == run.outcome
    entries = [(record.number, record.time.isoformat(), record.text) for record in run.chronicle()]
    assert entries == [(row["id"], row["time"], row["text"]) for row in told["chronicle"]]


def test_it_prints_as_on_the_command_line(
    run: Run, command: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    printed = command("run", "baikonur-2015", "--seed", 34)
    assert "The United States raided" in str(run)
    assert printed.startswith(str(run) + "\n\nSeed 34, ")


def test_the_hash_is_known(run: Run) -> None:
    assert run.log_hash == HASH_34
    assert run.incident == datetime.datetime(2015, 4, 7, 3, 56)


def test_what_is_changed_is_changed_alike(baikonur: Scenario, command: Callable[..., str]) -> None:
    changes = {"set": {"scenario.title": "Otherwise"}, "forbid": "usa.raid_the_cosmodrome"}
    told = json.loads(
        command(
            "run",
            "baikonur-2015",
            "--set",
            "scenario.title=Otherwise",
            "--forbid",
            "usa.raid_the_cosmodrome",
            "--json",
        )
    )
    run = powderkeg.run(baikonur, set={"scenario.title": "Otherwise"}, forbid="usa.raid_the_cosmodrome")
    assert run.log_hash == told["log_hash"]
    assert run.infobox.title == "Otherwise"
    assert run.changes.forbid == ("usa.raid_the_cosmodrome",), changes


def test_records_have_causes(run: Run) -> None:
    records = run.chronicle(all=True)
    assert len(records) == len(run)
    assert [record.number for record in records] == list(range(1, len(run) + 1))
    raid = next(record for record in records if record.kind == "raid_began")
    assert raid.time == run.incident
    assert raid.causes[0].type == "event" and raid.causes[0].number is not None
    assert raid.causes[0].number < raid.number
    assert {cause.type for record in records for cause in record.causes} >= {"event", "given", "chance"}
    assert all(cause.text for record in records for cause in record.causes)
    log = run.log()
    assert [row["event"]["kind"] for row in log] == [record.kind for record in records]


def test_why_is_text_and_data(run: Run) -> None:
    why = run.why("raid_began", depth=3)
    assert str(why).startswith(f"#{why.number} ")
    assert why.data["root"] == why.number
    assert why.data == run.why(why.number, depth=3).data
    assert len(why.data["records"]) < len(run.why(why.number).data["records"])
    assert why.dot.startswith("digraph") or why.dot.startswith("strict digraph")


def test_an_event_that_is_not_there_is_told_with_those_that_are(run: Run) -> None:
    with pytest.raises(powderkeg.UsageError, match="did you mean `raid_began`"):
        run.why("raid_begann")
    with pytest.raises(powderkeg.UsageError, match="counted from 1"):
        run.why(10_000)
    with pytest.raises(powderkeg.UsageError, match="event=0"):
        run.why(0)


def test_its_page_is_written(run: Run) -> None:
    assert run.dossier().lower().startswith("<!doctype html>")
    assert "{{" in run.dossier("wikitext")
    assert run.dossier("markdown").startswith("#")
    assert json.loads(run.dossier("json"))["events"]
    with pytest.raises(powderkeg.UsageError, match="html, wikitext, markdown, json"):
        run.dossier("pdf")  # type: ignore[arg-type]
    with pytest.raises(powderkeg.PowderkegError):
        run.dossier("html", language="tlh")


def test_it_is_saved_as_the_command_line_saves_it(run: Run, tmp_path: Path, command: Callable[..., str]) -> None:
    run.save(tmp_path / "ours")
    command("run", "baikonur-2015", "--seed", 34, "--out", tmp_path / "theirs")
    for name in ("run.toml", "log.jsonl"):
        assert (tmp_path / "ours" / name).read_bytes() == (tmp_path / "theirs" / name).read_bytes()
    with pytest.raises(powderkeg.FileError, match="nothing was changed"):
        powderkeg.run(run.scenario, seed=35).save(tmp_path / "ours")
    command("verify", tmp_path / "ours")


def test_it_pickles_as_what_makes_it_again(folder: Path) -> None:
    run = powderkeg.run(Scenario.load(folder), seed=3)
    again = pickle.loads(pickle.dumps(run))
    assert (again.seed, again.scenario, again.log_hash) == (run.seed, run.scenario, run.log_hash)
    data = pickle.dumps(run)
    path = folder / "scenario.toml"
    path.write_text(path.read_text() + "\n# another text\n")
    assert pickle.loads(data).log_hash == run.log_hash
    (folder / "scenario.toml").unlink()
    with pytest.raises(powderkeg.PowderkegError):
        pickle.loads(data)


def test_other_threads_go_on_meanwhile(baikonur: Scenario) -> None:
    turns, is_over = 0, threading.Event()

    def turn() -> None:
        nonlocal turns
        while not is_over.is_set():
            turns += 1

    other = threading.Thread(target=turn)
    other.start()
    before = turns
    powderkeg.run(baikonur, seed=2)
    after = turns
    is_over.set()
    other.join()
    # A thread that has to wait for the run gets a turn before it and one after it, of some hundred steps each at most.
    assert after - before > 10_000
