//! The chronicle tells what mattered, once.

use powderkeg_report::chronicle::{Options, entries, render};
use powderkeg_report::layout::width;

use crate::fixture::*;

#[test]
fn a_crisis_reads_as_a_story() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, Some(at(191, 2, 10)));
    let text = render(&run, Options { all: false, columns: 200 });
    for expected in [
        "February 2015\n  28 Feb  The Baikonur crews went on strike.\n",
        "SCO imposed sanctions on Kazakhstan, at 60 % of the full severity, by 2 votes to 1",
        "Russia refused the call of the United States to cancel the anti-satellite launch (for the 3rd time since 31 March)",
        "10 April 2015\n  02:10  The United States raided the Baikonur Cosmodrome",
        "\n  05:00  The fight for the Baikonur Cosmodrome ended after 3 hours",
    ] {
        assert!(text.contains(expected), "no {expected:?} in\n{text}");
    }
    assert_eq!(text.matches("refused the call").count(), 1, "refusals in a row are one line\n{text}");
    assert!(!text.contains("called on") && !text.contains("voted") && !text.contains("decided"), "{text}");
}

#[test]
fn all_means_all_and_lines_fit() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, None);
    let all = entries(&run, Options { all: true, columns: 60 });
    let told: Vec<usize> = all.iter().map(|entry| entry.position).collect();
    assert_eq!(told, (0..log.records().len()).collect::<Vec<_>>());
    for columns in [40, 60, 80] {
        let text = render(&run, Options { all: true, columns });
        assert!(text.lines().all(|line| width(line) <= columns), "{text}");
    }
}
