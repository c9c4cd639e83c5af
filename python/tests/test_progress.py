"""Progress is shown where somebody looks, and nowhere else."""

from __future__ import annotations

import io
import sys
import types

import pytest

import powderkeg
from powderkeg import Scenario, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_is_silent_where_nobody_looks(small: Scenario, capfd: pytest.CaptureFixture[str]) -> None:
    powderkeg.study(small, 300)
    powderkeg.study(small, 300, progress=False)
    assert capfd.readouterr() == ("", "")


def test_a_terminal_gets_a_line(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    powderkeg.study(small, 300)
    lines = terminal.getvalue().split("\r")
    assert any(" of 300 runs, " in line for line in lines)
    # The line is taken away in the end.
    assert lines[-2].strip() == "" and lines[-1] == ""


def test_tqdm_is_used_where_it_is_installed(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, int]] = []

    class Bar:
        total, n = None, 0

        def __init__(self, **options: object) -> None:
            assert options["unit"] == " runs"

        def reset(self, total: int) -> None:
            self.total, self.n = total, 0

        def update(self, more: int) -> None:
            self.n += more
            seen.append(("update", self.n))

        def close(self) -> None:
            seen.append(("close", self.n))

    module = types.ModuleType("tqdm.auto")
    module.tqdm = Bar  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tqdm", types.ModuleType("tqdm"))
    monkeypatch.setitem(sys.modules, "tqdm.auto", module)
    powderkeg.study(small, 300, progress=True)
    assert seen[-2:] == [("update", 300), ("close", 300)]


def test_a_notebook_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = type("ZMQInteractiveShell", (), {})()
    module = types.ModuleType("IPython")
    module.get_ipython = lambda: shell  # type: ignore[attr-defined]
    assert not progress._is_notebook()
    monkeypatch.setitem(sys.modules, "IPython", module)
    assert progress._is_notebook()
