"""What the connectors share."""

from __future__ import annotations

import importlib
import warnings
from typing import Any

from .. import _arguments
from .._arguments import Texts
from ..errors import UsageError
from ..parameters import Parameter
from ..scenario import Scenario, _scenario
from ..trials import Trials


def package(name: str, install: str) -> Any:
    """A package that may not be installed.

    :raises ImportError: it is not; it says how to.
    """
    try:
        with warnings.catch_warnings():
            # What such a package says about what it could use besides is not for who called us.
            warnings.simplefilter("ignore")
            return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(f"this takes the package {name.partition('.')[0]}: {install} ({error})") from error


def uncertain(scenario: Scenario, paths: Texts | None) -> list[Parameter]:
    """The numbers of these paths, or all that are uncertain.

    :raises UsageError: there is no such number, or there is nothing to vary about it.
    """
    known = _scenario(scenario).parameters
    if paths is None:
        return [one for one in known.values() if varies(one)]
    asked = _arguments.texts("paths", paths)
    Trials(scenario, asked)  # It says what is wrong with a path, and what may be meant.
    sure = [path for path in asked if not varies(known[path])]
    if sure:
        path = sure[0]
        raise UsageError(
            f"the scenario is sure of `{path}`: there is no range to draw it from. "
            f"Trials(scenario, [{path!r}]) runs it at any value"
        )
    return [known[path] for path in asked]


def varies(parameter: Parameter) -> bool:
    """Whether it has more than one value."""
    least, greatest = parameter.quantiles([0.0, 1.0])
    return parameter.is_uncertain and least < greatest
