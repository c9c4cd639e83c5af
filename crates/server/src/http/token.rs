//! The token that lets clients of other machines in.

use std::fmt::Write;
use std::hint::black_box;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::answer::Refused;
use super::guard::is_api;
use crate::api::{Fault, FaultKind};

const NAME: &str = "powderkeg_token";
/// Bytes of a token that we make.
const BYTES: usize = 16;
/// The shortest token that is taken, in characters.
const LEAST: usize = 16;

/// A secret that clients show.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

impl Token {
    /// A new one, of the system's randomness.
    ///
    /// # Errors
    /// If the system has none.
    pub fn new() -> Result<Self, Fault> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(|error| {
            Fault::new(
                FaultKind::Io,
                format!("the system gives no randomness for a token: {error}; give one with --token"),
            )
        })?;
        let mut text = String::new();
        for byte in bytes {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Ok(Self(text))
    }

    /// One that was given.
    ///
    /// # Errors
    /// If it is easily guessed, or cannot be part of an address.
    pub fn given(text: &str) -> Result<Self, Fault> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        if text.len() < LEAST || !is_plain {
            let message = format!("a token has at least {LEAST} letters, digits, `-`, `_` and `.`");
            return Err(Fault::bad_request(message));
        }
        Ok(Self(text.into()))
    }

    /// As it is shown in an address.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What is answered instead of what was asked: to who has no token, and to who shows it in the address for the
    /// first time.
    pub fn objection(&self, request: &Request) -> Option<Response> {
        let shown = in_address(request.uri());
        if shown.is_some_and(|shown| self.is(shown)) && !is_api(request.uri().path()) {
            return Some(self.remembered(request.uri()));
        }
        let headers = request.headers();
        let is_shown =
            shown.into_iter().chain(in_cookie(headers)).chain(bearer(headers)).any(|it| self.is(it));
        (!is_shown).then(|| refused(request.uri().path()))
    }

    /// Takes as long whatever the text, so that a token cannot be found out letter by letter.
    fn is(&self, text: &str) -> bool {
        let (own, other) = (self.0.as_bytes(), text.as_bytes());
        let same_length = own.len() == other.len();
        let other = if same_length { other } else { own };
        let differing = own.iter().zip(other).fold(0, |sum, (a, b)| black_box(sum | (a ^ b)));
        same_length && differing == 0
    }

    /// Gives the token as a cookie, and leads to the same address without it. The page leads there by itself: what a
    /// page of ours asks for is sent with a strict cookie, a redirection from elsewhere is not.
    fn remembered(&self, uri: &Uri) -> Response {
        let cookie = format!("{NAME}={}; Path=/; HttpOnly; SameSite=Strict", self.0);
        let path = without_token(uri);
        let page = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>powderkeg</title>\
             <meta http-equiv=\"refresh\" content=\"0;url={path}\"><p><a href=\"{path}\">Open the console</a></p></html>"
        );
        let headers = [
            (SET_COOKIE, cookie.as_str()),
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CACHE_CONTROL, "no-store"),
        ];
        (headers, Body::from(page)).into_response()
    }
}

fn refused(path: &str) -> Response {
    let message =
        "this console asks for a token: open the address that `powderkeg serve` printed, with its `?token=`";
    if is_api(path) {
        return Refused(Fault::new(FaultKind::Forbidden, message)).into_response();
    }
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (StatusCode::FORBIDDEN, headers, format!("{message}\n")).into_response()
}

/// The same address without the token, as an attribute's text.
fn without_token(uri: &Uri) -> String {
    // `//` would be another host.
    let path = format!("/{}", uri.path().trim_start_matches('/'));
    let others = uri.query().unwrap_or_default().split('&');
    let others: Vec<&str> = others.filter(|pair| !pair.is_empty() && !pair.starts_with("token=")).collect();
    let query = if others.is_empty() { String::new() } else { format!("?{}", others.join("&")) };
    format!("{path}{query}").replace('&', "&amp;").replace('"', "%22").replace('<', "%3c")
}

fn in_address(uri: &Uri) -> Option<&str> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("token="))
}

fn in_cookie(headers: &HeaderMap) -> Option<&str> {
    let pairs = headers.get(COOKIE)?.to_str().ok()?.split(';');
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == NAME)
        .map(|(_, value)| value)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(path: &str, headers: &[(&str, &str)]) -> Request {
        let asked = Request::builder().uri(path);
        headers
            .iter()
            .fold(asked, |asked, (name, value)| asked.header(*name, *value))
            .body(Body::empty())
            .unwrap()
    }

    #[test]
    fn a_token_is_shown_in_three_ways() {
        let token = Token::given("0123456789abcdef").unwrap();
        let cookie = "other=1; powderkeg_token=0123456789abcdef";
        for (path, headers, is_let_in) in [
            ("/api/studies", vec![], false),
            ("/api/studies?token=0123456789abcdef", vec![], true),
            ("/api/studies?token=0123456789abcdeg", vec![], false),
            ("/api/studies?token=", vec![], false),
            ("/api/studies?token=0123456789abcdef0", vec![], false),
            ("/api/studies", vec![("cookie", cookie)], true),
            ("/", vec![("cookie", "powderkeg_token=x")], false),
            ("/", vec![("authorization", "Bearer 0123456789abcdef")], true),
            ("/", vec![("authorization", "Basic 0123456789abcdef")], false),
        ] {
            assert_eq!(token.objection(&asked(path, &headers)).is_none(), is_let_in, "{path} {headers:?}");
        }
        let answer = token.objection(&asked("//evil.example/x?token=0123456789abcdef", &[])).unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
        assert_eq!(cookie, "powderkeg_token=0123456789abcdef; Path=/; HttpOnly; SameSite=Strict");
    }

    #[test]
    fn an_address_stays_what_it_was_but_for_the_token() {
        for (address, left) in [
            ("/?token=x", "/"),
            ("/story/34?at=5&token=x&speed=2", "/story/34?at=5&amp;speed=2"),
            ("//evil.example/?token=x", "/evil.example/"),
            ("/a\"b?token=x", "/a%22b"),
        ] {
            assert_eq!(without_token(&address.parse().unwrap()), left);
        }
    }

    #[test]
    fn tokens_are_long_and_differ() {
        assert!(Token::given("short").is_err());
        assert!(Token::given("0123456789abcde&").is_err());
        let (one, other) = (Token::new().unwrap(), Token::new().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.text().len(), 2 * BYTES);
        assert!(Token::given(one.text()).is_ok());
    }
}
