//! What holding components against the record shows.

use powderkeg_validation::component::{Component, Findings};
use powderkeg_validation::table::{Bound, Estimate, Reference, Validation, Verification};
use serde_json::{Value, json};

/// Components against the record: of one its object, of several a list of them.
#[must_use]
pub fn validation(found: &[(Component, Findings)]) -> Value {
    match found {
        [(component, findings)] => component_report(*component, findings),
        several => {
            let components =
                several.iter().map(|(component, findings)| component_report(*component, findings));
            json!({ "components": components.collect::<Value>() })
        }
    }
}

/// The scores by their keys, bare; beneath, all rows with everything.
fn component_report(component: Component, findings: &Findings) -> Value {
    let rows = &findings.validation;
    let baselines = rows.iter().map(|row| {
        let named = row.baselines.iter().map(|other| (other.name.clone(), json!(other.score.value)));
        (row.key.clone(), Value::Object(named.collect()))
    });
    let head = [
        ("component".to_owned(), json!(component.name())),
        ("n".to_owned(), json!(rows.first().map(|row| row.n))),
    ];
    let scores = rows.iter().map(|row| (row.key.clone(), json!(row.score.value)));
    let rest = [
        ("baselines".to_owned(), Value::Object(baselines.collect())),
        ("verification".to_owned(), findings.verification.iter().map(verification_report).collect()),
        ("validation".to_owned(), rows.iter().map(validation_report).collect()),
    ];
    Value::Object(head.into_iter().chain(scores).chain(rest).collect())
}

fn verification_report(row: &Verification) -> Value {
    json!({
        "what": row.what,
        "oracle": row.oracle,
        "n": row.n,
        "quantity": row.quantity,
        "found": row.found,
        "required": row.required.map(bound),
        "verdict": row.verdict().word().to_lowercase(),
    })
}

fn validation_report(row: &Validation) -> Value {
    let gate = row.gate.as_ref().map(
        |gate| json!({ "what": gate.what, "found": estimate(&gate.found), "required": bound(gate.required) }),
    );
    json!({
        "key": row.key,
        "claim": row.claim,
        "kind": row.kind.word(),
        "record": row.record,
        "n": row.n,
        "split": row.split,
        "metric": row.metric,
        "score": estimate(&row.score),
        "baselines": row.baselines.iter().map(reference).collect::<Value>(),
        "published": row.published.iter().map(reference).collect::<Value>(),
        "gate": gate,
        "verdict": row.verdict().word().to_lowercase(),
        "note": row.note,
    })
}

fn bound(bound: Bound) -> Value {
    match bound {
        Bound::AtMost(most) => json!({ "at_most": most }),
        Bound::Below(above) => json!({ "below": above }),
        Bound::AtLeast(least) => json!({ "at_least": least }),
        Bound::Within(least, most) => json!({ "at_least": least, "at_most": most }),
    }
}

fn estimate(estimate: &Estimate) -> Value {
    let (low, high) = estimate.interval.unzip();
    json!({ "value": estimate.value, "low": low, "high": high })
}

fn reference(reference: &Reference) -> Value {
    json!({ "name": reference.name, "score": estimate(&reference.score) })
}
