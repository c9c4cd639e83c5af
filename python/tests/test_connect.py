"""The packages that sample, screen and calibrate take a scenario as it is."""

from __future__ import annotations

import logging
import pickle
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import pytest

import powderkeg
from powderkeg import Scenario, Trials
from powderkeg.connect import abc, ema, salib

PAY = "workforce.baikonur_crews.pay_ratio"
RAID = "usa.raid_the_cosmodrome"
CALL = "2015-04-01 usa.call_to_cancel"


@pytest.fixture(autouse=True)
def others_warn() -> Iterator[None]:
    """What other packages warn of, among themselves, is no fault of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def numbers(scenario: Scenario, distribution: str) -> list[str]:
    return [path for path, one in scenario.parameters.items() if one.distribution == distribution]


def of_each_kind(scenario: Scenario) -> list[str]:
    """A number of each distribution that the scenario has."""
    found: dict[str, str] = {}
    for path, one in scenario.parameters.items():
        least, greatest = one.quantiles([0, 1])
        if least < greatest:
            found.setdefault(one.distribution, path)
    return list(found.values())


# SALib


def test_samples_are_drawn_as_runs_draw(baikonur: Scenario) -> None:
    from SALib.sample import latin

    paths = of_each_kind(baikonur)
    assert len(paths) >= 4
    problem = salib.problem(baikonur, paths)
    assert problem["names"] == paths and problem["num_vars"] == len(paths)
    samples = latin.sample(problem, 400, seed=3)
    for column, path in enumerate(paths):
        one = baikonur.parameters[path]
        drawn = samples[:, column]
        is_share = salib._is_share(one)
        for share in (0.1, 0.5, 0.9):
            limit = share if is_share else one.quantiles([share])[0]
            if one.distribution not in ("choice", "poisson") or is_share:
                assert abs((drawn <= limit).mean() - share) < 0.01, (path, share)


def test_outputs_are_means_of_runs(baikonur: Scenario) -> None:
    problem = salib.problem(baikonur, PAY)
    samples = numpy.array([[0.5], [0.9]])
    one = salib.evaluate(baikonur, problem, samples, "strike", runs=20, seed=4)
    both = salib.evaluate(baikonur, problem, samples, ["strike", "events"], runs=20, seed=4)
    assert one.shape == (2,) and both.shape == (2, 2) and (both[:, 0] == one).all()
    wanted = numpy.asarray(Trials(baikonur, PAY).measured(samples, "strike", runs=20, seed=4))
    assert one.tolist() == wanted.reshape(2, 20).mean(axis=1).tolist()
    assert one[0] > one[1], "worse pay, more strikes"


def test_sobol_finds_what_is_told(small: Scenario) -> None:
    from SALib import ProblemSpec
    from SALib.analyze import sobol
    from SALib.sample import sobol as sampler

    problem = salib.problem(small)
    samples = sampler.sample(problem, 16, calc_second_order=False, seed=1)
    outcome = f"outcome.{next(iter(small.outcomes))}"
    found = sobol.analyze(
        problem, salib.evaluate(small, problem, samples, outcome, runs=3), calc_second_order=False, seed=1
    )
    assert len(found["ST"]) == problem["num_vars"]
    assert ProblemSpec(problem)["names"] == problem["names"]


def test_shares_are_taken_back(folder: Path) -> None:
    """Of what SALib has not, samples are shares of probability."""
    scenario = Scenario.load(folder)
    path = numbers(scenario, "uniform")[0]
    least, greatest = scenario.parameters[path].numbers
    text = {path: {"choice": [least, greatest]}}
    # As if it were written so.
    chosen = powderkeg.study(scenario, 50, set=text).rows.to_polars()[path]
    assert set(chosen.to_list()) == {least, greatest}
    one = powderkeg.Parameter(path, "1", "", "choice", (least, greatest), None, None, "", True, False, None, None)
    assert salib._form(one) == ("unif", [0.0, 1.0]) and salib._is_share(one)
    assert one.quantiles([0.2, 0.7]) == [least, greatest]


# The EMA Workbench


@pytest.fixture(scope="module")
def model(baikonur: Scenario) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return baikonur.to_ema_model(
            uncertainties=of_each_kind(baikonur),
            levers=[],
            may_forbid=RAID,
            may_do=CALL,
            outcomes=["raid", "day(strike)"],
            series=list(baikonur.outcomes)[:1],
            runs=3,
            seed=11,
        )


def test_experiments_are_runs(baikonur: Scenario, model: Any) -> None:
    from ema_workbench import Policy, perform_experiments

    policies = [
        Policy("as it is"),
        Policy("no raid", **{ema.name_of(f"forbid {RAID}"): True}),
        Policy("a call", **{ema.name_of(f"do {CALL}"): True}),
    ]
    experiments, outcomes = perform_experiments(model, scenarios=2, policies=policies)
    assert len(experiments) == 6
    paths = {ema.name_of(path): path for path in of_each_kind(baikonur)}
    series = next(iter(baikonur.outcomes))
    daily = outcomes[ema.name_of(f"daily {series}")]
    assert daily.shape == (6, baikonur.days)
    for n, row in enumerate(experiments.to_dict("records")):
        forbid, do = {"as it is": ([], []), "no raid": ([RAID], []), "a call": ([], [CALL])}[row["policy"]]
        trials = Trials(baikonur, list(paths.values()), forbid=forbid, do=do)
        point = [float(row[name]) for name in paths]
        found = numpy.asarray(trials.measured([point], ["raid", "day(strike)"], runs=3, seed=11))
        assert (outcomes["raid"][n], outcomes["day_strike"][n]) == pytest.approx(tuple(found.mean(axis=0)))
        assert outcomes["raid"][n] == 0 or not forbid
        assert daily[n].tolist() == numpy.asarray(trials.daily([point], series, runs=3, seed=11))[0, 0].tolist()


def test_many_processes_find_the_same(model: Any) -> None:
    from ema_workbench import MultiprocessingEvaluator, SequentialEvaluator, ema_logging

    ema_logging.get_rootlogger().setLevel(logging.CRITICAL)
    assert pickle.loads(pickle.dumps(model)).name == model.name
    scenarios = _sampled(model, 4)
    with SequentialEvaluator(model) as evaluator:
        _, alone = evaluator.perform_experiments(scenarios)
    with MultiprocessingEvaluator(model, n_processes=2) as evaluator:
        experiments, together = evaluator.perform_experiments(scenarios)
    order = experiments["scenario"].astype(int).argsort()
    assert alone["raid"].tolist() == together["raid"][order].tolist()


def _sampled(model: Any, count: int) -> Any:
    from ema_workbench.em_framework.samplers import sample_uncertainties

    return sample_uncertainties(model, count)


def test_all_of_a_scenario_becomes_a_model(baikonur: Scenario) -> None:
    model = baikonur.to_ema_model()
    levers = [one for one in baikonur.parameters.values() if one.is_lever and one.is_uncertain]
    assert len(model.uncertainties) + len(model.levers) > 400 and 0 < len(model.levers) <= len(levers)
    assert all(one.name.isidentifier() for kind in (model.uncertainties, model.levers, model.outcomes) for one in kind)
    assert {one.name for one in model.outcomes} >= {"fact_raid", "fact_strike", "killed_usa", "civilians_killed"}
    for one in model.uncertainties:
        if hasattr(one, "categories"):
            continue
        path = one.variable_name[0]
        wanted = baikonur.parameters[path].quantiles([0.25, 0.75])
        assert one.dist.ppf([0.25, 0.75]).tolist() == pytest.approx(wanted, rel=1e-6, abs=1e-9), path


def test_models_that_cannot_be(baikonur: Scenario) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"uncertainties": "workforce.baikonur_crews.pay_ration"}, f"did you mean `{PAY}`"),
        ({"may_forbid": "usa.raid_the_cosmodrom"}, "raid_the_cosmodrome"),
        ({"may_do": "2015-04-01 usa.call_to_cance"}, "call_to_cancel"),
        ({"series": "no_such"}, "has no outcome `no_such`; there are"),
        ({"outcomes": "strik"}, "did you mean `strike`"),
        ({"uncertainties": PAY, "levers": PAY}, "both an uncertainty and a lever"),
        ({"runs": 0}, "runs=0"),
    ]
    for how, said in wrong:
        with pytest.raises(powderkeg.UsageError, match=said):
            baikonur.to_ema_model(**{"uncertainties": [PAY], "levers": [], **how})


def test_names_are_identifiers() -> None:
    assert ema.name_of("raid < 2015-04-10") == "raid_2015_04_10"
    assert ema.name_of("class") == "_class" and ema.name_of("2x") == "_2x"
    assert list(ema._names(["a.b", "a_b"]).values()) == ["a_b", "a_b_"]


# pyABC


def test_a_few_particles_come_nearer_to_the_record(baikonur: Scenario, tmp_path: Path) -> None:
    import pyabc

    paths = [PAY, "labour.gate_rate"]
    model = abc.Model(baikonur, paths, runs=2)
    numpy.random.seed(5)
    first = model(dict.fromkeys(paths, 0.0))
    numpy.random.seed(5)
    assert pickle.loads(pickle.dumps(model))(dict.fromkeys(paths, 0.0)) == first and 0 <= first["off_record"] <= 1
    search = pyabc.ABCSMC(
        model, abc.prior(baikonur, paths), abc.distance, population_size=12, sampler=pyabc.SingleCoreSampler()
    )
    search.new(f"sqlite:///{tmp_path / 'abc.db'}", dict(abc.OBSERVED))
    history = search.run(max_nr_populations=2)
    scores, weights = history.get_distribution(m=0)
    assert len(scores) == 12 and weights.sum() == pytest.approx(1)
    found = abc.values(baikonur, scores)
    for path in paths:
        least, greatest = baikonur.parameters[path].quantiles([0, 1])
        assert found[path].between(least, greatest).all()
    epsilons = history.get_all_populations().query("t >= 0")["epsilon"].tolist()
    assert epsilons[1] < epsilons[0]


def test_a_scenario_without_a_record_has_nothing_to_come_near_to(folder: Path) -> None:
    (folder / "expect.toml").unlink(missing_ok=True)
    scenario = Scenario.load(folder)
    if scenario.facts:
        pytest.fail("its record is elsewhere")
    with pytest.raises(powderkeg.UsageError, match=r"no expect.toml"):
        abc.Model(scenario, list(scenario.uncertain)[:1])


# Packages that are not there


@pytest.mark.parametrize(
    ("missing", "call", "install"),
    [
        ("ema_workbench", lambda scenario: scenario.to_ema_model(), "pip install ema_workbench"),
        ("pyabc", lambda scenario: abc.prior(scenario, PAY), r"powderkeg\[abc\]"),
    ],
)
def test_it_says_what_to_install(
    baikonur: Scenario, monkeypatch: pytest.MonkeyPatch, missing: str, call: Any, install: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ImportError, match=install):
        call(baikonur)


def test_what_was_not_made_here_is_refused(baikonur: Scenario) -> None:
    import pandas

    with pytest.raises(TypeError, match="problem must be as salib.problem makes it"):
        salib.evaluate(baikonur, {"num_vars": 1}, [[0.5]], "raid")
    problem = salib.problem(baikonur, PAY)
    with pytest.raises(powderkeg.UsageError, match=r"shape \(1, 2\): it must be \(samples, 1\)"):
        salib.evaluate(baikonur, problem, [[0.5, 0.6]], "raid")
    with pytest.raises(TypeError, match="rows of numbers"):
        salib.evaluate(baikonur, problem, [["a"]], "raid")
    with pytest.raises(powderkeg.UsageError, match="must be from"):
        salib.evaluate(baikonur, problem, [[float("nan")]], "raid")
    with pytest.raises(powderkeg.UsageError, match="did you mean"):
        abc.values(baikonur, pandas.DataFrame({f"{PAY}s": [0.0]}))
    for wrong in (-0.1, 1.1, float("nan")):
        with pytest.raises(powderkeg.UsageError, match="is no share"):
            baikonur.parameters[PAY].quantiles([wrong])


def test_a_number_without_a_range_is_not_drawn(baikonur: Scenario) -> None:
    sure = next(path for path, one in baikonur.parameters.items() if not one.is_uncertain)
    with pytest.raises(powderkeg.UsageError, match="is sure of"):
        salib.problem(baikonur, sure)
