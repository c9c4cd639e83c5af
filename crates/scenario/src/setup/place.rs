//! Reads places on the map.

use powderkeg_engine::dice::Name;
use powderkeg_engine::id::SiteId;
use powderkeg_engine::setup::Site;

use super::ids::Ids;
use crate::diagnostic::Diagnostic;
use crate::document::{Node, Value};
use crate::fields::Fields;
use crate::kind::Kind;
use crate::reader::FieldForm;

/// Reads where something is: `at = [45.965, 63.305]`, latitude and longitude in degrees. Kinds with a place are read
/// in the order of [`super::ids::PLACES`], so that site numbers are known before.
pub(super) fn read(
    ids: &mut Ids<'_>,
    fields: &mut Fields<'_, '_>,
    name: Name,
    required: bool,
) -> Option<SiteId> {
    let node =
        fields.raw("at", FieldForm::Place, "°", "Latitude north and longitude east: [45.965, 63.305].");
    if node.is_none() && required && !fields.is_describing() {
        let diagnostic = Diagnostic::error("missing-key", "`at` is missing: where on the map it is")
            .help("write at = [latitude, longitude] in degrees north and east");
        let diagnostic = match fields.span() {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        };
        fields.report(diagnostic);
    }
    let place = node.and_then(|node| point(fields, node));
    let (latitude, longitude) = place.unwrap_or((0.0, 0.0));
    let site = ids.sites.push(Site { name, latitude, longitude });
    place.map(|_| site)
}

/// A latitude and longitude in a list of two numbers.
pub(super) fn point(fields: &mut Fields<'_, '_>, node: &Node) -> Option<(f64, f64)> {
    let numbers = match &node.value {
        Value::Array(items) if items.len() == 2 => {
            items.iter().filter_map(|item| item.value.as_number()).collect()
        }
        _ => Vec::new(),
    };
    match numbers[..] {
        [latitude, longitude] if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
            Some((latitude, longitude))
        }
        _ => {
            let diagnostic =
                Diagnostic::error("bad-place", "a place is a latitude and a longitude in degrees")
                    .at(node.span)
                    .help(
                        "write [latitude, longitude], latitude from −90 to 90 and longitude from −180 to 180",
                    );
            fields.report(diagnostic);
            None
        }
    }
}

/// The kind of a bare place.
pub(super) const SITE: Kind =
    Kind { name: "site", shape: crate::kind::Shape::Entity, doc: "A place on the map that is nothing else." };
