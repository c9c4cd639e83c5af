"""Runs the yardstick in powderkeg and in its three peers: do they agree, and how fast is each?

Each round runs all four in turn, each in a process of its own, so that whatever else the machine does falls on all of
them. What counts is processor time, user and system. Of the peers that of their runs alone; of powderkeg that of its
whole process, with the scenario read and the summary printed.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from math import inf, sqrt
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
import numpy.typing as npt

import spec

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
POWDERKEG = "powderkeg"
PEERS = {"vectorised": "NumPy across runs", "plain": "plain Python", "workbench": "EMA Workbench"}
#: Two-sided 99.9 %.
MOST_Z = 3.29


@dataclass(slots=True)
class Moments:
    """Count, mean and sum of squared deviations of an outcome over runs."""

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def add(self, n: int, mean: float, variance: float) -> None:
        """Adds runs of which only this is known (Chan, Golub and LeVeque 1979)."""
        total = self.n + n
        apart = mean - self.mean
        self.squares += variance * (n - 1) + apart**2 * self.n * n / total
        self.mean += apart * n / total
        self.n = total

    def error(self) -> float:
        """Standard error of the mean."""
        return sqrt(self.squares / (self.n - 1) / self.n) if self.n > 1 else inf


@dataclass(slots=True)
class Measured:
    """One implementation's runs of all rounds."""

    rates: list[float] = field(default_factory=list)
    outcomes: dict[str, Moments] = field(default_factory=lambda: {name: Moments() for name in spec.OUTCOMES})


def collected(name: str, n: int, seed: int) -> dict[str, npt.NDArray[np.float64]]:
    """A peer's `n` runs. Imported here, so that each process has only what its peer needs."""
    if name == "plain":
        import plain

        done = list(plain.runs(n, seed))
        return {outcome: np.array([getattr(row, outcome) for row in done]) for outcome in spec.OUTCOMES}
    if name == "vectorised":
        import vectorised

        batches = list(vectorised.runs(n, seed))
        return {outcome: np.concatenate([batch[outcome] for batch in batches]) for outcome in spec.OUTCOMES}
    import workbench

    return workbench.runs(n, seed)


def warm_up(name: str) -> None:
    """Imports what a peer needs and runs it once, before the clock starts."""
    collected(name, 2, 0)


def measure_peer(name: str, n: int, seed: int) -> None:
    """What the process of one peer does: its rate and its outcomes' means and variances, as JSON."""
    warm_up(name)
    began = process_time()
    outcomes = collected(name, n, seed)
    seconds = process_time() - began
    moments = {outcome: (float(values.mean()), float(values.var(ddof=1))) for outcome, values in outcomes.items()}
    print(json.dumps({"seconds": seconds, "outcomes": moments}))


def run_peer(name: str, n: int, seed: int, into: Measured) -> None:
    """One round of one peer."""
    command = [sys.executable, __file__, "--peer", name, "--runs", str(n), "--seed", str(seed)]
    # One thread, as all have.
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    told = json.loads(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)
    into.rates.append(n / told["seconds"])
    for outcome, (mean, variance) in told["outcomes"].items():
        into.outcomes[outcome].add(n, mean, variance)


def run_powderkeg(binary: Path, n: int, seed: int, into: Measured) -> None:
    """One round of powderkeg."""
    command = [str(binary), "study", str(ROOT / "scenarios" / "yardstick"), "-n", str(n), "--seed", str(seed)]
    process = subprocess.Popen([*command, "--threads", "1", "--json"], stdout=subprocess.PIPE)
    assert process.stdout is not None
    told = json.loads(process.stdout.read())
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{binary} failed")
    into.rates.append(n / (used.ru_utime + used.ru_stime))
    for outcome, moments in into.outcomes.items():
        row = told["outcomes"][outcome]
        moments.add(n, row["mean"], row["standard_error"] ** 2 * n)


def compare(binary: Path, n: int, rounds: int, seed: int) -> dict[str, Measured]:
    """All rounds of all four."""
    measured = {name: Measured() for name in (POWDERKEG, *PEERS)}
    for number in range(rounds):
        first = seed + number * n
        run_powderkeg(binary, n, first, measured[POWDERKEG])
        for name in PEERS:
            run_peer(name, n, first, measured[name])
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    return measured


def print_outcomes(measured: dict[str, Measured]) -> bool:
    """Every outcome's mean of all four, and how far each peer's is from powderkeg's. Whether all agree."""
    ours = measured[POWDERKEG].outcomes
    n = next(iter(ours.values())).n
    print(f"\nMeans of {n} runs; in brackets the distance from powderkeg's in standard errors\n")
    print(f"{'':19}{POWDERKEG:>12}" + "".join(f"{title:>24}" for title in PEERS.values()))
    worst = 0.0
    for outcome in spec.OUTCOMES:
        line = f"{outcome:19}{ours[outcome].mean:12.4f}"
        for name in PEERS:
            theirs = measured[name].outcomes[outcome]
            z = (theirs.mean - ours[outcome].mean) / sqrt(theirs.error() ** 2 + ours[outcome].error() ** 2)
            worst = max(worst, abs(z))
            line += f"{theirs.mean:16.4f} ({z:+.2f})".rjust(24)
        print(line)
    agree = worst <= MOST_Z
    verdict = "all agree" if agree else "they do not agree"
    print(f"\nThe largest distance is {worst:.2f}, of {MOST_Z} allowed (99.9 % for each): {verdict}.")
    return agree


def print_rates(measured: dict[str, Measured]) -> None:
    """Rates and ratios, the fastest peer first."""
    ours = measured[POWDERKEG].rates
    print("\nRuns a CPU-second, one thread: median of the rounds, and the least and greatest")
    print("Powderkeg's with a log and the causes of every record; the others record none\n")
    rows: list[tuple[str, str]] = [(POWDERKEG, POWDERKEG), *PEERS.items()]
    for name, title in rows:
        rates = measured[name].rates
        ratio = median(mine / theirs for mine, theirs in zip(ours, rates, strict=True))
        line = f"{title:20}{median(rates):9.0f}  ({min(rates):.0f} to {max(rates):.0f})"
        print(line if name == POWDERKEG else f"{line:50}powderkeg is {ratio:.2f} times as fast")


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", "-n", type=int, default=2000, help="runs of each implementation in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--powderkeg", type=Path, default=ROOT / "target" / "release" / "powderkeg")
    parser.add_argument("--peer", choices=list(PEERS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.runs < 2 or asked.rounds < 1:
        parser.error("a spread needs at least 2 runs and 1 round")
    if asked.peer:
        measure_peer(asked.peer, asked.runs, asked.seed)
        return
    if not asked.powderkeg.is_file():
        parser.error(f"{asked.powderkeg} is not there: `cargo build --release` makes it, --powderkeg says where it is")
    measured = compare(asked.powderkeg, asked.runs, asked.rounds, asked.seed)
    print_rates(measured)
    if not print_outcomes(measured):
        sys.exit(1)


if __name__ == "__main__":
    main()
