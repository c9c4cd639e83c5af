//! How wikis call conflict infoboxes and their parameters.

/// What a parameter of the infobox holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Title,
    PartOf,
    Date,
    Place,
    Coordinates,
    Result,
    /// These belong to a column, from 1; 0: to none.
    Belligerents(usize),
    Leaders(usize),
    Units(usize),
    Strength(usize),
    Losses(usize),
    /// Something about the conflict that no scenario holds.
    Other,
    /// Pictures, maps and how the box looks.
    Looks,
}

/// What is left of an infobox's name without the words that only say that it is one.
const CONFLICTS: [&str; 24] = [
    "military conflict",
    "conflict",
    "battle",
    "war",
    "civil conflict",
    "military operation",
    "military engagement",
    "military incident",
    "military attack",
    "siege",
    "raid",
    "campaign",
    "naval battle",
    "battles",
    "incident",
    "skirmish",
    "civil war",
    "military campaign",
    "border conflict",
    "insurgency",
    "uprising",
    "rebellion",
    "crisis",
    "military",
];

/// Beginnings of parameters about the conflict that no scenario holds: they are listed, so that nothing is lost unsaid.
const OTHERS: [&str; 16] = [
    "notes",
    "status",
    "territory",
    "cause",
    "goals",
    "methods",
    "concessions",
    "action",
    "fatalities",
    "injuries",
    "arrests",
    "charged",
    "deaths",
    "detentions",
    "damage",
    "objective",
];

/// A template's name as wikis compare it.
pub(super) fn normal(name: &str) -> String {
    let name = name.trim().replace('_', " ");
    let name = name.strip_prefix("Template:").or_else(|| name.strip_prefix("template:")).unwrap_or(&name);
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a template is an infobox about a conflict; `name` as [`normal`] has it.
pub(super) fn is_conflict_box(name: &str) -> bool {
    if ["warbox", "battlebox", "infobox"].contains(&name) {
        return name != "infobox";
    }
    let name = name.replace(['/', '-'], " ");
    let words: Vec<&str> =
        name.split_whitespace().filter(|word| !["infobox", "box", "template"].contains(word)).collect();
    let said = words.len() < name.split_whitespace().count();
    let rest = words.join(" ");
    // "{{Battle}}" and "{{War}}" are infoboxes on many wikis; "{{Crisis}}" may be anything.
    CONFLICTS.contains(&rest.as_str())
        && (said || ["battle", "war", "conflict", "military conflict"].contains(&rest.as_str()))
}

/// What a parameter holds; `None` if we don't know its name.
pub(super) fn slot(name: &str) -> Option<Slot> {
    let name = name.trim().to_lowercase().replace(['_', '-'], " ");
    let (stem, column) = numbered(&name);
    let plain = match name.as_str() {
        "conflict" | "name" | "title" | "battle name" | "battle" | "conflict name" | "event name" => {
            Some(Slot::Title)
        }
        "partof" | "part of" | "campaign" | "war" => Some(Slot::PartOf),
        "date" | "dates" | "date(s)" | "when" => Some(Slot::Date),
        "place" | "location" | "site" | "where" | "theatre" | "theater" => Some(Slot::Place),
        "coordinates" | "coords" | "coord" => Some(Slot::Coordinates),
        "result" | "outcome" | "results" => Some(Slot::Result),
        _ => None,
    };
    let is_other = || OTHERS.iter().any(|other| stem.starts_with(other));
    plain
        .or_else(|| in_column(stem, column))
        .or_else(|| is_other().then_some(Slot::Other))
        .or_else(|| is_looks(&name).then_some(Slot::Looks))
}

fn in_column(stem: &str, column: usize) -> Option<Slot> {
    Some(match stem {
        "combatant" | "combatants" | "belligerent" | "belligerents" | "side" | "participants" | "faction"
        | "forces side" => Slot::Belligerents(column),
        "commander" | "commanders" | "leader" | "leaders" | "leadfigures" | "commanders and leaders" => {
            Slot::Leaders(column)
        }
        "units" | "unit" => Slot::Units(column),
        "strength" | "strengths" | "forces" | "force" | "howmany" | "manpower" => Slot::Strength(column),
        "casualties" | "losses" | "casualty" | "casualties and losses" => Slot::Losses(column),
        _ => return None,
    })
}

/// "combatant2b" is column 2, "strength" column 0.
fn numbered(name: &str) -> (&str, usize) {
    let name = name.trim();
    let without_letter = name.strip_suffix(['a', 'b', 'c', 'd']).unwrap_or(name);
    let base =
        if without_letter.ends_with(|digit: char| digit.is_ascii_digit()) { without_letter } else { name };
    match base.char_indices().next_back() {
        Some((at, digit @ '1'..='9')) if !base[..at].ends_with(|sign: char| sign.is_ascii_digit()) => {
            (base[..at].trim_end(), digit.to_digit(10).unwrap_or(0) as usize)
        }
        _ => (base, 0),
    }
}

fn is_looks(name: &str) -> bool {
    let words = [
        "image",
        "caption",
        "alt",
        "width",
        "colwidth",
        "size",
        "map",
        "color",
        "colour",
        "style",
        "label",
        "mark",
        "relief",
        "listclass",
        "campaignbox",
        "upright",
        "nolink",
        "bodystyle",
        "wide",
        "title bar",
        "video",
        "previous",
        "next",
        "prev",
        "conc",
        "plural",
        "wikidata",
        "module",
    ];
    words.iter().any(|word| name.contains(word))
}

/// How a template inside a value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// Its positional parameters are lines.
    Lines,
    /// Its last positional parameter is its text.
    Last,
    /// Its first positional parameter is its text, or `name`, if given.
    First,
    /// A fixed text.
    Text(&'static str),
    /// A text before its first parameter.
    Prefixed(&'static str),
    /// The positional parameters with spaces between them.
    Words,
    /// The positional parameters with hyphens between them: a date.
    Hyphens,
    /// A line break.
    Break,
    /// Pictures, references and other things that are no text.
    Silent,
    /// Coordinates.
    Coordinates,
    /// We don't know it.
    Unknown,
}

/// How a template is read; `name` as [`normal`] has it.
pub(super) fn inline(name: &str) -> Inline {
    match name {
        "plainlist" | "plain list" | "flatlist" | "flat list" | "ubl" | "unbulleted list" | "ublist"
        | "ubli" | "hlist" | "bulleted list" | "blist" | "collapsible list" | "tree list" | "hidden"
        | "collapse" | "ordered list" | "vunblist" | "unbullet" | "flaglist" | "columns-list" | "div col"
        | "smalldiv" => Inline::Lines,
        "flag" | "flagcountry" | "flagu" | "noflag" | "flag+link" | "flagdeco link" | "abbr" | "tooltip"
        | "nowrap" | "nobr" | "small" | "smaller" | "big" | "center" | "nobold" | "resize" | "val"
        | "num" | "nts" | "formatnum" | "ill" | "interlanguage link" | "flag country" | "no wrap"
        | "larger" | "bold" | "tq" | "uc" | "lc" | "nowraplinks" | "normal" | "c" => {
            if name == "c" {
                Inline::Prefixed("c. ")
            } else {
                Inline::First
            }
        }
        "lang" | "langx" | "transl" | "transliteration" | "color" | "colour" | "font color" | "fontcolor"
        | "native name" | "longitem" | "lang-ru" => Inline::Last,
        "circa" | "c." | "ca" => Inline::Prefixed("c. "),
        "uss" | "hms" | "ss" | "hmas" | "hmcs" | "ins" | "rms" => Inline::Prefixed("ship"),
        "convert" | "cvt" | "osd" | "oldstyledate" | "old style date" | "ship" => Inline::Words,
        "start date" | "end date" | "start date and age" | "end date and age" | "start-date" | "dts"
        | "film date" => Inline::Hyphens,
        "nbsp" | "space" | "spaces" | "tsp" | "thinsp" | "nnbsp" | "zwsp" | "gap" | "pad" | "hsp" => {
            Inline::Text(" ")
        }
        "snd" | "spaced ndash" | "spnd" | "spaced en dash" | "sndash" | "dash" => Inline::Text(" – "),
        "ndash" | "en dash" | "endash" | "–" => Inline::Text("–"),
        "mdash" | "em dash" | "emdash" => Inline::Text("—"),
        "!" => Inline::Text("|"),
        "=" => Inline::Text("="),
        "·" | "dot" | "bullet" | "•" | "middot" => Inline::Break,
        "kia" | "killed in action" | "†" | "dagger" => Inline::Text(" (killed)"),
        "wia" | "wounded in action" => Inline::Text(" (wounded)"),
        "mia" | "missing in action" => Inline::Text(" (missing)"),
        "pow" | "prisoner of war" | "surrendered" => Inline::Text(" (captured)"),
        "executed" => Inline::Text(" (executed)"),
        "unknown" | "unk" => Inline::Text("unknown"),
        "br" | "break" | "-" | "clear" | "crlf" => Inline::Break,
        "coord" | "coords" | "coordinates" => Inline::Coordinates,
        _ if is_silent(name) => Inline::Silent,
        _ => Inline::Unknown,
    }
}

fn is_silent(name: &str) -> bool {
    let begins = ["cite", "flagicon", "campaignbox", "sfn", "efn", "harv", "citation", "#tag"];
    let names = [
        "flagdeco",
        "refn",
        "r",
        "rp",
        "cn",
        "fact",
        "clarify",
        "when",
        "dubious",
        "according to whom",
        "who",
        "page needed",
        "better source needed",
        "failed verification",
        "increase",
        "decrease",
        "ref",
        "icon",
        "multiple image",
        "cref",
        "cref2",
        "ref label",
        "0",
        "nowrap begin",
        "nowrap end",
        "nowrap end ",
        "endplainlist",
        "end plainlist",
        "endflatlist",
        "end flatlist",
        "div col end",
        "hidden end",
        "plainlist end",
        "note",
        "sup",
        "steady",
        "csb",
        "citation needed",
        "portal",
        "main",
        "see also",
        "age in years, months and days",
        "age in days",
        "time ago",
        "by whom",
        "reflist",
        "use dmy dates",
        "use mdy dates",
        "short description",
        "defaultsort",
        "authority control",
        "for",
        "other uses",
        "about",
        "infobox",
        "quote box",
        "sister project links",
        "commons category",
        "distinguish",
        "further",
        "clear left",
        "toc limit",
        "engvarb",
        "use british english",
        "use american english",
        "good article",
        "featured article",
        "pp-move",
        "undue weight",
    ];
    begins.iter().any(|start| name.starts_with(start)) || names.contains(&name)
}

#[test]
fn infoboxes_and_parameters_are_known_by_many_names() {
    for name in [
        "Infobox military conflict",
        "Warbox",
        "Battle_infobox",
        "template:Infobox Battle",
        "Conflict",
        "Infobox/War",
    ] {
        assert!(is_conflict_box(&normal(name)), "{name}");
    }
    for name in ["Infobox person", "Campaignbox Coast", "Infobox", "Crisis", "Infobox military unit"] {
        assert!(!is_conflict_box(&normal(name)), "{name}");
    }
    assert_eq!(slot("combatant2b"), Some(Slot::Belligerents(2)));
    assert_eq!(slot("Strength_1"), Some(Slot::Strength(1)));
    assert_eq!(slot("casualties"), Some(Slot::Losses(0)));
    assert_eq!(slot("image_size"), Some(Slot::Looks));
    assert_eq!(slot("combatants_header"), None);
}
