//! Mistakes and what is said about them: `corpus.txt`, which explains itself.

use std::fmt::Write;

use powderkeg_scenario::expr::{ExprError, Scope, Session};

use crate::fixture::{CATALOGUE, Slots, lets, names};

const CORPUS: &str = include_str!("corpus.txt");

struct Case {
    line: usize,
    rule: String,
    text: String,
    expected: String,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (line, content) in (1..).zip(CORPUS.lines()) {
        if content.starts_with('#') || content.trim().is_empty() {
            continue;
        }
        if content.starts_with(' ') {
            let case = cases.last_mut().expect("a problem belongs to a case");
            case.expected.push_str(content);
            case.expected.push('\n');
            continue;
        }
        let (rule, text) = content.split_once(':').expect("a case is `rule: expression`");
        let text = text.strip_prefix(' ').unwrap_or(text);
        cases.push(Case { line, rule: rule.to_owned(), text: unfold(text), expected: String::new() });
    }
    cases
}

/// `«1000 x»` is 1000 times `x`.
fn unfold(text: &str) -> String {
    let Some((before, rest)) = text.split_once('«') else { return text.to_owned() };
    let (inside, after) = rest.split_once('»').expect("« has its »");
    let (times, what) = inside.split_once(' ').expect("«times what»");
    format!("{before}{}{}", what.repeat(times.parse().expect("a number")), unfold(after))
}

fn told(text: &str, problems: &[ExprError]) -> String {
    let mut told = String::new();
    for problem in problems {
        let at = &text[problem.start..problem.end];
        let at: String = if at.chars().count() > 60 {
            at.chars().take(60).chain(['…']).collect()
        } else {
            at.to_owned()
        };
        writeln!(told, "  {} ⟨{at}⟩ {}", problem.code, problem.message).unwrap();
        if let Some(also) = &problem.also {
            writeln!(told, "    also ⟨{}⟩ {}", &text[also.start..also.end], also.message).unwrap();
        }
        if let Some(help) = &problem.help {
            writeln!(told, "    help {help}").unwrap();
        }
    }
    told
}

#[test]
fn corpus() {
    let names = names();
    let cases = cases();
    assert!(cases.len() >= 40);
    let mut wrong = String::new();
    for case in &cases {
        let scope = if case.rule == "truth" { Scope::Truth } else { Scope::Doctrine };
        let mut session = Session::new(&CATALOGUE, &names, scope, lets());
        let mut slots = Slots::default();
        let mut slot = |call| slots.intern(call);
        let problems = match case.rule.as_str() {
            "when" | "truth" => session.condition(&case.text, &mut slot).problems,
            "urge" => session.number(&case.text, Some("1/day"), &mut slot).problems,
            "number" => session.number(&case.text, None, &mut slot).problems,
            other => panic!("line {}: no rule is called {other}", case.line),
        };
        let told = told(&case.text, &problems);
        if told != case.expected {
            let shown: String = case.text.chars().take(80).collect();
            write!(wrong, "line {}: {}: {shown}\n{told}", case.line, case.rule).unwrap();
        }
    }
    assert!(wrong.is_empty(), "what is said differs from corpus.txt:\n{wrong}");
}
