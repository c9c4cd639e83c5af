"""The EMA Workbench: a scenario as its model, with uncertainties, levers and outcomes."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from typing import Any, SupportsIndex

from .. import _arguments
from .._arguments import Settings, Texts
from ..errors import UsageError
from ..parameters import Parameter
from ..scenario import Changes, Scenario
from ..trials import Trials
from ._common import package, uncertain, varies

INSTALL = "pip install ema_workbench"


def to_ema_model(
    scenario: Scenario,
    *,
    uncertainties: Texts | None = None,
    levers: Texts | None = None,
    options: Texts = (),
    outcomes: Texts | None = None,
    runs: SupportsIndex = 1,
    seed: SupportsIndex = 1,
    set: Settings = (),
    forbid: Texts = (),
    do: Texts = (),
) -> Any:
    """An ``ema_workbench.Model`` of a scenario: it can be pickled, and so be run by any of the evaluators.

    Names are made of paths, with ``_`` for what Python's names cannot hold: the number
    ``workforce.crews.pay_ratio`` is the uncertainty ``workforce_crews_pay_ratio``; :func:`name_of` tells them.

    :param uncertainties: paths of numbers; without them, all uncertain ones that are no party's choice. Each has the
        scenario's distribution; what is not among them is drawn, as luck is.
    :param levers: paths of numbers; without them, all uncertain ones that are a party's choice.
    :param options: of parties, as ``"usa.raid_the_cosmodrome"``: each is a lever ``forbid_usa_raid_the_cosmodrome``
        that is true or false. A policy need not name all levers.
    :param outcomes: as of :meth:`powderkeg.Trials.measured`; without them, all facts and outcomes. Each is a
        ``ScalarOutcome``, the mean over the runs: of a fact, the share in which it comes about.
    :param runs: of each experiment, the constant ``runs`` of the model.
    :param seed: of each experiment's first run, the constant ``seed``: all experiments have the same luck.
    :param set: see :class:`powderkeg.Changes`, as for the following two.
    :raises ImportError: the EMA Workbench is not installed.
    :raises UsageError: there is no such number, option or outcome.
    """
    ema = package("ema_workbench", INSTALL)
    package("powderkeg.connect._scipy", INSTALL)
    known = uncertain(scenario, uncertainties)
    known = known if uncertainties is not None else [one for one in known if not one.is_lever]
    chosen = uncertain(scenario, levers) if levers is not None else _levers(scenario)
    both = {one.path for one in known} & {one.path for one in chosen}
    if both:
        raise UsageError(f"`{min(both)}` is both an uncertainty and a lever: name it once")
    forbidden = _arguments.texts("options", options)
    changes = Changes(set, forbid, do)._texts()
    changed = Changes(tuple(changes["set"]), tuple(changes["forbid"]), tuple(changes["do"]))
    measured = _outcomes(scenario) if outcomes is None else _arguments.texts("outcomes", outcomes)
    function = _Function(scenario, changed, tuple(measured))
    function.try_out(forbidden)

    model = ema.Model(re.sub(r"[^A-Za-z0-9]", "", scenario.title) or "scenario", function=function)
    names = _names([*(one.path for one in [*known, *chosen]), *(f"forbid {one}" for one in forbidden)])
    model.uncertainties = [_parameter(ema, names[one.path], one) for one in known]
    model.levers = [_parameter(ema, names[one.path], one) for one in chosen] + [
        ema.BooleanParameter(names[f"forbid {one}"], default=False, variable_name=f"forbid {one}") for one in forbidden
    ]
    titles = _names(measured)
    model.outcomes = [ema.ScalarOutcome(titles[text], variable_name=text) for text in measured]
    model.constants = [
        ema.Constant("runs", _arguments.runs(runs)),
        ema.Constant("seed", _arguments.seed(seed)),
    ]
    return model


def name_of(text: str) -> str:
    """What a path, an option or an outcome is called in a model: an identifier of Python.

    >>> name_of("raid < 2015-04-10")
    'raid_2015_04_10'
    """
    name = re.sub(r"\W+", "_", text.replace("<=", " at most ").replace(">=", " at least ").replace(">", " above "))
    name = name.strip("_") or "_"
    return f"_{name}" if name[0].isdigit() or keyword.iskeyword(name) else name


def _names(texts: Iterable[str]) -> dict[str, str]:
    """Names of texts, no two alike."""
    names: dict[str, str] = {}
    for text in texts:
        name = name_of(text)
        while name in names.values():
            name += "_"
        names[text] = name
    return names


def _levers(scenario: Scenario) -> list[Parameter]:
    return [one for one in scenario.parameters.values() if one.is_lever and varies(one)]


def _outcomes(scenario: Scenario) -> list[str]:
    return [*(f"fact.{name}" for name in scenario.facts), *(f"outcome.{name}" for name in scenario.outcomes)]


def _parameter(ema: Any, name: str, one: Parameter) -> Any:
    from ._scipy import frozen

    if one.distribution == "choice":
        return ema.CategoricalParameter(name, list(one.numbers), variable_name=one.path)
    return ema.RealParameter.from_dist(name, frozen(one), variable_name=one.path)


class _Function:
    """What the model calls: numbers by their paths, options by whether they are forbidden."""

    def __init__(self, scenario: Scenario, changes: Changes, outcomes: tuple[str, ...]) -> None:
        self._what = (scenario, changes, outcomes)
        self._open: dict[tuple[tuple[str, ...], tuple[str, ...]], Trials] = {}

    def try_out(self, options: list[str]) -> None:
        """Says at once what is wrong with options and outcomes, not in the first experiment."""
        self._trials((), tuple(options)).units(self._what[2])

    def __call__(self, *, runs: int = 1, seed: int = 1, **given: Any) -> dict[str, float]:
        forbidden = tuple(sorted(name[7:] for name, value in given.items() if name.startswith("forbid ") and value))
        chosen = {name: value for name, value in given.items() if not name.startswith("forbid ")}
        trials = self._trials(tuple(chosen), forbidden)
        outcomes = self._what[2]
        # One thread: the evaluators have theirs.
        point = [list(chosen.values())]
        found = trials.measured(point, outcomes, runs=runs, seed=seed, threads=1, progress=False)
        rows: Any = found.tolist()
        return {name: sum(row[n] for row in rows) / len(rows) for n, name in enumerate(outcomes)}

    def _trials(self, paths: tuple[str, ...], forbidden: tuple[str, ...]) -> Trials:
        """Scenarios are read once a process, for all experiments that forbid the same."""
        key = (paths, forbidden)
        if key not in self._open:
            scenario, changes, _ = self._what
            forbid = [*changes.forbid, *forbidden]
            self._open[key] = Trials(scenario, paths, set=changes.set, forbid=forbid, do=changes.do)
        return self._open[key]

    def __reduce__(self) -> tuple[Any, ...]:
        return _Function, self._what
