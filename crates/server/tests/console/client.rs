//! A server, and what is asked of it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use powderkeg_server::http::{Limits, Server, Settings, Stopper, Token};
use serde_json::Value;
use tempfile::TempDir;

/// How long is waited for anything at most: far longer than it takes.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A server that runs.
pub struct Console {
    pub address: SocketAddr,
    stopper: Stopper,
    thread: Option<JoinHandle<()>>,
    folder: PathBuf,
    _own: Option<TempDir>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answered {
    pub status: u16,
    pub head: String,
    pub body: Value,
}

impl Console {
    /// Over a new folder.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// The same with other settings.
    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let own = TempDir::new().expect("a folder");
        let mut settings = Settings::new(own.path().into());
        change(&mut settings);
        let mut console = Self::start(settings);
        console._own = Some(own);
        console
    }

    pub fn limited(limits: Limits) -> Self {
        Self::with(|settings| settings.limits = limits)
    }

    pub fn guarded(token: &str) -> Self {
        Self::with(|settings| settings.token = Some(Token::given(token).expect("a token")))
    }

    /// Over a folder that is there.
    pub fn over(folder: &Path) -> Self {
        Self::start(Settings::new(folder.into()))
    }

    fn start(settings: Settings) -> Self {
        let folder = settings.folder.clone();
        let server = Server::start(settings).expect("it starts");
        let (address, stopper) = (server.address(), server.stopper());
        let thread = std::thread::spawn(move || server.serve().expect("it serves"));
        Self { address, stopper, thread: Some(thread), folder, _own: None }
    }

    /// The folder that is served.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn workspace(&self) -> PathBuf {
        self.folder.join("powderkeg")
    }

    /// Stops it, and waits until it has.
    pub fn stop(&mut self) {
        self.stopper.stop();
        if let Some(thread) = self.thread.take() {
            thread.join().expect("it ends in peace");
        }
    }

    pub fn get(&self, path: &str) -> Answered {
        self.ask("GET", path, &[], None)
    }

    pub fn delete(&self, path: &str) -> Answered {
        self.ask("DELETE", path, &[], None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Answered {
        self.ask("POST", path, &[], Some(&body.to_string()))
    }

    pub fn put(&self, path: &str, body: &Value) -> Answered {
        self.ask("PUT", path, &[], Some(&body.to_string()))
    }

    /// Asks as it is written: paths are not tidied, and headers may be any.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Answered {
        let mut stream = self.connect();
        stream.write_all(self.request(method, path, headers, body).as_bytes()).expect("it listens");
        answered(&mut stream)
    }

    /// The text of a request.
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> String {
        let mut text = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            text.push_str(&format!("host: {}\r\n", self.address));
        }
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(body) = body {
            text.push_str(&format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len()));
        }
        text + "\r\n" + body.unwrap_or_default()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// Opens the stream of events.
    pub fn watch(&self) -> Watched {
        let mut stream = self.connect();
        let request = self.request("GET", "/api/progress", &[], None);
        stream.write_all(request.as_bytes()).expect("it listens");
        Watched { stream, seen: String::new() }
    }

    /// Asks for a job and waits until it is over.
    pub fn job(&self, asked: &Value) -> Value {
        let mut watched = self.watch();
        let job = self.post("/api/jobs", asked);
        assert_eq!(job.status, 200, "{job:?}");
        watched.until(job.body["id"].as_str().expect("an id"), |job| {
            ["done", "failed", "cancelled"].contains(&job["state"].as_str().unwrap_or_default())
        })
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Reads an answer to its end.
pub fn answered(stream: &mut TcpStream) -> Answered {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("the answer arrives whole");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    let body = if is_chunked { unchunked(body) } else { body.to_string() };
    let body = serde_json::from_str(&body).unwrap_or(Value::String(body));
    Answered { status, head: head.to_string(), body }
}

fn unchunked(mut body: &str) -> String {
    let mut whole = String::new();
    while let Some((length, rest)) = body.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).unwrap_or(0);
        if length == 0 {
            break;
        }
        whole.push_str(&rest[..length]);
        body = rest[length..].trim_start_matches("\r\n");
    }
    whole
}

/// A stream of events.
pub struct Watched {
    stream: TcpStream,
    seen: String,
}

impl Watched {
    /// The first event about a job that is as is wished.
    pub fn until(&mut self, id: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            while let Some((event, rest)) = self.seen.split_once("\n\n") {
                let job: Option<Value> = event.lines().find_map(|line| {
                    serde_json::from_str(line.trim_start_matches("\r").strip_prefix("data: ")?).ok()
                });
                self.seen = rest.to_string();
                if let Some(job) = job.filter(|job| job["id"] == id && is_it(job)) {
                    return job;
                }
            }
            let mut more = [0; 4096];
            let read = self.stream.read(&mut more).expect("more comes");
            assert!(read > 0, "the stream ended; seen last: {}", self.seen);
            self.seen.push_str(&String::from_utf8_lossy(&more[..read]));
        }
    }

    /// Whether the server has ended the stream.
    pub fn has_ended(&mut self) -> bool {
        let mut rest = Vec::new();
        self.stream.read_to_end(&mut rest).is_ok()
    }
}
