"""Runs on Ray beside the same runs on threads: the same bytes, with workers killed at random, and at which price.

    pip install "./python[ray]" psutil
    python benches/clusters.py                        # 200,000 runs three times: a quarter of an hour
    python benches/clusters.py --runs 20000

Processor time is that of this process and of its workers; what Ray's own processes take goes by the clock, not by the
runs, and is told apart. Workers are as urgent as all else here; of itself, Ray has them give way to other work.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import ray

import powderkeg

PARTS_A_KILL = 20
"""A worker is killed about every so many parts."""


@dataclass
class Cost:
    """What a study took."""

    wall: float = 0.0
    """Seconds."""
    processor: float = 0.0
    """Seconds of this process and the workers."""
    ray: float = 0.0
    """Seconds of Ray's own processes."""
    memory: float = 0.0
    """By how many MB this process grew at most."""
    killed: int = 0
    """Workers."""


class Watch:
    """Adds up what processes take, also of those that end meanwhile; kills a worker now and then."""

    def __init__(self, kills: int, seed: int) -> None:
        self.cost = Cost()
        self._taken: dict[tuple[int, float], float] = {}
        self._began: dict[tuple[int, float], float] = {}
        self._workers: set[tuple[int, float]] = set()
        self._own = psutil.Process()
        self._before = self._own.memory_info().rss
        self._dice = random.Random(seed)
        self._kills, self._made = kills, 0
        self._due = self._next()
        self._over = threading.Event()

    def told(self, made: int, of: int) -> None:
        """Progress of the study: kills are spread over its runs."""
        self._made = made

    def run(self, runs: int) -> None:
        self._look(at_start=True)
        while not self._over.wait(0.2):
            self._look()
            if self.cost.killed < self._kills and self._made >= self._due * runs:
                self._kill()

    def stop(self) -> None:
        self._over.set()

    def _next(self) -> float:
        """The share of the runs after which the next worker is killed."""
        return (self.cost.killed + self._dice.random()) / max(self._kills, 1)

    def _look(self, at_start: bool = False) -> None:
        self.cost.memory = max(self.cost.memory, (self._own.memory_info().rss - self._before) / 1e6)
        for process in [self._own, *self._own.children(recursive=True)]:
            try:
                times, key = process.cpu_times(), (process.pid, process.create_time())
                if process == self._own or is_worker(process):
                    self._workers.add(key)
            except psutil.Error:
                continue
            taken = times.user + times.system
            # Those that were there before the study have worked for others.
            self._began.setdefault(key, taken if at_start else 0.0)
            self._taken[key] = taken - self._began[key]
        self.cost.processor = sum(taken for key, taken in self._taken.items() if key in self._workers)
        self.cost.ray = sum(self._taken.values()) - self.cost.processor

    def _kill(self) -> None:
        workers = []
        for process in self._own.children(recursive=True):
            with suppress(psutil.Error):
                workers += [process] if is_worker(process) else []
        if workers:
            self._dice.choice(workers).kill()
            self.cost.killed += 1
            self._due = self._next()


def is_worker(process: psutil.Process) -> bool:
    """Ray names workers by what they do; its other processes may begin with ray::, too, and keep the node alive."""
    return " ".join(process.cmdline()).startswith("ray::powderkeg")


@contextmanager
def watched(runs: int, kills: int = 0) -> Iterator[Watch]:
    watch = Watch(kills, seed=7)
    watching = threading.Thread(target=watch.run, args=(runs,))
    began = time.monotonic()
    watching.start()
    try:
        yield watch
    finally:
        watch.cost.wall = time.monotonic() - began
        watch.stop()
        watching.join()


def hashes(folder: Path) -> dict[str, str]:
    def digest(path: Path) -> str:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    return {path.name: digest(path) for path in sorted(folder.iterdir())}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--scenario", default="baikonur-2015")
    asked.add_argument("--runs", type=int, default=200_000)
    asked.add_argument("--chunk", type=int, default=1_000)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--folder", type=Path, help="where studies are saved for the time being")
    given = asked.parse_args()
    scenario = powderkeg.Scenario.builtin(given.scenario)
    kills = max(1, given.runs // given.chunk // PARTS_A_KILL)

    os.environ.setdefault("RAY_worker_niceness", "0")
    ray.init(num_cpus=given.workers, include_dashboard=False, log_to_driver=False)
    # A first study starts the workers.
    powderkeg.study(scenario, 2 * given.workers, chunk=1, backend="ray")
    with tempfile.TemporaryDirectory(dir=given.folder) as root:

        def made(name: str, kills: int, **how: object) -> tuple[Cost, dict[str, str]]:
            out = Path(root) / "study"
            with watched(given.runs, kills) as watch:
                make: Callable[..., object] = powderkeg.study
                make(scenario, given.runs, chunk=given.chunk, out=out, progress=watch.told, **how)
            cost, found = watch.cost, hashes(out)
            out.rename(Path(root) / name)
            killed = f", {cost.killed} workers killed" if kills else ""
            print(
                f"{name:<24} {cost.wall:8.1f} s wall, {cost.processor:8.1f} s of processors "
                f"and {cost.ray:.1f} s of Ray's own, "
                f"{given.runs / cost.processor:6.0f} runs a CPU-second, grew by {cost.memory:.0f} MB{killed}",
                flush=True,
            )
            return cost, found

        print(
            f"{given.runs:,} runs of {given.scenario}, parts of {given.chunk:,}, {given.workers} workers; load {load()}"
        )
        threads, expected = made("threads", 0, threads=given.workers)
        tasks, by_ray = made("Ray", 0, backend="ray")
        _, by_few = made("Ray, workers killed", kills, backend="ray")
        more = tasks.processor / threads.processor - 1, tasks.wall / threads.wall - 1
        print(f"Ray takes {more[0]:+.1%} processor time, {more[1]:+.1%} time")
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"load {load()}; the largest this process has been: {largest:.0f} MB")
    for name, found in (("Ray", by_ray), ("Ray, workers killed", by_few)):
        assert found == expected, f"{name}: other bytes"
    print("the same bytes: " + ", ".join(f"{name} {digest[:12]}" for name, digest in expected.items()))


def load() -> str:
    return " ".join(f"{one:.1f}" for one in os.getloadavg())


if __name__ == "__main__":
    main()
