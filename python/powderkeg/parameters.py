"""A scenario's numbers, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import _powderkeg
from .errors import UsageError


@dataclass(frozen=True)
class Parameter:
    """A number of a scenario."""

    path: str
    """What it is called: ``workforce.baikonur_crews.pay_ratio``."""
    unit: str
    """``1`` is a ratio or a count."""
    doc: str
    """What it means, one sentence of the reference; empty where that says nothing of it."""
    distribution: str
    """A scenario's word: ``value`` (it is known), ``uniform``, ``loguniform``, ``triangular``, ``normal``,
    ``lognormal``, ``beta``, ``poisson`` or ``choice``."""
    numbers: tuple[float, ...]
    """Those of the distribution, in the order of the scenario: least, most probable and greatest of ``triangular``."""
    min: float | None
    """The least that it may be; a normal or log-normal is truncated there. ``None``: there is no end."""
    max: float | None
    """The greatest."""
    source: str
    """Where it is from, or that it is an assumption."""
    is_assumption: bool
    """Whether nobody says so but the scenario."""
    is_lever: bool
    """Whether it is a party's choice rather than an uncertainty."""
    file: str | None
    """Where it is written; ``None`` for a default."""
    line: int | None

    @property
    def is_uncertain(self) -> bool:
        """Whether a run draws it."""
        return self.distribution != "value"

    def quantiles(self, shares: Iterable[float]) -> list[float]:
        """The values below which these shares of its probability lie, as a run would draw them.

        :param shares: from 0 to 1; the ends are taken a little inside, where an unbounded distribution is finite.
        :raises UsageError: one is no share.
        """
        asked = list(shares)
        for share in asked:
            # NaN is none either.
            if not 0.0 <= share <= 1.0:
                raise UsageError(f"{share!r} is no share of the probability: give numbers from 0 to 1")
        return _powderkeg.quantiles(self.distribution, list(self.numbers), (self.min, self.max), asked)

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Parameter:
        return cls(**{**found, "numbers": tuple(found["numbers"])})

    def __str__(self) -> str:
        numbers = ", ".join(f"{number:g}" for number in self.numbers)
        known = numbers if not self.is_uncertain else f"{self.distribution}({numbers})"
        return f"{self.path} = {known}{'' if self.unit == '1' else f' {self.unit}'}"
