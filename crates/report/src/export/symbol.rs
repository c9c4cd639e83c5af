//! Symbol codes of APP-6(D) and MIL-STD-2525D: twenty digits that say what a map draws.
//!
//! Digits 1–2 version, 3 context, 4 standard identity, 5–6 symbol set, 7 status, 8 headquarters and the like, 9–10 echelon,
//! 11–16 entity, 17–18 and 19–20 modifiers. Source: MIL-STD-2525D, appendix A; the entities as the open library milsymbol
//! (MIT) reads them in `numbersidc/sidc/{landunit,landinstallation,sea}.js`.

use powderkeg_engine::setup::ForceKind;

/// Version of MIL-STD-2525D and APP-6(D) without amendments.
const VERSION: &str = "10";
/// Context: 0 reality, 1 exercise, 2 simulation.
const SIMULATION: &str = "2";
/// Status present, no headquarters, task force or dummy, echelon unspecified: the scenario says nothing of these.
const AS_IT_IS: &str = "0000";

/// Whose something is, from the point of view of the first side of the infobox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Of no side (1).
    Unknown,
    /// Of the first side (3).
    Friend,
    /// Of a third side (4).
    Neutral,
    /// Of the second side (6).
    Hostile,
}

impl Identity {
    /// By the number of a side, from 0.
    #[must_use]
    pub fn of_side(side: Option<usize>) -> Self {
        match side {
            None => Self::Unknown,
            Some(0) => Self::Friend,
            Some(1) => Self::Hostile,
            Some(_) => Self::Neutral,
        }
    }

    fn digit(self) -> char {
        match self {
            Self::Unknown => '1',
            Self::Friend => '3',
            Self::Neutral => '4',
            Self::Hostile => '6',
        }
    }

    /// Red, green and blue of its lines and points.
    #[must_use]
    pub fn colour(self) -> [u8; 3] {
        match self {
            Self::Unknown => [0x5f, 0x5f, 0x5f],
            Self::Friend => [0x1f, 0x5f, 0xa8],
            Self::Neutral => [0x2e, 0x7d, 0x32],
            Self::Hostile => [0xb3, 0x26, 0x1e],
        }
    }
}

/// A force: land units by kind, aircraft as a unit of fixed wing, ships as a military combatant.
#[must_use]
pub fn force(identity: Identity, kind: ForceKind) -> String {
    let (set, entity) = match kind {
        // Infantry; sector 2: light, airborne.
        ForceKind::LightInfantry => ("10", "1211000019"),
        ForceKind::Airborne => ("10", "1211000001"),
        // Infantry, motorised.
        ForceKind::Motorised => ("10", "1211040000"),
        // Security.
        ForceKind::Security => ("10", "1417000000"),
        // Aviation of fixed wing; sector 1: attack.
        ForceKind::StrikeAircraft => ("10", "1208000300"),
        // Sea surface: military combatant.
        ForceKind::Naval => ("30", "1200000000"),
    };
    code(identity, set, entity)
}

/// An airfield: installation, airport.
#[must_use]
pub fn airfield(identity: Identity) -> String {
    code(identity, "20", "1213010000")
}

/// A facility: an installation, of which the standard has no cosmodrome; a dam where one fills.
#[must_use]
pub fn facility(identity: Identity, is_dam: bool) -> String {
    code(identity, "20", if is_dam { "1214020000" } else { "0000000000" })
}

fn code(identity: Identity, set: &str, entity: &str) -> String {
    format!("{VERSION}{SIMULATION}{}{set}{AS_IT_IS}{entity}", identity.digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_twenty_digits_in_their_places() {
        let rangers = force(Identity::Friend, ForceKind::LightInfantry);
        assert_eq!(rangers, "10231000001211000019");
        for kind in [
            ForceKind::LightInfantry,
            ForceKind::Airborne,
            ForceKind::Motorised,
            ForceKind::Security,
            ForceKind::StrikeAircraft,
            ForceKind::Naval,
        ] {
            for side in [None, Some(0), Some(1), Some(2)] {
                let code = force(Identity::of_side(side), kind);
                assert!(code.len() == 20 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
            }
        }
        assert_eq!(airfield(Identity::Unknown).len(), 20);
        assert_eq!(&facility(Identity::Hostile, true)[..6], "102620");
    }
}
