"""What the three environments share: games in Rust, and arrays of their numbers."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, SupportsFloat, SupportsIndex, TypeAlias, TypedDict, TypeVar

import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from .. import _arguments, _powderkeg
from ..errors import ScenarioError, UsageError
from ..scenario import Changes, Scenario, _scenario

WAIT = 0
"""The action of doing nothing."""

Weights: TypeAlias = "str | Mapping[str, float] | None"
"""A reward by its name, several with their weights, or ``None`` for no reward at all."""

Floats: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.int8]

MOST_DAYS = 366
MOST_GAMES = 1 << 14


class Asked(TypedDict):
    """What is played."""

    seats: list[str]
    days: int
    rewards: list[tuple[str, list[tuple[str, float]]]]
    at_the_end: bool
    threads: int


@dataclass(frozen=True)
class Column:
    """A number of an observation."""

    name: str
    """The reading as rules write it: ``stock_days(coal, birch)``."""
    unit: str
    """``1``: a fact, 0 or 1."""


@dataclass(frozen=True)
class Action:
    """Something a seat can do."""

    name: str
    """``wait``, or the option of its doctrine."""
    title: str
    order: dict[str, Any] | None
    """The order with its parameters as ``log.jsonl`` writes them; amounts are drawn anew for each run and stand at 0
    here.
    """


@dataclass(frozen=True)
class Reward:
    """A ``[reward.PARTY.NAME]`` of the scenario."""

    name: str
    title: str
    kind: str
    """``win``, ``welfare`` or ``cost``."""
    weight: float
    """How much it counts in this environment."""


@dataclass(frozen=True)
class Seat:
    """What a seat observes, can do and is rewarded for: the same in every game."""

    name: str
    """Its party: ``usa``."""
    title: str
    columns: tuple[Column, ...]
    """What each number of an observation is, in order."""
    actions: tuple[Action, ...]
    """What each action is; the first is waiting."""
    rewards: tuple[Reward, ...]

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Seat:
        wait = Action("wait", "wait", None)
        return cls(
            found["id"],
            found["title"],
            tuple(Column(*one) for one in found["columns"]),
            (wait, *(Action(one["id"], one["title"], one["order"]) for one in found["choices"])),
            tuple(Reward(**one) for one in found["rewards"]),
        )

    def action(self, name: str) -> int:
        """The number of an action that is known by its name.

        :raises UsageError: there is none; it lists those there are.
        """
        names = [action.name for action in self.actions]
        if name not in names:
            raise UsageError(f"`{self.name}` has no action `{name}`: there are {', '.join(names)}")
        return names.index(name)

    def named(self, observation: Floats) -> dict[str, float]:
        """An observation as a dictionary, by the names of its columns.

        :raises UsageError: it has another length.
        """
        if np.shape(observation) != (len(self.columns),):
            shape = np.shape(observation)
            raise UsageError(
                f"an observation of `{self.name}` has {len(self.columns)} numbers, and not the shape {shape}"
            )
        return {column.name: float(value) for column, value in zip(self.columns, observation, strict=True)}

    def __deepcopy__(self, memo: dict[int, Any]) -> Seat:
        return self

    def _observation_space(self) -> spaces.Box:
        facts = np.array([column.unit == "1" for column in self.columns])
        low = np.where(facts, 0.0, -np.inf).astype(np.float32)
        high = np.where(facts, 1.0, np.inf).astype(np.float32)
        return spaces.Box(low, high, dtype=np.float32)

    def _action_space(self) -> spaces.Discrete[np.int64]:
        return spaces.Discrete(len(self.actions))


class Games:
    """Games of one setting. They begin and end together: the calendar is the scenario's.

    Copied, they go on apart with the same future. Pickled, they are scenario, setting, seeds and all that was done
    since, which is done again.
    """

    def __init__(
        self,
        scenario: Scenario,
        seats: Iterable[str],
        count: SupportsIndex,
        *,
        days: SupportsIndex,
        rewards: Mapping[str, Weights],
        at_the_end: bool,
        changes: Changes,
        threads: SupportsIndex,
    ) -> None:
        scenario = _scenario(scenario)
        if not isinstance(changes, Changes):
            raise TypeError(f'changes must be powderkeg.Changes, as Changes(set={{"path": 1}}), not {changes!r}')
        asked = Asked(
            seats=_arguments.texts("seats", seats),
            days=_arguments.whole("days", days, 1, MOST_DAYS),
            rewards=[(seat, _weights(given)) for seat, given in rewards.items()],
            at_the_end=bool(at_the_end),
            threads=_arguments.threads(threads),
        )
        self.count = _arguments.whole("num_envs", count, 1, MOST_GAMES)
        self._given = (scenario, changes._texts(), asked)
        self._next = 1
        self._begin(self._seeds())
        self._raw: _powderkeg.Games | None = self._opened()
        about = self._raw.about()
        self.seats = tuple(Seat._of(one) for one in about["seats"])
        self.state_columns = tuple(Column(*one) for one in about["state"])
        self.is_fresh = False
        """Whether it has been reset, and not stepped to its end since."""

    def _opened(self) -> _powderkeg.Games:
        scenario, changes, asked = self._given
        return _powderkeg.games(scenario._raw, changes, asked, self._begun)

    def _begin(self, seeds: list[int]) -> None:
        self._begun = seeds
        self._done: list[NDArray[np.uint16] | int] = []
        """What was done since: the actions of a step, or the seed of other luck."""
        self._told: int | None = None
        """After how many of these it was last told what happened."""

    @property
    def raw(self) -> _powderkeg.Games:
        if self._raw is None:
            raise UsageError("the environment is closed: make another")
        return self._raw

    def close(self) -> None:
        self._raw = None

    def _seeds(self) -> list[int]:
        return [(self._next + game) % (_arguments.MOST_SEED + 1) for game in range(self.count)]

    def reset(self, seed: SupportsIndex | Sequence[SupportsIndex] | NDArray[np.integer[Any]] | None) -> list[int]:
        """Begins anew, and says with which seeds. Without a seed those that follow the last ones."""
        if isinstance(seed, (Sequence, np.ndarray)):
            seeds = [_arguments.seed(one) for one in seed]
            if len(seeds) != self.count:
                raise UsageError(f"{len(seeds)} seeds for {self.count} games: give one for each, or the first alone")
        else:
            if seed is not None:
                self._next = _arguments.seed(seed)
            seeds = self._seeds()
        self.raw.reset(seeds)
        self._begin(seeds)
        self._next = seeds[-1] + 1
        self.is_fresh = True
        return seeds

    def step(self, actions: NDArray[np.integer[Any]]) -> None:
        """One action for each seat of each game, shape (games, seats)."""
        raw = self.raw
        if not self.is_fresh:
            raise UsageError("the game has not begun, or is over: reset it before the next step")
        if actions.min() < 0:
            raise UsageError(f"there is no action {int(actions.min())}: 0 is to wait")
        raw.step(actions.ravel().tolist())
        self._done.append(actions.astype(np.uint16))
        self.is_fresh = not raw.is_over()

    def fork(self, luck: SupportsIndex | None = None) -> Games:
        """The same up to now; from now on too, or with other luck."""
        seed = None if luck is None else _arguments.whole("luck", luck, 0, _arguments.MOST_SEED)
        raw = self.raw.fork(seed)
        other = object.__new__(Games)
        other.__dict__.update(self.__dict__, _raw=raw, _done=list(self._done))
        if seed is not None:
            other._done.append(seed)
        return other

    def __deepcopy__(self, memo: dict[int, Any]) -> Games:
        return self.fork()

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_raw": None if self._raw is None else self._hashes(self._raw)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        hashes = state["_raw"]
        self.__dict__.update(state)
        if hashes is None:
            return
        self._raw = self._done_again()
        if self._hashes(self._raw) != hashes:
            raise ScenarioError(
                f"the games of {self._given[0].name} no longer come out as they were pickled: its scenario or the "
                "package has changed since, so make the environment anew"
            )

    def _done_again(self) -> _powderkeg.Games:
        raw = self._opened()
        for place, done in enumerate([*self._done, None]):
            if place == self._told:
                raw.tell(0)
            if isinstance(done, int):
                raw = raw.fork(done)
            elif done is not None:
                raw.step(done.ravel().tolist())
        return raw

    def _hashes(self, raw: _powderkeg.Games) -> list[str]:
        return [raw.log_hash(game) for game in range(self.count)]

    def observations(self, seat: int) -> Floats:
        made = np.empty((self.count, len(self.seats[seat].columns)), dtype=np.float32)
        self.raw.observe(seat, made)
        return made

    def masks(self, seat: int) -> Mask:
        made = np.empty((self.count, len(self.seats[seat].actions)), dtype=np.int8)
        self.raw.mask(seat, made)
        return made

    def rewards(self, seat: int) -> NDArray[np.float64]:
        made = np.empty(self.count, dtype=np.float64)
        self.raw.rewards(seat, made)
        return made

    def closed(self, seat: int) -> NDArray[np.bool_]:
        made = np.empty(self.count, dtype=np.int8)
        self.raw.closed(seat, made)
        return made.astype(np.bool_)

    def states(self) -> Floats:
        made = np.empty((self.count, len(self.state_columns)), dtype=np.float32)
        self.raw.state(made)
        return made

    def worths(self, game: int, seat: int) -> dict[str, float]:
        rewards = self.seats[seat].rewards
        return {reward.name: worth for reward, worth in zip(rewards, self.raw.worths(game, seat), strict=True)}

    def promises(self, game: int, seat: int, runs: SupportsIndex, seed: SupportsIndex) -> NDArray[np.float64]:
        count, first = _arguments.whole("runs", runs, 1, 100_000), _arguments.seed(seed)
        return np.array(self.raw.promises(game, seat, count, first))

    def time(self, game: int) -> str:
        return self.raw.now(game)[1]

    def tell(self) -> str:
        """What happened in the first game since this was last asked."""
        told = self.raw.tell(0)
        self._told = len(self._done)
        return told


Env = TypeVar("Env")


def cloned(env: Env, games: Games, luck: SupportsIndex | None) -> Env:
    """An environment with its games at the same point, apart from it."""
    return copy.deepcopy(env, {id(games): games.fork(luck)})


def action_number(value: object, seat: Seat) -> int:
    """An action as a policy gives it."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    most = len(seat.actions) - 1
    try:
        return _arguments.whole("action", value, 0, most)  # type: ignore[arg-type]
    except UsageError:
        raise UsageError(f"`{seat.name}` has no action {value!r}: there are 0 (wait) to {most}") from None


def rewarded(given: Mapping[str, Weights] | None) -> Mapping[str, Weights]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise TypeError(f'rewards must be by seat, as {{"usa": "losses"}}, not {given!r}')
    return given


def _weights(given: Weights) -> list[tuple[str, float]]:
    if given is None:
        return []
    if isinstance(given, str):
        return [(given, 1.0)]
    if not isinstance(given, Mapping):
        raise TypeError(f'a reward must be a name, or names with their weights as {{"losses": 2.0}}, not {given!r}')
    return [(_arguments.text("a reward's name", name), _weight(name, weight)) for name, weight in given.items()]


def _weight(name: str, weight: float) -> float:
    if not isinstance(weight, (SupportsFloat, SupportsIndex)):
        raise TypeError(f"the weight of `{name}` must be a number, not {weight!r}")
    return float(weight)
