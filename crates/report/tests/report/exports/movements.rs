//! Where forces are said to be: only where the log and the planning factors say so.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::Event;
use powderkeg_engine::log::Log;
use powderkeg_engine::time::Minute;
use powderkeg_report::export::track::{Entity, Track};
use powderkeg_report::great_circle::distance_km;

use super::theatre::{ALERT, HOME, OVER_THE_PAMIRS, THERE, Theatre, launch, site_of};
use crate::fixture::{BAGRAM, BAIKONUR, BRIGADE, Book, GIVEN, RANGERS, YUBILEYNIY, at};

fn rangers(track: &Track) -> &Entity {
    &track.entities[usize::from(RANGERS.0)]
}

#[test]
fn a_raid_flies_the_corridor_that_its_times_fit() {
    let theatre = Theatre::new();
    for (corridor, name) in [(0, "corridor Straight"), (1, "corridor Pamirs")] {
        let track = theatre.track(&theatre.raid(corridor));
        let leg = &rangers(&track).legs[0];
        assert_eq!(leg.way.to_lowercase(), name.to_lowercase());
        let flown = f64::from(leg.arrives.0 - leg.departs.0) / 60.0;
        assert!((flown - theatre.hours(corridor)).abs() < 1.0 / 60.0, "{flown}");
        let (first, last) = (leg.course[0], leg.course[leg.course.len() - 1]);
        assert_eq!((first, last), ((leg.departs, HOME), (leg.arrives, THERE)));
        let passes =
            |way: &(f64, f64)| leg.course.iter().any(|row| (row.1.latitude, row.1.longitude) == *way);
        assert_eq!(OVER_THE_PAMIRS.iter().all(passes), corridor == 1);
        // The pace is the same all the way.
        for pair in leg.course.windows(2) {
            let hours = f64::from(pair[1].0.0 - pair[0].0.0) / 60.0;
            assert!((distance_km(pair[0].1, pair[1].1) - hours * 600.0).abs() <= 10.0, "{pair:?}");
        }
    }
}

#[test]
fn what_the_times_do_not_tell_is_left_out() {
    // Two corridors of the same length: either may have been flown.
    let mut theatre = Theatre::new();
    theatre.corridor("other", &OVER_THE_PAMIRS);
    let track = theatre.track(&theatre.raid(1));
    let leg = &rangers(&track).legs[0];
    assert_eq!((leg.way.as_str(), leg.course.len()), ("not told", 0));
    // Where it was between the order and the arrival is not told either.
    let pieces = rangers(&track).pieces();
    assert_eq!(pieces[0].last().map(|row| row.0), Some(at(189, 4, 0)));
    assert_eq!(pieces[1].first().map(|row| row.0), Some(leg.arrives));
}

#[test]
fn a_recalled_operation_goes_no_further_than_is_told() {
    let theatre = Theatre::new();
    let (launched, hours) = (at(189, 4, 0), theatre.hours(0));
    let arrives = launched.after_hours(ALERT + hours);
    let recalled = |when: Minute| -> Log {
        let mut book = Book::default();
        book.add(launched, Domain::Forces, launch(arrives), &[GIVEN]);
        book.add(when, Domain::Forces, Event::Withdrew { force: RANGERS, to: BAGRAM }, &[GIVEN]);
        let closed = Event::Closed { force: RANGERS, at: BAGRAM, people: 300, vehicles: 0 };
        book.add(Minute(when.0 + 200), Domain::Forces, closed, &[GIVEN]);
        book.log()
    };
    // Before it took off it never left.
    let track = theatre.track(&recalled(Minute(launched.0 + 60)));
    assert_eq!((rangers(&track).stays.len(), rangers(&track).legs.len()), (1, 0));
    assert_eq!(rangers(&track).stays[0].until, track.ends);
    // In the air it is nowhere until it is home again.
    let when = Minute(arrives.0 - 30);
    let track = theatre.track(&recalled(when));
    let stays = &rangers(&track).stays;
    assert_eq!((stays.len(), rangers(&track).legs.len()), (2, 0));
    assert!(stays[0].until < when && stays[1].from == Minute(when.0 + 200), "{stays:?}");
    assert!(stays.iter().all(|stay| stay.place.point == HOME));
}

#[test]
fn an_airlift_lands_and_a_march_arrives_when_the_log_says() {
    let theatre = Theatre::new();
    let left = at(100, 6, 0);
    let landed = left.after_hours(1.5 + theatre.hours(1) + 0.75);
    let mut book = Book::default();
    let departed = |force| Event::Departed { force, to: YUBILEYNIY };
    book.add(left, Domain::Forces, departed(RANGERS), &[GIVEN]);
    book.add(left, Domain::Forces, departed(BRIGADE), &[GIVEN]);
    let first = Event::Landed { force: RANGERS, at: YUBILEYNIY, people: 90, vehicles: 0 };
    book.add(landed, Domain::Forces, first, &[GIVEN]);
    let all = Event::Closed { force: RANGERS, at: YUBILEYNIY, people: 300, vehicles: 0 };
    book.add(Minute(landed.0 + 400), Domain::Forces, all, &[GIVEN]);
    let around = Event::Cordoned { force: BRIGADE, facility: BAIKONUR };
    book.add(Minute(landed.0 + 900), Domain::Forces, around, &[GIVEN]);
    let track = theatre.track(&book.log());
    let leg = &rangers(&track).legs[0];
    assert_eq!(leg.way.to_lowercase(), "corridor pamirs");
    assert_eq!((leg.departs.0, leg.arrives.0), (left.0 + 90, landed.0 - 45));
    assert_eq!((site_of(&track, 0, 0), site_of(&track, 0, 1)), (BAGRAM, YUBILEYNIY));
    let march = &track.entities[usize::from(BRIGADE.0)].legs[0];
    assert_eq!((march.departs, march.arrives.0), (left, landed.0 + 900));
    assert!(march.way.contains("road"));
}

#[test]
fn strength_is_what_is_left_and_events_are_where_their_force_is() {
    let theatre = Theatre::new();
    let track = theatre.track(&theatre.raid(0));
    let people: Vec<u32> = rangers(&track).strength.iter().map(|row| row.people).collect();
    assert_eq!(people, [300, 295, 280]);
    let of = |kind| track.events.iter().find(|event| event.kind == kind).unwrap();
    assert_eq!(of("losses").place.as_ref().unwrap().point, THERE);
    assert_eq!(of("operation_launched").place.as_ref().unwrap().point, HOME);
    let states: Vec<&str> = track
        .entities
        .iter()
        .find(|entity| entity.path == "facility.baikonur")
        .unwrap()
        .states
        .iter()
        .map(|state| state.text.as_str())
        .collect();
    assert_eq!(states, ["in operation", "in operation; fought over", "in operation"]);
}
