"""The yardstick in the EMA Workbench, as its users wrap a model that they have in Python."""

import logging
import warnings
from collections.abc import Callable
from random import Random

import numpy as np
import numpy.typing as npt

with warnings.catch_warnings():
    # It tells of the parallel back ends that aren't installed.
    warnings.simplefilter("ignore", UserWarning)
    from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator, ema_logging

import plain
import spec


def model(rng: Random) -> Model:
    """The yardstick as a model of the workbench: uncertainties, outcomes, and the function between them."""
    yardstick = Model("yardstick", function=experiment(rng))
    yardstick.uncertainties = [RealParameter(name, low, high) for name, (low, high) in spec.RANGES.items()]
    yardstick.outcomes = [ScalarOutcome(name) for name in spec.OUTCOMES]
    return yardstick


def experiment(rng: Random) -> Callable[..., dict[str, float]]:
    """One experiment; chance goes on where the one before left off."""

    def run(**uncertain: float) -> dict[str, float]:
        done = plain.run(spec.Uncertain(**uncertain), rng)
        return {name: getattr(done, name) for name in spec.OUTCOMES}

    return run


def runs(n: int, seed: int) -> dict[str, npt.NDArray[np.float64]]:
    """`n` experiments by the workbench's own sampling (Latin hypercube); an array of every outcome."""
    ema_logging.log_to_stderr(logging.ERROR)
    # The workbench samples with NumPy's global generator.
    np.random.seed(seed)
    with SequentialEvaluator(model(Random(seed))) as evaluator:
        _, outcomes = evaluator.perform_experiments(scenarios=n, log_progress=True)
    return {name: np.asarray(outcomes[name], dtype=np.float64) for name in spec.OUTCOMES}
