"""The yardstick in plain Python: one run at a time, standard library only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from math import exp, inf, sqrt
from random import Random
from statistics import fmean
from time import process_time

import spec
from spec import Outcomes, Uncertain, Urge, normal_cdf

PARTIES = range(len(spec.PARTIES))
CITIES = range(len(spec.CITY_OF))


def of_parties(value: float) -> list[float]:
    """The same for every party."""
    return [value for _ in PARTIES]


def of_cities(value: float) -> list[float]:
    """The same for every city."""
    return [value for _ in CITIES]


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


@dataclass(slots=True)
class Rule:
    """A rule is open while its gate lies between two bounds, and is taken when its integrated urge passes its draw."""

    act: Act
    #: The seller whose deliveries it is about; for a fight, nobody's.
    seller: int
    urge: Urge
    #: Its level is `levels[level]`, its gate `gates[gate]`.
    levels: list[float]
    level: int
    gates: list[float]
    gate: int
    above: float
    below: float
    rate: float
    #: What is left of its Exp(1) draw.
    left: float
    #: The share it withholds.
    share: float = 0.0
    #: Until when it rests.
    rests_until: float = 0.0


def make_rules(world: World) -> list[Rule]:
    """The thirty rules of the six parties."""
    rules: list[Rule] = []
    draw = world.rng.expovariate
    withheld, felt, cold = world.withheld, world.felt, world.cold
    for party in PARTIES:
        region = spec.REGION[party]
        urge, share = spec.KEEP_FOR_THE_COLD, spec.COLD_SHARE
        rules.append(
            Rule(Act.WITHHOLD, party, urge, cold, region, withheld, party, -inf, share, urge.rate, draw(1.0), share)
        )
        urge, share, protest = spec.KEEP_FOR_THE_PEOPLE, spec.PEOPLE_SHARE, world.protest_of
        rules.append(
            Rule(Act.WITHHOLD, party, urge, protest, party, withheld, party, -inf, share, urge.rate, draw(1.0), share)
        )
        urge = spec.DELIVER_AGAIN
        rules.append(Rule(Act.DELIVER, party, urge, cold, region, withheld, party, 0.0, inf, urge.rate, draw(1.0)))
    for contract in spec.CONTRACTS:
        urge, buyer, least = spec.CALL, contract.buyer, spec.LEAST_SHORTAGE
        rules.append(
            Rule(Act.CALL, contract.seller, urge, felt, buyer, felt, buyer, least, inf, urge.rate, draw(1.0))
        )
    attacker, urge, hardship, least = spec.ATTACKER, spec.PREPARE, world.hardship_of, spec.LEAST_HARDSHIP
    rules.append(
        Rule(Act.PREPARE, attacker, urge, hardship, attacker, hardship, attacker, least, inf, urge.rate, draw(1.0))
    )
    urge, rate = spec.SEIZE, world.numbers.seize_rate
    seize = Rule(Act.SEIZE, attacker, urge, felt, attacker, felt, attacker, -inf, inf, rate, draw(1.0))
    # Until it is prepared.
    seize.rests_until = inf
    rules.append(seize)
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
    for party in PARTIES:
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
        if day > 0:
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
        if rule.rests_until >= ends or not rule.above < rule.gates[rule.gate] < rule.below:
            continue
        urge = rule.urge
        hazard = rule.rate / (1.0 + exp((urge.threshold - rule.levels[rule.level]) / urge.softness))
        starts = max(day, rule.rests_until)
        spent = hazard * (ends - starts)
        if spent < rule.left:
            rule.left -= spent
            continue
        at = starts + rule.left / hazard
        rule.left = world.rng.expovariate(1.0)
        rule.rests_until = at + urge.rest
        decided.append((at, rule))
    decided.sort(key=lambda decision: decision[0])
    for at, rule in decided:
        carry_out(world, rules, rule, at)


def carry_out(world: World, rules: list[Rule], rule: Rule, at: float) -> None:
    """Does what a rule orders."""
    withheld, seller = world.withheld, rule.seller
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
                    other.rests_until = at + spec.STAGING_DAYS
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
        temperature_c=fmean(world.temperature_c),
        shortage=fmean(world.felt),
        price=fmean(world.price),
        hardship=fmean(world.hardship_of),
        protest=fmean(world.protest_of),
        withheld=fmean(world.withheld),
        calls=float(world.calls),
        attacked=float(fought is not None),
        seized=float(fought is not None and fought.won),
        dead=float(fought.killed) if fought else 0.0,
        wounded=float(fought.wounded) if fought else 0.0,
    )


def draw(rng: Random) -> Uncertain:
    """Draws a run's uncertain numbers."""
    return Uncertain(**{name: rng.uniform(low, high) for name, (low, high) in spec.RANGES.items()})


def runs(n: int, seed: int) -> Iterator[Outcomes]:
    """`n` runs, one after the other."""
    rng = Random(seed)
    for _ in range(n):
        yield run(draw(rng), rng)


if __name__ == "__main__":
    import sys

    began = process_time()
    done = list(runs(int(sys.argv[1]), int(sys.argv[2])))
    print(len(done) / (process_time() - began), "runs a CPU-second")
    for name in Outcomes.__dataclass_fields__:
        print(f"{name:15} {fmean(getattr(row, name) for row in done):.5f}")
