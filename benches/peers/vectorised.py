"""The yardstick in NumPy: many runs at once, one row an entity and one column a run."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

import spec

Floats: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.intp]

#: Runs at once: so many that NumPy's calls cost little beside their work, so few that the cache holds a day's arrays.
BATCH = 500


def column(*values: float) -> Floats:
    """A number for each entity, the same in all runs."""
    return np.array(values, dtype=np.float64)[:, np.newaxis]


PARTIES, CITIES, CONTRACTS = len(spec.PARTIES), len(spec.CITY_OF), len(spec.CONTRACTS)
REGION = np.array(spec.REGION)
DEMAND = column(*(consumer.demand for consumer in spec.CONSUMERS))
HEATING_SHARE = column(*(spec.HEATING_SHARE * consumer.heats for consumer in spec.CONSUMERS))
CAPACITY = column(*(consumer.capacity for consumer in spec.CONSUMERS))
MOST_DRAWN = column(*(consumer.most_drawn for consumer in spec.CONSUMERS))
CITY_OF = np.array(spec.CITY_OF)
#: Each party's people by city.
PEOPLE = np.zeros((PARTIES, CITIES))
PEOPLE[CITY_OF, np.arange(CITIES)] = spec.CITY_WEIGHT

SELLER = np.array([contract.seller for contract in spec.CONTRACTS])
BUYER = np.array([contract.buyer for contract in spec.CONTRACTS])
#: Units a day to each buyer (row) from each seller (column), and all that it gets with contracts kept.
DELIVERIES = np.zeros((PARTIES, PARTIES))
np.add.at(DELIVERIES, (BUYER, SELLER), [contract.amount for contract in spec.CONTRACTS])
SUPPLY = column(*spec.ELSEWHERE) + DELIVERIES.sum(axis=1, keepdims=True)

# The rules: where those of each kind stand among all, and what is the same in all runs.
FOR_THE_COLD = slice(0, PARTIES)
FOR_THE_PEOPLE = slice(FOR_THE_COLD.stop, FOR_THE_COLD.stop + PARTIES)
DELIVER = slice(FOR_THE_PEOPLE.stop, FOR_THE_PEOPLE.stop + PARTIES)
CALL = slice(DELIVER.stop, DELIVER.stop + CONTRACTS)
PREPARE = CALL.stop
SEIZE = PREPARE + 1
RULES = SEIZE + 1
URGES = (
    *[spec.KEEP_FOR_THE_COLD] * PARTIES,
    *[spec.KEEP_FOR_THE_PEOPLE] * PARTIES,
    *[spec.DELIVER_AGAIN] * PARTIES,
    *[spec.CALL] * CONTRACTS,
    spec.PREPARE,
    spec.SEIZE,
)
RATE = column(*(urge.rate for urge in URGES))
THRESHOLD = column(*(urge.threshold for urge in URGES))
SHARPNESS = 1.0 / column(*(urge.softness for urge in URGES))
REST = np.array([urge.rest for urge in URGES])
#: Whose deliveries each is about.
SELLER_OF = np.concatenate([np.arange(PARTIES)] * 3 + [SELLER])
#: The share that each withholds.
SHARE = np.repeat([spec.COLD_SHARE, spec.PEOPLE_SHARE, 0.0], [PARTIES, PARTIES, RULES - 2 * PARTIES])


class World:
    """The state of a batch of runs."""

    def __init__(self, n: int, rng: np.random.Generator) -> None:
        """The start of `n` runs."""
        self.n, self.rng = n, rng
        self.numbers = {name: rng.uniform(low, high, n) for name, (low, high) in spec.RANGES.items()}
        self.shift_c = np.stack([self.numbers["shift_north"], self.numbers["shift_south"]])
        self.departure_c = spec.ANOMALY_SD_C * rng.standard_normal((2, n))
        self.temperature_c = self.cold = np.zeros((2, n))
        self.withheld = np.zeros((PARTIES, n))
        self.stock = np.repeat(column(*(consumer.stock for consumer in spec.CONSUMERS)), n, axis=1)
        self.stored, self.shortage, self.felt = (np.zeros((PARTIES, n)) for _ in range(3))
        self.price = np.ones((PARTIES, n))
        self.hardship = np.full((CITIES, n), spec.HARDSHIP)
        self.hardship_aim = self.hardship
        self.protest = np.full((CITIES, n), spec.RESTING_PROTEST)
        self.willing = self.protest
        self.mood = np.zeros((CITIES, n))
        self.hardship_of = PEOPLE @ self.hardship
        self.protest_of = PEOPLE @ self.protest
        self.rate = np.repeat(RATE, n, axis=1)
        self.rate[SEIZE] = self.numbers["seize_rate"]
        #: What is left of each rule's Exp(1) draw, and until when it rests: the seizure until it is prepared.
        self.left = rng.standard_exponential((RULES, n))
        self.rests_until = np.zeros((RULES, n))
        self.rests_until[SEIZE] = np.inf
        self.calls = np.zeros(n)
        self.attacked = np.zeros(n, dtype=np.bool_)


def run(n: int, rng: np.random.Generator) -> dict[str, Floats]:
    """Runs the yardstick `n` times; an array of every outcome."""
    world = World(n, rng)
    for day in range(spec.DAYS):
        noise = rng.standard_normal((2 + CITIES, n)) if day > 0 else np.zeros((2 + CITIES, n))
        blow(world, day, noise[:2])
        trade(world, day)
        live(world, day, noise[2:])
        decide(world, day)
    return outcomes(world)


def blow(world: World, day: int, noise: Floats) -> None:
    """The weather of both regions."""
    if day > 0:
        world.departure_c = spec.PERSISTENCE * world.departure_c + spec.FRESH_ANOMALY_C * noise
    world.temperature_c = world.shift_c + world.departure_c
    world.cold = sigmoid(world.temperature_c * (-1.0 / spec.COLD_SCALE_C))


def trade(world: World, day: int) -> None:
    """Settles yesterday's flows, then sets today's."""
    if day > 0:
        settle(world)
    supply = SUPPLY - DELIVERIES @ world.withheld
    demand = DEMAND * power(world.price, -spec.ELASTICITY)
    demand *= 1.0 + HEATING_SHARE * (heat(world.temperature_c[1]) - 1.0)
    surplus = supply - demand
    # What a store gives or takes today; below zero it is drawn from.
    room = np.minimum(CAPACITY - world.stock, MOST_DRAWN)
    world.stored = np.clip(surplus, -np.minimum(world.stock, MOST_DRAWN), room)
    world.shortage = np.maximum(world.stored - surplus, 0.0) / demand


def settle(world: World) -> None:
    """Lets a day pass for stores, felt shortages and prices."""
    world.stock += world.stored
    world.felt = world.shortage + (world.felt - world.shortage) * spec.FELT_KEPT
    target = np.minimum(power(1.0 - world.shortage, -1.0 / spec.ELASTICITY), spec.PRICE_CAP)
    world.price = target + (world.price - target) * spec.PRICE_KEPT


def power(base: Floats, exponent: float) -> Floats:
    """`base ** exponent` for a positive base, at half the cost of NumPy's own."""
    result = np.log(base)
    result *= exponent
    return np.exp(result, out=result)


def sigmoid(x: Floats) -> Floats:
    """The logistic function, in place. SciPy's costs twice as much, to guard against overflow."""
    np.negative(x, out=x)
    np.exp(x, out=x)
    x += 1.0
    return np.reciprocal(x, out=x)


def heat(temperature_c: Floats) -> Floats:
    """Demand for heat, as a multiple of the reference day's."""
    odds = power(spec.HEAT_B / (temperature_c - spec.HEAT_MIDDLE_C), spec.HEAT_C)
    return (spec.HEAT_A / (1.0 + odds) + spec.HEAT_D) / spec.REFERENCE_HEAT


def live(world: World, day: int, noise: Floats) -> None:
    """Hardship, mood and the crowds of the cities."""
    numbers = world.numbers
    supply = spec.HARDSHIP_PRICE * (world.price - 1.0) + numbers["hardship_shortage"] * world.felt
    burden = spec.GOOD_WEIGHT * supply + spec.HARDSHIP_COLD * world.cold[REGION]
    media = spec.MEDIA * pull(world.protest_of)
    world.hardship = world.hardship + (world.hardship_aim - world.hardship) * spec.HARDSHIP_MOVED
    missing = world.willing - world.protest
    world.protest = world.protest + missing * np.where(missing > 0.0, spec.JOINED, spec.LEFT)
    if day > 0 and day % spec.MOOD_DAYS == 0:
        world.mood = spec.MOOD_KEPT * world.mood + numbers["mood_sd"] * spec.FRESH_MOOD * noise
    urge = world.hardship * (1.0 - spec.LEGITIMACY) + spec.CONTAGION * pull(world.protest) + world.mood
    urge += media[CITY_OF]
    world.willing = ndtr((urge - spec.THRESHOLD) * (1.0 / spec.SPREAD))
    world.hardship_aim = np.minimum(spec.HARDSHIP + burden, 1.0)[CITY_OF]
    world.hardship_of = PEOPLE @ world.hardship
    world.protest_of = PEOPLE @ world.protest


def pull(share: Floats) -> Floats:
    """The pull of a crowd."""
    return share / (share + spec.PULL_HALF)


def decide(world: World, day: int) -> None:
    """Lets every rule's clock run for a day, then carries out what was decided."""
    ends = day + (1.0 if day + 1 < spec.DAYS else spec.LAST_DAY)
    hazard = levels(world)
    hazard -= THRESHOLD
    hazard *= SHARPNESS
    hazard = world.rate * sigmoid(hazard)
    spent = np.clip(world.rests_until, day, ends)
    np.subtract(ends, spent, out=spent)
    spent *= hazard
    spent *= is_open(world)
    world.left -= spent
    rule, run = np.nonzero(world.left <= 0.0)
    # The clock had run for as long as it took to spend what was left.
    at = ends + world.left[rule, run] / hazard[rule, run]
    world.left[rule, run] = world.rng.standard_exponential(len(rule))
    world.rests_until[rule, run] = at + REST[rule]
    prepared = rule == PREPARE
    world.rests_until[SEIZE, run[prepared]] = at[prepared] + spec.STAGING_DAYS
    world.attacked[run[rule == SEIZE]] = True
    about_deliveries = rule < PREPARE
    order = np.argsort(at[about_deliveries])
    carry_out(world, rule[about_deliveries][order], run[about_deliveries][order])


def levels(world: World) -> Floats:
    """What each rule's urge reads."""
    felt, cold = world.felt, world.cold[REGION]
    of_attacker = world.hardship_of[[spec.ATTACKER]], felt[[spec.ATTACKER]]
    return np.concatenate([cold, world.protest_of, cold, felt[BUYER], *of_attacker])


def is_open(world: World) -> npt.NDArray[np.bool_]:
    """Whether each rule's gate is open."""
    gates = np.ones((RULES, world.n), dtype=np.bool_)
    np.less(world.withheld, spec.COLD_SHARE, out=gates[FOR_THE_COLD])
    np.less(world.withheld, spec.PEOPLE_SHARE, out=gates[FOR_THE_PEOPLE])
    np.greater(world.withheld, 0.0, out=gates[DELIVER])
    gates[CALL] = (world.felt > spec.LEAST_SHORTAGE)[BUYER]
    np.greater(world.hardship_of[spec.ATTACKER], spec.LEAST_HARDSHIP, out=gates[PREPARE])
    return gates


def carry_out(world: World, rule: Indices, run: Indices) -> None:
    """Does what was decided about deliveries, given in the order of time.

    Of what one seller is told in one run on one day each needs the state that the one before left: so the first of
    all, then the second, as long as there are any.
    """
    while len(rule):
        _, first = np.unique(SELLER_OF[rule] * world.n + run, return_index=True)
        obey(world, rule[first], run[first])
        rule, run = np.delete(rule, first), np.delete(run, first)


def obey(world: World, rule: Indices, run: Indices) -> None:
    """Does what was decided, at most one order to a seller."""
    seller = SELLER_OF[rule]
    held = world.withheld[seller, run]
    # Nobody calls for what is delivered.
    called = (rule >= CALL.start) & (held > 0.0)
    np.add.at(world.calls, run[called], 1.0)
    complied = called & (world.rng.random(len(rule)) < world.numbers["comply"][run])
    resumed = complied | (rule >= DELIVER.start) & (rule < DELIVER.stop)
    world.withheld[seller, run] = np.where(resumed, 0.0, np.maximum(held, SHARE[rule]))


def fight(world: World) -> dict[str, Floats]:
    """The fights of those runs that come to one: who breaks first, and what it costs both."""
    rng, n, attacked = world.rng, world.n, world.attacked
    minutes = world.numbers["fight_minutes"] * np.exp(spec.FIGHT_SPREAD * rng.standard_normal(n))
    minutes = np.clip(minutes, *spec.FIGHT_RANGE)
    mean, spread = spec.LOG_ODDS
    breaks = rng.random(n) < sigmoid(mean + spread * rng.standard_normal(n))
    shared = np.sqrt(spec.CORRELATION) * rng.standard_normal(n)
    sides = ((spec.ATTACKERS, spec.ASSEMBLY_MINUTES + minutes), (spec.DEFENDERS, minutes))
    left, casualties, killed = [], np.zeros(n), np.zeros(n)
    for (strength, length), won, lost in zip(sides, spec.LOSSES_IF_WON, spec.LOSSES_IF_LOST, strict=True):
        z = shared + np.sqrt(1.0 - spec.CORRELATION) * rng.standard_normal(n)
        time = (length / 60.0 / spec.RECORD_HOURS) ** spec.HOURS_EXPONENT
        size = (spec.RECORD_PEOPLE / strength) ** spec.SIZE_EXPONENT
        share = np.exp(np.where(breaks, won[0] + won[1] * z, lost[0] + lost[1] * z)) * time * size
        losses = np.rint(np.minimum(share, 1.0) * strength)
        deadly = spec.KILLED_LOG_ODDS + spec.KILLED_SPREAD * rng.standard_normal(n)
        killed += np.rint(losses * sigmoid(deadly))
        casualties += losses
        left.append(strength - losses)
    attackers, defenders = left
    seized = attacked & (attackers > 0) & ((defenders == 0) | breaks)
    return {
        "attacked": attacked.astype(np.float64),
        "taken": seized.astype(np.float64),
        "dead": np.where(attacked, killed, 0.0),
        "hurt": np.where(attacked, casualties - killed, 0.0),
    }


def outcomes(world: World) -> dict[str, Floats]:
    """What the runs came to."""
    means = {
        "mean_temperature_c": world.temperature_c,
        "mean_shortage": world.felt,
        "mean_price": world.price,
        "mean_hardship": world.hardship_of,
        "mean_protest": world.protest_of,
        "mean_withheld": world.withheld,
    }
    return {name: rows.mean(axis=0) for name, rows in means.items()} | {"calls_made": world.calls} | fight(world)


def runs(n: int, seed: int) -> Iterator[dict[str, Floats]]:
    """`n` runs, a batch at a time."""
    rng = np.random.Generator(np.random.SFC64(seed))
    for first in range(0, n, BATCH):
        yield run(min(BATCH, n - first), rng)
