"""Seats for policies to play: PettingZoo's, Gymnasium's and a vectorised environment over the same engine.

>>> import powderkeg
>>> from powderkeg.env import SeatEnv
>>> env = SeatEnv(powderkeg.Scenario.builtin("first-steps"), "birch")
>>> observation, info = env.reset(seed=34)
>>> observation, reward, terminated, truncated, info = env.step(0)

A seat sees what its party can know, and takes the options of its doctrine that are open to it; what a run is worth is
written in the scenario under ``[reward.PARTY.NAME]``. ``docs/agents.md`` tells the rest. It takes ``pip install
"powderkeg[agents]"``.
"""

try:
    import gymnasium as _gymnasium
    import numpy as _numpy  # noqa: F401
    import pettingzoo as _pettingzoo  # noqa: F401
except ImportError as error:
    raise ImportError(f'powderkeg.env takes {error.name}: pip install "powderkeg[agents]"') from error

from . import baselines
from ._games import WAIT, Action, Column, Reward, Seat
from ._parallel import ParallelEnv
from ._seat import SeatEnv
from ._vector import VectorEnv

_gymnasium.register("powderkeg/Seat-v0", entry_point=f"{__name__}:SeatEnv", vector_entry_point=f"{__name__}:VectorEnv")

__all__ = [
    "WAIT",
    "Action",
    "Column",
    "ParallelEnv",
    "Reward",
    "Seat",
    "SeatEnv",
    "VectorEnv",
    "baselines",
]
