"""Where a study's files lie: in a folder, or at a URL of whatever fsspec can reach."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import urllib.parse
import urllib.request
import weakref
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from .. import _powderkeg
from ..errors import FileError, PowderkegError, UsageError

AT_ONCE = 4
"""Parts that are sent or fetched at the same time."""


class Room:
    """A temporary folder. It goes when nobody holds it any more, at the latest with the process."""

    def __init__(self) -> None:
        self.path = tempfile.mkdtemp(prefix="powderkeg-")
        weakref.finalize(self, _remove, self.path, os.getpid())


def _remove(path: str, owner: int) -> None:
    # A process that was forked has a copy of what is its parent's.
    if os.getpid() == owner:
        shutil.rmtree(path, ignore_errors=True)


def located(out: str) -> tuple[str, bool]:
    """A path or URL; whether it is a URL, and not of a folder on this machine.

    :raises UsageError: it is a URL that names no folder, or one of another machine's.
    """
    kind, is_url, below = out.partition("://")
    if not is_url:
        if re.match(r"[a-z][a-z0-9+.-]+:/", out):
            raise UsageError(f"{out!r} was a URL, of which a Path has taken a slash: give it as text")
        return out, False
    if not below.strip("/") and kind != "file":
        raise UsageError(f"{out} names no folder: write {kind}://… down to the study's own")
    if kind != "file":
        return out.rstrip("/"), True
    parts = urllib.parse.urlsplit(out)
    if parts.netloc not in ("", "localhost") or not parts.path:
        raise UsageError(f"{out} is no folder on this machine: write file:///path/of/it")
    return urllib.request.url2pathname(parts.path), False


class Store:
    """Where a study's parts go once they are saved: nowhere else, for one in a folder."""

    def named(self) -> AbstractContextManager[None]:
        """What is said inside names the place as its user does."""
        return nullcontext()

    def begin(self) -> None:
        """Before the study's folder is opened."""

    def fetch(self, parts: _powderkeg.Parts) -> None:
        """Once it is open: brings what was made before."""

    def keep(self, parts: _powderkeg.Parts, first: int) -> None:
        """A part is saved in the folder."""

    def finish(self) -> None:
        """The study is whole."""

    def stop(self) -> None:
        """Nothing more will come."""


class Remote(Store):
    """A study at a URL, which is made in a temporary folder: there it has the same files by the same names."""

    def __init__(self, url: str, room: Room) -> None:
        self.url, self._room = url, Path(room.path)
        self._fs, self._root = _opened(url)
        self._uploads: deque[Future[None]] = deque()
        self._pool = ThreadPoolExecutor(AT_ONCE, "powderkeg-upload")
        self._is_whole = False

    def begin(self) -> None:
        with asking("look into", self.url):
            names = self._names(self._root)
        self._is_whole = _powderkeg.WHOLE[-1] in names
        for name in names:
            if name == _powderkeg.WHOLE[0]:
                self._get(name)
            elif name not in (*_powderkeg.WHOLE, "parts"):
                # The engine refuses a folder that holds what no study wrote: by its name, whatever it is.
                (self._room / name).touch()

    def fetch(self, parts: _powderkeg.Parts) -> None:
        if self._is_whole:
            for name in _powderkeg.WHOLE[1:]:
                self._get(name)
            return
        self._make_folder()
        self._put(_powderkeg.WHOLE[0])
        with asking("look into", self.url):
            there = set(self._names(f"{self._root}/parts"))
        saved = ((first, parts.names(first)) for first, _ in parts.missing())
        found = [(first, names) for first, names in saved if all(name.rsplit("/", 1)[-1] in there for name in names)]
        # Some at a time: those that are read and not yet in the folder are in memory.
        for start in range(0, len(found), 2 * AT_ONCE):
            some = found[start : start + 2 * AT_ONCE]
            for (first, _), files in zip(some, self._pool.map(self._read, some), strict=True):
                # Some stores show a file before all of it is there: what a stop left of one is made again.
                with suppress(FileError):
                    parts.add(first, *files)

    def keep(self, parts: _powderkeg.Parts, first: int) -> None:
        self._uploads.append(self._pool.submit(self._put, *parts.names(first)))
        while len(self._uploads) > 2 * AT_ONCE:
            self._uploads.popleft().result()

    def finish(self) -> None:
        if self._is_whole:
            return
        while self._uploads:
            self._uploads.popleft().result()
        self._put(*_powderkeg.WHOLE[1:])
        with asking("remove the parts of", self.url):
            self._fs.rm(f"{self._root}/parts", recursive=True)

    def stop(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def load(self) -> None:
        """Brings the files of a study that is whole, as far as they are there."""
        with asking("look into", self.url):
            names = self._names(self._root)
        for name in _powderkeg.WHOLE:
            if name in names:
                self._get(name)

    @contextmanager
    def named(self) -> Iterator[None]:
        """What is said of the temporary folder is said of the URL."""
        try:
            yield
        except PowderkegError as error:
            told = str(error).replace(str(self._room), self.url)
            raise type(error)(told, error.diagnostics) from None

    def _names(self, path: str) -> list[str]:
        # Else some file systems tell what they remember.
        self._fs.invalidate_cache(path)
        try:
            found = self._fs.ls(path, detail=False)
        except FileNotFoundError:
            return []
        if [name.rstrip("/") for name in found] == [path.rstrip("/")] and self._fs.isfile(path):
            raise FileError(f"{self.url} is a file, and no folder of a study: name another URL")
        # Some list the folder itself.
        names = (name.rstrip("/") for name in found if name.rstrip("/") != path.rstrip("/"))
        return sorted(name.rsplit("/", 1)[-1] for name in names)

    def _make_folder(self) -> None:
        # An object store has no folders, and would make a bucket that nobody asked for.
        if not self._fs.async_impl:
            with asking("write to", self.url):
                self._fs.makedirs(f"{self._root}/parts", exist_ok=True)

    def _read(self, part: tuple[int, list[str]]) -> list[bytes]:
        with asking("read", f"the part of run {part[0]} in {self.url}"):
            return [self._fs.cat_file(f"{self._root}/{name}") for name in part[1]]

    def _get(self, name: str) -> None:
        with asking("read", f"{self.url}/{name}"):
            self._fs.get_file(f"{self._root}/{name}", str(self._room / name))

    def _put(self, *names: str) -> None:
        for name in names:
            with asking("write", f"{self.url}/{name}"):
                self._fs.put_file(str(self._room / name), f"{self._root}/{name}")


@contextmanager
def asking(doing: str, url: str) -> Iterator[None]:
    """Whatever a file system says is a :class:`FileError`: each has exceptions of its own."""
    try:
        yield
    except PowderkegError:
        raise
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        help = "see that it is there, and that you may write there; what is saved stays, and the same call goes on"
        raise FileError(f"cannot {doing} {url}: {reason}\n{help}") from error


def _opened(url: str) -> tuple[Any, str]:
    """A file system of fsspec, and the path in it."""
    try:
        import fsspec
    except ImportError:
        raise UsageError(f'{url} takes fsspec: pip install "powderkeg[cloud]"') from None
    try:
        fs, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url} cannot be opened: {error}") from error
    except Exception as error:
        raise FileError(f"{url} cannot be opened: {error}") from error
    return fs, path.rstrip("/")
