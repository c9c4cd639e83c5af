//! Why it came to the incident: the stories that it hangs on, theme by theme, and what the decision turned on.

use std::collections::BTreeSet;

use super::Grounds;
use super::decision::decision;
use super::pen::{Pen, figured};
use super::phase::Phase;
use super::stories::{Story, Theme, distinct, stories};
use super::tell::Teller;
use crate::chronicle::rank::{LEAST, Ranks};
use crate::dossier::page::{Block, Section, Sentence};
use crate::figure;
use crate::run::Run;
use crate::words::listed;

/// The most stories of a theme.
const MOST_OF_THEME: usize = 6;
/// The most stories that the incident does not hang on.
const MOST_BESIDE: usize = 4;
/// The same where fewer than [`FEW`] led to it.
const MOST_BESIDE_FEW: usize = 8;
const FEW: usize = 5;
/// The most sentences of a paragraph of several themes.
const SHORT: usize = 4;
/// Such stories have at least this rank.
const LEAST_BESIDE: f64 = 6.0;

const THEMES: [&[Theme]; 5] = [
    &[Theme::Supply],
    &[Theme::Streets],
    &[Theme::Blocs],
    &[Theme::Labour, Theme::Works],
    &[Theme::Quarrel, Theme::Force],
];

pub(super) fn section(run: &Run, phase: &Phase, grounds: &Grounds) -> Option<Section> {
    let pen = Pen::new(run);
    let ranks = Ranks::new(run);
    let all = stories(pen, 0..phase.from);
    let (led, beside): (Vec<&Story>, Vec<&Story>) =
        all.iter().partition(|story| story.places.iter().any(|place| phase.led.contains(place)));
    let mut teller = Teller::new(pen, BTreeSet::new());
    let mut blocks = Vec::new();
    let setting = setting(pen, grounds);
    if !setting.is_empty() {
        blocks.push(Block::Paragraph { sentences: setting });
    }
    let mut told_led = 0;
    let mut chosen: Vec<Vec<&Story>> = Vec::new();
    for themes in THEMES {
        let of_theme = led.iter().copied().filter(|story| themes.contains(&story.theme));
        let told = best(of_theme, &ranks, LEAST, MOST_OF_THEME);
        told_led += told.len();
        chosen.extend((!told.is_empty()).then_some(told));
    }
    // What began first is told first.
    chosen.sort_by_key(|told| told[0].when.first());
    for told in joined(chosen) {
        blocks.push(Block::Paragraph { sentences: teller.paragraph(&told) });
    }
    let most = if told_led < FEW { MOST_BESIDE_FEW } else { MOST_BESIDE };
    let beside = best(beside.into_iter(), &ranks, LEAST_BESIDE, most);
    let decision = decision(pen, phase).filter(|_| phase.incident.is_some());
    blocks.extend(decision.map(|(_, sentences)| Block::Paragraph { sentences }));
    if !beside.is_empty() {
        let what = if phase.incident.is_some() { "the incident" } else { "how the crisis ended" };
        let intro = &if blocks.is_empty() {
            format!(
                "nothing of what follows is tied to {what} by the log: it is what mattered most beside it"
            )
        } else {
            format!("other things happened that the log does not tie to {what}")
        };
        let mut sentences = vec![figured(intro, Vec::new())];
        sentences.extend(teller.paragraph(&beside));
        blocks.push(Block::Paragraph { sentences });
    }
    // Where it is, before anything is told of it.
    blocks.splice(0..0, figure::map(run).map(|figure| Block::Figure { figure }));
    blocks.push(Block::Figure { figure: figure::timeline(run) });
    let turn = phase.incident.or(phase.decisive.last().copied());
    let causes = turn.and_then(|turn| figure::causes(run, turn + 1, None));
    blocks.extend(causes.map(|figure| Block::Figure { figure }));
    Some(Section { anchor: "background".into(), heading: "Background".into(), blocks })
}

/// A single story joins the paragraph before it, if that is short.
fn joined(chosen: Vec<Vec<&Story>>) -> Vec<Vec<&Story>> {
    let mut out: Vec<Vec<&Story>> = Vec::new();
    for told in chosen {
        match out.last_mut() {
            Some(last) if (last.len() == 1 || told.len() == 1) && last.len() + told.len() <= SHORT => {
                last.extend(told);
                last.sort_by_key(|story| story.when.first());
            }
            _ => out.push(told),
        }
    }
    out
}

/// The stories that matter most, in the order of time.
pub(super) fn best<'s>(
    stories: impl Iterator<Item = &'s Story>,
    ranks: &Ranks,
    least: f64,
    most: usize,
) -> Vec<&'s Story> {
    let mut ranked: Vec<(f64, &Story)> =
        stories.map(|story| (ranks.highest(&story.places), story)).filter(|row| row.0 >= least).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.when.first().cmp(&b.1.when.first())));
    let mut told: Vec<&Story> = ranked.into_iter().take(most).map(|row| row.1).collect();
    told.sort_by_key(|story| story.when.first());
    told
}

/// What was planned, and what others feared of it: from the scenario, before anything happened.
fn setting(pen: Pen, grounds: &Grounds) -> Vec<Sentence> {
    let (setup, words) = (pen.run.setup, pen.words);
    let feared =
        setup.projects.iter().filter_map(|(id, project)| Some((id, project, project.purpose.as_ref()?)));
    let mut sentences = Vec::new();
    for (id, project, purpose) in feared {
        let (owner, what, place) = (words.party(project.by), words.project(id), words.facility(project.at));
        let due = words.date(project.due);
        let text = format!("{owner} planned {what} at {place} for {due}");
        let sources = grounds.page_of(setup, project.name);
        sentences.push(Sentence { sources: sources.clone(), ..figured(&text, vec![due]) });
        let (shield, of) =
            (words.capability(purpose.feared_for), words.party(setup.capabilities[purpose.feared_for].of));
        if !purpose.watchers.is_empty() {
            let watchers = distinct(purpose.watchers.iter().map(|&party| words.party(party)));
            let text = format!("{} feared for {shield} of {of} because of it", listed(&watchers));
            sentences.push(Sentence { sources, ..figured(&text, Vec::new()) });
        }
    }
    sentences
}
