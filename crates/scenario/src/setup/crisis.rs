//! Reads parties, their relations, agreements and access.

use powderkeg_engine::id::{OriginId, PartyId};
use powderkeg_engine::parameter::Num;
use powderkeg_engine::setup::{
    Access, AccessKind, AccessTerms, Agreement, BlocRule, Decides, Leader, Party, PartyKind, Pays,
    Permission, Pledge, Pocket, Side, Trend,
};

use super::at;
use super::ids::{Ids, id, ids};
use crate::diagnostic::Diagnostic;
use crate::fields::Fields;
use crate::number::Spec;
use crate::reader::Name;

const PARTY: &[&str] = &["party"];
const MILLIONS: Spec =
    Spec::new("MUSD", 0.0, 1.0e7, "Money at hand for aid and incitement.").or(0.0, "assumption");

pub(super) fn party(ids: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Party {
    let name = ids.entity("party", name, fields);
    let kinds = [("state", PartyKind::State), ("bloc", PartyKind::Bloc), ("movement", PartyKind::Movement)];
    let kind = fields.choice("kind", &kinds, None, "What sort of party.");
    // Without a kind that can be read it is what it looks like.
    let is_read = fields.text_at("kind").is_some_and(|given| kinds.iter().any(|(word, _)| *word == given));
    let kind = if !is_read && fields.has("members") { PartyKind::Bloc } else { kind };
    let adjective = fields.optional_text("adjective", "How its forces and losses are called: \"Kazakh\".");
    let leader =
        fields.optional_table("leader", "Who leads it: a role; a name only where a source gives one.", |f| {
            Leader {
                role: f.text("role", "The office."),
                name: f.optional_text("name", "The name in the source."),
            }
        });
    let pocket = fields.optional_table("pocket", "Whose pocket its government is said to be in.", pocket);
    let members: Vec<PartyId> =
        self::ids(&fields.references("members", PARTY, "A bloc's members, in order."));
    let votes = fields.optional_table("votes", "Voting weights of members that are not 1.", |f| {
        f.rest_numbers_by_id(PARTY, &Spec::new("1", 0.0, 1000.0, "Voting weight of a member."))
    });
    let default_vote = fields.number(
        "vote",
        &Spec::new("1", 0.0, 1000.0, "Voting weight of every other member.").or(1.0, "assumption"),
    );
    let decides = fields.optional_table("decides", "How a bloc decides.", decides);
    let pays = fields.optional_table("pays", "What membership pays, in multiples of the market price.", pays);
    let pledges = [("territory", Pledge::Territory), ("territory_and_forces", Pledge::TerritoryAndForces)];
    let pledge = fields.has("pledge").then(|| {
        fields.choice("pledge", &pledges, Some("territory"), "What a bloc defends its members against.")
    });
    let pledge = pledge.or_else(|| {
        if fields.is_describing() {
            Some(fields.choice(
                "pledge",
                &pledges,
                Some("territory"),
                "What a bloc defends its members against.",
            ))
        } else {
            None
        }
    });
    let bloc = (kind == PartyKind::Bloc).then(|| {
        let weights = members
            .iter()
            .map(|member| {
                let own = votes.iter().flatten().find(|(voter, _)| id::<PartyId>(voter) == *member);
                own.map_or(default_vote, |(_, weight)| *weight)
            })
            .collect();
        let (decides, target_votes) = decides.unwrap_or((Decides::Never, false));
        BlocRule { members: members.clone(), weights, decides, target_votes, pays, pledge }
    });
    if kind != PartyKind::Bloc && !fields.is_describing() {
        for (key, message) in BLOC_ONLY {
            if fields.has(key) {
                misplaced(fields, key, message);
            }
        }
    }
    Party {
        name,
        kind,
        adjective: adjective
            .unwrap_or_else(|| ids.names.get(name.id).map_or_else(String::new, |n| n.title.clone())),
        leader,
        pocket,
        bloc,
        treasury_musd: fields.number("treasury_musd", &MILLIONS),
    }
}

/// The keys that only a bloc has.
const BLOC_ONLY: [(&str, &str); 6] = [
    ("members", "only a bloc has members"),
    ("votes", "only in a bloc are votes weighed"),
    ("vote", "only in a bloc are votes weighed"),
    ("decides", "only a bloc says how it decides"),
    ("pays", "only membership of a bloc pays"),
    ("pledge", "only a bloc gives a pledge"),
];

fn misplaced(fields: &mut Fields<'_, '_>, key: &str, message: &str) {
    let diagnostic = Diagnostic::error("misplaced-key", message.to_owned())
        .help("write kind = \"bloc\", or take the key away");
    let diagnostic = at(diagnostic, fields.span_of(key));
    fields.report(diagnostic);
}

fn pocket(fields: &mut Fields<'_, '_>) -> Pocket {
    Pocket {
        of: id(&fields.reference("of", PARTY, "The patron.")),
        degree: fields.number("degree", &Spec::share("True degree of capture at the start.")),
        known_to: ids(&fields.references("known_to", PARTY, "Who knows the true degree.")),
        rumoured: fields.number(
            "rumoured",
            &Spec::share("What the public believes; it acts even if false.").or(0.0, "assumption"),
        ),
    }
}

fn decides(fields: &mut Fields<'_, '_>) -> (Decides, bool) {
    #[derive(Clone, Copy, PartialEq)]
    enum By {
        Majority,
        Consensus,
        Lead,
        Never,
    }
    let ways =
        [("majority", By::Majority), ("consensus", By::Consensus), ("lead", By::Lead), ("never", By::Never)];
    let by = fields.choice(
        "by",
        &ways,
        None,
        "By majority, consensus, one lead party, or never (a set, not an actor).",
    );
    let quota = fields.number(
        "quota",
        &Spec::share("Share of the voting weight that must vote yes; at exactly this share it passes, so at 0.5 a tie does.")
            .or(0.5, "assumption: half is enough"),
    );
    let lead = fields.optional_reference("lead", PARTY, "The party that decides for all.");
    let target_votes = fields.flag("target_votes", false, "Whether the target of a motion votes.");
    let decides = match (by, lead) {
        (By::Majority, _) => Decides::Majority { quota },
        (By::Consensus, _) => Decides::Consensus,
        (By::Lead, Some(lead)) => Decides::Lead(id(&lead)),
        (By::Lead, None) => {
            if !fields.is_describing() {
                let message = "`by = \"lead\"` needs `lead`, the party that decides";
                let diagnostic = Diagnostic::error("missing-key", message)
                    .help("write decides = { by = \"lead\", lead = \"some_party\" }");
                let diagnostic = at(diagnostic, fields.span_of("by"));
                fields.report(diagnostic);
            }
            Decides::Never
        }
        (By::Never, _) => Decides::Never,
    };
    (decides, target_votes)
}

fn pays(fields: &mut Fields<'_, '_>) -> Pays {
    let multiple = |doc| Spec::new("market price", 0.0, 20.0, doc);
    Pays {
        member: fields.number("member", &multiple("What old partners are paid.").or(1.0, "market price")),
        won_over: fields.number("won_over", &multiple("What those who had to be won over are paid.")),
        won_over_members: ids(&fields.references("won_over_members", PARTY, "Who had to be won over.")),
    }
}

/// What one party is to others, by one measure: `[stance.kazakhstan] russia = 0.5`.
pub(super) fn relations(
    name: &Name,
    fields: &mut Fields<'_, '_>,
    spec: &Spec,
) -> (PartyId, Vec<(PartyId, Num)>) {
    let from = name.owner.as_ref().map_or(PartyId(0), id);
    let rows = fields.rest_numbers_by_id(PARTY, spec);
    (from, rows.iter().map(|(to, num)| (id(to), *num)).collect())
}

pub(super) const STANCE: Spec = Spec::new("1", -1.0, 1.0, "Stance toward a party: −1 hostile to 1 allied.");
pub(super) const TRUST: Spec = Spec::share("Trust in a party.");
pub(super) const HOSTILITY: Spec = Spec::share("Hostility toward a party.");

pub(super) fn trend(fields: &mut Fields<'_, '_>, origin: OriginId) -> Trend {
    Trend {
        from: id(&fields.reference("from", PARTY, "Whose stance drifts.")),
        to: id(&fields.reference("to", PARTY, "Toward whom.")),
        per_month: fields.number("per_month", &Spec::new("1/30 days", -1.0, 1.0, "Change of the stance.")),
        origin,
    }
}

pub(super) fn agreement(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Agreement {
    let permissions =
        [("projects", Permission::Projects), ("guards", Permission::Guards), ("troops", Permission::Troops)];
    Agreement {
        name: names.entity("agreement", name, fields),
        lessor: id(&fields.reference("lessor", PARTY, "Who owns.")),
        lessee: id(&fields.reference("lessee", PARTY, "Who uses.")),
        covers: ids(&fields.references("covers", &["facility"], "What it covers.")),
        permits: fields.choices("permits", &permissions, "What the lessee may do there without asking."),
        rent_musd_per_year: fields
            .number("rent_musd_per_year", &Spec::new("MUSD/year", 0.0, 1.0e6, "Rent.").or(0.0, "assumption")),
    }
}

pub(super) fn access(names: &mut Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> Access {
    #[derive(Clone, Copy)]
    enum Terms {
        Granted,
        Ask,
        Denied,
        Unseen,
    }
    let to = fields.reference("to", PARTY, "Who wants it.");
    let over = fields.reference("over", PARTY, "Who gives it.");
    let kinds = [("overflight", AccessKind::Overflight), ("basing", AccessKind::Basing)];
    let words = [
        ("granted", Terms::Granted),
        ("ask", Terms::Ask),
        ("denied", Terms::Denied),
        ("unseen", Terms::Unseen),
    ];
    let kind = fields.choice("kind", &kinds, None, "Crossing the air space, or using bases.");
    let terms = fields.choice("terms", &words, None, "How it stands at the start: given, to be asked for, refused whoever asks, or crossed without asking (`noticed`).");
    let noticed = fields
        .number("noticed", &Spec::share("Chance that an unseen crossing is noticed.").or(0.5, "assumption"));
    let word = match kind {
        AccessKind::Overflight => "overflight",
        AccessKind::Basing => "basing",
    };
    let path = format!("access.{}.{}.{word}", to.id, over.id);
    let title = format!("{word} over {}", names.title(&over));
    Access {
        name: names.part(&path, title, name.span),
        to: id(&to),
        over: id(&over),
        kind,
        terms: match terms {
            Terms::Granted => AccessTerms::Granted,
            Terms::Ask => AccessTerms::Ask,
            Terms::Denied => AccessTerms::Denied,
            Terms::Unseen => AccessTerms::Unseen(noticed),
        },
    }
}

pub(super) fn side(fields: &mut Fields<'_, '_>) -> Side {
    Side {
        title: fields.text("title", "Heading of the column."),
        parties: ids(&fields.references("parties", PARTY, "Who stands in it.")),
    }
}
