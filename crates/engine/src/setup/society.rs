//! Cities and workforces.

use crate::dice::Name;
use crate::id::{CityId, FacilityId, PartyId, RegionId, SiteId};
use crate::parameter::Num;

/// A city.
#[derive(Clone, Debug, PartialEq)]
pub struct City {
    /// Name.
    pub name: Name,
    /// Whose it is.
    pub party: PartyId,
    /// Where.
    pub site: Option<SiteId>,
    /// The region whose cold it feels.
    pub region: Option<RegionId>,
    /// Adults and children.
    pub population: Num,
    /// Perceived legitimacy of the government L, in [0, 1].
    pub legitimacy: Num,
    /// Hardship H, in [0, 1].
    pub hardship: Num,
    /// Mean of the net threshold μ for going into the streets.
    pub threshold: Num,
    /// Spread s of the thresholds.
    pub spread: Num,
    /// Pull of those already in the streets `a_w`.
    pub contagion: Num,
    /// Police for each thousand people.
    pub police_per_thousand: Num,
    /// Whom the anger is aimed at besides, and how much of it at the start.
    pub grievances: Vec<Grievance>,
}

/// A share of a city's anger aimed at a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grievance {
    /// Whom: the own government, a bloc, a lessee.
    pub against: PartyId,
    /// How much at the start, in [0, 1].
    pub level: Num,
}

/// Parameters of the unrest domain (MODELS §4), shared by all cities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unrest {
    /// Days in which hardship follows its target by a factor e.
    pub hardship_days: Num,
    /// Hardship for a doubled price of food or fuel.
    pub hardship_price: Num,
    /// Hardship thirty days into full sanctions.
    pub hardship_sanctions: Num,
    /// Hardship in hard cold.
    pub hardship_cold: Num,
    /// Hardship relieved while production is kept at home.
    pub relief_withheld: Num,
    /// Hardship relieved by accepted foreign aid.
    pub relief_aid: Num,
    /// Loss of legitimacy per day for normalised protest that a captured government ignores.
    pub ignored_protest: Num,
    /// Gain of legitimacy for a concession.
    pub concession: Num,
    /// Loss of legitimacy for each e-fold of 1 + the nation's killed: the first 16 cost 2.8 times it, a
    /// thousand 6.9 times.
    pub death: Num,
    /// Loss of legitimacy for a crackdown.
    pub backlash: Num,
    /// Weight of incitement on the willing share's argument.
    pub incitement: Num,
    /// Weight of the nation's protest (media).
    pub media: Num,
    /// Standard deviation of a city's mood.
    pub mood_sd: Num,
    /// Correlation time of the mood, days.
    pub mood_days: Num,
    /// Risk aversion R.
    pub risk: Num,
    /// Rate at which the willing join, 1/day.
    pub join: Num,
    /// Rate at which the unwilling leave, 1/day.
    pub leave: Num,
    /// Rate at which rioters go home, 1/day.
    pub riot_end: Num,
    /// Rate of detention by police in contact while repressing, 1/day.
    pub detain: Num,
    /// Days a detained person is held (mean).
    pub detained_days: Num,
    /// Riots per day at the reference share of 0.5 % of adults in the streets; it grows with the crowd like
    /// contagion, to five times this at most.
    pub riot_rate: Num,
    /// Killed for each thousand rioters and day of riot.
    pub deaths_per_thousand: Num,
    /// Days a crackdown lasts.
    pub repress_days: Num,
    /// Rise time of incitement, days.
    pub incitement_rise_days: Num,
    /// Decay time of incitement when the money stops, days.
    pub incitement_decay_days: Num,
    /// Largest incitement `I_max`, in [0, 1].
    pub incitement_max: Num,
    /// Share of adults in the population.
    pub adult_share: Num,
    /// Share in the streets at which a protest is reported.
    pub protest_share: Num,
    /// Rate at which a running incitement is found out, 1/day.
    pub exposure_rate: Num,
    /// Hardship for each unit of felt shortage (share of demand) of a good of weight 1.
    pub hardship_shortage: Num,
    /// Days until sanctions are felt in full.
    pub sanctions_days: Num,
    /// Days in which the relief by a parcel of aid fades by a factor e.
    pub aid_days: Num,
    /// Days in which legitimacy returns to its level by a factor e.
    pub legitimacy_days: Num,
    /// Legitimacy that a full public rumour of capture costs, true or false.
    pub rumour: Num,
    /// Share of adults in the streets that counts as 1 where protest is normalised.
    pub reference_protest: Num,
    /// Greatest normalised protest.
    pub protest_cap: Num,
    /// Share in the streets at which contagion and media have half their pull.
    pub contagion_half: Num,
    /// Weight on the willing share's argument of anger at others, above its start.
    pub anger: Num,
    /// Days in which anger at a party returns to its level by a factor e.
    pub anger_days: Num,
    /// Impulse on anger at a bloc: its sanctions at full severity.
    pub anger_sanction: Num,
    /// Impulse on anger at a party: its troops land at a facility.
    pub anger_troops: Num,
    /// Impulse on anger at a party: a clash at a gate with its troops (or, without troops, its guards).
    pub anger_clash: Num,
    /// Impulse on anger at a party: it launches from a facility here.
    pub anger_launch: Num,
    /// Impulse on anger at the own government: a crackdown.
    pub anger_crackdown: Num,
    /// Anger added at full incitement against a party, share of what is left to 1.
    pub anger_incitement: Num,
    /// Epstein's arrest constant k: arrest is nearly certain with one policeman for each active.
    pub arrest: Num,
    /// What a crackdown adds to the rate of riots, multiple of the rate without.
    pub riot_repress: Num,
    /// What recent deaths add to the rate of riots, multiple of the rate without.
    pub riot_death: Num,
    /// Days in which deaths are recent.
    pub riot_death_days: Num,
    /// Least share of the protesters that a riot draws in.
    pub riot_share_low: Num,
    /// Greatest share of the protesters that a riot draws in.
    pub riot_share_high: Num,
    /// Share of its first rioters below which a riot is over.
    pub riot_over: Num,
    /// Factor on deaths in riots during a crackdown.
    pub repress_deaths: Num,
    /// Hurt for each killed.
    pub hurt_per_death: Num,
    /// Share in the streets above which a city is followed twice a day.
    pub restless_share: Num,
    /// Money among one people, million USD, that brings incitement to 63 % of its largest.
    pub incitement_musd: Num,
    /// Days over which the money of one order flows.
    pub incitement_days: Num,
}

/// A workforce.
#[derive(Clone, Debug, PartialEq)]
pub struct Workforce {
    /// Name.
    pub name: Name,
    /// Where it works.
    pub facility: FacilityId,
    /// Who employs it.
    pub employer: PartyId,
    /// The movement that speaks for it.
    pub movement: Option<PartyId>,
    /// The city it lives in.
    pub city: Option<CityId>,
    /// People.
    pub people: Num,
    /// Pay as a share of what the employer's own people get, in (0, 2].
    pub pay_ratio: Num,
    /// Effort asked while the manifest has campaigns planned in all bays, multiple of normal.
    pub effort: Num,
    /// Further effort while campaigns run in all bays, share of normal; fewer ask in proportion.
    pub campaign_effort: Num,
    /// Who can be brought in instead.
    pub replacements: Option<Replacements>,
}

/// Replacement workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacements {
    /// People.
    pub available: Num,
    /// Days from the order to their arrival.
    pub arrive_days: Num,
    /// Skill on arrival, share of the regular crew's.
    pub skill: Num,
}

/// Parameters of the labour domain (MODELS §5).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labour {
    /// Ceiling rate of a strike's onset λ1, 1/day.
    pub onset_rate: Num,
    /// Strain at which the onset is half its ceiling g0.
    pub onset_strain: Num,
    /// Softness of the onset.
    pub onset_softness: Num,
    /// Weight of the city's protest on strain.
    pub protest: Num,
    /// Weight of incitement.
    pub incitement: Num,
    /// Weight of sanctions on the workforce's country.
    pub sanctions: Num,
    /// Days in which the striking share follows its target.
    pub share_days: Num,
    /// Strain at which half of them strike.
    pub share_strain: Num,
    /// Softness of that.
    pub share_softness: Num,
    /// Weight of the fear of dismissal.
    pub dismissal_fear: Num,
    /// Median days to a settlement (Kennan), before `stubborn`.
    pub settlement_days: Num,
    /// Weibull shape of the settlement.
    pub settlement_shape: Num,
    /// Factor on the settlement time.
    pub stubborn: Num,
    /// Factor on the settlement rate while foreign troops are on site.
    pub troops_settlement: Num,
    /// Factor on the settlement rate for each unit of pay offered on top.
    pub offer: Num,
    /// Rate of a riot at the gate at full strike `λ_z`, 1/day.
    pub gate_rate: Num,
    /// Multiplier for the dismissed share.
    pub gate_dismissed: Num,
    /// Multiplier for replacement workers on site.
    pub gate_replaced: Num,
    /// Multiplier for foreign troops just arrived (an assumption without data).
    pub gate_troops: Num,
    /// Days in which that provocation fades by a factor e.
    pub gate_fade_days: Num,
    /// Days in which replacement crews learn the work.
    pub learning_days: Num,
    /// Skill they end with.
    pub learned_skill: Num,
    /// Killed for each thousand in a clash at the gate with troops.
    pub clash_deaths_per_thousand: Num,
    /// Hurt for each killed.
    pub hurt_per_death: Num,
    /// Weight of the city's protest on the striking share's argument.
    pub share_protest: Num,
    /// Weight of incitement on the striking share's argument.
    pub share_incitement: Num,
    /// Striking share below which a strike withers.
    pub withered_share: Num,
    /// Days after a strike's end in which no new one begins.
    pub truce_days: Num,
    /// Share of the strikers that one order dismisses.
    pub dismissed_share: Num,
    /// Present share above a facility's need at which it works again.
    pub resume_margin: Num,
    /// What full incitement adds to the rate of riots at the gate, multiple of the rate without.
    pub gate_incitement: Num,
    /// Share of strikers and dismissed who stand at the gate.
    pub gate_share: Num,
    /// Factor on deaths in a clash without foreign troops.
    pub gate_police: Num,
    /// Hours from the outbreak at the gate to the clash.
    pub clash_hours: Num,
    /// Troops hurt for each thousand at the gate.
    pub troops_hurt_per_thousand: Num,
    /// Least days a riot at the gate lasts; it lasts up to twice as long.
    pub gate_riot_days: Num,
}
