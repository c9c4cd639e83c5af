"""A study whose parts others make, or whose files lie elsewhere."""

from __future__ import annotations

from collections import deque
from typing import Any

from .. import _powderkeg
from .._arguments import Asked
from ..errors import ClusterError, PowderkegError, UsageError
from ..progress import Told
from ._backends import Backend, Hired, Workers, workers
from ._stores import Remote, Room, Store, located
from ._task import Made

LOOK = 0.1
"""Seconds after which whoever watches is told again."""


def study(
    scenario: _powderkeg.Scenario,
    changes: dict[str, list[str]],
    asked: Asked,
    backend: Backend,
    told: Told | None,
) -> tuple[_powderkeg.Study, str | None]:
    """Makes a study, or goes on with one; its URL, if it has one.

    :raises ClusterError: workers were lost again and again, or are not able to make runs.
    """
    if backend != "threads" and asked["threads"]:
        raise UsageError('threads= is for backend="threads": a task has one, and the cluster says how many there are')
    out, is_url = (None, False) if asked["out"] is None else located(asked["out"])
    if backend == "threads" and not is_url:
        return _powderkeg.study(scenario, changes, {**asked, "out": out}, told), None
    hired = None if backend == "threads" else workers(backend)
    if out is None or is_url:
        room = Room()
        store = Remote(out, room) if out is not None else Store()
        made = _make(scenario, changes, {**asked, "out": None}, hired, told, store, room)
        return made, out
    return _make(scenario, changes, {**asked, "out": out}, hired, told, Store(), None), None


def load(path: str) -> tuple[_powderkeg.Study, str | None]:
    """Reads a study that was saved; its URL, if it has one."""
    path, is_url = located(path)
    if not is_url:
        return _powderkeg.open_study(path), None
    room = Room()
    store = Remote(path, room)
    try:
        with store.named():
            store.load()
            return _powderkeg.open_study(room.path, room), path
    finally:
        store.stop()


def _make(
    scenario: _powderkeg.Scenario,
    changes: dict[str, list[str]],
    asked: Asked,
    hired: Hired | None,
    told: Told | None,
    store: Store,
    room: Room | None,
) -> _powderkeg.Study:
    with store.named():
        try:
            store.begin()
            parts = _powderkeg.parts(scenario, changes, asked, None if room is None else room.path)
            try:
                store.fetch(parts)
                if hired is None:
                    _make_here(parts, asked["threads"], store, told)
                else:
                    _make_there(parts, hired, store, told)
                made = parts.finish(room)
                store.finish()
            finally:
                # Whoever keeps the exception keeps all that is named here, and the folder would stay locked.
                parts.close()
        finally:
            store.stop()
    return made


def _make_here(parts: _powderkeg.Parts, threads: int, store: Store, told: Told | None) -> None:
    missing = parts.missing()
    made = len(parts) - sum(runs for _, runs in missing)
    for first, runs in missing:
        parts.make(first, threads, made, told)
        store.keep(parts, first)
        made += runs


def _make_there(parts: _powderkeg.Parts, hired: Hired, store: Store, told: Told | None) -> None:
    missing = deque(parts.missing())
    made = len(parts) - sum(runs for _, runs in missing)
    order = (_powderkeg.__version__, *parts.order())
    with hired(order) as those:
        tasks: dict[Any, tuple[int, int]] = {}
        try:
            while missing or tasks:
                if told is not None:
                    told(made, len(parts))
                while missing and len(tasks) < those.room():
                    part = missing.popleft()
                    tasks[_asked(those, part)] = part
                for task in those.over(list(tasks), LOOK):
                    first, runs = tasks.pop(task)
                    parts.add(first, *_made(those, task, (first, runs)))
                    store.keep(parts, first)
                    made += runs
        finally:
            those.cancel(list(tasks))
    if told is not None:
        told(made, len(parts))


def _asked(those: Workers, part: tuple[int, int]) -> Any:
    try:
        return those.begin(part[0])
    except Exception as error:
        raise _failed(error, part) from error


def _made(those: Workers, task: Any, part: tuple[int, int]) -> Made:
    try:
        return those.result(task)
    except PowderkegError:
        raise
    except Exception as error:
        raise _failed(error, part) from error


def _failed(error: Exception, part: tuple[int, int]) -> ClusterError:
    first, runs = part
    reason = " ".join(str(error).split()) or "no reason given"
    return ClusterError(
        f"runs {first} to {first + runs - 1} could not be made: {type(error).__name__}: {reason}\n"
        f"Every worker must have powderkeg {_powderkeg.__version__} and memory for a part (chunk= makes them smaller). "
        f"Parts that are saved stay: the same call goes on with them."
    )
