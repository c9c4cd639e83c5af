//! Everything checked once: the code against its formulas, the scores against the recorded ones, the
//! published tables against both.

use std::path::Path;

use powderkeg_validation::component::{Component, Findings};
use powderkeg_validation::recorded::{RECORDED, scores, worse, written};
use powderkeg_validation::table::Agreement;
use powderkeg_validation::{component, markdown};

#[test]
fn the_record_holds() {
    let found = component::check_all();
    the_code_computes_its_formulas(&found);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scores = scores(&found);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(root.join("recorded.txt"), written(&scores)).unwrap();
    } else {
        let worse = worse(RECORDED, &scores);
        assert!(worse.is_empty(), "BLESS=1 writes recorded.txt anew:\n{}", worse.join("\n"));
    }
    let published = std::fs::read_to_string(root.join("../../VALIDATION.md")).unwrap();
    let now = markdown::put_in(&published, &found).expect("it has the markers");
    assert!(published == now, "VALIDATION.md is out of date: run `cargo xtask generate`");
}

fn the_code_computes_its_formulas(found: &[(Component, Findings)]) {
    for (component, findings) in found {
        for row in &findings.verification {
            assert_ne!(row.verdict(), Agreement::Differs, "{}: {row:?}", component.name());
        }
    }
}
