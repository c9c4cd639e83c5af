//! `powderkeg serve`.

use powderkeg_server::api::FaultKind;
use powderkeg_server::http::{Limits, Server, Settings};

use crate::args;
use crate::failure::Failure;
use crate::output::{note, print};

pub fn serve(arguments: args::Serve) -> Result<(), Failure> {
    let args::Serve { dir, port, open, bind, token } = arguments;
    let server = Server::start(Settings { folder: dir, bind, port, token, limits: Limits::default() });
    let server = server.map_err(failure)?;
    for said in server.notes() {
        note(&format!("note: {said}\n"));
    }
    let url = server.url();
    print(&format!("The console is at {url}\n"))?;
    note("Ctrl-C ends it; jobs go on when it starts again.\n");
    let stopper = server.stopper();
    // Without a handler, Ctrl-C ends it at once: nothing is lost that way either.
    let _ = ctrlc::set_handler(move || stopper.stop());
    if open && let Err(error) = open::that_detached(&url) {
        note(&format!("note: there is no browser to open here ({error}): open the address yourself\n"));
    }
    server.serve().map_err(failure)
}

fn failure(fault: powderkeg_server::api::Fault) -> Failure {
    match fault.kind {
        FaultKind::BadRequest | FaultKind::NotFound => Failure::usage(fault.message),
        _ => Failure::io(fault.message),
    }
}
