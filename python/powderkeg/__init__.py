"""Run political crises a thousand times, and ask why they came so.

>>> import powderkeg
>>> baikonur = powderkeg.Scenario.builtin("baikonur-2015")
>>> run = powderkeg.run(baikonur, seed=34)
>>> print(run)
>>> print(run.why("raid_began"))
>>> study = powderkeg.study(baikonur, runs=1_000)
>>> print(study.summary())

The same scenario, seed and changes give the same run as the command line, hash for hash; ``docs/python.md`` tells the
rest. All that goes wrong is a :class:`~powderkeg.errors.PowderkegError` that says what to do.
"""

from ._powderkeg import __version__
from .errors import (
    ClusterError,
    Diagnostic,
    FileError,
    InternalError,
    Place,
    PowderkegError,
    ScenarioError,
    UsageError,
)
from .figures import Dates, Estimate, Losses, Paired, Share, Spread
from .parameters import Parameter
from .questions import (
    ButFor,
    Comparison,
    Component,
    Hindcast,
    Levers,
    Sensitivity,
    but_for,
    compare,
    hindcast,
    levers,
    sensitivity,
    validate,
)
from .runs import Cause, Infobox, Record, Run, Side, Why, run
from .scenario import Changes, Scenario
from .studies import Study, Summary, merge, study
from .table import Column, Table
from .trials import Trials, runs_at

__all__ = [
    "ButFor",
    "Cause",
    "Changes",
    "ClusterError",
    "Column",
    "Comparison",
    "Component",
    "Dates",
    "Diagnostic",
    "Estimate",
    "FileError",
    "Hindcast",
    "Infobox",
    "InternalError",
    "Levers",
    "Losses",
    "Paired",
    "Parameter",
    "Place",
    "PowderkegError",
    "Record",
    "Run",
    "Scenario",
    "ScenarioError",
    "Sensitivity",
    "Share",
    "Side",
    "Spread",
    "Study",
    "Summary",
    "Table",
    "Trials",
    "UsageError",
    "Why",
    "__version__",
    "but_for",
    "compare",
    "hindcast",
    "levers",
    "merge",
    "run",
    "runs_at",
    "sensitivity",
    "study",
    "validate",
]
