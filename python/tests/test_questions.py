"""Questions over many runs: the answers of the command line, typed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import powderkeg
from powderkeg import Changes, Scenario

RUNS = 12


def test_a_comparison_is_that_of_the_command_line(baikonur: Scenario, command: Callable[..., str]) -> None:
    found = powderkeg.compare(baikonur, Changes(forbid="usa.raid_the_cosmodrome"), runs=RUNS, seed=34)
    told = json.loads(
        command(
            "compare",
            "baikonur-2015",
            "-n",
            RUNS,
            "--seed",
            34,
            "--with",
            "forbid usa.raid_the_cosmodrome",
            "--json",
        )
    )
    told.pop("pair")
    assert found.data == told
    assert found.pairs == RUNS
    assert found.facts["raid"].share.with_ == 0
    assert found.facts["raid"].share.difference == -found.facts["raid"].share.base
    assert "raid" in str(found)


def test_sides_that_are_the_same_are_refused(baikonur: Scenario) -> None:
    with pytest.raises(powderkeg.UsageError, match="both sides are the same"):
        powderkeg.compare(baikonur, Changes())
    with pytest.raises(TypeError, match="powderkeg.Changes"):
        powderkeg.compare(baikonur, "usa.raid_the_cosmodrome")  # type: ignore[arg-type]


def test_but_for_is_that_of_the_command_line(baikonur: Scenario, command: Callable[..., str]) -> None:
    found = powderkeg.but_for(baikonur, "raid", runs=RUNS, causes=4, days=30)
    told = json.loads(
        command("but-for", "baikonur-2015", "raid", "-n", RUNS, "--candidates", 4, "--for", "30d", "--json")
    )
    assert found.data == told
    assert len(found.causes) == 4
    assert found.causes[0].necessary.held >= found.causes[-1].necessary.held
    assert found.happens.of == RUNS
    with pytest.raises(powderkeg.UsageError, match="did you mean `raid`"):
        powderkeg.but_for(baikonur, "raide", runs=1)
    for days in (0, -1, float("nan"), float("inf")):
        with pytest.raises(powderkeg.UsageError, match="span"):
            powderkeg.but_for(baikonur, "raid", runs=1, days=days)
    with pytest.raises(powderkeg.UsageError, match="not both"):
        powderkeg.but_for(baikonur, "raid", runs=1, days=1, once=True)


def test_sensitivity_is_that_of_the_command_line(small: Scenario, command: Callable[..., str]) -> None:
    outcome = f"outcome.{next(iter(small.outcomes))}"
    found = powderkeg.sensitivity(small, outcome, base=8, screen=2, trajectories=2)
    told = json.loads(
        command("sensitivity", "first-steps", outcome, "--base", 8, "--screen", 2, "--trajectories", 2, "--json")
    )
    assert found.data == told
    assert found.outcome == told["outcome"]
    assert {factor.what for factor in found.factors} <= {
        "luck",
        "uncertainties",
        "levers",
        "number",
        "other uncertainties",
        "other levers",
    }
    with pytest.raises(powderkeg.UsageError, match="did you mean"):
        powderkeg.sensitivity(small, outcome + "x")
    with pytest.raises(powderkeg.UsageError, match="from 8 to 65536"):
        powderkeg.sensitivity(small, outcome, base=7)


def is_what_compare_says(scenario: Scenario, fact: str, found: powderkeg.Levers, sort: str) -> None:
    """An act is a change like any other."""
    act = next(act for act in found.acts if getattr(act.changes, sort))
    share = powderkeg.compare(scenario, act.changes, runs=found.pairs).facts[fact].share
    assert (share.difference, share.with_) == (act.difference, act.with_)


def test_levers_are_those_of_the_command_line(small: Scenario, command: Callable[..., str]) -> None:
    found = powderkeg.levers(small, "kept_home", runs=20, on=["2031-01-20", "2031-02-10T12:00"])
    days = ("--on", "2031-01-20", "--on", "2031-02-10T12:00")
    assert found.data == json.loads(command("levers", "first-steps", "kept_home", "-n", 20, *days, "--json"))
    assert "forbid alder.keep_coal_home" in str(found)
    assert found.acts[0].changes == Changes(forbid=("alder.keep_coal_home",)) and found.acts[0].party == "alder"
    for sort in ("forbid", "do"):
        is_what_compare_says(small, "kept_home", found, sort)
    with pytest.raises(powderkeg.UsageError, match="did you mean `kept_home`"):
        powderkeg.levers(small, "kept_hom", runs=1)
    with pytest.raises(powderkeg.UsageError, match="outside the scenario: it goes from 2030-11-01"):
        powderkeg.levers(small, "kept_home", runs=1, on="1999-01-01")
    with pytest.raises(powderkeg.UsageError, match="runs=1000000 cannot be"):
        powderkeg.levers(small, "kept_home", runs=1_000_000)
    with pytest.raises(TypeError, match="on must be a text or several"):
        powderkeg.levers(small, "kept_home", runs=1, on=20310120)  # type: ignore[arg-type]


def test_numbers_that_are_a_choice_are_among_the_levers(baikonur: Scenario) -> None:
    is_what_compare_says(baikonur, "raid", powderkeg.levers(baikonur, "raid", runs=4), "set")


def test_a_hindcast_is_that_of_the_command_line(baikonur: Scenario, command: Callable[..., str]) -> None:
    found = powderkeg.hindcast(baikonur, runs=4)
    told = json.loads(command("hindcast", "baikonur-2015", "-n", 4, "--json"))
    assert found.data == told
    assert found.runs == 4
    assert [fact.name for fact in found.facts] == [row["name"] for row in told["facts"]]
    assert len(found.directions) == len(told["directions"]) > 0


def test_a_component_is_validated_as_on_the_command_line(command: Callable[..., str]) -> None:
    [found] = powderkeg.validate("attrition")
    assert found.data == json.loads(command("validate", "attrition", "--json"))
    assert found.name == "attrition"
    assert all(row["verdict"] in ("agrees", "told") for row in found.verification)
    with pytest.raises(powderkeg.UsageError, match="did you mean `attrition`"):
        powderkeg.validate("atrition")


def test_all_are_interrupted(baikonur: Scenario) -> None:
    def stop(made: int, of: int) -> None:
        raise RuntimeError("enough")

    for ask in (
        lambda: powderkeg.compare(baikonur, Changes(forbid="usa.raid_the_cosmodrome"), runs=100_000, progress=stop),
        lambda: powderkeg.but_for(baikonur, "raid", runs=100_000, progress=stop),
        lambda: powderkeg.levers(baikonur, "raid", runs=100_000, progress=stop),
        lambda: powderkeg.sensitivity(baikonur, "raid", base=4_096, progress=stop),
        lambda: powderkeg.hindcast(baikonur, runs=100_000, progress=stop),
    ):
        with pytest.raises(RuntimeError, match="enough"):
            ask()
