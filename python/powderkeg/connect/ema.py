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
    may_forbid: Texts = (),
    may_do: Texts = (),
    outcomes: Texts | None = None,
    series: Texts = (),
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
    :param may_forbid: options, as ``"usa.raid_the_cosmodrome"``: each is a lever, ``forbid_usa_raid_the_cosmodrome``,
        that is true or false. A policy need not name all levers.
    :param may_do: options with their dates, as ``"2015-04-01 usa.call_to_cancel"``: each is a lever,
        ``do_2015_04_01_usa_call_to_cancel``.
    :param outcomes: as of :meth:`powderkeg.Trials.measured`; without them, all facts, outcomes and deaths. Each is a
        ``ScalarOutcome``, the mean over the runs: of a fact, the share in which it comes about.
    :param series: names of the scenario's outcomes: each is a ``TimeSeriesOutcome`` too, with a value a day,
        ``daily_NAME``.
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
    acts = [f"forbid {one}" for one in _arguments.texts("may_forbid", may_forbid)]
    acts += [f"do {one}" for one in _arguments.texts("may_do", may_do)]
    changes = Changes(set, forbid, do)._texts()
    changed = Changes._of(changes)
    measured = _outcomes(scenario) if outcomes is None else _arguments.texts("outcomes", outcomes)
    daily = _arguments.texts("series", series)
    function = _Function(scenario, changed, tuple(measured), tuple(daily))
    function.try_out(acts)

    model = ema.Model(_title(scenario), function=function)
    names = _names([*(one.path for one in [*known, *chosen]), *acts])
    model.uncertainties = [_parameter(ema, names[one.path], one) for one in known]
    model.levers = [
        *(_parameter(ema, names[one.path], one) for one in chosen),
        *(ema.BooleanParameter(names[act], default=False, variable_name=act) for act in acts),
    ]
    titles = _names([*measured, *(f"daily {name}" for name in daily)])
    model.outcomes = [
        *(ema.ScalarOutcome(titles[text], variable_name=text) for text in measured),
        *(ema.TimeSeriesOutcome(titles[text], variable_name=text) for text in titles if text not in measured),
    ]
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


def _title(scenario: Scenario) -> str:
    """The title as the workbench takes it: letters and digits."""
    title = re.sub(r"[^A-Za-z0-9]", "", scenario.title)
    return title if title[:1].isalpha() else f"scenario{title}"


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
    facts, outcomes = (f"fact.{name}" for name in scenario.facts), (f"outcome.{name}" for name in scenario.outcomes)
    return [*facts, *outcomes, *(f"killed.{party}" for party in scenario._read()["parties"]), "civilians.killed"]


def _parameter(ema: Any, name: str, one: Parameter) -> Any:
    from ._scipy import frozen

    if one.distribution == "choice":
        return ema.CategoricalParameter(name, list(one.numbers), variable_name=one.path)
    return ema.RealParameter.from_dist(name, frozen(one), variable_name=one.path)


class _Function:
    """What the model calls: numbers by their paths, and which options are forbidden or done."""

    def __init__(
        self, scenario: Scenario, changes: Changes, outcomes: tuple[str, ...], series: tuple[str, ...]
    ) -> None:
        self._what = (scenario, changes, outcomes, series)
        self._open: dict[tuple[tuple[str, ...], tuple[str, ...]], Trials] = {}

    def try_out(self, acts: list[str]) -> None:
        """Says at once what is wrong with options and outcomes, not in the first experiment."""
        scenario, _, outcomes, series = self._what
        trials = self._trials((), tuple(acts))
        if outcomes:
            trials.units(outcomes)
        wrong = [name for name in series if name not in scenario.outcomes]
        if wrong:
            known = ", ".join(scenario.outcomes) or "none"
            raise UsageError(f"series: the scenario has no outcome `{wrong[0]}`; there are {known}")

    def __call__(self, *, runs: int = 1, seed: int = 1, **given: Any) -> dict[str, Any]:
        acts = {name: value for name, value in given.items() if name.startswith(("forbid ", "do "))}
        numbers = {name: value for name, value in given.items() if name not in acts}
        trials = self._trials(tuple(numbers), tuple(sorted(name for name, is_so in acts.items() if is_so)))
        _, _, outcomes, series = self._what
        point, found = [list(numbers.values())], {}
        # One thread: the evaluators have theirs.
        if outcomes:
            rows: Any = trials.measured(point, outcomes, runs=runs, seed=seed, threads=1, progress=False).tolist()
            found = {name: sum(row[n] for row in rows) / len(rows) for n, name in enumerate(outcomes)}
        if series:
            days: Any = trials.daily(point, series, runs=runs, seed=seed, threads=1, progress=False).tolist()
            found |= {f"daily {name}": days[0][n] for n, name in enumerate(series)}
        return found

    def _trials(self, paths: tuple[str, ...], acts: tuple[str, ...]) -> Trials:
        """Scenarios are read once a process, for all experiments in which the same is forbidden and done."""
        key = (paths, acts)
        if key not in self._open:
            scenario, changes, *_ = self._what
            forbid = [*changes.forbid, *(act.removeprefix("forbid ") for act in acts if act.startswith("forbid "))]
            do = [*changes.do, *(act.removeprefix("do ") for act in acts if act.startswith("do "))]
            self._open[key] = Trials(scenario, paths, set=changes.set, forbid=forbid, do=do)
        return self._open[key]

    def __reduce__(self) -> tuple[Any, ...]:
        return _Function, self._what
