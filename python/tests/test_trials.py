"""Runs at chosen numbers are the runs that have them set."""

from __future__ import annotations

import pickle
from typing import Any

import numpy
import polars
import pytest

import powderkeg
from powderkeg import Scenario, Trials, runs_at

PAY = "workforce.baikonur_crews.pay_ratio"
RATE = "labour.gate_rate"
SURE = "consumer.uzbekistan.oil.stock"


def test_a_point_is_the_run_that_has_it_set(baikonur: Scenario) -> None:
    points = [[0.5, 0.02], [0.9, 0.3]]
    table = runs_at(baikonur, [PAY, RATE], points, runs=2, seed=[34, 7]).to_polars()
    assert table["point"].to_list() == [0, 0, 1, 1]
    assert table["run"].to_list() == [1, 2, 3, 4]
    assert table["seed"].to_list() == [34, 35, 7, 8]
    assert table[PAY].to_list() == [0.5, 0.5, 0.9, 0.9]
    for row in table.iter_rows(named=True):
        pay, rate = points[row["point"]]
        run = powderkeg.run(baikonur, row["seed"], set={PAY: pay, RATE: rate})
        assert (run.log_hash, run.outcome) == (row["log_hash"], row["result_text"])


def test_what_is_not_chosen_is_drawn_as_in_a_study(baikonur: Scenario) -> None:
    study = powderkeg.study(baikonur, 4, seed=9, forbid="usa.raid_the_cosmodrome").rows.to_polars()
    table = runs_at(baikonur, [], [[]] * 4, seed=[9, 10, 11, 12], forbid="usa.raid_the_cosmodrome").to_polars()
    assert table.select(study.columns).equals(study)
    assert table.columns == ["point", *study.columns, "off_record"]


def test_a_number_that_the_scenario_is_sure_of_can_be_chosen(small: Scenario) -> None:
    sure = next(one for one in small.parameters.values() if not one.is_uncertain and (one.max or 9) > one.numbers[0])
    value = sure.numbers[0]
    trials = Trials(small, sure.path)
    table = trials.at([[value]], seed=3)
    assert table.columns[-1] == powderkeg.Column(sure.path, sure.unit)
    assert table.to_polars()[sure.path].to_list() == [value]
    assert table.to_polars()["log_hash"].to_list() == [powderkeg.run(small, 3).log_hash]


def test_figures_are_those_of_the_rows(baikonur: Scenario) -> None:
    trials = Trials(baikonur, [PAY])
    asked = ["strike", "day(strike)", "events > 100", "off_record"]
    figures = numpy.asarray(trials.measured([[0.5], [0.8]], asked, runs=5, seed=3))
    table = trials.at([[0.5], [0.8]], runs=5, seed=3).to_polars()
    assert figures.shape == (10, 4)
    assert figures[:, 0].tolist() == table["fact.strike"].is_not_null().cast(float).to_list()
    assert figures[:, 2].tolist() == (table["events"] > 100).cast(float).to_list()
    assert figures[:, 3].tolist() == table["off_record"].to_list()
    never = figures[:, 0] == 0
    assert (figures[never, 1] == baikonur.days).all() and (figures[~never, 1] < baikonur.days).all()
    assert trials.units(asked) == {"strike": "1", "day(strike)": "days", "events > 100": "1", "off_record": "1"}


def test_days_are_those_of_runs(baikonur: Scenario) -> None:
    outcomes = list(baikonur.outcomes)[:2]
    found = numpy.asarray(Trials(baikonur, [PAY]).daily([[0.5], [0.9]], outcomes, runs=2, seed=3))
    assert found.shape == (2, 2, baikonur.days)
    for point, pay in enumerate([0.5, 0.9]):
        runs = [powderkeg.run(baikonur, seed, set={PAY: pay}).series().to_polars() for seed in (3, 4)]
        for n, name in enumerate(outcomes):
            days = [run.filter(polars.col("outcome") == name)["value"].to_numpy() for run in runs]
            assert found[point, n].tolist() == pytest.approx(((days[0] + days[1]) / 2).tolist())
    with pytest.raises(powderkeg.UsageError, match="there is no outcome `raid`"):
        Trials(baikonur, [PAY]).daily([[0.5]], "raid")


def test_neither_threads_nor_how_points_are_given_matter(small: Scenario) -> None:
    path = next(one.path for one in small.parameters.values() if one.distribution == "uniform")
    points = numpy.array([[share] for share in small.parameters[path].quantiles([0.1, 0.5, 0.9])])
    trials = Trials(small, path)
    wanted = trials.at(points, threads=1).to_polars()
    for given in (points.tolist(), polars.DataFrame(points), numpy.asfortranarray(points), map(tuple, points)):
        assert trials.at(given, threads=2).to_polars().equals(wanted)
    again = pickle.loads(pickle.dumps(trials))
    assert again.paths == (path,) and again.at(points).to_polars().equals(wanted)


def test_what_is_known_of_numbers(baikonur: Scenario) -> None:
    known = baikonur.parameters
    assert {path: one.unit for path, one in known.items() if one.is_uncertain} == baikonur.uncertain
    pay = known[PAY]
    assert (pay.distribution, len(pay.numbers), pay.unit) == ("triangular", 3, "1")
    assert pay.is_assumption and not pay.is_lever and pay.doc.startswith("Pay as a share")
    assert pay.file and pay.file.endswith(".toml") and pay.line
    assert pay.numbers[0] < pay.quantiles([0.5])[0] < pay.numbers[2]
    for one in known.values():
        least, middle, greatest = one.quantiles([0, 0.5, 1])
        assert least <= middle <= greatest
        assert (one.min is None or one.min <= least) and (one.max is None or greatest <= one.max)
    drawn = runs_at(baikonur, [], [[]] * 300, seed=range(300)).to_polars()
    shares = [(drawn[path] <= one.quantiles([0.5])[0]).mean() for path, one in known.items() if one.is_uncertain]
    assert abs(numpy.mean(numpy.array(shares, dtype=float)) - 0.5) < 0.03


WRONG: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
    ([[float("nan")]], {}, powderkeg.UsageError, f"point 0: `{PAY}` must be .* not NaN"),
    ([[0.5], [-3.0]], {}, powderkeg.UsageError, f"point 1: `{PAY}` must be .* not -3"),
    ([[0.5, 0.6]], {}, powderkeg.UsageError, "point 0 has 2 numbers: there are 1 paths"),
    (numpy.ones((3, 2)), {}, powderkeg.UsageError, r"shape \(3, 2\): it must be \(points, 1\)"),
    (numpy.array([["a"]]), {}, TypeError, "something else"),
    ([0.5, 0.6], {}, TypeError, "rows of 1 numbers, not 0.5"),
    ("0.5", {}, TypeError, "rows of 1 numbers"),
    ([["0.5"]], {}, TypeError, "point 0: '0.5' is no number"),
    ([[None]], {}, TypeError, "point 0: None is no number"),
    ([], {}, powderkeg.UsageError, "0 runs"),
    ([[0.5]], {"seed": [1, 2]}, powderkeg.UsageError, "2 seeds are not one for each of 1 points"),
    ([[0.5]], {"runs": 2, "seed": 2**63 - 1}, powderkeg.UsageError, "begin lower"),
    ([[0.5]], {"runs": 0}, powderkeg.UsageError, "runs=0"),
    ([[0.5]] * 3, {"runs": 10**9}, powderkeg.UsageError, "more than 1000000000 runs"),
    ([[0.5]], {"runs": 10**9}, powderkeg.UsageError, "more than is kept in memory"),
]


@pytest.mark.parametrize(("points", "how", "error", "said"), WRONG, ids=lambda one: str(one)[:25])
def test_points_that_cannot_be(
    baikonur: Scenario, points: Any, how: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        Trials(baikonur, PAY).at(points, **how)


def test_numbers_and_outcomes_that_are_not_there(baikonur: Scenario, broken: Any) -> None:
    for paths, said in (
        ("workforce.baikonur_crews.pay_ration", f"did you mean `{PAY}`"),
        ([PAY, PAY], "twice"),
        ("", "has no number"),
    ):
        with pytest.raises(powderkeg.UsageError, match=said):
            Trials(baikonur, paths)
    with pytest.raises(powderkeg.UsageError, match="did you mean `strike`"):
        Trials(baikonur, PAY).measured([[0.5]], "strik")
    with pytest.raises(powderkeg.UsageError, match="names nothing"):
        Trials(baikonur, PAY).measured([[0.5]], [])
    with pytest.raises(powderkeg.ScenarioError):
        Trials(Scenario.load(broken), [])
