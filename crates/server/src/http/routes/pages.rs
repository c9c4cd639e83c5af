use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Console;
use crate::api::{Fault, WrittenPage};
use crate::desk::{PageFile, PageFormat};
use crate::http::answer::{Answer, Named, Refused};

pub fn routes() -> OpenApiRouter<Console> {
    OpenApiRouter::new()
        .routes(routes!(of_run))
        .routes(routes!(of_study))
        .routes(routes!(file_of_run))
        .routes(routes!(file_of_study))
}

/// The page of a run.
#[utoipa::path(get, path = "/api/runs/{run}/page", tag = "runs",
    params(("run" = String, Path, description = "a saved run, or `STUDY:ROW`")),
    responses((status = 200, body = WrittenPage), (status = "default", body = Fault)))]
async fn of_run(State(console): State<Console>, Named(run): Named<String>) -> Answer<WrittenPage> {
    console.ask(move |desk| desk.page_of_run(&run)).await
}

/// The page of a study: a typical run of it, and what the others say.
#[utoipa::path(get, path = "/api/studies/{id}/page", tag = "studies",
    params(("id" = String, Path, description = "the study")),
    responses((status = 200, body = WrittenPage), (status = "default", body = Fault)))]
async fn of_study(State(console): State<Console>, Named(id): Named<String>) -> Answer<WrittenPage> {
    console.ask(move |desk| desk.page_of_study(&id)).await
}

/// The page of a run as a file: `page.html`, `page.wikitext` or `page.md`.
#[utoipa::path(get, path = "/api/runs/{run}/{file}", tag = "runs",
    params(("run" = String, Path, description = "a saved run, or `STUDY:ROW`"),
        ("file" = String, Path, description = "`page.html`, `page.wikitext` or `page.md`")),
    responses((status = 200, body = String, content_type = "text/plain"), (status = "default", body = Fault)))]
async fn file_of_run(
    State(console): State<Console>,
    Named((run, file)): Named<(String, String)>,
) -> Result<Response, Refused> {
    let (desk, format) = (console.desk.clone(), format(&file)?);
    let page = console.wait(move || desk.file_of_run(&run, format)).await?;
    Ok(download(page, format))
}

/// The page of a study as a file: `page.html`, `page.wikitext` or `page.md`.
#[utoipa::path(get, path = "/api/studies/{id}/{file}", tag = "studies",
    params(("id" = String, Path, description = "the study"),
        ("file" = String, Path, description = "`page.html`, `page.wikitext` or `page.md`")),
    responses((status = 200, body = String, content_type = "text/plain"), (status = "default", body = Fault)))]
async fn file_of_study(
    State(console): State<Console>,
    Named((id, file)): Named<(String, String)>,
) -> Result<Response, Refused> {
    let (desk, format) = (console.desk.clone(), format(&file)?);
    let page = console.wait(move || desk.file_of_study(&id, format)).await?;
    Ok(download(page, format))
}

fn format(file: &str) -> Result<PageFormat, Fault> {
    let format = file.strip_prefix("page.").and_then(PageFormat::of_ending);
    format.ok_or_else(|| {
        Fault::not_found(format!("there is no `{file}`: a page is page.html, page.wikitext or page.md"))
    })
}

/// A file to keep. Scripts of its own, if a template brought some, are not run here.
fn download(page: PageFile, format: PageFormat) -> Response {
    let disposition = format!("attachment; filename=\"{}.{}\"", page.name, format.ending());
    let headers = [
        (CONTENT_TYPE, format.media_type()),
        (CONTENT_DISPOSITION, disposition.as_str()),
        (CONTENT_SECURITY_POLICY, "sandbox"),
    ];
    (headers, page.text).into_response()
}
