//! Who is let in.

use serde_json::json;

use crate::client::Console;

#[test]
fn other_names_and_other_sites_are_refused() {
    let console = Console::new();
    let study =
        json!({ "kind": "study", "name": "x", "scenario": "first-steps", "runs": 5, "seed": 1 }).to_string();
    let port = console.address.port();
    let own = format!("http://{}", console.address);
    let local = format!("localhost:{port}");
    for (method, path, header, status) in [
        ("GET", "/api/about", ("host", "evil.example"), 403),
        ("GET", "/", ("host", "evil.example:80"), 403),
        ("GET", "/api/about", ("host", local.as_str()), 200),
        ("GET", "/api/about", ("sec-fetch-site", "cross-site"), 403),
        ("GET", "/api/progress", ("origin", "http://evil.example"), 403),
        ("GET", "/", ("sec-fetch-site", "cross-site"), 200),
        ("POST", "/api/jobs", ("origin", "http://evil.example"), 403),
        ("POST", "/api/jobs", ("origin", "null"), 403),
        ("POST", "/api/jobs", ("sec-fetch-site", "same-site"), 403),
        ("POST", "/api/jobs", ("origin", own.as_str()), 200),
    ] {
        let body = (method == "POST").then_some(study.as_str());
        let answer = console.ask(method, path, &[header], body);
        assert_eq!(answer.status, status, "{method} {path} {header:?}: {answer:?}");
        if status == 403 {
            assert_eq!(answer.body["kind"], "forbidden");
        }
        for header in
            ["content-security-policy:", "x-content-type-options: nosniff", "referrer-policy: no-referrer"]
        {
            assert!(answer.head.contains(header), "{path}: {}", answer.head);
        }
        assert!(!answer.head.contains("access-control-allow"), "{}", answer.head);
    }
    // A form of another site can send text, and no JSON.
    let text = format!(
        "POST /api/jobs HTTP/1.1\r\nhost: {local}\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n{study}",
        study.len()
    );
    let mut stream = console.connect();
    std::io::Write::write_all(&mut stream, text.as_bytes()).expect("it listens");
    assert_eq!(crate::client::answered(&mut stream).status, 400);
}

#[test]
fn a_token_is_asked_for_and_remembered() {
    let console = Console::guarded("0123456789abcdef");
    let refused = console.get("/api/about");
    assert_eq!((refused.status, &refused.body["kind"]), (403, &json!("forbidden")));
    assert_eq!(console.get("/").status, 403);
    assert_eq!(console.get("/api/about?token=0123456789abcdeg").status, 403);
    let bearer = ("authorization", "Bearer 0123456789abcdef");
    let about = console.ask("GET", "/api/about", &[bearer], None);
    assert_eq!((about.status, &about.body["is_token_needed"]), (200, &json!(true)));
    let first = console.get("/story/34?at=5&token=0123456789abcdef");
    assert!(first.body.as_str().is_some_and(|page| page.contains("url=/story/34?at=5\"")), "{first:?}");
    let cookie = first.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let pair = cookie.split(';').next().expect("a pair");
    assert_eq!(console.ask("GET", "/api/about", &[("cookie", pair)], None).status, 200);
    // With it, other names are as good, other sites are not.
    assert_eq!(console.ask("GET", "/api/about", &[bearer, ("host", "analyst.example")], None).status, 200);
    let foreign = [bearer, ("host", "analyst.example"), ("origin", "http://evil.example")];
    assert_eq!(console.ask("DELETE", "/api/jobs/x", &foreign, None).status, 403);
}
