//! A page printed by Chromium, where there is one.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::failure::Failure;

/// Names under which it is installed.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
/// Says where it is, where it is elsewhere.
const VARIABLE: &str = "POWDERKEG_CHROMIUM";
/// Between two looks at whether it is done.
const NAP: Duration = Duration::from_millis(20);
/// Printing a long page takes two seconds; this is 90.
const MOST_NAPS: u32 = 4_500;
/// It prints a file of ours and needs nothing from outside. Its policy forbids scripts; Chromium's own printing needs
/// some, so they cannot be turned off here.
const OPTIONS: [&str; 12] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
];
/// What the page may load, whatever its template says: nothing.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">";

/// A Chromium.
pub struct Printer {
    program: PathBuf,
}

impl Printer {
    /// Looks for one.
    pub fn find() -> Result<Self, Failure> {
        if let Some(named) = std::env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
            let program = PathBuf::from(named);
            if program.is_file() {
                return Ok(Self { program });
            }
            let reason = format!("{VARIABLE} names {}, which is no file", program.display());
            return Err(Failure::io(reason));
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let places = std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
        let found = places.into_iter().find(|program| program.is_file());
        found.map(|program| Self { program }).ok_or_else(|| {
            Failure::io(format!(
                "a PDF is printed by Chromium, and there is none: install it (apt-get install chromium, brew install \
                 --cask chromium), set {VARIABLE} to where it is, or write --format html and print that from a browser"
            ))
        })
    }

    /// Prints a page of HTML.
    pub fn print(&self, html: &str) -> Result<Vec<u8>, Failure> {
        let scratch = std::env::temp_dir();
        let wrong =
            |error: std::io::Error| Failure::of_path("cannot print the page by way of", &scratch, &error);
        let folder = tempfile::Builder::new().prefix("powderkeg-").tempdir().map_err(wrong)?;
        std::fs::write(folder.path().join("page.html"), guarded(html)).map_err(wrong)?;
        let mut said = self.call(folder.path(), false)?;
        let pdf = folder.path().join("page.pdf");
        // Where it is run by root, or in most containers, it refuses to start with its sandbox. The page is our own.
        if !pdf.is_file() && (said.contains("--no-sandbox") || said.contains("sandbox")) {
            said = self.call(folder.path(), true)?;
        }
        match std::fs::read(&pdf) {
            Ok(bytes) if bytes.starts_with(b"%PDF-") => Ok(bytes),
            _ => Err(Failure::io(format!(
                "{} printed no page{}",
                self.program.display(),
                last_line(&said).map_or_else(String::new, |line| format!(": {line}"))
            ))),
        }
    }

    /// Calls it, and returns what it said.
    fn call(&self, folder: &Path, without_sandbox: bool) -> Result<String, Failure> {
        let wrong = |error| Failure::of_path("cannot start", &self.program, &error);
        let said = folder.join("said.txt");
        let output = std::fs::File::create(&said).map_err(wrong)?;
        let child = Command::new(&self.program)
            .args(OPTIONS)
            .args(without_sandbox.then_some("--no-sandbox"))
            .arg(option("--user-data-dir=", &folder.join("profile")))
            .arg(option("--print-to-pdf=", &folder.join("page.pdf")))
            .arg(folder.join("page.html"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(output)
            .spawn()
            .map_err(wrong)?;
        self.wait(child)?;
        Ok(String::from_utf8_lossy(&std::fs::read(&said).unwrap_or_default()).into_owned())
    }

    /// Waits for its end, but not for ever.
    fn wait(&self, mut child: Child) -> Result<(), Failure> {
        for _ in 0..MOST_NAPS {
            let ended = child.try_wait();
            if ended.map_err(|error| Failure::of_path("cannot wait for", &self.program, &error))?.is_some() {
                return Ok(());
            }
            std::thread::sleep(NAP);
        }
        // It may have ended by itself in this moment.
        let _ = child.kill();
        let _ = child.wait();
        let seconds = (NAP * MOST_NAPS).as_secs();
        let reason = format!("{} was still printing after {seconds} s", self.program.display());
        Err(Failure::io(format!("{reason}, and was stopped; nothing was written")))
    }
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

/// The page with its policy before all else, so that a template of one's own cannot have a file read.
fn guarded(html: &str) -> String {
    const DOCTYPE: &str = "<!DOCTYPE html>";
    let rest = match html.get(..DOCTYPE.len()) {
        Some(head) if head.eq_ignore_ascii_case(DOCTYPE) => &html[DOCTYPE.len()..],
        _ => html,
    };
    format!("{DOCTYPE}{POLICY}{rest}")
}

fn last_line(text: &str) -> Option<&str> {
    text.lines().map(str::trim).rfind(|line| !line.is_empty())
}
