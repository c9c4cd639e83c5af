//! A server from its start to its end.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tokio::sync::{Semaphore, watch};
use tower_http::compression::CompressionLayer;

use super::console::Console;
use super::guard::{self, Guard};
use super::limits::{self, Limits};
use super::token::Token;
use super::{app, connections, routes};
use crate::api::{About, Fault, FaultKind};
use crate::desk::Desk;
use crate::jobs::Jobs;

/// What is served, where, and to whom.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder whose scenarios are served.
    pub folder: PathBuf,
    /// The address to listen at.
    pub bind: IpAddr,
    /// The port; 0: any that is free.
    pub port: u16,
    /// What clients must show. Where others than this machine can ask, one is made if none is given.
    pub token: Option<Token>,
    /// What a client may take.
    pub limits: Limits,
}

impl Settings {
    /// A folder, served to this machine only, at any free port.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        let bind = Ipv4Addr::LOCALHOST.into();
        Self { folder, bind, port: 0, token: None, limits: Limits::default() }
    }
}

/// A server that listens.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    guard: Guard,
    limits: Limits,
    desk: Arc<Desk>,
    jobs: Arc<Jobs>,
    notes: Vec<String>,
    stop: watch::Sender<bool>,
}

/// Stops a server.
#[derive(Clone, Debug)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// Takes no more requests, answers those that were asked, and ends all jobs, to be gone on with.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Server {
    /// Listens, and takes up the jobs of the workspace.
    ///
    /// # Errors
    /// If the port is taken, the folder cannot be read, or the system has no threads or no randomness.
    pub fn start(settings: Settings) -> Result<Self, Fault> {
        let Settings { folder, bind, port, token, limits } = settings;
        let token = match token {
            None if !bind.is_loopback() => Some(Token::new()?),
            given => given,
        };
        let desk = Arc::new(Desk::open(folder)?);
        let listener = listen(SocketAddr::new(bind, port))?;
        let address =
            listener.local_addr().map_err(|error| no_listener(SocketAddr::new(bind, port), &error))?;
        let (jobs, notes) = Jobs::open(desk.workspace().join("jobs"), Arc::clone(&desk))?;
        let guard = Guard { bound: bind, token };
        Ok(Self {
            listener,
            address,
            guard,
            limits,
            desk,
            jobs: Arc::new(jobs),
            notes,
            stop: watch::channel(false).0,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address to open, with the token if there is one.
    #[must_use]
    pub fn url(&self) -> String {
        let token =
            self.guard.token.as_ref().map_or_else(String::new, |token| format!("?token={}", token.text()));
        let mut address = self.address;
        if address.ip().is_unspecified() {
            // All addresses of this machine: its own browser needs one.
            address.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        format!("http://{address}/{token}")
    }

    /// What whoever started it should know: files that could not be read, and an app that is missing.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let missing = app::missing().map(|missing| format!("the app is not part of this program: {missing}"));
        let is_open = self.address.ip().is_unspecified();
        let others = is_open.then(|| {
            "other machines open it by this machine's name or address instead of 127.0.0.1, with the same port and token"
                .to_string()
        });
        missing.into_iter().chain(others).chain(self.notes.iter().cloned()).collect()
    }

    /// What stops it, from anywhere.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        Stopper(self.stop.clone())
    }

    /// Serves until it is stopped.
    ///
    /// # Errors
    /// If the system has no threads.
    pub fn serve(self) -> Result<(), Fault> {
        let no_threads = |error| {
            Fault::new(FaultKind::Io, format!("there are no threads to be had for the server: {error}"))
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(no_threads)?;
        let Self { listener, address, guard, limits, desk, jobs, stop, .. } = self;
        let stopped = stop.subscribe();
        let router = router(guard, limits, desk, Arc::clone(&jobs));
        runtime.block_on(async {
            let listener =
                listener.set_nonblocking(true).and_then(|()| tokio::net::TcpListener::from_std(listener));
            let listener = listener.map_err(|error| no_listener(address, &error))?;
            let mut ends = stop.subscribe();
            let closing = Arc::clone(&jobs);
            // Those who watch are let go at once; the jobs' threads end in their own time.
            tokio::spawn(async move {
                let _ = ends.wait_for(|is_stopped| *is_stopped).await;
                let _ = tokio::task::spawn_blocking(move || closing.close()).await;
            });
            connections::serve(listener, router, limits, stopped).await;
            Ok::<(), Fault>(())
        })?;
        jobs.close();
        // What nobody waits for any more is not waited for.
        runtime.shutdown_background();
        Ok(())
    }
}

fn listen(address: SocketAddr) -> Result<TcpListener, Fault> {
    TcpListener::bind(address).map_err(|error| no_listener(address, &error))
}

fn no_listener(address: SocketAddr, error: &std::io::Error) -> Fault {
    let help = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            "; another program listens there, perhaps another console: name another port with --port, or let one be \
             picked with --port 0"
        }
        std::io::ErrorKind::PermissionDenied => {
            "; ports below 1024 are the system's: name a higher one with --port"
        }
        std::io::ErrorKind::AddrNotAvailable => "; this machine has no such address",
        _ => "",
    };
    Fault::new(FaultKind::Io, format!("cannot listen at {address}: {error}{help}"))
}

fn router(guard: Guard, limits: Limits, desk: Arc<Desk>, jobs: Arc<Jobs>) -> Router {
    let about = About {
        version: env!("CARGO_PKG_VERSION").into(),
        folder: desk.name(),
        is_token_needed: guard.token.is_some(),
        app_missing: app::missing().map(str::to_string),
    };
    let console = Console {
        desk,
        jobs,
        watchers: Arc::new(Semaphore::new(limits.watchers)),
        questions: Arc::new(Semaphore::new(most_questions())),
        about: Arc::new(about),
    };
    routes::all()
        .with_state(console)
        .fallback(app::serve)
        .method_not_allowed_fallback(app::wrong_method)
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(limits, limits::keep))
        .layer(from_fn_with_state(guard, guard::watch))
}

/// As many as there are processors, and a few that wait for the disk.
fn most_questions() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get) + 2
}
