#![allow(clippy::float_cmp)] // exact results are the promise

use super::{Binary, Condition, Expression, Layout, Num, Operand, Program, STACK, Slot, TooLarge, Unary};
use Expression::{And, Between, Choice, Constant, Number, Or, Reading};
use proptest::prelude::*;

fn unary(op: Unary, x: Expression) -> Expression {
    Expression::Unary(op, Box::new(x))
}

fn binary(op: Binary, x: Expression, y: Expression) -> Expression {
    Expression::Binary(op, Box::new(x), Box::new(y))
}

fn slot(index: u16) -> Expression {
    Reading(Slot(index))
}

/// Value with numbers 10, 20 and slot n reading n.
fn value(expression: &Expression) -> f64 {
    Program::compile(expression).unwrap().evaluate(&[10.0, 20.0], &mut |slot: Slot| f64::from(slot.0))
}

#[track_caller]
fn gives(expression: &Expression, expected: f64) {
    let value = value(expression);
    assert!(
        (value - expected).abs() <= 1e-15 * expected.abs(),
        "{value} instead of {expected}: {expression:?}"
    );
}

#[test]
fn a_program_knows_its_numbers() {
    let (zero, one) = (Number(Num(0)), Number(Num(1)));
    let tree =
        binary(Binary::Add, binary(Binary::Multiply, one.clone(), zero), binary(Binary::Max, slot(3), one));
    assert_eq!(Program::compile(&tree).unwrap().numbers(), tree.numbers());
    assert_eq!(tree.numbers(), [Num(0), Num(1)]);
}

#[test]
fn operations() {
    let two = |op, x, y| binary(op, Constant(x), Constant(y));
    gives(&two(Binary::Add, 2.0, 3.0), 5.0);
    gives(&two(Binary::Subtract, 2.0, 3.0), -1.0);
    gives(&two(Binary::Multiply, 2.0, 3.0), 6.0);
    gives(&two(Binary::Divide, 3.0, 2.0), 1.5);
    gives(&two(Binary::Remainder, -7.0, 3.0), -1.0);
    gives(&two(Binary::Min, 2.0, 3.0), 2.0);
    gives(&two(Binary::Max, 2.0, 3.0), 3.0);
    gives(&two(Binary::Pow, 2.0, 3.0), 8.0);
    for (op, less, equal, greater) in [
        (Binary::Less, 1.0, 0.0, 0.0),
        (Binary::LessOrEqual, 1.0, 1.0, 0.0),
        (Binary::Greater, 0.0, 0.0, 1.0),
        (Binary::GreaterOrEqual, 0.0, 1.0, 1.0),
        (Binary::Equal, 0.0, 1.0, 0.0),
        (Binary::NotEqual, 1.0, 0.0, 1.0),
    ] {
        gives(&two(op, 2.0, 3.0), less);
        gives(&two(op, 3.0, 3.0), equal);
        gives(&two(op, 4.0, 3.0), greater);
    }
    gives(&unary(Unary::Negate, slot(4)), -4.0);
    gives(&unary(Unary::Not, slot(0)), 1.0);
    gives(&unary(Unary::Not, slot(1)), 0.0);
    gives(&unary(Unary::Abs, Constant(-2.0)), 2.0);
    gives(&unary(Unary::Exp, Constant(1.0)), std::f64::consts::E);
    gives(&unary(Unary::Ln, Constant(10.0)), std::f64::consts::LN_10);
    gives(&unary(Unary::Sqrt, Constant(2.0)), std::f64::consts::SQRT_2);
    gives(&unary(Unary::Sigmoid, Constant(0.0)), 0.5);
    gives(&Expression::clamp(Constant(5.0), Constant(0.0), Constant(1.0)), 1.0);
    gives(&Expression::clamp(Constant(-5.0), Constant(0.0), Constant(1.0)), 0.0);
    gives(&Between(Box::new([slot(3), slot(3), Number(Num(0))])), 1.0);
    gives(&Between(Box::new([slot(10), slot(3), Number(Num(0))])), 1.0);
    gives(&Between(Box::new([slot(11), slot(3), Number(Num(0))])), 0.0);
    gives(&Between(Box::new([slot(2), slot(3), Number(Num(0))])), 0.0);
}

#[test]
fn operands_keep_their_order_and_nest() {
    // (3 - 2*4) - (7 - clamp(20, 1, 5)) = -5 - 2 = -7
    let left = binary(Binary::Subtract, slot(3), binary(Binary::Multiply, slot(2), slot(4)));
    let clamp = Expression::clamp(Number(Num(1)), Constant(1.0), Constant(5.0));
    let right = binary(Binary::Subtract, slot(7), clamp);
    gives(&binary(Binary::Subtract, left, right), -7.0);
    // a choice and a conjunction in the middle of a sum: the pending 100 must survive both branches
    for (index, expected) in [(0, 100.0 + 3.0 + 0.0), (1, 100.0 + 2.0 + 1.0)] {
        let choice = Choice(Box::new([slot(index), slot(2), slot(3)]));
        let both = And(Box::new(slot(index)), Box::new(slot(1)));
        let inner = binary(Binary::Add, choice, both);
        gives(&binary(Binary::Add, Constant(100.0), inner), expected);
    }
}

#[test]
fn arithmetic_is_total() {
    let two = |op, x, y| value(&binary(op, Constant(x), Constant(y)));
    let one = |op, x| value(&unary(op, Constant(x)));
    let cases = [
        (two(Binary::Divide, 5.0, 0.0), 0.0),
        (two(Binary::Divide, -5.0, -0.0), 0.0),
        (two(Binary::Divide, 0.0, 0.0), 0.0),
        (two(Binary::Divide, f64::MAX, 0.5), f64::MAX),
        (two(Binary::Remainder, 5.0, 0.0), 0.0),
        (two(Binary::Multiply, f64::MAX, -2.0), -f64::MAX),
        (two(Binary::Add, f64::MAX, f64::MAX), f64::MAX),
        (two(Binary::Subtract, -f64::MAX, f64::MAX), -f64::MAX),
        (two(Binary::Pow, -2.0, 0.5), 0.0),
        (two(Binary::Pow, 0.0, -1.0), f64::MAX),
        (one(Unary::Exp, 1e6), f64::MAX),
        (one(Unary::Sqrt, -1.0), 0.0),
        (one(Unary::Sigmoid, f64::MAX), 1.0),
        (one(Unary::Sigmoid, -f64::MAX), 0.0),
        (one(Unary::Negate, f64::INFINITY), -f64::MAX),
        (one(Unary::Negate, f64::NAN), 0.0),
    ];
    for (index, (value, expected)) in cases.into_iter().enumerate() {
        assert_eq!(value + 0.0, expected, "case {index}");
    }
    assert!((one(Unary::Ln, 0.0) - -708.396).abs() < 1e-3);
    assert_eq!(one(Unary::Ln, -3.0), one(Unary::Ln, 0.0));
    let slot_then_number = binary(Binary::Add, slot(0), Number(Num(0)));
    let program = Program::compile(&slot_then_number).unwrap();
    assert_eq!(program.evaluate(&[f64::NAN], &mut |_: Slot| f64::NAN), 0.0);
    assert_eq!(program.evaluate(&[1.0], &mut |_: Slot| f64::NAN), 1.0);
}

#[test]
fn no_operation_lets_go_of_the_finite_numbers() {
    let odd =
        [0.0, -0.0, 1.0, -1.0, 0.5, 1e-320, f64::MAX, f64::MIN, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    let binaries = [
        Binary::Add,
        Binary::Subtract,
        Binary::Multiply,
        Binary::Divide,
        Binary::Remainder,
        Binary::Min,
        Binary::Max,
        Binary::Pow,
        Binary::Less,
        Binary::Equal,
    ];
    let unaries = [Unary::Negate, Unary::Not, Unary::Abs, Unary::Exp, Unary::Ln, Unary::Sqrt, Unary::Sigmoid];
    for x in odd {
        for op in unaries {
            let result = value(&unary(op, Constant(x)));
            assert!(result.is_finite(), "{op:?} {x}: {result}");
        }
        for (op, y) in binaries.iter().flat_map(|&op| odd.map(|y| (op, y))) {
            let result = value(&binary(op, Constant(x), Constant(y)));
            assert!(result.is_finite(), "{x} {op:?} {y}: {result}");
        }
    }
}

#[test]
fn short_circuit_reads_no_more_than_it_needs() {
    let reads = |expression: &Expression| {
        let mut read = Vec::new();
        Program::compile(expression).unwrap().evaluate(&[], &mut |slot: Slot| {
            read.push(slot.0);
            f64::from(slot.0)
        });
        read
    };
    let pair = |x, y| (Box::new(slot(x)), Box::new(slot(y)));
    let and = |x, y| And(pair(x, y).0, pair(x, y).1);
    let or = |x, y| Or(pair(x, y).0, pair(x, y).1);
    assert_eq!(reads(&and(0, 1)), [0]);
    assert_eq!(reads(&and(1, 0)), [1, 0]);
    assert_eq!(reads(&or(1, 0)), [1]);
    assert_eq!(reads(&or(0, 1)), [0, 1]);
    assert_eq!(reads(&Choice(Box::new([slot(0), slot(1), slot(2)]))), [0, 2]);
    assert_eq!(reads(&Choice(Box::new([slot(1), slot(3), slot(2)]))), [1, 3]);
    let taken_in_place = |condition| Choice(Box::new([slot(condition), slot(2), slot(3)]));
    assert_eq!(reads(&binary(Binary::Add, slot(4), taken_in_place(0))), [4, 0, 3]);
    assert_eq!(reads(&binary(Binary::Add, slot(4), taken_in_place(1))), [4, 1, 2]);
}

/// The value of a tree, put together from those of its parts one operation at a time.
fn by_definition(tree: &Expression) -> f64 {
    let part = |tree: &Expression| Constant(by_definition(tree));
    let boxed = |tree: &Expression| Box::new(part(tree));
    value(&match tree {
        Constant(_) | Number(_) | Reading(_) => tree.clone(),
        Expression::Unary(op, x) => unary(*op, part(x)),
        Expression::Binary(op, x, y) => binary(*op, part(x), part(y)),
        Between(parts) => Between(Box::new([part(&parts[0]), part(&parts[1]), part(&parts[2])])),
        And(x, y) => And(boxed(x), boxed(y)),
        Or(x, y) => Or(boxed(x), boxed(y)),
        Choice(parts) => Choice(Box::new([part(&parts[0]), part(&parts[1]), part(&parts[2])])),
    })
}

fn trees() -> impl Strategy<Value = Expression> {
    const UNARIES: [Unary; 7] =
        [Unary::Negate, Unary::Not, Unary::Abs, Unary::Exp, Unary::Ln, Unary::Sqrt, Unary::Sigmoid];
    const BINARIES: [Binary; 8] = [
        Binary::Add,
        Binary::Subtract,
        Binary::Multiply,
        Binary::Divide,
        Binary::Min,
        Binary::Max,
        Binary::Less,
        Binary::Equal,
    ];
    let leaf = prop_oneof![
        (-3.0..3.0_f64).prop_map(Constant),
        (0..6_u16).prop_map(slot),
        (0..2_u16).prop_map(|n| Number(Num(n))),
    ];
    leaf.prop_recursive(5, 40, 3, |tree| {
        let three = || [tree.clone(), tree.clone(), tree.clone()];
        prop_oneof![
            (0..UNARIES.len(), tree.clone()).prop_map(|(op, x)| unary(UNARIES[op], x)),
            (0..BINARIES.len(), tree.clone(), tree.clone()).prop_map(|(op, x, y)| binary(BINARIES[op], x, y)),
            // What the form of an urge ends in.
            three().prop_map(|[x, middle, softness]| unary(
                Unary::Sigmoid,
                binary(Binary::Divide, binary(Binary::Subtract, x, middle), softness)
            )),
            three().prop_map(|parts| Between(Box::new(parts))),
            three().prop_map(|parts| Choice(Box::new(parts))),
            (tree.clone(), tree.clone()).prop_map(|(x, y)| And(Box::new(x), Box::new(y))),
            (tree.clone(), tree.clone()).prop_map(|(x, y)| Or(Box::new(x), Box::new(y))),
        ]
    })
}

proptest! {
    /// Whatever steps are merged or change places: a whole has the value that its parts give it, to the bit.
    #[test]
    fn a_whole_is_made_of_its_parts(tree in trees()) {
        let (whole, parts) = (value(&tree), by_definition(&tree));
        prop_assert!(whole == parts, "{whole} instead of {parts}");
    }
}

#[test]
fn what_is_taken_in_place_keeps_its_order() {
    let term = binary(Binary::Subtract, slot(7), slot(2));
    gives(&binary(Binary::Subtract, slot(9), term.clone()), 4.0);
    gives(&binary(Binary::Subtract, slot(9), binary(Binary::Subtract, term, slot(1))), 5.0);
    let choice = |condition| Choice(Box::new([slot(condition), slot(2), slot(3)]));
    gives(&binary(Binary::Subtract, slot(9), choice(1)), 7.0);
    gives(&binary(Binary::Subtract, slot(9), choice(0)), 6.0);
}

#[test]
fn a_condition_in_place_says_the_same() {
    let comparisons = [
        Binary::Less,
        Binary::LessOrEqual,
        Binary::Greater,
        Binary::GreaterOrEqual,
        Binary::Equal,
        Binary::NotEqual,
        // no comparison: it holds where it isn't 0
        Binary::Subtract,
    ];
    for comparison in comparisons {
        let not = unary(Unary::Not, slot(1));
        says_the_same(&[
            (0..0, slot(0)),
            (0..0, not.clone()),
            (0..0, binary(comparison, slot(2), Constant(0.5))),
        ]);
        says_the_same(&[(0..0, not), (0..0, slot(0)), (0..0, binary(comparison, slot(1), slot(2)))]);
    }
}

fn says_the_same(parts: &[(std::ops::Range<usize>, Expression)]) {
    let condition = Condition::compile("", parts).unwrap();
    let mut layout = Layout::default();
    let placed = condition.placed(&mut layout);
    for bits in 0..8_u16 {
        let reading = |slot: Slot| f64::from(bits >> slot.0 & 1);
        let places = [0, 1, 2].map(|index| layout.place(Operand::Reading(Slot(index))));
        let mut values = layout.values(&[]);
        for (slot, place) in (0..3).map(Slot).zip(places) {
            values[usize::from(place)] = reading(slot);
        }
        let (mut hint, mut placed_hint) = (0, 0);
        assert_eq!(
            placed.holds(&mut placed_hint, &values),
            condition.holds(&mut hint, &[], &mut |slot: Slot| reading(slot))
        );
        assert_eq!(placed_hint, hint);
    }
}

#[test]
fn too_large_is_an_error() {
    let nest = |op: Binary, levels: usize| {
        let mut tree = slot(0);
        for _ in 0..levels {
            tree = binary(op, slot(1), tree);
        }
        Program::compile(&tree).map(|program| program.evaluate(&[], &mut |s: Slot| f64::from(s.0)))
    };
    // 1 - (1 - … (1 - 0)): the innermost two pairs need no stack, they are taken in place
    assert_eq!(nest(Binary::Subtract, STACK + 1), Ok(1.0));
    assert_eq!(nest(Binary::Subtract, STACK + 2), Ok(0.0));
    assert_eq!(nest(Binary::Subtract, STACK + 3), Err(TooLarge::Stack));
    // a sum may change places, and needs no stack at all
    assert_eq!(nest(Binary::Add, STACK + 2), Ok(18.0));
    assert_eq!(nest(Binary::Add, 10 * STACK), Ok(160.0));
    let many = vec![(0..0, slot(0)); 256];
    assert_eq!(Condition::compile("", &many), Err(TooLarge::Conjuncts));
    assert!(Condition::compile("", &many[..255]).is_ok());
    let mut tree = slot(0);
    for _ in 0..17 {
        tree = binary(Binary::Add, tree.clone(), tree);
    }
    assert_eq!(Program::compile(&tree), Err(TooLarge::Steps));
}

/// `s1 && s2 >= n0 && (s3 > n1 || s4 > n1)`
fn example() -> Condition {
    let text = "s1 && s2 >= n0 && (s3 > n1 || s4 > n1)";
    let greater = |index| Box::new(binary(Binary::Greater, slot(index), Number(Num(1))));
    let conjuncts = [
        (0..2, slot(1)),
        (6..14, binary(Binary::GreaterOrEqual, slot(2), Number(Num(0)))),
        (18..38, Or(greater(3), greater(4))),
    ];
    Condition::compile(text, &conjuncts).unwrap()
}

#[test]
fn the_conjunct_that_failed_is_tried_first() {
    let condition = example();
    let numbers = [4.0, 0.5];
    let mut hint = 0;
    let mut read = Vec::new();
    let mut holds = |readings: [f64; 5], hint: &mut u8| {
        read.clear();
        let held = condition.holds(hint, &numbers, &mut |slot: Slot| {
            read.push(slot.0);
            readings[usize::from(slot.0)]
        });
        (held, read.clone())
    };
    assert_eq!(holds([0.0, 1.0, 4.0, 0.0, 0.0], &mut hint), (false, vec![1, 2, 3, 4]));
    assert_eq!(hint, 2);
    assert_eq!(holds([0.0, 1.0, 4.0, 0.0, 0.0], &mut hint), (false, vec![3, 4]));
    assert_eq!(holds([0.0, 1.0, 3.0, 0.6, 0.0], &mut hint), (false, vec![3, 1, 2]));
    assert_eq!(hint, 1);
    assert_eq!(holds([0.0, 1.0, 4.0, 0.0, 0.6], &mut hint), (true, vec![2, 3, 4, 1]));
    let mut nonsense = 200;
    assert!(holds([0.0, 1.0, 4.0, 0.0, 0.6], &mut nonsense).0, "a hint never changes the answer");
    assert!(Condition::always().holds(&mut hint, &[], &mut |_: Slot| 0.0));
}

#[test]
fn slots_and_explanation() {
    let condition = example();
    let slots: Vec<&[Slot]> = condition.slots().collect();
    assert_eq!(slots, [&[Slot(1)][..], &[Slot(2)], &[Slot(3), Slot(4)]]);
    assert_eq!(condition.slots_of(2), [Slot(3), Slot(4)]);
    assert_eq!(condition.slots_of(9), []);
    let explained = condition.explain(&[4.0, 0.5], &mut |slot: Slot| f64::from(slot.0));
    assert_eq!(
        explained.iter().map(|part| (part.text, part.held)).collect::<Vec<_>>(),
        [("s1", true), ("s2 >= n0", false), ("(s3 > n1 || s4 > n1)", true)]
    );
    assert_eq!(explained[1].readings, [(Slot(2), 2.0)]);
    assert_eq!(explained[1].numbers, [(Num(0), 4.0)]);
    assert_eq!(explained[2].readings, [(Slot(3), 3.0), (Slot(4), 4.0)]);
}
