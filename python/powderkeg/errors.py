"""What goes wrong, and what to do about it.

::

    PowderkegError
    ├── ScenarioError   a scenario has mistakes, or what was saved no longer comes out as it was
    ├── UsageError      what is asked cannot be (a ValueError, too)
    ├── FileError       a file or folder cannot be read or written (an OSError, too)
    ├── ClusterError    workers were lost, or are not able to make runs
    └── InternalError   a mistake of ours: please report it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """A stretch of a file. Lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""
    """What there is to say of this very place; often nothing."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Diagnostic:
    """Something about a scenario's text."""

    severity: str
    """``error``: it cannot be run; ``warning``: it probably does not say what was meant; ``advice``."""
    code: str
    """What kind of mistake, in kebab-case; stable."""
    message: str
    """What happened, one line."""
    help: str | None
    """What to do."""
    file: str | None
    line: int | None
    column: int | None
    labels: tuple[Place, ...] = ()
    """The place itself, then those that explain it."""
    also: tuple[Place, ...] = ()
    """Other places with the same mistake."""

    @property
    def is_error(self) -> bool:
        """Whether it keeps the scenario from being run."""
        return self.severity == "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        help = f"\n  help: {self.help}" if self.help else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}{help}"

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Diagnostic:
        return cls(
            severity=found["severity"],
            code=found["code"],
            message=found["message"],
            help=found["help"],
            file=found.get("file"),
            line=found.get("line"),
            column=found.get("column"),
            labels=tuple(_place(one) for one in found["labels"]),
            also=tuple(_place(one) for one in found["also"]),
        )


def _place(found: dict[str, Any]) -> Place:
    end = found["end"]
    return Place(found["file"], found["line"], found["column"], end["line"], end["column"], found.get("text", ""))


class PowderkegError(Exception):
    """All that goes wrong here. Its text says what happened, where, and what to do."""

    diagnostics: tuple[Diagnostic, ...]
    """The mistakes in a text that the message speaks of; often none."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.diagnostics)

    def __str__(self) -> str:
        return str(self.args[0])


class ScenarioError(PowderkegError):
    """A scenario has mistakes, or what was saved no longer comes out as it was saved."""


class UsageError(PowderkegError, ValueError):
    """What is asked cannot be."""


class FileError(PowderkegError, OSError):
    """A file or folder cannot be read or written, is missing, or holds something else."""


class ClusterError(PowderkegError):
    """Workers were lost again and again, or are not able to make runs. What is saved stays."""


class InternalError(PowderkegError):
    """A mistake of ours. The process is sound, and all else goes on."""


_KINDS: dict[str, type[PowderkegError]] = {
    "scenario": ScenarioError,
    "usage": UsageError,
    "unknown": UsageError,
    "missing": FileError,
    "taken": FileError,
    "damaged": FileError,
    "no_room": FileError,
    "io": FileError,
    "internal": InternalError,
}


def _of_kind(kind: str, message: str, diagnostics: list[dict[str, Any]] | None) -> PowderkegError:
    found = tuple(Diagnostic._of(one) for one in diagnostics or ())
    return _KINDS[kind](message, found)
