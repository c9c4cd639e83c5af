use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Console;
use crate::api::{Fault, Selected, SelectionAsked, StudyEntry, StudyView};
use crate::desk::Desk;
use crate::http::answer::{Answer, Named, Sent};

pub fn routes() -> OpenApiRouter<Console> {
    OpenApiRouter::new().routes(routes!(all)).routes(routes!(one)).routes(routes!(select))
}

/// The studies there are, whole or not.
#[utoipa::path(get, path = "/api/studies", tag = "studies", responses(
    (status = 200, body = [StudyEntry]), (status = "default", body = Fault)))]
async fn all(State(console): State<Console>) -> Answer<Vec<StudyEntry>> {
    console.ask(Desk::studies).await
}

/// A study in figures.
#[utoipa::path(get, path = "/api/studies/{id}", tag = "studies",
    params(("id" = String, Path, description = "the study")),
    responses((status = 200, body = StudyView), (status = "default", body = Fault)))]
async fn one(State(console): State<Console>, Named(id): Named<String>) -> Answer<StudyView> {
    console.ask(move |desk| desk.study(&id)).await
}

/// What is among some of a study's runs: counted here, so that its rows stay here.
#[utoipa::path(post, path = "/api/studies/{id}/select", tag = "studies", request_body = SelectionAsked,
    params(("id" = String, Path, description = "the study")),
    responses((status = 200, body = Selected), (status = "default", body = Fault)))]
async fn select(
    State(console): State<Console>,
    Named(id): Named<String>,
    Sent(asked): Sent<SelectionAsked>,
) -> Answer<Selected> {
    console.ask(move |desk| desk.select(&id, &asked)).await
}
