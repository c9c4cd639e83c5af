"""Many runs: row for row those of the command line."""

from __future__ import annotations

import json
import os
import pickle
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

import powderkeg
from powderkeg import Scenario, Study

RUNS = 60


@pytest.fixture(scope="module")
def study(baikonur: Scenario) -> Study:
    return powderkeg.study(baikonur, RUNS, seed=34, threads=2)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory, command: Callable[..., str]) -> Path:
    """The same study of the command line."""
    out = tmp_path_factory.mktemp("theirs") / "study"
    command("study", "baikonur-2015", "-n", RUNS, "--seed", 34, "--chunk", 25, "--out", out)
    return out


def test_rows_and_series_are_those_of_the_command_line(study: Study, theirs: Path) -> None:
    for ours, name in ((study.rows, "runs.parquet"), (study.series, "series.parquet")):
        wanted = pyarrow.parquet.read_table(theirs / name)
        found = pyarrow.table(ours)
        assert found.schema.equals(wanted.schema.remove_metadata())
        # As text: a column that is not a number in some run is equal to itself.
        assert found.to_pylist() == wanted.to_pylist()


def test_a_folder_is_that_of_the_command_line(baikonur: Scenario, theirs: Path, tmp_path: Path) -> None:
    study = powderkeg.study(baikonur, RUNS, seed=34, chunk=25, threads=1, out=tmp_path / "ours")
    for name in ("study.toml", "runs.parquet", "series.parquet", "counts.parquet"):
        assert (tmp_path / "ours" / name).read_bytes() == (theirs / name).read_bytes(), name
    assert study.folder == str(tmp_path / "ours")
    assert Study.load(theirs).summary() == study.summary()


def test_the_summary_is_that_of_the_command_line(study: Study, theirs: Path, command: Callable[..., str]) -> None:
    told = json.loads(command("study", "baikonur-2015", "-n", RUNS, "--seed", 34, "--json"))
    del told["manifest"]
    assert study.summary().data == told
    assert study.results == study.summary().results
    assert sum(share.held for share in study.results.values()) == RUNS == len(study)
    assert study.summary().runs == RUNS


def test_threads_change_nothing(study: Study, baikonur: Scenario) -> None:
    one = powderkeg.study(baikonur, RUNS, seed=34, threads=1)
    assert pyarrow.table(one).equals(pyarrow.table(study))


def test_a_row_is_a_run(study: Study) -> None:
    row = pyarrow.table(study.rows).slice(2, 1).to_pylist()[0]
    run = study.run(row["run"])
    assert (run.seed, run.log_hash, run.outcome) == (36, row["log_hash"], row["result_text"])
    with pytest.raises(powderkeg.UsageError, match="no run 61"):
        study.run(RUNS + 1)


def test_shards_in_order_are_the_study(study: Study, baikonur: Scenario) -> None:
    parts = [pyarrow.table(powderkeg.study(baikonur, RUNS, seed=34, shard=f"{part}/3")) for part in (1, 2, 3)]
    assert pyarrow.concat_tables(parts).combine_chunks().equals(pyarrow.table(study).combine_chunks())


def test_series_are_of_the_runs(small: Scenario) -> None:
    run = powderkeg.run(small, seed=5)
    study = powderkeg.study(small, 1, seed=5)
    alone = pyarrow.table(run.series()).to_pydict()
    whole = pyarrow.table(study.series).to_pydict()
    assert alone["outcome"] == whole["outcome"] and alone["date"] == whole["date"]
    assert alone["value"] == pytest.approx(whole["q50"], rel=0.004)


def test_an_interrupt_stops_it_and_the_same_call_goes_on(small: Scenario, tmp_path: Path) -> None:
    out, told = tmp_path / "study", threading.Event()

    def progress(made: int, of: int) -> None:
        if made > 200 and not told.is_set():
            told.set()
            # From another thread, so that it is not this call but the study that is interrupted.
            threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT)).start()

    with pytest.raises(KeyboardInterrupt):
        powderkeg.study(small, 1_000_000, out=out, chunk=100, threads=2, progress=progress)
    parts = sorted(path.name for path in (out / "parts").glob("runs-*.parquet"))
    assert parts and not (out / "runs.parquet").exists()
    with pytest.raises(powderkeg.FileError, match="not complete"):
        Study.load(out)
    # Another number of runs is another study: nothing is mixed.
    with pytest.raises(powderkeg.FileError, match="nothing was changed"):
        powderkeg.study(small, 300, out=out, chunk=100)


def test_what_was_saved_before_a_stop_is_gone_on_with(small: Scenario, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    made = 0

    def stop(done: int, of: int) -> None:
        nonlocal made
        made = done
        if done > 300:
            raise Stop

    kept = tmp_path / "kept"
    while True:
        try:
            study = powderkeg.study(small, 2_000, out=kept, chunk=100, threads=1, progress=stop if made == 0 else None)
            break
        except Stop:
            assert 300 < made < 2_000
    whole = powderkeg.study(small, 2_000, out=tmp_path / "whole", chunk=100)
    assert study.summary() == whole.summary()
    assert (kept / "runs.parquet").read_bytes() == (tmp_path / "whole" / "runs.parquet").read_bytes()


def test_a_study_in_memory_is_interrupted_too(small: Scenario) -> None:
    def stop(made: int, of: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        powderkeg.study(small, 100_000, progress=stop)


def test_progress_is_told(small: Scenario) -> None:
    told: list[tuple[int, int]] = []
    powderkeg.study(small, 500, progress=lambda made, of: told.append((made, of)))
    assert told[-1] == (500, 500)
    assert [made for made, _ in told] == sorted(made for made, _ in told)


def test_a_study_in_a_folder_pickles_as_the_folder(small: Scenario, study: Study, tmp_path: Path) -> None:
    saved = powderkeg.study(small, 20, out=tmp_path / "study")
    again = pickle.loads(pickle.dumps(saved))
    assert again.summary() == saved.summary()
    assert again.run(3).log_hash == saved.run(3).log_hash
    for what in (study, study.rows):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(what)


def test_what_was_changed_is_known_when_it_is_read_again(baikonur: Scenario, small: Scenario, tmp_path: Path) -> None:
    out = tmp_path / "study"
    made = powderkeg.study(baikonur, 3, forbid="usa.raid_the_cosmodrome", out=out)
    for study in (made, Study.load(out, baikonur)):
        assert study.changes == powderkeg.Changes(forbid=("usa.raid_the_cosmodrome",))
        assert "forbid usa.raid_the_cosmodrome" in repr(study) and "forbid usa.raid" in str(study.summary())
        hashes = study.rows.to_arrow()["log_hash"].to_pylist()
        assert [study.run(number).log_hash for number in (1, 2, 3)] == hashes
    with pytest.raises(powderkeg.UsageError, match="does not hold its scenario"):
        Study.load(out).run(1)
    with pytest.raises(powderkeg.UsageError, match="raid_the_cosmodrome"):
        Study.load(out, small).run(1)
    powderkeg.study(small, 3, out=tmp_path / "small")
    with pytest.raises(powderkeg.ScenarioError, match="is not what this study is of"):
        Study.load(tmp_path / "small", baikonur).run(1)


def test_shards_are_merged_to_the_same_bytes(small: Scenario, tmp_path: Path) -> None:
    shards = [tmp_path / str(number) for number in (1, 2, 3)]
    for number, shard in enumerate(shards, 1):
        powderkeg.study(small, 30, shard=f"{number}/3", out=shard)
    with pytest.raises(powderkeg.FileError, match="shards are missing: 3/3"):
        powderkeg.merge(shards[:2], tmp_path / "two")
    whole = powderkeg.merge(shards, tmp_path / "merged", small)
    powderkeg.study(small, 30, out=tmp_path / "one")
    for name in ("runs.parquet", "series.parquet", "counts.parquet"):
        assert (tmp_path / "merged" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
    assert whole.run(30).seed == 30
