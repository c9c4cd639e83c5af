"""pyABC: which values of a scenario's numbers come near its record, by approximate Bayesian computation.

``powderkeg calibrate`` does it for hundreds of numbers at once; this is for a handful, with pyABC's own distances,
transitions, samplers and plots. A number is held as its *score*, the standard normal of its quantile, so that all
ranges look alike and no proposal falls outside: :func:`values` takes scores back to values.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, SupportsIndex

from .. import _arguments
from .._arguments import Settings, Texts
from ..scenario import Scenario
from ..trials import Trials
from ._common import package, uncertain

INSTALL = 'pip install "powderkeg[abc]"'

OBSERVED: Mapping[str, float] = {"off_record": 0.0}
"""The record is not off itself."""


def prior(scenario: Scenario, paths: Texts | None = None) -> Any:
    """A ``pyabc.Distribution`` of scores: each number as the scenario has it, independent of the others.

    :param paths: of the numbers that are looked for; without them, all uncertain ones that nobody vouches for and
        nobody chooses, which mostly are too many for pyABC.
    :raises ImportError: pyABC is not installed.
    :raises UsageError: there is no such number, or it has only one value.
    """
    pyabc = package("pyabc", INSTALL)
    found = uncertain(scenario, paths)
    if paths is None:
        found = [one for one in found if one.is_assumption and not one.is_lever]
    return pyabc.Distribution(**{one.path: pyabc.RV("norm", 0.0, 1.0) for one in found})


class Model:
    """What pyABC calls: scores of some numbers in, how far such runs are from the record out.

    Every call has luck of its own, from NumPy's global generator, as pyABC's samplers do: ``numpy.random.seed`` and the
    ``SingleCoreSampler`` make it come out the same again. The runs of a call are spread over threads.
    """

    def __init__(
        self,
        scenario: Scenario,
        paths: Texts,
        *,
        runs: SupportsIndex = 20,
        threads: SupportsIndex = 0,
        set: Settings = (),
        forbid: Texts = (),
        do: Texts = (),
    ) -> None:
        """
        :param runs: of each particle; the mean of their distances is what counts. Few make a noisy distance, and a
            wider posterior.
        :param set: see :class:`powderkeg.Changes`, as for the following two.
        :raises UsageError: there is no such number, or the scenario has no record.
        """
        self._numbers = {one.path: one for one in uncertain(scenario, paths)}
        self._runs, self._threads = _arguments.runs(runs), _arguments.threads(threads)
        self._trials = Trials(scenario, list(self._numbers), set=set, forbid=forbid, do=do)
        self._trials.units("off_record")

    def __call__(self, scores: Mapping[str, float]) -> dict[str, float]:
        """The mean over the runs of the share of the record that they do not tell, from 0 to 1."""
        numpy = package("numpy", INSTALL)
        point = [one.quantiles([_share(scores[path])])[0] for path, one in self._numbers.items()]
        seed = int(numpy.random.randint(0, 2**62))
        found = self._trials.measured(
            [point], "off_record", runs=self._runs, seed=seed, threads=self._threads, progress=False
        )
        rows: Any = found.tolist()
        return {"off_record": sum(row[0] for row in rows) / self._runs}

    @property
    def __name__(self) -> str:
        """As pyABC names a model."""
        return self._trials.scenario.name


def distance(found: Mapping[str, float], observed: Mapping[str, float] = OBSERVED) -> float:
    """How far a particle's runs are from the record: the distance of ``powderkeg calibrate``, in the mean."""
    return abs(found["off_record"] - observed["off_record"])


def values(scenario: Scenario, scores: Any) -> Any:
    """Particles as values: the frame that ``history.get_distribution`` gives, in the numbers' units.

    :raises UsageError: a column is no number of the scenario.
    """
    made = scores.copy()
    known = {one.path: one for one in uncertain(scenario, list(made.columns))}
    for path in made.columns:
        made[path] = known[path].quantiles([_share(score) for score in made[path]])
    return made


def _share(score: float) -> float:
    """The standard normal's distribution function."""
    return 0.5 * math.erfc(-float(score) / math.sqrt(2.0))
