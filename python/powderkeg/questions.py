"""What is asked of many runs, and the answers.

Every answer has its figures typed, and ``data``: all of it, as the command of the same name prints with ``--json``.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, SupportsIndex

from . import _arguments, _powderkeg
from ._arguments import Settings, Texts
from ._shown import Shown
from .figures import Estimate, Paired, Share
from .progress import Progress, watching
from .scenario import Changes, Scenario, _scenario


@dataclass(frozen=True)
class Coming:
    """Whether and when something comes about, without a change and with it."""

    share: Paired
    day: Paired
    """Days since the start, over the pairs in which it comes about in both."""

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Coming:
        return cls(Paired._of(found["share"]), Paired._of(found["day"]))


@dataclass(frozen=True)
class Comparison(Shown):
    """A scenario without and with a change, run by run with the same luck."""

    title: str
    pairs: int
    differing_pairs: int
    """Pairs whose logs differ at all."""
    results: dict[str | None, Paired]
    incident: Coming
    facts: dict[str, Coming]
    outcomes: dict[str, Paired]
    """At the end, in their units."""
    losses: dict[str, dict[str, Paired]]
    """By party: killed, wounded, captured, people."""
    data: dict[str, Any] = field(repr=False)

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Comparison:
        return cls(
            title=found["title"],
            pairs=found["pairs"],
            differing_pairs=found["differing_pairs"],
            results={row["text"]: Paired._of(row["share"]) for row in found["results"]},
            incident=Coming._of(found["incident"]),
            facts={name: Coming._of(row) for name, row in found["facts"].items()},
            outcomes={name: Paired._of(row) for name, row in found["outcomes"].items()},
            losses={
                party: {sort: Paired._of(row) for sort, row in rows.items()} for party, rows in found["losses"].items()
            },
            data=found,
        )

    def __str__(self) -> str:
        ends = [(text or "none of the results", row) for text, row in self.results.items() if row.base or row.with_]
        rows = [*sorted(ends, key=lambda row: -abs(row[1].difference)), ("the incident", self.incident.share)]
        rows += [(name.replace("_", " "), row.share) for name, row in self.facts.items()]
        rows += [(name.replace("_", " "), row) for name, row in self.outcomes.items()]
        base, with_ = (str(Changes._of(self.data[side])) or "as it is" for side in ("base", "with"))
        head = f"{self.title}: {base} → {with_}; {self.pairs:,} pairs, of which {self.differing_pairs:,} differ"
        return "\n".join([head, *(f"  {name}: {row}" for name, row in rows)])


@dataclass(frozen=True)
class Candidate:
    """A cause that was tried."""

    kind: str
    text: str
    ordinal: int
    """Which of its like, from 1."""
    behind_it_in_runs: int
    necessary: Share
    """Of the runs in which it comes about and then the event: those in which the event does not happen without it."""
    sufficient: Share | None
    """Of those in which neither comes about: those in which the event happens once it is ordered; ``None``: no order
    brings it about."""
    both: Share | None
    """Of all runs: those in which the event happens with it and not without it."""


@dataclass(frozen=True)
class ButFor(Shown):
    """What an event would not have happened without."""

    title: str
    event: str
    runs: int
    happens: Share
    causes: tuple[Candidate, ...]
    """The most often necessary first."""
    data: dict[str, Any] = field(repr=False)

    @classmethod
    def _of(cls, found: dict[str, Any]) -> ButFor:
        causes = tuple(
            Candidate(
                row["kind"],
                row["text"],
                row["ordinal"],
                row["behind_it_in_runs"],
                Share._of(row["necessary"]),
                Share._of_any(row["sufficient"]),
                Share._of_any(row["both"]),
            )
            for row in found["causes"]
        )
        return cls(found["title"], found["event"], found["runs"], Share._of(found["happens"]), causes, found)

    def __str__(self) -> str:
        head = f"{self.title}: {self.event} happens in {self.happens} of {self.runs:,} runs; necessary for it:"
        return "\n".join([head, *(f"  {one.necessary}  {one.text}" for one in self.causes)])


@dataclass(frozen=True)
class Factor:
    """Something that decides an outcome."""

    what: str
    """``luck``, ``uncertainties``, ``levers``, ``number``, ``other uncertainties`` or ``other levers``."""
    path: str | None
    """Of a number."""
    unit: str | None
    lever: bool
    """Whether somebody could turn it."""
    first_order: Estimate
    """Share of the variance that would go if it were known."""
    total: Estimate
    """Share of the variance that would stay if all else were known."""


@dataclass(frozen=True)
class Sensitivity(Shown):
    """What an outcome depends on (Sobol's indices)."""

    title: str
    outcome: str
    unit: str
    runs: int
    mean: float
    variance: float
    factors: tuple[Factor, ...]
    """Empty where the outcome is the same in every run."""
    data: dict[str, Any] = field(repr=False)

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Sensitivity:
        factors = tuple(
            Factor(
                row["what"],
                row["path"],
                row["unit"],
                row["lever"],
                Estimate._of(row["first_order"]),
                Estimate._of(row["total"]),
            )
            for row in found["factors"] or ()
        )
        names = ("title", "outcome", "unit", "runs", "mean", "variance")
        return cls(**{name: found[name] for name in names}, factors=factors, data=found)

    def __str__(self) -> str:
        head = f"{self.title}: what {self.outcome} depends on, {self.runs:,} runs"
        rows = sorted(self.factors, key=lambda one: -one.total.value)
        return "\n".join([head, *(f"  T {one.total}, S {one.first_order}  {one.path or one.what}" for one in rows)])


@dataclass(frozen=True)
class Act:
    """Something that a party could have done otherwise, and what it does to an outcome."""

    party: str | None
    """Whose it is; ``None``: nobody's in particular."""
    changes: Changes
    """The act, as :func:`compare` and others take it."""
    base: float
    """Mean without it."""
    with_: float
    """Mean with it."""
    difference: float
    low: float | None
    """Interval of the difference; ``None`` of too few pairs."""
    high: float | None
    runs_concerned: int
    """Runs in which it can matter: the others are the same to the bit."""
    pairs_differing: int
    p: float
    """How likely chance alone would do as much."""
    stands: bool
    """Whether it stands among all that were tried: of those that do, one in twenty may be chance."""

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Act:
        names = ("party", "base", "difference", "low", "high", "runs_concerned", "pairs_differing", "p", "stands")
        return cls(**{name: found[name] for name in names}, with_=found["with"], changes=cls._changes(found))

    @staticmethod
    def _changes(found: dict[str, Any]) -> Changes:
        if "forbid" in found:
            return Changes(forbid=(found["forbid"],))
        if "do" in found:
            # Whole minutes, as texts of interventions have them.
            moment = datetime.datetime.fromisoformat(found["do"]["at"])
            return Changes(do=(f"{moment:%Y-%m-%dT%H:%M} {found['do']['option']}",))
        return Changes(set={found["set"]["path"]: found["set"]["value"]})

    def __str__(self) -> str:
        interval = "" if self.low is None or self.high is None else f" ({self.low:+.3g} to {self.high:+.3g})"
        return f"{self.difference:+.3g}{interval}  {self.changes}"


@dataclass(frozen=True)
class Levers(Shown):
    """What each party could have done about an outcome, one act at a time, the others free to answer."""

    title: str
    outcome: str
    unit: str
    pairs: int
    runs: int
    """All that were made."""
    acts: tuple[Act, ...]
    """The greatest difference first."""
    never_taken: tuple[str, ...]
    """Options that no run takes of itself."""
    data: dict[str, Any] = field(repr=False)

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Levers:
        names = ("title", "outcome", "unit", "pairs", "runs")
        return cls(
            **{name: found[name] for name in names},
            acts=tuple(Act._of(row) for row in found["acts"]),
            never_taken=tuple(found["never_taken"]),
            data=found,
        )

    def __str__(self) -> str:
        standing = [act for act in self.acts if act.stands]
        head = f"{self.title}: what changes {self.outcome}; {len(self.acts)} acts tried, {len(standing)} stand"
        return "\n".join([head, *(f"  {act}" for act in standing)])


@dataclass(frozen=True)
class Fact:
    """A fact of the record over the runs."""

    name: str
    share: Share
    days: tuple[datetime.date, datetime.date, datetime.date] | None
    """The days by which it has happened in 10, 50 and 90 % of the runs in which it does."""
    in_time: Share | None
    """Of all runs, those in which it happens on the record's days; ``None`` where the record has none."""
    brier: float | None

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Fact:
        when = found["when"]
        days = None if when is None else [datetime.date.fromisoformat(day) for day in when]
        return cls(
            found["name"],
            Share._of(found["share"]),
            None if days is None else (days[0], days[1], days[2]),
            Share._of_any(found["in_time"]),
            found["brier"],
        )


@dataclass(frozen=True)
class Direction:
    """A change of which the record says what it should move."""

    name: str
    target: str
    rises: bool
    """Whether it should raise it."""
    difference: float
    low: float | None
    """Bounds of its 95 % interval; ``None`` of too few runs."""
    high: float | None
    verdict: str
    """``as expected``, ``the other way`` or ``unclear``."""


@dataclass(frozen=True)
class Hindcast(Shown):
    """A scenario held against its record."""

    runs: int
    facts: tuple[Fact, ...]
    givens: tuple[Fact, ...]
    """Built in: not scored."""
    claims: tuple[Fact, ...]
    """Claimed, no matter of fact: not scored."""
    all_facts: Share
    """Runs in which all facts come about."""
    all_order: Share
    """Runs in which they do in the record's order."""
    brier: float | None
    """Mean Brier score of the facts: 0 is all right."""
    results: dict[str, Share]
    directions: tuple[Direction, ...]
    data: dict[str, Any] = field(repr=False)

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Hindcast:
        facts, givens, claims = (tuple(Fact._of(row) for row in found[name]) for name in ("facts", "givens", "claims"))
        return cls(
            runs=found["runs"],
            facts=facts,
            givens=givens,
            claims=claims,
            all_facts=Share._of(found["all_facts"]),
            all_order=Share._of(found["all_order"]),
            brier=found["brier"],
            results={row["text"]: Share._of(row["share"]) for row in found["results"]},
            directions=tuple(Direction(**row) for row in found["directions"]),
            data=found,
        )

    def __str__(self) -> str:
        rows = [f"  {fact.share}  {fact.name}" for fact in self.facts]
        rows += [f"  {one.verdict}: {one.name} → {one.target}" for one in self.directions]
        return "\n".join([f"{self.runs:,} runs against the record; all facts in {self.all_facts}", *rows])


@dataclass(frozen=True)
class Score:
    """A claim about the world, held against a record."""

    key: str
    claim: str
    kind: str
    record: str
    n: int
    metric: str
    score: Estimate
    baselines: dict[str, Estimate]
    verdict: str
    """``holds``, ``misses``, ``undecided`` or ``reported``."""
    note: str


@dataclass(frozen=True)
class Component(Shown):
    """A component of the model against the record."""

    name: str
    scores: tuple[Score, ...]
    """Do the formulas describe the world?"""
    verification: tuple[dict[str, Any], ...]
    """Does the code compute its formulas? ``verdict`` is ``agrees``, ``differs`` or ``told``."""
    data: dict[str, Any] = field(repr=False)

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Component:
        scores = tuple(
            Score(
                row["key"],
                row["claim"],
                row["kind"],
                row["record"],
                row["n"],
                row["metric"],
                Estimate._of(row["score"]),
                {one["name"]: Estimate._of(one["score"]) for one in row["baselines"]},
                row["verdict"],
                row["note"],
            )
            for row in found["validation"]
        )
        return cls(found["component"], scores, tuple(found["verification"]), found)

    def __str__(self) -> str:
        return "\n".join(
            [self.name, *(f"  {one.verdict}: {one.claim} {one.metric} {one.score}" for one in self.scores)]
        )


def compare(
    scenario: Scenario,
    with_: Changes,
    base: Changes | None = None,
    *,
    runs: SupportsIndex = 1_000,
    seed: SupportsIndex = 1,
    threads: SupportsIndex = 0,
    progress: Progress = None,
) -> Comparison:
    """Runs a scenario without and with a change; pair ``k`` has the same luck on either side.

    ``compare(baikonur, Changes(forbid="usa.raid_the_cosmodrome"))`` says what the raid did. ``runs`` are pairs; see
    :func:`powderkeg.study` for the others.

    :raises UsageError: both sides are the same, or their stories cannot be compared.
    """
    base = Changes() if base is None else base
    for name, side in (("with_", with_), ("base", base)):
        if not isinstance(side, Changes):
            raise TypeError(f"{name} must be powderkeg.Changes, not {side!r}")
    with watching(progress) as told:
        raw = _scenario(scenario)._raw
        return Comparison._of(_powderkeg.compare(raw, base._texts(), with_._texts(), _luck(runs, seed, threads, told)))


def but_for(
    scenario: Scenario,
    event: str,
    *,
    runs: SupportsIndex = 1_000,
    seed: SupportsIndex = 1,
    days: float | None = None,
    once: bool = False,
    causes: SupportsIndex = 12,
    set: Settings = (),
    forbid: Texts = (),
    do: Texts = (),
    threads: SupportsIndex = 0,
    progress: Progress = None,
) -> ButFor:
    """What an event would not have happened without: causes are taken away, and all other luck kept.

    :param event: a kind of event (``raid_began``) or a fact of the record.
    :param days: for how many days a cause is taken away; without it to the end of the run.
    :param once: take it away only once: it may come about a minute later.
    :param causes: the most that are tried, at most 64; each takes a run more for every run.
    :raises UsageError: there is no such event; it says which may be meant.
    """
    how = (None if days is None else float(days), bool(once), _arguments.whole("causes", causes, 1, 64))
    changes = Changes(set, forbid, do)._texts()
    with watching(progress) as told:
        raw = _scenario(scenario)._raw
        return ButFor._of(
            _powderkeg.but_for(raw, changes, _arguments.text("event", event), how, _luck(runs, seed, threads, told))
        )


def sensitivity(
    scenario: Scenario,
    outcome: str,
    *,
    base: SupportsIndex = 512,
    screen: SupportsIndex = 12,
    trajectories: SupportsIndex = 20,
    seed: SupportsIndex = 1,
    set: Settings = (),
    forbid: Texts = (),
    do: Texts = (),
    threads: SupportsIndex = 0,
    progress: Progress = None,
) -> Sensitivity:
    """What an outcome depends on: luck, and which of the scenario's uncertain numbers.

    :param outcome: a fact, an outcome or a column, or a comparison: ``raid``, ``raid < 2015-04-10``, ``day(raid)``,
        ``killed.usa > 10``.
    :param base: base samples, from 8 to 65,536; each takes a run for every factor and two more.
    :param screen: numbers that are looked at one by one: those that a screening finds to matter most.
    :param trajectories: of the screening; each takes a run for every uncertain number and one more.
    :raises UsageError: there is no such outcome; it says which may be meant.
    """
    how = (
        _arguments.whole("screen", screen, 1, 2**31),
        _arguments.whole("trajectories", trajectories, 1, 100_000),
    )
    changes = Changes(set, forbid, do)._texts()
    with watching(progress) as told:
        raw = _scenario(scenario)._raw
        return Sensitivity._of(
            _powderkeg.sensitivity(
                raw, changes, _arguments.text("outcome", outcome), how, _luck(base, seed, threads, told)
            )
        )


def levers(
    scenario: Scenario,
    outcome: str,
    *,
    on: Texts = (),
    runs: SupportsIndex = 500,
    seed: SupportsIndex = 1,
    set: Settings = (),
    forbid: Texts = (),
    do: Texts = (),
    threads: SupportsIndex = 0,
    progress: Progress = None,
) -> Levers:
    """What each party could have done about an outcome, ranked by what it does: acts are tried one at a time, in
    pairs of runs with the same luck.

    :param outcome: as of :func:`sensitivity`.
    :param on: days or moments (``2015-04-01``, ``2015-04-01T06:30``) on which every option is taken in turn; without
        any, those that hardly any run takes are, at noon of the scenario's middle day.
    :param runs: pairs for each act.
    :raises UsageError: there is no such outcome, or a day is none of the scenario's; it says which are.
    """
    changes = Changes(set, forbid, do)._texts()
    wanted = _arguments.texts("on", on)
    with watching(progress) as told:
        raw = _scenario(scenario)._raw
        return Levers._of(
            _powderkeg.levers(
                raw, changes, _arguments.text("outcome", outcome), wanted, _luck(runs, seed, threads, told)
            )
        )


def hindcast(
    scenario: Scenario,
    *,
    runs: SupportsIndex = 1_000,
    seed: SupportsIndex = 1,
    set: Settings = (),
    forbid: Texts = (),
    do: Texts = (),
    threads: SupportsIndex = 0,
    progress: Progress = None,
) -> Hindcast:
    """Holds a scenario against its record: its facts, their dates and order, and what its changes should move."""
    changes = Changes(set, forbid, do)._texts()
    with watching(progress) as told:
        raw = _scenario(scenario)._raw
        return Hindcast._of(_powderkeg.hindcast(raw, changes, _luck(runs, seed, threads, told)))


def validate(component: str | None = None, *, progress: Progress = None) -> list[Component]:
    """Holds components of the model against the record: one by name, or all.

    :raises UsageError: there is no such component; it says which there are.
    """
    name = None if component is None else _arguments.text("component", component)
    with watching(progress) as told:
        return [Component._of(found) for found in _powderkeg.validate(name, told)]


def _luck(runs: SupportsIndex, seed: SupportsIndex, threads: SupportsIndex, told: Any) -> _arguments.Luck:
    return {
        "runs": _arguments.runs(runs),
        "seed": _arguments.seed(seed),
        "threads": _arguments.threads(threads),
        "told": told,
    }
