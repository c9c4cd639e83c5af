//! Weather and trade.

use powderkeg_engine::event::Event;

use crate::words::{Words, percent, span, trimmed};

pub(super) fn clause(words: &Words, event: &Event) -> String {
    match *event {
        Event::ColdSpellBegan { region, temperature_c, anomaly_c } => {
            let (region, anomaly) = (words.region(region), f64::from(anomaly_c));
            let side = if anomaly < 0.0 { "below" } else { "above" };
            let temperature = degrees(f64::from(temperature_c));
            format!("a cold spell began in {region}: {temperature}, {} {side} normal", degrees(anomaly.abs()))
        }
        Event::ColdSpellEnded { region, days } => {
            format!("the cold spell in {} ended after {}", words.region(region), span(days.into()))
        }
        Event::RainFailed { region, share } => {
            format!(
                "ninety days' rain in {} fell to {} of normal",
                words.region(region),
                percent(share.into())
            )
        }
        Event::Withheld { party, good, share } => {
            let (party, good) = (words.party(party), words.good(good));
            format!("{party} kept {} of its contracted {good} at home", percent(share.into()))
        }
        Event::Resumed { party, good } => {
            format!("{} delivered its contracted {} in full again", words.party(party), words.good(good))
        }
        Event::ShortageBegan { consumer, share } => {
            let (party, good) = party_and_good(words, consumer);
            // Felt is what was missing of late, the last days more than those before.
            let share = percent(share.into());
            format!("a shortage of {good} began to be felt in {party}, {share} of demand missing of late")
        }
        Event::ShortageEnded { consumer, days, peak } => {
            let (party, good) = party_and_good(words, consumer);
            let (days, peak) = (span(days.into()), percent(peak.into()));
            format!(
                "the shortage of {good} in {party} ended after {days}; at its worst {peak} of demand was missing"
            )
        }
        Event::HouseholdsCut { consumer, share } => {
            let (party, good) = party_and_good(words, consumer);
            let share = percent(share.into());
            format!("rationing of {good} reached households in {party}, {share} of their need cut that day")
        }
        Event::StoreEmptied { consumer } => format!("{} store ran empty", words.supply(consumer)),
        Event::Settled { contract, undelivered } => {
            let seller = words.party(words.setup.contracts[contract].seller);
            let contract = words.contract(contract);
            if undelivered > 0.0 {
                let missing = percent(undelivered.into());
                format!("{seller} met {contract} within tolerance, {missing} missing")
            } else {
                format!("{seller} met {contract} in full")
            }
        }
        Event::Breached { contract, undelivered } => {
            let seller = words.party(words.setup.contracts[contract].seller);
            let missing = percent(undelivered.into());
            format!("{seller} breached {}, {missing} missing", words.contract(contract))
        }
        Event::Excused { contract, undelivered } => {
            let seller = words.party(words.setup.contracts[contract].seller);
            let missing = percent(undelivered.into());
            format!("{seller} missed {missing} of {} and had it excused", words.contract(contract))
        }
        Event::RouteClosed { route, by } => format!("{} closed {}", words.party(by), words.route(route)),
        Event::RouteOpened { route, by } => {
            format!("{} opened {} again", words.party(by), words.route(route))
        }
        _ => unreachable!("not an event of weather or trade"),
    }
}

fn party_and_good(words: &Words, consumer: powderkeg_engine::id::ConsumerId) -> (String, String) {
    let consumer = &words.setup.consumers[consumer];
    (words.party(consumer.party), words.good(consumer.good))
}

/// "−12 °C".
fn degrees(celsius: f64) -> String {
    format!("{} °C", trimmed(celsius, 0).replace('-', "−"))
}
