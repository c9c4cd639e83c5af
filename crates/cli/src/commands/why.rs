//! `powderkeg why`.

use std::path::Path;

use powderkeg_report::layout::hang;
use powderkeg_report::run::Run;
use powderkeg_report::why::{Necessity, Why};
use powderkeg_workspace::event::{no_such_number, number_of};
use powderkeg_workspace::runs::{Manifest, Recorded, answers};

use crate::args;
use crate::asked::here;
use crate::failure::Failure;
use crate::output::{columns, note, print, print_json};

pub fn why(arguments: &args::Why) -> Result<(), Failure> {
    let recorded = Recorded::read(here(), &arguments.dir)?;
    let played = recorded.played()?;
    let run = Run::of(&played);
    let number = number_of(&arguments.event, run.log)?;
    let is_tree = !arguments.dot && !arguments.json;
    let why = match arguments.depth.map(|steps| steps as usize) {
        None if is_tree => Why::fitting(run, number, columns(), LINES),
        depth => Why::new(run, number, depth),
    };
    let Some(why) = why else {
        return Err(no_such_number(number, run.log).into());
    };
    let (why, legend) = with_necessity(why, &arguments.dir, &recorded.manifest, number);
    if arguments.dot {
        print(&why.dot())
    } else if arguments.json {
        print_json(&why.json())
    } else {
        print(&format!("{}{}{legend}", why.tree(columns()), more(&why)))
    }
}

/// The causes with what `but-for` found of them, if it was asked, and what that means.
fn with_necessity<'a>(why: Why<'a>, dir: &Path, manifest: &Manifest, number: usize) -> (Why<'a>, String) {
    let saved = match answers::read(dir, &manifest.log_hash) {
        Ok(saved) => saved,
        Err(failure) => {
            note(&format!("{failure}\n"));
            return (why, String::new());
        }
    };
    let Some(answer) = saved.about(number) else { return (why, String::new()) };
    let rows = answer.causes.iter().map(|cause| {
        let share = cause.share.and_then(|share| Some((share.value()?, share.of)));
        (cause.number, Necessity { necessary: cause.necessary, share })
    });
    let legend = format!(
        "necessary: taken away {}, with all other luck kept, #{number} does not happen (powderkeg but-for)",
        answer.window
    );
    (why.with_necessity(rows.collect()), format!("\n{}", hang(&legend, columns(), "", "")))
}

/// Lines that a tree fills where no depth is asked for.
const LINES: usize = 50;

/// What the tree leaves out, and how to see it.
fn more(why: &Why) -> String {
    match why.hidden() {
        0 => String::new(),
        1 => format!("\n1 more event lies behind these (…): --depth {} shows more\n", why.depth() + 1),
        hidden => {
            format!("\n{hidden} more events lie behind these (…): --depth {} shows more\n", why.depth() + 1)
        }
    }
}
