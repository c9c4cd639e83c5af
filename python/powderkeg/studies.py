"""Many runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, SupportsIndex

from . import _arguments, _powderkeg
from ._arguments import Settings, Texts
from ._shown import Shown
from .clusters import Backend, _study
from .errors import UsageError
from .figures import Dates, Losses, Share, Spread
from .progress import Progress, watching
from .runs import Run, _scenario, run
from .scenario import Changes, Scenario
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
    data: dict[str, Any]
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

    def __str__(self) -> str:
        ended = sorted(self.results.items(), key=lambda row: -row[1].held)
        lines = [f"{self.title}: {self.runs:,} runs from seed {self.seed}", "Result"]
        lines += [f"  {share}  {text or 'none of these'}" for text, share in ended if share.held]
        lines += ["What comes about", f"  the incident: {self.incident}"]
        lines += [f"  {name.replace('_', ' ')}: {row}" for name, row in self.facts.items()]
        lines += ["Outcomes"] if self.outcomes else []
        lines += [f"  {name.replace('_', ' ')}: {row}" for name, row in self.outcomes.items()]
        return "\n".join(lines)


class Study:
    """A study that is over. :func:`powderkeg.study` makes one, :meth:`Study.load` reads one from its folder.

    One in a folder or at a URL pickles as that; one in memory is not pickled.
    """

    __slots__ = ("_raw", "_scenario", "_url")
    _raw: _powderkeg.Study
    _url: str | None
    _scenario: tuple[Scenario, Changes] | None

    def __init__(self) -> None:
        raise TypeError("powderkeg.study(scenario, runs=1000) makes a study, Study.load(folder) reads one")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Study:
        """A study that ``powderkeg study --out`` or :func:`powderkeg.study` saved, whatever became of its scenario.

        :param path: its folder or URL. What lies at a URL is brought here first, into a temporary folder.
        :raises FileError: there is none, or it is damaged or not complete.
        :raises UsageError: the URL is of a kind that nothing here can open; it says what to install.
        """
        raw, url = _study.load(_arguments.path("path", path))
        return cls._of(raw, None, url)

    @classmethod
    def _of(cls, raw: _powderkeg.Study, scenario: tuple[Scenario, Changes] | None, url: str | None) -> Study:
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

        :raises UsageError: it has no such run, or was read from its folder, which does not hold its scenario.
        """
        which = _arguments.whole("number", number, 1, _arguments.MOST_RUNS)
        seed = self._raw.seed_of(which)
        if seed is None:
            raise UsageError(f"this study has no run {which}: its rows say which there are")
        if self._scenario is None:
            raise UsageError(
                f"this study was read from its folder: powderkeg.run(scenario, seed={seed}) plays its run {which}"
            )
        scenario, changes = self._scenario
        return run(scenario, seed, set=changes.set, forbid=changes.forbid, do=changes.do)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Its rows, for other packages: see :class:`powderkeg.Table`."""
        return self.rows.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        where = "in memory" if self.folder is None else f"in {self.folder}"
        return f"<powderkeg.Study: {len(self):,} runs {where}>"

    def __reduce__(self) -> tuple[Any, ...]:
        if self.folder is None:
            raise TypeError("a study in memory is not pickled: make it with out=, and its folder is what is pickled")
        return Study.load, (self.folder,)


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
    :param shard: ``"2/7"`` makes the second of seven parts; ``powderkeg merge`` puts folders of them together.
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
    kept = Changes(tuple(changes["set"]), tuple(changes["forbid"]), tuple(changes["do"]))
    return Study._of(raw, (scenario, kept), url)
