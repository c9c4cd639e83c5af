"""What a worker does."""

from __future__ import annotations

import platform
from typing import TypeAlias

from .. import _powderkeg
from ..errors import UsageError

Order: TypeAlias = tuple[str, str, dict[str, bytes]]
"""Version of the package, manifest of the study, texts of its scenario by their names. Of Python's own types, so that
every version of the package can read it."""

Made: TypeAlias = tuple[bytes, bytes]
"""What the two files of a part hold: counts, and rows."""


def make(order: Order, first: int) -> Made:
    """The part of a study that begins with a run; made on one thread.

    :raises UsageError: another version of the package gave the order.
    """
    version, manifest, texts = order
    if version != _powderkeg.__version__:
        raise UsageError(
            f"the worker {platform.node()} has powderkeg {_powderkeg.__version__}, the study is {version}'s: "
            f"install powderkeg {version} on every worker"
        )
    return _powderkeg.make_part(manifest, texts, first)
