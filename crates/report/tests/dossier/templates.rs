//! Templates of a scenario: found, bounded, and their mistakes told with their place.

use std::collections::BTreeMap;
use std::sync::Arc;

use powderkeg_report::dossier::render::{Format, Templates};

use crate::pages::page;

/// A scenario's folder with these files.
fn folder(files: &[(&str, &str)]) -> Templates {
    let files: BTreeMap<String, String> =
        files.iter().map(|&(name, text)| (name.to_string(), text.to_string())).collect();
    Templates::of_scenario(Arc::new(move |path| Ok(files.get(path).cloned())))
}

fn fault(templates: &Templates, format: Format) -> String {
    page("A").render(format, templates).expect_err("a mistake").0
}

#[test]
fn a_template_of_the_scenario_comes_first() {
    let own =
        "{{ title }}|{% for event in lead[0].sentences[0].events %}{{ event.event.kind }}{% endfor %}\n";
    let templates = folder(&[("dossier/page.markdown.jinja", own)]);
    let told = page("<A>").render(Format::Markdown, &templates).unwrap();
    assert_eq!(told, "\\<A\\>|raid\\_began");
    // The style alone can be another.
    let templates = folder(&[("dossier/page.css", "h1 { color: var(--accent) }")]);
    let told = page("A").render(Format::Html, &templates).unwrap();
    assert!(told.contains("h1 { color: var(--accent) }") && !told.contains(":root"));
}

#[test]
fn a_language_is_a_folder() {
    let files = [
        ("dossier/de/page.html.jinja", "<p lang={{ language }}>{% include 'foot.html.jinja' %}</p>"),
        ("dossier/foot.html.jinja", "Ende {{ title }}"),
    ];
    let templates = folder(&files).in_language("de");
    assert_eq!(page("<A>").render(Format::Html, &templates).unwrap(), "<p lang=de>Ende &lt;A&gt;</p>");
    let complaint = fault(&templates, Format::Markdown);
    assert!(
        complaint.contains("no page in `de`") && complaint.contains("dossier/de/page.markdown.jinja"),
        "{complaint}"
    );
    assert!(fault(&folder(&files).in_language("../de"), Format::Html).contains("no page in"));
}

#[test]
fn a_mistake_is_told_with_its_place() {
    for (text, expected) in [
        ("a\n{{ titel }}", ["dossier/page.html.jinja:2", "undefined", "{{ titel }}"]),
        ("a\n\n{% for x in %}", ["dossier/page.html.jinja:3", "syntax error", "{% for x in %}"]),
        ("{{ title | nope }}", ["dossier/page.html.jinja:1", "unknown filter", "nope"]),
        ("{% include 'broken.html.jinja' %}", ["dossier/broken.html.jinja:2", "undefined", "{{ missing }}"]),
        ("{% include '../../secret' %}", ["dossier/page.html.jinja", "no name of a template", "secret"]),
        ("{% include '/etc/passwd' %}", ["dossier/page.html.jinja", "no name of a template", "passwd"]),
    ] {
        let files = [("dossier/page.html.jinja", text), ("dossier/broken.html.jinja", "a\n{{ missing }}")];
        let complaint = fault(&folder(&files), Format::Html);
        assert!(expected.iter().all(|part| complaint.contains(part)), "{text}: {complaint}");
    }
}

#[test]
fn a_template_cannot_go_on_for_ever() {
    let loops = "{% for a in range(90000) %}{% for b in range(90000) %}{{ a }}{% endfor %}{% endfor %}";
    let doubles = "{% set ns = namespace(x='aaaaaaaaaaaaaaaa') %}{% for a in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}";
    for text in [loops, doubles] {
        let complaint = fault(&folder(&[("dossier/page.markdown.jinja", text)]), Format::Markdown);
        assert!(complaint.contains("too many steps") || complaint.contains("longer than"), "{complaint}");
    }
    let itself = folder(&[("dossier/page.markdown.jinja", "{% include 'page.markdown.jinja' %}")]);
    assert!(fault(&itself, Format::Markdown).contains("page.markdown.jinja"));
}

#[test]
fn what_cannot_be_read_is_said() {
    let templates = Templates::of_scenario(Arc::new(|path| Err(format!("{path}: it is no text"))));
    assert!(fault(&templates, Format::Html).contains("dossier/page.html.jinja: it is no text"));
}
