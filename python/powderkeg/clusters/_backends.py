"""Who makes the parts of a study: Ray, Dask, or whatever has the interface of :mod:`concurrent.futures`."""

from __future__ import annotations

import concurrent.futures
import importlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from ..errors import UsageError
from ._task import Made, Order, make

if TYPE_CHECKING:
    import distributed

Backend: TypeAlias = 'Literal["threads", "ray", "dask"] | concurrent.futures.Executor | distributed.Client'
"""Who makes the runs of a study: ``"threads"`` of this process, the tasks of ``"ray"`` or ``"dask"``, a client of Dask,
or any executor of :mod:`concurrent.futures`."""

LOST = 5
"""How often a part is begun anew whose worker was lost, as Ray counts: a machine on the spot market may be taken away
several times, and a part that takes every worker down with it is not to go on for ever."""

LEAST = 16
"""Tasks that are in hand at least, so that a cluster that grows with what is waiting begins to grow."""


class Workers(Protocol):
    """Those who make parts. A task is whatever they call it."""

    def room(self) -> int:
        """How many tasks to have in hand now: more than can be at work, so that nobody waits for one."""
        ...

    def begin(self, first: int) -> Any:
        """Has the part made that begins with a run."""
        ...

    def over(self, tasks: list[Any], seconds: float) -> list[Any]:
        """Tasks that are over; waits so long for the first."""
        ...

    def result(self, task: Any) -> Made:
        """What became of one that is over; raises what it raised."""
        ...

    def cancel(self, tasks: list[Any]) -> None:
        """Stops tasks, and does not wait for them."""
        ...


Hired: TypeAlias = Callable[[Order], AbstractContextManager[Workers]]
"""Opens a backend for a study, once it is known what the study is of."""


def workers(backend: Backend) -> Hired:
    """Whoever is meant by a backend; nothing is begun yet.

    :raises UsageError: there is no such backend, or it is not installed.
    """
    if backend == "ray":
        return partial(_ray, _imported("ray", "Ray", "ray"))
    if backend == "dask":
        return partial(_dask, _imported("distributed", "Dask", "dask"))
    if isinstance(backend, str):
        raise UsageError(f'there is no backend {backend!r}: there are "threads", "ray" and "dask"')
    if hasattr(backend, "get_executor"):
        if getattr(backend, "asynchronous", False):
            raise UsageError("this client of Dask is asynchronous: give one that is not")
        if getattr(backend, "status", None) == "closed":
            raise UsageError("this client of Dask is closed: open another")
        return lambda order: nullcontext(_Dask(backend, order))
    if isinstance(backend, concurrent.futures.Executor):
        return lambda order: nullcontext(_Executor(backend, order))
    raise TypeError(
        f'backend must be "threads", "ray", "dask", an executor of concurrent.futures or a client of Dask, '
        f"not {backend!r}"
    )


def _imported(module: str, name: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise UsageError(f'{name} is not installed: pip install "powderkeg[{extra}]"') from None


@contextmanager
def _ray(ray: Any, order: Order) -> Iterator[Workers]:
    if not ray.is_initialized():
        # As Ray itself would: a cluster that RAY_ADDRESS names, or this machine.
        ray.init()
    yield _Ray(ray, order)


class _Ray:
    def __init__(self, ray: Any, order: Order) -> None:
        self._ray = ray
        self._order = ray.put(order)
        # What a task raises would be raised again; only workers that are lost are worth another.
        kind = ray.remote(num_cpus=1, max_retries=LOST, retry_exceptions=False)
        self._make = kind(make).options(name="powderkeg part")

    def room(self) -> int:
        # Asked each time: clusters grow and shrink.
        return _room(int(self._ray.cluster_resources().get("CPU", 0)))

    def begin(self, first: int) -> Any:
        return self._make.remote(self._order, first)

    def over(self, tasks: list[Any], seconds: float) -> list[Any]:
        over, _ = self._ray.wait(tasks, num_returns=1, timeout=seconds)
        return list(over)

    def result(self, task: Any) -> Made:
        try:
            made: Made = self._ray.get(task)
        except self._ray.exceptions.RayTaskError as error:
            raise error.cause from None
        return made

    def cancel(self, tasks: list[Any]) -> None:
        for task in tasks:
            self._ray.cancel(task)


@contextmanager
def _dask(distributed: Any, order: Order) -> Iterator[Workers]:
    try:
        client = distributed.get_client()
    except ValueError:
        # There is none. Our tasks let Python go on, so that threads are as good as processes, and begin at once.
        with distributed.Client(processes=False, dashboard_address=None, set_as_default=False) as client:
            yield _Dask(client, order)
    else:
        yield _Dask(client, order)


class _Dask:
    def __init__(self, client: Any, order: Order) -> None:
        self._client, self._order = client, order

    def room(self) -> int:
        return _room(sum(self._client.nthreads().values()))

    def begin(self, first: int) -> Any:
        # With the order in it: what is sent ahead is lost with the worker that keeps it.
        return self._client.submit(make, self._order, first, pure=False)

    def over(self, tasks: list[Any], seconds: float) -> list[Any]:
        until = time.monotonic() + seconds
        while not (over := [task for task in tasks if task.done()]) and time.monotonic() < until:
            time.sleep(0.01)
        return over

    def result(self, task: Any) -> Made:
        made: Made = task.result()
        return made

    def cancel(self, tasks: list[Any]) -> None:
        self._client.cancel(tasks)


class _Executor:
    def __init__(self, executor: concurrent.futures.Executor, order: Order) -> None:
        self._executor, self._order = executor, order

    def room(self) -> int:
        # No executor tells in public how many it has.
        return _room(getattr(self._executor, "_max_workers", None) or os.cpu_count() or 1)

    def begin(self, first: int) -> concurrent.futures.Future[Made]:
        return self._executor.submit(make, self._order, first)

    def over(self, tasks: list[Any], seconds: float) -> list[Any]:
        done, _ = concurrent.futures.wait(tasks, seconds, concurrent.futures.FIRST_COMPLETED)
        return list(done)

    def result(self, task: concurrent.futures.Future[Made]) -> Made:
        return task.result()

    def cancel(self, tasks: list[Any]) -> None:
        for task in tasks:
            task.cancel()


def _room(processors: int) -> int:
    return max(LEAST, 2 * processors)
