//! What one client cannot do to the others.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use powderkeg_server::http::Limits;

use crate::client::{Console, answered};

const MEGABYTE: usize = 1 << 20;

#[test]
fn a_body_of_20_mb_is_refused_and_the_refusal_arrives() {
    let console = Console::new();
    let mut stream = console.connect();
    let head = format!(
        "POST /api/jobs HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        console.address,
        20 * MEGABYTE
    );
    stream.write_all(head.as_bytes()).expect("it listens");
    // Some clients read nothing before they have sent everything.
    let chunk = vec![b' '; MEGABYTE];
    for _ in 0..20 {
        stream.write_all(&chunk).expect("what is sent is taken");
    }
    let answer = answered(&mut stream);
    assert_eq!((answer.status, answer.body["kind"].as_str()), (413, Some("too_large")), "{answer:?}");
    assert_eq!(console.get("/api/about").status, 200);
}

#[test]
fn a_body_of_unknown_length_is_read_no_further_than_allowed() {
    let console = Console::new();
    let mut stream = console.connect();
    let head = format!(
        "POST /api/jobs HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
        console.address
    );
    stream.write_all(head.as_bytes()).expect("it listens");
    let chunk = vec![b' '; MEGABYTE];
    for _ in 0..20 {
        stream.write_all(b"100000\r\n").expect("what is sent is taken");
        stream.write_all(&chunk).expect("what is sent is taken");
        stream.write_all(b"\r\n").expect("what is sent is taken");
    }
    let answer = answered(&mut stream);
    assert_eq!((answer.status, answer.body["kind"].as_str()), (413, Some("too_large")), "{answer:?}");
    assert_eq!(console.get("/api/about").status, 200);
}

/// As few and as short as lets a test see them.
fn short() -> Limits {
    let moment = Duration::from_millis(300);
    Limits { connections: 4, watchers: 2, head: moment, request: moment, write: moment, linger: moment }
}

#[test]
fn clients_that_send_nothing_do_not_keep_others_out() {
    let console = Console::limited(short());
    let silent: Vec<TcpStream> = (0..8).map(|_| console.connect()).collect();
    for mut stream in &silent {
        let _ = stream.write_all(b"GET /api/about HTTP/1.1\r\nhost: ");
    }
    assert_eq!(console.get("/api/about").status, 200);
}

#[test]
fn a_body_that_never_ends_is_given_up() {
    let console = Console::limited(short());
    let mut stream = console.connect();
    let head = format!(
        "POST /api/jobs HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{",
        console.address
    );
    stream.write_all(head.as_bytes()).expect("it listens");
    let answer = answered(&mut stream);
    assert_eq!((answer.status, answer.body["kind"].as_str()), (504, Some("timed_out")), "{answer:?}");
}

#[test]
fn clients_that_read_nothing_do_not_keep_others_out() {
    let console = Console::limited(Limits { request: Duration::from_secs(60), ..short() });
    let request = console.request("GET", "/api/openapi.json", &[("connection", "keep-alive")], None);
    let request = request.replacen("connection: close\r\n", "", 1);
    let deaf: Vec<TcpStream> = (0..4).map(|_| console.connect()).collect();
    for mut stream in &deaf {
        stream.set_write_timeout(Some(Duration::from_millis(100))).expect("a timeout");
        // More than any buffer between us holds.
        for _ in 0..2000 {
            if stream.write_all(request.as_bytes()).is_err() {
                break;
            }
        }
    }
    assert_eq!(console.get("/api/about").status, 200);
}

#[test]
fn more_watchers_than_there_are_places_for_are_told() {
    let console = Console::limited(short());
    let mut watched = [console.watch(), console.watch()];
    // Both have their places once something arrives.
    console.post(
        "/api/jobs",
        &serde_json::json!(
            { "kind": "study", "name": "x", "scenario": "first-steps", "runs": 5, "seed": 1 }
        ),
    );
    for one in &mut watched {
        one.until("study-1", |_| true);
    }
    assert_eq!(console.get("/api/progress").status, 409);
}

#[test]
fn what_is_no_request_is_answered_or_dropped() {
    let console = Console::new();
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(100_000));
    for text in ["nonsense\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", long.as_str()] {
        let mut stream = console.connect();
        let _ = stream.write_all(text.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    assert_eq!(console.get("/api/about").status, 200);
}
