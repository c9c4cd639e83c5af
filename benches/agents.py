"""Steps a second of environments, beside PettingZoo's classic games on the same machine.

    pip install "powderkeg[agents]" "pettingzoo[classic]"
    python benches/agents.py
    python benches/agents.py memory

A step is one call of `step` with a random action that is open, as a policy would make it. Seconds are of processor
time, so that what else the machine does counts little: on P free processors a vector takes a P-th of them. `memory`
resets environments 100,000 times.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import time
from collections.abc import Callable

import numpy as np

import powderkeg
from powderkeg.env import ParallelEnv, SeatEnv, VectorEnv

SECONDS = 3.0


def rate(play: Callable[[], int]) -> float:
    """Steps a processor second of what plays an episode and says of how many steps."""
    play()
    steps, begun = 0, time.process_time()
    while (spent := time.process_time() - begun) < SECONDS:
        steps += play()
    return steps / spent


def seat(name: str, of: str) -> Callable[[], int]:
    env, rng = SeatEnv(powderkeg.Scenario.builtin(name), of), np.random.default_rng(1)

    def play() -> int:
        _, info = env.reset()
        steps, over = 0, False
        while not over:
            *_, over, _, info = env.step(rng.choice(np.flatnonzero(info["action_mask"])))
            steps += 1
        return steps

    return play


def vector(name: str, of: str, games: int) -> Callable[[], int]:
    env, rng = VectorEnv(powderkeg.Scenario.builtin(name), of, games), np.random.default_rng(1)

    def play() -> int:
        _, infos = env.reset()
        steps, over = 0, False
        while not over:
            actions = (rng.random(infos["action_mask"].shape) * infos["action_mask"]).argmax(axis=1)
            _, _, ended, _, infos = env.step(actions)
            over = bool(ended[0])
            steps += games
        return steps

    return play


def parallel(name: str, seats: list[str]) -> Callable[[], int]:
    env, rng = ParallelEnv(powderkeg.Scenario.builtin(name), seats), np.random.default_rng(1)

    def play() -> int:
        observed, _ = env.reset()
        steps = 0
        while env.agents:
            open_now = {agent: np.flatnonzero(observed[agent]["action_mask"]) for agent in env.agents}
            observed, *_ = env.step({agent: int(rng.choice(found)) for agent, found in open_now.items()})
            steps += 1
        return steps

    return play


def classic(module: str) -> Callable[[], int]:
    env = importlib.import_module(f"pettingzoo.classic.{module}").env()

    def play() -> int:
        env.reset(seed=1)
        steps = 0
        for agent in env.agent_iter():
            observation, _, terminated, truncated, info = env.last()
            if terminated or truncated:
                env.step(None)
                continue
            mask = observation.get("action_mask") if isinstance(observation, dict) else info.get("action_mask")
            env.step(env.action_space(agent).sample(mask))
            steps += 1
        return steps

    return play


def resident() -> float:
    """Megabytes of this process."""
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def grown(title: str, work: Callable[[int], object], times: int) -> None:
    """How much memory work takes after a tenth of it, and how much more after all."""
    work(max(times // 10, 1))
    before = resident()
    work(times)
    print(f"{title:40} {before:>8,.1f} MB before, {resident() - before:>+8,.1f} MB", flush=True)


def resets(env: SeatEnv | VectorEnv) -> Callable[[int], object]:
    def play(times: int) -> None:
        for _ in range(times):
            env.reset()

    return play


def memory() -> None:
    small = powderkeg.Scenario.builtin("first-steps")
    grown("first-steps, one seat, 100,000 resets", resets(SeatEnv(small, "birch")), 100_000)
    grown("first-steps, 64 games, 10,000 resets", resets(VectorEnv(small, "birch", 64)), 10_000)
    large = powderkeg.Scenario.builtin("baikonur-2015")
    grown("baikonur-2015, one seat, 10,000 resets", resets(SeatEnv(large, "usa")), 10_000)


def main() -> None:
    if sys.argv[1:] == ["memory"]:
        return memory()
    rows: list[tuple[str, Callable[[], Callable[[], int]]]] = [
        ("first-steps, one seat", lambda: seat("first-steps", "birch")),
        ("first-steps, 1,024 games", lambda: vector("first-steps", "birch", 1_024)),
        ("baikonur-2015, one seat", lambda: seat("baikonur-2015", "usa")),
        ("baikonur-2015, three seats", lambda: parallel("baikonur-2015", ["usa", "russia", "kazakhstan"])),
        ("baikonur-2015, 1,024 games", lambda: vector("baikonur-2015", "usa", 1_024)),
        ("PettingZoo rps_v2", lambda: classic("rps_v2")),
        ("PettingZoo tictactoe_v3", lambda: classic("tictactoe_v3")),
        ("PettingZoo connect_four_v3", lambda: classic("connect_four_v3")),
        ("PettingZoo chess_v6", lambda: classic("chess_v6")),
    ]
    for title, made in rows:
        try:
            print(f"{title:28} {rate(made()):>10,.0f} steps a second", flush=True)
        except ImportError as error:
            print(f"{title:28} skipped: {error}")


if __name__ == "__main__":
    main()
