"""Scenarios are found, checked and described."""

from __future__ import annotations

import datetime
import pickle
from pathlib import Path

import pytest

import powderkeg
from powderkeg import Changes, Scenario


def test_the_built_in_ones_are_sound() -> None:
    names = Scenario.names()
    assert "baikonur-2015" in names
    for name in names:
        assert not [found for found in Scenario.builtin(name).check() if found.is_error], name


def test_it_says_what_it_is(baikonur: Scenario) -> None:
    assert baikonur.title == "Baikonur Cosmodrome Incident"
    assert baikonur.starts == datetime.date(2014, 10, 1)
    assert baikonur.days == 243
    assert "raid" in baikonur.facts
    assert baikonur.outcomes["american_dead"] == "people"
    assert len(baikonur.uncertain) > 400
    assert repr(baikonur) == "Scenario.builtin('baikonur-2015')"


def test_mistakes_have_a_place_and_help(broken: Path) -> None:
    [found, *_] = [found for found in Scenario.load(broken).check() if found.is_error]
    lines = (broken / "scenario.toml").read_text().splitlines()
    assert found.file is not None and found.file.endswith("scenario.toml")
    assert found.line is not None and lines[found.line - 1] == "[[resullt]]"
    assert found.column == 3
    assert found.help == "did you mean `result`?"
    assert "help: did you mean `result`?" in str(found)
    assert found.labels[0].end_column - found.labels[0].column == len("resullt")


def test_a_broken_one_cannot_be_run_and_says_why(broken: Path) -> None:
    scenario = Scenario.load(broken)
    for use in (
        lambda: powderkeg.run(scenario),
        lambda: powderkeg.study(scenario, 5),
        lambda: scenario.title,
    ):
        with pytest.raises(powderkeg.ScenarioError, match="did you mean `result`") as caught:
            use()
        assert [found.code for found in caught.value.diagnostics if found.is_error]
        assert pickle.loads(pickle.dumps(caught.value)).diagnostics == caught.value.diagnostics


def test_what_is_mended_counts_at_once(broken: Path) -> None:
    scenario = Scenario.load(broken)
    path = broken / "scenario.toml"
    path.write_text(path.read_text().replace("[[resullt]]", ""))
    assert powderkeg.run(scenario).outcome


def test_one_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(powderkeg.UsageError, match="did you mean `baikonur-2015`"):
        Scenario.builtin("baikonur-2014")
    with pytest.raises(powderkeg.FileError, match=r'Scenario.builtin\("baikonur-2015"\)'):
        Scenario.load("baikonur-2015")
    with pytest.raises(powderkeg.PowderkegError, match="no scenario"):
        Scenario.load(tmp_path / "nowhere")
    with pytest.raises(powderkeg.PowderkegError, match="no folder with a `scenario.toml`"):
        (tmp_path / "file").write_text("")
        Scenario.load(tmp_path / "file")
    # A folder of that name is not the one in the package.
    monkeypatch.chdir(tmp_path)
    (tmp_path / "baikonur-2015").mkdir()
    assert Scenario.builtin("baikonur-2015").days == 243


def test_it_stays_where_it_was_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    scenario = Scenario.load("mine")
    expected = powderkeg.run(scenario).log_hash
    monkeypatch.chdir("/")
    assert powderkeg.run(scenario).log_hash == expected
    again = pickle.loads(pickle.dumps(scenario))
    assert again == scenario and hash(again) == hash(scenario)
    assert powderkeg.run(again).log_hash == expected


def test_changes_are_written_as_the_engine_reads_them() -> None:
    changes = Changes(
        set={
            "a.number": 0.5,
            "a.whole": 3,
            "a.yes": True,
            "a.text": 'a "b"\n\\',
            "a.list": [1, 2.5],
            "a.table": {"uniform": [0.3, 0.5]},
        },
        forbid="usa.raid_the_cosmodrome",
        do=["2015-04-01 usa.offer"],
    )
    assert changes._texts() == {
        "set": [
            "a.number=0.5",
            "a.whole=3",
            "a.yes=true",
            'a.text="a \\"b\\"\\u000A\\\\"',
            "a.list=[1, 2.5]",
            'a.table={ "uniform" = [0.3, 0.5] }',
        ],
        "forbid": ["usa.raid_the_cosmodrome"],
        "do": ["2015-04-01 usa.offer"],
    }
