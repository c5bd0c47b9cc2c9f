//! The desktop shell: start-up and the one window. What people do is decided in `app`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod call;
mod closing;
#[cfg(target_os = "linux")]
mod graphics;
mod photo;

use std::path::PathBuf;
use std::sync::Arc;

use app::{App, Config, Strength, SystemClock};
use tauri::{Manager, WindowEvent};

fn main() -> tauri::Result<()> {
    app::run_worker_if_asked();
    // Slower drawing is no reason not to start.
    #[cfg(target_os = "linux")]
    let _ = graphics::choose();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .register_asynchronous_uri_scheme_protocol("photo", photo::answer)
        .invoke_handler(tauri::generate_handler![call::call, call::reveal, closing::closed, closing::kept_open])
        .on_window_event(|window, event| {
            if let WindowEvent::Resized(size) = event
                && let Some(page) = window.get_webview_window(window.label())
            {
                let scale = window.scale_factor().unwrap_or(1.0);
                // A page that cannot be enlarged stays as it is.
                let _ = page.set_zoom(enlargement(f64::from(size.width) / scale));
            }
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                closing::begin(window);
            }
        })
        .setup(|window| {
            let settings_folder = match std::env::var_os("CONSILIUM_SETTINGS") {
                Some(folder) => PathBuf::from(folder),
                None => window.path().app_config_dir()?,
            };
            let config = Config {
                marks_folder: settings_folder.join("marks"),
                settings_folder,
                worker: std::env::current_exe()?,
                machine: machine_name(),
                study: study_from_arguments(),
                clock: Arc::new(SystemClock),
                strength: Strength::FULL,
            };
            window.manage(closing::Asked::default());
            window.manage(Arc::new(App::new(config)));
            Ok(())
        })
        .run(context())
}

/// The window's configuration and the pages, as `build.rs` packed them.
#[allow(unused_qualifications, clippy::expect_used, clippy::unwrap_used, reason = "generated code")]
fn context() -> tauri::Context {
    tauri::tauri_build_context!()
}

/// How much larger everything is drawn in a window of a width in logical pixels, so that text stays
/// readable on a 4K screen that the system does not scale: in steps of a quarter.
fn enlargement(width: f64) -> f64 {
    ((width / 2000.0 * 4.0).floor() / 4.0).clamp(1.0, 2.5)
}

/// `--study FOLDER`: the study that the sign-in screen offers first. The environment serves
/// programs that cannot pass arguments.
fn study_from_arguments() -> Option<PathBuf> {
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--study" {
            return arguments.next().map(PathBuf::from);
        }
    }
    std::env::var_os("CONSILIUM_STUDY").map(PathBuf::from)
}

/// The record names the device by its host name.
fn machine_name() -> String {
    let name = std::fs::read_to_string("/etc/hostname").ok().or_else(|| std::env::var("COMPUTERNAME").ok());
    name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or_else(|| "desktop".to_owned())
}
