use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Console;
use crate::api::{Fault, FaultKind, Job, JobAsked, JobResult};
use crate::http::answer::{Answer, Named, Refused, Sent};
use crate::http::progress;

pub fn routes() -> OpenApiRouter<Console> {
    OpenApiRouter::new()
        .routes(routes!(all, ask))
        .routes(routes!(one, cancel))
        .routes(routes!(result))
        .routes(routes!(watch))
}

/// All jobs, in the order in which they were asked for.
#[utoipa::path(get, path = "/api/jobs", tag = "jobs", responses(
    (status = 200, body = [Job]), (status = "default", body = Fault)))]
async fn all(State(console): State<Console>) -> Json<Vec<Job>> {
    Json(console.jobs.all())
}

/// Asks for a job: it waits for its turn, and survives a restart of the server.
#[utoipa::path(post, path = "/api/jobs", tag = "jobs", request_body = JobAsked, responses(
    (status = 200, body = Job), (status = "default", body = Fault)))]
async fn ask(State(console): State<Console>, Sent(asked): Sent<JobAsked>) -> Answer<Job> {
    let jobs = Arc::clone(&console.jobs);
    console.wait(move || jobs.ask(asked)).await.map(Json)
}

/// A job.
#[utoipa::path(get, path = "/api/jobs/{id}", tag = "jobs", params(("id" = String, Path, description = "the job")),
    responses((status = 200, body = Job), (status = "default", body = Fault)))]
async fn one(State(console): State<Console>, Named(id): Named<String>) -> Answer<Job> {
    Ok(Json(console.jobs.get(&id)?))
}

/// Cancels a job, keeping what it saved; forgets one that is over.
#[utoipa::path(delete, path = "/api/jobs/{id}", tag = "jobs", params(("id" = String, Path, description = "the job")),
    responses((status = 200, body = Job), (status = "default", body = Fault)))]
async fn cancel(State(console): State<Console>, Named(id): Named<String>) -> Answer<Job> {
    let jobs = Arc::clone(&console.jobs);
    console.wait(move || jobs.cancel(&id)).await.map(Json)
}

/// What a job found that is done.
#[utoipa::path(get, path = "/api/jobs/{id}/result", tag = "jobs",
    params(("id" = String, Path, description = "the job")),
    responses((status = 200, body = JobResult), (status = "default", body = Fault)))]
async fn result(State(console): State<Console>, Named(id): Named<String>) -> Answer<JobResult> {
    let jobs = Arc::clone(&console.jobs);
    console.wait(move || jobs.result(&id)).await.map(Json)
}

/// Server-sent events. `all` comes first and has the ids of all jobs there are; `job` has a job, first each there is, then
/// one whenever one changes; `forgotten` has a `Forgotten`: that job is no more.
#[utoipa::path(get, path = "/api/progress", tag = "jobs", responses(
    (status = 200, body = Job, content_type = "text/event-stream"), (status = "default", body = Fault)))]
async fn watch(State(console): State<Console>) -> Response {
    match Arc::clone(&console.watchers).try_acquire_owned() {
        Ok(place) => progress::events(Arc::clone(&console.jobs), place).into_response(),
        Err(_) => {
            let message = "too many windows watch already: close some";
            Refused(Fault::new(FaultKind::Conflict, message)).into_response()
        }
    }
}
