"""What the Python package costs beside the command line: `python benches/package.py PROGRAM`, where it is installed.

Times are of the processor, of whole processes with all they start, in turn; so load disturbs them less.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import powderkeg

HERE = "import sys, powderkeg; powderkeg.study(powderkeg.Scenario.builtin(sys.argv[1]), int(sys.argv[2]), threads=1"


def children() -> float:
    """Processor time of all processes that were waited for, seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cost(command: list[str]) -> float:
    before = children()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return children() - before


def resident() -> float:
    """Memory that this process has now, MB."""
    text = Path("/proc/self/statm").read_text()
    return int(text.split()[1]) * resource.getpagesize() / 1e6


def beside_the_command(program: str, scenario: str, runs: int, rounds: int) -> None:
    sides: dict[str, Callable[[str], list[str]]] = {
        "the package with its rows in memory": lambda _: [HERE + ")"],
        "in a folder": lambda out: [HERE + f", out={out!r})"],
    }
    for name, code in sides.items():
        ratios, rates = [], []
        for turn in range(rounds):
            with tempfile.TemporaryDirectory() as room:
                asked = ["study", scenario, "-n", str(runs), "--threads", "1"]
                if name == "in a folder":
                    asked += ["--out", f"{room}/command"]
                pair = [
                    ("command", [program, *asked]),
                    ("package", [sys.executable, "-c", *code(f"{room}/package"), scenario, str(runs)]),
                ]
                costs = {who: cost(command) for who, command in (pair if turn % 2 else reversed(pair))}
            ratios.append(costs["package"] / costs["command"])
            rates.append(runs / costs["command"])
        print(
            f"study {scenario} -n {runs}, {name}: {statistics.median(ratios):.3f} times the command line's time "
            f"({min(ratios):.3f} to {max(ratios):.3f}), which makes {statistics.median(rates):.0f} runs a CPU-second"
        )


def a_million() -> None:
    scenario = powderkeg.Scenario.builtin("first-steps")
    before = resident()
    study = powderkeg.study(scenario, 1_000_000)
    print(f"1,000,000 runs of first-steps in memory: {resident() - before:.0f} MB more")
    takers: dict[str, Callable[[], object]] = {}
    import pyarrow

    takers["pyarrow.table"] = lambda: pyarrow.table(study)
    try:
        import polars

        takers["polars.DataFrame"] = lambda: polars.DataFrame(study)
    except ImportError:
        pass
    for name, take in takers.items():
        times = []
        for _ in range(7):
            began = time.perf_counter()
            taken = take()
            times.append(time.perf_counter() - began)
            del taken
        print(f"  {name}: {min(times) * 1e3:.1f} ms (median {statistics.median(times) * 1e3:.1f})")


def a_million_in_a_folder() -> None:
    scenario = powderkeg.Scenario.builtin("first-steps")
    with tempfile.TemporaryDirectory() as room:
        before = resident()
        study = powderkeg.study(scenario, 1_000_000, out=f"{room}/study")
        after = resident()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(f"1,000,000 runs of first-steps in a folder: {after - before:.0f} MB more, {peak:.0f} MB at most")
        read = study.rows.select(["run", "result", "outcome.dug"]).to_arrow()
        print(f"  three columns read: {len(read):,} rows, {resident() - before:.0f} MB more than at first")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("program", help="the command line, as target/release/powderkeg")
    parser.add_argument("--runs", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    a_million_in_a_folder()
    a_million()
    # A run of first-steps takes an eighth; what a process costs to start is not to be seen in either.
    for scenario, times in (("baikonur-2015", 1), ("first-steps", 10)):
        beside_the_command(given.program, scenario, given.runs * times, given.rounds)


if __name__ == "__main__":
    main()
