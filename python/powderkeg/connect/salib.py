"""SALib: a scenario's uncertain numbers as a problem, and what comes of its samples."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, SupportsIndex

from .._arguments import Settings, Texts
from ..errors import UsageError
from ..parameters import Parameter
from ..progress import Progress
from ..scenario import Scenario
from ..trials import Seeds, Trials
from ._common import package, uncertain

_UNIT = ("unif", [0.0, 1.0])


def problem(scenario: Scenario, paths: Texts | None = None) -> dict[str, Any]:
    """The scenario's uncertain numbers as SALib describes them: ``num_vars``, ``names``, ``bounds``, ``dists``.

    Names are paths, samples are values in the numbers' units. A distribution that SALib has not (a Poisson, a choice, a
    beta, a log-normal that is cut off, a triangle with its mode at the end) is sampled as the share of probability
    below, from 0 to 1, which :func:`evaluate` takes back.

    :param paths: of the numbers that vary; without them, all that are uncertain. The others are drawn, as luck is.
    :raises UsageError: there is no such number, or it has only one value.
    """
    found = uncertain(scenario, paths)
    forms = [_form(one) for one in found]
    return {
        "num_vars": len(found),
        "names": [one.path for one in found],
        "bounds": [list(bounds) for _, bounds in forms],
        "dists": [word for word, _ in forms],
    }


def evaluate(
    scenario: Scenario,
    problem: Mapping[str, Any],
    samples: Any,
    outcomes: Texts,
    *,
    runs: SupportsIndex = 1,
    seed: Seeds = 1,
    set: Settings = (),
    forbid: Texts = (),
    do: Texts = (),
    threads: SupportsIndex = 0,
    progress: Progress = None,
) -> Any:
    """What comes of samples: an array of NumPy for SALib's analyses, one call for all of them.

    :param problem: as :func:`problem` made it, groups and other names of its own included.
    :param samples: N rows, a column a name.
    :param outcomes: as of :meth:`powderkeg.Trials.measured`. A text gives the shape (N,), several give (N, outcomes).
    :param runs: of each sample; their mean is what comes of it.
    :param seed: all samples have the same luck unless there is one for each. So what is left is what the numbers do
        under this luck; more ``runs`` make it what they do on average.
    :raises UsageError: as :meth:`powderkeg.Trials.measured`.
    """
    numpy = package("numpy", 'pip install "powderkeg[salib]"')
    if not isinstance(problem, Mapping) or "names" not in problem:
        raise TypeError(f"problem must be as salib.problem makes it, with names, not {problem!r}")
    names = list(problem["names"])
    trials = Trials(scenario, names, set=set, forbid=forbid, do=do)
    try:
        points = numpy.array(samples, dtype=float)
    except (TypeError, ValueError):
        raise TypeError("samples must be rows of numbers, as SALib's samplers give them") from None
    if points.ndim != 2 or points.shape[1] != len(names):
        raise UsageError(f"samples has the shape {points.shape}: it must be (samples, {len(names)}), a column a name")
    known = scenario.parameters
    for column, name in enumerate(names):
        if _is_share(known[name]):
            points[:, column] = known[name].quantiles(points[:, column].tolist())
    found = trials.measured(points, outcomes, runs=runs, seed=seed, threads=threads, progress=progress)
    values = numpy.asarray(found)
    means = values.reshape(len(points), -1, values.shape[1]).mean(axis=1)
    return means[:, 0] if isinstance(outcomes, str) else means


def _is_share(one: Parameter) -> bool:
    return one.is_uncertain and _form(one) == _UNIT and one.distribution != "uniform"


def _form(one: Parameter) -> tuple[str, list[float]]:
    """SALib's word and numbers for a distribution."""
    numbers = one.numbers
    least = -math.inf if one.min is None else one.min
    greatest = math.inf if one.max is None else one.max
    if one.distribution == "uniform":
        return "unif", list(numbers)
    if one.distribution == "loguniform":
        return "logunif", list(numbers)
    if one.distribution == "triangular":
        low, mode, high = numbers
        peak = (mode - low) / (high - low) if high > low else 1.0
        # What else SALib refuses.
        if high >= 0 and peak < 1:
            return "triang", [low, high, peak]
    if one.distribution == "normal":
        mean, deviation = numbers
        if math.isinf(least) and math.isinf(greatest):
            return "norm", [mean, deviation]
        return "truncnorm", [least, greatest, mean, deviation]
    if one.distribution == "lognormal" and least <= 0 and math.isinf(greatest):
        median, deviation = numbers
        return "lognorm", [math.log(median), deviation]
    word, bounds = _UNIT
    return word, list(bounds)
