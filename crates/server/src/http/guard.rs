//! Who may ask: this machine's own pages, and elsewhere those with the token.
//!
//! A page of another site can send requests to this machine from its visitor's browser. It must not reach us by a name
//! of its own (DNS rebinding: the `Host` is looked at), nor start anything here or read what it may not (`Origin` and
//! `Sec-Fetch-Site` are looked at). Programs send neither, and pass.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answer::Refused;
use super::token::Token;
use crate::api::{Fault, FaultKind};

/// What the app needs, and no more: the map's worker may be a blob, its images too; drawings have styles inline.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; \
                      object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Who is let in.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The address we listen at.
    pub bound: IpAddr,
    /// What must be shown, if anything.
    pub token: Option<Token>,
}

/// Looks at every request before anything else does, and marks every answer.
pub async fn watch(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut answer = match guard.objection(&request) {
        Some(reason) => Refused(Fault::new(FaultKind::Forbidden, reason)).into_response(),
        None => match guard.token.as_ref().and_then(|token| token.objection(&request)) {
            Some(answer) => answer,
            None => next.run(request).await,
        },
    };
    harden(answer.headers_mut());
    answer
}

impl Guard {
    /// Why a request is not let in, whatever its token.
    fn objection(&self, request: &Request) -> Option<&'static str> {
        let headers = request.headers();
        let host = host(request);
        // With a token every name is as good: the browser shows it only to the name that it was got from.
        if self.token.is_none() && !host.as_ref().is_some_and(|host| self.is_ours(host.host())) {
            return Some(
                "this console answers to this machine's own name only: open it as http://127.0.0.1, with its port",
            );
        }
        let is_of_the_app = request.method().is_safe() && !is_api(request.uri().path());
        if is_of_the_app {
            return None;
        }
        let is_foreign = is_foreign_origin(headers, host.as_ref()) || is_foreign_site(headers);
        is_foreign.then_some("another site's page asked for this: open the console itself, and ask there")
    }

    /// Whether a name or address is one that no other machine can have.
    fn is_ours(&self, host: &str) -> bool {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let address: Option<IpAddr> = host.parse().ok();
        host.eq_ignore_ascii_case("localhost")
            || address.is_some_and(|address| address.is_loopback() || address == self.bound)
    }
}

fn host(request: &Request) -> Option<Authority> {
    request.headers().get(HOST)?.to_str().ok()?.parse().ok()
}

/// Whether a path is below the part that programs use.
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Whether a page of another origin asks: the browser says so, and pages cannot keep it from doing so.
fn is_foreign_origin(headers: &HeaderMap, host: Option<&Authority>) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return false };
    let own = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    // A proxy in front may speak TLS: the scheme is its own affair.
    !own.is_some_and(|(_, own)| host.is_some_and(|host| host.as_str().eq_ignore_ascii_case(own)))
}

fn is_foreign_site(headers: &HeaderMap) -> bool {
    let site = headers.get(HeaderName::from_static("sec-fetch-site"));
    site.is_some_and(|site| site != "same-origin" && site != "none")
}

/// What every answer tells the browser. An answer's own policy stays.
fn harden(headers: &mut HeaderMap) {
    let own = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("x-frame-options"), "DENY"),
    ];
    for (name, value) in own {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn asked(method: &str, path: &str, headers: &[(&str, &str)]) -> Request {
        let asked = Request::builder().method(method).uri(path);
        headers
            .iter()
            .fold(asked, |asked, (name, value)| asked.header(*name, *value))
            .body(Body::empty())
            .unwrap()
    }

    #[test]
    fn only_our_own_pages_and_programs_are_let_in() {
        let guard = Guard { bound: "192.168.1.7".parse().unwrap(), token: None };
        let host = |name| vec![("host", name)];
        let with = |name, value| vec![("host", "localhost:8080"), (name, value)];
        for (method, path, headers, is_let_in) in [
            ("GET", "/", host("127.0.0.1:8080"), true),
            ("GET", "/", host("localhost"), true),
            ("GET", "/", host("LOCALHOST:1"), true),
            ("GET", "/", host("[::1]:8080"), true),
            ("GET", "/", host("192.168.1.7:8080"), true),
            ("GET", "/", host("192.168.1.8:8080"), false),
            ("GET", "/", host("evil.example"), false),
            ("GET", "/", host("localhost.evil.example"), false),
            ("GET", "/", host("127.0.0.1.nip.io"), false),
            ("GET", "/", host("0.0.0.0"), false),
            ("GET", "/", vec![], false),
            ("POST", "/api/jobs", with("origin", "http://localhost:8080"), true),
            ("POST", "/api/jobs", with("origin", "https://localhost:8080"), true),
            ("POST", "/api/jobs", with("origin", "http://localhost:3000"), false),
            ("POST", "/api/jobs", with("origin", "http://evil.example"), false),
            ("POST", "/api/jobs", with("origin", "null"), false),
            ("POST", "/", with("origin", "http://evil.example"), false),
            ("DELETE", "/api/jobs/1", with("sec-fetch-site", "cross-site"), false),
            ("POST", "/api/jobs", with("sec-fetch-site", "same-site"), false),
            ("POST", "/api/jobs", with("sec-fetch-site", "same-origin"), true),
            ("GET", "/api/progress", with("origin", "http://evil.example"), false),
            ("GET", "/api/studies", with("sec-fetch-site", "cross-site"), false),
            ("GET", "/api/studies", with("sec-fetch-site", "none"), true),
            ("GET", "/story/34", with("sec-fetch-site", "cross-site"), true),
        ] {
            let request = asked(method, path, &headers);
            assert_eq!(guard.objection(&request).is_none(), is_let_in, "{method} {path} {headers:?}");
        }
    }
}
