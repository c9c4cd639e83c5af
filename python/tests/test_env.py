"""Environments: the libraries' own checks, and what those do not check."""

from __future__ import annotations

import gc
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import played
import pytest
from gymnasium.utils.env_checker import check_env
from pettingzoo.test import parallel_api_test, parallel_seed_test

import powderkeg
from powderkeg.env import WAIT, ParallelEnv, SeatEnv, VectorEnv, baselines
from powderkeg.errors import UsageError

SIDES = ("usa", "russia", "kazakhstan")


@pytest.fixture
def sides(baikonur: powderkeg.Scenario) -> ParallelEnv:
    return ParallelEnv(baikonur, SIDES)


@pytest.fixture
def birch(small: powderkeg.Scenario) -> SeatEnv:
    return SeatEnv(small, "birch")


def test_pettingzoo_takes_it(sides: ParallelEnv) -> None:
    parallel_api_test(sides, num_cycles=1_000)


def test_pettingzoo_finds_it_deterministic(small: powderkeg.Scenario) -> None:
    parallel_seed_test(lambda: ParallelEnv(small, ["alder", "birch"]))


# What is measured in units has no bounds, and Gymnasium advises to have some.
@pytest.mark.filterwarnings(r"ignore:.*A Box observation space m(in|ax)imum value is -?infinity.*:UserWarning")
@pytest.mark.parametrize(("name", "seat"), [("first-steps", "birch"), ("baikonur-2015", "usa")])
def test_gymnasium_takes_it(name: str, seat: str) -> None:
    scenario = powderkeg.Scenario.builtin(name)
    made = gymnasium.make("powderkeg/Seat-v0", scenario=scenario, seat=seat, days=7, render_mode="ansi")
    check_env(made.unwrapped)
    many = gymnasium.make_vec(
        "powderkeg/Seat-v0", 2, gymnasium.VectorizeMode.VECTOR_ENTRY_POINT, scenario=scenario, seat=seat
    )
    assert isinstance(many.unwrapped, VectorEnv)


def test_the_same_to_the_end_on_other_threads_and_in_another_process(baikonur: powderkeg.Scenario) -> None:
    here = played.all_of_it(baikonur, SIDES, 34)
    assert here[1] == played.at_once(baikonur, "usa", 34, threads=1) == played.at_once(baikonur, "usa", 34, threads=3)
    assert here[0] == played.together(baikonur, SIDES, 34) != played.together(baikonur, SIDES, 35)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(played.all_of_it, baikonur, SIDES, 34).result() == here


def test_the_same_to_the_end_through_ray(ray: Any, baikonur: powderkeg.Scenario) -> None:
    there = ray.remote(played.all_of_it).remote(baikonur, SIDES, 34)
    assert ray.get(there) == played.all_of_it(baikonur, SIDES, 34)


def test_what_the_manual_shows_runs() -> None:
    manual = Path(__file__).resolve().parents[2] / "docs" / "agents.md"
    shown = re.findall(r"```python\n(.*?)```", manual.read_text(), re.DOTALL)
    assert len(shown) == 2
    known: dict[str, Any] = {}
    for code in shown:
        exec(code, known)
    assert known["terminated"].shape == (100,)


def test_an_observation_has_names_and_units(birch: SeatEnv) -> None:
    observation, info = birch.reset(seed=1)
    named = birch.seat.named(observation)
    assert named["treasury(birch)"] == 500 and 0 < named["day()"] < 1
    assert {column.unit for column in birch.seat.columns} >= {"1", "days", "MUSD", "share"}
    assert [action.name for action in birch.seat.actions][:2] == ["wait", "ask_for_coal"]
    assert {reward.kind for reward in birch.seat.rewards} == {"win", "welfare"}
    assert info["worths"] == {"tunnel_dug": 0.0, "warm_homes": 0.0}
    assert birch.observation_space.contains(observation)


def test_a_vector_is_its_games(small: powderkeg.Scenario) -> None:
    vector = VectorEnv(small, "birch", 20, threads=2)
    alone = SeatEnv(small, "birch")
    rng = np.random.default_rng(1)
    observations, infos = vector.reset(seed=5)
    first, info = alone.reset(seed=8)
    assert observations[3].tobytes() == first.tobytes()
    over = np.zeros(20, dtype=bool)
    while not over.any():
        actions = np.array([rng.choice(np.flatnonzero(mask)) for mask in infos["action_mask"]])
        observations, rewards, over, truncated, infos = vector.step(actions)
        first, reward, ended, _, info = alone.step(int(actions[3]))
        assert observations[3].tobytes() == first.tobytes() and rewards[3] == reward
        assert (infos["action_mask"][3] == info["action_mask"]).all()
    assert over.all() and ended and not truncated.any()
    _, rewards, over, _, _ = vector.step(np.zeros(20, dtype=np.int64))
    assert vector.game_seeds == list(range(25, 45)) and not over.any() and not rewards.any()


def test_waiting_is_the_run_that_the_doctrine_does_not_play(small: powderkeg.Scenario) -> None:
    env = SeatEnv(small, "birch", days=7, render_mode="ansi")
    told = ""
    env.reset(seed=3)
    over = False
    while not over:
        *_, over, _, info = env.step(WAIT)
        told += env.render() or ""
    assert len(told.splitlines()) > 5 and env.render() == ""
    assert info["time"].startswith("2031-04-30")


def test_where_all_are_forbidden_waiting_comes_to_the_same(small: powderkeg.Scenario) -> None:
    options = ("ask_for_coal", "raise_pay", "bring_its_own_crew")
    for seed in range(1, 6):
        run = powderkeg.run(small, seed, forbid=[f"birch.{name}" for name in options])
        env = SeatEnv(small, "birch", days=30)
        baselines.episode(env, baselines.wait(), seed=seed)
        assert env.log_hash == run.log_hash


def test_baselines_play(small: powderkeg.Scenario) -> None:
    env = SeatEnv(small, "birch", days=14, reward={"tunnel_dug": 1.0})
    for policy in (baselines.wait(), baselines.random(1, patience=0.5), baselines.greedy_by_rollout(env, runs=2)):
        assert baselines.episode(env, policy, seed=4) in (0.0, 1.0)
    assert baselines.doctrine_return(env, seed=4) in (0.0, 1.0)
    both = ParallelEnv(small, ["alder", "birch"], days=30)
    ahead = baselines.greedy_by_rollout(both, "birch", runs=1)
    totals = baselines.parallel_episode(both, {"alder": baselines.wait(), "birch": ahead}, seed=1)
    assert set(totals) == {"alder", "birch"}


def test_rewards_add_up(small: powderkeg.Scenario) -> None:
    kept = []
    for at_the_end in (False, True):
        env = SeatEnv(small, "birch", reward={"tunnel_dug": 2.0, "warm_homes": 1.0}, at_the_end=at_the_end)
        kept.append(baselines.episode(env, baselines.wait(), seed=6))
    assert kept[0] == pytest.approx(kept[1])
    assert baselines.episode(SeatEnv(small, "birch", reward=None), baselines.wait(), seed=6) == 0.0


def test_more_threads_than_games_and_threads_of_python_that_share_games(small: powderkeg.Scenario) -> None:
    def play(env: VectorEnv) -> bytes:
        env.reset(seed=1)
        for _ in range(20):
            observations, *_ = env.step(np.zeros(30, dtype=np.int64))
        return observations.tobytes()

    expected = play(VectorEnv(small, "birch", 30, threads=1))
    assert play(VectorEnv(small, "birch", 30, threads=1_024)) == expected
    shared = VectorEnv(small, "birch", 30)
    shared.reset(seed=1)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: shared.step(np.zeros(30, dtype=np.int64)), range(20)))
    assert shared._games.observations(0).tobytes() == expected


def test_bad_input_says_what_to_do(small: powderkeg.Scenario, birch: SeatEnv) -> None:
    with pytest.raises(UsageError, match="reset it"):
        birch.step(0)
    birch.reset(seed=1)
    for action in (99, -1):
        with pytest.raises(UsageError, match=r"0 \(wait\) to"):
            birch.step(action)
    for nonsense in (1.5, "wait", None):
        with pytest.raises(TypeError, match="whole number"):
            birch.step(nonsense)
    env = ParallelEnv(small, ["birch"])
    env.reset(seed=1)
    with pytest.raises(UsageError, match="give one for each seat"):
        env.step({})
    with pytest.raises(UsageError, match="is not played here"):
        env.step({"alder": 0, "birch": 0})
    with pytest.raises(UsageError, match="alder, birch"):
        SeatEnv(small, "miners")
    with pytest.raises(UsageError, match="tunnel_dug, warm_homes"):
        SeatEnv(small, "birch", reward="glory")
    with pytest.raises(UsageError, match="finite"):
        SeatEnv(small, "birch", reward={"tunnel_dug": float("nan")})
    with pytest.raises(UsageError, match="1 to 366"):
        SeatEnv(small, "birch", days=0)
    with pytest.raises(UsageError, match="16384"):
        VectorEnv(small, "birch", 10**9)
    vector = VectorEnv(small, "birch", 2)
    vector.reset(seed=1)
    with pytest.raises(UsageError, match="one for each game"):
        vector.step([0])
    with pytest.raises(TypeError, match="whole numbers"):
        vector.step([0.0, 1.0])
    wrongs: list[dict[str, Any]] = [
        {"reward": False},
        {"reward": {"tunnel_dug": "much"}},
        {"changes": {"set": {}}},
        {"days": 1.5},
    ]
    for wrong in wrongs:
        with pytest.raises(TypeError, match="must be"):
            SeatEnv(small, "birch", **wrong)
    for seed in (-1, 2**70):
        with pytest.raises(UsageError, match="whole number from 0"):
            birch.reset(seed=seed)
    with pytest.raises(UsageError, match="several lengths"):
        vector.step([[0], [1, 2]])
    with pytest.raises(TypeError, match="whole numbers"):
        vector.step([float("nan"), 0])
    with pytest.raises(TypeError, match="by seat"):
        env.step(None)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="1024"):
        VectorEnv(small, "birch", 2, threads=10**9)
    with pytest.raises(UsageError, match="probability"):
        baselines.random(1, patience=2)
    birch.close()
    with pytest.raises(UsageError, match="closed"):
        birch.reset()
    baselines.episode(env_over := SeatEnv(small, "birch", days=366), baselines.wait(), seed=1)
    with pytest.raises(UsageError, match="reset it"):
        env_over.step(0)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_resets_leak_nothing(small: powderkeg.Scenario) -> None:
    """42,000 games, of which one that kept but half a kilobyte would show; between two looks memory varies by some MB."""
    alone, many = SeatEnv(small, "birch"), VectorEnv(small, "birch", 20)

    def begin(times: int) -> int:
        for _ in range(times):
            alone.reset()
            alone.step(WAIT)
            many.reset()
        gc.collect()
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    before = begin(200)
    assert begin(2_000) - before < 16 * 2**20
