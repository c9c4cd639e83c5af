//! Templates: the program's own, and those that a scenario puts in their place.

use std::error::Error as _;
use std::io::{self, Write};
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::view::View;
use super::{Document, Format, TemplateFault, escape};

/// Steps that a template may take: a hundred times those of the longest page we know.
const FUEL: u64 = 10_000_000;

/// The longest page, in bytes.
const LONGEST: usize = 32 << 20;

/// Templates that are part of the program.
const BUILT_IN: [(&str, &str); 4] = [
    ("page.html.jinja", include_str!("../../../templates/page.html.jinja")),
    ("page.css", include_str!("../../../templates/page.css")),
    ("page.wikitext.jinja", include_str!("../../../templates/page.wikitext.jinja")),
    ("page.markdown.jinja", include_str!("../../../templates/page.markdown.jinja")),
];

/// Reads a file of a scenario's folder, as in `dossier/page.html.jinja`: `None` if there is none, else its text, or
/// why it cannot be read.
pub type Own = dyn Fn(&str) -> Result<Option<String>, String> + Send + Sync;

/// Where templates are looked for: in the scenario's `dossier/LANGUAGE/`, in its `dossier/`, then in the program.
#[derive(Clone, Default)]
pub struct Templates {
    own: Option<Arc<Own>>,
    language: Option<String>,
}

/// A template that was found.
struct Found {
    /// Its name for people.
    shown: String,
    text: String,
}

impl Templates {
    /// Those of the program only.
    #[must_use]
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Those of a scenario before those of the program.
    #[must_use]
    pub fn of_scenario(own: Arc<Own>) -> Self {
        Self { own: Some(own), language: None }
    }

    /// Those for a language before all others, as in "de": the page must begin with one of them, since the program
    /// writes English.
    #[must_use]
    pub fn in_language(self, language: &str) -> Self {
        Self { language: Some(language.into()), ..self }
    }

    pub(super) fn render(&self, format: Format, document: &Document) -> Result<String, TemplateFault> {
        let name = format.template();
        self.ensure_language(&name)?;
        let environment = self.environment();
        let language = self.language.as_deref().unwrap_or("en");
        let mut out = Bounded(Vec::new());
        let rendered = environment.get_template(&name).and_then(|template| {
            template.render_captured_to(Value::from(Serde(View::of(document, language))), &mut out).map(drop)
        });
        rendered.map_err(|error| self.fault(&name, &error))?;
        String::from_utf8(out.0).map_err(|error| TemplateFault(format!("{name}: {error}")))
    }

    fn environment(&self) -> Environment<'static> {
        let mut environment = Environment::new();
        let templates = self.clone();
        environment.set_loader(move |name| match templates.find(name) {
            Ok(found) => Ok(found.map(|found| found.text)),
            Err(reason) => Err(Error::new(ErrorKind::InvalidOperation, reason)),
        });
        environment.set_auto_escape_callback(escaping_of);
        environment.set_formatter(write_escaped);
        for name in ["escape", "e"] {
            environment.add_filter(name, |state: &State, text: &str| {
                Value::from_safe_string(escaped(state.auto_escape(), text))
            });
        }
        environment.add_filter("in_comment", |text: &str| Value::from_safe_string(escape::comment(text)));
        environment.add_filter("address", |text: &str| Value::from_safe_string(escape::address(text)));
        environment.add_filter("as_title", |text: &str| Value::from_safe_string(escape::title(text)));
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .keep_trailing_newline(true)
                .build()
                .expect("these are its own delimiters"),
        );
        environment.set_debug(true);
        environment.set_fuel(Some(FUEL));
        environment
    }

    /// A language that the scenario has no page in is refused: English under another name helps nobody.
    fn ensure_language(&self, name: &str) -> Result<(), TemplateFault> {
        let Some(language) = &self.language else { return Ok(()) };
        let path = format!("dossier/{language}/{name}");
        if is_plain(language) && self.read(&path).map_err(TemplateFault)?.is_some() {
            return Ok(());
        }
        Err(TemplateFault(format!(
            "there is no page in `{language}`: the scenario's folder has no {path}. The program writes English; \
             docs/dossier.md says how to write a template for another language"
        )))
    }

    /// Finds a template by its name, which can lead nowhere but to these places.
    fn find(&self, name: &str) -> Result<Option<Found>, String> {
        if !is_plain(name) {
            return Err(format!("`{name}` is no name of a template: use letters, digits, `-`, `_` and `.`"));
        }
        let language = self.language.as_ref().map(|language| format!("dossier/{language}/{name}"));
        for shown in language.into_iter().chain([format!("dossier/{name}")]) {
            if let Some(text) = self.read(&shown)? {
                return Ok(Some(Found { shown, text }));
            }
        }
        let built_in = BUILT_IN.iter().find(|(known, _)| *known == name);
        Ok(built_in.map(|&(_, text)| Found { shown: format!("built-in {name}"), text: text.into() }))
    }

    fn read(&self, path: &str) -> Result<Option<String>, String> {
        self.own.as_ref().map_or(Ok(None), |own| own(path))
    }

    /// "dossier/page.html.jinja:12: undefined value": the innermost place, since that is where the mistake is.
    fn fault(&self, asked: &str, error: &Error) -> TemplateFault {
        let mut innermost = error;
        while let Some(source) = innermost.source().and_then(|source| source.downcast_ref::<Error>()) {
            innermost = source;
        }
        let name = innermost.name().unwrap_or(asked);
        let shown = self.find(name).ok().flatten().map_or_else(|| name.to_string(), |found| found.shown);
        let line = innermost.line().map_or_else(String::new, |line| format!(":{line}"));
        let what = match innermost.kind() {
            ErrorKind::OutOfFuel => "it takes too many steps: is there a loop that never ends?".into(),
            ErrorKind::WriteFailure => format!("its page is longer than {} MB", LONGEST >> 20),
            kind => match innermost.detail() {
                Some(detail) => format!("{kind}: {detail}"),
                None => kind.to_string(),
            },
        };
        let code = innermost
            .template_source()
            .and_then(|text| text.lines().nth(innermost.line()?.checked_sub(1)?))
            .map_or_else(String::new, |line| format!("\n  {}", line.trim()));
        TemplateFault(format!("{shown}{line}: {what}{code}"))
    }
}

/// One word that can neither climb out of a folder nor name another.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// What a template's name says of its output: `page.wikitext.jinja` writes wikitext.
fn escaping_of(name: &str) -> AutoEscape {
    match name.trim_end_matches(".jinja").rsplit('.').next() {
        Some("wikitext") => AutoEscape::Custom("wikitext".into()),
        Some("markdown") => AutoEscape::Custom("markdown".into()),
        // Whatever else there is, is part of a page of HTML.
        _ => AutoEscape::Html,
    }
}

fn escaped(escaping: &AutoEscape, text: &str) -> String {
    match escaping {
        AutoEscape::None => text.into(),
        AutoEscape::Custom(format) if format == "wikitext" => escape::wikitext(text),
        AutoEscape::Custom(format) if format == "markdown" => escape::markdown(text),
        _ => escape::html(text),
    }
}

fn write_escaped(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    // A name that is printed is spelt out; what is undefined is a mistake, as everywhere else.
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    let text = value.to_string();
    let text = if value.is_safe() { text } else { escaped(state.auto_escape(), &text) };
    out.write_str(&text).map_err(Error::from)
}

/// A page while it is written; one that grows beyond all measure is refused.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::Error::other("too long"));
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
