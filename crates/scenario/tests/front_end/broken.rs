//! Every file in `broken/` must give exactly the diagnostics in the `.txt` beside it; `BLESS=1` writes them anew.
//!
//! A case may hold several files, each begun by a line `#== name`, and overrides, a line `#-- path=value` each.

use std::collections::BTreeMap;
use std::path::Path;

use powderkeg_scenario::diagnostic::Style;
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::source::{MAX_FILE_BYTES, SourceTree, Sources};
use proptest::prelude::*;

fn render(tree: &SourceTree, overrides: &[Override]) -> String {
    let mut sources = Sources::default();
    let toy = crate::toy::read_toy(tree, overrides, &mut sources);
    let diagnostics = toy.collected.diagnostics;
    // The JSON must be producible for whatever is rendered.
    let count = diagnostics.to_json(&sources).as_array().map_or(0, Vec::len);
    assert_eq!(count, diagnostics.sorted().len());
    diagnostics.render(&sources, Style::Plain)
}

fn tree_of(files: &[(&str, &[u8])]) -> SourceTree {
    SourceTree::Memory(files.iter().map(|(name, bytes)| ((*name).to_string(), bytes.to_vec())).collect())
}

fn parse_case(case: &[u8]) -> (SourceTree, Vec<Override>) {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut overrides = Vec::new();
    let mut name = "scenario.toml".to_string();
    if !case.starts_with(b"#== ") {
        files.insert(name.clone(), Vec::new());
    }
    for line in case.split_inclusive(|&byte| byte == b'\n') {
        let text = String::from_utf8_lossy(line);
        if let Some(next) = text.strip_prefix("#== ") {
            name = next.trim().to_string();
            files.entry(name.clone()).or_default();
        } else if let Some(argument) = text.strip_prefix("#-- ") {
            overrides.push(Override::split(argument).expect("PATH=VALUE"));
        } else {
            files.entry(name.clone()).or_default().extend(line);
        }
    }
    (SourceTree::Memory(files), overrides)
}

#[test]
fn broken_files_are_explained() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let entries = std::fs::read_dir(&folder).expect("tests/broken");
    let mut cases: Vec<_> = entries.map(|entry| entry.expect("entry").path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    cases.sort();
    assert!(cases.len() >= 25, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let (tree, overrides) = parse_case(&std::fs::read(&case).expect("case"));
        let found = render(&tree, &overrides);
        assert!(!found.is_empty(), "{} is not broken", case.display());
        let expected = case.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &found).expect("bless");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("== {}\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_huge_file_is_refused_unread() {
    let folder = std::env::temp_dir().join(format!("powderkeg-huge-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("folder");
    // A sparse file: 100 MB in size, nothing on the disk.
    let file = std::fs::File::create(folder.join("scenario.toml")).expect("file");
    file.set_len(100 << 20).expect("length");
    let found = render(&SourceTree::Folder(folder.clone()), &[]);
    std::fs::remove_dir_all(&folder).expect("cleaned");
    assert!(found.contains("error[too-large]"), "{found}");
    let at_limit = vec![b'#'; MAX_FILE_BYTES];
    assert!(render(&tree_of(&[("scenario.toml", &at_limit)]), &[]).contains("empty-file"));
}

#[test]
fn shared_files_cannot_be_taken_from_elsewhere() {
    let root = std::env::temp_dir().join(format!("powderkeg-link-{}", std::process::id()));
    std::fs::create_dir_all(root.join("scenarios/mine")).expect("folder");
    std::fs::create_dir_all(root.join("scenarios/library")).expect("folder");
    std::fs::write(root.join("secret.toml"), "[party.secret]\nkind = \"state\"\n").expect("file");
    std::fs::write(root.join("scenarios/library/open.toml"), "[party.open]\nkind = \"state\"\n")
        .expect("file");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../secret.toml", root.join("scenarios/library/link.toml")).expect("link");
    let scenario = |name: &str| {
        let text = format!("[scenario]\ntitle = \"t\"\nstarts = 2015-01-01\nuse = [\"{name}\"]\n");
        std::fs::write(root.join("scenarios/mine/scenario.toml"), text).expect("file");
        let tree = SourceTree::find(&root.join("scenarios/mine").display().to_string()).expect("found");
        render(&tree, &[])
    };
    let (open, linked, climbing) =
        (scenario("library/open"), scenario("library/link"), scenario("../secret"));
    std::fs::remove_dir_all(&root).expect("cleaned");
    assert_eq!(open, "");
    #[cfg(unix)]
    assert!(linked.contains("error[not-allowed]"), "{linked}");
    assert!(climbing.contains("error[not-allowed]"), "{climbing}");
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = |open: &str, close: &str| format!("a = {}1{}", open.repeat(100_000), close.repeat(100_000));
    let cases = [
        deep("[", "]"),
        deep("{a=", "}"),
        format!("a = {}", "[".repeat(100_000)),
        format!("{}a = 1", "a.".repeat(100_000)),
        format!("[{}a]", "a.".repeat(100_000)),
        "= ".repeat(1_000_000),
        "\"".repeat(1_000_001),
        "[a]\n".repeat(20_000),
    ];
    for case in &cases {
        let found = render(&tree_of(&[("scenario.toml", case.as_bytes())]), &[]);
        assert!(found.contains("error["), "{}", &case[..20]);
    }
    // A chain of `like` as long as a file allows.
    let links = 50_000;
    let mut chain = String::from("[party.p0]\nkind = \"state\"\n");
    for link in 1..links {
        chain += &format!("[party.p{link}]\nlike = \"p{}\"\n", link - 1);
    }
    assert_eq!(render(&tree_of(&[("scenario.toml", chain.as_bytes())]), &[]), "");
    let mut backwards = String::new();
    for link in 1..links {
        backwards += &format!("[party.p{}]\nlike = \"p{link}\"\n", link - 1);
    }
    backwards += &format!("[party.p{}]\nkind = \"state\"\n", links - 1);
    assert_eq!(render(&tree_of(&[("scenario.toml", backwards.as_bytes())]), &[]), "");
    // Many ids that do not exist, many keys.
    let ids: String = (0..100_000).map(|id| format!("\"q{id}\",")).collect();
    let unknown = format!("{chain}[party.z]\nkind = \"bloc\"\nmembers = [{ids}]\n");
    assert!(render(&tree_of(&[("scenario.toml", unknown.as_bytes())]), &[]).contains("more\n"));
    let keys: String = (0..100_000).map(|key| format!("k{key} = 1\n")).collect();
    let rest = format!("[party.a]\nkind = \"state\"\n[producer.a]\n{keys}");
    assert!(render(&tree_of(&[("scenario.toml", rest.as_bytes())]), &[]).contains("more\n"));
    // Many entities that like a big one.
    let members = "\"p\",".repeat(20_000);
    let mut big = format!("[party.p]\nkind = \"state\"\nmembers = [{members}]\n");
    for copy in 0..20_000 {
        big += &format!("[party.q{copy}]\nlike = \"p\"\n");
    }
    assert!(render(&tree_of(&[("scenario.toml", big.as_bytes())]), &[]).contains("error[too-large]"));
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        render(&tree_of(&[("scenario.toml", &bytes), ("b.toml", &bytes)]), &[]);
    }

    #[test]
    fn arbitrary_toml_never_panics(
        lines in proptest::collection::vec(("[a-z.\"\\[\\] ]{0,12}", "[a-z0-9\\[\\]{}=,.\"'# é-]{0,24}", any::<u8>()), 0..20)
    ) {
        const HEADS: [&str; 8] = [
            "[scenario]", "[party.a]", "[party.b]", "[workforce.crew]", "[doctrine.a.act]", "[[result]]", "[producer.a]", "[good.oil]",
        ];
        const KEYS: [&str; 8] = ["like", "page", "source", "pay_ratio", "kind", "let", "order", "members"];
        const VALUES: [&str; 9] = [
            "\"a\"", "[1, \"b\"]", "{ triangular = [1, 2, 3] }", "{ choice = [] }", "-1e300", "{ \"*\" = \"x\", y = 1 }",
            "{ airlift = { on = \"b\" } }", "2015-02-03", "inf",
        ];
        let mut text = String::new();
        for (key, value, pick) in &lines {
            let pick = usize::from(*pick);
            let head = HEADS[pick % 8];
            text += &match pick % 5 {
                0 => format!("{head}\n"),
                1 => format!("{key} = {value}\n"),
                2 => format!("{} = {value}\n", KEYS[pick / 5 % 8]),
                3 => format!("{} = {}\n", KEYS[pick / 5 % 8], VALUES[pick / 7 % 9]),
                _ => format!("{head}\n{} = {}\n", KEYS[pick / 3 % 8], VALUES[pick % 9]),
            };
        }
        let (path, value, _) = lines.first().cloned().unwrap_or_default();
        render(&tree_of(&[("scenario.toml", text.as_bytes())]), &[Override { path, text: value }]);
    }
}
