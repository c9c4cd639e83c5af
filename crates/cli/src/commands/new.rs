//! `powderkeg new`.

use std::path::Path;

use powderkeg_scenario::builtin;

use crate::args;
use crate::failure::Failure;
use crate::output::print;

const TEMPLATE: [(&str, &str); 2] = [
    ("scenario.toml", include_str!("../../template/scenario.toml")),
    ("expect.toml", include_str!("../../template/expect.toml")),
];

pub fn new(arguments: &args::New) -> Result<(), Failure> {
    let dir = Path::new(&arguments.name);
    if builtin::names().contains(&arguments.name.as_str()) {
        return Err(Failure::usage(format!(
            "`{}` is a built-in scenario, and a folder of that name would hide it: choose another name",
            arguments.name
        )));
    }
    // Makes the folder or fails: nothing that is there already is touched.
    std::fs::create_dir(dir).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::io(format!(
            "there is something called {} here already: nothing was changed",
            dir.display()
        )),
        _ => Failure::of_path("cannot make the folder", dir, &error),
    })?;
    for (name, text) in TEMPLATE {
        let path = dir.join(name);
        std::fs::write(&path, text).map_err(|error| Failure::of_path("cannot write", &path, &error))?;
    }
    let name = &arguments.name;
    print(&format!(
        "{name}/ is ready: read {name}/scenario.toml, then try\n  powderkeg check {name}\n  powderkeg run {name}\n"
    ))
}
