"""The numbers of `scenarios/yardstick`, as its README states them; all three implementations read them here."""

from dataclasses import dataclass, fields
from math import erfc, exp, inf, log, sqrt
from typing import Final

# -- Time, in days from one morning's decisions to the next -----------------------------------------------------------
DAYS: Final = 150
#: The scenario ends at a midnight: its last day is short.
LAST_DAY: Final = (24 * 60 - (6 * 60 + 4)) / (24 * 60)
DAYS_PER_MONTH: Final = 30.4375

# -- Parties, and which of the two regions each lies in ----------------------------------------------------------------
PARTIES: Final = "abcdef"
REGION: Final = (0, 0, 0, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The numbers that are drawn once a run."""

    shift_north: float
    shift_south: float
    hardship_shortage: float
    mood_sd: float
    comply: float
    fight_minutes: float
    seize_rate: float


#: The range of each; all are uniform.
RANGES: Final[dict[str, tuple[float, float]]] = {
    "shift_north": (-4.0, 2.0),
    "shift_south": (-4.0, 2.0),
    "hardship_shortage": (0.1, 0.5),
    "mood_sd": (0.02, 0.08),
    "comply": (0.1, 0.5),
    "fight_minutes": (60.0, 300.0),
    "seize_rate": (0.02, 0.1),
}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a run comes to; the scenario's outcomes of the same names."""

    mean_temperature_c: float
    mean_shortage: float
    mean_price: float
    mean_hardship: float
    mean_protest: float
    mean_withheld: float
    calls_made: float
    attacked: float
    taken: float
    dead: float
    hurt: float


OUTCOMES: Final = tuple(field.name for field in fields(Outcomes))


# -- Weather --------------------------------------------------------------------------------------------------------
ANOMALY_SD_C: Final = 5.0
PERSISTENCE: Final = 0.8
FRESH_ANOMALY_C: Final = ANOMALY_SD_C * sqrt(1.0 - PERSISTENCE**2)
COLD_SCALE_C: Final = 3.0
#: Heat demand by temperature: the mixed household of the German gas trade.
HEAT_A, HEAT_B, HEAT_C, HEAT_D = 2.3877618, -34.7213605, 5.8164304, 0.1460936
HEAT_MIDDLE_C: Final = 40.0


def heat_demand(temperature_c: float) -> float:
    """Demand for heat; divide by that of the reference day, 0 °C."""
    if temperature_c >= HEAT_MIDDLE_C:
        return HEAT_D
    odds: float = (HEAT_B / (temperature_c - HEAT_MIDDLE_C)) ** HEAT_C
    return HEAT_A / (1.0 + odds) + HEAT_D


REFERENCE_HEAT: Final = heat_demand(0.0)

# -- Trade: every party buys the one good that it doesn't sell ------------------------------------------------------
ELASTICITY: Final = 0.25
PRICE_CAP: Final = 5.0
PRICE_KEPT: Final = exp(-1.0 / 7.0)
FELT_KEPT: Final = exp(-1.0 / 10.0)
HEATING_SHARE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Consumer:
    """A party's need of the good that it buys; rates are a day."""

    demand: float
    heats: bool
    stock: float
    capacity: float
    most_drawn: float


@dataclass(frozen=True, slots=True)
class Contract:
    """A delivery from one party to another, units a day."""

    seller: int
    buyer: int
    amount: float


CONSUMERS: Final = (
    Consumer(40 / DAYS_PER_MONTH, False, 15, 30, 0.5),
    Consumer(50 / DAYS_PER_MONTH, False, 15, 30, 0.5),
    Consumer(50 / DAYS_PER_MONTH, False, 15, 30, 0.5),
    Consumer(50 / DAYS_PER_MONTH, True, 20, 40, 0.8),
    Consumer(60 / DAYS_PER_MONTH, True, 20, 40, 0.8),
    Consumer(60 / DAYS_PER_MONTH, True, 20, 40, 0.8),
)
CONTRACTS: Final = tuple(
    Contract(PARTIES.index(seller), PARTIES.index(buyer), monthly / DAYS_PER_MONTH)
    for seller, buyer, monthly in (
        ("a", "d", 40), ("a", "e", 25), ("b", "e", 25), ("b", "f", 25), ("c", "f", 25),
        ("d", "a", 30), ("d", "b", 20), ("e", "b", 20), ("e", "c", 20), ("f", "c", 20),
    )
)  # fmt: skip
#: What each party gets from elsewhere, so that with contracts kept a day at the reference is supplied.
ELSEWHERE: Final = tuple(
    consumer.demand - sum(contract.amount for contract in CONTRACTS if contract.buyer == party)
    for party, consumer in enumerate(CONSUMERS)
)

# -- Cities ----------------------------------------------------------------------------------------------------------
#: Whose each city is, and its share of that party's people.
CITY_OF: Final = (0, 1, 2, 3, 4, 4, 5, 5)
CITY_WEIGHT: Final = (1.0, 1.0, 1.0, 1.0, 2 / 3, 1 / 3, 2 / 3, 1 / 3)
HARDSHIP: Final = 0.55
LEGITIMACY: Final = 0.65
THRESHOLD: Final = 0.8
SPREAD: Final = 0.25
GOOD_WEIGHT: Final = 0.5
HARDSHIP_PRICE: Final = 0.15
HARDSHIP_COLD: Final = 0.06
HARDSHIP_MOVED: Final = 1.0 - exp(-1.0 / 10.0)
CONTAGION: Final = 0.06
MEDIA: Final = 0.05
PULL_HALF: Final = 0.02
JOINED: Final = 1.0 - exp(-0.3)
LEFT: Final = 1.0 - exp(-0.15)
#: Days from one new mood to the next.
MOOD_DAYS: Final = 2
MOOD_KEPT: Final = exp(-MOOD_DAYS / 10.0)
FRESH_MOOD: Final = sqrt(1.0 - MOOD_KEPT**2)


def normal_cdf(x: float) -> float:
    """Standard normal distribution function."""
    return 0.5 * erfc(-x / sqrt(2.0))


def _resting_protest() -> float:
    """Share in the streets where those who would go are those who went (Granovetter 1978), from an empty street."""
    share = 0.0
    for _ in range(20):
        urge = HARDSHIP * (1.0 - LEGITIMACY) + CONTAGION * share / (share + PULL_HALF)
        share = normal_cdf((urge - THRESHOLD) / SPREAD)
    return share


RESTING_PROTEST: Final = _resting_protest()


# -- Rules -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Urge:
    """Decisions a day at a level, rate · sigmoid((level - threshold) / softness), and days of rest after each."""

    rate: float
    threshold: float
    softness: float
    rest: float


KEEP_FOR_THE_COLD: Final = Urge(0.05, 0.8, 0.05, 10.0)
KEEP_FOR_THE_PEOPLE: Final = Urge(0.05, 0.02, 0.004, 10.0)
#: A negative softness: the milder it is, the more urgent.
DELIVER_AGAIN: Final = Urge(0.1, 0.5, -0.1, 5.0)
CALL: Final = Urge(0.2, 0.1, 0.03, 10.0)
PREPARE: Final = Urge(0.05, 0.6, 0.03, inf)
#: Its rate is uncertain.
SEIZE: Final = Urge(1.0, 0.05, 0.02, inf)
COLD_SHARE: Final = 0.3
PEOPLE_SHARE: Final = 0.6
LEAST_SHORTAGE: Final = 0.01
LEAST_HARDSHIP: Final = 0.5
STAGING_DAYS: Final = 5.0
ATTACKER: Final = PARTIES.index("a")

# -- The fight: powderkeg's fit to recorded battles at 550 on foot against 300, in 2031 ------------------------------
ATTACKERS: Final = 550
DEFENDERS: Final = 300
LOG_ODDS: Final = (0.20449402214742585, 0.8149128169131074)
#: ln of the loss share of attackers and defenders, mean and spread, where the attackers win and where they don't.
LOSSES_IF_WON: Final = ((-4.268391705762435, 1.1725703562113108), (-2.922659286886198, 1.2733040271206797))
LOSSES_IF_LOST: Final = ((-3.705510263857986, 1.179580303345812), (-3.714035878750277, 1.280650999695568))
CORRELATION: Final = 0.3089711011738105
RECORD_HOURS: Final = 15.766782103307346
RECORD_PEOPLE: Final = 19195.112222056545
HOURS_EXPONENT: Final = 0.65
SIZE_EXPONENT: Final = 0.2
ASSEMBLY_MINUTES: Final = 40
FIGHT_SPREAD: Final = 0.6
FIGHT_RANGE: Final = (15, 1440)
KILLED_LOG_ODDS: Final = log(0.22 / 0.78)
KILLED_SPREAD: Final = 0.5
