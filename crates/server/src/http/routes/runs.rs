use axum::extract::State;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Console;
use crate::api::{CauseGraph, Fault, RunAsked, RunEntry, Story};
use crate::desk::Desk;
use crate::http::answer::{Answer, Named, Options, Sent};

pub fn routes() -> OpenApiRouter<Console> {
    OpenApiRouter::new().routes(routes!(all, make)).routes(routes!(story)).routes(routes!(why))
}

/// The runs that are saved.
#[utoipa::path(get, path = "/api/runs", tag = "runs", responses(
    (status = 200, body = [RunEntry]), (status = "default", body = Fault)))]
async fn all(State(console): State<Console>) -> Answer<Vec<RunEntry>> {
    console.ask(Desk::runs).await
}

/// Makes a run, and saves it.
#[utoipa::path(post, path = "/api/runs", tag = "runs", request_body = RunAsked, responses(
    (status = 200, body = RunEntry), (status = "default", body = Fault)))]
async fn make(State(console): State<Console>, Sent(asked): Sent<RunAsked>) -> Answer<RunEntry> {
    console.ask(move |desk| desk.make_run(&asked)).await
}

/// A run as it unfolds.
#[utoipa::path(get, path = "/api/runs/{run}/story", tag = "runs",
    params(("run" = String, Path, description = "a saved run, or `STUDY:ROW`")),
    responses((status = 200, body = Story), (status = "default", body = Fault)))]
async fn story(State(console): State<Console>, Named(run): Named<String>) -> Answer<Story> {
    console.ask(move |desk| desk.story(&run)).await
}

/// How far back is looked.
#[derive(Deserialize)]
struct Back {
    depth: Option<usize>,
}

/// The causes of an event.
#[utoipa::path(get, path = "/api/runs/{run}/why/{event}", tag = "runs",
    params(
        ("run" = String, Path, description = "a saved run, or `STUDY:ROW`"),
        ("event" = String, Path, description = "number of its record, its kind, or a fact of the record"),
        ("depth" = Option<usize>, Query, description = "steps back from the event: 1 to 100", minimum = 1, maximum = 100)
    ),
    responses((status = 200, body = CauseGraph), (status = "default", body = Fault)))]
async fn why(
    State(console): State<Console>,
    Named((run, event)): Named<(String, String)>,
    Options(back): Options<Back>,
) -> Answer<CauseGraph> {
    console.ask(move |desk| desk.why(&run, &event, back.depth)).await
}
