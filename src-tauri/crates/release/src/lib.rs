//! The released dataset: a folder that a stranger can use without us.
//!
//! Same input, same bytes: no clock, no dice beyond the given seed, no unordered iteration. Whoever
//! calls [`publish`] gives records and pictures; this room knows no study, no file names, no people
//! by name.

mod archive;
mod bag;
mod card;
mod coco;
mod conversations;
mod degraded;
mod descriptors;
mod finding;
mod jsonl;
mod parquet;
mod privacy;
mod publish;
mod settings;
mod splits;
mod sums;
mod tables;
mod tsv;
mod twins;
mod verify;
mod web_annotations;

pub use archive::{archive, archive_path};
pub use bag::{bag, bag_path};
pub use conversations::{Caption, Conversation, Turn};
pub use degraded::{Degradation, DegradedRow};
pub use finding::Finding;
pub use publish::{BadSetting, Contents, Picture, Pictures, PublishError, Published, bad_settings, publish};
pub use settings::{Settings, version};
pub use splits::{Split, Splits, VALIDATION_SHARE};
pub use tables::{
    AnnotationRow, Changes, Earlier, Excluded, ExclusionRow, FusedRow, Provenance, PseudonymousPerson, QuestionRow,
    RankedRow, Reader, schemas,
};
pub use twins::{Twin, TwinRow};
pub use verify::{Progress, Verified, verify};
pub use web_annotations::WebAnnotation;
