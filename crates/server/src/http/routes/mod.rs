//! Every route of the wire, each with its description.

mod about;
mod jobs;
mod pages;
mod runs;
mod scenarios;
mod studies;

use axum::Router;
use axum::routing::get;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::console::Console;
use crate::api::{Fault, Forgotten};

/// What the description says of the whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "powderkeg",
        description = "The console's server. Times are whole minutes since the scenario's start; places are longitude and latitude; records have the numbers that people know them by, from 1. Whatever goes wrong is answered by a `Fault`."
    ),
    components(schemas(Fault, Forgotten)),
    tags(
        (name = "scenarios", description = "What can be run, and what is changed about it"),
        (name = "runs", description = "Saved runs by name, and rows of studies as `STUDY:ROW`"),
        (name = "studies", description = "Scenarios that were run many times"),
        (name = "jobs", description = "Work that takes a while"),
        (name = "server", description = "What this is")
    )
)]
struct Description;

fn described() -> OpenApiRouter<Console> {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(about::routes())
        .merge(scenarios::routes())
        .merge(runs::routes())
        .merge(studies::routes())
        .merge(pages::routes())
        .merge(jobs::routes())
}

/// The description of all routes.
#[must_use]
pub fn openapi() -> OpenApi {
    described().into_openapi()
}

/// All routes.
pub fn all() -> Router<Console> {
    let (router, description) = described().split_for_parts();
    router.route("/api/openapi.json", get(async move || axum::Json(description)))
}
