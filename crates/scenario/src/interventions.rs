//! `--forbid PARTY.OPTION`: options of doctrines that are kept from being taken.

use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::id::{NameId, OptionId, PartyId};
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::Minute;

use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::{Sources, Span};

/// The name under which it is shown in diagnostics.
const SHOWN: &str = "--forbid";

/// The most names that a hint lists.
const MOST: usize = 8;

/// What keeps the named options from being taken, from the start of a run to its end.
#[must_use]
pub fn forbidden(
    setup: &Setup,
    names: &[String],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<Suppression> {
    let mut suppressions = Vec::new();
    for name in names {
        let file = sources.add(SHOWN, name.clone());
        match option(setup, name, sources.whole(file)) {
            Ok(option) => suppressions.push(Suppression {
                what: Suppressed::Option(option),
                from: Minute(0),
                until: Minute::NEVER,
            }),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    suppressions
}

fn option(setup: &Setup, name: &str, whole: Span) -> Result<OptionId, Box<Diagnostic>> {
    let error = |message: String| Diagnostic::error("unknown-option", message);
    let Some((party, option)) = name.split_once('.') else {
        let help = "write the party and one of its options: usa.raid";
        return Err(Box::new(error(format!("`{name}` is not PARTY.OPTION")).at(whole).help(help)));
    };
    let id = |name: NameId| setup.names.get(name).map_or("?", |named| named.id.as_str());
    let of = |wanted: PartyId| setup.options.iter().filter(move |(_, row)| row.party == wanted);
    let acting = || setup.parties.iter().filter(|(id, _)| of(*id).next().is_some());
    let Some((owner, _)) = acting().find(|(_, row)| id(row.name.id) == party) else {
        let known: Vec<&str> = acting().map(|(_, row)| id(row.name.id)).collect();
        let message = format!("there is no party `{party}` with options");
        let diagnostic = error(message).at(whole.within(0, party.len()));
        return Err(Box::new(helped(diagnostic, "", party, &known)));
    };
    let found = of(owner).find(|(_, row)| id(row.name.id) == option);
    found.map(|(option, _)| option).ok_or_else(|| {
        let known: Vec<&str> = of(owner).map(|(_, row)| id(row.name.id)).collect();
        let message = format!("`{party}` has no option `{option}`");
        let diagnostic = error(message).at(whole.within(party.len() + 1, usize::MAX));
        Box::new(helped(diagnostic, &format!("{party}."), option, &known))
    })
}

/// The name that was meant, or those there are.
fn helped(diagnostic: Diagnostic, prefix: &str, name: &str, known: &[&str]) -> Diagnostic {
    match suggest(name, known.iter().copied()) {
        Some(similar) => diagnostic.help(format!("did you mean `{prefix}{similar}`?")),
        None => {
            let listed: Vec<String> = known.iter().take(MOST).map(|one| format!("`{prefix}{one}`")).collect();
            let more = if known.len() > MOST { ", …" } else { "" };
            diagnostic.help(format!("there are {}{more}", listed.join(", ")))
        }
    }
}
