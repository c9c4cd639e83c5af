//! What checked expressions mean, and which slots they take.

use powderkeg_engine::rule::Slot;
use powderkeg_scenario::expr::{Argument, Code, Entity, EntityKind, Scope, Session, Unit, conjuncts, parse};

use crate::fixture::{CATALOGUE, Slots, lets, names};

const EXAMPLE: &str =
    "seen(asat, rollout) && refused(russia, asat) >= patience && expected_loss(missile_shield) > alarm";

#[test]
fn the_example_of_the_format() {
    let names = names();
    let mut slots = Slots::default();
    let mut session = Session::new(&CATALOGUE, &names, Scope::Doctrine, lets());
    let when = session.condition(EXAMPLE, &mut |call| slots.intern(call));
    assert_eq!(when.problems, []);
    let when = when.rule.unwrap();
    let urge = session.number("zeal * hostility(russia)", Some("1/day"), &mut |call| slots.intern(call));
    assert_eq!(urge.problems, []);
    let urge = urge.rule.unwrap();

    assert_eq!(session.unused().collect::<Vec<_>>(), ["delay"]);
    assert!(session.mark_used("delay"));
    assert!(!session.mark_used("speed"));
    assert_eq!(session.unused().count(), 0);
    assert_eq!(session.unit_of("patience"), Some(Unit::read("count")));
    assert_eq!(session.unit_of("alarm"), Some(Unit::read("share")));

    assert_eq!(slots.0.len(), 4);
    let asat = Entity { kind: EntityKind::Project, index: 0 };
    assert_eq!(slots.0[0].arguments, [Argument::Entity(asat), Argument::Stage(2)]);
    assert_eq!(CATALOGUE.functions[usize::from(slots.0[1].function)].name, "refused");

    let numbers = [4.0, 0.35, 0.9, 3.0];
    let mut hint = 0;
    let mut holds =
        |readings: [f64; 4]| when.holds(&mut hint, &numbers, &mut |slot: Slot| readings[usize::from(slot.0)]);
    assert!(holds([1.0, 4.0, 0.4, 0.0]));
    assert!(!holds([0.0, 4.0, 0.4, 0.0]));
    assert!(!holds([1.0, 3.0, 0.4, 0.0]));
    assert!(!holds([1.0, 4.0, 0.35, 0.0]));
    let rate = urge.evaluate(&numbers, &mut |slot: Slot| if slot == Slot(3) { 0.5 } else { 0.0 });
    assert!((rate - 0.45).abs() < 1e-15);

    let explained = when.explain(&numbers, &mut |slot: Slot| [1.0, 3.0, 0.4][usize::from(slot.0)]);
    let told: Vec<_> = explained.iter().map(|part| (part.text, part.readings[0].1, part.held)).collect();
    assert_eq!(
        told,
        [
            ("seen(asat, rollout)", 1.0, true),
            ("refused(russia, asat) >= patience", 3.0, false),
            ("expected_loss(missile_shield) > alarm", 0.4, true),
        ]
    );
}

#[test]
fn equal_calls_share_a_slot() {
    let names = names();
    let mut slots = Slots::default();
    let mut session = Session::new(&CATALOGUE, &names, Scope::Truth, Vec::new());
    let text = "shortage(oil, [uzbekistan, kyrgyzstan]) > shortage(oil) \
                || shortage(oil, [kyrgyzstan, uzbekistan]) > 0.5 || shortage(oil, uzbekistan) > 0.5 \
                || shortage(oil, [uzbekistan]) > 0.7";
    let checked = session.condition(text, &mut |call| slots.intern(call));
    assert_eq!(checked.problems, []);
    assert_eq!(slots.0.len(), 3, "{:?}", slots.0);
}

#[test]
fn nothing_is_interned_for_a_call_with_a_mistake() {
    let names = names();
    let mut session = Session::new(&CATALOGUE, &names, Scope::Doctrine, Vec::new());
    for text in ["seen(asat, roll)", "seen(asat)", "seen(asat, rollout, 1)", "raid(usa, baikonur)"] {
        let checked = session.condition(text, &mut |call| panic!("{call:?}"));
        assert!(checked.rule.is_none(), "{text}");
    }
}

/// The value of an expression of the truth scope, where `heat_factor` is 3 and every other reading is 1.
#[track_caller]
fn gives(text: &str, expected: f64) {
    let names = names();
    let mut session = Session::new(&CATALOGUE, &names, Scope::Truth, Vec::new());
    let mut heat = None;
    let checked = session.number(text, None, &mut |call| {
        let slot = Slot(u16::from(!call.arguments.is_empty()));
        heat = Some(slot);
        slot
    });
    let problems = checked.problems;
    let program = checked.rule.unwrap_or_else(|| panic!("{text}: {problems:?}"));
    let value = program.evaluate(&[], &mut |slot: Slot| if slot.0 == 0 { 3.0 } else { 1.0 });
    assert!((value - expected).abs() < 1e-12, "{text} is {value}, not {expected}");
}

#[test]
fn precedence_and_functions() {
    gives("1 + 2 * 3", 7.0);
    gives("(1 + 2) * 3", 9.0);
    gives("10 - 4 - 3", 3.0);
    gives("24 / 4 / 3", 2.0);
    gives("17 % 7 % 2", 1.0);
    gives("-2 * -3", 6.0);
    gives("--2", 2.0);
    gives("2 - -heat_factor", 5.0);
    gives("1e3 + .5 + 2.5e-1", 1000.75);
    gives("1 + 1 == 2 && !false ? 5 : 6", 5.0);
    gives("false || true && false ? 5 : 6", 6.0);
    gives("false ? 1 : true ? 2 : 3", 2.0);
    gives("(true ? false : true) ? 1 : 2", 2.0);
    gives("1 < 2 == true ? 1 : 0", 1.0);
    gives("min(5, heat_factor, 4)", 3.0);
    gives("max(2, heat_factor)", 3.0);
    gives("clamp(heat_factor, 0, 2)", 2.0);
    gives("between(heat_factor, 3, 4) ? 1 : 0", 1.0);
    gives("pow(heat_factor, 2) + sqrt(9) + abs(-1)", 13.0);
    gives("ln(exp(2)) + sigmoid(0)", 2.5);
    gives("killed(usa) + killed(russia) // comments are CEL's\n + killed(kazakhstan)", 3.0);
    gives("highest_hostility(nato, csto) >= war ? 1 : 0", 0.0);
    gives("1 / (1 - 1)", 0.0);
}

#[test]
fn printing_keeps_only_the_brackets_needed() {
    for (text, printed) in [
        ("((a))&&(b||c)", "a && (b || c)"),
        ("(a&&b)||c", "a && b || c"),
        ("a-(b-c)-d", "a - (b - c) - d"),
        ("!(a>1.50)", "!(a > 1.5)"),
        ("-(x+1)*(2*y)", "-(x + 1) * (2 * y)"),
        ("(a?b:c)?(d):(e?f:g)", "(a ? b : c) ? d : e ? f : g"),
        ("f( a,[b ,c] )", "f(a, [b, c])"),
    ] {
        let (tree, problems) = parse(text);
        assert_eq!(problems, [], "{text}");
        assert_eq!(tree.to_string(), printed);
    }
}

#[test]
fn conjuncts_with_their_text() {
    let text = " (a || b) && (c && !d) && e ? f : g";
    let (tree, _) = parse(text);
    assert_eq!(conjuncts(&tree).len(), 1, "a choice is one condition");
    let text = " (a || b) && (c && !d)&& e";
    let (tree, _) = parse(text);
    let texts: Vec<_> = conjuncts(&tree).iter().map(|part| part.span.of(text)).collect();
    assert_eq!(texts, ["(a || b)", "c", "!d", "e"]);
}

#[test]
fn an_inferred_unit_holds_for_the_whole_rule() {
    let names = names();
    let mut slots = Slots::default();
    let mut session = Session::new(&CATALOGUE, &names, Scope::Doctrine, lets());
    // alarm and zeal are of one unit before either has any
    let when = session.condition("alarm > zeal && protest(almaty) > alarm", &mut |call| slots.intern(call));
    assert_eq!(
        when.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
        [Code::ConstantCondition]
    );
    assert_eq!(session.unit_of("zeal"), Some(Unit::share()));
    let urge = session.number("refused(usa, asat) - zeal", None, &mut |call| slots.intern(call));
    let [problem] = urge.problems.as_slice() else { panic!("{:?}", urge.problems) };
    assert_eq!(problem.code, Code::UnitMismatch);
    assert_eq!((problem.start, problem.end), (0, 18));
    assert_eq!(problem.also.as_ref().map(|also| (also.start, also.end)), Some((21, 25)));
}
