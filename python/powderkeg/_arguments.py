"""Arguments as the engine takes them, or an exception that says what they should be."""

from __future__ import annotations

import math
import operator
import os
from array import array
from collections.abc import Iterable, Mapping
from typing import SupportsIndex, TypeAlias, TypedDict

from .errors import UsageError
from .progress import Told

Value: TypeAlias = "bool | int | float | str | list[Value] | tuple[Value, ...] | Mapping[str, Value]"
"""What a scenario's number, text, list or table can be set to."""

Texts: TypeAlias = "str | Iterable[str]"
Settings: TypeAlias = "Texts | Mapping[str, Value]"


class Asked(TypedDict):
    """How a study is made."""

    runs: int
    seed: int
    threads: int
    shard: str
    chunk: int
    out: str | None


class Luck(TypedDict):
    """Which runs, on how many threads, and who is told."""

    runs: int
    seed: int
    threads: int
    told: Told | None


class At(TypedDict):
    """Where trials are run, with which luck, on how many threads, and who is told."""

    values: array[float] | None
    seeds: list[int]
    runs: int
    threads: int
    told: Told | None


MOST_RUNS = 1_000_000_000
MOST_SEED = 2**63 - 1
DEEPEST = 32
"""Tables in tables that a value may have."""


def whole(name: str, value: SupportsIndex, least: int, most: int) -> int:
    """A whole number in a range."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, not {value!r}") from None
    if not least <= number <= most:
        raise UsageError(f"{name}={number} cannot be: it is a whole number from {least} to {most}")
    return number


def seed(value: SupportsIndex) -> int:
    return whole("seed", value, 0, MOST_SEED)


def runs(value: SupportsIndex) -> int:
    return whole("runs", value, 1, MOST_RUNS)


def threads(value: SupportsIndex) -> int:
    return whole("threads", value, 0, 1_024)


def text(name: str, given: str) -> str:
    """A text that can be written."""
    if not isinstance(given, str):
        raise TypeError(f"{name} must be a text, not {given!r}")
    try:
        given.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{name}={given!r} is no text that can be written: it has a lone surrogate") from None
    return given


def texts(name: str, given: Texts) -> list[str]:
    """One text, or several."""
    if isinstance(given, str):
        return [text(name, given)]
    if not isinstance(given, Iterable):
        raise TypeError(f"{name} must be a text or several, not {given!r}")
    found = list(given)
    for one in found:
        if not isinstance(one, str):
            raise TypeError(f"{name} must be a text or several, not {one!r}")
    return [text(name, one) for one in found]


def settings(given: Settings) -> list[str]:
    """``{"path": value}`` or texts ``PATH=VALUE``."""
    if isinstance(given, Mapping):
        return texts("set", [f"{path}={_toml(path, value)}" for path, value in given.items()])
    if not isinstance(given, Iterable):
        raise TypeError(f'set must be as {{"path": value}}, or a text or several, not {given!r}')
    return texts("set", given)


def path(name: str, given: str | os.PathLike[str]) -> str:
    """A path as text."""
    found = os.fspath(given) if isinstance(given, (str, bytes, os.PathLike)) else None
    if not isinstance(found, str):
        raise TypeError(f"{name} must be a path as text, not {given!r}")
    text(name, found)
    if not found or "\0" in found:
        raise UsageError(f"{name}={found!r} is no path")
    return found


def _toml(path: str, value: Value, depth: int = DEEPEST) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if depth == 0:
        raise UsageError(f"{path} cannot be set: it is a table in a table, {DEEPEST} deep")
    if isinstance(value, Mapping):
        rows = (f"{_quoted(str(name))} = {_toml(path, one, depth - 1)}" for name, one in value.items())
        return "{ " + ", ".join(rows) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(path, one, depth - 1) for one in value) + "]"
    if hasattr(value, "tolist"):
        # Numbers and arrays of NumPy.
        return _toml(path, value.tolist(), depth - 1)
    if hasattr(value, "__index__"):
        return str(operator.index(value))
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise TypeError(f"{path} cannot be set to {value!r}: give a number, text, list or table") from None
    if not math.isfinite(number):
        raise UsageError(f"{path} cannot be set to {number}: give a finite number")
    return repr(number)


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escapes = {'"': '\\"', "\\": "\\\\"}
    letters = (escapes.get(one) or (f"\\u{ord(one):04X}" if ord(one) < 32 or ord(one) == 127 else one) for one in text)
    return '"' + "".join(letters) + '"'
