//! What is answered: the routes there are, on real scenarios.

use std::collections::BTreeSet;

use powderkeg_server::http::openapi;
use serde_json::{Value, json};

use crate::client::Console;

#[test]
fn the_description_lists_every_route() {
    let told = serde_json::to_value(openapi()).expect("JSON");
    let mut routes = BTreeSet::new();
    for (path, methods) in told["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            routes.insert(format!("{method} {path}"));
        }
    }
    let expected = [
        "get /api/about",
        "get /api/scenarios",
        "get /api/scenarios/{id}",
        "post /api/scenarios/{id}/check",
        "get /api/scenarios/{id}/sets",
        "put /api/scenarios/{id}/sets/{name}",
        "delete /api/scenarios/{id}/sets/{name}",
        "get /api/runs",
        "post /api/runs",
        "get /api/runs/{run}/story",
        "get /api/runs/{run}/why/{event}",
        "get /api/runs/{run}/page",
        "get /api/runs/{run}/{file}",
        "get /api/studies",
        "get /api/studies/{id}",
        "post /api/studies/{id}/select",
        "get /api/studies/{id}/page",
        "get /api/studies/{id}/{file}",
        "get /api/jobs",
        "post /api/jobs",
        "get /api/jobs/{id}",
        "delete /api/jobs/{id}",
        "get /api/jobs/{id}/result",
        "get /api/progress",
    ];
    assert_eq!(routes, expected.map(String::from).into());
    assert_eq!(Console::new().get("/api/openapi.json").body, told);
}

#[test]
fn scenarios_are_told_and_checked() {
    let console = Console::new();
    let all = console.get("/api/scenarios");
    let ids: Vec<&str> =
        all.body.as_array().expect("a list").iter().filter_map(|row| row["id"].as_str()).collect();
    assert!(ids.contains(&"baikonur-2015") && ids.contains(&"first-steps"), "{ids:?}");
    let one = console.get("/api/scenarios/first-steps");
    assert_eq!((one.status, &one.body["is_builtin"]), (200, &json!(true)));
    let path = one.body["parameters"][0]["path"].as_str().expect("a number").to_string();
    let check = |set: Value| console.post("/api/scenarios/first-steps/check", &json!({ "set": [set] })).body;
    assert!(check(json!(format!("{path}=\"many\"")))["hash"].is_null());
    let wrong = check(json!("nonsense.path=1"));
    assert_eq!(wrong["diagnostics"][0]["setting"], 0, "{wrong}");
    assert!(check(json!("no setting"))["hash"].is_null());
}

#[test]
fn scenarios_of_folders_are_found_by_their_path() {
    let console = Console::new();
    let folder = console.folder().join("scenarios/mine");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("scenario.toml"), "[scenario]\ntitle = 3\n").expect("a file");
    let one = console.get("/api/scenarios/scenarios%2Fmine");
    assert_eq!((one.status, &one.body["id"]), (200, &json!("scenarios/mine")));
    assert!(one.body["diagnostics"].as_array().is_some_and(|found| !found.is_empty()));
    let run = console.post("/api/runs", &json!({ "scenario": "scenarios/mine", "seed": 1 }));
    assert_eq!((run.status, &run.body["kind"]), (422, &json!("mistakes")), "{run:?}");
    assert!(run.body["diagnostics"].as_array().is_some_and(|found| !found.is_empty()));
    assert!(!console.workspace().join("runs/mine-1").exists());
}

#[test]
fn a_run_is_made_told_and_explained() {
    let console = Console::new();
    let asked = json!({ "scenario": "baikonur-2015", "seed": 34 });
    let run = console.post("/api/runs", &asked);
    assert_eq!((run.status, &run.body["id"]), (200, &json!("baikonur-2015-34")), "{run:?}");
    // The same again is the same run, another of the name is not.
    assert_eq!(console.post("/api/runs", &asked).body, run.body);
    let other = json!({ "scenario": "baikonur-2015", "seed": 35, "name": "baikonur-2015-34" });
    assert_eq!(console.post("/api/runs", &other).status, 409);
    assert_eq!(console.get("/api/runs").body, json!([run.body]));
    let story = console.get("/api/runs/baikonur-2015-34/story").body;
    assert_eq!(story["seed"], 34);
    let events = story["events"].as_array().expect("events");
    let raid = events.iter().find(|event| event["kind"] == "raid_began").expect("a raid");
    let why = console.get(&format!("/api/runs/baikonur-2015-34/why/{}?depth=2", raid["number"])).body;
    assert_eq!(why["root"], raid["number"]);
    assert_eq!(console.get("/api/runs/baikonur-2015-34/why/raid_began?depth=2").body, why);
    assert_eq!(console.get("/api/runs/baikonur-2015-34/why/100000").status, 404);
    assert_eq!(console.get("/api/runs/baikonur-2015-34/why/1?depth=x").status, 400);
    let page = console.get("/api/runs/baikonur-2015-34/page").body;
    assert_eq!(page["run"], "baikonur-2015-34");
    let file = console.get("/api/runs/baikonur-2015-34/page.md");
    assert!(file.head.contains("attachment; filename=\"baikonur-2015-34.md\""), "{}", file.head);
    assert!(file.body.as_str().is_some_and(|text| text.starts_with("# ")));
    assert_eq!(console.get("/api/runs/baikonur-2015-34/page.exe").status, 404);
}

#[test]
fn whoever_names_what_is_not_there_is_told_so() {
    let console = Console::new();
    for path in [
        "/api/nothing",
        "/api/scenarios/nothing",
        "/api/scenarios/nothing/sets",
        "/api/runs/nothing/story",
        "/api/runs/nothing:1/story",
        "/api/runs/nothing/page",
        "/api/runs/nothing/page.md",
        "/api/studies/nothing",
        "/api/studies/nothing/page",
        "/api/jobs/nothing",
        "/api/jobs/study-7/result",
        "/assets/nothing.js",
    ] {
        let answer = console.get(path);
        assert_eq!((answer.status, &answer.body["kind"]), (404, &json!("not_found")), "{path}: {answer:?}");
    }
    assert_eq!(console.ask("PATCH", "/api/jobs", &[], None).status, 405);
    assert_eq!(console.ask("POST", "/", &[], Some("{}")).status, 405);
    for body in ["", "{", "[]", "{\"kind\":\"study\"}", "{\"kind\":\"war\"}"] {
        let answer = console.ask("POST", "/api/jobs", &[], Some(body));
        assert_eq!((answer.status, &answer.body["kind"]), (400, &json!("bad_request")), "{body}: {answer:?}");
    }
    // The app makes its own addresses.
    let page = console.get("/story/baikonur-2015-34?at=5");
    assert!(page.status == 200 && page.head.contains("text/html"), "{}", page.head);
    let tag = page.head.lines().find_map(|line| line.strip_prefix("etag: ")).expect("a tag");
    assert_eq!(console.ask("GET", "/", &[("if-none-match", tag)], None).status, 304);
}

#[test]
fn names_never_lead_out_of_the_folder() {
    let console = Console::new();
    let secret = console.folder().parent().expect("a parent").join("powderkeg-secret-of-a-test");
    std::fs::create_dir_all(&secret).expect("a folder");
    std::fs::write(secret.join("run.toml"), "version = \"0\"").expect("a file");
    for name in [
        "..",
        "%2e%2e",
        "..%2f..%2fpowderkeg-secret-of-a-test",
        "%2fetc",
        "a%2f..%2f..%2fb",
        "..%5c..%5cx",
        "%00",
        ".hidden",
        "%ff",
        "a%20b",
    ] {
        for (method, path, body) in [
            ("GET", format!("/api/runs/{name}/story"), None),
            ("GET", format!("/api/runs/{name}:1/story"), None),
            ("GET", format!("/api/studies/{name}"), None),
            ("GET", format!("/api/scenarios/{name}"), None),
            ("PUT", format!("/api/scenarios/first-steps/sets/{name}"), Some(json!({ "changes": {} }))),
            ("PUT", format!("/api/scenarios/{name}/sets/x"), Some(json!({ "changes": {} }))),
        ] {
            let answer = console.ask(method, &path, &[], body.map(|body| body.to_string()).as_deref());
            assert!([400, 404].contains(&answer.status), "{method} {path}: {answer:?}");
            assert!(answer.body["message"].is_string(), "{method} {path}: {answer:?}");
        }
        let name = name.replace("%2f", "/").replace("%2e", ".").replace("%5c", "\\");
        let run = json!({ "scenario": "first-steps", "seed": 1, "name": name });
        let study = json!({ "kind": "study", "name": name, "scenario": "first-steps", "runs": 5, "seed": 1 });
        assert_eq!(console.post("/api/runs", &run).status, 400, "{run}");
        assert_eq!(console.post("/api/jobs", &study).status, 400, "{study}");
    }
    let left: Vec<_> = std::fs::read_dir(&secret).expect("it is there").collect();
    assert_eq!(left.len(), 1);
    assert!(!console.workspace().join("jobs").exists());
    std::fs::remove_dir_all(&secret).expect("it is ours");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_workspace_are_not_followed() {
    let console = Console::new();
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(console.workspace().join("runs")).expect("a folder");
    std::os::unix::fs::symlink(outside.path(), console.workspace().join("runs/out")).expect("a link");
    std::os::unix::fs::symlink(outside.path(), console.workspace().join("overrides")).expect("a link");
    let run = json!({ "scenario": "first-steps", "seed": 1, "name": "out" });
    assert_eq!(console.post("/api/runs", &run).status, 404);
    let set = json!({ "changes": {} });
    assert_eq!(console.put("/api/scenarios/first-steps/sets/mine", &set).status, 404);
    assert_eq!(std::fs::read_dir(outside.path()).expect("it is there").count(), 0);
}
