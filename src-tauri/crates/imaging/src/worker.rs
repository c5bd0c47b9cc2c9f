//! The child process that decodes: one request on standard input, one answer on standard output,
//! again and again, under a memory limit. Whoever builds a program on `imaging` calls
//! [`run_worker_if_asked`] first in `main`.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::derive::{Derived, Mask, Measured, derive, mask};
use crate::upright::{Note, Refusal};
use crate::variants::{Degradation, Frame, degraded, with_frames};
use crate::{MAX_FILE_BYTES, MAX_WORKER_BYTES};

/// Argument that turns a program into a worker.
pub const WORKER_ARGUMENT: &str = "--photograph-worker";

/// What the worker is asked to do with the bytes that follow.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Task {
    /// Derive from a file.
    Derive,
    /// Paint masks into an upright JPEG and derive.
    Mask(Vec<Mask>),
    /// Draw into an upright JPEG.
    Draw(Vec<Frame>),
    /// Degrade an upright JPEG.
    Degrade {
        /// How.
        degradation: Degradation,
        /// 1 to 3.
        strength: u8,
        /// For what is drawn by lot.
        seed: u64,
    },
}

/// What a worker made.
#[derive(Debug)]
pub(crate) enum Made {
    /// By deriving and masking.
    Derived(Derived),
    /// By drawing and degrading.
    Picture(Vec<u8>),
}

#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    /// None of a single picture.
    result: Result<Option<Measured>, Refusal>,
    lengths: [usize; 3],
    notes: Vec<Note>,
}

/// Serves requests until standard input ends, if the program was started as a worker; otherwise
/// returns at once.
pub fn run_worker_if_asked() {
    if std::env::args().nth(1).as_deref() != Some(WORKER_ARGUMENT) {
        return;
    }
    #[cfg(unix)]
    let _ = rlimit::setrlimit(rlimit::Resource::AS, MAX_WORKER_BYTES, MAX_WORKER_BYTES);
    std::panic::set_hook(Box::new(|_| {}));
    let served = serve(&mut io::stdin().lock(), &mut io::stdout().lock());
    std::process::exit(i32::from(served.is_err()));
}

fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    while let Some(header) = read_block(input)? {
        let task: Task = serde_json::from_slice(&header)?;
        let bytes = read_block(input)?.unwrap_or_default();
        let made = match &task {
            Task::Derive => derive(&bytes).map(Made::Derived),
            Task::Mask(masks) => mask(&bytes, masks).map(Made::Derived),
            Task::Draw(frames) => with_frames(&bytes, frames).map(Made::Picture),
            Task::Degrade { degradation, strength, seed } => {
                degraded(&bytes, *degradation, *strength, *seed).map(Made::Picture)
            }
        };
        let (result, parts, notes) = match made {
            Ok(Made::Derived(Derived { measured, full, preview, thumbnail, notes })) => {
                (Ok(Some(measured)), [full, preview, thumbnail], notes)
            }
            Ok(Made::Picture(picture)) => (Ok(None), [picture, vec![], vec![]], Vec::new()),
            Err(refusal) => (Err(refusal), [vec![], vec![], vec![]], Vec::new()),
        };
        let lengths = [parts[0].len(), parts[1].len(), parts[2].len()];
        write_block(output, &serde_json::to_vec(&Answer { result, lengths, notes })?)?;
        for part in &parts {
            output.write_all(part)?;
        }
        output.flush()?;
    }
    Ok(())
}

/// Sends one request to a worker.
pub(crate) fn send(output: &mut impl Write, task: &Task, bytes: &[u8]) -> io::Result<()> {
    write_block(output, &serde_json::to_vec(task)?)?;
    write_block(output, bytes)?;
    output.flush()
}

/// Reads one answer of a worker; `None` when it is gone.
pub(crate) fn receive(input: &mut impl Read) -> io::Result<Option<Result<Made, Refusal>>> {
    let Some(header) = read_block(input)? else { return Ok(None) };
    let answer: Answer = serde_json::from_slice(&header)?;
    let mut parts = [vec![], vec![], vec![]];
    for (part, length) in parts.iter_mut().zip(answer.lengths) {
        *part = read_exactly(input, length)?;
    }
    let [full, preview, thumbnail] = parts;
    Ok(Some(answer.result.map(|measured| match measured {
        Some(measured) => Made::Derived(Derived { measured, full, preview, thumbnail, notes: answer.notes }),
        None => Made::Picture(full),
    })))
}

fn write_block(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    output.write_all(&(bytes.len() as u64).to_le_bytes())?;
    output.write_all(bytes)
}

fn read_block(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match input.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    usize::try_from(u64::from_le_bytes(length)).map_err(io::Error::other).and_then(|n| read_exactly(input, n)).map(Some)
}

/// Refuses lengths that no photograph of ours can have, so that a broken peer cannot exhaust memory.
fn read_exactly(input: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    if length > 8 * MAX_FILE_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "too long"));
    }
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}
