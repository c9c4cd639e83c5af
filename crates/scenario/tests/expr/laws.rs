//! What holds for every text and every tree; and CEL's own implementation as the oracle of the common subset.

use powderkeg_engine::parameter::Num;
use powderkeg_engine::rule::Slot;
use powderkeg_scenario::expr::{Catalogue, Let, Names, Scope, Session, Severity, Span, conjuncts, parse};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use proptest::test_runner::TestCaseError;

use crate::fixture::{CATALOGUE, Slots, lets, names};

/// Expressions of CEL and ours alike: doubles, facts, no `%` (CEL has none of doubles), no functions.
/// Numbers are `n0` … `n3`, facts are comparisons.
fn number() -> impl Strategy<Value = String> + Clone {
    let leaf = prop_oneof![
        (-4_i8..=4).prop_map(|n| format!("{:?}", f64::from(n))),
        (0.0..10.0).prop_map(|x: f64| format!("{x:?}")),
        (0..4).prop_map(|n| format!("n{n}")),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let op = prop_oneof![Just("+"), Just("-"), Just("*"), Just("/")];
        let choice = (fact(inner.clone()), inner.clone(), inner.clone());
        prop_oneof![
            (inner.clone(), op.clone(), inner.clone()).prop_map(|(x, op, y)| format!("({x} {op} {y})")),
            (inner.clone(), op, inner.clone()).prop_map(|(x, op, y)| format!("{x} {op} {y}")),
            inner.clone().prop_map(|x| format!("-({x})")),
            choice.prop_map(|(c, x, y)| format!("({c} ? {x} : {y})")),
        ]
    })
}

fn fact(number: impl Strategy<Value = String> + Clone + 'static) -> impl Strategy<Value = String> {
    let compare = prop_oneof![Just("<"), Just("<="), Just(">"), Just(">="), Just("=="), Just("!=")];
    let leaf = prop_oneof![
        4 => (number.clone(), compare, number).prop_map(|(x, op, y)| format!("{x} {op} {y}")),
        1 => any::<bool>().prop_map(|value| value.to_string()),
    ];
    leaf.prop_recursive(4, 12, 2, |inner| {
        let join = prop_oneof![Just("&&"), Just("||")];
        prop_oneof![
            (inner.clone(), join.clone(), inner.clone()).prop_map(|(x, op, y)| format!("({x} {op} {y})")),
            (inner.clone(), join, inner.clone()).prop_map(|(x, op, y)| format!("{x} {op} {y}")),
            inner.prop_map(|x| format!("!({x})")),
        ]
    })
}

const NONE: Catalogue = Catalogue { functions: &[], constants: &[] };

fn numbers() -> Vec<Let> {
    (0..4).map(|n| Let { name: format!("n{n}"), number: Num(n), unit: None }).collect()
}

fn by_cel(text: &str, numbers: [f64; 4]) -> Result<cel::Value, TestCaseError> {
    let program = cel::Program::compile(text).map_err(|e| TestCaseError::fail(format!("{text}: {e}")))?;
    let mut context = cel::Context::default();
    for (index, value) in numbers.into_iter().enumerate() {
        context.add_variable_from_value(format!("n{index}"), value);
    }
    program.execute(&context).map_err(|e| TestCaseError::fail(format!("{text}: {e}")))
}

/// Whether some quotient or product in `text` leaves the finite numbers, where we differ from CEL on purpose.
/// Division by a variable denominator is found by evaluating each quotient of the tree.
fn divides_by_zero(text: &str, numbers: [f64; 4]) -> bool {
    use powderkeg_scenario::expr::syntax::{Infix, Kind, Node};
    let (tree, _) = parse(text);
    let mut rest = vec![&tree];
    while let Some(node) = rest.pop() {
        match &node.kind {
            Kind::Infix(op, x, y) => {
                if *op == Infix::Divide && ours(&y.to_string(), numbers).is_none_or(|value| value == 0.0) {
                    return true;
                }
                rest.extend::<[&Node; 2]>([x, y]);
            }
            Kind::Prefix(_, x) => rest.push(x),
            Kind::Choice(parts) => rest.extend(parts.iter()),
            Kind::List(nodes) | Kind::Call { arguments: nodes, .. } => rest.extend(nodes),
            Kind::Missing | Kind::Number(_) | Kind::Bool(_) | Kind::Text(_) | Kind::Name(_) => {}
        }
    }
    false
}

/// The number by our compiler; none if the machine is too small for it.
fn ours(text: &str, numbers_: [f64; 4]) -> Option<f64> {
    let names = Names::new();
    let mut session = Session::new(&NONE, &names, Scope::Truth, numbers());
    let checked = session.number(text, None, &mut |_| Slot(0));
    Some(checked.rule?.evaluate(&numbers_, &mut |_: Slot| 0.0))
}

fn is_too_large(problems: &[powderkeg_scenario::expr::ExprError]) -> bool {
    problems.iter().any(|problem| matches!(problem.code.as_str(), "too-large" | "too-deep"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn numbers_agree_with_cel(text in number(), numbers_ in prop::array::uniform4(-5.0..5.0_f64)) {
        let names = Names::new();
        let mut session = Session::new(&NONE, &names, Scope::Truth, numbers());
        let checked = session.number(&text, None, &mut |_| Slot(0));
        if is_too_large(&checked.problems) || divides_by_zero(&text, numbers_) {
            return Ok(());
        }
        let Some(program) = checked.rule else {
            return Err(TestCaseError::fail(format!("{text}: {:?}", checked.problems)));
        };
        let value = program.evaluate(&numbers_, &mut |_: Slot| 0.0);
        let cel::Value::Float(expected) = by_cel(&text, numbers_)? else {
            return Err(TestCaseError::fail(format!("{text} is no double")));
        };
        proptest::prop_assert_eq!(value.to_bits(), expected.to_bits(), "{}: {} and {}", text, value, expected);
        // the plain form means the same
        proptest::prop_assert_eq!(ours(&checked.tree.to_string(), numbers_).map(f64::to_bits), Some(value.to_bits()));
    }

    #[test]
    fn facts_agree_with_cel(text in fact(number()), numbers_ in prop::array::uniform4(-5.0..5.0_f64)) {
        let names = Names::new();
        let mut session = Session::new(&NONE, &names, Scope::Truth, numbers());
        let checked = session.condition(&text, &mut |_| Slot(0));
        if is_too_large(&checked.problems) || divides_by_zero(&text, numbers_) {
            return Ok(());
        }
        let Some(condition) = checked.rule else {
            return Err(TestCaseError::fail(format!("{text}: {:?}", checked.problems)));
        };
        let expected = by_cel(&text, numbers_)?;
        for mut hint in 0..3 {
            let value = condition.holds(&mut hint, &numbers_, &mut |_: Slot| 0.0);
            proptest::prop_assert_eq!(cel::Value::Bool(value), expected.clone(), "{}", text);
        }
        let explained = condition.explain(&numbers_, &mut |_: Slot| 0.0);
        proptest::prop_assert_eq!(cel::Value::Bool(explained.iter().all(|part| part.held)), expected);
    }

    #[test]
    fn no_text_panics_and_every_problem_has_a_place(
        text in prop_oneof![
            ".{0,60}",
            r#"[a-c0-9 .,()\[\]{}&|!<>=+*/%?:'"-]{0,60}"#,
            prop::collection::vec(prop_oneof![
                Just("seen"), Just("("), Just(")"), Just("asat"), Just(","), Just("rollout"), Just("&&"), Just("||"),
                Just("patience"), Just(">"), Just("-"), Just("="), Just("?"), Just(":"), Just("["), Just("]"),
                Just("1"), Just("0.3"), Just("min"), Just("riot"), Just("almaty"), Just("!"), Just("'x'"), Just("≥"),
            ], 0..25).prop_map(|words| words.join(" ")),
        ]
    ) {
        let names = names();
        for scope in [Scope::Doctrine, Scope::Truth] {
            let mut slots = Slots::default();
            let mut session = Session::new(&CATALOGUE, &names, scope, lets());
            let checked = session.condition(&text, &mut |call| slots.intern(call));
            for problem in &checked.problems {
                proptest::prop_assert!(text.get(problem.start..problem.end).is_some(), "{:?}", problem);
                if let Some(also) = &problem.also {
                    proptest::prop_assert!(text.get(also.start..also.end).is_some(), "{:?}", problem);
                }
            }
            let failed = checked.problems.iter().any(|problem| problem.severity() == Severity::Error);
            proptest::prop_assert_eq!(checked.rule.is_none(), failed);
            for part in conjuncts(&checked.tree) {
                let Span { start, end } = part.span;
                proptest::prop_assert!(text.get(start..end).is_some());
            }
            // what was read without error is read again from its plain form
            if !failed {
                let (again, problems) = parse(&checked.tree.to_string());
                proptest::prop_assert_eq!(problems, []);
                proptest::prop_assert_eq!(again.to_string(), checked.tree.to_string());
            }
        }
    }
}
