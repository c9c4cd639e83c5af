"""Distributions as SciPy has them. Imported only where SciPy is there: other packages bring it."""

from __future__ import annotations

import math
from typing import Any

import numpy
from scipy import stats

from ..parameters import Parameter


class Quantiles(stats.rv_continuous):  # type: ignore[misc]
    """What SciPy has not, drawn as a run draws it."""

    def __init__(self, parameter: Parameter, **others: Any) -> None:
        least, greatest = parameter.quantiles([0.0, 1.0])
        super().__init__(**{**others, "a": least, "b": greatest, "name": parameter.distribution})
        self.parameter = parameter

    def _updated_ctor_param(self) -> dict[str, Any]:
        return {**super()._updated_ctor_param(), "parameter": self.parameter}

    def _ppf(self, q: Any) -> Any:
        shares = numpy.asarray(q, dtype=float)
        return numpy.reshape(self.parameter.quantiles(shares.ravel().tolist()), shares.shape)


def frozen(one: Parameter) -> Any:
    """A frozen distribution of SciPy that draws what a run would draw."""
    numbers = one.numbers
    least = -math.inf if one.min is None else one.min
    greatest = math.inf if one.max is None else one.max
    if one.distribution == "uniform":
        low, high = numbers
        return stats.uniform(low, high - low)
    if one.distribution == "loguniform":
        return stats.loguniform(*numbers)
    if one.distribution == "triangular":
        low, mode, high = numbers
        return stats.triang((mode - low) / (high - low), loc=low, scale=high - low)
    if one.distribution == "normal":
        mean, deviation = numbers
        return stats.truncnorm((least - mean) / deviation, (greatest - mean) / deviation, loc=mean, scale=deviation)
    if one.distribution == "beta":
        return stats.beta(*numbers)
    return Quantiles(one)()
