//! `powderkeg import`.

use std::fmt::Write;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use powderkeg_page::page::Page;
use powderkeg_page::skeleton::{File, Library, Skeleton, folder_name, short, skeleton};
use powderkeg_page::source::MOST_BYTES;
use powderkeg_scenario::builtin;
use powderkeg_workspace::fault::Kind;
use powderkeg_workspace::files;
use serde_json::json;

use crate::args;
use crate::failure::Failure;
use crate::output::{print, print_json};

/// What could not be read is listed up to this many lines; the folder's README has all of it.
const MOST_LISTED: usize = 20;

pub fn import(arguments: &args::Import) -> Result<(), Failure> {
    let page = read(&arguments.page)?;
    if page.infobox.is_none() {
        return Err(Failure::scenario(format!(
            "{} has no conflict infobox, so there is nothing to import: `powderkeg lint-page` says what it has",
            arguments.page.display()
        )));
    }
    let name =
        arguments.page.file_name().map_or_else(|| "page".into(), |name| name.to_string_lossy().into_owned());
    let skeleton = skeleton(&page, &name, &aircraft());
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from(folder_name(&page)));
    write(&out, &skeleton.files)?;
    if arguments.json {
        let files: Vec<&str> = skeleton.files.iter().map(|file| file.path).collect();
        let folder = out.display().to_string();
        return print_json(&json!({
            "folder": folder,
            "files": files,
            "page": page,
            "questions": skeleton.questions,
            "dropped": skeleton.dropped,
        }))
        .map_err(|failure| but_written(failure, &out));
    }
    print(&told(&out, &page, &skeleton)).map_err(|failure| but_written(failure, &out))
}

/// Who can't be told the rest must know that the folder is there.
fn but_written(failure: Failure, out: &Path) -> Failure {
    match failure {
        Failure::Fault(fault) if fault.kind == Kind::Io => {
            Failure::io(format!("{}; the folder {} was written, whole", fault.message, out.display()))
        }
        other => other,
    }
}

/// The aircraft of the built-in library.
fn aircraft() -> Library {
    const FILE: &str = "library/aircraft";
    let text = builtin::file(&format!("{FILE}.toml")).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let heads = text.unwrap_or_default().lines().filter_map(|line| line.strip_prefix("[aircraft."));
    let aircraft = heads.filter_map(|head| head.split_once(']')).map(|(id, _)| id.to_owned()).collect();
    Library { file: FILE.to_owned(), aircraft }
}

/// Reads a page's file, and no more of it than a page may have.
pub fn read(path: &Path) -> Result<Page, Failure> {
    let failed = |error: io::Error| Failure::of_path("cannot read", path, &error);
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    let name = path.display();
    if bytes.len() > MOST_BYTES {
        let length = usize::try_from(length).unwrap_or(usize::MAX).max(bytes.len());
        return Err(Failure::scenario(format!("{name}: {}", powderkeg_page::Refused::TooLong(length))));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::scenario(format!(
            "{name} is no text in UTF-8: byte {at} fits nowhere; save the page as UTF-8 text"
        ))
    })?;
    powderkeg_page::read(&text).map_err(|refused| Failure::scenario(format!("{name}: {refused}")))
}

/// Writes a new folder, whole or not at all.
fn write(out: &Path, written: &[File]) -> Result<(), Failure> {
    if out.symlink_metadata().is_ok() {
        return Err(Failure::io(format!(
            "{} is there already: nothing was changed; name another --out, or remove this one",
            out.display()
        )));
    }
    let files: Vec<(&str, &[u8])> = written.iter().map(|file| (file.path, file.text.as_bytes())).collect();
    Ok(files::fill(out, &files)?)
}

fn told(out: &Path, page: &Page, skeleton: &Skeleton) -> String {
    let folder = out.display();
    let title =
        page.title.as_ref().map_or_else(|| "a page without a title".into(), |title| short(&title.value));
    let mut text = format!("{folder}/ is ready: {title}\n");
    let count =
        |list: fn(&powderkeg_page::page::Column) -> usize| page.all_columns().map(list).sum::<usize>();
    let _ = writeln!(
        text,
        "read: {} belligerents, {} leaders, {} strengths, {} losses, {} open slots",
        count(|column| column.belligerents.len()),
        count(|column| column.leaders.len()),
        count(|column| column.strength.len()),
        count(|column| column.losses.len()),
        page.slots.len()
    );
    // What a limit has cut off comes first: it must not be cut off again.
    let unread: Vec<_> = skeleton.dropped.iter().chain(&page.unread).chain(&page.left_out).collect();
    for unread in unread.iter().take(MOST_LISTED) {
        let _ =
            writeln!(text, "  not read, {}: {}: {}", unread.place, short(&unread.what), short(&unread.why));
    }
    if unread.len() > MOST_LISTED {
        let _ = writeln!(text, "  and {} more, listed in {folder}/README.md", unread.len() - MOST_LISTED);
    }
    let _ = writeln!(
        text,
        "{} questions are left: answer those in {folder}/questions.md, then try\n  powderkeg check {folder}",
        skeleton.questions.len()
    );
    text
}
