"""The types hold: of the package, of what Rust gives it, of these tests and of what users write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import powderkeg

PROJECT = Path(__file__).resolve().parents[1]


def python(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=PROJECT / "tests", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_finds_nothing() -> None:
    pytest.importorskip("mypy")
    python("mypy", "--config-file", str(PROJECT / "pyproject.toml"), "--strict", "-p", "powderkeg")
    python("mypy", "--config-file", str(PROJECT / "pyproject.toml"), "--strict", ".")


def test_ruff_finds_nothing() -> None:
    pytest.importorskip("ruff")
    python("ruff", "check", str(PROJECT))
    python("ruff", "format", "--check", str(PROJECT))


def test_the_stubs_are_those_of_the_library() -> None:
    pytest.importorskip("mypy")
    python("mypy.stubtest", "powderkeg._powderkeg", "--ignore-missing-stub")


def test_all_that_is_public_is_documented() -> None:
    public = [getattr(powderkeg, name) for name in powderkeg.__all__ if name != "__version__"]
    missing = [one.__name__ for one in public if not (one.__doc__ or "").strip()]
    for kind in public:
        if isinstance(kind, type):
            members = {name: member for name, member in vars(kind).items() if not name.startswith("_")}
            described = [name for name, one in members.items() if callable(one) or isinstance(one, property)]
            missing += [f"{kind.__name__}.{name}" for name in described if not getattr(kind, name).__doc__]
    assert not missing


def test_it_is_marked_as_typed() -> None:
    assert (Path(powderkeg.__file__).parent / "py.typed").is_file()
