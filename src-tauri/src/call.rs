//! The one command through which the page asks for everything, and one that shows a release in the file manager.

use std::path::PathBuf;
use std::sync::Arc;

use app::{App, AppError, Code, Progress};
use serde_json::Value;
use tauri::State;
use tauri::ipc::Channel;

/// Runs a command of `app` off the window's thread; long work tells its progress, and is cancelled by the id that the
/// page gives it.
#[tauri::command]
pub(crate) async fn call(
    app: State<'_, Arc<App>>,
    name: String,
    input: Value,
    work: String,
    progress: Channel<Progress>,
) -> Result<Value, AppError> {
    let app = Arc::clone(&app);
    let run = move || {
        app.call_with_progress(&name, input, &work, &|step| {
            // A page that went away needs no progress.
            let _ = progress.send(step);
        })
    };
    match tauri::async_runtime::spawn_blocking(run).await {
        Ok(answer) => answer,
        Err(error) => Err(AppError::new(Code::Internal).with("detail", error.to_string())),
    }
}

/// Shows the folder of a release in the system's file manager; nothing else can be opened.
#[tauri::command]
pub(crate) async fn reveal(folder: PathBuf) -> Result<(), AppError> {
    if !folder.join("SHA256SUMS").is_file() {
        return Err(AppError::new(Code::NotAllowed));
    }
    opener::open(&folder).map_err(|error| AppError::new(Code::FileAccess).with("detail", error.to_string()))
}
