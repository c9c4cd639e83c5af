//! Each format, read by a parser that is not ours, and held to what its standard says.

use std::collections::BTreeSet;

use geojson::{FeatureCollection, GeometryValue as Geometry};
use jiff::Timestamp;
use powderkeg_engine::log::Log;
use powderkeg_report::export::Format;
use powderkeg_report::great_circle::Point;
use roxmltree::{Document, Node};
use serde_json::Value;

use super::theatre::Theatre;
use crate::fixture::crisis;

/// A raid, and a crisis without any movement.
fn runs() -> [(Theatre, Log); 2] {
    let theatre = Theatre::new();
    let (raid, crisis) = (theatre.raid(1), crisis(&theatre.setup));
    [(theatre, raid), (Theatre::new(), crisis)]
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text} is no moment: {error}"))
}

fn in_range(position: &[f64]) {
    let [longitude, latitude] = position else { panic!("{position:?}") };
    assert!(longitude.abs() <= 180.0 && latitude.abs() <= 90.0, "{position:?}");
}

#[test]
fn geojson_is_a_collection_of_features() {
    for (theatre, log) in runs() {
        let text = theatre.text(&log, Format::Geojson);
        let collection: FeatureCollection = text.parse().unwrap();
        let mut ids = BTreeSet::new();
        let mut events = 0;
        for feature in &collection.features {
            assert!(ids.insert(format!("{:?}", feature.id)), "{:?} twice", feature.id);
            let property = |key: &str| feature.property(key).and_then(Value::as_str);
            if property("kind") == Some("event") {
                events += 1;
                moment(property("when").unwrap());
            } else {
                assert!(moment(property("begin").unwrap()) <= moment(property("end").unwrap()));
            }
            match feature.geometry.as_ref().map(|geometry| &geometry.value) {
                None => {}
                Some(Geometry::Point { coordinates }) => in_range(coordinates.as_slice()),
                Some(Geometry::LineString { coordinates }) => {
                    coordinates.iter().for_each(|position| in_range(position.as_slice()));
                    assert!(coordinates.len() > 1);
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(events, log.records().len());
    }
}

#[test]
fn ways_over_the_antimeridian_are_cut_there() {
    let mut theatre = Theatre::new();
    theatre.setup.sites.rows_mut().for_each(|site| site.longitude += 113.0);
    theatre
        .setup
        .sites
        .rows_mut()
        .filter(|site| site.longitude > 180.0)
        .for_each(|site| site.longitude -= 360.0);
    theatre.way_points.rows_mut().for_each(Vec::clear);
    let text = theatre.text(&theatre.raid(0), Format::Geojson);
    let collection: FeatureCollection = text.parse().unwrap();
    let mut lines = 0;
    for geometry in collection.features.iter().filter_map(|feature| feature.geometry.as_ref()) {
        if let Geometry::MultiLineString { coordinates } = &geometry.value {
            lines += 1;
            for pair in coordinates.iter().flat_map(|line| line.windows(2)) {
                assert!((pair[0][0] - pair[1][0]).abs() < 180.0, "{pair:?}");
            }
            assert_eq!(coordinates[0].last().map(|position| position[0].abs()), Some(180.0));
        }
    }
    assert_eq!(lines, 2, "there and back");
}

/// Elements of a KML feature in the order of the schema (OGC 07-147r2, ogckml22.xsd), as far as they are used.
const ORDER: [&str; 13] = [
    "name",
    "description",
    "TimeStamp",
    "TimeSpan",
    "styleUrl",
    "Style",
    "ExtendedData",
    "Point",
    "MultiGeometry",
    "MultiTrack",
    "Folder",
    "Placemark",
    "",
];

#[test]
fn kml_keeps_to_its_schema() {
    for (theatre, log) in runs() {
        let text = theatre.text(&log, Format::Kml);
        let document = Document::parse(&text).unwrap();
        let root = document.root_element();
        assert_eq!(root.tag_name().namespace(), Some("http://www.opengis.net/kml/2.2"));
        let all = |name: &'static str| root.descendants().filter(move |node| node.has_tag_name_of(name));
        let styles: Vec<String> =
            all("Style").filter_map(|node| node.attribute("id")).map(|id| format!("#{id}")).collect();
        assert!(all("styleUrl").all(|node| styles.iter().any(|id| Some(id.as_str()) == node.text())));
        for name in ["Document", "Folder", "Placemark"] {
            for feature in all(name) {
                let rank = |node: Node| ORDER.iter().position(|known| node.has_tag_name_of(known));
                let ranks: Vec<usize> = feature
                    .children()
                    .filter(Node::is_element)
                    .map(|node| rank(node).unwrap_or_else(|| panic!("{node:?} in {name}")))
                    .collect();
                assert!(ranks.is_sorted(), "{name}: {ranks:?}");
            }
        }
        for name in ["when", "begin", "end"] {
            all(name).for_each(|node| _ = moment(node.text().unwrap()));
        }
        for track in all("Track") {
            let count = |name| track.children().filter(|node| node.has_tag_name_of(name)).count();
            assert!(count("when") > 1 && count("when") == count("coord"));
            let when = track.children().filter(|node| node.has_tag_name_of("when"));
            assert!(when.map(|node| moment(node.text().unwrap())).is_sorted());
        }
        for place in all("coordinates") {
            for tuple in place.text().unwrap().split(' ') {
                let numbers: Vec<f64> = tuple.split(',').map(|number| number.parse().unwrap()).collect();
                in_range(&numbers);
            }
        }
        assert_eq!(
            all("Data").filter(|node| node.attribute("name") == Some("number")).count(),
            log.records().len()
        );
        assert_eq!(all("href").count() + all("Link").count(), 0, "it asks for nothing");
    }
}

trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    /// Whatever its namespace.
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}

/// Both ends of a CZML interval.
fn ends(interval: &Value) -> (Timestamp, Timestamp) {
    let (from, until) = interval.as_str().and_then(|text| text.split_once('/')).expect("an interval");
    (moment(from), moment(until))
}

#[test]
fn czml_is_packets_after_a_document() {
    for (theatre, log) in runs() {
        let packets: Vec<Value> = serde_json::from_str(&theatre.text(&log, Format::Czml)).unwrap();
        assert_eq!((&packets[0]["id"], &packets[0]["version"]), (&"document".into(), &"1.0".into()));
        let whole = ends(&packets[0]["clock"]["interval"]);
        let ids: BTreeSet<&str> = packets.iter().map(|packet| packet["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), packets.len());
        assert_eq!(ids.iter().filter(|id| id.starts_with("event#")).count(), log.records().len());
        for packet in &packets[1..] {
            let available = match &packet["availability"] {
                Value::Array(intervals) => intervals.iter().map(ends).collect(),
                one => vec![ends(one)],
            };
            for (from, until) in available {
                assert!(whole.0 <= from && from <= until && until <= whole.1, "{packet}");
            }
            for piece in packet["position"].as_array().into_iter().flatten() {
                let numbers: Vec<f64> = piece["cartographicDegrees"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|n| n.as_f64().unwrap())
                    .collect();
                let (from, until) = ends(&piece["interval"]);
                if piece["epoch"].is_null() {
                    assert_eq!(numbers.len(), 3);
                    continue;
                }
                assert_eq!(moment(piece["epoch"].as_str().unwrap()), from);
                assert!(numbers.len() > 4 && numbers.len().is_multiple_of(4));
                let seconds: Vec<f64> = numbers.chunks(4).map(|sample| sample[0]).collect();
                assert!(seconds.windows(2).all(|pair| pair[0] < pair[1]));
                let whole = (until.as_second() - from.as_second()) as f64;
                assert_eq!((seconds[0], seconds[seconds.len() - 1]), (0.0, whole));
            }
        }
    }
}

#[test]
fn the_table_has_a_row_for_each_event() {
    for (theatre, log) in runs() {
        let text = theatre.text(&log, Format::Csv);
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), log.records().len());
        for (index, row) in rows.iter().enumerate() {
            assert_eq!(&row[0], (index + 1).to_string());
            moment(&row[1]);
            assert!(serde_json::from_str::<Value>(&row[15]).unwrap().is_object());
        }
    }
}

#[test]
fn the_graph_holds_every_event_and_every_cause() {
    for (theatre, log) in runs() {
        let text = theatre.text(&log, Format::Dot);
        let Ok(graphviz_rust::dot_structures::Graph::DiGraph { stmts, .. }) = graphviz_rust::parse(&text)
        else {
            panic!("no graph: {text}")
        };
        let is_edge = |stmt: &&graphviz_rust::dot_structures::Stmt| {
            matches!(stmt, graphviz_rust::dot_structures::Stmt::Edge(_))
        };
        let causes: usize = log.records().iter().map(|record| log.causes(record).len()).sum();
        assert_eq!(stmts.iter().filter(is_edge).count(), causes);
        for number in 1..=log.records().len() {
            assert!(text.contains(&format!("\n  e{number} [label=\"#{number} ")), "{number}");
        }
    }
}

#[test]
fn the_common_data_format_has_its_tables() {
    for (theatre, log) in runs() {
        let files = theatre.files(&log);
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let ending = "baikonur-34_S1_01-10-2014_00-00-00";
        assert_eq!(
            names,
            [
                format!("CDF_EntityTable_{ending}.csv"),
                format!("CDF_Events_{ending}.csv"),
                format!("CDF_Cbt_Pwr_{ending}.csv"),
                format!("CDF_Metadata_{ending}.yaml")
            ]
        );
        let read = |index: usize| -> Vec<std::collections::BTreeMap<String, String>> {
            let mut reader = csv::Reader::from_reader(files[index].text.as_bytes());
            reader.deserialize().map(|row| row.unwrap()).collect()
        };
        let (entities, events, power) = (read(0), read(1), read(2));
        assert!(
            entities
                .iter()
                .chain(&events)
                .chain(&power)
                .all(|row| row["case"] == "baikonur" && row["rep"] == "34")
        );
        for entity in &entities {
            let own: Vec<_> =
                events.iter().filter(|event| event["primary_entity_id"] == entity["id"]).collect();
            assert_eq!(entity["total_events"], own.len().to_string());
            let losses = own.iter().filter(|event| event["event_type"] == "loss").count();
            assert_eq!(entity["loss_events"], losses.to_string());
        }
        let ids: BTreeSet<&String> = events.iter().map(|event| &event["event_id"]).collect();
        assert_eq!(ids.len(), events.len());
        // The last row of an affiliation is what is left of it: as many as its losses are gone.
        let of = |item: &str| -> Vec<i64> {
            power
                .iter()
                .filter(|row| row["item"] == item)
                .map(|row| row["components"].parse().unwrap())
                .collect()
        };
        let russians = of("Russia");
        assert_eq!(russians[0] - russians[russians.len() - 1], 31 + 60);
        assert_eq!(russians.len(), 1 + 31 + 60);
        let statuses = events.iter().filter(|event| event["event_type"] == "status update");
        assert_eq!(statuses.count(), log.records().len());
        assert!(files[3].text.contains("time_unit: \"minutes\"\n"));
    }
}

#[test]
fn a_run_of_nothing_is_written_too() {
    let theatre = Theatre::new();
    for format in Format::ALL.into_iter().filter(|format| !format.is_folder()) {
        assert!(theatre.text(&Log::default(), format).ends_with('\n'), "{format:?}");
    }
    assert_eq!(theatre.files(&Log::default()).len(), 4);
    let point = Point { latitude: 0.0, longitude: 0.0 };
    assert!(
        theatre
            .track(&Log::default())
            .entities
            .iter()
            .all(|entity| entity.stays.iter().all(|stay| stay.place.point != point))
    );
}
