//! Workers in reserve: each request takes an idle one or starts another; one that dies or takes
//! too long is replaced, and its photograph refused.

use std::io;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::derive::{Derived, Mask};
use crate::upright::Refusal;
use crate::variants::{Degradation, Frame};
use crate::worker::{Made, Task, WORKER_ARGUMENT, receive, send};
use crate::{MAX_FILE_BYTES, MAX_SECONDS};

type Answer = io::Result<Option<Result<Made, Refusal>>>;

/// Why a photograph came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The photograph is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The worker could not be started.
    #[error("the photograph worker could not be started: {0}")]
    Start(io::Error),
}

/// Reserve of worker processes. Callers decide how many requests run at once.
#[derive(Debug)]
pub struct WorkerPool {
    program: PathBuf,
    patience: Duration,
    idle: Mutex<Vec<Worker>>,
}

#[derive(Debug)]
struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<Answer>,
}

impl WorkerPool {
    /// `program` must call [`crate::run_worker_if_asked`] first in its `main`.
    pub fn new(program: PathBuf) -> Self {
        Self { program, patience: Duration::from_secs(MAX_SECONDS), idle: Mutex::new(Vec::new()) }
    }

    /// Derives everything that is kept from the bytes of a file.
    pub fn derive(&self, bytes: &[u8]) -> Result<Derived, WorkerError> {
        self.derived(&Task::Derive, bytes)
    }

    /// Paints masks into an upright JPEG and derives everything anew.
    pub fn mask(&self, upright_jpeg: &[u8], masks: &[Mask]) -> Result<Derived, WorkerError> {
        self.derived(&Task::Mask(masks.to_vec()), upright_jpeg)
    }

    /// Draws frames into an upright JPEG.
    pub fn draw(&self, upright_jpeg: &[u8], frames: &[Frame]) -> Result<Vec<u8>, WorkerError> {
        self.picture(&Task::Draw(frames.to_vec()), upright_jpeg)
    }

    /// Degrades an upright JPEG, brought to the size of a preview; `strength` is 1 to 3.
    pub fn degrade(
        &self,
        upright_jpeg: &[u8],
        degradation: Degradation,
        strength: u8,
        seed: u64,
    ) -> Result<Vec<u8>, WorkerError> {
        self.picture(&Task::Degrade { degradation, strength, seed }, upright_jpeg)
    }

    fn derived(&self, task: &Task, bytes: &[u8]) -> Result<Derived, WorkerError> {
        match self.ask(task, bytes)? {
            Made::Derived(derived) => Ok(derived),
            Made::Picture(_) => Err(Refusal::DecoderDied.into()),
        }
    }

    fn picture(&self, task: &Task, bytes: &[u8]) -> Result<Vec<u8>, WorkerError> {
        match self.ask(task, bytes)? {
            Made::Picture(picture) => Ok(picture),
            Made::Derived(_) => Err(Refusal::DecoderDied.into()),
        }
    }

    fn ask(&self, task: &Task, bytes: &[u8]) -> Result<Made, WorkerError> {
        if bytes.len() > MAX_FILE_BYTES {
            return Err(Refusal::FileTooLarge.into());
        }
        let taken = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = match taken {
            Some(worker) => worker,
            None => Worker::start(&self.program).map_err(WorkerError::Start)?,
        };
        let sent = worker.input.as_mut().map_or(Ok(()), |input| send(input, task, bytes));
        let answer = worker.answers.recv_timeout(self.patience);
        match (sent, answer) {
            (Ok(()), Ok(Ok(Some(answer)))) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                Ok(answer?)
            }
            (_, Err(RecvTimeoutError::Timeout)) => Err(Refusal::TooSlow.into()),
            _ => Err(Refusal::DecoderDied.into()),
        }
    }
}

impl Worker {
    fn start(program: &PathBuf) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(WORKER_ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = child.stdin.take();
        let (sender, answers) = mpsc::channel();
        if let Some(mut output) = child.stdout.take() {
            std::thread::spawn(move || {
                loop {
                    let answer = receive(&mut output);
                    let last = !matches!(answer, Ok(Some(_)));
                    if sender.send(answer).is_err() || last {
                        break;
                    }
                }
            });
        }
        Ok(Self { child, input, answers })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
