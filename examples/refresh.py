"""Runs notebooks anew, with the sizes that stand in them, and writes them back with what came out.

    python examples/refresh.py                       # all of them
    python examples/refresh.py first-study.ipynb     # one

What would differ from machine to machine (times, versions, paths of the kernel, bars of progress) is left out, so that
a change of a notebook is a change of what it says. `python/tests/test_notebooks.py` runs the same notebooks with small
sizes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
PATIENCE_SECONDS = 3 * 60 * 60


def executed(notebook: Any, folder: Path) -> Any:
    """The notebook with its outputs, run in a folder; an error in a cell is raised."""
    NotebookClient(
        notebook,
        kernel_name=KERNEL["name"],
        timeout=PATIENCE_SECONDS,
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    return notebook


def normalised(notebook: Any) -> Any:
    """The notebook without what only this machine and this moment put into it."""
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    notebook.nbformat_minor = 5
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type == "code":
            cell.outputs = _joined([output for output in cell.outputs if not _is_empty(output)])
    return notebook


def _is_empty(output: Any) -> bool:
    """What a bar of progress leaves."""
    return output.output_type == "display_data" and not any(output.data.values())


def _joined(outputs: list[Any]) -> list[Any]:
    """A kernel sends what is printed piece by piece, in pieces as the moment has it."""
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last is not None and last.output_type == output.output_type == "stream" and last.name == output.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def main(names: list[str]) -> None:
    for path in [HERE / name for name in names] or sorted(HERE.glob("*.ipynb")):
        print(path.name, flush=True)
        notebook = nbformat.read(path, as_version=4)
        nbformat.write(normalised(executed(notebook, HERE)), path)


if __name__ == "__main__":
    main(sys.argv[1:])
