"""One seat, as Gymnasium has it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self, SupportsIndex

import gymnasium
import numpy as np

from ..errors import UsageError
from ..scenario import Changes, Scenario
from ._games import Floats, Games, Mask, Weights, action_number, cloned


class SeatEnv(gymnasium.Env[Any, Any]):
    """One seat of a crisis; all others are played by their doctrines.

    An observation is float32 of shape (columns,), see :attr:`seat`. What is open stands in the info as ``action_mask``,
    int8 of shape (actions,), and is given by :meth:`action_masks`, by which MaskablePPO of sb3-contrib asks. What is
    chosen though it is not open is not ordered, and the info says ``closed``.
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": ["ansi"], "render_fps": 1}  # type: ignore[misc]

    def __init__(
        self,
        scenario: Scenario,
        seat: str,
        *,
        days: SupportsIndex = 1,
        reward: Weights | Literal[True] = True,
        at_the_end: bool = False,
        changes: Changes = Changes(),
        render_mode: str | None = None,
        threads: SupportsIndex = 0,
    ) -> None:
        """Opens the scenario.

        :param reward: a name, names with weights, ``None`` for none; ``True`` for all of the seat's, each counting 1.
        Else as :class:`ParallelEnv`.
        """
        if render_mode not in (None, "ansi"):
            raise UsageError(f"render_mode={render_mode!r} is not drawn: there are None and 'ansi'")
        self._games = Games(
            scenario,
            [seat],
            1,
            days=days,
            rewards={} if reward is True else {seat: reward},
            at_the_end=at_the_end,
            changes=changes,
            threads=threads,
        )
        (self.seat,) = self._games.seats
        """What it observes, can do and is rewarded for."""
        self.render_mode = render_mode
        self.observation_space = self.seat._observation_space()
        self.action_space = self.seat._action_space()

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Floats, dict[str, Any]]:
        """Begins a game with a seed; without one, with the seed after the last (the first is 1)."""
        (self.game_seed,) = self._games.reset(seed)
        super().reset(seed=None if seed is None else self.game_seed)
        return self._games.observations(0)[0], self._info(False)

    def step(self, action: Any) -> tuple[Floats, float, bool, bool, dict[str, Any]]:
        """Gives the order and goes on to the next decision.

        :raises UsageError: there is no such action, or the game is over. Nothing has happened then.
        """
        games = self._games
        games.step(np.array([[action_number(action, self.seat)]]))
        over = not games.is_fresh
        return games.observations(0)[0], float(games.rewards(0)[0]), over, False, self._info(bool(games.closed(0)[0]))

    def _info(self, closed: bool) -> dict[str, Any]:
        games = self._games
        return {
            "action_mask": games.masks(0)[0],
            "closed": closed,
            "time": games.time(0),
            "worths": games.worths(0, 0),
        }

    @property
    def unwrapped(self) -> SeatEnv:
        return self

    def action_masks(self) -> Mask:
        """What is open now, int8 of shape (actions,)."""
        mask: Mask = self._games.masks(0)[0]
        return mask

    @property
    def log_hash(self) -> str:
        """The hash of the log so far."""
        return self._games.raw.log_hash(0)

    def render(self) -> str | None:
        """As :meth:`ParallelEnv.render`."""
        return self._games.tell() if self.render_mode == "ansi" else None

    def clone(self, *, luck: SupportsIndex | None = None) -> Self:
        """The same game up to now, apart from this one: for who plans ahead. ``copy.deepcopy`` does the same, also in
        wrappers.

        :param luck: a seed. From the next minute on chance is that of the seed; without it the same actions have the
            same future in both, which no player can know.
        :raises UsageError: the environment is closed.
        """
        return cloned(self, self._games, luck)

    def close(self) -> None:
        self._games.close()
