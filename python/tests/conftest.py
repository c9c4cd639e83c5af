"""What the tests share."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import powderkeg

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def pytest_configure() -> None:
    # What a shell runs in the background ignores interrupts, and so do its children: then none would arrive here.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def baikonur() -> powderkeg.Scenario:
    return powderkeg.Scenario.builtin("baikonur-2015")


@pytest.fixture(scope="session")
def small() -> powderkeg.Scenario:
    """The scenario whose runs take least."""
    return powderkeg.Scenario.builtin("first-steps")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scenario of one's own."""
    made = tmp_path / "mine"
    shutil.copytree(SCENARIOS / "first-steps", made)
    return made


@pytest.fixture
def broken(folder: Path) -> Path:
    """One with a mistake in its last line."""
    text = (folder / "scenario.toml").read_text()
    (folder / "scenario.toml").write_text(text + "\n[[resullt]]\n")
    return folder


@pytest.fixture(scope="session")
def command() -> Callable[..., str]:
    """The command line, to hold the package against."""
    program = os.environ.get("POWDERKEG")
    if program is None:
        pytest.skip("POWDERKEG does not say where the command line is")

    def call(*arguments: object) -> str:
        done = subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, text=True)
        return done.stdout

    return call


@pytest.fixture(scope="session")
def ray() -> Iterator[Any]:
    """Ray on this machine, with two workers. They take long to start, so that all tests share them."""
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ray = pytest.importorskip("ray")
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    yield ray
    ray.shutdown()
