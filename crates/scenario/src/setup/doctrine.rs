//! Reads doctrines: options with their conditions, urges and orders.

use powderkeg_engine::action::{Action, Aim, Demand, OperationKind};
use powderkeg_engine::id::{
    FacilityId, ForceId, GoodId, NameId, PartyId, ProjectId, RouteId, SiteId, WorkforceId,
};
use powderkeg_engine::parameter::Num;
use powderkeg_engine::setup::{AccessKind, Agenda};

use super::ids::{Ids, PLACES, id};
use crate::fields::{Fields, NumberOr, RuleText, Whole};
use crate::number::Spec;
use crate::reader::Name;
use crate::source::Span;

/// An option before its rules are compiled.
pub(super) struct OptionDraft {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) span: Option<Span>,
    pub(super) party: PartyId,
    pub(super) agenda: Agenda,
    pub(super) lets: Vec<(String, Num)>,
    /// Its `let`, if it has one.
    pub(super) let_span: Option<Span>,
    /// Whether all that its table says was understood: a mistyped `let` is one mistake.
    pub(super) is_whole: bool,
    pub(super) when: RuleText,
    pub(super) urge: RuleText,
    pub(super) action: Option<Action>,
    pub(super) amount: Amount,
    pub(super) order_span: Option<Span>,
    pub(super) lead_days: Num,
    pub(super) repeats: Option<Num>,
    pub(super) at_most: u32,
    pub(super) cadence_hours: Option<Num>,
}

/// The number of an order.
#[derive(Clone, Debug, Default)]
pub(super) enum Amount {
    /// The order has none.
    #[default]
    None,
    /// A number in place.
    Number(Num),
    /// The name of one of the option's `let`.
    Let(RuleText),
}

pub(super) fn option(names: &Ids<'_>, name: &Name, fields: &mut Fields<'_, '_>) -> OptionDraft {
    const AT_MOST: Whole =
        Whole { unit: "1", min: 1, max: 1_000_000, default: None, doc: "How often at most." };
    let agendas = [
        ("military", Agenda::Military),
        ("diplomatic", Agenda::Diplomatic),
        ("economic", Agenda::Economic),
        ("domestic", Agenda::Domestic),
    ];
    let owner = name.owner.clone();
    let path = owner.as_ref().map_or_else(String::new, |owner| format!("doctrine.{}.{}", owner.id, name.id));
    let title = fields.optional_text("title", "What a reader calls it; its name in words if not given.");
    let agenda =
        fields.choice("agenda", &agendas, None, "Options of one agenda share its capacity to decide.");
    let let_span = fields.has("let").then(|| fields.span_of("let")).flatten();
    let lets = fields
        .optional_table("let", "Its numbers, so that they can be drawn and swept.", |f| {
            f.rest_numbers_by_name(&Spec::new("1", -1.0e9, 1.0e9, "A number of the option."))
        })
        .unwrap_or_default();
    let when =
        fields.rule("when", "When it is legal and feasible: nothing else. Graded things go into the urge.");
    let urge = fields.rule("urge", "How urgently it is felt: decisions a day while it is open.");
    let order_span = fields.span_of("order");
    let mut amount = Amount::None;
    let action = fields
        .variant("order", &ORDERS, "What it orders.", |word, f| order(names, word, f, &mut amount))
        .flatten();
    let lead_days = fields.number(
        "lead_days",
        &Spec::new("days", 0.0, 365.0, "Days from decision to effect.").or(1.0, "assumption"),
    );
    let repeats = fields.optional_number(
        "every_days",
        &Spec::new("days", 0.0, 3650.0, "Days it rests after it was taken; without it, it is taken once."),
    );
    let at_most = fields.has("at_most") || fields.is_describing();
    let at_most = if at_most {
        fields.integer("at_most", &AT_MOST)
    } else if repeats.is_some() {
        i64::from(u32::MAX)
    } else {
        1
    };
    let cadence_hours = fields.optional_number(
        "look_every_hours",
        &Spec::new("hours", 0.1, 24.0, "Hours between looks, for an urge that reads the clock."),
    );
    OptionDraft {
        path,
        title: title.unwrap_or_else(|| name.id.replace('_', " ")),
        span: name.span,
        party: owner.as_ref().map_or(PartyId(0), id),
        agenda,
        lets,
        let_span,
        when,
        urge,
        action,
        amount,
        order_span,
        lead_days,
        repeats,
        at_most: u32::try_from(at_most).unwrap_or(u32::MAX),
        cadence_hours,
        is_whole: fields.is_whole(),
    }
}

/// The words for orders.
const ORDERS: [&str; 35] = [
    "withhold",
    "resume",
    "close_route",
    "open_route",
    "concede",
    "repress",
    "incite",
    "raise_pay",
    "dismiss",
    "replace",
    "return_to_work",
    "cancel",
    "postpone",
    "inspect",
    "reconstitute",
    "jam",
    "airlift",
    "withdraw",
    "cordon",
    "prepare",
    "operate",
    "end_operation",
    "demonstrate",
    "call",
    "ultimatum",
    "sweeten",
    "offer_aid",
    "accept_aid",
    "propose_sanction",
    "propose_lift",
    "ask_access",
    "invite",
    "suspend_lease",
    "leave",
    "mediate",
];

const PARTY: &[&str] = &["party"];

/// Reads the table under the word of an order.
fn order(names: &Ids<'_>, word: &str, fields: &mut Fields<'_, '_>, amount: &mut Amount) -> Option<Action> {
    let mut order = Order { names, fields, amount };
    order
        .economic(word)
        .or_else(|| order.technical(word))
        .or_else(|| order.military(word))
        .or_else(|| order.diplomatic(word))
}

/// An order that is being read.
struct Order<'o, 'f, 'r, 'd, 'n> {
    names: &'o Ids<'n>,
    fields: &'f mut Fields<'r, 'd>,
    amount: &'o mut Amount,
}

impl Order<'_, '_, '_, '_, '_> {
    /// The order's number: kept apart, since it may name a `let`.
    fn number(&mut self, key: &'static str, unit: &'static str, max: f64, doc: &'static str) -> f64 {
        *self.amount = match self.fields.number_or_rule(key, &Spec::new(unit, 0.0, max, doc)) {
            NumberOr::Number(num) => Amount::Number(num),
            NumberOr::Other(text) => Amount::Let(text),
        };
        0.0
    }

    fn party(&mut self, key: &'static str, doc: &'static str) -> PartyId {
        id(&self.fields.reference(key, PARTY, doc))
    }

    fn force(&mut self) -> ForceId {
        id(&self.fields.reference("force", &["force"], "Which force."))
    }

    fn good(&mut self) -> GoodId {
        id(&self.fields.reference("good", &["good"], "Which good."))
    }

    fn route(&mut self) -> RouteId {
        id(&self.fields.reference("route", &["route"], "Which route."))
    }

    fn workforce(&mut self) -> WorkforceId {
        id(&self.fields.reference("workforce", &["workforce"], "Which workforce."))
    }

    fn project(&mut self) -> ProjectId {
        id(&self.fields.reference("project", &["project"], "Which project."))
    }

    fn facility(&mut self, key: &'static str, doc: &'static str) -> FacilityId {
        id(&self.fields.reference(key, &["facility"], doc))
    }

    fn site(&mut self, key: &'static str, doc: &'static str) -> SiteId {
        let place = self.fields.reference(key, &PLACES, doc);
        self.names.site_of(&place)
    }

    fn demand(&mut self) -> Demand {
        let demands = [
            ("cancel", Demand::Cancel),
            ("postpone", Demand::Postpone),
            ("inspect", Demand::Inspect),
            ("deliver", Demand::Deliver),
            ("leave", Demand::Leave),
        ];
        self.fields.choice("demand", &demands, None, "What is demanded.")
    }

    fn about(&mut self) -> NameId {
        const SUBJECTS: &[&str] = &["project", "facility", "good", "contract", "force", "route"];
        let subject = self.fields.reference("about", SUBJECTS, "What it is about.");
        self.names.name_of(&subject)
    }

    fn economic(&mut self, word: &str) -> Option<Action> {
        Some(match word {
            "withhold" => Action::Withhold {
                good: self.good(),
                share: self.number("share", "1", 1.0, "Share of all contracted deliveries."),
            },
            "resume" => Action::Resume { good: self.good() },
            "close_route" => Action::CloseRoute { route: self.route() },
            "open_route" => Action::OpenRoute { route: self.route() },
            "concede" => Action::Concede { musd: self.number("musd", "MUSD", 1.0e6, "What it costs.") },
            "repress" => Action::Repress,
            "incite" => Action::Incite {
                among: self.party("among", "Whose people."),
                against: self.party("against", "Against whom."),
                musd: self.number("musd", "MUSD", 1.0e6, "What is spent."),
            },
            "raise_pay" => Action::RaisePay {
                workforce: self.workforce(),
                by: self.number("by", "1", 5.0, "Added to its pay ratio."),
            },
            "dismiss" => Action::Dismiss { workforce: self.workforce() },
            "replace" => Action::Replace { workforce: self.workforce() },
            "return_to_work" => Action::ReturnToWork { workforce: self.workforce() },
            _ => return None,
        })
    }

    fn technical(&mut self, word: &str) -> Option<Action> {
        Some(match word {
            "cancel" => Action::Cancel { project: self.project() },
            "postpone" => Action::Postpone {
                project: self.project(),
                days: self.number("days", "days", 3650.0, "How long."),
            },
            "inspect" => Action::Inspect { project: self.project(), by: self.party("by", "Who may look.") },
            "reconstitute" => Action::Reconstitute {
                capability: id(&self.fields.reference("capability", &["capability"], "Which capability.")),
                share: self.number("share", "1", 1.0, "Share of what is at risk that is made good."),
            },
            "jam" => Action::Jam { project: self.project() },
            _ => return None,
        })
    }

    fn military(&mut self, word: &str) -> Option<Action> {
        Some(match word {
            "airlift" => Action::Airlift { force: self.force(), to: self.site("to", "Where to.") },
            "withdraw" => Action::Withdraw { force: self.force() },
            "cordon" => {
                Action::Cordon { force: self.force(), around: self.facility("around", "Around what.") }
            }
            "prepare" => Action::Prepare { force: self.force() },
            "operate" => self.operation(),
            "end_operation" => Action::EndOperation { force: self.force() },
            "demonstrate" => Action::Demonstrate { force: self.force(), at: self.party("at", "At whom.") },
            _ => return None,
        })
    }

    fn operation(&mut self) -> Action {
        let kinds = [
            ("seize", OperationKind::Seize),
            ("strike", OperationKind::Strike),
            ("interdict", OperationKind::Interdict),
            ("escort", OperationKind::Escort),
        ];
        let aims = [("control", Aim::Control), ("deny", Aim::Deny), ("destroy", Aim::Destroy)];
        let via = self.fields.optional_reference(
            "via",
            &["corridor"],
            "By which way; whichever is granted if not given.",
        );
        Action::Operate {
            kind: self.fields.choice("kind", &kinds, None, "What sort."),
            force: self.force(),
            on: self.facility("on", "Against what."),
            aim: self.fields.choice("aim", &aims, None, "What it is for; it defines success."),
            via: via.map(|corridor| id(&corridor)),
        }
    }

    fn diplomatic(&mut self, word: &str) -> Option<Action> {
        Some(match word {
            "call" => {
                Action::Call { to: self.party("to", "Whom."), demand: self.demand(), about: self.about() }
            }
            "ultimatum" => Action::Ultimatum {
                to: self.party("to", "Whom."),
                demand: self.demand(),
                about: self.about(),
                days: self.number("days", "days", 365.0, "How long it runs."),
            },
            "sweeten" => Action::Sweeten {
                to: self.party("to", "Whom."),
                about: self.about(),
                musd: self.number("musd", "MUSD", 1.0e6, "What is offered for compliance."),
            },
            "offer_aid" => Action::OfferAid {
                to: self.party("to", "Whom."),
                musd: self.number("musd", "MUSD", 1.0e6, "How much."),
            },
            "accept_aid" => Action::AcceptAid { from: self.party("from", "Whose.") },
            "propose_sanction" => Action::ProposeSanction {
                bloc: self.party("bloc", "In which bloc."),
                on: self.party("on", "On whom."),
                severity: self.number("severity", "1", 1.0, "How severe."),
            },
            "propose_lift" => Action::ProposeLift {
                bloc: self.party("bloc", "In which bloc."),
                on: self.party("on", "From whom."),
            },
            "ask_access" => {
                let kinds = [("overflight", AccessKind::Overflight), ("basing", AccessKind::Basing)];
                Action::AskAccess {
                    over: self.party("over", "Whom."),
                    kind: self.fields.choice("kind", &kinds, None, "What for."),
                }
            }
            "invite" => Action::Invite { party: self.party("party", "Whose forces.") },
            "suspend_lease" => Action::SuspendLease { facility: self.facility("facility", "Over what.") },
            "leave" => Action::Leave { bloc: self.party("bloc", "Which bloc.") },
            "mediate" => Action::Mediate {
                between: self.party("between", "One side."),
                and: self.party("and", "The other."),
            },
            _ => return None,
        })
    }
}
