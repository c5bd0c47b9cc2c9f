//! The pictures of a release, out of the study's vault; boxes and degradations are made by the photograph workers.

use std::collections::BTreeMap;

use domain::photograph::PhotographId;
use domain::questions::PromptBox;
use imaging::{Frame, WorkerPool};
use ledger::Hash;
use release::{Degradation, Pictures};
use store::{PhotographSize, Vault};

/// Green and blue, which stand out from skin and from each other.
const COLOURS: [[u8; 3]; 2] = [[0, 200, 83], [41, 98, 255]];

/// The pictures of one study.
pub(super) struct StudyPictures<'a> {
    pub(super) vault: Vault,
    /// What is shown of each photograph.
    pub(super) shown: BTreeMap<PhotographId, Hash>,
    pub(super) workers: &'a WorkerPool,
}

impl Pictures for StudyPictures<'_> {
    fn photograph(&self, id: &PhotographId) -> Result<Vec<u8>, String> {
        let content = self.shown.get(id).ok_or_else(|| id.to_string())?;
        self.vault.get(content, PhotographSize::Full).map_err(|error| error.to_string())
    }

    fn with_boxes(&self, jpeg: &[u8], boxes: &[PromptBox]) -> Result<Vec<u8>, String> {
        let frame = |(prompt, colour): (&PromptBox, [u8; 3])| {
            let PromptBox { x, y, width, height } = *prompt;
            Frame { x, y, width, height, colour }
        };
        let frames: Vec<Frame> = boxes.iter().zip(COLOURS).map(frame).collect();
        self.workers.draw(jpeg, &frames).map_err(|error| error.to_string())
    }

    fn degraded(&self, jpeg: &[u8], degradation: Degradation, strength: u8, seed: u64) -> Result<Vec<u8>, String> {
        let degradation = match degradation {
            Degradation::MotionBlur => imaging::Degradation::MotionBlur,
            Degradation::Defocus => imaging::Degradation::Defocus,
            Degradation::LowResolution => imaging::Degradation::LowResolution,
            Degradation::Noise => imaging::Degradation::Noise,
            Degradation::Compression => imaging::Degradation::Compression,
            Degradation::Underexposure => imaging::Degradation::Underexposure,
            Degradation::Overexposure => imaging::Degradation::Overexposure,
            Degradation::ColourCast => imaging::Degradation::ColourCast,
        };
        self.workers.degrade(jpeg, degradation, strength, seed).map_err(|error| error.to_string())
    }
}
