"""What a seat cannot know makes no difference to what it sees: over 100,000 steps of random players in each scenario.

Two lots of games differ in a secret and in nothing else. They are played with the same actions; a step counts while the
truth differs, its owner sees that, and the watcher has seen nothing but the same, number for number and option for
option.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from played import choices

from powderkeg import Changes, Scenario
from powderkeg.env._games import Games

STEPS = 100_000
"""How many steps a secret is to be kept for."""

Lots = tuple[Games, Games]
Explain = Callable[[int, list[str]], None]


def lot(scenario: Scenario, seats: list[str], count: int, changes: Changes) -> Games:
    return Games(scenario, seats, count, days=1, rewards={}, at_the_end=False, changes=changes, threads=0)


def place(games: Games, seat: str) -> int:
    return [one.name for one in games.seats].index(seat)


def differ(lots: Lots, seat: int) -> NDArray[np.bool_]:
    """What a seat sees otherwise, as bits: its observation, then what is open to it; a row a game."""
    one, other = (np.hstack([games.observations(seat).view(np.int32), games.masks(seat)]) for games in lots)
    found: NDArray[np.bool_] = one != other
    return found


def kept(lots: Lots, owner: str, watcher: str, seed: int, explain: Explain) -> int:
    """Plays to the end, the watcher at random and all others idle; counts the steps on which the secret was kept.

    Where the watcher sees something, the game counts no more, and ``explain`` is to say by which right: it is given the
    game and what differs.
    """
    first, rng = lots[0], np.random.default_rng(seed)
    by, of = place(first, watcher), place(first, owner)
    seat = first.seats[by]
    names = [column.name for column in seat.columns] + [action.name for action in seat.actions]
    for games in lots:
        games.reset(seed)
    unseen, steps = np.ones(first.count, dtype=np.bool_), 0
    while unseen.any():
        seen = differ(lots, by)
        for game in np.flatnonzero(unseen & seen.any(axis=1)):
            explain(int(game), [names[column] for column in np.flatnonzero(seen[game])])
        unseen &= ~seen.any(axis=1)
        secret = unseen & (lots[0].observations(of) != lots[1].observations(of)).any(axis=1)
        if secret.any() and rng.random() < 0.1:
            assert (lots[0].states() != lots[1].states())[secret].any(axis=1).all(), "there is no secret"
        steps += int(secret.sum())
        if not first.is_fresh:
            break
        actions = np.zeros((first.count, len(first.seats)), dtype=np.int64)
        actions[:, by] = choices(rng, first.masks(by))
        for games in lots:
            games.step(actions)
    return steps


def came_of_it(lots: Lots) -> Explain:
    """By right of something that happened: it is in the log."""

    def explain(game: int, seen: list[str]) -> None:
        hashes = {games.raw.log_hash(game) for games in lots}
        assert len(hashes) == 2, f"nothing has happened, and yet {seen} differ"

    return explain


def test_whose_pocket_a_government_is_in_is_not_seen(baikonur: Scenario) -> None:
    """How deep Kazakhstan is in Russia's is known to the two, and differs from the first day to the last."""
    seats = ["usa", "russia", "kazakhstan", "uzbekistan", "kyrgyzstan", "tajikistan"]
    degrees = [Changes(set={"party.kazakhstan.pocket.degree": degree}) for degree in (0.1, 0.9)]
    lots = lot(baikonur, seats, 106, degrees[0]), lot(baikonur, seats, 106, degrees[1])
    watchers = [seat for seat in seats if seat not in ("russia", "kazakhstan")]
    steps = [kept(lots, "kazakhstan", watcher, 1_000 * k, came_of_it(lots)) for k, watcher in enumerate(watchers)]
    assert sum(steps) >= STEPS


def test_what_its_people_think_of_a_government_is_not_seen(small: Scenario) -> None:
    """Birch watches coal and its crew, and not how Alder's people do."""
    moods = [Changes(set={"city.alderton.legitimacy": mood}) for mood in (0.6, 0.7)]
    lots = lot(small, ["alder", "birch"], 800, moods[0]), lot(small, ["alder", "birch"], 800, moods[1])
    assert kept(lots, "alder", "birch", 1, came_of_it(lots)) >= STEPS


def test_what_is_prepared_in_secret_is_not_seen_before_it_is_noticed(baikonur: Scenario) -> None:
    """A raid is prepared on some day, and nobody else does anything. Nothing that Russia sees is different until
    somebody has noticed the preparations: then it is an act of which all may hear.
    """
    idle, steps = lot(baikonur, ["usa", "russia"], 100, Changes()), 0
    for day in ("2014-10-05", "2014-11-01", "2014-12-01"):
        busy = lot(baikonur, ["usa", "russia"], 100, Changes(do=f"{day} usa.prepare_a_raid"))

        def noticed(game: int, seen: list[str], busy: Games = busy) -> None:
            assert "noticed preparations" in busy.raw.tell(game), f"nobody noticed anything, and Russia sees {seen}"

        steps += kept((idle, busy), "usa", "russia", 1, noticed)
    assert steps > 1_000
