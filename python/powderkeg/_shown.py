"""How answers look in notebooks."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .runs import Infobox


class Shown:
    """What a notebook or IPython shows as its text, alone and in lists, instead of all its fields."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        # IPython looks class by class, and would find the dataclass's `__repr__` before a method it inherits.
        cls._repr_pretty_ = _as_text  # type: ignore[attr-defined]


def _as_text(found: object, printer: Any, cycle: bool) -> None:
    printer.text("…" if cycle else str(found))


def infobox_html(box: Infobox) -> str:
    """The box as a table, with the colours of the page it is shown on."""
    wide = max(1, len(box.sides))
    happened = [("Date", box.date), ("Incident", box.incident), ("Decided", box.instead)]
    rows = [
        _row(f"<b>{name}</b> {html.escape(text)}", wide) for name, text in [*happened, ("Location", box.place)] if text
    ]
    rows.append(_row(f"<b>Result</b> {html.escape(box.result)}", wide))
    rows.append(_cells((f"<b>{html.escape(side.title)}</b>" for side in box.sides), "center"))
    parts = [
        (None, [(*side.belligerents, *side.did) for side in box.sides]),
        ("Commanders and leaders", [side.leaders for side in box.sides]),
        ("Strength", [side.strength for side in box.sides]),
        ("Casualties and losses", [side.losses for side in box.sides]),
    ]
    for title, columns in parts:
        rows += [] if title is None else [_row(f"<b>{title}</b>", wide, "center")]
        rows.append(_cells("<br>".join(html.escape(line) for line in lines) for lines in columns))
    rest = [("Civilians", box.civilians), ("Elsewhere", box.elsewhere)]
    rows += [_row(f"<b>{name}</b> {html.escape(text)}", wide) for name, text in rest if text]
    caption = f"<caption style='font-weight: bold'>{html.escape(box.title)}</caption>"
    return f"<table style='max-width: 44em'>{caption}<tbody>{''.join(rows)}</tbody></table>"


def _row(content: str, wide: int, align: str = "left") -> str:
    return f"<tr><td colspan='{wide}' style='text-align: {align}'>{content}</td></tr>"


def _cells(contents: Iterable[str], align: str = "left") -> str:
    cells = (f"<td style='text-align: {align}; vertical-align: top'>{content}</td>" for content in contents)
    return f"<tr>{''.join(cells)}</tr>"
