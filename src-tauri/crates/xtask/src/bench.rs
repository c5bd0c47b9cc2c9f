//! `cargo xtask bench`: measured on an optimised build, printed as JSON lines.

use crate::install;
use crate::shell::{Failure, command, must, target};

/// Benchmarks that need no window.
const NAMES: [&str; 3] = ["import", "fuse", "open"];

pub(crate) fn bench(only: Option<&str>) -> Result<(), Failure> {
    if let Some(name) = only.filter(|name| !NAMES.contains(name)) {
        return Err(format!("no benchmark is called {name}; there are {}", NAMES.join(", ")));
    }
    install::for_building()?;
    install::for_benchmarks()?;
    must(command("cargo", &["build", "--quiet", "--release", "--package", "tests", "--bin", "consilium-bench"]))?;
    let program = target().join("release/consilium-bench");
    for name in NAMES.iter().filter(|name| only.is_none_or(|only| only == **name)) {
        must(command(&program.to_string_lossy(), &[name]))?;
    }
    Ok(())
}
