//! Which run of a study is told.

use powderkeg_engine::time::Minute;
use powderkeg_study::row::Row;
use powderkeg_study::summary::Summary;

/// Looks for a typical run: of those with the commonest result the first whose incident lies nearest the median date.
#[derive(Clone, Debug)]
pub struct Typical {
    result: Option<u32>,
    median: Option<Minute>,
    best: Option<(u32, Row)>,
}

impl Typical {
    /// What is typical of a study.
    #[must_use]
    pub fn of(summary: &Summary) -> Self {
        // Of equally common results the first of the scenario.
        let mut common: Option<(Option<usize>, u32)> = None;
        for (index, share) in summary.results() {
            if common.is_none_or(|(_, most)| share.held > most) {
                common = Some((index, share.held));
            }
        }
        let result = common.and_then(|(index, _)| index).and_then(|index| u32::try_from(index).ok());
        Self { result, median: summary.incident.quantile(0.5), best: None }
    }

    /// Looks at the next row.
    pub fn add(&mut self, row: &Row) {
        if row.result != self.result {
            return;
        }
        let distance = match (row.incident, self.median) {
            (Some(at), Some(median)) => at.day().abs_diff(median.day()),
            _ => u32::MAX,
        };
        if self.best.as_ref().is_none_or(|(least, _)| distance < *least) {
            self.best = Some((distance, row.clone()));
        }
    }

    /// The row that was found; `None` of no rows.
    #[must_use]
    pub fn row(self) -> Option<Row> {
        self.best.map(|(_, row)| row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use powderkeg_engine::time::DAY;
    use powderkeg_study::row::Columns;

    #[test]
    fn the_commonest_result_and_the_nearest_date_are_taken() {
        let columns = Columns {
            title: String::new(),
            starts: (2015, 1, 1),
            days: 60,
            results: vec!["raid".into(), "none".into()],
            facts: Vec::new(),
            outcomes: Vec::new(),
            parties: Vec::new(),
            parameters: Vec::new(),
        };
        let row = |run, result, day: Option<u32>| Row {
            run,
            result: Some(result),
            incident: day.map(|day| Minute(day * DAY + 5)),
            ..Row::default()
        };
        let rows = [
            row(1, 1, None),
            row(2, 0, Some(50)),
            row(3, 0, Some(11)),
            row(4, 0, Some(11)),
            row(5, 0, Some(10)),
        ];
        let mut summary = Summary::new(&columns);
        rows.iter().for_each(|row| summary.add(row));
        let mut typical = Typical::of(&summary);
        rows.iter().for_each(|row| typical.add(row));
        // The median of 10, 11, 11 and 50 is 11.
        assert_eq!(typical.row().map(|row| row.run), Some(3));

        let quiet = [row(1, 1, None), row(2, 1, None)];
        let mut summary = Summary::new(&columns);
        quiet.iter().for_each(|row| summary.add(row));
        let mut typical = Typical::of(&summary);
        quiet.iter().for_each(|row| typical.add(row));
        assert_eq!(typical.row().map(|row| row.run), Some(1));
    }
}
