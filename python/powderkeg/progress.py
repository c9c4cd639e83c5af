"""How far long work is: a bar in notebooks and terminals, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

Told: TypeAlias = Callable[[int, int], object]
"""Called with the runs that are made, and how many there will be: some twenty times a second."""

Progress: TypeAlias = "bool | Told | None"
"""``None``: a bar where somebody looks; ``True`` or ``False``: always or never; or whatever is called."""


@contextmanager
def watching(progress: Progress) -> Iterator[Told | None]:
    """Whoever is to be told, for as long as the work goes on."""
    if callable(progress):
        yield progress
    elif progress or (progress is None and _is_looked_at()):
        bar = _bar()
        try:
            yield bar
        finally:
            bar.close()
    else:
        yield None


def _is_looked_at() -> bool:
    return _is_notebook() or (sys.stderr is not None and sys.stderr.isatty())


def _is_notebook() -> bool:
    shell = sys.modules.get("IPython")
    found = shell.get_ipython() if shell is not None else None
    return any(kind.__name__ == "ZMQInteractiveShell" for kind in type(found).__mro__)


def _bar() -> _Display | _Tqdm | _Line:
    if _is_notebook():
        return _Display()
    return _Line() if (tqdm := _tqdm()) is None else _Tqdm(tqdm)


def _tqdm() -> Any:
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    return tqdm


class _Tqdm:
    """A bar of the package `tqdm`."""

    def __init__(self, tqdm: Any) -> None:
        self._bar = tqdm(unit=" runs", leave=False, disable=False)

    def __call__(self, made: int, of: int) -> None:
        if self._bar.total != of:
            self._bar.reset(total=of)
        self._bar.update(made - self._bar.n)

    def close(self) -> None:
        self._bar.close()


class _Pace:
    """How fast it goes, in words, and not too often."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._told = 0.0

    def words(self, made: int, of: int) -> str | None:
        """``None`` where nothing is to be said yet."""
        now = time.monotonic()
        if of == 0 or now - self._told < 0.2:
            return None
        self._told = now
        rate = made / max(now - self._began, 1e-9)
        left = f", {(of - made) / rate:.0f} s left" if rate > 0 else ""
        return f"{made:,} of {of:,} runs, {rate:,.0f} a second{left}"


class _Display:
    """A bar below a notebook's cell. It needs no widgets, and leaves nothing in the saved notebook but an empty output:
    `tqdm` would leave a widget that no later reader can see, or its line a hundred times."""

    def __init__(self) -> None:
        from IPython import display

        self._pace = _Pace()
        show: Any = display.display
        self._shown = show({"text/plain": ""}, raw=True, display_id=True)

    def __call__(self, made: int, of: int) -> None:
        words = self._pace.words(made, of)
        if words is not None:
            bar = f'<progress value="{made}" max="{of}" aria-label="progress"></progress> {words}'
            self._shown.update({"text/plain": words, "text/html": bar}, raw=True)

    def close(self) -> None:
        self._shown.update({"text/plain": ""}, raw=True)


class _Line:
    """One line on standard error, written over itself."""

    def __init__(self) -> None:
        self._pace = _Pace()
        self._width = 0

    def __call__(self, made: int, of: int) -> None:
        words = self._pace.words(made, of)
        if words is not None:
            self._write(words)

    def close(self) -> None:
        self._write("")
        sys.stderr.write("\r")
        sys.stderr.flush()

    def _write(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)
