"""Tables, which other packages read without a copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import _arguments, _powderkeg


@dataclass(frozen=True)
class Column:
    """A column's name, and the unit of its values where it has one; ``1`` is a ratio."""

    name: str
    unit: str | None


class Table:
    """Rows and columns, in Arrow's memory layout.

    It speaks Arrow's PyCapsule interface, so that whoever knows it takes the table as it is::

        pyarrow.table(table)    polars.DataFrame(table)    duckdb.from_arrow(table)
        pandas.DataFrame.from_arrow(table)

    A table in memory is shared, not copied; one of a study on disk is read in batches of 5,000 rows whenever it is
    asked for.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: _powderkeg.Table) -> None:
        self._raw = raw

    @property
    def columns(self) -> list[Column]:
        """Its columns, in order."""
        return [Column(name, unit) for name, unit in self._raw.columns]

    def select(self, names: str | Iterable[str]) -> Table:
        """The table with only these columns, in the table's own order: on disk, the others are not read.

        :raises UsageError: there is no such column.
        """
        return Table(self._raw.select(_arguments.texts("names", names)))

    def __len__(self) -> int:
        """How many rows it has.

        :raises TypeError: it is the series of a study on disk, of which only reading tells.
        """
        rows = self._raw.rows
        if rows is None:
            raise TypeError("only reading this table tells how many rows it has")
        return rows

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """For other packages: an ``arrow_array_stream`` capsule."""
        return self._raw.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        """For other packages: an ``arrow_schema`` capsule."""
        return self._raw.__arrow_c_schema__()

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame``; pandas must be installed, and pyarrow."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """A ``polars.DataFrame``; polars must be installed."""
        import polars

        return polars.DataFrame(self)

    def to_arrow(self) -> Any:
        """A ``pyarrow.Table``; pyarrow must be installed."""
        import pyarrow

        return pyarrow.table(self)

    def __repr__(self) -> str:
        rows = self._raw.rows
        count = "" if rows is None else f"{rows:,} rows, "
        return f"<powderkeg.Table: {count}{len(self._raw.columns)} columns>"

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a table is not pickled: pickle its study, or what pyarrow makes of it")
