//! What this server is.

use serde::Serialize;
use utoipa::ToSchema;

/// What this server is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct About {
    /// The program's version.
    pub version: String,
    /// Name of the folder that is served.
    pub folder: String,
    /// Whether clients must show a token; whoever reads this has.
    pub is_token_needed: bool,
    /// What keeps the app from being part of the program, if anything.
    pub app_missing: Option<String>,
}
