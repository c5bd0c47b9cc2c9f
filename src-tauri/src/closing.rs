//! Closing the window: the page saves what was typed last, and asks while long work is under way; then the program ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use app::App;
use tauri::{AppHandle, Emitter, Manager, Runtime, State, Window};

/// Longest that the page may take to answer. One that does not must not keep its window open.
const PATIENCE: Duration = Duration::from_secs(4);

/// How often the window was asked to close or told to stay: what came before the last of these counts no more.
#[derive(Default)]
pub(crate) struct Asked(AtomicU64);

/// Tells the page, which answers with [`closed`] or [`kept_open`].
pub(crate) fn begin<R: Runtime>(window: &Window<R>) {
    let program = window.app_handle().clone();
    let asked = program.state::<Asked>().0.fetch_add(1, Ordering::SeqCst) + 1;
    if window.emit("closing", ()).is_err() {
        return program.exit(0);
    }
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        // Work whose page is gone is let end.
        while program.state::<Arc<App>>().is_working() {
            std::thread::sleep(PATIENCE);
        }
        if program.state::<Asked>().0.load(Ordering::SeqCst) == asked {
            program.exit(0);
        }
    });
}

/// Everything is saved: the window goes, and with it whoever was signed in. What was changed is backed up first.
#[tauri::command]
pub(crate) fn closed(program: AppHandle, asked: State<'_, Asked>) {
    asked.0.fetch_add(1, Ordering::SeqCst);
    for window in program.webview_windows().values() {
        // One that cannot be hidden goes a little later.
        let _ = window.hide();
    }
    std::thread::spawn(move || {
        // That nobody may leave now is no reason to keep a program without a window.
        let _ = program.state::<Arc<App>>().call("study.close", serde_json::Value::Null);
        program.exit(0);
    });
}

/// Everything is saved, and somebody is asked what to do about work that is under way.
#[tauri::command]
pub(crate) fn kept_open(asked: State<'_, Asked>) {
    asked.0.fetch_add(1, Ordering::SeqCst);
}
