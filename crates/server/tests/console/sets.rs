//! Changes that are saved, by two at once.

use serde_json::json;

use crate::client::Console;

#[test]
fn two_who_change_the_same_set_do_not_overwrite_each_other() {
    let console = Console::new();
    let path = "/api/scenarios/first-steps/sets/mine";
    let put = |value: &str, version: Option<&str>| {
        console.put(path, &json!({ "changes": { "set": [format!("a.b={value}")] }, "version": version }))
    };
    let first = put("1", None);
    assert_eq!(first.status, 200, "{first:?}");
    let seen = first.body["version"].as_str().expect("a version").to_string();
    // Both have seen the same; the first to save wins, the other is told.
    let one = put("2", Some(&seen));
    assert_eq!(one.status, 200, "{one:?}");
    let other = put("3", Some(&seen));
    assert_eq!((other.status, &other.body["kind"]), (409, &json!("conflict")));
    assert_eq!(put("4", None).status, 409);
    assert_eq!(console.delete(&format!("{path}?version={seen}")).status, 409);
    let sets = console.get("/api/scenarios/first-steps/sets").body;
    assert_eq!(sets, json!([one.body]));
    assert_eq!(sets[0]["changes"]["set"], json!(["a.b=2"]));
    // It is the file that the command line reads.
    let file = console.workspace().join("overrides/first-steps/mine.toml");
    assert!(std::fs::read_to_string(&file).expect("it is there").contains("set = [\n  \"a.b=2\",\n]"));
    let seen = one.body["version"].as_str().expect("a version");
    assert_eq!(console.delete(&format!("{path}?version={seen}")).status, 200);
    assert!(!file.exists());
    assert_eq!(put("5", Some(seen)).status, 409);
}

#[test]
fn a_set_that_cannot_be_read_is_not_saved() {
    let console = Console::new();
    let path = "/api/scenarios/first-steps/sets/mine";
    let wrong = console.put(path, &json!({ "changes": { "set": ["no setting"] } }));
    assert_eq!((wrong.status, &wrong.body["kind"]), (422, &json!("mistakes")), "{wrong:?}");
    assert_eq!(console.put(path, &json!({ "changes": { "from": "run@2030-11-05" } })).status, 400);
    assert_eq!(console.get("/api/scenarios/first-steps/sets").body, json!([]));
}
