"""Runs at chosen values of a scenario's numbers: for samplers, optimisers and designs of experiments."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from typing import Any, SupportsIndex, TypeAlias

from . import _arguments, _powderkeg
from ._arguments import Settings, Texts
from .errors import UsageError
from .progress import Progress, watching
from .scenario import Changes, Scenario, _scenario
from .table import Table

Points: TypeAlias = Any
"""N rows of K numbers: lists, an array of NumPy, a frame of pandas or Polars."""

Seeds: TypeAlias = "SupportsIndex | Sequence[SupportsIndex]"
"""One for all points, so that they have the same luck; or one a point."""


class Trials:
    """A scenario of which some numbers are chosen: it is read once, and run at as many points as somebody asks for.

    >>> trials = Trials(baikonur, ["workforce.baikonur_crews.pay_ratio", "labour.gate_rate"])
    >>> trials.at([[0.5, 0.02], [0.9, 0.02]], runs=100)             # two points, a hundred runs each
    >>> trials.measured([[0.5, 0.02]], ["raid", "day(raid)"])       # only these figures

    A run at a point is the run that has the same values ``set``, hash for hash. As where a run draws, no point is asked
    whether its numbers make sense together. It pickles as what it was made of.
    """

    __slots__ = ("_raw", "changes", "paths", "scenario")
    scenario: Scenario
    paths: tuple[str, ...]
    """Of the numbers that are chosen: :attr:`Scenario.parameters` has them all."""
    changes: Changes
    _raw: _powderkeg.Trials

    def __init__(
        self, scenario: Scenario, paths: Texts, *, set: Settings = (), forbid: Texts = (), do: Texts = ()
    ) -> None:
        """
        :param set: see :class:`Changes`, as for the following two.
        :raises ScenarioError: the scenario has mistakes.
        :raises UsageError: it has no such number, or what is changed does not fit it.
        """
        changes = Changes(set, forbid, do)._texts()
        self.scenario = _scenario(scenario)
        self.paths = tuple(_arguments.texts("paths", paths))
        self.changes = Changes._of(changes)
        self._raw = _powderkeg.trials(scenario._raw, changes, list(self.paths))

    def at(
        self,
        points: Points,
        *,
        runs: SupportsIndex = 1,
        seed: Seeds = 1,
        threads: SupportsIndex = 0,
        progress: Progress = None,
    ) -> Table:
        """Runs it at points; a table with a row a run, those of a point together.

        Its columns are ``point`` (from 0), those of a study (``run`` counts from 1), ``off_record`` where the scenario
        has a record, from 0 (all of it is told) to 1 as ``powderkeg calibrate`` measures it, and what ``paths`` names
        besides.

        :param points: N rows, each with a value a path, in the path's unit.
        :param runs: of each point, with seeds that follow one another.
        :param seed: of each point's first run: one for all of them, so that chance cancels between points, or N.
        :param threads: 0 is one a processor; results do not depend on it.
        :raises UsageError: a value is not finite or outside of its number's range, or rows have another length.
        """
        with watching(progress) as told:
            return Table(self._raw.table(self._asked(points, runs, seed, threads, told)))

    def measured(
        self,
        points: Points,
        outcomes: Texts,
        *,
        runs: SupportsIndex = 1,
        seed: Seeds = 1,
        threads: SupportsIndex = 0,
        progress: Progress = None,
    ) -> memoryview[float]:
        """What outcomes are in each run, as numbers: N · ``runs`` rows, those of a point together, and a column an
        outcome.

        ``numpy.asarray`` takes it without a copy. The day of what does not come about is the day after the scenario's
        last, so that every run has one.

        :param outcomes: each a fact, an outcome or a column, or a comparison, as of :func:`powderkeg.sensitivity`:
            ``raid``, ``raid < 2015-04-10``, ``day(raid)``, ``killed.usa > 10``; or ``off_record``.
        :raises UsageError: there is no such outcome; and as :meth:`at`.
        """
        asked = _arguments.texts("outcomes", outcomes)
        if not asked:
            raise UsageError('outcomes names nothing: give at least one, as in ["raid"]')
        with watching(progress) as told:
            at = self._asked(points, runs, seed, threads, told)
            shape = [len(at["seeds"]) * at["runs"], len(asked)]
            into = _room(shape)
            self._raw.measured(at, asked, into)
        return memoryview(into).cast("B").cast("d", shape=shape)

    def daily(
        self,
        points: Points,
        outcomes: Texts,
        *,
        runs: SupportsIndex = 1,
        seed: Seeds = 1,
        threads: SupportsIndex = 0,
        progress: Progress = None,
    ) -> memoryview[float]:
        """What the scenario's outcomes are at the first instant of each day, the mean over a point's runs: an array of
        points, outcomes and days. ``numpy.asarray`` takes it without a copy.

        :param outcomes: names of the scenario's outcomes: :attr:`Scenario.outcomes` has them, with their units.
        :raises UsageError: there is no such outcome; and as :meth:`at`.
        """
        asked = _arguments.texts("outcomes", outcomes)
        if not asked:
            raise UsageError("outcomes names nothing: give at least one")
        with watching(progress) as told:
            at = self._asked(points, runs, seed, threads, told)
            shape = [len(at["seeds"]), len(asked), self.scenario.days]
            into = _room(shape)
            self._raw.daily(at, asked, into)
        return memoryview(into).cast("B").cast("d", shape=shape)

    def units(self, outcomes: Texts) -> dict[str, str]:
        """Units of outcomes; ``1`` is a ratio, and yes or no."""
        asked = _arguments.texts("outcomes", outcomes)
        return {text: unit for text, (unit, _) in zip(asked, self._raw.units(asked), strict=True)}

    def _asked(
        self, points: Points, runs: SupportsIndex, seed: Seeds, threads: SupportsIndex, told: Any
    ) -> _arguments.At:
        values, count = _values(points, len(self.paths))
        each = _arguments.runs(runs)
        at: _arguments.At = {
            "values": values or None,
            "seeds": _seeds(seed, count),
            "runs": each,
            "threads": _arguments.threads(threads),
            "told": told,
        }
        if count * each > _arguments.MOST_RUNS:
            raise UsageError(f"{count} points with {each} runs each are more than {_arguments.MOST_RUNS} runs at once")
        return at

    def __repr__(self) -> str:
        return f"<powderkeg.Trials of {self.scenario.name}: {len(self.paths)} numbers>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.scenario, self.paths, self.changes)


def _made(scenario: Scenario, paths: tuple[str, ...], changes: Changes) -> Trials:
    """What unpickling calls."""
    return Trials(scenario, paths, set=changes.set, forbid=changes.forbid, do=changes.do)


def runs_at(
    scenario: Scenario,
    paths: Texts,
    points: Points,
    *,
    runs: SupportsIndex = 1,
    seed: Seeds = 1,
    set: Settings = (),
    forbid: Texts = (),
    do: Texts = (),
    threads: SupportsIndex = 0,
    progress: Progress = None,
) -> Table:
    """Runs a scenario at chosen values of its numbers: see :meth:`Trials.at`.

    >>> runs_at(baikonur, ["workforce.baikonur_crews.pay_ratio"], [[0.5], [0.7], [0.9]], runs=100)
    """
    trials = Trials(scenario, paths, set=set, forbid=forbid, do=do)
    return trials.at(points, runs=runs, seed=seed, threads=threads, progress=progress)


def _room(shape: list[int]) -> array[float]:
    try:
        return array("d", bytes(8 * math.prod(shape)))
    except (MemoryError, OverflowError):
        size = " · ".join(f"{one:,}" for one in shape)
        raise UsageError(f"{size} numbers do not fit into memory: ask for fewer points at once") from None


def _values(points: Points, width: int) -> tuple[array[float], int]:
    """All values in a row, and how many points they are."""
    if isinstance(points, (str, bytes)):
        raise TypeError(f"points must be rows of {width} numbers, not {points!r}")
    if hasattr(points, "__array__"):
        return _values_of_array(points, width)
    values, count = array("d"), 0
    for row in _rows(points, width):
        numbers = _rows(row, width)
        if len(numbers) != width:
            raise UsageError(f"point {count} has {len(numbers)} numbers: there are {width} paths")
        values.extend(_number(number, count) for number in numbers)
        count += 1
    return values, count


def _values_of_array(points: Any, width: int) -> tuple[array[float], int]:
    import numpy

    try:
        found = numpy.ascontiguousarray(points, dtype=numpy.float64)
    except (TypeError, ValueError):
        raise TypeError(f"points must be rows of {width} numbers: this array has something else in it") from None
    if found.ndim != 2 or found.shape[1] != width:
        raise UsageError(f"points has the shape {found.shape}: it must be (points, {width}), a column a path")
    return array("d", found.tobytes()), len(found)


def _rows(given: Any, width: int) -> list[Any]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise TypeError(f"points must be rows of {width} numbers, not {given!r}")
    return list(given)


def _number(given: Any, point: int) -> float:
    if isinstance(given, (str, bytes)):
        raise TypeError(f"point {point}: {given!r} is no number")
    try:
        return float(given)
    except (TypeError, ValueError, OverflowError):
        raise TypeError(f"point {point}: {given!r} is no number") from None


def _seeds(given: Seeds, count: int) -> list[int]:
    if not isinstance(given, Iterable):
        return [_arguments.seed(given)] * count
    seeds = [_arguments.seed(one) for one in given]
    if len(seeds) != count:
        raise UsageError(f"{len(seeds)} seeds are not one for each of {count} points: give one for all, or {count}")
    return seeds
