"""The yardstick in plain Python: one run at a time, standard library only."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from math import exp, inf, sqrt
from random import Random
from statistics import fmean
from typing import TypeAlias

import spec
from spec import Outcomes, Uncertain, Urge, normal_cdf

EACH_PARTY = range(len(spec.PARTIES))


def of_parties(value: float) -> list[float]:
    """The same for every party."""
    return [value for _ in EACH_PARTY]


def of_cities(value: float) -> list[float]:
    """The same for every city."""
    return [value for _ in spec.CITY_OF]


@dataclass(frozen=True, slots=True)
class Fight:
    """How the fight went."""

    won: bool
    killed: int
    wounded: int


@dataclass(slots=True)
class World:
    """A run's state. Rules read its lists, so they are changed in place."""

    numbers: Uncertain
    rng: Random
    # By region.
    departure_c: list[float] = field(default_factory=lambda: [0.0, 0.0])
    temperature_c: list[float] = field(default_factory=lambda: [0.0, 0.0])
    cold: list[float] = field(default_factory=lambda: [0.0, 0.0])
    # By party.
    withheld: list[float] = field(default_factory=lambda: of_parties(0.0))
    stock: list[float] = field(default_factory=lambda: [consumer.stock for consumer in spec.CONSUMERS])
    stored: list[float] = field(default_factory=lambda: of_parties(0.0))
    shortage: list[float] = field(default_factory=lambda: of_parties(0.0))
    felt: list[float] = field(default_factory=lambda: of_parties(0.0))
    price: list[float] = field(default_factory=lambda: of_parties(1.0))
    hardship_of: list[float] = field(default_factory=lambda: of_parties(spec.HARDSHIP))
    protest_of: list[float] = field(default_factory=lambda: of_parties(spec.RESTING_PROTEST))
    # By city.
    hardship: list[float] = field(default_factory=lambda: of_cities(spec.HARDSHIP))
    hardship_aim: list[float] = field(default_factory=lambda: of_cities(spec.HARDSHIP))
    protest: list[float] = field(default_factory=lambda: of_cities(spec.RESTING_PROTEST))
    willing: list[float] = field(default_factory=lambda: of_cities(spec.RESTING_PROTEST))
    mood: list[float] = field(default_factory=lambda: of_cities(0.0))
    # What happened.
    calls: int = 0
    fight: Fight | None = None


class Act(Enum):
    """What a rule orders."""

    WITHHOLD = auto()
    DELIVER = auto()
    CALL = auto()
    PREPARE = auto()
    SEIZE = auto()


#: A number that changes from day to day: a list of the world, and a place in it.
Reading: TypeAlias = tuple[list[float], int]


@dataclass(slots=True)
class Rule:
    """A rule is open while its gate lies between two bounds, and is taken when its integrated urge passes its draw."""

    act: Act
    #: Whose deliveries it is about; of a fight, who attacks.
    party: int
    urge: Urge
    level: Reading
    gate: Reading
    between: tuple[float, float]
    #: The share it withholds.
    share: float
    #: What is left of its Exp(1) draw.
    left: float
    #: Until when it rests.
    rests_until: float = 0.0


def make_rules(world: World) -> list[Rule]:
    """The thirty rules of the six parties."""
    rules: list[Rule] = []

    def add(
        act: Act,
        party: int,
        urge: Urge,
        level: Reading,
        gate: Reading,
        between: tuple[float, float],
        share: float = 0.0,
    ) -> None:
        rules.append(Rule(act, party, urge, level, gate, between, share, world.rng.expovariate(1.0)))

    for party in EACH_PARTY:
        cold, protest = (world.cold, spec.REGION[party]), (world.protest_of, party)
        withheld = (world.withheld, party)
        share = spec.COLD_SHARE
        add(Act.WITHHOLD, party, spec.KEEP_FOR_THE_COLD, cold, withheld, (-inf, share), share)
        share = spec.PEOPLE_SHARE
        add(Act.WITHHOLD, party, spec.KEEP_FOR_THE_PEOPLE, protest, withheld, (-inf, share), share)
        add(Act.DELIVER, party, spec.DELIVER_AGAIN, cold, withheld, (0.0, inf))
    for contract in spec.CONTRACTS:
        felt = (world.felt, contract.buyer)
        add(Act.CALL, contract.seller, spec.CALL, felt, felt, (spec.LEAST_SHORTAGE, inf))
    attacker = spec.ATTACKER
    hardship, felt = (world.hardship_of, attacker), (world.felt, attacker)
    add(Act.PREPARE, attacker, spec.PREPARE, hardship, hardship, (spec.LEAST_HARDSHIP, inf))
    seize = replace(spec.SEIZE, rate=world.numbers.seize_rate)
    add(Act.SEIZE, attacker, seize, felt, felt, (-inf, inf))
    # Until it is prepared.
    rules[-1].rests_until = inf
    return rules


def run(numbers: Uncertain, rng: Random) -> Outcomes:
    """Runs the yardstick once."""
    world = World(numbers, rng)
    rules = make_rules(world)
    for day in range(spec.DAYS):
        blow(world, day)
        trade(world, day)
        live(world, day)
        decide(world, rules, day)
    return outcomes(world)


def blow(world: World, day: int) -> None:
    """The weather of both regions."""
    shifts = (world.numbers.shift_north, world.numbers.shift_south)
    for region, shift in enumerate(shifts):
        if day == 0:
            departure_c = world.rng.gauss(0.0, spec.ANOMALY_SD_C)
        else:
            departure_c = spec.PERSISTENCE * world.departure_c[region] + world.rng.gauss(0.0, spec.FRESH_ANOMALY_C)
        world.departure_c[region] = departure_c
        world.temperature_c[region] = shift + departure_c
        world.cold[region] = 1.0 / (1.0 + exp((shift + departure_c) / spec.COLD_SCALE_C))


def trade(world: World, day: int) -> None:
    """Settles yesterday's flows, then sets today's."""
    if day > 0:
        settle(world)
    supply = list(spec.ELSEWHERE)
    for contract in spec.CONTRACTS:
        supply[contract.buyer] += contract.amount * (1.0 - world.withheld[contract.seller])
    heat = spec.heat_demand(world.temperature_c[1]) / spec.REFERENCE_HEAT
    warming = 1.0 + spec.HEATING_SHARE * (heat - 1.0)
    for party, consumer in enumerate(spec.CONSUMERS):
        demand = consumer.demand
        price = world.price[party]
        if price != 1.0:
            demand *= price**-spec.ELASTICITY
        if consumer.heats:
            demand *= warming
        surplus = supply[party] - demand
        if surplus < 0.0:
            drawn = min(-surplus, consumer.most_drawn, world.stock[party])
            world.stored[party] = -drawn
            world.shortage[party] = (-surplus - drawn) / demand
        else:
            world.stored[party] = min(surplus, consumer.most_drawn, consumer.capacity - world.stock[party])
            world.shortage[party] = 0.0


def settle(world: World) -> None:
    """Lets a day pass for stores, felt shortages and prices."""
    for party, shortage in enumerate(world.shortage):
        world.stock[party] += world.stored[party]
        world.felt[party] = shortage + (world.felt[party] - shortage) * spec.FELT_KEPT
        price = world.price[party]
        if shortage > 0.0 or price != 1.0:
            target = min((1.0 - shortage) ** (-1.0 / spec.ELASTICITY), spec.PRICE_CAP)
            world.price[party] = target + (price - target) * spec.PRICE_KEPT


def live(world: World, day: int) -> None:
    """Hardship, mood and the crowds of the cities."""
    numbers, gauss = world.numbers, world.rng.gauss
    fresh = numbers.mood_sd * spec.FRESH_MOOD
    burden, media = of_parties(0.0), of_parties(0.0)
    for party in EACH_PARTY:
        supply = spec.HARDSHIP_PRICE * (world.price[party] - 1.0) + numbers.hardship_shortage * world.felt[party]
        burden[party] = spec.GOOD_WEIGHT * supply + spec.HARDSHIP_COLD * world.cold[spec.REGION[party]]
        elsewhere = world.protest_of[party]
        media[party] = spec.MEDIA * elsewhere / (elsewhere + spec.PULL_HALF)
        world.hardship_of[party] = world.protest_of[party] = 0.0
    for city, party in enumerate(spec.CITY_OF):
        hardship = world.hardship[city]
        hardship += (world.hardship_aim[city] - hardship) * spec.HARDSHIP_MOVED
        protest = world.protest[city]
        missing = world.willing[city] - protest
        protest += missing * (spec.JOINED if missing > 0.0 else spec.LEFT)
        mood = world.mood[city]
        if day > 0 and day % spec.MOOD_DAYS == 0:
            mood = spec.MOOD_KEPT * mood + gauss(0.0, fresh)
        contagion = spec.CONTAGION * protest / (protest + spec.PULL_HALF)
        urge = hardship * (1.0 - spec.LEGITIMACY) + contagion + media[party] + mood
        world.willing[city] = normal_cdf((urge - spec.THRESHOLD) / spec.SPREAD)
        world.hardship_aim[city] = min(spec.HARDSHIP + burden[party], 1.0)
        world.hardship[city], world.protest[city], world.mood[city] = hardship, protest, mood
        weight = spec.CITY_WEIGHT[city]
        world.hardship_of[party] += weight * hardship
        world.protest_of[party] += weight * protest


def decide(world: World, rules: list[Rule], day: int) -> None:
    """Lets every rule's clock run for a day, then carries out what was decided, in the order of time."""
    ends = day + (1.0 if day + 1 < spec.DAYS else spec.LAST_DAY)
    decided: list[tuple[float, Rule]] = []
    for rule in rules:
        if rule.rests_until >= ends:
            continue
        gates, at = rule.gate
        above, below = rule.between
        if not above < gates[at] < below:
            continue
        urge = rule.urge
        levels, at = rule.level
        hazard = urge.rate / (1.0 + exp((urge.threshold - levels[at]) / urge.softness))
        starts = max(day, rule.rests_until)
        spent = hazard * (ends - starts)
        if spent < rule.left:
            rule.left -= spent
            continue
        taken_at = starts + rule.left / hazard
        rule.left = world.rng.expovariate(1.0)
        rule.rests_until = taken_at + urge.rest
        decided.append((taken_at, rule))
    decided.sort(key=lambda decision: decision[0])
    for taken_at, rule in decided:
        carry_out(world, rules, rule, taken_at)


def carry_out(world: World, rules: list[Rule], rule: Rule, taken_at: float) -> None:
    """Does what a rule orders."""
    withheld, seller = world.withheld, rule.party
    match rule.act:
        case Act.WITHHOLD:
            withheld[seller] = max(withheld[seller], rule.share)
        case Act.DELIVER:
            withheld[seller] = 0.0
        case Act.CALL:
            # Nobody calls for what is delivered.
            if withheld[seller] > 0.0:
                world.calls += 1
                if world.rng.random() < world.numbers.comply:
                    withheld[seller] = 0.0
        case Act.PREPARE:
            for other in rules:
                if other.act is Act.SEIZE:
                    other.rests_until = taken_at + spec.STAGING_DAYS
        case Act.SEIZE:
            world.fight = fight(world.numbers, world.rng)


def fight(numbers: Uncertain, rng: Random) -> Fight:
    """The fight to its end: who breaks first, and what it costs both."""
    low, high = spec.FIGHT_RANGE
    minutes = min(max(numbers.fight_minutes * exp(rng.gauss(0.0, spec.FIGHT_SPREAD)), low), high)
    mean, spread = spec.LOG_ODDS
    breaks = rng.random() < 1.0 / (1.0 + exp(-rng.gauss(mean, spread)))
    losses = spec.LOSSES_IF_WON if breaks else spec.LOSSES_IF_LOST
    shared = sqrt(spec.CORRELATION) * rng.gauss(0.0, 1.0)
    sides = ((spec.ATTACKERS, spec.ASSEMBLY_MINUTES + minutes), (spec.DEFENDERS, minutes))
    left, casualties, killed = [], 0, 0
    for (strength, minutes), (mean, spread) in zip(sides, losses, strict=True):
        z = shared + sqrt(1.0 - spec.CORRELATION) * rng.gauss(0.0, 1.0)
        time = (minutes / 60.0 / spec.RECORD_HOURS) ** spec.HOURS_EXPONENT
        size = (spec.RECORD_PEOPLE / strength) ** spec.SIZE_EXPONENT
        lost = round(min(exp(mean + spread * z) * time * size, 1.0) * strength)
        deadly = rng.gauss(spec.KILLED_LOG_ODDS, spec.KILLED_SPREAD)
        killed += round(lost / (1.0 + exp(-deadly)))
        casualties += lost
        left.append(strength - lost)
    attackers, defenders = left
    won = attackers > 0 and (defenders == 0 or breaks)
    return Fight(won, killed, casualties - killed)


def outcomes(world: World) -> Outcomes:
    """What the run came to."""
    fought = world.fight
    return Outcomes(
        mean_temperature_c=fmean(world.temperature_c),
        mean_shortage=fmean(world.felt),
        mean_price=fmean(world.price),
        mean_hardship=fmean(world.hardship_of),
        mean_protest=fmean(world.protest_of),
        mean_withheld=fmean(world.withheld),
        calls_made=float(world.calls),
        attacked=float(fought is not None),
        taken=float(fought is not None and fought.won),
        dead=float(fought.killed) if fought else 0.0,
        hurt=float(fought.wounded) if fought else 0.0,
    )


def draw(rng: Random) -> Uncertain:
    """Draws a run's uncertain numbers."""
    return Uncertain(**{name: rng.uniform(low, high) for name, (low, high) in spec.RANGES.items()})


def runs(n: int, seed: int) -> Iterator[Outcomes]:
    """`n` runs, one after the other."""
    rng = Random(seed)
    for _ in range(n):
        yield run(draw(rng), rng)
