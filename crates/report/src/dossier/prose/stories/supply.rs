//! Weather, goods and contracts.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{ConsumerId, GoodId, PartyId};

use super::{Part, Story, Theme, When, distinct, with_again};
use crate::sentence::clause;
use crate::words::{listed, percent};

pub(super) fn gather(part: &Part, out: &mut Vec<Story>) {
    weather(part, out);
    withheld(part, out);
    routes(part, out);
    short(part, out);
    breaches(part, out);
}

fn weather(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let first = part.by(|record| match record.event {
        Event::ColdSpellBegan { region, .. } => Some((region, true)),
        Event::RainFailed { region, .. } => Some((region, false)),
        _ => None,
    });
    for (_, places) in first {
        let place = places[0];
        let text = clause(&words, &part.record(place).event);
        out.push(Story::new(Theme::Supply, When::On(place), text, &[place]));
    }
}

/// What was kept at home, how much in turn, and that it was delivered again.
fn withheld(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let groups = part.by(|record| match record.event {
        Event::Withheld { party, good, .. } => Some((party, good)),
        _ => None,
    });
    for ((party, good), places) in groups {
        let shares = distinct(places.iter().filter_map(|&place| match part.record(place).event {
            Event::Withheld { share, .. } => Some(percent(share.into())),
            _ => None,
        }));
        let (who, what) = (words.party(party), words.good(good));
        let text = format!("{who} kept {} of its contracted {what} at home", shares[0]);
        out.push(Story::new(Theme::Supply, When::On(places[0]), text, &places[..1]));
        if let [_, again, ..] = places[..] {
            let share = shares.get(1).map_or_else(|| "the same share".to_string(), Clone::clone);
            let first_time = format!("{who} kept {share} of its contracted {what} at home");
            let text = format!("{who} kept back {share} of its {what} again");
            let story = Story::new(Theme::Supply, When::On(again), first_time, &[again]);
            out.push(story.again(text, places[..1].to_vec()));
        }
    }
    let resumed = part.by(|record| match record.event {
        Event::Resumed { party, good } => Some((party, good)),
        _ => None,
    });
    for (_, places) in resumed {
        let text = clause(&words, &part.record(places[0]).event);
        out.push(Story::new(Theme::Supply, When::On(places[0]), text, &places[..1]));
    }
}

fn routes(part: &Part, out: &mut Vec<Story>) {
    for (place, record) in part.records() {
        let earlier = match record.event {
            Event::RouteClosed { route, .. } => part.earlier(
                place,
                |event| matches!(event, Event::RouteClosed { route: other, .. } if *other == route),
            ),
            Event::RouteOpened { .. } => Vec::new(),
            // Others close no way.
            _ => continue,
        };
        let text = clause(&part.pen.words, &record.event);
        let again = with_again(&text);
        out.push(Story::new(Theme::Supply, When::On(place), text, &[place]).again(again, earlier));
    }
}

/// Where a good ran short, whose stores ran empty, and where households were cut: a sentence each.
fn short(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let consumers = &part.pen.run.setup.consumers;
    let good = |consumer: ConsumerId| consumers[consumer].good;
    let sorts = part.by(|record| match record.event {
        Event::ShortageBegan { consumer, .. } => Some((good(consumer), 0)),
        Event::StoreEmptied { consumer } => Some((good(consumer), 1)),
        Event::HouseholdsCut { consumer, .. } => Some((good(consumer), 2)),
        _ => None,
    });
    for ((good, sort), places) in sorts {
        // Each country once: where it came back, the first time.
        let mut firsts: Vec<(PartyId, usize)> = Vec::new();
        for place in places {
            let (Event::ShortageBegan { consumer, .. }
            | Event::StoreEmptied { consumer }
            | Event::HouseholdsCut { consumer, .. }) = part.record(place).event
            else {
                continue;
            };
            let party = consumers[consumer].party;
            if firsts.iter().all(|known| known.0 != party) {
                firsts.push((party, place));
            }
        }
        let places: Vec<usize> = firsts.iter().map(|row| row.1).collect();
        let names: Vec<String> = firsts.iter().map(|row| words.party(row.0)).collect();
        let cuts = places.iter().filter_map(|&place| match part.record(place).event {
            Event::HouseholdsCut { share, .. } => Some(share),
            _ => None,
        });
        let mut text = said_short(sort, &words.good(good), &names);
        if let Some(most) = cuts.reduce(f32::max) {
            let most = percent(most.into());
            text = if names.len() == 1 {
                format!("{text}, with {most} of their need cut")
            } else {
                format!("{text}, with up to {most} of their need cut")
            };
        }
        out.push(Story::new(Theme::Supply, When::of(&places), text, &places));
    }
}

fn said_short(sort: u8, good: &str, names: &[String]) -> String {
    let where_ = listed(names);
    match sort {
        0 if names.len() == 1 => format!("a shortage of {good} began to be felt in {where_}"),
        0 => format!("shortages of {good} began to be felt in {where_}"),
        1 if names.len() == 1 => format!("the {good} store of {where_} ran empty"),
        1 => format!("the {good} stores of {where_} ran empty"),
        _ => format!("rationing of {good} reached households in {where_}"),
    }
}

/// The breaches that a seller is charged with on a day.
fn breaches(part: &Part, out: &mut Vec<Story>) {
    let words = part.pen.words;
    let contracts = &part.pen.run.setup.contracts;
    let groups = part.by(|record| match record.event {
        Event::Breached { contract, .. } => Some((contracts[contract].seller, record.id.at.day())),
        _ => None,
    });
    for ((seller, _), places) in groups {
        let mut buyers: Vec<(GoodId, Vec<String>)> = Vec::new();
        let mut most = 0.0_f32;
        for &place in &places {
            let Event::Breached { contract, undelivered } = part.record(place).event else { continue };
            let (good, buyer) = (contracts[contract].good, words.party(contracts[contract].buyer));
            most = most.max(undelivered);
            match buyers.iter_mut().find(|row| row.0 == good) {
                Some((_, names)) => names.push(buyer),
                None => buyers.push((good, vec![buyer])),
            }
        }
        let what: Vec<String> = buyers
            .into_iter()
            .map(|(good, names)| format!("{} to {}", words.good(good), listed(&distinct(names))))
            .collect();
        let (seller, missing) = (words.party(seller), percent(most.into()));
        let (contracts, missing) = match places.len() {
            1 => ("its contract", format!("with {missing} missing")),
            _ => ("its contracts", format!("with up to {missing} missing")),
        };
        let text =
            format!("{seller} was found in breach of {contracts} to deliver {}, {missing}", listed(&what));
        out.push(Story::new(Theme::Supply, When::On(places[0]), text, &places));
    }
}
