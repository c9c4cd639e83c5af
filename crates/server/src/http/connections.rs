//! Connections: taken one by one, each with its limits, each ended so that the last answer arrives.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use super::limits::Limits;

/// After a connection could not be taken, as when files are all open.
const PAUSE: Duration = Duration::from_millis(100);
/// The longest head of a request, in bytes.
const MOST_HEAD: usize = 32 << 10;

/// Serves until `stop` says so, and then what has been asked already, for as long as a head may take.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, mut stop: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let stream = tokio::select! {
            _ = stop.wait_for(|is_stopped| *is_stopped) => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            },
        };
        let (router, stop) = (router.clone(), stop.clone());
        tokio::spawn(async move {
            connection(stream, router, limits, stop).await;
            drop(place);
        });
    }
    drop(listener);
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(limits.linger, places.acquire_many(all)).await;
}

async fn connection(stream: TcpStream, router: Router, limits: Limits, mut stop: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write));
    // A router never fails: what goes wrong is an answer.
    let service = service_fn(|request: Request<Incoming>| Box::pin(router.clone().oneshot(request)));
    let mut connection = Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(MOST_HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let done = tokio::select! {
        done = poll_fn(|context| connection.poll_without_shutdown(context)) => Some(done),
        _ = stop.wait_for(|is_stopped| *is_stopped) => None,
    };
    if done.is_none() {
        Pin::new(&mut connection).graceful_shutdown();
        let _ = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    }
    linger(connection.into_parts().io.into_inner(), limits.linger).await;
}

/// Ends a connection. What the client is still sending is let through for a while: with it unread, the system would
/// reset the connection, and the client might never see the answer that refused it.
async fn linger(mut stream: Pin<Box<TimeoutStream<TcpStream>>>, at_most: Duration) {
    if stream.shutdown().await.is_err() {
        return;
    }
    let mut unread = [0; 16 << 10];
    let drain = async { while stream.read(&mut unread).await.is_ok_and(|read| read > 0) {} };
    let _: Result<(), _> = tokio::time::timeout(at_most, drain).await;
}
