"""Scenarios: folders of text, and what is changed about them."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import _arguments, _powderkeg
from ._arguments import Settings, Texts
from .errors import Diagnostic
from .parameters import Parameter


@dataclass(frozen=True)
class Changes:
    """What is different about a scenario's runs.

    ``set``: other values from the start, as ``{"workforce.crews.pay_ratio": 0.9}`` or texts ``"PATH=VALUE"``; a value
    may be a distribution, ``{"uniform": [0.3, 0.5]}``. ``forbid``: options that their party never takes, as
    ``"usa.raid_the_cosmodrome"``. ``do``: options that are taken whatever their party decides, as
    ``"2015-04-01 usa.offer"``.
    """

    set: Settings = ()
    forbid: Texts = ()
    do: Texts = ()

    def __post_init__(self) -> None:
        # Here, where it is written, and not where it is used.
        self._texts()

    @classmethod
    def _of(cls, texts: Mapping[str, Sequence[str]]) -> Changes:
        return cls(tuple(texts["set"]), tuple(texts["forbid"]), tuple(texts["do"]))

    def __str__(self) -> str:
        return ", ".join(f"{what} {one}" for what, texts in self._texts().items() for one in texts)

    def _texts(self) -> dict[str, list[str]]:
        return {
            "set": _arguments.settings(self.set),
            "forbid": _arguments.texts("forbid", self.forbid),
            "do": _arguments.texts("do", self.do),
        }


class Scenario:
    """A scenario: where its files are. They are read whenever it is used, so what is mended counts at once.

    It pickles as its folder or name, not as its text.
    """

    __slots__ = ("_about", "_parameters", "_raw")
    _raw: _powderkeg.Scenario
    _about: dict[str, Any] | None
    _parameters: dict[str, Parameter] | None

    def __init__(self) -> None:
        raise TypeError('use Scenario.load("folder") or Scenario.builtin("baikonur-2015")')

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Scenario:
        """The scenario in a folder (or that of a ``scenario.toml``).

        Its text may have mistakes: :meth:`check` lists them.

        :raises UsageError: there is no such scenario; it says which may be meant.
        """
        return cls._of(_powderkeg.Scenario.load(_arguments.path("path", path)))

    @classmethod
    def builtin(cls, name: str) -> Scenario:
        """One of the scenarios in the package: :func:`Scenario.names` lists them.

        :raises UsageError: there is none of that name.
        """
        return cls._of(_powderkeg.Scenario.builtin(_arguments.text("name", name)))

    @staticmethod
    def names() -> list[str]:
        """Names of the scenarios in the package, sorted."""
        return _powderkeg.builtin_names()

    @classmethod
    def _of(cls, raw: _powderkeg.Scenario) -> Scenario:
        made = object.__new__(cls)
        made._raw = raw
        made._about = None
        made._parameters = None
        return made

    def check(self) -> list[Diagnostic]:
        """Mistakes, warnings and advice, with file, line, column and help; empty if there is nothing to say."""
        return [Diagnostic._of(found) for found in self._raw.check()]

    @property
    def name(self) -> str:
        """What it was called."""
        return self._raw.name

    @property
    def folder(self) -> str | None:
        """Its folder; ``None`` for one in the package."""
        folder = self._raw.folder
        return None if folder is None else os.fspath(folder)

    @property
    def title(self) -> str:
        """Its title.

        :raises ScenarioError: it has mistakes. So do the following.
        """
        return str(self._read()["title"])

    @property
    def hash(self) -> str:
        """A hash of its text: same hash, same scenario."""
        return str(self._read()["hash"])

    @property
    def starts(self) -> datetime.date:
        """Its first day."""
        return datetime.date(*self._read()["starts"])

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return int(self._read()["days"])

    @property
    def results(self) -> list[str]:
        """How it can end, in the order of its rules."""
        return list(self._read()["results"])

    @property
    def facts(self) -> list[str]:
        """Facts of the record, which studies look for."""
        return list(self._read()["facts"])

    @property
    def outcomes(self) -> dict[str, str]:
        """Outcomes with their units; ``1`` is a ratio."""
        return dict(self._read()["outcomes"])

    @property
    def uncertain(self) -> dict[str, str]:
        """Paths of its uncertain numbers with their units."""
        return dict(self._read()["uncertain"])

    @property
    def parameters(self) -> dict[str, Parameter]:
        """All its numbers by their paths: what is known of each, and who says so."""
        if self._parameters is None:
            self._parameters = {row["path"]: Parameter._of(row) for row in self._raw.parameters()}
        return dict(self._parameters)

    def to_ema_model(self, **how: Any) -> Any:
        """A model of the EMA Workbench: :func:`powderkeg.connect.ema.to_ema_model` says what can be asked for."""
        from .connect.ema import to_ema_model

        return to_ema_model(self, **how)

    def _read(self) -> dict[str, Any]:
        if self._about is None:
            self._about = self._raw.about()
        return self._about

    def _place(self) -> tuple[str | None, str]:
        return self.folder, "" if self.folder else self.name

    def __repr__(self) -> str:
        made = "builtin" if self.folder is None else "load"
        return f"Scenario.{made}({self.folder or self.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self._place() == other._place()

    def __hash__(self) -> int:
        return hash(self._place())

    def __reduce__(self) -> tuple[Any, ...]:
        if self.folder is None:
            return Scenario.builtin, (self.name,)
        return Scenario.load, (self.folder,)


def _scenario(given: Scenario) -> Scenario:
    if not isinstance(given, Scenario):
        raise TypeError(
            f'scenario must be a powderkeg.Scenario, not {given!r}: Scenario.builtin("baikonur-2015") is one'
        )
    return given
