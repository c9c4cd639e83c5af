"""Games of random players as digests of every byte that a player gets, to the end; called here, in other processes and
through Ray.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

import powderkeg
from powderkeg.env import ParallelEnv, VectorEnv, baselines


def together(scenario: powderkeg.Scenario, seats: tuple[str, ...], seed: int) -> str:
    """Several seats of one game."""
    env = ParallelEnv(scenario, seats)
    policies = {agent: baselines.random(place, patience=0.5) for place, agent in enumerate(env.possible_agents)}
    observed, _ = env.reset(seed=seed)
    digest = hashlib.sha256()
    while env.agents:
        actions = {agent: policies[agent](observed[agent]["action_mask"]) for agent in env.agents}
        observed, rewards, *_ = env.step(actions)
        for agent in env.possible_agents:
            digest.update(observed[agent]["observation"].tobytes())
            digest.update(observed[agent]["action_mask"].tobytes())
            digest.update(np.float64(rewards[agent]).tobytes())
        digest.update(env.state().tobytes())
    digest.update(env.log_hash.encode())
    return digest.hexdigest()


def at_once(scenario: powderkeg.Scenario, seat: str, seed: int, threads: int) -> str:
    """One seat of twenty games."""
    env = VectorEnv(scenario, seat, 20, threads=threads)
    rng = np.random.default_rng(seed)
    _, infos = env.reset(seed=seed)
    digest = hashlib.sha256()
    over = np.zeros(1, dtype=np.bool_)
    while not over.any():
        observations, rewards, over, _, infos = env.step(choices(rng, infos["action_mask"]))
        for array in (observations, rewards, infos["action_mask"], infos["closed"]):
            digest.update(array.tobytes())
    return digest.hexdigest()


def choices(rng: np.random.Generator, masks: NDArray[np.int8], patience: float = 0.5) -> NDArray[np.int64]:
    """For each row anything that is open, or waiting."""
    chosen: NDArray[np.int64] = (rng.random(masks.shape) * masks).argmax(axis=1)
    chosen[rng.random(len(masks)) < patience] = 0
    return chosen


def all_of_it(scenario: powderkeg.Scenario, seats: tuple[str, ...], seed: int, threads: int = 0) -> tuple[str, str]:
    """Both."""
    return together(scenario, seats, seed), at_once(scenario, seats[0], seed, threads)
