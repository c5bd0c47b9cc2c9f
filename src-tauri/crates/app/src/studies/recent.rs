//! Studies that were open on this machine: folders only, nothing from inside them.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use store::Header;
use ts_rs::TS;

use crate::desk::Desk;
use crate::error::AppError;
use crate::ticket::Ticket;

/// Most studies remembered.
const MOST: usize = 8;

/// A study that can be opened.
#[derive(Debug, Serialize, TS)]
pub struct RecentStudyView {
    /// Where it lies on this computer.
    pub folder: String,
    /// Name of the folder.
    pub name: String,
    /// Whether a study lies there and can be read.
    pub found: bool,
    /// People of a demo study, with passwords; empty otherwise.
    pub demo: Vec<DemoPersonView>,
}

/// A person of a demo study.
#[derive(Debug, Serialize, TS)]
pub struct DemoPersonView {
    /// Name.
    pub name: String,
    /// No secret: it stands on the screen.
    pub password: String,
    /// The first role, as it is shown.
    pub role: String,
}

fn list_path(desk: &Desk) -> PathBuf {
    desk.config.settings_folder.join("recent.json")
}

fn remembered(desk: &Desk) -> Vec<PathBuf> {
    fs::read(list_path(desk)).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
}

/// Puts a study first in the list. Losing the list loses nothing, so failure is no error. Where there is no folder for
/// settings nothing is kept.
pub(crate) fn remember(desk: &Desk, folder: &Path) {
    if desk.config.settings_folder.as_os_str().is_empty() {
        return;
    }
    let mut list = remembered(desk);
    list.retain(|other| other != folder);
    list.insert(0, folder.to_owned());
    list.truncate(MOST);
    if let Ok(text) = serde_json::to_vec(&list) {
        let _ = fs::create_dir_all(&desk.config.settings_folder);
        let _ = store::write_private(&list_path(desk), &text);
    }
}

pub(crate) fn recent(ticket: &Ticket<'_>, (): ()) -> Result<Vec<RecentStudyView>, AppError> {
    let desk = ticket.desk;
    let mut folders: Vec<PathBuf> = desk.config.study.clone().into_iter().collect();
    for folder in remembered(desk) {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    Ok(folders
        .into_iter()
        .map(|folder| {
            let header = Header::read(&folder);
            RecentStudyView {
                name: folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
                folder: folder.to_string_lossy().into_owned(),
                found: header.is_ok(),
                demo: header
                    .map(|header| header.demo)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|person| DemoPersonView { name: person.name, password: person.password, role: person.role })
                    .collect(),
            }
        })
        .collect())
}
