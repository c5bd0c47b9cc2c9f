//! Closing the window: the page saves what was typed last, then the program ends.

use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager, Runtime, Window};

/// Longest that the page may take. One that does not answer must not keep its window open.
const PATIENCE: Duration = Duration::from_secs(4);

/// Tells the page, which answers with [`closed`].
pub(crate) fn begin<R: Runtime>(window: &Window<R>) {
    let program = window.app_handle().clone();
    if window.emit("closing", ()).is_err() {
        return program.exit(0);
    }
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        program.exit(0);
    });
}

/// Everything is saved.
#[tauri::command]
pub(crate) fn closed(program: AppHandle) {
    program.exit(0);
}
