//! `log.jsonl` says what the log says, to the last bit.

use powderkeg_report::jsonl;
use serde_json::Value;

use crate::fixture::*;

#[test]
fn a_log_reads_back() {
    let setup = setup();
    let (log, numbers) = (crisis(&setup), numbers(&setup));
    let run = run(&setup, &log, &numbers, Some(at(191, 2, 10)));
    let mut text = Vec::new();
    jsonl::write(&run, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), log.records().len());
    for (index, (line, record)) in lines.iter().zip(log.records()).enumerate() {
        assert_eq!(line["id"], index + 1);
        assert_eq!(line["minute"], record.id.at.0);
        assert_eq!(line["event"]["kind"], record.event.kind().name());
        assert_eq!(line["causes"].as_array().map(Vec::len), Some(log.causes(record).len()));
        assert_eq!(line["saw"].as_array().map_or(0, Vec::len), log.saw(record).len());
        assert_eq!(line.to_string(), text.lines().nth(index).unwrap());
    }
    let strike = &lines[0];
    assert_eq!(strike["time"], "2015-02-28T06:02:00");
    assert_eq!(strike["event"]["workforce"], "baikonur_crews");
    assert_eq!(strike["causes"][0]["path"], "workforce.baikonur_crews");
    // The draw is told with the very number that was drawn.
    let drawn = run.dice.uniform(powderkeg_engine::dice::Stream::Strike, setup.workforces[CREWS].name, 0).0;
    assert_eq!(strike["causes"][1]["u"].as_f64().map(f64::to_bits), Some(drawn.to_bits()));
    // A share that was an f32 is written as people wrote it, and is the same f32.
    assert!(text.contains("\"present\":0.4"), "{text}");
    let raid = lines.iter().find(|line| line["event"]["kind"] == "decided").unwrap();
    assert_eq!(raid["event"]["action"]["aim"], "deny");
    // Whatever an event or an order has, its `kind` is its own.
    assert_eq!(raid["event"]["action"]["kind"], "operate");
    assert_eq!(raid["event"]["action"]["sort"], "seize");
    assert_eq!(raid["saw"][0]["reading"], "refused(russia, asat)");
}
