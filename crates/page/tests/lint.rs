//! What `lint` finds: a page, and the code and place of each finding.

use powderkeg_page::lint::{Severity, lint};
use powderkeg_page::read;

/// Findings of a page as "severity code line:column", in order.
fn found(page: &str) -> Vec<String> {
    let page = read(page).expect("it is read");
    let findings = lint(&page);
    findings
        .iter()
        .map(|finding| {
            assert!(!finding.message.is_empty() && !finding.help.is_empty());
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "advice",
            };
            format!("{severity} {} {}", finding.code, finding.place)
        })
        .collect()
}

/// A page without a flaw, with some lines of its infobox and its text replaced.
fn page(changes: &[(&str, &str)]) -> String {
    let mut page = "\
{{Infobox military conflict
| conflict = Ford
| date = 3–5 May 2031
| place = Alder Ford
| result = Birchland victory
| combatant1 = Birchland
| combatant2 = Alderia
| strength1 = 300 Birchland soldiers
| strength2 = 450 Alderian soldiers
| casualties1 = 12 killed
| casualties2 = 30 killed, 40 wounded
}}
It was fought on 3 May 2031 by 300 Birchland soldiers.
== Aftermath ==
In all 42 were killed.
[[Category:Conflicts]]
"
    .to_owned();
    for (from, to) in changes {
        assert!(page.contains(from), "{from}");
        page = page.replace(from, to);
    }
    page
}

#[test]
fn a_page_without_a_flaw_has_no_finding() {
    assert_eq!(found(&page(&[])), [""; 0]);
}

#[test]
fn each_flaw_is_found_where_it_stands() {
    for (from, to, expected) in [
        ("Birchland victory", "{{{Result}}}", "error open-slot 5:12"),
        ("| result = Birchland victory\n", "", "warning empty-field 1:1"),
        ("| place = Alder Ford\n", "", "warning empty-field 1:1"),
        ("| combatant2 = Alderia", "| combatant2 = ", "warning nobodys-figures 9:15"),
        ("3–5 May 2031", "3–5 Mai 2031", "warning unreadable 3:10"),
        ("3–5 May 2031", "31 April 2031", "error impossible-date 3:10"),
        ("3–5 May 2031", "5–3 May 2031", "error dates-out-of-order 3:10"),
        ("3–5 May 2031", "Monday, 3 May 2031", "error wrong-weekday 3:10"),
        ("on 3 May 2031 by", "on Monday, 3 May 2031, by", "error wrong-weekday 13:1"),
        ("on 3 May 2031 by", "on 3 May and 31 June by", "error impossible-date 13:1"),
        ("on 3 May 2031 by", "on 7 May 2031 by", "advice date-not-told 3:10"),
        ("by 300 Birchland soldiers", "by 250 Birchland soldiers", "warning figures-disagree 13:1"),
        ("by 300 Birchland soldiers", "by 1,000 Alderian soldiers", "error figures-disagree 13:1"),
        ("In all 42 were killed", "In all 52 were killed", "error figures-disagree 15:1"),
        ("In all 42 were killed", "Alderia had 600 soldiers", "error figures-disagree 15:1"),
        ("12 killed", "1,200 soldiers killed", "error more-lost-than-there 10:17"),
        ("In all 42 were killed.", "Write the second section of your page here.", "warning boilerplate 15:1"),
        ("In all 42 were killed.\n", "", "advice empty-section 14:1"),
        ("== Aftermath ==", "== Section heading ==", "warning boilerplate 14:1"),
        ("In all 42", "{{Empty section}} In all 42", "warning stub 15:1"),
        ("In all 42", "{{Norland-war-stub}} In all 42", "warning stub 15:1"),
        ("[[Category:Conflicts]]\n", "", "advice no-category 1:1"),
        ("In all 42", "{{small|In all 42", "error unclosed 15:1"),
        ("In all 42", "In \u{202e}all 42", "warning unsafe 15:4"),
        ("{{Infobox military conflict", "{{Infobox person", "error no-infobox 1:1"),
        ("450 Alderian soldiers", "many Alderian soldiers", "warning unreadable 9:15"),
        ("In all 42 were", "In all the battlefieldMany were", "advice glued-sentences 15:1"),
    ] {
        let found = found(&page(&[(from, to)]));
        assert!(found.iter().any(|finding| finding == expected), "{from} → {to}: {found:?}");
        let is_error = |finding: &&String| finding.starts_with("error");
        let unexpected = found.iter().filter(is_error).filter(|finding| *finding != expected).count();
        assert_eq!(unexpected, 0, "{from} → {to}: {found:?}");
    }
}

#[test]
fn figures_that_may_both_be_true_are_left_alone() {
    for (from, to) in [
        // Other people, a part of them, about as many, a year, a day, a share.
        ("by 300 Birchland soldiers", "by 20 Birchland horses"),
        ("by 300 Birchland soldiers", "by some 310 Birchland soldiers"),
        ("by 300 Birchland soldiers", "by soldiers"),
        ("by 300 Birchland soldiers", "with 9 Birchland soldiers wounded"),
        ("by 300 Birchland soldiers", "by 5,000 Elmish soldiers"),
        ("In all 42 were killed", "On the first day 10 were killed"),
        ("In all 42 were killed", "On 4 May soldiers were killed"),
        ("In all 42 were killed", "Since 2020 soldiers were killed"),
        // Another time, more than the conflict, the other side.
        ("In all 42 were killed", "In the war as a whole 50,000 were killed"),
        ("In all 42 were killed", "A year later 900 Birchland soldiers retired"),
        ("In all 42 were killed", "On 3 May 1990 some 900 were killed"),
        ("by 300 Birchland soldiers", "by Alderia and 450 soldiers"),
    ] {
        let found = found(&page(&[(from, to)]));
        assert_eq!(found, [""; 0], "{from} → {to}");
    }
}

#[test]
fn copies_are_shown_to_the_column() {
    let page = "Ford\nDate 3 May 2031\nLocation Ford\nResult Draw\nA\n\nB\nStrength\n300 A soldiers\nCasualties and losses\n2 killed\n\
                It was quiet. Then, on Monday, 3 May 2031, it was not.\nThen the battlefieldMany grew.\n";
    assert_eq!(found(page), ["error wrong-weekday 12:24", "advice glued-sentences 13:10"]);
}

#[test]
fn a_side_that_is_named_is_held_against_its_own_figures() {
    let about = |text: &str| {
        let page = format!(
            "{{{{Infobox war\n|conflict=A\n|date=3 May 2031\n|place=B\n|result=C\n|combatant1=Orsk\n|combatant2=Ardan\n\
             |strength1=500 men\n|strength2=1,000 men, 900 militia\n}}}}\nOn 3 May 2031 it began. {text}\n[[Category:Conflicts]]\n"
        );
        found(&page)
    };
    assert_eq!(about("Ardan had 1,200 men."), ["error figures-disagree 11:1"]);
    assert_eq!(about("Orsk had 500 men."), [""; 0]);
    assert_eq!(about("Orsk counted 2,000 militia."), [""; 0]);
}
