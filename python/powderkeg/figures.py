"""Figures that answers are made of. Intervals are of 95 %."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from ._shown import Shown


@dataclass(frozen=True)
class Share(Shown):
    """In how many runs something held, out of all that were looked at."""

    held: int
    of: int
    value: float | None
    """In [0, 1]; ``None`` of no runs."""
    low: float
    """Wilson's interval."""
    high: float

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Share:
        return cls(found["held"], found["of"], found["share"], found["low"], found["high"])

    @classmethod
    def _of_any(cls, found: dict[str, Any] | None) -> Share | None:
        return None if found is None else cls._of(found)

    def __str__(self) -> str:
        if self.value is None:
            return "–"
        return f"{100 * self.value:.1f} % ({100 * self.low:.1f}–{100 * self.high:.1f})"


@dataclass(frozen=True)
class Estimate(Shown):
    """A value with its interval."""

    value: float
    low: float | None
    high: float | None

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Estimate:
        return cls(found["value"], found["low"], found["high"])

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return f"{self.value:.3g}"
        return f"{self.value:.3g} ({self.low:.3g}–{self.high:.3g})"


@dataclass(frozen=True)
class Dates(Shown):
    """Whether something comes about, and when."""

    share: Share
    days: tuple[datetime.date, datetime.date, datetime.date] | None
    """The days by which it has come about in 10, 50 and 90 % of the runs in which it does,
    or ``None``."""

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Dates:
        days = [datetime.date.fromisoformat(day) for day in found["q10_q50_q90"] if day is not None]
        return cls(Share._of(found["share"]), (days[0], days[1], days[2]) if len(days) == 3 else None)

    def __str__(self) -> str:
        when = "" if self.days is None else f", {self.days[1]} ({self.days[0]} – {self.days[2]})"
        return f"{self.share}{when}"


@dataclass(frozen=True)
class Spread(Shown):
    """A quantity over the runs."""

    mean: float
    standard_error: float | None
    """The mean's; ``None`` of one run."""
    q05: float
    q25: float
    q50: float
    q75: float
    q95: float
    not_zero: Share
    """The runs in which it is not 0."""
    unit: str | None = None

    @classmethod
    def _of(cls, found: dict[str, Any], unit: str | None = None) -> Spread:
        q05, q25, q50, q75, q95 = found["q05_q25_q50_q75_q95"]
        return cls(
            found["mean"],
            found["standard_error"],
            q05,
            q25,
            q50,
            q75,
            q95,
            Share._of(found["not_zero"]),
            found.get("unit", unit),
        )

    def __str__(self) -> str:
        unit = "" if self.unit in (None, "1") else f" {self.unit}"
        return f"{self.mean:.3g}{unit}, median {self.q50:.3g} ({self.q05:.3g}–{self.q95:.3g})"


@dataclass(frozen=True)
class Losses:
    """People lost, over the runs."""

    killed: Spread
    wounded: Spread
    captured: Spread | None
    """``None`` for civilians."""

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Losses:
        captured = found.get("captured")
        return cls(
            Spread._of(found["killed"], "people"),
            Spread._of(found["wounded"], "people"),
            None if captured is None else Spread._of(captured, "people"),
        )


@dataclass(frozen=True)
class Paired(Shown):
    """A quantity in pairs of runs with the same luck, without a change and with it."""

    pairs: int
    base: float
    """Mean without."""
    with_: float
    """Mean with."""
    difference: float
    """With minus without."""
    low: float | None
    """Interval of the difference; ``None`` of too few pairs."""
    high: float | None
    differing_pairs: int
    variance_ratio: float | None
    """How many times the runs it would take without pairing; ``None`` where nothing differs."""

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Paired:
        return cls(
            pairs=found["pairs"],
            base=found["base"],
            with_=found["with"],
            difference=found["difference"],
            low=found["low"],
            high=found["high"],
            differing_pairs=found["differing_pairs"],
            variance_ratio=found["variance_ratio"],
        )

    def __str__(self) -> str:
        interval = "" if self.low is None or self.high is None else f" ({self.low:+.3g} to {self.high:+.3g})"
        return f"{self.base:.3g} → {self.with_:.3g}, {self.difference:+.3g}{interval}"
