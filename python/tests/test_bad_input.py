"""Whatever is passed in, an exception comes back that says what to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import powderkeg
from powderkeg import Scenario

ENDLESS: dict[str, Any] = {}
ENDLESS["uniform"] = ENDLESS

WRONG: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"seed": -1}, powderkeg.UsageError, "seed=-1 cannot be"),
    ({"seed": 2**63}, powderkeg.UsageError, "seed=9223372036854775808"),
    ({"seed": 1.5}, TypeError, "seed must be a whole number"),
    ({"seed": "1"}, TypeError, "seed must be a whole number"),
    ({"seed": None}, TypeError, "seed must be a whole number"),
    ({"set": {"a.b": float("nan")}}, powderkeg.UsageError, "finite"),
    ({"set": {"a.b": float("inf")}}, powderkeg.UsageError, "finite"),
    ({"set": {"a.b": None}}, TypeError, "a.b cannot be set to None"),
    ({"set": {"a.b": object()}}, TypeError, "a.b cannot be set"),
    ({"set": {"nowhere.at_all": 1}}, powderkeg.UsageError, "nowhere"),
    ({"set": "no equals sign"}, powderkeg.UsageError, "PATH=VALUE"),
    ({"set": [1]}, TypeError, "set must be a text or several"),
    ({"set": 3}, TypeError, "set must be as"),
    ({"set": None}, TypeError, "set must be as"),
    ({"set": {"a.b": ENDLESS}}, powderkeg.UsageError, "table in a table"),
    ({"forbid": None}, TypeError, "forbid must be a text or several"),
    ({"do": 3}, TypeError, "do must be a text or several"),
    ({"set": {"scenario.title": 5}}, powderkeg.UsageError, "title"),
    ({"forbid": "usa.raid_the_cosmodrom"}, powderkeg.UsageError, "raid_the_cosmodrome"),
    ({"forbid": [b"usa"]}, TypeError, "forbid must be"),
    ({"do": "usa.raid_the_cosmodrome"}, powderkeg.UsageError, "raid_the_cosmodrome"),
    ({"do": "2015-13-41 usa.raid_the_cosmodrome"}, powderkeg.UsageError, "2015-13-41"),
]


@pytest.mark.parametrize(("arguments", "error", "said"), WRONG, ids=lambda one: str(one)[:30])
def test_a_run_of_it_is_refused(
    baikonur: Scenario, arguments: dict[str, Any], error: type[Exception], said: str
) -> None:
    for use in (powderkeg.run, powderkeg.study):
        with pytest.raises(error, match=said):
            use(baikonur, **arguments)


MORE: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"runs": 0}, powderkeg.UsageError, "from 1 to 1000000000"),
    ({"runs": 10**9 + 1}, powderkeg.UsageError, "from 1 to 1000000000"),
    ({"runs": 2**70}, powderkeg.UsageError, "from 1 to 1000000000"),
    ({"runs": 1e3}, TypeError, "whole number"),
    ({"runs": float("nan")}, TypeError, "whole number"),
    ({"runs": 10**9}, powderkeg.UsageError, "name a folder with out="),
    ({"runs": 10, "seed": 2**63 - 5}, powderkeg.UsageError, "begin lower"),
    ({"runs": 5, "threads": -1}, powderkeg.UsageError, "threads=-1"),
    ({"runs": 5, "threads": 10**6}, powderkeg.UsageError, "threads=1000000"),
    ({"runs": 5, "shard": "8/7"}, powderkeg.UsageError, "1/7 to 7/7"),
    ({"runs": 5, "shard": 2}, TypeError, "shard must be"),
    ({"runs": 5, "shard": "1/6"}, powderkeg.UsageError, "cannot be cut into 6"),
    ({"runs": 5, "chunk": 0}, powderkeg.UsageError, "chunk=0"),
    ({"runs": 10**9, "chunk": 1, "out": "unmade"}, powderkeg.UsageError, "take larger chunks"),
    ({"runs": 10**9, "chunk": 10**9, "out": "unmade"}, powderkeg.UsageError, "take chunks of at most"),
    ({"runs": 5, "out": ""}, powderkeg.UsageError, "no path"),
    ({"runs": 5, "out": "a\0b"}, powderkeg.UsageError, "no path"),
    ({"runs": 5, "out": b"bytes"}, TypeError, "path as text"),
    ({"runs": 5, "out": 5}, TypeError, "path as text"),
]


@pytest.mark.parametrize(("arguments", "error", "said"), MORE, ids=lambda one: str(one)[:30])
def test_a_study_of_it_is_refused(
    baikonur: Scenario, arguments: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        powderkeg.study(baikonur, **arguments)


def test_all_errors_are_one_tree() -> None:
    for error in (
        powderkeg.ScenarioError,
        powderkeg.UsageError,
        powderkeg.FileError,
        powderkeg.InternalError,
    ):
        assert issubclass(error, powderkeg.PowderkegError)
    assert issubclass(powderkeg.UsageError, ValueError)
    assert issubclass(powderkeg.FileError, OSError)


def test_what_does_not_fit_is_shown(baikonur: Scenario) -> None:
    with pytest.raises(powderkeg.UsageError) as caught:
        powderkeg.run(baikonur, set={"scenario.title": 5})
    assert caught.value.diagnostics[0].file == "--set"
    assert caught.value.diagnostics[0].column is not None


def test_what_is_no_scenario_is_refused() -> None:
    for use in (powderkeg.run, powderkeg.study, powderkeg.hindcast):
        with pytest.raises(TypeError, match="Scenario.builtin"):
            use("baikonur-2015")  # type: ignore[arg-type]
    for made in (powderkeg.Scenario, powderkeg.Run, powderkeg.Study):
        with pytest.raises(TypeError):
            made()


def test_paths_that_cannot_be_written_are_refused(small: Scenario, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(powderkeg.FileError):
            powderkeg.study(small, 5, out=out)
        with pytest.raises(powderkeg.FileError):
            powderkeg.run(small).save(out)
    assert (tmp_path / "file").read_text() == "mine"
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.tex").write_text("mine")
    for save in (
        lambda: powderkeg.study(small, 5, out=tmp_path / "full"),
        lambda: powderkeg.run(small).save(tmp_path / "full"),
    ):
        with pytest.raises(powderkeg.FileError, match="nothing was changed"):
            save()
    assert os.listdir(tmp_path / "full") == ["thesis.tex"]
    with pytest.raises(powderkeg.FileError):
        powderkeg.study(small, 5, out="/proc/no/such")


def test_texts_that_cannot_be_written_are_refused(small: Scenario) -> None:
    """A lone surrogate, which no UTF-8 can hold."""
    uses: list[Callable[[str], object]] = [
        lambda text: powderkeg.run(small, forbid=text),
        lambda text: powderkeg.run(small, set={text: text}),
        lambda text: powderkeg.run(small).why(text),
        Scenario.load,
        Scenario.builtin,
        powderkeg.Study.load,
        powderkeg.validate,
    ]
    for use in uses:
        with pytest.raises(powderkeg.UsageError, match="lone surrogate"):
            use("\ud800")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_fork_after_threads_works(small: Scenario) -> None:
    expected = powderkeg.study(small, 50, threads=2).summary()
    child = os.fork()
    if child == 0:
        # Whatever happens, the tests do not go on in the child.
        try:
            os._exit(0 if powderkeg.study(small, 50, threads=2).summary() == expected else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_threads_of_python_share_it(small: Scenario) -> None:
    from concurrent.futures import ThreadPoolExecutor

    one: Callable[[int], str] = lambda seed: powderkeg.run(small, seed).log_hash
    alone = [one(seed) for seed in range(20)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(20))) == alone


@pytest.mark.parametrize("given", [None, 3, b"bytes"])
def test_what_is_no_path_is_refused(small: Scenario, given: Any) -> None:
    for use in (Scenario.load, powderkeg.Study.load, powderkeg.run(small).save):
        with pytest.raises(TypeError, match="path must be a path as text"):
            use(given)


def test_changes_are_refused_where_they_are_written() -> None:
    with pytest.raises(TypeError, match="set must be as"):
        powderkeg.Changes(3)  # type: ignore[arg-type]


def test_numbers_and_arrays_of_numpy_are_taken(small: Scenario) -> None:
    numpy = pytest.importorskip("numpy")
    path = "workforce.tunnel_crew.pay_ratio"
    for value, plain in ((numpy.array(0.5), 0.5), ({"uniform": numpy.array([0.4, 0.6])}, {"uniform": [0.4, 0.6]})):
        assert powderkeg.run(small, set={path: value}).log_hash == powderkeg.run(small, set={path: plain}).log_hash
