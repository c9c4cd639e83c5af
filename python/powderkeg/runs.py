"""One run: what happened, and why."""

from __future__ import annotations

import datetime
import os
import shutil
from dataclasses import dataclass
from typing import Any, Literal, SupportsIndex

from . import _arguments, _powderkeg
from ._arguments import Settings, Texts
from ._shown import Shown, infobox_html
from .errors import ScenarioError
from .scenario import Changes, Scenario, _scenario
from .table import Table


@dataclass(frozen=True)
class Cause(Shown):
    """A cause of a record."""

    type: str
    """``event``; ``given``: a place in the scenario; ``chance``: a draw; ``order``: an order from outside."""
    text: str
    """It in words."""
    number: int | None
    """Of an event: its number in the log."""
    data: dict[str, Any]
    """All there is to it, as ``log.jsonl`` has it."""

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Cause:
        text = found.pop("text")
        return cls(found["type"], text, found.get("id"), found)

    def __str__(self) -> str:
        return self.text if self.number is None else f"{self.text} (#{self.number})"


@dataclass(frozen=True)
class Record(Shown):
    """Something that happened."""

    number: int
    """Its place in the log, from 1: what :meth:`Run.why` is asked by."""
    time: datetime.datetime
    """Local civil time, to the minute; without a time zone."""
    kind: str
    """Kind of event, as in ``raid_began``."""
    text: str
    causes: tuple[Cause, ...]
    """The main one first."""

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Record:
        return cls(
            found["number"],
            datetime.datetime.fromisoformat(found["time"]),
            found["kind"],
            found["text"],
            tuple(Cause._of(one) for one in found["causes"]),
        )

    def __str__(self) -> str:
        return f"#{self.number} {self.time:%Y-%m-%d %H:%M} {self.text}"


@dataclass(frozen=True)
class Side:
    """A column of an infobox."""

    title: str
    belligerents: tuple[str, ...]
    did: tuple[str, ...]
    leaders: tuple[str, ...]
    strength: tuple[str, ...]
    losses: tuple[str, ...]


@dataclass(frozen=True)
class Infobox(Shown):
    """The infobox of the incident's page, its blanks filled from the run; texts as people read them."""

    title: str
    date: str | None
    """When the incident came about; ``None`` if it did not."""
    incident: str | None
    period: tuple[str, str]
    place: str | None
    result: str
    instead: str | None
    """Without an incident: what decided the crisis."""
    sides: tuple[Side, ...]
    civilians: str | None
    elsewhere: str | None
    text: str
    """The box drawn for a terminal."""

    @classmethod
    def _of(cls, found: dict[str, Any], text: str) -> Infobox:
        sides = tuple(
            Side(
                side["title"],
                *(tuple(side[name]) for name in ("belligerents", "did", "leaders", "strength", "losses")),
            )
            for side in found["sides"]
        )
        names = ("title", "date", "incident", "place", "result", "instead", "civilians", "elsewhere")
        rest = {name: found[name] for name in names}
        return cls(**rest, sides=sides, period=(found["from"], found["until"]), text=text)

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return infobox_html(self)


@dataclass(frozen=True)
class Why(Shown):
    """The causes of an event, back to lines of the scenario, orders and draws."""

    number: int
    """The event that was asked about."""
    text: str
    """A tree for people."""
    data: dict[str, Any]
    """The graph: ``root``, ``records`` and ``edges`` from cause to effect, as ``powderkeg why --json`` has it."""
    dot: str
    """The graph in Graphviz's language."""

    def __str__(self) -> str:
        return self.text


class Run:
    """A run that is over. :func:`powderkeg.run` makes one.

    It pickles as what makes it again (scenario, seed and changes), and is run again when it is unpickled.
    """

    __slots__ = ("_raw", "changes", "scenario", "seed")
    _raw: _powderkeg.Run
    scenario: Scenario
    seed: int
    changes: Changes
    """What was changed, as texts."""

    def __init__(self) -> None:
        raise TypeError("powderkeg.run(scenario, seed=1) makes a run")

    @property
    def log_hash(self) -> str:
        """Hash of the log, 32 hexadecimal letters: equal for equal runs, here, in studies and on the command line."""
        return self._raw.log_hash

    @property
    def scenario_hash(self) -> str:
        """Hash of the scenario's text with all that is set."""
        return self._raw.scenario_hash

    @property
    def outcome(self) -> str | None:
        """The first of the scenario's results that holds at the end; ``None`` if none does."""
        return self._raw.outcome

    @property
    def incident(self) -> datetime.datetime | None:
        """When the incident came about, local civil time; ``None`` if it did not."""
        found = self._raw.incident
        return None if found is None else datetime.datetime.fromisoformat(found)

    @property
    def infobox(self) -> Infobox:
        """The infobox of its page."""
        return Infobox._of(self._raw.infobox(), self._raw.infobox_text(_columns()))

    def __len__(self) -> int:
        """Records in its log."""
        return len(self._raw)

    def chronicle(self, all: bool = False) -> list[Record]:
        """What mattered, in the order of time; with ``all`` every record. A record that tells a story of several (a
        riot and its dead) bears the number, time and causes of the first."""
        return [Record._of(found) for found in self._raw.chronicle(bool(all))]

    def log(self) -> list[dict[str, Any]]:
        """Every record with its fields, as a line of ``log.jsonl`` each."""
        return self._raw.log()

    def series(self) -> Table:
        """The outcomes at the start of each day: ``date``, ``day`` (from 0), ``outcome``, ``unit``, ``value``.

        A row each for days × outcomes. The run is played again for it.
        """
        return Table(self._raw.series())

    def why(self, event: int | str, depth: SupportsIndex | None = None) -> Why:
        """Why something happened.

        :param event: a record's number, or a kind of event (``raid_began``) for the first of the kind.
        :param depth: steps back; if it is left out, all in the data, and in the text as many as fit a page.
        :raises UsageError: there is no such event in this run; it says which there are.
        """
        steps = None if depth is None else _arguments.whole("depth", depth, 0, 1_000_000)
        if not isinstance(event, (str, SupportsIndex)):
            raise TypeError(f"event must be a record's number or a kind of event, not {event!r}")
        name = (
            _arguments.text("event", event)
            if isinstance(event, str)
            else str(_arguments.whole("event", event, 1, 2**32))
        )
        number = self._raw.number_of(name)
        text, data, dot = self._raw.why(number, steps, _columns())
        return Why(number, text, data, dot)

    def dossier(
        self,
        format: Literal["html", "wikitext", "markdown", "json"] = "html",
        language: str | None = None,
    ) -> str:
        """The incident's page as text: HTML is one self-contained file.

        :param language: of the scenario's own templates, a tag as ``de``.
        :raises UsageError: there is no such format.
        """
        tag = None if language is None else _arguments.text("language", language)
        return self._raw.dossier(_arguments.text("format", format), tag)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Saves it in a folder as ``powderkeg run --out`` does: ``run.toml`` and ``log.jsonl``.

        :raises FileError: the folder cannot be written or holds anything else; nothing is changed then.
        """
        self._raw.save(_arguments.path("path", path))

    def _repr_html_(self) -> str:
        return self.infobox._repr_html_()

    def __str__(self) -> str:
        """Infobox and chronicle, as ``powderkeg run`` prints them."""
        return self._raw.text(_columns())

    def __repr__(self) -> str:
        changed = f", {changes}" if (changes := str(self.changes)) else ""
        outcome = self.outcome or "none of the results"
        return f"<powderkeg.Run of {self.scenario.name}, seed {self.seed}{changed}: {outcome}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.scenario, self.seed, self.changes, self.log_hash)


def run(
    scenario: Scenario,
    seed: SupportsIndex = 1,
    *,
    set: Settings = (),
    forbid: Texts = (),
    do: Texts = (),
) -> Run:
    """Runs a scenario once. Other threads go on meanwhile.

    :param seed: another seed, another run; from 0 to 2⁶³ − 1.
    :param set: see :class:`Changes`, as for the following two.
    :raises ScenarioError: the scenario has mistakes.
    :raises UsageError: what is changed does not fit it. Both carry ``diagnostics``.
    """
    changes = Changes(set, forbid, do)._texts()
    made = object.__new__(Run)
    made.scenario, made.seed = _scenario(scenario), _arguments.seed(seed)
    made.changes = Changes._of(changes)
    made._raw = _powderkeg.run(scenario._raw, made.seed, changes)
    return made


def _again(scenario: Scenario, seed: int, changes: Changes, log_hash: str) -> Run:
    """What unpickling calls."""
    made = run(scenario, seed, set=changes.set, forbid=changes.forbid, do=changes.do)
    if made.log_hash != log_hash:
        raise ScenarioError(
            f"the run of {scenario.name} with seed {seed} no longer comes out as it was pickled: its "
            f"scenario or the package has changed since (log {made.log_hash}, not {log_hash})"
        )
    return made


def _columns() -> int:
    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 200))
