//! Finds out which tool wrote a file, and reads it as a whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::file::{ColumnUse, File, Unreadable};
use super::{coco, label_studio, table};
use crate::error::AppError;

/// A larger file is refused before it is read.
const MAX_BYTES: u64 = 256 << 20;

/// Reads a file as a whole, or says in which line it breaks.
pub(super) fn read(path: &Path, columns: &BTreeMap<usize, ColumnUse>) -> Result<File, AppError> {
    let refused = |error: std::io::Error| AppError::file(path, &error);
    if fs::metadata(path).map_err(refused)?.len() > MAX_BYTES {
        return Err(Unreadable::Large.of(path));
    }
    let name = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let bytes = fs::read(path).map_err(refused)?;
    let json = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let first = json.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => Err(Unreadable::Empty.of(path)),
        Some(b'[') if name.as_deref() != Some("csv") => label_studio::read(path, json),
        Some(b'{') if name.as_deref() != Some("csv") => coco::read(path, json),
        Some(_) if name.as_deref() == Some("json") => Err(Unreadable::Syntax.of(path).with("line", 1)),
        Some(_) => {
            drop(bytes);
            table::read(path, columns)
        }
    }
}
