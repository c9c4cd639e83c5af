"""Environments that are copied, pickled and forked go on as they would have."""

from __future__ import annotations

import copy
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from played import choices

import powderkeg
from powderkeg.env import ParallelEnv, SeatEnv, VectorEnv, baselines
from powderkeg.errors import ScenarioError, UsageError

Again = Callable[[SeatEnv], SeatEnv]


def goes_on(env: SeatEnv) -> str:
    """How a random player's game ends."""
    policy, over, mask = baselines.random(3, patience=0.5), False, env.action_masks()
    while not over:
        *_, over, _, info = env.step(policy(mask))
        mask = info["action_mask"]
    return env.log_hash


def begun(scenario: powderkeg.Scenario, steps: int) -> SeatEnv:
    env = SeatEnv(scenario, "usa", reward="losses", days=3)
    policy = baselines.random(2)
    _, info = env.reset(seed=34)
    for _ in range(steps):
        *_, info = env.step(policy(info["action_mask"]))
    return env


@pytest.mark.parametrize("again", [copy.deepcopy, lambda env: pickle.loads(pickle.dumps(env)), SeatEnv.clone])
def test_a_copy_has_the_same_future_and_leaves_the_first_alone(baikonur: powderkeg.Scenario, again: Again) -> None:
    env = begun(baikonur, 30)
    other = again(env)
    assert other.log_hash == env.log_hash and (other.action_masks() == env.action_masks()).all()
    now = env.log_hash
    ends = goes_on(other)
    assert env.log_hash == now != ends
    assert goes_on(env) == ends
    assert env.reset()[0].tobytes() == other.reset()[0].tobytes() and env.game_seed == 35


def test_other_luck_is_another_future(baikonur: powderkeg.Scenario) -> None:
    env = begun(baikonur, 30)
    one, same, other = env.clone(luck=7), env.clone(luck=7), env.clone(luck=8)
    assert one.log_hash == env.log_hash
    kept = pickle.loads(pickle.dumps(one))
    futures = [goes_on(one), goes_on(same), goes_on(kept), goes_on(other), goes_on(env)]
    assert futures[0] == futures[1] == futures[2] and len(set(futures)) == 3


def test_several_seats_and_many_games_are_copied(small: powderkeg.Scenario) -> None:
    several = ParallelEnv(small, ["alder", "birch"], days=30)
    several.reset(seed=1)
    several.step({"alder": 1, "birch": 0})
    for made in (several.clone(), pickle.loads(pickle.dumps(several))):
        assert made.agents == several.agents and made.state().tobytes() == several.state().tobytes()
        made.step({"alder": 0, "birch": 0})
    many, rng = VectorEnv(small, "birch", 20, days=30), np.random.default_rng(1)
    _, infos = many.reset(seed=5)
    *_, infos = many.step(choices(rng, infos["action_mask"]))
    others = [copy.deepcopy(many), pickle.loads(pickle.dumps(many)), many.clone()]
    actions = choices(rng, infos["action_mask"])
    expected = many.step(actions)[0].tobytes()
    assert {other.step(actions)[0].tobytes() for other in others} == {expected}
    assert many.clone(luck=1).step(actions)[0].tobytes() != many.step(actions)[0].tobytes()


def test_what_was_told_is_not_told_again(small: powderkeg.Scenario) -> None:
    env = SeatEnv(small, "birch", days=30, render_mode="ansi")
    env.reset(seed=3)
    for look in (False, True, False):
        env.step(0)
        kept, other = pickle.loads(pickle.dumps(env)), copy.deepcopy(env)
        assert kept.render() == other.render() != ""
        if look:
            env.render()


def test_environments_that_have_not_begun_and_closed_ones_pickle(small: powderkeg.Scenario) -> None:
    fresh = pickle.loads(pickle.dumps(SeatEnv(small, "birch")))
    assert fresh.reset(seed=9)[0].tobytes() == SeatEnv(small, "birch").reset(seed=9)[0].tobytes()
    fresh.close()
    with pytest.raises(UsageError, match="closed"):
        pickle.loads(pickle.dumps(fresh)).reset()
    with pytest.raises(UsageError, match="closed"):
        fresh.clone()


def test_a_scenario_that_has_changed_is_noticed(folder: Path) -> None:
    env = SeatEnv(powderkeg.Scenario.load(folder), "birch", days=30)
    env.reset(seed=1)
    env.step(0)
    kept = pickle.dumps(env)
    text = (folder / "scenario.toml").read_text()
    (folder / "scenario.toml").write_text(text.replace("dec = -2", "dec = -9"))
    with pytest.raises(ScenarioError, match="changed since"):
        pickle.loads(kept)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_fork_after_threads_goes_on(small: powderkeg.Scenario) -> None:
    env = VectorEnv(small, "birch", 64, threads=2)
    env.reset(seed=1)
    waits = np.zeros(64, dtype=np.int64)
    env.step(waits)
    child = os.fork()
    if child == 0:
        # Whatever happens, the tests do not go on in the child.
        try:
            os._exit(0 if env.step(waits)[0].shape[0] == 64 else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not env.step(waits)[2].any()
