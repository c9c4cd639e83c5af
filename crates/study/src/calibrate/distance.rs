//! How far a run is from the record.

use powderkeg_engine::time::Minute;

use crate::hindcast::{Expected, in_order};

/// A date this many days off counts half as much as a fact that never comes about. An assumption.
pub const HALF_DAYS: f64 = 30.0;

/// The share of the record that a run does not tell, from 0 to 1. Every fact and every pair of the order is one item:
///
/// - a fact that never comes about counts 1;
/// - one that comes about d days outside of its recorded time counts d / (d + [`HALF_DAYS`]);
/// - a pair counts 1 unless both come about, in order.
///
/// What is given or claimed does not count. `firsts` begin with those of the facts; a record without facts has
/// distance 0.
#[must_use]
pub fn distance(expected: &Expected, firsts: &[Option<Minute>]) -> f64 {
    let facts = expected.facts.iter().zip(firsts).map(|(fact, first)| match (first, fact.when) {
        (None, _) => 1.0,
        (Some(_), None) => 0.0,
        (Some(at), Some(when)) => {
            let days = f64::from(when.distance(at.day()));
            days / (days + HALF_DAYS)
        }
    });
    let pairs = expected.order.iter().map(|&pair| match in_order(firsts, pair) {
        Some(true) => 0.0,
        Some(false) | None => 1.0,
    });
    let items = expected.facts.len() + expected.order.len();
    facts.chain(pairs).sum::<f64>() / items.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hindcast::Fact;
    use crate::score::Recorded;
    use powderkeg_engine::time::DAY;

    #[test]
    fn what_is_missing_late_or_out_of_order_counts() {
        let fact = |when: Option<(u32, u32)>| Fact {
            name: "it".into(),
            when: when.map(|(from, until)| Recorded { from: Some(from), until: Some(until) }),
        };
        let expected = Expected {
            facts: vec![fact(Some((10, 10))), fact(Some((20, 30))), fact(None)],
            order: vec![(0, 1)],
            ..Expected::default()
        };
        for (days, wanted) in [
            ([Some(10), Some(30), Some(90)], 0.0),
            ([Some(10), Some(60), Some(90)], 0.5), // 30 days late
            ([Some(40), Some(30), Some(90)], 1.5), // 30 days late, out of order
            ([None, Some(25), Some(90)], 2.0),     // missing, and no order
            ([None, None, None], 4.0),
        ] {
            let firsts = days.map(|day| day.map(|day| Minute(day * DAY + 5)));
            assert!((distance(&expected, &firsts) - wanted / 4.0).abs() < 1e-12, "{days:?}");
        }
        assert!(distance(&Expected::default(), &[]).abs() < 1e-12);
    }
}
