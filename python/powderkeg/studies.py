"""Many runs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, SupportsIndex

from . import _arguments, _powderkeg
from ._arguments import Settings, Texts
from ._shown import Shown
from .clusters import Backend, _study
from .errors import ScenarioError, UsageError
from .figures import Dates, Losses, Share, Spread
from .progress import Progress, watching
from .runs import Run, run
from .scenario import Changes, Scenario, _scenario
from .table import Table


@dataclass(frozen=True)
class Summary(Shown):
    """A study in figures."""

    title: str
    runs: int
    seed: int
    """Of the whole study's first run."""
    shard: str
    results: dict[str | None, Share]
    """How the runs ended, in the order of the scenario; ``None`` is that no result holds."""
    incident: Dates
    facts: dict[str, Dates]
    outcomes: dict[str, Spread]
    """At the end of the run, in their units."""
    losses: dict[str, Losses]
    """Of each party's forces, people."""
    civilians: Losses
    """People hurt in unrest."""
    events: Spread
    """Records in the log."""
    data: dict[str, Any] = field(repr=False)
    """All of it, as ``powderkeg study --json`` has it."""

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Summary:
        return cls(
            title=found["title"],
            runs=found["runs_counted"],
            seed=found["seed"],
            shard=found["shard"],
            results={row["text"]: Share._of(row["share"]) for row in found["results"]},
            incident=Dates._of(found["incident"]),
            facts={name: Dates._of(row) for name, row in found["facts"].items()},
            outcomes={name: Spread._of(row) for name, row in found["outcomes"].items()},
            losses={name: Losses._of(row) for name, row in found["losses"].items()},
            civilians=Losses._of(found["civilians"]),
            events=Spread._of(found["events"], "records"),
            data=found,
        )

    @property
    def changes(self) -> Changes:
        """What was changed, as texts."""
        return Changes._of(self.data)

    def __str__(self) -> str:
        ended = sorted(self.results.items(), key=lambda row: -row[1].held)
        lines = [f"{self.title}: {self.runs:,} runs from seed {self.seed}"]
        lines += [f"Changed: {changes}"] if (changes := str(self.changes)) else []
        lines += ["Result"]
        lines += [f"  {share}  {text or 'none of these'}" for text, share in ended if share.held]
        lines += ["What comes about", f"  the incident: {self.incident}"]
        lines += [f"  {name.replace('_', ' ')}: {row}" for name, row in self.facts.items()]
        lines += ["Outcomes"] if self.outcomes else []
        lines += [f"  {name.replace('_', ' ')}: {row}" for name, row in self.outcomes.items()]
        return "\n".join(lines)


class Study:
    """A study that is over. :func:`powderkeg.study` makes one, :meth:`Study.load` reads one from its folder.

    One in a folder or at a URL pickles as that and its scenario; one in memory is not pickled.
    """

    __slots__ = ("_raw", "_scenario", "_url")
    _raw: _powderkeg.Study
    _url: str | None
    _scenario: Scenario | None

    def __init__(self) -> None:
        raise TypeError("powderkeg.study(scenario, runs=1000) makes a study, Study.load(folder) reads one")

    @classmethod
    def load(cls, path: str | os.PathLike[str], scenario: Scenario | None = None) -> Study:
        """A study that ``powderkeg study --out`` or :func:`powderkeg.study` saved, whatever became of its scenario.

        :param path: its folder or URL. What lies at a URL is brought here first, into a temporary folder.
        :param scenario: what it is of, so that :meth:`run` can play its runs; no folder of a study holds that.
        :raises FileError: there is none, or it is damaged or not complete.
        :raises UsageError: the URL is of a kind that nothing here can open; it says what to install.
        """
        raw, url = _study.load(_arguments.path("path", path))
        return cls._of(raw, None if scenario is None else _scenario(scenario), url)

    @classmethod
    def _of(cls, raw: _powderkeg.Study, scenario: Scenario | None, url: str | None) -> Study:
        made = object.__new__(cls)
        made._raw, made._scenario, made._url = raw, scenario, url
        return made

    def summary(self) -> Summary:
        """Shares of the results, dates of the facts, outcomes and losses."""
        return Summary._of(self._raw.figures())

    @property
    def results(self) -> dict[str | None, Share]:
        """How the runs ended, in the order of the scenario; ``None`` is that no result holds."""
        return self.summary().results

    @property
    def changes(self) -> Changes:
        """What was changed, as texts."""
        return Changes._of(self._raw.figures())

    @property
    def rows(self) -> Table:
        """One row a run, with the columns of ``runs.parquet``: ``docs/study.md`` lists them, and each has its unit."""
        return Table(self._raw.rows)

    @property
    def series(self) -> Table:
        """Quantiles of the outcomes day by day, with the columns of ``series.parquet``: ``date``, ``day`` (from 0),
        ``outcome``, ``unit``, ``q05``, ``q25``, ``q50``, ``q75``, ``q95``."""
        return Table(self._raw.series)

    @property
    def folder(self) -> str | None:
        """Where it is saved, a path or a URL; ``None`` for one in memory."""
        folder = self._url or self._raw.folder
        return None if folder is None else os.fspath(folder)

    def __len__(self) -> int:
        """How many runs it has."""
        return len(self.rows)

    def run(self, number: SupportsIndex) -> Run:
        """Plays one of its runs again, by the number in the column ``run``, from 1.

        :raises UsageError: it has no such run, was read without its scenario, or begins in the past of another run.
        :raises ScenarioError: the scenario is another one than it was.
        """
        which = _arguments.whole("number", number, 1, _arguments.MOST_RUNS)
        seed = self._raw.seed_of(which)
        if seed is None:
            raise UsageError(f"this study has no run {which}: its rows say which there are")
        data = self._raw.figures()
        if self._scenario is None:
            raise UsageError("this study was read from its folder, which does not hold its scenario: name it in load()")
        if data["from"] is not None:
            raise UsageError(
                f"its runs begin at {data['from']}: `powderkeg verify --row` of the command line plays them"
            )
        changes = Changes._of(data)
        made = run(self._scenario, seed, set=changes.set, forbid=changes.forbid, do=changes.do)
        if made.scenario_hash != data["scenario_hash"]:
            raise ScenarioError(
                f"{self._scenario!r} is not what this study is of, or was changed since: its runs are others"
            )
        return made

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Its rows, for other packages: see :class:`powderkeg.Table`."""
        return self.rows.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        where = "in memory" if self.folder is None else f"in {self.folder}"
        changed = f", {changes}" if (changes := str(self.changes)) else ""
        return f"<powderkeg.Study: {len(self):,} runs {where}{changed}>"

    def __reduce__(self) -> tuple[Any, ...]:
        if self.folder is None:
            raise TypeError("a study in memory is not pickled: make it with out=, and its folder is what is pickled")
        return Study.load, (self.folder, self._scenario)


def study(
    scenario: Scenario,
    runs: SupportsIndex = 1_000,
    *,
    seed: SupportsIndex = 1,
    set: Settings = (),
    forbid: Texts = (),
    do: Texts = (),
    out: str | os.PathLike[str] | None = None,
    shard: str = "1/1",
    chunk: SupportsIndex = 1_000,
    threads: SupportsIndex = 0,
    backend: Backend = "threads",
    progress: Progress = None,
) -> Study:
    """Runs a scenario many times. Run ``k`` has the seed ``seed + k - 1``.

    :param set: see :class:`Changes`, as for the following two.
    :param out: a folder to save it in, as ``powderkeg study --out`` does: the same files, byte for byte; or a URL of
        fsspec (``"s3://bucket/study"``), where they are the same, too. Without it the rows are kept in memory, at most
        2 GiB of them; those that a cluster made, in a temporary folder for as long as somebody has them.
    :param shard: ``"2/7"`` makes the second of seven parts; :func:`powderkeg.merge` puts folders of them together.
    :param chunk: runs that are saved together.
    :param threads: 0 is one a processor; results do not depend on it.
    :param backend: who makes the runs: ``"threads"`` of this process, the tasks of ``"ray"`` or ``"dask"``, a client of
        Dask, or an executor of :mod:`concurrent.futures`. Results do not depend on it; ``docs/clusters.md`` tells more.
    :param progress: see :data:`powderkeg.progress.Progress`.
    :raises KeyboardInterrupt: Ctrl-C, at once. Chunks that are saved stay, and the same call goes on with them.
    :raises ScenarioError: the scenario has mistakes.
    :raises UsageError: what is asked or changed cannot be.
    :raises FileError: the folder cannot be written, or holds anything else; nothing is changed then.
    :raises ClusterError: workers were lost again and again, or are not able to make runs.
    """
    changes = Changes(set, forbid, do)._texts()
    asked: _arguments.Asked = {
        "runs": _arguments.runs(runs),
        "seed": _arguments.seed(seed),
        "threads": _arguments.threads(threads),
        "shard": _arguments.text("shard", shard),
        "chunk": _arguments.whole("chunk", chunk, 1, _arguments.MOST_RUNS),
        "out": None if out is None else _arguments.path("out", out),
    }
    with watching(progress) as told:
        raw, url = _study.study(_scenario(scenario)._raw, changes, asked, backend, told)
    return Study._of(raw, scenario, url)


def merge(
    shards: Iterable[str | os.PathLike[str]], out: str | os.PathLike[str], scenario: Scenario | None = None
) -> Study:
    """Puts shards of a study together that were made apart, as ``powderkeg merge`` does: the same files, byte for byte,
    as if it had been made in one.

    :param shards: their folders, all of them, in any order.
    :param out: a folder for the whole, empty or not there.
    :param scenario: as of :meth:`Study.load`.
    :raises FileError: they are not all the shards of one study, one is damaged or not complete, or the folder cannot be
        written.
    """
    if isinstance(shards, (str, bytes, os.PathLike)):
        raise TypeError(f"shards must be several folders, not {shards!r}")
    folders = [_arguments.path("shards", shard) for shard in shards]
    raw = _powderkeg.merge(folders, _arguments.path("out", out))
    return Study._of(raw, None if scenario is None else _scenario(scenario), None)
