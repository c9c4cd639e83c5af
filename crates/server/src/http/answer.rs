//! What handlers take and give: JSON both ways, and a fault whatever goes wrong.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

use super::limits::MOST_BODY;
use crate::api::{Fault, FaultKind};

/// A fault on its way out.
#[derive(Debug)]
pub struct Refused(pub Fault);

/// What a handler answers.
pub type Answer<T> = Result<Json<T>, Refused>;

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0.kind.status(), Json(self.0)).into_response()
    }
}

/// The names in an address.
#[derive(FromRequestParts)]
#[from_request(via(Path), rejection(Refused))]
pub struct Named<T>(pub T);

/// What stands behind the `?` of an address.
#[derive(FromRequestParts)]
#[from_request(via(Query), rejection(Refused))]
pub struct Options<T>(pub T);

impl From<PathRejection> for Refused {
    fn from(rejection: PathRejection) -> Self {
        Fault::bad_request(format!("the address cannot be read: {}", rejection.body_text())).into()
    }
}

impl From<QueryRejection> for Refused {
    fn from(rejection: QueryRejection) -> Self {
        Fault::bad_request(format!("the address cannot be read: {}", rejection.body_text())).into()
    }
}

/// A body of JSON.
pub struct Sent<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        // Pages of other origins can send forms and plain text without asking, but no JSON.
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(is_json) {
            return Err(Fault::bad_request("the body is no JSON: send it as `application/json`").into());
        }
        let bytes = whole(request.into_body()).await?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Fault::bad_request(format!("the body is not what this takes: {error}")).into())
    }
}

fn is_json(kind: &str) -> bool {
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

async fn whole(body: Body) -> Result<axum::body::Bytes, Refused> {
    to_bytes(body, MOST_BODY).await.map_err(|error| {
        let is_long = std::error::Error::source(&error)
            .is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>);
        if is_long { too_large() } else { Fault::bad_request(format!("the body ends early: {error}")) }.into()
    })
}

/// The body is longer than any that is taken.
pub fn too_large() -> Fault {
    let most = MOST_BODY >> 20;
    Fault::new(FaultKind::TooLarge, format!("the body is too large: this server takes at most {most} MiB"))
}
