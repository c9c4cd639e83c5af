"""Several seats at once, as PettingZoo has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self, SupportsIndex

import numpy as np
import pettingzoo
from gymnasium import spaces

from ..errors import UsageError
from ..scenario import Changes, Scenario
from ._games import Column, Floats, Games, Seat, Weights, action_number, cloned, rewarded

Observations = dict[str, Any]
Numbers = dict[str, float]
Flags = dict[str, bool]
Infos = dict[str, dict[str, Any]]


class ParallelEnv(pettingzoo.ParallelEnv):  # type: ignore[misc]
    """Seats of a crisis, which decide at once every ``days`` days at their daily mark. Seats that are not named are
    played by their doctrines.

    An observation is a dictionary: ``observation``, float32 of shape (columns,), see :meth:`seat`; and ``action_mask``,
    int8 of shape (actions,), 1 for what is open. What is chosen though it is not open is not ordered, and the seat's
    info says ``closed``. All seats live until the scenario ends; that is a termination.
    """

    metadata: ClassVar[dict[str, Any]] = {"name": "powderkeg_v0", "render_modes": ["ansi"], "is_parallelizable": True}

    def __init__(
        self,
        scenario: Scenario,
        seats: Iterable[str],
        *,
        days: SupportsIndex = 1,
        rewards: Mapping[str, Weights] | None = None,
        at_the_end: bool = False,
        changes: Changes = Changes(),
        render_mode: str | None = None,
        threads: SupportsIndex = 0,
    ) -> None:
        """Opens the scenario.

        :param seats: parties that are played from outside; those with a doctrine can be.
        :param days: between two decisions, from 1 to 366.
        :param rewards: by seat which of the scenario's rewards count: a name, names with weights, or ``None`` for none.
            All rewards of a seat that is not named count 1.
        :param at_the_end: rewards are paid at the end, instead of step by step as they change.
        :param threads: for rollouts; 0 for one a processor. Nothing depends on it.
        :raises ScenarioError: the scenario has mistakes.
        :raises UsageError: there is no such seat or reward; it lists those there are.
        """
        if render_mode not in (None, "ansi"):
            raise UsageError(f"render_mode={render_mode!r} is not drawn: there are None and 'ansi'")
        self._games = Games(
            scenario,
            seats,
            1,
            days=days,
            rewards=rewarded(rewards),
            at_the_end=at_the_end,
            changes=changes,
            threads=threads,
        )
        self.render_mode = render_mode
        self.possible_agents = [seat.name for seat in self._games.seats]
        self.agents: list[str] = []
        self.observation_spaces = {
            seat.name: spaces.Dict(
                {
                    "observation": seat._observation_space(),
                    "action_mask": spaces.Box(0, 1, (len(seat.actions),), np.int8),
                }
            )
            for seat in self._games.seats
        }
        self.action_spaces = {seat.name: seat._action_space() for seat in self._games.seats}
        self.state_space = spaces.Box(-np.inf, np.inf, (len(self._games.state_columns),), np.float32)

    def observation_space(self, agent: str) -> spaces.Dict:
        return self.observation_spaces[self.seat(agent).name]

    def action_space(self, agent: str) -> spaces.Discrete[np.int64]:
        return self.action_spaces[self.seat(agent).name]

    def seat(self, agent: str) -> Seat:
        """What a seat observes, can do and is rewarded for.

        :raises UsageError: it is not played here.
        """
        for seat in self._games.seats:
            if seat.name == agent:
                return seat
        raise UsageError(f"{agent!r} is not played here: there are {', '.join(self.possible_agents)}")

    def reset(
        self, seed: SupportsIndex | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observations, Infos]:
        """Begins a game with a seed; without one, with the seed after the last (the first is 1)."""
        del options
        (self.game_seed,) = self._games.reset(seed)
        self.agents = list(self.possible_agents)
        return self._observed(), {agent: self._info(place, False) for place, agent in enumerate(self.agents)}

    def step(self, actions: Mapping[str, int]) -> tuple[Observations, Numbers, Flags, Flags, Infos]:
        """Gives each seat's order and goes on to the next decision.

        :raises UsageError: a seat has no action, or one that there is not; or the game is over. Nothing has happened
            then.
        """
        games = self._games
        if not self.agents:
            raise UsageError("the game has not begun, or is over: reset it before the next step")
        if not isinstance(actions, Mapping):
            raise TypeError(f'actions must be by seat, as {{"{self.agents[0]}": 0}}, not {actions!r}')
        for agent in actions:
            self.seat(agent)
        missing = [agent for agent in self.agents if agent not in actions]
        if missing:
            raise UsageError(f"no action for {', '.join(missing)}: give one for each seat, 0 to wait")
        numbers = [action_number(actions[seat.name], seat) for seat in games.seats]
        games.step(np.array([numbers]))
        over = not games.is_fresh
        agents = self.agents
        places = dict(enumerate(agents))
        rewards = {agent: float(games.rewards(place)[0]) for place, agent in places.items()}
        infos = {agent: self._info(place, bool(games.closed(place)[0])) for place, agent in places.items()}
        if over:
            self.agents = []
        observed = self._observed()
        return observed, rewards, dict.fromkeys(agents, over), dict.fromkeys(agents, False), infos

    def _observed(self) -> Observations:
        games = self._games
        return {
            seat.name: {"observation": games.observations(place)[0], "action_mask": games.masks(place)[0]}
            for place, seat in enumerate(games.seats)
        }

    def _info(self, place: int, closed: bool) -> dict[str, Any]:
        games = self._games
        return {
            "action_mask": games.masks(place)[0],
            "closed": closed,
            "time": games.time(0),
            "worths": games.worths(0, place),
        }

    def state(self) -> Floats:
        """The truth: every reading that the scenario's rules use, float32 of shape (:attr:`state_columns`,). No seat
        sees it; it is for critics while they learn.
        """
        state: Floats = self._games.states()[0]
        return state

    @property
    def unwrapped(self) -> ParallelEnv:
        return self

    @property
    def state_columns(self) -> tuple[Column, ...]:
        """What each number of :meth:`state` is."""
        return self._games.state_columns

    @property
    def log_hash(self) -> str:
        """The hash of the log so far."""
        return self._games.raw.log_hash(0)

    def render(self) -> str | None:
        """With ``render_mode="ansi"``: what happened since this was last asked, a line an event. It is for those who
        watch: it tells what seats do not know.
        """
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
        self.agents = []
