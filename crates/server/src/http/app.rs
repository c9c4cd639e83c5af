//! The app, as it was built into the program.

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, File, include_dir};

use super::answer::Refused;
use super::guard::is_api;
use crate::api::Fault;
use crate::fingerprint::fingerprint;

static FILES: Dir = include_dir!("$OUT_DIR/app");

/// What was built: empty if it is the app, else why it is not.
const MISSING: &str = include_str!(concat!(env!("OUT_DIR"), "/missing.txt"));

const PAGE: &str = "index.html";
/// Names in it have a hash of what the file says.
const HASHED: &str = "assets/";

/// What keeps the app from being part of the program, and what to do; none where it is.
#[must_use]
pub fn missing() -> Option<&'static str> {
    (!MISSING.is_empty()).then_some(MISSING)
}

/// Whatever no route answers: files of the app, and its page for all the addresses that the app makes.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    if is_api(path) {
        let message = format!("there is no `{path}`: the description of the API lists what there is");
        return Refused(Fault::not_found(message)).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return wrong_method().await;
    }
    match file(path) {
        Some(file) => sent(file, &request),
        None => Refused(Fault::not_found(format!("the app has no file `{path}`"))).into_response(),
    }
}

/// A route that is there is not asked like this.
pub async fn wrong_method() -> Response {
    let fault = Fault::bad_request("this cannot be done here: the description of the API lists what can");
    (StatusCode::METHOD_NOT_ALLOWED, Refused(fault)).into_response()
}

fn file(path: &str) -> Option<&'static File<'static>> {
    let path = path.trim_start_matches('/');
    let is_address = || !path.rsplit('/').next().unwrap_or_default().contains('.');
    FILES.get_file(path).or_else(|| is_address().then(|| FILES.get_file(PAGE)).flatten())
}

fn sent(file: &'static File<'static>, request: &Request) -> Response {
    let name = file.path().to_string_lossy();
    let tag = format!("\"{}\"", fingerprint(file.contents()));
    // A hashed name's content never changes; any other is asked for again, and mostly not sent again.
    let keep = if name.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = request.headers().get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    // Compression makes a tag weak.
    let is_known =
        known.is_some_and(|known| known.split(',').any(|it| it.trim().trim_start_matches("W/") == tag));
    let headers = [(CACHE_CONTROL, keep), (ETAG, tag.as_str()), (CONTENT_TYPE, kind(&name))];
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, Bytes::from_static(file.contents())).into_response()
}

/// The kinds of file that a build makes.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" | "geojson" | "topojson" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
