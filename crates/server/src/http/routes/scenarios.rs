use axum::extract::State;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Console;
use crate::api::{Changes, Checked, Fault, NewSet, OverrideSet, ScenarioEntry, ScenarioView};
use crate::desk::Desk;
use crate::http::answer::{Answer, Named, Options, Sent};

pub fn routes() -> OpenApiRouter<Console> {
    OpenApiRouter::new()
        .routes(routes!(all))
        .routes(routes!(one))
        .routes(routes!(check))
        .routes(routes!(sets))
        .routes(routes!(put_set, remove_set))
}

/// The scenarios there are.
#[utoipa::path(get, path = "/api/scenarios", tag = "scenarios", responses(
    (status = 200, body = [ScenarioEntry]), (status = "default", body = Fault)))]
async fn all(State(console): State<Console>) -> Answer<Vec<ScenarioEntry>> {
    console.ask(Desk::scenarios).await
}

/// A scenario, whole.
#[utoipa::path(get, path = "/api/scenarios/{id}", tag = "scenarios",
    params(("id" = String, Path, description = "the scenario")),
    responses((status = 200, body = ScenarioView), (status = "default", body = Fault)))]
async fn one(State(console): State<Console>, Named(id): Named<String>) -> Answer<ScenarioView> {
    console.ask(move |desk| desk.scenario(&id)).await
}

/// What is wrong with a scenario that is changed so: answered also where there are mistakes.
#[utoipa::path(post, path = "/api/scenarios/{id}/check", tag = "scenarios", request_body = Changes,
    params(("id" = String, Path, description = "the scenario")),
    responses((status = 200, body = Checked), (status = "default", body = Fault)))]
async fn check(
    State(console): State<Console>,
    Named(id): Named<String>,
    Sent(changes): Sent<Changes>,
) -> Answer<Checked> {
    console.ask(move |desk| desk.check(&id, &changes)).await
}

/// The changes that were saved for a scenario.
#[utoipa::path(get, path = "/api/scenarios/{id}/sets", tag = "scenarios",
    params(("id" = String, Path, description = "the scenario")),
    responses((status = 200, body = [OverrideSet]), (status = "default", body = Fault)))]
async fn sets(State(console): State<Console>, Named(id): Named<String>) -> Answer<Vec<OverrideSet>> {
    console.ask(move |desk| desk.sets(&id)).await
}

/// Saves changes under a name; a conflict if what is there is not the version that was seen.
#[utoipa::path(put, path = "/api/scenarios/{id}/sets/{name}", tag = "scenarios", request_body = NewSet,
    params(("id" = String, Path, description = "the scenario"), ("name" = String, Path, description = "the set")),
    responses((status = 200, body = OverrideSet), (status = "default", body = Fault)))]
async fn put_set(
    State(console): State<Console>,
    Named((id, name)): Named<(String, String)>,
    Sent(set): Sent<NewSet>,
) -> Answer<OverrideSet> {
    console.ask(move |desk| desk.put_set(&id, &name, &set)).await
}

/// Which version is meant.
#[derive(Deserialize)]
struct Seen {
    version: String,
}

/// Removes changes that were saved; a conflict if what is there is not the version that was seen.
#[utoipa::path(delete, path = "/api/scenarios/{id}/sets/{name}", tag = "scenarios",
    params(("id" = String, Path, description = "the scenario"), ("name" = String, Path, description = "the set"), ("version" = String, Query, description = "the version that was seen")),
    responses((status = 200, body = OverrideSet), (status = "default", body = Fault)))]
async fn remove_set(
    State(console): State<Console>,
    Named((id, name)): Named<(String, String)>,
    Options(seen): Options<Seen>,
) -> Answer<OverrideSet> {
    console.ask(move |desk| desk.remove_set(&id, &name, &seen.version)).await
}
