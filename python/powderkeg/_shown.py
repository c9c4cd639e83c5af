"""How answers look in notebooks."""

from __future__ import annotations

from typing import Any


class Shown:
    """What a notebook or IPython shows as its text, alone and in lists, instead of all its fields."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        # IPython looks class by class, and would find the dataclass's `__repr__` before a method it inherits.
        cls._repr_pretty_ = _as_text  # type: ignore[attr-defined]


def _as_text(found: object, printer: Any, cycle: bool) -> None:
    printer.text("…" if cycle else str(found))
