"""Policies to be better than. Each is made for an environment and called with the mask of what is open.

A fourth baseline takes no policy: a seat that is not named is played by its doctrine (see :func:`doctrine_return`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import SupportsIndex

import numpy as np

from .. import _arguments
from ..errors import UsageError
from ._games import WAIT, Mask
from ._parallel import ParallelEnv
from ._seat import SeatEnv

Policy = Callable[[Mask], int]


def wait() -> Policy:
    """Never orders anything."""
    return lambda mask: WAIT


def random(seed: SupportsIndex, *, patience: float = 0.0) -> Policy:
    """Takes anything that is open, each with the same probability.

    :param patience: probability of waiting instead, from 0 to 1: whoever decides daily and takes what is open tries all
        soon.
    """
    if not 0 <= patience <= 1:
        raise UsageError(f"patience={patience} cannot be: it is a probability, from 0 to 1")
    dice = np.random.Generator(np.random.PCG64(_arguments.seed(seed)))

    def choose(mask: Mask) -> int:
        if dice.random() < patience:
            return WAIT
        return int(dice.choice(np.flatnonzero(mask)))

    return choose


def greedy_by_rollout(
    env: SeatEnv | ParallelEnv, agent: str | None = None, *, runs: SupportsIndex = 8, seed: SupportsIndex = 1
) -> Policy:
    """Takes what is worth most on average if all that follows is left to doctrines, over ``runs`` runs an action.

    It goes on from the truth, luck apart, and so knows more than its seat: a mark to come near to, not a player. Of
    equals the first is taken, which is waiting where nothing matters.

    :param agent: the seat, in a :class:`ParallelEnv`; its other seats are left to their doctrines in the rollouts.
    """
    env = env.unwrapped
    games = env._games
    place = env.possible_agents.index(env.seat(agent or "").name) if isinstance(env, ParallelEnv) else 0
    first = _arguments.seed(seed)

    def choose(mask: Mask) -> int:
        del mask
        return int(np.nanargmax(games.promises(0, place, runs, first)))

    return choose


def episode(env: SeatEnv, policy: Policy, seed: int | None = None) -> float:
    """Plays a game to its end; returns the sum of its rewards."""
    _, info = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        _, reward, over, _, info = env.step(policy(info["action_mask"]))
        total += reward
    return total


def parallel_episode(env: ParallelEnv, policies: Mapping[str, Policy], seed: int | None = None) -> dict[str, float]:
    """The same with several seats: the sum of rewards of each.

    :raises UsageError: a seat has no policy.
    """
    if missing := [agent for agent in env.possible_agents if agent not in policies]:
        raise UsageError(f"there is no policy for {', '.join(missing)}: give one for each seat")
    observed, _ = env.reset(seed=seed)
    totals = dict.fromkeys(env.possible_agents, 0.0)
    while env.agents:
        actions = {agent: policies[agent](observed[agent]["action_mask"]) for agent in env.agents}
        observed, rewards, _, _, _ = env.step(actions)
        for agent, reward in rewards.items():
            totals[agent] += reward
    return totals


def doctrine_return(env: SeatEnv, seed: int | None = None) -> float:
    """What the run with a seed is worth to the seat where its own doctrine plays: the worth at the end less that at the
    start.
    """
    env.reset(seed=seed)
    return env.unwrapped._games.raw.doctrine(0, 0)
