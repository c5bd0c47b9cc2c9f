//! How the web view draws. On Linux it draws through buffers of the graphics card; on a machine
//! without one (a virtual machine, a remote desktop) these are emulated, and doing without them is
//! faster and smaller. The switch is read when the web view's library is loaded, so the program
//! starts itself once more with it.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// A switch of WebKitGTK.
const WITHOUT_BUFFERS: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts the program anew with the right switch where there is no graphics card; returns when
/// nothing is to be changed, or with the reason why it could not be.
pub(crate) fn choose() -> io::Result<()> {
    if std::env::var_os(WITHOUT_BUFFERS).is_some() || has_graphics_card(Path::new("/dev/dri")) {
        return Ok(());
    }
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    Err(Command::new(std::env::current_exe()?).args(arguments).env(WITHOUT_BUFFERS, "1").exec())
}

/// Whether the kernel offers something to draw with.
fn has_graphics_card(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    files.map(|file| file.file_name()).any(|name| name.to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graphics_card_is_known_by_its_render_node() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_graphics_card(&folder.path().join("missing")));
        std::fs::write(folder.path().join("card0"), "").unwrap();
        assert!(!has_graphics_card(folder.path()));
        std::fs::write(folder.path().join("renderD128"), "").unwrap();
        assert!(has_graphics_card(folder.path()));
    }
}
