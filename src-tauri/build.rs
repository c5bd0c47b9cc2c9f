//! Prepares the window's configuration and packs the pages into the program. Here and not by the macro in `main.rs`:
//! Cargo compiles that twice at once (program and tests), and one of them may pack what the other has half written.

fn main() {
    let pack = tauri_build::Attributes::new().codegen(tauri_build::CodegenContext::new());
    if let Err(error) = tauri_build::try_build(pack) {
        println!("cargo::error={error:#}");
    }
}
