use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Console;
use crate::api::About;

pub fn routes() -> OpenApiRouter<Console> {
    OpenApiRouter::new().routes(routes!(about))
}

/// What this server is.
#[utoipa::path(get, path = "/api/about", tag = "server", responses((status = 200, body = About)))]
async fn about(State(console): State<Console>) -> Json<About> {
    Json(About::clone(&console.about))
}
