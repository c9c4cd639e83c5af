//! Pages in wikitext.

mod lines;
mod names;

use std::collections::BTreeMap;

use parse_wiki_text_2::{Configuration, Node, Parameter};

use crate::amount::{Reading, is_unknown, read as read_amounts};
use crate::coordinates::{self, degrees};
use crate::headings::no_belligerent;
use crate::mask::mask;
use crate::page::{Form, Found, Page, Section, Unread};
use crate::read::report;
use crate::source::Source;
use crate::when;
use lines::{Line, Lines, flat, lines, plain};
use names::{Slot, is_conflict_box, normal, slot};

/// Reads a page.
pub(crate) fn read(source: &Source<'_>) -> Page {
    let masked = mask(source.text());
    // Without a limit of time, so that the same page always reads the same: the guard has taken out what takes long.
    let parsed = Configuration::default().parse_without_timeout(&masked.text);
    let mut reader = Reader { source, page: Page::new(Form::Wikitext) };
    if let Ok(output) = &parsed {
        reader.nodes(&output.nodes);
    }
    report(&mut reader.page, source, &masked.notices);
    reader.finish()
}

struct Reader<'a> {
    source: &'a Source<'a>,
    page: Page,
}

impl Reader<'_> {
    fn finish(mut self) -> Page {
        // A last column of losses alone is about civilians, or about all.
        while let Some(last) = self.page.columns.pop_if(|last| {
            let only_losses = crate::page::Column { losses: last.losses.clone(), ..Default::default() };
            *last == only_losses
        }) {
            self.page.loose.losses.splice(0..0, last.losses);
        }
        self.page.sections.retain(|section| section.heading.is_some() || !section.paragraphs.is_empty());
        self.page
    }

    /// The page's parts, in order: infobox, headings, and text between them.
    fn nodes(&mut self, nodes: &[Node<'_>]) {
        let mut text = 0;
        for (index, node) in nodes.iter().enumerate() {
            match node {
                Node::Template { name, parameters, start, .. } => {
                    let name = plain(name);
                    if self.page.infobox.is_none() && is_conflict_box(&normal(&name)) {
                        self.text(&nodes[text..index]);
                        text = index + 1;
                        self.page.infobox = Some(self.found(name.trim().to_owned(), "infobox", *start));
                        self.infobox(parameters);
                    } else if is_conflict_box(&normal(&name)) {
                        self.unread(
                            &format!("{{{{{name}}}}}"),
                            "only the first conflict infobox is read",
                            "page",
                            *start,
                        );
                    }
                }
                Node::Heading { nodes: inner, start, .. } => {
                    self.text(&nodes[text..index]);
                    text = index + 1;
                    let heading = Some(self.found(flat(inner), "heading", *start));
                    self.page.sections.push(Section { heading, paragraphs: Vec::new() });
                }
                Node::Category { target, start, .. } => {
                    let name = target.split_once(':').map_or(*target, |(_, name)| name);
                    let name: String = name.chars().filter_map(crate::mask::shown).collect();
                    let category = self.found(name.trim().to_owned(), "category", *start);
                    self.page.categories.push(category);
                }
                Node::Redirect { start, .. } => {
                    self.unread("#REDIRECT", "the page only points to another one", "page", *start);
                }
                _ => {}
            }
        }
        self.text(&nodes[text..]);
    }

    /// Running text: a paragraph a line. Lines of tables are left out.
    fn text(&mut self, nodes: &[Node<'_>]) {
        let read = lines(nodes);
        for (name, at) in &read.unknown {
            let template = self.found(name.clone(), "text", *at);
            self.page.templates.push(template);
        }
        self.slots(&read, "text");
        for line in read.lines {
            if line.text.starts_with(['|', '!']) || line.text.starts_with("{|") {
                continue;
            }
            let paragraph = self.found(line.text, "text", line.at);
            if self.page.sections.is_empty() {
                self.page.sections.push(Section::default());
            }
            if let Some(section) = self.page.sections.last_mut() {
                section.paragraphs.push(paragraph);
            }
        }
    }

    fn infobox(&mut self, parameters: &[Parameter<'_>]) {
        // Of parameters with one name the wiki shows the last.
        let last: BTreeMap<String, usize> = parameters
            .iter()
            .enumerate()
            .filter_map(|(index, parameter)| Some((plain(parameter.name.as_ref()?), index)))
            .collect();
        for (index, parameter) in parameters.iter().enumerate() {
            let Some(name) = &parameter.name else {
                let read = lines(&parameter.value);
                if let Some(line) = read.lines.first() {
                    self.unread(
                        &line.text,
                        "it is a value of the infobox without a name",
                        "infobox",
                        line.at,
                    );
                }
                continue;
            };
            let name = plain(name);
            let read = lines(&parameter.value);
            if last.get(&name).is_some_and(|last| *last != index) {
                if let Some(line) = read.lines.first() {
                    let why =
                        format!("`{name}` is given again further down, and the wiki shows only the last");
                    self.unread(&line.text, &why, &name, line.at);
                }
                continue;
            }
            self.slots(&read, &name);
            match slot(&name) {
                Some(slot) => self.parameter(slot, &name, &read),
                None => {
                    if let Some(line) = read.lines.first() {
                        let why = format!("`{name}` is no parameter that we know");
                        self.unread(&line.text, &why, &name, line.at);
                    }
                }
            }
        }
    }

    fn slots(&mut self, read: &Lines, from: &str) {
        for (name, at) in &read.slots {
            let slot = self.found(name.clone(), from, *at);
            self.page.slots.push(slot);
        }
    }

    fn parameter(&mut self, slot: Slot, name: &str, read: &Lines) {
        if slot == Slot::Looks {
            return;
        }
        for (template, at) in &read.unknown {
            self.unread(&format!("{{{{{template}}}}}"), "it is a template that we don't know", name, *at);
        }
        if let Some((at, parameters)) = &read.coordinates {
            self.coordinates(*at, parameters, name);
        }
        let found: Vec<Found<String>> =
            read.lines.iter().map(|line| self.found(line.text.clone(), name, line.at)).collect();
        let first = || {
            let first = found.first()?;
            let value = found.iter().map(|line| line.value.as_str()).collect::<Vec<_>>().join(" ");
            Some(Found { value, ..first.clone() })
        };
        match slot {
            Slot::Title => self.title(first()),
            Slot::PartOf => self.page.part_of = first(),
            Slot::Place => self.place(first().as_ref()),
            Slot::Result => self.page.result.extend(found),
            Slot::Date => self.date(first()),
            Slot::Coordinates => {
                if let (Some(line), None) = (first(), &self.page.coordinates) {
                    match coordinates::line(&line.value) {
                        Some(value) => self.page.coordinates = Some(line.with(value)),
                        None => self
                            .unread_found(&line, "it is no latitude and longitude, such as 45.95°N 63.3°E"),
                    }
                }
            }
            Slot::Belligerents(column) => self.belligerents(column, name, &read.lines),
            Slot::Leaders(column) => self.named(column, found, |column| &mut column.leaders),
            Slot::Units(column) => self.named(column, found, |column| &mut column.units),
            // What stands beside an open slot waits for it.
            Slot::Strength(_) | Slot::Losses(_) if !read.slots.is_empty() => {}
            Slot::Strength(column) => self.amounts(column, found, false),
            Slot::Losses(column) => self.amounts(column, found, true),
            Slot::Other => {
                for line in found {
                    self.unread_found(&line, &format!("nothing in a scenario holds `{name}`"));
                }
            }
            Slot::Looks => {}
        }
    }

    /// A box with a name and a conflict is about a battle of it.
    fn title(&mut self, line: Option<Found<String>>) {
        let Some(line) = line else { return };
        let is_war = |line: &Found<String>| line.from.eq_ignore_ascii_case("conflict");
        match self.page.title.take() {
            Some(before) if is_war(&line) => {
                self.page.part_of.get_or_insert(line);
                self.page.title = Some(before);
            }
            before => {
                if let Some(before) = before.filter(is_war) {
                    self.page.part_of.get_or_insert(before);
                }
                self.page.title = Some(line);
            }
        }
    }

    /// A place, without the coordinates behind it.
    fn place(&mut self, line: Option<&Found<String>>) {
        if let Some(line) = line {
            self.page.set_place(line);
        }
    }

    fn date(&mut self, line: Option<Found<String>>) {
        let Some(line) = line else { return };
        if is_unknown(&line.value) {
            return self.unread_found(&line, "the page says that it is not known");
        }
        match when::read(&line.value) {
            Ok(value) => {
                if value.ongoing {
                    self.unread_found(
                        &line,
                        "the page says that it still goes on, and skeletons end with its last day",
                    );
                }
                self.page.date = Some(line.with(value));
            }
            Err(why) => self.unread_found(&line, &why),
        }
    }

    /// The first line is the column's heading if it is bold or ends with a colon, and others follow.
    fn belligerents(&mut self, column: usize, name: &str, read: &[Line]) {
        let mut rest = read;
        if let [first, others @ ..] = read
            && (first.bold || first.text.ends_with(':'))
            && !others.is_empty()
        {
            let title = self.found(first.text.trim_end_matches(':').to_owned(), name, first.at);
            self.side(column).title.get_or_insert(title);
            rest = others;
        }
        for line in rest {
            let text = line.text.as_str();
            if is_unknown(text) {
                self.unread(text, "the page says that it is not known", name, line.at);
            } else if let Some(why) = no_belligerent(text) {
                self.unread(text, why, name, line.at);
            } else {
                let belligerent = self.found(text.to_owned(), name, line.at);
                self.side(column).belligerents.push(belligerent);
            }
        }
    }

    fn named(
        &mut self,
        column: usize,
        found: Vec<Found<String>>,
        list: fn(&mut crate::page::Column) -> &mut Vec<Found<String>>,
    ) {
        for line in found {
            if is_unknown(&line.value) {
                self.unread_found(&line, "the page says that it is not known");
            } else {
                list(self.side(column)).push(line);
            }
        }
    }

    fn amounts(&mut self, column: usize, found: Vec<Found<String>>, are_losses: bool) {
        for line in found {
            put_amounts(&mut self.page, column, &line, are_losses);
        }
    }

    fn side(&mut self, column: usize) -> &mut crate::page::Column {
        if column == 0 { &mut self.page.loose } else { self.page.column(column) }
    }

    fn coordinates(&mut self, at: usize, parameters: &[String], from: &str) {
        match degrees(parameters) {
            Some(value) => {
                let found = Found { value, from: from.to_owned(), place: self.source.place(at) };
                self.page.coordinates.get_or_insert(found);
            }
            None => self.unread("{{coord}}", "its numbers make no latitude and longitude", from, at),
        }
    }

    fn found(&self, value: String, from: &str, at: usize) -> Found<String> {
        Found { value, from: from.to_owned(), place: self.source.place(at) }
    }

    fn unread(&mut self, what: &str, why: &str, from: &str, at: usize) {
        self.page.not_read(what, why, from, self.source.place(at));
    }

    fn unread_found(&mut self, line: &Found<String>, why: &str) {
        self.page.not_read(&line.value, why, &line.from, line.place);
    }
}

/// Puts the figures of a line where they belong, or the line among what could not be read.
pub(crate) fn put_amounts(page: &mut Page, column: usize, line: &Found<String>, are_losses: bool) {
    let why = match read_amounts(&line.value, are_losses) {
        Reading::Amounts(amounts) => {
            let column = if column == 0 { &mut page.loose } else { page.column(column) };
            let list = if are_losses { &mut column.losses } else { &mut column.strength };
            list.extend(amounts.into_iter().map(|(_, value)| Found {
                value,
                from: line.from.clone(),
                place: line.place,
            }));
            return;
        }
        Reading::Unknown => {
            // "Kazakh Army: not recorded" still names a formation.
            if let Some((name, _)) = line.value.rsplit_once(": ").filter(|_| !are_losses) {
                let column = if column == 0 { &mut page.loose } else { page.column(column) };
                column.units.push(Found { value: name.to_owned(), ..line.clone() });
            }
            "the page says that it is not known"
        }
        Reading::Words(why) => why,
    };
    let Found { value, from, place } = line.clone();
    page.unread.push(Unread { what: value, why: why.to_owned(), from, place });
}

#[cfg(test)]
mod tests {
    use parse_wiki_text_2::{Configuration, WarningMessage};
    use proptest::prelude::*;

    use crate::mask::mask;

    /// How often the parser goes back to the start of something.
    fn rewinds(text: &str) -> usize {
        let masked = mask(text);
        assert_eq!(masked.text.len(), text.len());
        let output =
            Configuration::default().parse_without_timeout(&masked.text).map(|output| output.warnings);
        let is_rewind = |message: &WarningMessage| {
            matches!(
                message,
                WarningMessage::MissingEndTagRewinding
                    | WarningMessage::UnexpectedEndTagRewinding
                    | WarningMessage::InvalidLinkSyntax
            )
        };
        output.expect("no limit of time").iter().filter(|warning| is_rewind(&warning.message)).count()
    }

    /// Pieces of markup, in any order.
    fn soup() -> impl Strategy<Value = String> {
        let pieces = [
            "{{",
            "}}",
            "{{{",
            "}}}",
            "{",
            "}",
            "[[",
            "]]",
            "[",
            "]",
            "|",
            "=",
            "\n",
            "<ref>",
            "</ref>",
            "<nowiki>",
            "</nowiki>",
            "<br>",
            "<!--",
            "-->",
            "a",
            "File:",
            "'''",
            "{|",
            "|}",
            "|-",
            "*",
            ":",
            "==",
            " ",
            "http://",
            "<",
            ">",
            "&amp;",
            "é",
            "#",
            ";",
            "<pre>",
            "</pre>",
            "__",
            "!!",
            "----",
            "Infobox war",
        ];
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..80)
            .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn the_parser_never_goes_back(text in soup()) {
            prop_assert_eq!(rewinds(&text), 0, "{}", text);
        }
    }
}
