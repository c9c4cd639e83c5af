"""Tables are handed over without a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

import powderkeg
from powderkeg import Scenario, Study

pyarrow = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def study(small: Scenario) -> Study:
    return powderkeg.study(small, 200)


def test_memory_is_shared(study: Study) -> None:
    def addresses() -> list[int]:
        table = pyarrow.table(study)
        return [
            table.column("seed").chunk(0).buffers()[1].address,
            table.column("events").chunk(0).buffers()[1].address,
        ]

    assert addresses() == addresses()


def test_it_outlives_its_study(small: Scenario) -> None:
    table = pyarrow.table(powderkeg.study(small, 50).rows)
    assert table.column("run").to_pylist() == list(range(1, 51))


def test_polars_takes_it(study: Study) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(study)
    assert frame.height == 200
    assert frame["log_hash"].to_list() == pyarrow.table(study)["log_hash"].to_pylist()
    assert study.rows.to_polars().equals(frame)


def test_duckdb_takes_it(study: Study) -> None:
    duckdb = pytest.importorskip("duckdb")
    rows = study.rows
    found = duckdb.sql("select count(*), min(seed), max(seed) from rows").fetchall()
    assert found == [(200, 1, 200)] and len(rows) == 200


def test_pandas_takes_it(study: Study) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame.from_arrow(study.rows)
    assert list(frame["run"]) == list(range(1, 201))
    assert study.rows.to_pandas().shape == (200, len(study.rows.columns))


def test_columns_have_units(study: Study, small: Scenario) -> None:
    units = {column.name: column.unit for column in study.rows.columns}
    assert units["events"] == "records"
    assert units["seed"] is None
    for name, unit in small.outcomes.items():
        assert units[f"outcome.{name}"] == unit
    field = pyarrow.table(study).schema.field("events")
    assert field.metadata == {b"unit": b"records"}
    assert pyarrow.schema(study.rows) == pyarrow.table(study).schema


def test_columns_are_chosen(small: Scenario, study: Study, tmp_path: Path) -> None:
    saved = powderkeg.study(small, 200, out=tmp_path / "study")
    for table in (study.rows, saved.rows):
        some = table.select(["log_hash", "run"]).select(["run", "log_hash"])
        found = pyarrow.table(some)
        assert found.column_names == ["run", "log_hash"]
        assert found.to_pylist() == pyarrow.table(study).select(["run", "log_hash"]).to_pylist()
        assert pyarrow.table(table.select("events")).column_names == ["events"]
        with pytest.raises(powderkeg.UsageError, match="did you mean `events`"):
            table.select("event")
    assert len(saved.rows) == 200
    with pytest.raises(TypeError, match="only reading"):
        len(saved.series)


def test_a_file_that_is_gone_is_an_exception(small: Scenario, tmp_path: Path) -> None:
    saved = powderkeg.study(small, 20, out=tmp_path / "study")
    (tmp_path / "study" / "runs.parquet").unlink()
    with pytest.raises(powderkeg.FileError, match="runs.parquet"):
        pyarrow.table(saved.rows)
    (tmp_path / "study" / "runs.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(powderkeg.FileError, match="damaged"):
        pyarrow.table(saved.rows)
