"""Many games of one seat, stepped in one call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self, SupportsIndex

import numpy as np
from gymnasium.vector import AutoresetMode
from gymnasium.vector import VectorEnv as _VectorEnv
from gymnasium.vector.utils import batch_space
from numpy.typing import ArrayLike, NDArray

from ..errors import UsageError
from ..scenario import Changes, Scenario
from ._games import Floats, Games, Mask, Weights, cloned

Stepped = tuple[Floats, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]


class VectorEnv(_VectorEnv[Any, Any, NDArray[Any]]):
    """``num_envs`` games of one seat on all processors; other Python threads go on meanwhile.

    Arrays have a row a game. Games begin and end together; the step after the end begins new ones with the seeds that
    follow, whatever the actions are (Gymnasium's ``NEXT_STEP``). Game ``i`` is the game of :class:`SeatEnv` with its
    seed, to the bit.
    """

    metadata: ClassVar[dict[str, Any]] = {"autoreset_mode": AutoresetMode.NEXT_STEP}  # type: ignore[misc]

    def __init__(
        self,
        scenario: Scenario,
        seat: str,
        num_envs: SupportsIndex,
        *,
        days: SupportsIndex = 1,
        reward: Weights | Literal[True] = True,
        at_the_end: bool = False,
        changes: Changes = Changes(),
        threads: SupportsIndex = 0,
    ) -> None:
        """Opens the scenario: as :class:`SeatEnv`.

        :param num_envs: from 1 to 16,384; each keeps a run in memory, 0.4 MB in the founding scenario.
        :param threads: 0 for one a processor; results do not depend on it.
        """
        self._games = Games(
            scenario,
            [seat],
            num_envs,
            days=days,
            rewards={} if reward is True else {seat: reward},
            at_the_end=at_the_end,
            changes=changes,
            threads=threads,
        )
        (self.seat,) = self._games.seats
        self.num_envs = self._games.count
        self.single_observation_space = self.seat._observation_space()
        self.single_action_space = self.seat._action_space()
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = batch_space(self.single_action_space, self.num_envs)
        self._is_over = False

    def reset(
        self,
        *,
        seed: int | Sequence[int] | NDArray[np.integer[Any]] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Floats, dict[str, Any]]:
        """Begins new games: with a seed for each, or with ``seed``, ``seed + 1``, …; without one, with those after the
        last.
        """
        self.game_seeds = self._games.reset(seed)
        self._is_over = False
        never = np.zeros(self.num_envs, dtype=np.bool_)
        return self._games.observations(0), {"action_mask": self._games.masks(0), "closed": never}

    def step(self, actions: ArrayLike) -> Stepped:
        """Steps every game. ``actions``: whole numbers of shape (num_envs,).

        :raises UsageError: another shape, or an action that there is not. Nothing has happened then.
        """
        games, count = self._games, self.num_envs
        never = np.zeros(count, dtype=np.bool_)
        if self._is_over:
            observations, infos = self.reset()
            return observations, np.zeros(count), never, never, infos
        games.step(self._numbers(actions).reshape(count, 1))
        self._is_over = not games.is_fresh
        over = np.full(count, self._is_over)
        infos = {"action_mask": games.masks(0), "closed": games.closed(0)}
        return games.observations(0), games.rewards(0), over, never, infos

    def _numbers(self, actions: ArrayLike) -> NDArray[np.integer[Any]]:
        try:
            given = np.asarray(actions)
        except ValueError:
            raise UsageError(f"actions are rows of several lengths: give {self.num_envs} whole numbers") from None
        if given.shape != (self.num_envs,):
            raise UsageError(f"actions of shape {given.shape}: give {self.num_envs} whole numbers, one for each game")
        if not np.issubdtype(given.dtype, np.integer):
            raise TypeError(f"actions must be whole numbers, not {given.dtype}")
        return given

    def action_masks(self) -> Mask:
        """What is open now, int8 of shape (num_envs, actions)."""
        return self._games.masks(0)

    def clone(self, *, luck: SupportsIndex | None = None) -> Self:
        """The same games up to now, apart from these: for who plans ahead. ``copy.deepcopy`` does the same, also in
        wrappers.

        :param luck: a seed. From the next minute on chance is that of the seed (game ``i``: of ``luck + i``); without
            it the same actions have the same future in both, which no player can know.
        :raises UsageError: the environment is closed.
        """
        return cloned(self, self._games, luck)

    def close_extras(self, **kwargs: Any) -> None:
        self._games.close()
