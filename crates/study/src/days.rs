//! Quantities noted day by day while a run is played.

use powderkeg_engine::world::World;

use crate::look::Look;
use crate::runs::kinds;

/// What some rules say at the first instant of each day, in the order of days and rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Days {
    values: Vec<f64>,
    /// So many records had happened at the first instant of the last day.
    seen: usize,
}

impl Days {
    /// With room for so many values.
    pub fn with_room(values: usize) -> Self {
        Self { values: Vec::with_capacity(values), seen: 0 }
    }

    /// Notes the first instant of a day. What cannot have changed since the day before is as it was.
    pub fn note(&mut self, world: &World, rules: &[Look]) {
        let records = world.log().records();
        let happened = kinds(&records[self.seen..]);
        self.seen = records.len();
        if self.values.is_empty() {
            self.values.extend(rules.iter().map(|rule| rule.value(world)));
        } else {
            let today = self.values.len();
            self.values.extend_from_within(today - rules.len()..);
            for (value, rule) in self.values[today..].iter_mut().zip(rules) {
                if rule.is_due(happened, true) {
                    *value = rule.value(world);
                }
            }
        }
        // Days on which nobody stepped are like the next.
        self.repeat(rules.len(), world.at().day() as usize + 1);
    }

    /// The values of so many days; those that never began are like the end.
    pub fn finish(mut self, end: &[f64], days: usize) -> Vec<f64> {
        if self.values.len() < days * end.len() {
            self.values.extend_from_slice(end);
            self.repeat(end.len(), days);
        }
        self.values
    }

    /// Repeats the last day's values until there are so many days.
    fn repeat(&mut self, width: usize, days: usize) {
        while self.values.len() < days * width {
            self.values.extend_from_within(self.values.len() - width..);
        }
    }
}
