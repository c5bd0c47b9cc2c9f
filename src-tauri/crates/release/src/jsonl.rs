//! JSON Lines: one row a line, in the order given.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;

/// Writes rows to a new file.
pub(crate) fn write<T: Serialize>(path: &Path, rows: impl IntoIterator<Item = T>) -> io::Result<usize> {
    let mut file = BufWriter::new(File::create_new(path)?);
    let mut count = 0;
    for row in rows {
        serde_json::to_writer(&mut file, &row)?;
        file.write_all(b"\n")?;
        count += 1;
    }
    file.into_inner()?.sync_all()?;
    Ok(count)
}

/// Writes one pretty JSON document to a new file.
pub(crate) fn write_one<T: Serialize>(path: &Path, document: &T) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    serde_json::to_writer_pretty(&mut file, document)?;
    file.write_all(b"\n")?;
    file.sync_all()
}
