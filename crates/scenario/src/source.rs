//! The texts a scenario is read from, and places in them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::builtin;

/// The longest file that is read, in bytes; a longer one is refused by its size alone.
pub const MAX_FILE_BYTES: usize = 4 << 20;

/// The most files one scenario's folder may hold.
pub const MAX_FILES: usize = 200;

/// A file among the [`Sources`]; files are ordered as they were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// Its position among the sources, from 0.
    #[must_use]
    pub const fn index(self) -> u16 {
        // A scenario has at most some hundred files.
        self.0 as u16
    }
}

/// A stretch of a file, in bytes, end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file it lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// The part of this span from its byte `start` up to its byte `end`, both counted from its beginning.
    #[must_use]
    pub fn within(self, start: usize, end: usize) -> Self {
        let length = (self.end - self.start) as usize;
        let offset = |bytes: usize| self.start + bytes.min(length) as u32;
        Self { file: self.file, start: offset(start), end: offset(end.max(start)) }
    }
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Every text that was read, with the name it is shown under.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

#[derive(Clone, Debug)]
struct SourceFile {
    name: String,
    /// Its name wherever the scenario lies.
    relative: String,
    text: String,
    /// Byte offset at which each line begins.
    lines: Vec<usize>,
}

impl Sources {
    /// Adds a text. What lies beyond [`MAX_FILE_BYTES`] is the caller's to refuse.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let name = name.into();
        self.add_as(name.clone(), name, text)
    }

    /// Adds a text whose shown name depends on where the scenario was found; `relative` does not.
    pub fn add_as(
        &mut self,
        name: impl Into<String>,
        relative: impl Into<String>,
        text: impl Into<String>,
    ) -> FileId {
        let id = FileId(self.files.len() as u32);
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        self.files.push(SourceFile { name: name.into(), relative: relative.into(), text, lines });
        id
    }

    /// All files in the order in which they were read.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len() as u32).map(FileId)
    }

    /// The name shown to the user.
    #[must_use]
    pub fn name(&self, file: FileId) -> &str {
        &self.file(file).name
    }

    /// The name within the scenario's folder or among the shared files: the same wherever the scenario lies.
    #[must_use]
    pub fn relative_name(&self, file: FileId) -> &str {
        &self.file(file).relative
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        &self.file(file).text
    }

    /// The text a span covers; empty if the span does not fit its file.
    #[must_use]
    pub fn snippet(&self, span: Span) -> &str {
        self.text(span.file).get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The span of a whole file.
    #[must_use]
    pub fn whole(&self, file: FileId) -> Span {
        Span { file, start: 0, end: self.text(file).len() as u32 }
    }

    /// Where a span begins.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        self.position_of(span.file, span.start as usize)
    }

    /// Where a span ends: the place after its last character.
    #[must_use]
    pub fn end_position(&self, span: Span) -> Position {
        self.position_of(span.file, span.end as usize)
    }

    /// A line (from 1) without its line break; empty if there is none such.
    #[must_use]
    pub fn line(&self, file: FileId, line: u32) -> &str {
        let file = self.file(file);
        let Some(&start) = (line as usize).checked_sub(1).and_then(|index| file.lines.get(index)) else {
            return "";
        };
        let end = file.lines.get(line as usize).copied().unwrap_or(file.text.len());
        file.text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    fn position_of(&self, file: FileId, byte: usize) -> Position {
        let file = self.file(file);
        let byte = byte.min(file.text.len());
        let line = file.lines.partition_point(|&start| start <= byte);
        let start = file.lines[line - 1];
        let columns = file.text[start..].char_indices().take_while(|&(at, _)| start + at < byte).count();
        Position { line: line as u32, column: columns as u32 + 1 }
    }

    fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFailure {
    /// There is no such file.
    Missing,
    /// It exceeds [`MAX_FILE_BYTES`]; its size in bytes.
    TooLarge(u64),
    /// It is no regular file, or a link leads out of the scenarios' folder.
    NotAllowed,
    /// It is not UTF-8 text; the offset of the first wrong byte.
    NotText(usize),
    /// The operating system's reason.
    Other(String),
}

/// Where scenarios come from: a folder that holds scenario folders and perhaps a `library/`.
#[derive(Clone, Debug)]
pub enum SourceTree {
    /// A scenario's folder on disk.
    Folder(PathBuf),
    /// The same, shown under the path that led to it once, from elsewhere.
    Moved {
        /// Where it is.
        folder: PathBuf,
        /// What it was called.
        shown: PathBuf,
    },
    /// One of the scenarios inside the program, by name.
    BuiltIn(String),
    /// Files in memory: a scenario under its own name (`"scenario.toml"`), a library file under its path
    /// (`"library/soyuz.toml"`).
    Memory(BTreeMap<String, Vec<u8>>),
}

impl SourceTree {
    /// Finds a scenario by the path of its folder (or of its `scenario.toml`), else by the name of a built-in
    /// one; `None` if there is neither.
    #[must_use]
    pub fn find(path_or_name: &str) -> Option<Self> {
        Self::at(Path::new(path_or_name)).or_else(|| Self::built_in(path_or_name))
    }

    /// The same for a path as seen from a folder; it is shown as it is seen from there.
    #[must_use]
    pub fn find_from(base: &Path, path_or_name: &str) -> Option<Self> {
        let found = if path_or_name.is_empty() { None } else { Self::at(&base.join(path_or_name)) };
        found.map(|tree| tree.shown_as(path_or_name)).or_else(|| Self::built_in(path_or_name))
    }

    fn at(path: &Path) -> Option<Self> {
        if path.is_dir() {
            return Some(Self::Folder(path.to_path_buf()));
        }
        let is_scenario = path.is_file() && path.file_name().is_some_and(|name| name == "scenario.toml");
        is_scenario.then(|| Self::Folder(folder_of(path)))
    }

    fn built_in(name: &str) -> Option<Self> {
        builtin::names().contains(&name).then(|| Self::BuiltIn(name.to_string()))
    }

    /// The same files, shown as if they were found by `path` of the folder (or of its `scenario.toml`).
    #[must_use]
    pub fn shown_as(self, path: &str) -> Self {
        match self {
            Self::Folder(folder) | Self::Moved { folder, .. } => {
                Self::Moved { folder, shown: folder_of(Path::new(path)) }
            }
            Self::BuiltIn(_) | Self::Memory(_) => self,
        }
    }

    /// The scenario's folder; `None` for one that is in none.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) | Self::Moved { folder, .. } => Some(folder),
            Self::BuiltIn(_) | Self::Memory(_) => None,
        }
    }

    /// The names of the TOML files in the scenario's own folder: `scenario.toml` first, the others in name
    /// order, `expect.toml` among them.
    pub fn file_names(&self) -> Result<Vec<String>, ReadFailure> {
        let mut names = match self {
            Self::Folder(folder) | Self::Moved { folder, .. } => folder_names(folder)?,
            Self::BuiltIn(scenario) => builtin::files(scenario).into_iter().map(String::from).collect(),
            Self::Memory(files) => files.keys().filter(|name| !name.contains('/')).cloned().collect(),
        };
        names.retain(|name| name.ends_with(".toml"));
        names.sort_by(|a, b| (a != "scenario.toml", a).cmp(&(b != "scenario.toml", b)));
        Ok(names)
    }

    /// The name under which a file of the scenario's own folder is shown to the user.
    #[must_use]
    pub fn shown(&self, name: &str) -> String {
        match self {
            Self::Folder(shown) | Self::Moved { shown, .. } => shown.join(name).display().to_string(),
            Self::BuiltIn(scenario) => format!("{scenario}/{name}"),
            Self::Memory(_) => name.to_string(),
        }
    }

    /// Reads a file of the scenario's own folder.
    pub fn read(&self, name: &str) -> Result<String, ReadFailure> {
        match self {
            Self::Folder(folder) | Self::Moved { folder, .. } => read_file(&folder.join(name)),
            Self::BuiltIn(scenario) => read_builtin(&format!("{scenario}/{name}")),
            Self::Memory(files) => as_text(files.get(name).ok_or(ReadFailure::Missing)?),
        }
    }

    /// Reads a file below the scenario's own folder, `"dossier/page.css"`. No link leads out of the folder.
    pub fn read_below(&self, path: &str) -> Result<String, ReadFailure> {
        let Some(folder) = self.folder() else { return self.read(path) };
        let root = folder.canonicalize().map_err(|error| failure(&error))?;
        let file = root.join(path).canonicalize().map_err(|error| failure(&error))?;
        if file.starts_with(&root) { read_file(&file) } else { Err(ReadFailure::NotAllowed) }
    }

    /// Reads shared material, `"library/soyuz"`: beside the scenario's folder, else built in. Returns the name
    /// to show and the text.
    pub fn read_shared(&self, name: &str) -> Result<(String, String), ReadFailure> {
        if !is_shared_name(name) {
            return Err(ReadFailure::NotAllowed);
        }
        let file = format!("{name}.toml");
        let beside = match self {
            Self::Folder(folder) => read_beside(folder, folder, &file),
            Self::Moved { folder, shown } => read_beside(folder, shown, &file),
            Self::BuiltIn(_) => Err(ReadFailure::Missing),
            Self::Memory(files) => files
                .get(&file)
                .ok_or(ReadFailure::Missing)
                .and_then(|bytes| as_text(bytes))
                .map(|text| (file.clone(), text)),
        };
        match beside {
            Err(ReadFailure::Missing) => read_builtin(&file).map(|text| (format!("built-in {file}"), text)),
            found => found,
        }
    }

    /// The names that `use` can take here, for "did you mean".
    #[must_use]
    pub fn shared_names(&self) -> Vec<String> {
        let beside = match self {
            Self::Folder(folder) | Self::Moved { folder, .. } => {
                folder_names(&parent_of(folder).join("library")).unwrap_or_default()
            }
            Self::BuiltIn(_) => Vec::new(),
            Self::Memory(files) => {
                files.keys().filter_map(|name| name.strip_prefix("library/")).map(String::from).collect()
            }
        };
        let built_in = builtin::files("library").into_iter().map(String::from);
        let stems = beside.into_iter().chain(built_in);
        let mut names: Vec<_> =
            stems.filter_map(|name| Some(format!("library/{}", name.strip_suffix(".toml")?))).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// The folder that a path of it or of its `scenario.toml` means.
fn folder_of(path: &Path) -> PathBuf {
    if path.file_name().is_none_or(|name| name != "scenario.toml") {
        return path.to_path_buf();
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_path_buf()
}

/// Words joined by `/`, so that a name can neither climb out of the folder nor start at the root.
fn is_shared_name(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    };
    name.split('/').all(is_word)
}

fn parent_of(folder: &Path) -> PathBuf {
    // `scenarios/x/..` names the parent also where `folder` is `.` or ends in a link.
    folder.join("..")
}

fn read_beside(folder: &Path, shown: &Path, file: &str) -> Result<(String, String), ReadFailure> {
    let root = parent_of(folder).canonicalize().map_err(|error| failure(&error))?;
    let path = root.join(file).canonicalize().map_err(|error| failure(&error))?;
    if !path.starts_with(&root) {
        return Err(ReadFailure::NotAllowed);
    }
    let shown = match shown.parent() {
        Some(parent) if shown.file_name().is_some() => parent.join(file),
        _ => parent_of(shown).join(file),
    };
    Ok((shown.display().to_string(), read_file(&path)?))
}

fn folder_names(folder: &Path) -> Result<Vec<String>, ReadFailure> {
    let entries = std::fs::read_dir(folder).map_err(|error| failure(&error))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| failure(&error))?.file_name();
        names.extend(name.into_string().ok());
    }
    names.sort();
    Ok(names)
}

fn read_file(path: &Path) -> Result<String, ReadFailure> {
    // Asked before opening: opening a pipe would wait for a writer.
    let metadata = std::fs::metadata(path).map_err(|error| failure(&error))?;
    if !metadata.is_file() {
        return Err(ReadFailure::NotAllowed);
    }
    if metadata.len() > MAX_FILE_BYTES as u64 {
        return Err(ReadFailure::TooLarge(metadata.len()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| failure(&error))?;
    file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| failure(&error))?;
    as_text(&bytes)
}

fn read_builtin(path: &str) -> Result<String, ReadFailure> {
    as_text(builtin::file(path).ok_or(ReadFailure::Missing)?)
}

fn as_text(bytes: &[u8]) -> Result<String, ReadFailure> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ReadFailure::TooLarge(bytes.len() as u64));
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(ReadFailure::NotText(at));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_string()),
        Err(error) => Err(ReadFailure::NotText(error.valid_up_to())),
    }
}

fn failure(error: &std::io::Error) -> ReadFailure {
    match error.kind() {
        std::io::ErrorKind::NotFound => ReadFailure::Missing,
        _ => ReadFailure::Other(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "x = 1\r\nй = \"é\" # ü\n");
        let at = |start| sources.position(Span { file, start, end: start });
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(7), Position { line: 2, column: 1 });
        assert_eq!(at(9), Position { line: 2, column: 2 });
        assert_eq!(at(1000), Position { line: 3, column: 1 });
        assert_eq!(sources.line(file, 1), "x = 1");
        assert_eq!(sources.line(file, 3), "");
    }

    #[test]
    fn shared_names_stay_in_their_folder() {
        for bad in ["../secret", "/etc/passwd", "library/../x", "library//x", "library\\x", "", "a.toml"] {
            assert!(!is_shared_name(bad), "{bad}");
        }
        assert!(is_shared_name("library/soyuz-2_1b"));
    }
}
