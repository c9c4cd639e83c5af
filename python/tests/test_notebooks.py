"""The notebooks in `examples/`: each runs with small sizes and comes to an answer, and what is committed is clean."""

from __future__ import annotations

import importlib.util
import json
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import nbclient
import nbformat
import pytest

with warnings.catch_warnings():
    # It imports readers of storages that are not asked for here.
    warnings.simplefilter("ignore")
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

# Of the kernel's own libraries.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


def is_share_of(count: Mapping[str, Any]) -> bool:
    return bool(0 <= count["raids"] <= count["runs"] and 0 <= count["low"] <= count["high"] <= 100)


def first_study(answer: Any, sizes: Mapping[str, Any]) -> None:
    assert answer.keys() <= {"riot", "no riot"}
    assert all(is_share_of(count) for count in answer.values())
    # Of those without a raid before April; that is most of them.
    assert sizes["runs"] / 2 < sum(count["runs"] for count in answer.values()) <= sizes["runs"]


def preventing_the_raid(answer: Any, sizes: Mapping[str, Any]) -> None:
    assert answer["pairs"] == sizes["pairs"]
    # Who cancels the launch has nothing that could be raided.
    assert answer["raid with the launch cancelled"] < answer["raid"]
    assert answer["strike necessary"] is None or 0 <= answer["strike necessary"] <= 1
    assert {"luck", "uncertainties", "levers"} <= set(answer["factors"])


def training_a_policy(answer: Any, sizes: Mapping[str, Any]) -> None:
    assert answer.keys() == {"wait", "chance", "doctrine", "looking ahead", "trained", "one rule"}
    for low, mean, high in answer.values():
        # Nothing lost is 0: nobody does better.
        assert low <= mean <= high and mean <= 0


def calibrating(answer: Any, sizes: Mapping[str, Any]) -> None:
    assert set(answer) == {"selected", "after", "before"}
    # Particles were chosen for their own runs.
    assert all(0 < off < 1 for off in answer.values()) and answer["selected"] < answer["before"]


def a_million_runs(answer: Any, sizes: Mapping[str, Any]) -> None:
    assert answer["runs"] == sizes["runs"]
    assert answer["the same"] == [True, True, True]
    assert 0.7 < answer["dug"] < 0.9


NOTEBOOKS: dict[str, tuple[dict[str, Any], Callable[[Any, Mapping[str, Any]], None]]] = {
    "calibrating": (
        {"screened": 60, "fitted": 2, "particles": 8, "populations": 2, "runs": 3, "fresh": 20},
        calibrating,
    ),
    "first-study": ({"runs": 120}, first_study),
    "preventing-the-raid": ({"runs": 12, "pairs": 10, "base": 8, "trajectories": 1}, preventing_the_raid),
    "training-a-policy": (
        {"generations": 2, "population": 4, "games": 3, "held_out": 8, "rollouts": 1, "looked_ahead": 2},
        training_a_policy,
    ),
    "a-million-runs": ({"runs": 1_500, "chunk": 100, "workers": 1}, a_million_runs),
}
"""Each notebook with its small sizes, and what must hold of its variable `answer`."""


def committed(name: str) -> Any:
    return nbformat.read(EXAMPLES / f"{name}.ipynb", as_version=4)


def test_every_notebook_is_tested() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.ipynb")} == set(NOTEBOOKS)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_runs_and_comes_to_an_answer(name: str, tmp_path: Path) -> None:
    sizes, holds = NOTEBOOKS[name]
    notebook = committed(name)
    (own,) = [cell.source for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())]
    # A size that the notebook does not have would change nothing.
    assert all(re.search(rf"^{size} = ", own, re.MULTILINE) for size in sizes)
    notebook = parameterize_notebook(load_notebook_node(str(EXAMPLES / f"{name}.ipynb")), sizes)
    notebook.cells.append(nbformat.v4.new_code_cell("import json\nprint(json.dumps(answer))"))
    played(notebook, tmp_path)
    assert not [cell.source for cell in notebook.cells if "stderr" in names_of(cell)]
    holds(json.loads(notebook.cells[-1].outputs[0].text), sizes)


def names_of(cell: Any) -> set[str]:
    """Where its outputs went."""
    return {output.get("name", "") for output in cell.get("outputs", ())}


def played(notebook: Any, folder: Path) -> None:
    client = nbclient.NotebookClient(
        notebook, kernel_name="python3", timeout=300, resources={"metadata": {"path": str(folder)}}
    )
    client.execute()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_what_is_committed_is_whole_and_clean(name: str) -> None:
    path = EXAMPLES / f"{name}.ipynb"
    text, notebook = path.read_text(encoding="utf-8"), committed(name)
    nbformat.validate(notebook)
    assert notebook == refresh().normalised(committed(name)), f"run examples/refresh.py {path.name}"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1)), "run from the top, once"
    kinds = {output.output_type for cell in code for output in cell.outputs}
    assert kinds and "error" not in kinds
    assert not any("stderr" in names_of(cell) for cell in code)
    # Paths of a machine: from the root, or from a drive.
    assert not re.findall(r"(?<![\w.:/~<])(?:/(?:home|root|tmp|usr|work|Users|mnt|var|opt)/|[A-Z]:\\\\)", text)
    assert path.stat().st_size < 300_000


def refresh() -> ModuleType:
    """`examples/refresh.py`, which is no package."""
    made = importlib.util.spec_from_file_location("refresh", EXAMPLES / "refresh.py")
    assert made is not None and made.loader is not None
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return module


@pytest.mark.parametrize("without", [(), ("ipywidgets",), ("tqdm", "tqdm.auto", "ipywidgets")], ids=" ".join)
def test_progress_shows_in_a_notebook_and_leaves_nothing(without: tuple[str, ...], tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell(
        f"import sys\nfor name in {without!r}: sys.modules[name] = None\n"
        "import powderkeg\n"
        "with powderkeg.progress.watching(None) as told:\n"
        "    told(1, 4)\n"
        "    powderkeg.progress.time.sleep(0.3)\n"
        "    told(3, 4)\n"
    )
    told: list[tuple[str, str]] = []

    class Watched(nbclient.NotebookClient):
        def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
            data = msg["content"].get("data", {})
            if "display" in msg["msg_type"]:
                told.append((msg["msg_type"], data.get("text/html", data.get("text/plain", ""))))
            return super().process_message(msg, cell, cell_index)

    notebook = nbformat.v4.new_notebook(cells=[cell])
    Watched(notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert told[0] == ("display_data", "") and told[-1] == ("update_display_data", "")
    assert any('<progress value="3" max="4"' in shown and "3 of 4 runs" in shown for _, shown in told)
    assert "widgets" not in notebook.metadata
    assert not refresh().normalised(notebook).cells[0].outputs


def test_answers_show_as_text_in_notebooks(small: Any) -> None:
    from IPython.lib.pretty import pretty

    import powderkeg

    study = powderkeg.study(small, 20)
    assert pretty(study.summary()) == str(study.summary())
    assert pretty([next(iter(study.results.values()))]) == f"[{next(iter(study.results.values()))}]"
    run = study.run(3)
    assert pretty(run.chronicle()[:1]) == f"[{run.chronicle()[0]}]"
    box = run.infobox
    page = run._repr_html_()
    assert box.title in page and box.result in page and page.count("<table") == page.count("</table>") == 1
