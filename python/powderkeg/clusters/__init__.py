"""Studies beyond this process: their parts are made by others, and their files may lie at a URL.

A study is saved in parts, each of which appears whole or not at all, and what is missing can be made by anybody: so a
worker makes one part (:mod:`._task`) and sends its bytes, and :mod:`._study` gives them to the engine, which looks at
them as at any part that it finds. Who works, in which order and how often makes no difference. ``docs/clusters.md``.
"""

from ._backends import Backend

__all__ = ["Backend"]
